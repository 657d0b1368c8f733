/** Long work in the store, in steps that screens hardly wait for. */
import fs from 'node:fs/promises'
import type { Database } from 'better-sqlite3'
import { createCheckpointWait } from './checkpoint-wait.ts'

/** A step holds the thread for about so long. */
const briefMs = 12
const fewest = 250
const most = 2_000

export type LongWrite = {
  /**
   * Does `step` from one place to the next, the second not within, up to `length`: each step is a transaction of its own, and
   * others have their turn after it. On a slow computer steps are shorter. What a step did is kept if the app is killed, but a
   * power cut may take it back: the work must know from the store how far it is. Returns the sum of what the steps return.
   */
  readonly along: (length: number, step: (from: number, to: number) => number) => Promise<number>
  /** Does one step whose size the caller chooses, then gives others their turn. It is kept just as those of `along`. */
  readonly step: <T>(work: () => T) => Promise<T>
  /** After the last step: brings all of them to the disk, so that the commit that ends the work need not. */
  readonly settle: () => Promise<void>
}

export function createLongWrite(raw: Database): LongWrite {
  const rest = createCheckpointWait(raw)
  let rows = fewest * 2

  async function take<T>(work: () => T): Promise<T> {
    // Everybody would wait for the disk after each of hundreds of steps.
    raw.pragma('synchronous = NORMAL')
    try {
      return work()
    } finally {
      raw.pragma('synchronous = FULL')
      await rest()
    }
  }

  function timed(step: () => number): number {
    const startedAt = performance.now()
    const result = step()
    const fits = briefMs / (performance.now() - startedAt)
    // One that was held up by chance says little: not smaller than half at once, and larger bit by bit.
    rows = Math.round(Math.min(most, Math.max(fewest, rows * Math.min(1.25, Math.max(0.5, fits)))))
    return result
  }

  return {
    async along(length, step) {
      let sum = 0
      for (let from = 0; from < length; ) {
        const [first, to] = [from, Math.min(length, from + rows)]
        // oxlint-disable-next-line no-await-in-loop -- one after the other, with room for others
        sum += await take(() => timed(() => step(first, to)))
        from = to
      }
      return sum
    },
    step: take,
    settle: () => syncLog(raw),
  }
}

/** Does all steps, each a transaction or more, and brings them to the disk. `halt` may throw before any of them. */
export async function writeSteps(
  raw: Database,
  steps: Iterable<unknown>,
  halt: () => void = () => undefined,
): Promise<void> {
  const long = createLongWrite(raw)
  const each = steps[Symbol.iterator]()
  try {
    for (;;) {
      halt()
      // oxlint-disable-next-line no-await-in-loop -- one after the other, with room for others
      if ((await long.step(() => each.next())).done) break
    }
  } finally {
    each.return?.()
  }
  await long.settle()
}

/** Brings the log to the disk without holding this thread. What fails here, the commit that follows says better. */
async function syncLog({ name }: Database): Promise<void> {
  const log = await fs.open(`${name}-wal`, 'r+').catch(() => null)
  await log?.datasync().catch(() => undefined)
  await log?.close()
}
