/** Writes of several who have something to write at the same moment, in one commit: each commit waits for the disk. */
import type { Store } from '../deps.ts'
import { memoizeByKey } from '../lib/memoize-by-key.ts'

/** After so long in one commit the rest waits for the next: screens ask here too. */
const longestMs = 20

type Waiting = { run(): void; written(): void; failed(error: unknown): void }

/**
 * Runs `work` (synchronous, whole or not at all) with what else is written in this turn, and says when it is on disk.
 * What fails does so for itself alone.
 */
export const writesOf = memoizeByKey(({ raw }: Pick<Store, 'raw'>) => {
  let queue: Waiting[] = []
  let isAwake = false

  const inOne = raw.transaction((done: (() => void)[]): void => {
    const until = performance.now() + longestMs
    for (let next = queue.shift(); next; next = performance.now() < until ? queue.shift() : undefined)
      try {
        next.run()
        done.push(next.written)
      } catch (error) {
        const { failed } = next
        // A full disk takes the whole commit back: what came before is gone too, and what follows would be a commit of its own.
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
      // Nothing of it is on disk.
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
