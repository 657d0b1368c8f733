import { afterEach, expect, it } from 'vitest'
import { createRuntime } from '#backend/background/runtime.ts'
import type { TaskPaces } from '#backend/background/runtime-parts.ts'
import type { JobDefinition, PollerDefinition, RunOutcome } from '#backend/core/background.ts'
import type { JobRun, JobSource } from '#backend/core/jobs.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

const minute = 60_000
type Client = { id: WorkspaceId; demo: 0 | 1; able: 0 | 1 }
const client = (id: number, more: Partial<Client> = {}): Client => ({
  id: id as WorkspaceId,
  demo: 0,
  able: 1,
  ...more,
})

function start(
  options: { readonly clients?: readonly Client[]; readonly paces?: TaskPaces; readonly chance?: number } = {},
) {
  const clock = createFakeClock()
  const world = { online: true, clients: options.clients ?? [client(1), client(2)], asked: 0 }
  const written: string[] = []
  const sources = new Map<string, JobSource>()
  const rows = () => {
    world.asked += 1
    return world.clients
  }
  const runtime = createRuntime({
    store: { raw: { prepare: () => ({ all: rows }) } } as never,
    clock,
    jobs: {
      about: (kind, source) => void sources.set(kind, source),
      begin: (kind, id): JobRun => {
        const end = (how: string) => void written.push(`${kind} ${id ?? '-'} ${how}`)
        return {
          done: () => end('done'),
          partial: () => end('partly'),
          failed: (error) => end(`failed ${error instanceof AppError ? error.code : String(error)}`),
          cancelled: () => end('cancelled'),
        }
      },
      failures: () => 0,
      during: (_kind, _id, work) => work(),
    },
    log: () => ({ debug: noop, info: noop, warn: noop, error: noop }),
    online: () => world.online,
    paces: options.paces,
    random: () => options.chance ?? 0.5,
  })
  stop = () => runtime.stop()
  return { runtime, clock, world, written, sources }
}
const noop = () => undefined
let stop: () => Promise<void> = async () => undefined
afterEach(() => void stop())

const done: RunOutcome = { end: 'done' }

/** Creates a poller that records whom it polled and when. */
function polling(rig: ReturnType<typeof start>, more: Partial<PollerDefinition> = {}) {
  const asked: string[] = []
  const begun = rig.clock.now()
  const poller = rig.runtime.definePoller({
    kind: 'campaigns',
    scope: 'campaigns:read',
    every: () => 60 * minute,
    firstMs: 8_000,
    wakeMs: 3_000,
    atOnce: 4,
    run: async (id) => {
      asked.push(`${id}@${(rig.clock.now() - begun) / 1_000}`)
      return done
    },
    ...more,
  })
  return { poller, asked }
}

/** Creates a job over a list of pieces; the test sets the answer to each piece. */
function working(rig: ReturnType<typeof start>, more: Partial<JobDefinition<string>> = {}) {
  const begun = rig.clock.now()
  const ran: string[] = []
  const left = new Set<string>()
  const answers = new Map<string, (signal: AbortSignal) => Promise<RunOutcome>>()
  const looked: string[] = []
  const job = rig.runtime.defineJob<string>({
    kind: 'verification',
    network: true,
    atOnce: 2,
    next: ({ why }) => {
      looked.push(why)
      return { due: [...left] }
    },
    of: (item) => ({ key: item, client: 1 as WorkspaceId }),
    run: async (item, signal) => {
      ran.push(`${item}@${(rig.clock.now() - begun) / 1_000}`)
      const outcome = (await answers.get(item)?.(signal)) ?? done
      if (outcome.end === 'done') left.delete(item)
      return outcome
    },
    ...more,
  })
  return { job, ran, left, answers, looked }
}
const problem = new AppError('API_UNAVAILABLE')
const untilAborted = (signal: AbortSignal) =>
  new Promise<RunOutcome>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(new AppError('CANCELLED')), { once: true }),
  )

it('The runtime reads all clients a while after the start and then at the interval, from the end of a round', async () => {
  const rig = start()
  const { asked, poller } = polling(rig, { every: () => 10 * minute })
  rig.runtime.start()
  await rig.clock.advance(7_999)
  expect(asked).toEqual([])
  await rig.clock.advance(1)
  expect(asked).toEqual(['1@8', '2@8'])
  expect(poller.clients()[0]?.nextAt).toBe(rig.clock.now() + 10 * minute)
  await rig.clock.advance(10 * minute)
  expect(asked.slice(2)).toEqual(['1@608', '2@608'])
  expect(rig.written).toEqual(Array.from({ length: 4 }, (_, at) => `campaigns ${1 + (at % 2)} done`))
})

it.each([
  [0, 90],
  [1, 110],
])(
  'The runtime varies the interval slightly, so that not all read at the same moment (%d)',
  async (chance, minutes) => {
    const rig = start({ chance })
    const { poller } = polling(rig, { every: () => 100 * minute, jitter: 0.1 })
    rig.runtime.start()
    await rig.clock.advance(8_000)
    expect(poller.clients()[0]?.nextAt).toBe(rig.clock.now() + minutes * minute)
  },
)

it('The runtime reads no client without a usable key, only demos without a network, and says why', async () => {
  const rig = start({ clients: [client(1), client(2, { able: 0 }), client(3, { able: 0, demo: 1 })] })
  const { asked, poller } = polling(rig)
  rig.world.online = false
  rig.runtime.start()
  await rig.clock.advance(8_000)
  expect(asked).toEqual(['3@8'])
  expect(poller.clients().map(({ held }) => held)).toEqual(['offline', 'no_key', null])
  rig.world.online = true
  rig.runtime.wake()
  await rig.clock.advance(3_000)
  expect(asked.slice(1)).toEqual(['1@11', '3@11'])
})

it('The runtime reads nothing while the machine sleeps, stops running reads, and reads soon after it wakes', async () => {
  const rig = start({ clients: [client(1)] })
  const { asked } = polling(rig, {
    every: () => 10 * minute,
    run: async (id, signal) => {
      asked.push(`${id}`)
      return asked.length === 1 ? untilAborted(signal) : done
    },
  })
  rig.runtime.start()
  await rig.clock.advance(8_000)
  rig.runtime.suspend()
  await rig.clock.advance(0)
  expect(rig.written).toEqual(['campaigns 1 cancelled'])
  await rig.clock.advance(24 * 60 * minute)
  expect(asked).toHaveLength(1)
  rig.runtime.wake()
  await rig.clock.advance(3_000)
  expect(rig.written.slice(1)).toEqual(['campaigns 1 done'])
})

it('The runtime leaves out clients that need no new read just because something woke', async () => {
  const rig = start()
  const { asked } = polling(rig, { every: () => 10 * minute, skip: (id, woken) => woken && id === 1 })
  rig.runtime.start()
  await rig.clock.advance(8_000)
  rig.runtime.wake()
  await rig.clock.advance(3_000)
  expect(asked).toEqual(['1@8', '2@8', '2@11'])
})

it('The runtime repeats a round that was requested during one', async () => {
  const rig = start({ clients: [client(1)] })
  let release = noop as () => void
  const { asked } = polling(rig, {
    run: async (id) => {
      asked.push(`${id}`)
      if (asked.length === 1) await new Promise<void>((resolve) => (release = resolve))
      return done
    },
  })
  rig.runtime.start()
  await rig.clock.advance(8_000)
  rig.runtime.wake()
  await rig.clock.advance(3_000)
  expect(asked).toEqual(['1'])
  release()
  await rig.clock.advance(0)
  expect(asked).toEqual(['1', '1'])
})

it('The runtime runs a client once at a time, and at once for a waiting operator', async () => {
  const rig = start()
  const { poller } = polling(rig, { run: async (_id, signal) => untilAborted(signal) })
  rig.runtime.start()
  expect(poller.run(1 as WorkspaceId, true)).toBe(poller.run(1 as WorkspaceId, true))
  expect(poller.isRunning(1 as WorkspaceId)).toBe(true)
  rig.runtime.suspend()
  expect(await poller.run(1 as WorkspaceId, true)).toEqual({ end: 'cancelled' })
})

it('The runtime runs only on request where set so', async () => {
  const rig = start({ paces: { campaigns: 'asked', verification: 'asked' } })
  const { asked, poller } = polling(rig)
  const { job, ran, left } = working(rig)
  left.add('a')
  rig.runtime.start()
  rig.runtime.wake()
  void job.wake()
  await rig.clock.advance(24 * 60 * minute)
  expect([...asked, ...ran]).toEqual([])
  await Promise.all([poller.run(1 as WorkspaceId, true), job.run('a')])
  expect([asked, ran]).toEqual([['1@86400'], ['a@86400']])
})

it('The runtime continues interrupted work at the start, with a limited number of items at once', async () => {
  const rig = start()
  const { left, ran, answers, looked } = working(rig)
  for (const piece of ['a', 'b', 'c']) left.add(piece)
  let release = noop as () => void
  answers.set('a', () => new Promise((resolve) => (release = () => resolve(done))))
  answers.set('b', () => new Promise(noop))
  rig.runtime.start()
  await rig.clock.advance(0)
  expect([ran, looked]).toEqual([['a@0', 'b@0'], ['start']])
  release()
  await rig.clock.advance(0)
  expect(ran).toEqual(['a@0', 'b@0', 'c@0'])
})

it('The runtime reconciles before the first check, and leaves work that runs only on request', async () => {
  const rig = start()
  const order: string[] = []
  working(rig, { reconcile: () => void order.push('reconcile'), next: () => (order.push('look'), { due: [] }) })
  const { left, ran } = working(rig, { kind: 'gaps', recovery: 'ask' })
  left.add('a')
  rig.runtime.start()
  await rig.clock.advance(minute)
  expect([order, ran]).toEqual([['reconcile', 'look'], []])
})

it('The runtime retries with growing waits, and at once when something woke', async () => {
  const rig = start()
  const { left, ran, answers } = working(rig, { waitsMs: [1_000, 2_000, 3_000] })
  left.add('a')
  answers.set('a', async () => ({ end: 'retry', problem }))
  rig.runtime.start()
  await rig.clock.advance(10_000)
  expect(ran).toEqual(['a@0', 'a@1', 'a@3', 'a@6', 'a@9'])
  expect(rig.written.at(-1)).toBe('verification 1 failed API_UNAVAILABLE')
  rig.runtime.wake()
  await rig.clock.advance(0)
  expect(ran.at(-1)).toBe('a@10')
  // It succeeded, so the next failure waits like the first.
  answers.delete('a')
  await rig.clock.advance(1_000)
  expect(left.size).toBe(0)
})

it('The runtime waits as long as a job says, and with blocked work until something has changed', async () => {
  const rig = start()
  const { left, ran, answers, job } = working(rig)
  left.add('a').add('b')
  answers.set('a', async () => ({ end: 'retry', problem, afterMs: 5_000 }))
  answers.set('b', async () => ({ end: 'blocked', problem: new AppError('KEYS_LOCKED') }))
  rig.runtime.start()
  await rig.clock.advance(12_000)
  expect(ran).toEqual(['a@0', 'b@0', 'a@5', 'a@10'])
  void job.wake('b')
  await rig.clock.advance(0)
  expect(ran.slice(4)).toEqual(['b@12'])
})

it('The runtime retries running work at once when something changed, once', async () => {
  const rig = start()
  const { left, ran, answers } = working(rig)
  left.add('a')
  const answer = Promise.withResolvers<RunOutcome>()
  const locked: RunOutcome = { end: 'blocked', problem: new AppError('KEYS_LOCKED') }
  answers.set('a', () => answer.promise)
  rig.runtime.start()
  await rig.clock.advance(5_000)
  rig.runtime.wake()
  answers.set('a', async () => locked)
  answer.resolve(locked)
  await rig.clock.advance(60 * minute)
  expect(ran).toEqual(['a@0', 'a@5'])
})

it('The runtime treats an expected error as a failure that is retried, and an unforeseen one as a fault', async () => {
  const rig = start()
  const { left, ran, answers } = working(rig, { waitsMs: [2_000] })
  left.add('a')
  answers.set('a', async () => {
    throw new Error('nobody thought of this')
  })
  rig.runtime.start()
  await rig.clock.advance(2_000)
  expect(ran).toEqual(['a@0', 'a@2'])
  expect(rig.written).toEqual(['verification 1 failed INTERNAL', 'verification 1 failed INTERNAL'])
})

it('The runtime starts nothing that needs a network without one, and continues when it is back', async () => {
  const rig = start()
  const { left, ran } = working(rig)
  const { left: own, ran: ranOwn } = working(rig, { kind: 'purge', network: false })
  left.add('a')
  own.add('b')
  rig.world.online = false
  rig.runtime.start()
  await rig.clock.advance(60 * minute)
  expect([ran, ranOwn]).toEqual([[], ['b@0']])
  rig.world.online = true
  rig.runtime.wake()
  await rig.clock.advance(0)
  expect(ran).toEqual(['a@3600'])
})

it('The runtime checks when the next item is due, and not before; at rest it queries nothing', async () => {
  const rig = start()
  let due = rig.clock.now() + 9 * minute
  const { looked } = working(rig, {
    next: ({ why }) => {
      looked.push(why)
      return { due: [], at: due === 0 ? null : due }
    },
  })
  rig.runtime.start()
  await rig.clock.advance(9 * minute - 1)
  expect(looked).toEqual(['start'])
  due = 0
  await rig.clock.advance(1)
  expect(looked).toEqual(['start', 'due'])
  await rig.clock.advance(24 * 60 * minute)
  expect(looked).toHaveLength(2)
  expect(rig.clock.sleepers()).toBe(0)
  expect(rig.world.asked).toBe(0)
})

it('The runtime checks regularly if required, whatever else it checks in between', async () => {
  const rig = start()
  const begun = rig.clock.now()
  const at: string[] = []
  const { job } = working(rig, {
    regularly: { firstMs: 20_000, everyMs: 30_000 },
    next: ({ why, now }) => {
      at.push(`${why}@${(now - begun) / 1_000}`)
      return { due: [] }
    },
  })
  rig.runtime.start()
  await rig.clock.advance(25_000)
  job.look()
  await rig.clock.advance(55_000)
  expect(at).toEqual(['start@0', 'due@20', 'due@25', 'due@50', 'due@80'])
})

it('The runtime checks as regularly as before once the clock was put back', async () => {
  const rig = start()
  let putBackMs = 0
  const { now } = rig.clock
  rig.clock.now = () => now() - putBackMs
  const { looked } = working(rig, { regularly: { firstMs: 20_000, everyMs: 30_000 } })
  rig.runtime.start()
  await rig.clock.advance(25_000)
  putBackMs = 365 * 24 * 60 * minute
  await rig.clock.advance(10 * minute)
  expect(looked.length).toBeGreaterThan(20)
})

it('The runtime starts nothing new while the machine sleeps, and lets uninterruptible work finish', async () => {
  const rig = start()
  let release = noop as () => void
  const kept = working(rig)
  kept.left.add('a').add('b').add('c')
  kept.answers.set('a', () => new Promise((resolve) => (release = () => resolve(done))))
  kept.answers.set('b', () => new Promise(noop))
  const cancelled = working(rig, { kind: 'relay', cancelOn: ['sleep'] })
  cancelled.left.add('d')
  cancelled.answers.set('d', untilAborted)
  rig.runtime.start()
  await rig.clock.advance(0)
  rig.runtime.suspend()
  await rig.clock.advance(0)
  expect(rig.written).toEqual(['relay 1 cancelled'])
  release()
  kept.job.look()
  await rig.clock.advance(60 * minute)
  expect([kept.ran, cancelled.ran]).toEqual([['a@0', 'b@0'], ['d@0']])
  rig.runtime.wake()
  await rig.clock.advance(0)
  expect([kept.ran.at(-1), cancelled.ran.at(-1)]).toEqual(['c@3600', 'd@3600'])
})

it.each(['sleep', 'offline', 'wake'] as const)('The runtime stops on %s only the work that said so', async (by) => {
  const rig = start()
  const broken: string[] = []
  const cancelled = working(rig, {
    kind: 'relay',
    network: false,
    cancelOn: [by],
    interrupted: () => void broken.push('told'),
  })
  cancelled.left.add('a')
  cancelled.answers.set('a', untilAborted)
  rig.runtime.start()
  await rig.clock.advance(1_000)
  if (by !== 'wake') rig.runtime.wake()
  if (by !== 'offline') rig.runtime.offline()
  await rig.clock.advance(0)
  expect([cancelled.ran, rig.written]).toEqual([['a@0'], []])
  if (by === 'sleep') rig.runtime.suspend()
  else if (by === 'offline') rig.runtime.offline()
  else rig.runtime.wake()
  await rig.clock.advance(0)
  expect(rig.written).toEqual(['relay 1 cancelled'])
  // A job interrupted by sleep waits for the wake-up; the others run again at once.
  expect(cancelled.ran).toEqual(by === 'sleep' ? ['a@0'] : ['a@0', 'a@1'])
  expect(broken).toEqual(by === 'sleep' ? ['told', 'told'] : ['told'])
})

it('The runtime restarts one item on request, whatever it waits for, and leaves the others alone', async () => {
  const rig = start()
  const { left, ran, answers, job } = working(rig, { atOnce: 3 })
  for (const piece of ['a', 'b', 'c']) left.add(piece)
  answers.set('a', untilAborted)
  answers.set('b', untilAborted)
  answers.set('c', async () => ({ end: 'retry', problem, afterMs: 60 * minute }))
  rig.runtime.start()
  await rig.clock.advance(1_000)
  job.restart('a')
  job.restart('c')
  await rig.clock.advance(0)
  expect(ran).toEqual(['a@0', 'b@0', 'c@0', 'c@1', 'a@1'])
})

it('The runtime waits for running work at the end, and says when nobody waits any longer', async () => {
  const rig = start()
  const heard: string[] = []
  const begun = rig.clock.now()
  working(rig, {
    finish: (timeUp) => {
      heard.push('finish')
      return new Promise((resolve) =>
        timeUp.addEventListener('abort', () => {
          heard.push(`time is up after ${rig.clock.now() - begun}`)
          resolve()
        }),
      )
    },
  })
  rig.runtime.start()
  const ended = rig.runtime.stop().then(() => void heard.push('ended'))
  await rig.clock.advance(4_999)
  expect(heard).toEqual(['finish'])
  expect(rig.runtime.isAwake()).toBe(false)
  await rig.clock.advance(1)
  await ended
  expect(heard).toEqual(['finish', 'time is up after 5000', 'ended'])
})

it('The runtime stops running work and sets no more timers; nothing starts afterwards', async () => {
  const rig = start()
  const { asked, poller } = polling(rig, { run: async (_id, signal) => untilAborted(signal) })
  const { left, ran, answers, job } = working(rig)
  left.add('a')
  answers.set('a', untilAborted)
  rig.runtime.start()
  await rig.clock.advance(8_000)
  await rig.runtime.stop()
  expect(rig.written.toSorted()).toEqual(['campaigns 1 cancelled', 'campaigns 2 cancelled', 'verification 1 cancelled'])
  expect(rig.clock.sleepers()).toBe(0)
  rig.runtime.wake()
  rig.runtime.start()
  void job.wake()
  poller.plan(0)
  await rig.clock.advance(24 * 60 * minute)
  expect(await job.run('a')).toEqual({ end: 'cancelled' })
  expect([asked, ran]).toEqual([[], ['a@0']])
})

it('The runtime ends within five seconds, even if something ignores the stop', async () => {
  const rig = start()
  const { left, answers } = working(rig)
  left.add('a')
  answers.set('a', () => new Promise(noop))
  rig.runtime.start()
  await rig.clock.advance(0)
  const begun = rig.clock.now()
  let endedAt = 0
  const ended = rig.runtime.stop().then(() => (endedAt = rig.clock.now()))
  await rig.clock.advance(10_000)
  await ended
  expect(endedAt - begun).toBe(5_000)
})

it('The runtime continues after a failed check, as on a full disk', async () => {
  const rig = start()
  let full = true
  const { ran, left } = working(rig, {
    next: () => {
      if (full) throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' })
      return { due: [...left] }
    },
  })
  left.add('a')
  rig.runtime.start()
  await rig.clock.advance(59_999)
  full = false
  await rig.clock.advance(1)
  expect(ran).toEqual(['a@60'])
})

it('The runtime shows where each job runs and what its button does', async () => {
  const rig = start()
  polling(rig)
  const button: unknown[] = []
  working(rig, {
    places: () => [{ workspaceId: 1 as WorkspaceId, nextAt: null, held: null }],
    runNow: (id) => void button.push(id),
  })
  rig.runtime.start()
  expect(rig.sources.get('campaigns')?.places()).toEqual([
    { workspaceId: 1, held: null, nextAt: rig.clock.now() + 8_000 },
    { workspaceId: 2, held: null, nextAt: rig.clock.now() + 8_000 },
  ])
  await rig.sources.get('campaigns')?.run?.(2 as WorkspaceId)
  rig.sources.get('verification')?.run?.(1 as WorkspaceId)
  expect([rig.written, button]).toEqual([['campaigns 2 done'], [1]])
  expect(rig.runtime.tasks().map(({ kind, running }) => ({ kind, running }))).toEqual([
    { kind: 'campaigns', running: 0 },
    { kind: 'verification', running: 0 },
  ])
})

it('The runtime does not wait longer for the next try because the clock was put back', async () => {
  const rig = start()
  let putBackMs = 0
  const { now } = rig.clock
  rig.clock.now = () => now() - putBackMs
  const { left, ran, answers } = working(rig, { waitsMs: [60_000] })
  left.add('a')
  answers.set('a', async () => ({ end: 'retry', problem }))
  rig.runtime.start()
  await rig.clock.advance(1_000)
  putBackMs = 24 * 3_600_000
  await rig.clock.advance(45 * 60_000)
  expect(ran.length).toBeGreaterThan(20)
})

it.each([true, false])(
  'a job is notified once that the clock was put back, even if it was offline meanwhile: %s',
  async (online) => {
    const rig = start()
    let putBackMs = 0
    const { now } = rig.clock
    rig.clock.now = () => now() - putBackMs
    const onDisk = { dueAt: rig.clock.now() + 20 * minute }
    const heard: number[] = []
    const { job, ran } = working(rig, {
      next: (look) => ({ due: onDisk.dueAt <= look.now ? ['a'] : [], at: onDisk.dueAt }),
      clockPutBack() {
        heard.push(rig.clock.now())
        onDisk.dueAt = rig.clock.now()
      },
      run: async (item) => {
        ran.push(item)
        onDisk.dueAt = Number.POSITIVE_INFINITY
        return done
      },
    })
    rig.runtime.start()
    await rig.clock.advance(5 * minute)
    expect(heard).toEqual([])
    putBackMs = 15 * minute
    rig.world.online = online
    await rig.clock.advance(30 * minute)
    rig.world.online = true
    job.look()
    await rig.clock.advance(minute)
    expect([heard.length, ran]).toEqual([1, ['a']])
  },
)

it('A job that could not store that the clock was put back, as on a full disk, is notified again', async () => {
  const rig = start()
  let putBackMs = 0
  const { now } = rig.clock
  rig.clock.now = () => now() - putBackMs
  let full = true
  let heard = 0
  const { job } = working(rig, {
    next: () => ({ due: [] }),
    clockPutBack() {
      if (full) throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' })
      heard += 1
    },
  })
  rig.runtime.start()
  await rig.clock.advance(5 * minute)
  putBackMs = 60 * minute
  expect(() => job.look()).not.toThrow()
  full = false
  await rig.clock.advance(minute)
  job.look()
  expect(heard).toBe(1)
})

it('A machine that wakes on a full disk wakes every job, and one that could not store it is notified again', async () => {
  const rig = start()
  let full = true
  let heard = 0
  const first = working(rig, {
    next: () => ({ due: [] }),
    woken() {
      if (full) throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' })
      heard += 1
    },
  })
  const second = working(rig)
  rig.runtime.start()
  rig.runtime.suspend()
  second.left.add('a')
  expect(() => rig.runtime.wake()).not.toThrow()
  await rig.clock.advance(1)
  expect(second.ran).toHaveLength(1)
  full = false
  await rig.clock.advance(minute)
  first.job.look()
  expect(heard).toBe(1)
})
