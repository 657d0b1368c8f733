/** Long work in the store, in steps that screens hardly wait for. */
import fs from 'node:fs/promises'
import type { Database } from 'better-sqlite3'
import { createCheckpointWait } from './checkpoint-wait.ts'

/** A step holds the thread for about so long. */
const briefMs = 12
const fewest = 250
const most = 2_000

export type LongWrite = {
  /** Rows the next step may take. On a slow computer they get fewer. */
  readonly rows: () => number
  /**
   * Does a step, a transaction of its own, and gives others their turn. It is kept if the app is killed, but a power cut may
   * take it back: the work must know from the store how far it is.
   */
  readonly step: <T>(work: () => T) => Promise<T>
  /** After the last step: brings all of them to the disk, so that the commit that ends the work need not. */
  readonly settle: () => Promise<void>
}

export function createLongWrite(raw: Database): LongWrite {
  const rest = createCheckpointWait(raw)
  let rows = fewest * 2
  return {
    rows: () => rows,
    async step(work) {
      const startedAt = performance.now()
      // Everybody would wait for the disk after each of hundreds of steps.
      raw.pragma('synchronous = NORMAL')
      let result: ReturnType<typeof work>
      try {
        result = work()
      } finally {
        raw.pragma('synchronous = FULL')
      }
      const fits = briefMs / (performance.now() - startedAt)
      // One that was held up by chance says little: not smaller than half at once, and larger bit by bit.
      rows = Math.round(Math.min(most, Math.max(fewest, rows * Math.min(1.25, Math.max(0.5, fits)))))
      await rest()
      return result
    },
    settle: () => syncLog(raw),
  }
}

/** Brings the log to the disk without holding this thread. What fails here, the commit that follows says better. */
async function syncLog({ name }: Database): Promise<void> {
  const log = await fs.open(`${name}-wal`, 'r+').catch(() => null)
  await log?.datasync().catch(() => undefined)
  await log?.close()
}
