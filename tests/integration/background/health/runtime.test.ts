import { afterEach, expect, it } from 'vitest'
import { createRuntime, type Runtime } from '#backend/background/runtime.ts'
import { startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'

const day = 24 * 60 * 60_000
let app: TestBackend | null = null
afterEach(async () => {
  await app?.stop()
  app = null
})

/** Starts the whole app without a client, on a clock that stands still until advanced, with all automatic jobs. */
function start() {
  const clock = createFakeClock(Date.parse('2026-03-02T09:00:00Z'))
  let runtime: Runtime | null = null
  app = startBackend({
    instantlyUrl: null,
    clock,
    paces: {
      webhooks: {},
      blackout_dates: {},
      campaigns: {},
      inbox: {},
      opt_outs: {},
      lead_labels: {},
      sent_mails: {},
      whole_threads: {},
      accounts: {},
      reports: {},
      backup: {},
    },
    createRuntime: (parts) => {
      // Without jitter, so that the number of runs in an hour is always the same.
      runtime = createRuntime({ ...parts, random: () => 0.5 })
      return runtime
    },
  })
  const tasks = () => (runtime as unknown as Runtime).tasks()
  const looks = () => Object.fromEntries(tasks().map((task) => [task.kind, task.looks]))
  return { app, clock, tasks, looks }
}

it('All automatic work starts with the app, sleeps and wakes with the machine, and ends with the app', async () => {
  const { app: own, clock, tasks, looks } = start()
  const kinds = tasks().map(({ kind }) => kind)
  expect(new Set(kinds).size).toBe(kinds.length)
  expect(kinds.length).toBeGreaterThan(12)
  // Jobs that run only on request have no schedule.
  const byThemselves = kinds.filter((kind) => kind !== 'deletions' && kind !== 'inbox_back')

  await clock.advance(day)
  expect(byThemselves.filter((kind) => looks()[kind] === 0)).toEqual([])

  // The daily copy is made by a thread without a fake clock.
  await until('nothing to be under way', () => tasks().every(({ running }) => running === 0))
  own.backend.machine('suspend')
  const asleep = looks()
  await clock.advance(day)
  expect(looks()).toEqual(asleep)
  expect(tasks().filter(({ nextAt, running }) => nextAt !== null || running > 0)).toEqual([])

  own.backend.machine('resume')
  await clock.advance(10_000)
  expect(kinds.filter((kind) => (looks()[kind] ?? 0) <= (asleep[kind] ?? 0))).toEqual([])

  await own.stop()
  const ended = looks()
  own.backend.machine('online')
  await clock.advance(day)
  expect(looks()).toEqual(ended)
  expect(tasks().filter(({ nextAt, running }) => nextAt !== null || running > 0)).toEqual([])
  app = null
})

it('At rest without work, an hour costs only a few checks', async () => {
  const { clock, looks } = start()
  await clock.advance(day)
  const before = looks()
  await clock.advance(60 * 60_000)
  const more = Object.entries(looks()).filter(([kind, count]) => count > (before[kind] ?? 0))
  expect(Object.fromEntries(more.map(([kind, count]) => [kind, count - (before[kind] ?? 0)]))).toEqual({
    webhooks: 6,
    retention: 6,
    campaigns: 1,
    accounts: 1,
    // Every quarter of an hour, and every five minutes.
    lead_labels: 4,
    sent_mails: 12,
    inbox: expect.any(Number) as number,
    blackout_dates: 60,
    snoozes: 120,
    model: 120,
  })
})
