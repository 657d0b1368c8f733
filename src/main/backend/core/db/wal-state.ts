/** Reads how long the store's write-ahead log is, and how much of it has been checkpointed. */
import type { Database } from 'better-sqlite3'

export type WalState = {
  /** Pages in the log. Once all are checkpointed, the next commit restarts the log. */
  readonly pages: number
  readonly moved: number
}

/** Returns the state of the log. `PASSIVE` first checkpoints what it can without waiting; `NOOP` only reads. */
export function walState(raw: Database, mode: 'NOOP' | 'PASSIVE' = 'NOOP'): WalState {
  const [row] = raw.pragma(`wal_checkpoint(${mode})`) as { log: number; checkpointed: number }[]
  return { pages: Math.max(0, row?.log ?? 0), moved: Math.max(0, row?.checkpointed ?? 0) }
}
