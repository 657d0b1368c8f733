/**
 * Batches writes: one commit for everything that arrived while the last one was under way. Every promise settles after
 * its commit, never before.
 */
export type GroupCommit<T, R> = {
  add(item: T): Promise<R>
  /** Resolves when nothing is waiting. */
  idle(): Promise<void>
}

/** Longest time a commit waits for more to arrive. */
const longestGatherMs = 5
/** In a burst, a turn of the event loop may bring nothing although the next ones do. */
const quietTurnsToWait = 3

export function createGroupCommit<T, R>(
  write: (batch: readonly T[]) => R | Promise<R>,
  maxBatch: number,
  now: () => number = () => performance.now(),
): GroupCommit<T, R> {
  type Waiting = { readonly item: T; resolve(result: R): void; reject(error: unknown): void }
  let waiting: Waiting[] = []
  let running: Promise<void> | null = null

  /**
   * Waits until the turns of the event loop bring no more. Node accepts only one new connection in a turn, so a commit in
   * every turn would make a burst of new connections wait for hundreds of commits.
   */
  async function gather(): Promise<void> {
    const until = now() + longestGatherMs
    let quietTurns = 0
    while (quietTurns < quietTurnsToWait && waiting.length < maxBatch && now() < until) {
      const before = waiting.length
      await new Promise((resolve) => setImmediate(resolve))
      quietTurns = waiting.length > before ? 0 : quietTurns + 1
    }
  }

  async function run(): Promise<void> {
    await gather()
    while (waiting.length > 0) {
      const batch = waiting.splice(0, maxBatch)
      try {
        const result = await write(batch.map(({ item }) => item))
        for (const { resolve } of batch) resolve(result)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
      if (waiting.length > 0) await gather()
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
