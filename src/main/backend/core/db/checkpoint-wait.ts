/** What a long write does between two of its steps. */
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { walState } from './wal-state.ts'

/**
 * Pages of the log from which on a writer waits for the checkpoint thread, which never comes to the end while it writes:
 * from the first number on where most is done, from the second on in any case.
 */
export const longLog = 16_384
const longestLog = 26_000
const growth = 2_048
/** A slow checkpoint thread is waited for this long: a short wait blocks nobody, a checkpoint in the writer everybody. */
const restMs = 250
const longestRestMs = 2_000

/**
 * Gives others their turn and, where the log has grown long, its thread the time to move it to its end: left to itself the
 * log grows until the next commit, whoever's it is, has to move it and everybody waits for seconds.
 */
export function createCheckpointWait(raw: Database): () => Promise<void> {
  /** Where nobody moved the log although there was time: not waited for again until it has grown by this much more. */
  let restAt = longLog
  return async () => {
    await nextTurn()
    if (!raw.open) return
    let log = walState(raw)
    if (log.pages < longLog) restAt = longLog
    if (log.pages < restAt || (log.pages < longestLog && log.moved * 2 < log.pages)) return
    const until = performance.now() + (log.pages < longestLog ? restMs : longestRestMs)
    while (log.moved < log.pages && performance.now() < until) {
      await sleep(2)
      if (!raw.open) return
      log = walState(raw)
    }
    restAt = log.moved === log.pages ? longLog : log.pages + growth
  }
}
