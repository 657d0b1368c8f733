import type { ExperimentId, ListId } from '../ids.ts'
import type { LanguageChoice } from '../language.ts'
import { activity } from './activity.ts'
import { alerts } from './alerts.ts'
import { analytics } from './analytics.ts'
import { app } from './app.ts'
import { blocklist } from './blocklist.ts'
import { breakdowns } from './breakdowns.ts'
import { campaignEdits } from './campaign-edits.ts'
import { campaignTags } from './campaign-tags.ts'
import { campaigns } from './campaigns.ts'
import { charts } from './charts.ts'
import { clients } from './clients.ts'
import { crm } from './crm.ts'
import { demo } from './demo.ts'
import { desktop, type LeaveQuestion } from './desktop.ts'
import { events } from './events.ts'
import { experiments } from './experiments.ts'
import { exportHistory } from './export-history.ts'
import { exportZones } from './export-zones.ts'
import type { ExportProgress } from './exports.ts'
import { exports } from './exports.ts'
import { guide } from './guide.ts'
import { health } from './health.ts'
import { inbox } from './inbox.ts'
import { inboxModel } from './inbox-model.ts'
import { leadCopies } from './lead-copies.ts'
import { lists } from './lists.ts'
import { money } from './money.ts'
import { optOuts } from './opt-outs.ts'
import { palette } from './palette.ts'
import { practice } from './practice.ts'
import { relay } from './relay.ts'
import { remoteLeads } from './remote-leads.ts'
import { reports } from './reports.ts'
import { restDays } from './rest-days.ts'
import type { InputOf, OutputOf, Topic } from './route.ts'
import { sequences } from './sequences.ts'
import { subsequences } from './subsequences.ts'
import { type PullProgress, supabase } from './supabase.ts'
import { verification } from './verification.ts'
import { workspaces } from './workspaces.ts'

/** Every route of the backend. */
export const contract = {
  ...app,
  ...workspaces,
  ...lists,
  ...exports,
  ...exportHistory,
  ...practice,
  ...exportZones,
  ...restDays,
  ...activity,
  ...demo,
  ...guide,
  ...supabase,
  ...blocklist,
  ...optOuts,
  ...leadCopies,
  ...palette,
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
  ...sequences,
  ...subsequences,
  ...health,
  ...money,
  ...reports,
  ...experiments,
}

export type Contract = typeof contract
export type BackendRouteName = keyof Contract
/** The window may also ask what the shell answers itself. */
type Asked = Contract & typeof desktop
export type RouteName = keyof Asked
export type Input<Name extends RouteName> = InputOf<Asked[Name]>
export type Output<Name extends RouteName> = OutputOf<Asked[Name]>

/** Asks a route; throws AppError. */
export type Call = <Name extends RouteName>(name: Name, input: Input<Name>) => Promise<Output<Name>>

/** What the backend (or shell) announces by itself. */
export type Events = {
  'data.changed': { readonly topics: readonly Topic[] }
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
  'app.statusChanged': { readonly online: boolean }
  /** The system asked the app to open these (double click, second start). */
  'files.opened': { readonly paths: readonly string[] }
  /** A menu item, a clicked notification or a link asks the window to go somewhere. */
  'app.goTo': { readonly route: string }
  /** The language was chosen in the menu. */
  'app.languageChosen': { readonly language: LanguageChoice }
  /** The shell asks before the window or the app goes; `desktop.answer` follows. Null takes the question back. */
  'desktop.asked': { readonly question: LeaveQuestion | null }
  /** The app is about to end: the page saves what it must and answers `shell.left`. */
  'desktop.leaving': { readonly running: number }
}
export type EventName = keyof Events
