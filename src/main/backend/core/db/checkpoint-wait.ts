/** Lets other work run, and the checkpoint thread catch up, between two steps of a long write. */
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { walState } from './wal-state.ts'

/**
 * Log lengths in pages from which a writer waits for the checkpoint thread, which never finishes while the writer goes
 * on: from the first if most of the log is already checkpointed, from the second in any case.
 */
export const longLogPages = 16_384
const longestLogPages = 26_000
const growth = 2_048
/** How long to wait for a slow checkpoint thread: a short wait blocks nobody, one in the writer everybody. */
const restMs = 250
const longestRestMs = 2_000

/**
 * Returns a function that yields to other work and, if the log has grown long, gives the checkpoint thread the time to
 * finish. Otherwise the log grows until the next commit, whoever makes it, has to checkpoint it and everybody waits for
 * seconds.
 */
export function createCheckpointWait(raw: Database): () => Promise<void> {
  /** If the log was not checkpointed in time, the next wait comes after it has grown by this much more. */
  let restAt = longLogPages
  return async () => {
    await nextTurn()
    if (!raw.open) return
    let log = walState(raw)
    if (log.pages < longLogPages) restAt = longLogPages
    if (log.pages < restAt || (log.pages < longestLogPages && log.moved * 2 < log.pages)) return
    const until = performance.now() + (log.pages < longestLogPages ? restMs : longestRestMs)
    while (log.moved < log.pages && performance.now() < until) {
      await sleep(2)
      if (!raw.open) return
      log = walState(raw)
    }
    restAt = log.moved === log.pages ? longLogPages : log.pages + growth
  }
}
