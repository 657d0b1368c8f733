import { activity } from './activity.ts'
import { app } from './app.ts'
import type { ExportProgress } from './exports.ts'
import { exports } from './exports.ts'
import { lists } from './lists.ts'
import type { InputOf, OutputOf, Topic } from './route.ts'
import { workspaces } from './workspaces.ts'

/** Every route there is. */
export const contract = { ...app, ...workspaces, ...lists, ...exports, ...activity }

export type Contract = typeof contract
export type RouteName = keyof Contract
export type Input<Name extends RouteName> = InputOf<Contract[Name]>
export type Output<Name extends RouteName> = OutputOf<Contract[Name]>

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
  'export.progress': ExportProgress
  'app.statusChanged': { readonly online: boolean }
  /** The system asked the app to open these (double click, second start). */
  'files.opened': { readonly paths: readonly string[] }
  /** A menu item or a clicked notification asks the window to go somewhere. */
  'app.goTo': { readonly route: string }
}
export type EventName = keyof Events
