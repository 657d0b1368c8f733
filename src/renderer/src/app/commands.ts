import {
  Activity,
  Archive,
  ArrowLeft,
  ArrowRight,
  Ban,
  Bell,
  BookOpen,
  CalendarOff,
  ChartColumn,
  CircleHelp,
  Cloud,
  Coins,
  Database,
  ExternalLink,
  FileText,
  FlaskConical,
  FolderOpen,
  Gauge,
  GitCompareArrows,
  Handshake,
  House,
  Inbox,
  Keyboard,
  List,
  ListChecks,
  LockKeyhole,
  type LucideIcon,
  Mail,
  Megaphone,
  Monitor,
  Moon,
  OctagonX,
  Plus,
  Radio,
  Redo2,
  ScrollText,
  Search,
  Send,
  ShieldBan,
  SlidersHorizontal,
  Sparkles,
  Sun,
  SunMoon,
  Undo2,
  Upload,
  Users,
} from 'lucide-react'
import { campaignEditCommands } from '../campaigns/campaign-edits/commands.ts'
import { campaignCommands } from '../campaigns/campaigns/commands.ts'
import { sequenceCommands } from '../campaigns/sequences/commands.ts'
import { subsequenceCommands } from '../campaigns/subsequences/commands.ts'
import { activityCommands } from '../clients/activity/commands.ts'
import { workspaceCommands } from '../clients/workspaces/commands.ts'
import { type Command, named } from '../core/lib/commands.ts'
import { exportCommands } from '../exports/commands.ts'
import { crmCommands } from '../inbox/crm/commands.ts'
import { inboxCommands } from '../inbox/inbox/commands.ts'
import { accountCommands } from '../insights/accounts/commands.ts'
import { analyticsCommands } from '../insights/analytics/commands.ts'
import { moneyCommands } from '../insights/money/commands.ts'
import { reportCommands } from '../insights/reports/commands.ts'
import { listCommands } from '../leads/lists/commands.ts'

type Group = Command['group']
type Name = Parameters<typeof named>[0]

/** Defines a command that works on every screen, by its name in the text catalogue. */
const everywhere = (id: string, group: Group, icon: LucideIcon, name: Name) =>
  ({ id, group, place: 'everywhere', icon, ...named(name) }) as const

const inTables = (id: string, group: Group, name: Name) => ({ id, group, place: 'tables', ...named(name) }) as const

export const appCommands = {
  palette: { ...everywhere('app.palette', 'do', Search, 'palette'), keys: 'mod+k' },
  chooseFile: { ...everywhere('imports.choose', 'do', Upload, 'chooseFile'), keys: 'mod+o' },
  undo: { ...everywhere('app.undo', 'do', Undo2, 'undo'), keys: 'mod+z' },
  redo: { ...everywhere('app.redo', 'do', Redo2, 'redo'), keys: 'mod+shift+z', alsoKeys: ['mod+y'] },
  keys: { ...everywhere('app.keys', 'go', Keyboard, 'keys'), keys: '?' },
  help: { ...everywhere('go.help', 'go', CircleHelp, 'help'), keys: 'f1' },
  news: everywhere('go.news', 'go', Sparkles, 'news'),
  lock: { ...everywhere('app.lock', 'do', LockKeyhole, 'lock'), keys: 'mod+shift+l' },
  back: { ...everywhere('app.back', 'go', ArrowLeft, 'back'), keys: 'escape', alsoKeys: ['alt+arrowleft'] },
  forward: { ...everywhere('app.forward', 'go', ArrowRight, 'forward'), keys: 'alt+arrowright' },
  home: everywhere('go.home', 'go', House, 'home'),
  lists: everywhere('go.lists', 'go', List, 'lists'),
  exports: everywhere('go.exports', 'go', Send, 'exports'),
  campaigns: everywhere('go.campaigns', 'go', Megaphone, 'campaigns'),
  analytics: everywhere('go.analytics', 'go', ChartColumn, 'analytics'),
  accounts: everywhere('go.accounts', 'go', Mail, 'accounts'),
  money: everywhere('go.money', 'go', Coins, 'money'),
  costs: everywhere('go.costs', 'go', Coins, 'costs'),
  experiments: everywhere('go.experiments', 'go', FlaskConical, 'experiments'),
  reports: everywhere('go.reports', 'go', FileText, 'reports'),
  jobs: everywhere('go.jobs', 'go', ListChecks, 'jobs'),
  givenUp: everywhere('go.givenUp', 'go', OctagonX, 'givenUp'),
  service: everywhere('go.service', 'go', Gauge, 'service'),
  campaignSettings: everywhere('settings.campaigns', 'settings', Megaphone, 'campaignSettings'),
  alertSettings: everywhere('settings.alerts', 'settings', Bell, 'alertSettings'),
  blackoutDates: everywhere('settings.blackout', 'settings', CalendarOff, 'blackoutDates'),
  apiLog: everywhere('go.apiLog', 'go', ScrollText, 'apiLog'),
  events: everywhere('go.events', 'go', Radio, 'events'),
  inbox: everywhere('go.inbox', 'go', Inbox, 'inbox'),
  activity: everywhere('go.activity', 'go', Activity, 'activity'),
  settings: { ...everywhere('go.settings', 'go', SlidersHorizontal, 'settings'), keys: 'mod+,' },
  allClients: { ...everywhere('clients.all', 'go', Users, 'allClients'), keys: 'mod+0' },
  addClient: everywhere('clients.add', 'do', Plus, 'addClient'),
  clientsAndKeys: everywhere('settings.clients', 'settings', Users, 'clientsAndKeys'),
  appearance: everywhere('settings.appearance', 'settings', SunMoon, 'appearance'),
  desktop: everywhere('settings.desktop', 'settings', Monitor, 'desktop'),
  data: everywhere('settings.data', 'settings', Database, 'data'),
  backups: everywhere('settings.backups', 'settings', Archive, 'backups'),
  optOuts: everywhere('go.optOuts', 'go', Ban, 'optOuts'),
  blocklist: everywhere('settings.blocklist', 'settings', ShieldBan, 'blocklist'),
  sequences: everywhere('go.sequences', 'go', BookOpen, 'sequences'),
  inboxSettings: everywhere('settings.inbox', 'settings', Inbox, 'inboxSettings'),
  relay: everywhere('settings.relay', 'settings', Radio, 'relay'),
  gaps: everywhere('go.gaps', 'go', GitCompareArrows, 'gaps'),
  simulator: everywhere('go.simulator', 'go', FlaskConical, 'simulator'),
  crm: everywhere('settings.crm', 'settings', Handshake, 'crm'),
  remoteLeads: everywhere('go.remoteLeads', 'go', Cloud, 'remoteLeads'),
  supabase: everywhere('go.supabase', 'go', Database, 'supabase'),
  themeSystem: everywhere('theme.system', 'settings', Monitor, 'themeSystem'),
  themeLight: everywhere('theme.light', 'settings', Sun, 'themeLight'),
  themeDark: everywhere('theme.dark', 'settings', Moon, 'themeDark'),
  openData: everywhere('data.open', 'settings', FolderOpen, 'openData'),
  openLog: everywhere('log.open', 'settings', FileText, 'openLog'),
  openKeysPage: everywhere('instantly.keys', 'settings', ExternalLink, 'openKeysPage'),
} as const satisfies Record<string, Command>

/** Shortcuts that are not listed in the palette. */
const moves = {
  client: { id: 'clients.show', group: 'go', place: 'everywhere', keys: 'mod+1', keysTo: 'mod+9', ...named('client') },
  move: { ...inTables('table.move', 'go', 'tableMove'), keys: 'j', alsoKeys: ['k', 'arrowdown', 'arrowup'] },
  page: { ...inTables('table.page', 'go', 'tablePage'), keys: 'pagedown', alsoKeys: ['pageup'] },
  ends: { ...inTables('table.ends', 'go', 'tableEnds'), keys: 'home', alsoKeys: ['end'] },
  open: { ...inTables('table.open', 'go', 'tableOpen'), keys: 'enter' },
  peek: { ...inTables('table.peek', 'go', 'tablePeek'), keys: 'space' },
  rename: { ...inTables('table.rename', 'do', 'tableRename'), keys: 'f2' },
  range: { ...inTables('table.range', 'do', 'tableRange'), keys: 'shift+arrowdown', alsoKeys: ['shift+arrowup'] },
  all: { ...inTables('table.all', 'do', 'tableAll'), keys: 'mod+a' },
  select: { ...inTables('table.select', 'do', 'tableSelect'), keys: 'x' },
} as const satisfies Record<string, Command>

/** Every command and key, for the keyboard map. */
export const allCommands: readonly Command[] = [
  ...Object.values(appCommands),
  ...Object.values(moves),
  ...Object.values(listCommands),
  ...Object.values(exportCommands),
  ...Object.values(campaignCommands),
  ...Object.values(campaignEditCommands),
  ...Object.values(analyticsCommands),
  ...Object.values(accountCommands),
  ...Object.values(moneyCommands),
  ...Object.values(reportCommands),
  ...Object.values(inboxCommands),
  ...Object.values(activityCommands),
  ...Object.values(crmCommands),
  ...Object.values(sequenceCommands),
  ...Object.values(subsequenceCommands),
  ...Object.values(workspaceCommands),
]
