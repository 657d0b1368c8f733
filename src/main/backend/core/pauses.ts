/** What the operator paused: a client, or everything. Nothing of it leaves by itself, and nothing is fetched. */
import type { WorkspaceId } from '#shared/ids.ts'

export type Pauses = {
  /** Null: what belongs to no client waits only where everything is paused. */
  isPaused(workspaceId: WorkspaceId | null): boolean
  /** Every client that is paused, by itself or with all others; for SQL. */
  clients(): readonly WorkspaceId[]
  /** Called after a client, or everything, was paused or resumed. */
  onChange(listener: () => void): void
}

/** Where nothing is ever paused: benches, a demo that is being made. */
export const noPauses: Pauses = { isPaused: () => false, clients: () => [], onChange: () => undefined }
