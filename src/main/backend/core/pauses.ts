/** What the operator paused: a client, or everything. Background work then sends and fetches nothing for it. */
import type { WorkspaceId } from '#shared/ids.ts'

export type Pauses = {
  /** Null: for work without a client, which is paused only if everything is. */
  isPaused(workspaceId: WorkspaceId | null): boolean
  /** All paused clients, individually or with all others; for SQL. */
  clients(): readonly WorkspaceId[]
  /** Called after a client, or everything, was paused or resumed. */
  onChange(listener: () => void): void
}

/** Never pauses anything; for benchmarks and a demo being built. */
export const noPauses: Pauses = { isPaused: () => false, clients: () => [], onChange: () => undefined }
