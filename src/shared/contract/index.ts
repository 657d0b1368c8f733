import type { ExperimentId, ListId } from '../ids.ts'
import type { LanguageChoice } from '../language.ts'
import { backups } from './app/backups.ts'
import { clientData } from './app/client-data.ts'
import { demo } from './app/demo.ts'
import { feed } from './app/feed.ts'
import { guide } from './app/guide.ts'
import { home } from './app/home.ts'
import { lock } from './app/lock.ts'
import { palette } from './app/palette.ts'
import { people } from './app/people.ts'
import { retention } from './app/retention.ts'
import { health } from './background/health.ts'
import { pauses } from './background/pauses.ts'
import { campaignEdits } from './campaigns/campaign-edits.ts'
import { campaignTags } from './campaigns/campaign-tags.ts'
import { campaigns } from './campaigns/campaigns.ts'
import { sequences } from './campaigns/sequences.ts'
import { subsequences } from './campaigns/subsequences.ts'
import { activity } from './clients/activity.ts'
import { app } from './clients/app.ts'
import { ask } from './clients/ask.ts'
import { clients } from './clients/clients.ts'
import { workspaces } from './clients/workspaces.ts'
import { desktop, type LeaveQuestion } from './core/desktop.ts'
import { events } from './events/events.ts'
import { relay } from './events/relay.ts'
import { blackoutDates } from './exports/blackout-dates.ts'
import { experiments } from './exports/experiments.ts'
import { exportHistory } from './exports/export-history.ts'
import { exportZones } from './exports/export-zones.ts'
import type { ExportProgress } from './exports/exports.ts'
import { exports } from './exports/exports.ts'
import { practice } from './exports/preflight.ts'
import { crm } from './inbox/crm.ts'
import { inbox, type SendEnd } from './inbox/inbox.ts'
import { inboxModel } from './inbox/inbox-model.ts'
import { accounts } from './insights/accounts.ts'
import { alerts } from './insights/alerts.ts'
import { analytics } from './insights/analytics.ts'
import { breakdowns } from './insights/breakdowns.ts'
import { capacity } from './insights/capacity.ts'
import { charts } from './insights/charts.ts'
import { money } from './insights/money.ts'
import { reports } from './insights/reports.ts'
import { writeBack } from './insights/write-back.ts'
import { blocklist } from './leads/blocklist.ts'
import { imports } from './leads/imports.ts'
import { leadMirror } from './leads/lead-mirror.ts'
import { lists } from './leads/lists.ts'
import { optOuts } from './leads/opt-outs.ts'
import { remoteLeads } from './leads/remote-leads.ts'
import { sharedMemory } from './leads/shared-memory.ts'
import { type PullProgress, supabase } from './leads/supabase.ts'
import { verification } from './leads/verification.ts'
import type { InputOf, OutputOf } from './route.ts'

/** Every route of the backend. */
export const contract = {
  ...app,
  ...workspaces,
  ...imports,
  ...lists,
  ...exports,
  ...exportHistory,
  ...practice,
  ...exportZones,
  ...blackoutDates,
  ...activity,
  ...demo,
  ...guide,
  ...supabase,
  ...blocklist,
  ...optOuts,
  ...sharedMemory,
  ...leadMirror,
  ...home,
  ...feed,
  ...palette,
  ...people,
  ...remoteLeads,
  ...verification,
  ...inbox,
  ...inboxModel,
  ...relay,
  ...events,
  ...crm,
  ...charts,
  ...campaigns,
  ...campaignEdits,
  ...campaignTags,
  ...clients,
  ...analytics,
  ...breakdowns,
  ...alerts,
  ...accounts,
  ...capacity,
  ...sequences,
  ...subsequences,
  ...health,
  ...pauses,
  ...backups,
  ...clientData,
  ...retention,
  ...ask,
  ...lock,
  ...money,
  ...reports,
  ...writeBack,
  ...experiments,
}

export type Contract = typeof contract
export type BackendRouteName = keyof Contract
/** The window may also ask what the shell answers itself. */
type Asked = Contract & typeof desktop
export type RouteName = keyof Asked
export type QueryName = { [Name in RouteName]: Asked[Name] extends { kind: 'query' } ? Name : never }[RouteName]
export type Input<Name extends RouteName> = InputOf<Asked[Name]>
export type Output<Name extends RouteName> = OutputOf<Asked[Name]>

/** Asks a route; throws AppError. */
export type Call = <Name extends RouteName>(name: Name, input: Input<Name>) => Promise<Output<Name>>

/** What the backend (or shell) announces by itself. */
export type Events = {
  /** These queries may have another answer now. The window knows them by name: schemas would make it start slower. */
  'data.changed': { readonly queries: readonly QueryName[] | 'all' }
  'import.progress': {
    readonly importId: string
    readonly phase: 'read' | 'check' | 'save'
    readonly rows: number
    readonly share: number
  }
  /** How far the index of a big list is. */
  'list.indexing': { readonly listId: ListId; readonly share: number }
  /** Rows of a list written so far to the file it is saved as. */
  'list.saving': { readonly listId: ListId; readonly rows: number }
  'export.progress': ExportProgress
  /** Leads of a list that got their variant so far. */
  'experiment.progress': { readonly experimentId: ExperimentId; readonly done: number; readonly total: number }
  'supabase.progress': PullProgress
  /** A mail that was held has left, or could not. */
  'inbox.sendEnded': SendEnd
  'app.statusChanged': { readonly online: boolean }
  /** The system asked the app to open these (double click, second start). */
  'files.opened': { readonly paths: readonly string[] }
  /** A menu item, a clicked notification or a link asks the window to go somewhere. */
  'app.goTo': { readonly route: string }
  /** *Undo* or *Redo* was chosen in the menu: of a text in a field with the focus, else of the last step. */
  'app.edit': { readonly edit: 'undo' | 'redo' }
  /** The language was chosen in the menu. */
  'app.languageChosen': { readonly language: LanguageChoice }
  /** The shell asks before the window or the app goes; `desktop.answer` follows. Null takes the question back. */
  'desktop.asked': { readonly question: LeaveQuestion | null }
  /** The app is about to end: the page saves what it must and answers `shell.left`. */
  'desktop.leaving': { readonly running: number }
}
export type EventName = keyof Events
