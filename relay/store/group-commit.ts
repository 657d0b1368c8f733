/**
 * Batches writes: one commit for everything that arrived while the last one was under way. Every promise settles after
 * its commit, never before.
 */
export type GroupCommit<T, R> = {
  add(item: T): Promise<R>
  /** Resolves when nothing is waiting. */
  idle(): Promise<void>
}

export function createGroupCommit<T, R>(
  write: (batch: readonly T[]) => R | Promise<R>,
  maxBatch: number,
): GroupCommit<T, R> {
  type Waiting = { readonly item: T; resolve(result: R): void; reject(error: unknown): void }
  let waiting: Waiting[] = []
  let running: Promise<void> | null = null

  async function run(): Promise<void> {
    // Waits for the input events of this turn of the loop, so that what arrived together is committed together.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const batch = waiting.splice(0, maxBatch)
      try {
        const result = await write(batch.map(({ item }) => item))
        for (const { resolve } of batch) resolve(result)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
      if (waiting.length > 0) await new Promise((resolve) => setImmediate(resolve))
    }
    running = null
  }

  return {
    add(item) {
      return new Promise<R>((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        running ??= run()
      })
    },
    async idle() {
      await running
    },
  }
}
