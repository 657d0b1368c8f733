import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { endThread, watchLoading } from '#backend/core/lib/native-threads.ts'
import { repoRoot } from '../../../support/repository.ts'

/** Counts starts and ends of its loading, which takes the given time. */
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

test('A thread is never ended while it loads', async () => {
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

test('A thread that fails at its start or has already ended keeps nobody waiting', async () => {
  const failed = watchLoading(new Worker('throw new Error("no such module")', { eval: true }))
  const told: unknown[] = []
  failed.on('error', (error) => told.push(error))
  await endThread(failed)
  await endThread(failed)
  expect(String(told[0])).toContain('no such module')
})

test('A thread reports that it has loaded only after SQLite loaded, with its first connection', () => {
  const root = path.join(repoRoot, 'src/main/backend')
  const threads = fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, text: fs.readFileSync(path.join(root, name), 'utf8') }))
    .filter(({ text }) => text.includes('postMessage(threadLoaded)'))
  expect(threads.length).toBeGreaterThan(3)
  const late = threads.filter(
    ({ text }) => !text.slice(0, text.indexOf('postMessage(threadLoaded)')).includes('new Database('),
  )
  expect(late.map(({ name }) => name)).toEqual([])
})
