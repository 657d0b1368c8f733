/** Joins writes requested at the same moment into one commit, because each commit waits for the disk. */
import type { Store } from '../deps.ts'
import { memoizeByKey } from '../lib/memoize-by-key.ts'

/** After this time in one commit the rest is left to the next, because screens use this connection too. */
const longestMs = 20

type QueuedWrite = { run(): void; written(): void; failed(error: unknown): void }

/**
 * Runs `work` (synchronous and atomic) in one transaction with the other writes of this tick, and resolves once it is
 * on disk. A failing write does not affect the others.
 */
export const groupCommitOf = memoizeByKey(({ raw }: Pick<Store, 'raw'>) => {
  let queue: QueuedWrite[] = []
  let isAwake = false

  const inOne = raw.transaction((done: (() => void)[]): void => {
    const until = performance.now() + longestMs
    for (let next = queue.shift(); next; next = performance.now() < until ? queue.shift() : undefined)
      try {
        next.run()
        done.push(next.written)
      } catch (error) {
        const { failed } = next
        // A full disk rolls back the whole transaction: earlier writes are lost too, and later ones would commit on
        // their own.
        if (!raw.inTransaction) throw error
        done.push(() => failed(error))
      }
  })

  const wake = (): void => {
    if (isAwake) return
    isAwake = true
    setImmediate(flush)
  }

  function flush(): void {
    isAwake = false
    const before = queue.slice()
    const done: (() => void)[] = []
    try {
      inOne.immediate(done)
      for (const say of done) say()
    } catch (error) {
      // Nothing was committed.
      queue = []
      for (const { failed } of before) failed(error)
    }
    if (queue.length > 0) wake()
  }

  return <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      let value: T
      const whole = raw.transaction(() => {
        value = work()
      })
      queue.push({ run: whole, written: () => resolve(value), failed: reject })
      wake()
    })
})
