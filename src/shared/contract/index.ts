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
import { preflight } from './exports/preflight.ts'
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

/** All routes of the backend. */
export const contract = {
  ...app,
  ...workspaces,
  ...imports,
  ...lists,
  ...exports,
  ...exportHistory,
  ...preflight,
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
/** The window can also call the routes the shell handles itself. */
type Asked = Contract & typeof desktop
export type RouteName = keyof Asked
export type QueryName = { [Name in RouteName]: Asked[Name] extends { kind: 'query' } ? Name : never }[RouteName]
export type Input<Name extends RouteName> = InputOf<Asked[Name]>
export type Output<Name extends RouteName> = OutputOf<Asked[Name]>

/** Calls a route; throws AppError. */
export type Call = <Name extends RouteName>(name: Name, input: Input<Name>) => Promise<Output<Name>>

/** Events sent by the backend or the shell. */
export type Events = {
  /**
   * These queries may now return something else. The window knows queries by name only, because importing the schemas
   * would slow down its start.
   */
  'data.changed': { readonly queries: readonly QueryName[] | 'all' }
  'import.progress': {
    readonly importId: string
    readonly phase: 'read' | 'check' | 'save'
    readonly rows: number
    readonly share: number
  }
  /** Progress of indexing a large list. */
  'list.indexing': { readonly listId: ListId; readonly share: number }
  /** Number of list rows written so far to the file being saved. */
  'list.saving': { readonly listId: ListId; readonly rows: number }
  'export.progress': ExportProgress
  /** Number of leads of a list that have been assigned a variant so far. */
  'experiment.progress': { readonly experimentId: ExperimentId; readonly done: number; readonly total: number }
  'supabase.progress': PullProgress
  /** A delayed email was sent, or could not be sent. */
  'inbox.sendEnded': SendEnd
  'app.statusChanged': { readonly online: boolean }
  /** The system asked the app to open these files (double click, second start). */
  'files.opened': { readonly paths: readonly string[] }
  /** A menu item, a clicked notification or a link asks the window to open a page. */
  'app.goTo': { readonly route: string }
  /** *Undo* or *Redo* was chosen in the menu. Applies to the text of a focused field, otherwise to the last action. */
  'app.edit': { readonly edit: 'undo' | 'redo' }
  /** A language was chosen in the menu. */
  'app.languageChosen': { readonly language: LanguageChoice }
  /** A question before the window closes or app quits, answered with `desktop.answer`. Null withdraws the question. */
  'desktop.asked': { readonly question: LeaveQuestion | null }
  /** The app is about to quit: the page saves what it must and replies with `shell.left`. */
  'desktop.leaving': { readonly running: number }
}
export type EventName = keyof Events
