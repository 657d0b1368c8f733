import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { endThread, watchLoading } from '#backend/core/lib/native-threads.ts'

/** Counts beginnings and ends of its loading, which takes as long as it is told. */
const thread = `
  const { parentPort, workerData: { counts, ms } } = require('node:worker_threads')
  const count = new Int32Array(counts)
  setTimeout(() => {
    Atomics.add(count, 0, 1)
    const until = Date.now() + ms
    while (Date.now() < until);
    Atomics.add(count, 1, 1)
    parentPort.postMessage({ t: 'loaded' })
    setInterval(() => {}, 1000)
  }, ms)`

const start = (counts: SharedArrayBuffer, ms: number) =>
  watchLoading(new Worker(thread, { eval: true, workerData: { counts, ms } }))

test('a thread is never ended in the middle of its loading', async () => {
  const counts = new SharedArrayBuffer(8)
  await Promise.all(
    Array.from({ length: 12 }, async (_, i) => {
      const one = start(counts, 40)
      await sleep(i * 15)
      await endThread(one)
    }),
  )
  expect([...new Int32Array(counts)]).toEqual([12, 12])
})

test('a thread that fails at its start, or is gone already, does not keep anyone waiting', async () => {
  const failed = watchLoading(new Worker('throw new Error("no such module")', { eval: true }))
  const told: unknown[] = []
  failed.on('error', (error) => told.push(error))
  await endThread(failed)
  await endThread(failed)
  expect(String(told[0])).toContain('no such module')
})
