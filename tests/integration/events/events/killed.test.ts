/**
 * The process is killed while it stores events: events reported as durable are there, complete, and the rest arrives
 * again.
 */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { migrationsDir, repoRoot } from '../../../support/backend.ts'
import { manyEvents } from '../../../support/events/many-events.ts'
import { times } from '../../../support/long.ts'
import { acme, eventStore, stateOf, wrongSums } from './support.ts'

/** Lets it work until it has reported durable events `after` times; returns how many events that were. */
function killedAfter(dir: string, after: number, perBatch: number): Promise<number> {
  const script = path.join(repoRoot, 'tests/support/events/ingest-process.ts')
  const child = spawn(process.execPath, [script, dir, migrationsDir, String(perBatch)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.split('\n').length > after) child.kill('SIGKILL')
  })
  return new Promise((resolve) => child.on('close', () => resolve(Number(said.trim().split('\n').at(-1) ?? 0))))
}

test('Killed at any moment, events are stored with their payloads and counts, and receiving them again completes them', async () => {
  const whole = eventStore()
  for (let first = 0; first < 4_000; first += 1_000)
    whole.ingest(acme, 'relay', manyEvents().slice(first, first + 1_000))
  const { dir, store: made } = eventStore()
  made.raw.close()
  const instants = [
    [3, 60],
    [5, 300],
    [2, 1_000],
    [1, 7],
    [2, 130],
  ] as const
  for (const [after, perBatch] of instants.slice(0, times(2, instants.length))) {
    const safe = await killedAfter(dir, after, perBatch)
    const { store, readPayload } = eventStore({}, dir)
    for (const [name, wrong] of Object.entries(wrongSums(store))) expect(wrong, name).toEqual([])
    const ids = store.raw.prepare('select id from event').pluck().all() as number[]
    const payloads = new Set(ids.map((id) => readPayload(acme, id)))
    expect(payloads.has(null)).toBe(false)
    for (const { raw } of manyEvents().slice(0, safe)) expect(payloads.has(raw)).toBe(true)
    store.raw.close()
  }
  const { store, ingest } = eventStore({}, dir)
  for (let first = 0; first < 4_000; first += 1_000) ingest(acme, 'relay', manyEvents().slice(first, first + 1_000))
  expect(stateOf(store)).toEqual(stateOf(whole.store))
})
