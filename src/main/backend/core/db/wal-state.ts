/** How long the store's write-ahead log is, and how much of it is in the store already. Moves nothing, waits for nobody. */
import type { Database } from 'better-sqlite3'

export type WalState = {
  /** Pages in the log. Once all are moved, the next commit begins the log anew. */
  readonly pages: number
  readonly moved: number
}

/** `PASSIVE` moves what can be moved without waiting for anybody; `NOOP` only looks. */
export function walState(raw: Database, mode: 'NOOP' | 'PASSIVE' = 'NOOP'): WalState {
  const [row] = raw.pragma(`wal_checkpoint(${mode})`) as { log: number; checkpointed: number }[]
  return { pages: Math.max(0, row?.log ?? 0), moved: Math.max(0, row?.checkpointed ?? 0) }
}
