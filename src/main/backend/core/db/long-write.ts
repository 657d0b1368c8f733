/** Runs long work in the store in short steps, so that screens hardly wait for it. */
import fs from 'node:fs/promises'
import type { Database } from 'better-sqlite3'
import { createCheckpointWait } from './checkpoint-wait.ts'

/** Target duration of a step, which blocks the thread. */
const briefMs = 12
const fewest = 250
const most = 2_000

export type LongWrite = {
  /**
   * Runs `step` for consecutive ranges up to `length`; `to` is exclusive. Each step is a transaction of its own, and
   * other work runs after it. Steps are smaller on a slow computer. Finished steps survive if the app is killed, but
   * may be lost in a power cut: the work must read its progress from the store. Returns the sum of the steps' results.
   */
  readonly along: (length: number, step: (from: number, to: number) => number) => Promise<number>
  /** Runs one step of the caller's size, then yields to other work. It is as durable as the steps of `along`. */
  readonly step: <T>(work: () => T) => Promise<T>
  /** To be called after the last step: syncs all steps to disk, so that the commit that ends the work need not. */
  readonly settle: () => Promise<void>
}

export function createLongWrite(raw: Database): LongWrite {
  const rest = createCheckpointWait(raw)
  let rows = fewest * 2

  async function runStep<T>(work: () => T): Promise<T> {
    try {
      // Otherwise everybody would wait for the disk after each of hundreds of steps.
      return commitUnsynced(raw, work)
    } finally {
      await rest()
    }
  }

  function measureStep(step: () => number): number {
    const startedAt = performance.now()
    const result = step()
    const fits = briefMs / (performance.now() - startedAt)
    // A single step that was delayed by chance says little, so the size shrinks by half at most and grows gradually.
    rows = Math.round(Math.min(most, Math.max(fewest, rows * Math.min(1.25, Math.max(0.5, fits)))))
    return result
  }

  return {
    async along(length, step) {
      let sum = 0
      for (let from = 0; from < length; ) {
        const [first, to] = [from, Math.min(length, from + rows)]
        // One after the other, so that other work gets its turn in between.
        sum += await runStep(() => measureStep(() => step(first, to)))
        from = to
      }
      return sum
    },
    step: runStep,
    settle: async () => {
      await syncLog(raw)
    },
  }
}

/** Runs all steps, each a transaction or more, and syncs them to disk. `halt` runs before each and may throw. */
export async function runWriteSteps(
  raw: Database,
  steps: Iterable<unknown>,
  halt: () => void = () => undefined,
): Promise<void> {
  const long = createLongWrite(raw)
  const each = steps[Symbol.iterator]()
  try {
    for (;;) {
      halt()
      // One after the other, so that other work gets its turn in between.
      if ((await long.step(() => each.next())).done) break
    }
  } finally {
    each.return?.()
  }
  await long.settle()
}

/**
 * Runs `work`, whose transactions do not wait for the disk. They survive if the app is killed, but may be lost in a
 * power cut until `syncLog` or any other commit has ended.
 */
export function commitUnsynced<T>(raw: Database, work: () => T): T {
  raw.pragma('synchronous = NORMAL')
  try {
    return work()
  } finally {
    raw.pragma('synchronous = FULL')
  }
}

/**
 * Syncs the log to disk without blocking this thread. Returns whether that worked; the next commit reports why it did
 * not.
 */
export async function syncLog({ name }: Database): Promise<boolean> {
  const log = await fs.open(`${name}-wal`, 'r+').catch(() => null)
  if (log === null) return false
  const synced = await log.datasync().then(
    () => true,
    () => false,
  )
  await log.close()
  return synced
}
