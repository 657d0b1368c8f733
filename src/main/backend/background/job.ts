/** Runs stored work: looks for due items when there may be any, and processes them one by one. */
import type { CheckReason, Interruption, Job, JobDefinition, RunOutcome } from '../core/background.ts'
import { asProblem } from '../core/lib/as-problem.ts'
import { createJobWaits } from './job-waits.ts'
import { isListedJob, type RuntimeParts } from './runtime-parts.ts'

type Key = string | number

/** Longest time a timer is set for; afterwards it looks again, so that changes of the computer's clock do no harm. */
const maxSleepMs = 10 * 60_000
/** Shortest delay before looking again for an item that should have been due. */
const overdueLookMs = 1_000
const failedLookMs = 60_000

export function createJob<Item>(runtime: RuntimeParts, definition: JobDefinition<Item>): Job<Item> {
  const { kind, atOnce = 1 } = definition
  const { clock, pauses, log } = runtime
  const pace = runtime.paceOf(kind)
  const byClock = typeof pace === 'object'
  const regularly = definition.regularly && { ...definition.regularly, ...(byClock ? pace : {}) }
  const waits = createJobWaits<Key>(clock, definition.waitsMs)
  /** Keys woken while running. The cause that blocks them may have passed, so they do not wait for the next change. */
  const wokenUnderWay = new Set<Key>()
  const pieces = createRunningItems(runtime, definition, (key, outcome) => {
    // A wait requested by Instantly is kept even after waking.
    if (wokenUnderWay.delete(key) && outcome.end === 'blocked') waits.clear(key)
    else waits.keep(key, outcome)
    look('ended')
  })
  let wasWoken = false
  let looks = 0
  let lookedAt = Number.NEGATIVE_INFINITY
  let regularAt = Number.POSITIVE_INFINITY
  const timer = runtime.timer(() => look('due'))

  function look(why: CheckReason): void {
    if (!runtime.isAwake() || pace === 'asked') return
    timer.clear()
    const now = clock.now()
    const told = tellJob(now)
    if (told) lookedAt = now
    if (definition.network && !runtime.online()) return
    looks += 1
    if (regularly) {
      if (why === 'due' && now >= regularAt) regularAt = now + regularly.everyMs
      // Not later than ever planned: the clock may have been put back since.
      regularAt = Math.min(regularAt, now + Math.max(regularly.firstMs, regularly.everyMs))
    }
    let soonest = regularAt
    try {
      soonest = Math.min(soonest, beginDue(why, now))
    } catch (error) {
      soonest = Math.min(soonest, now + failedLookMs)
      asProblem(error, log)
    }
    if (!told) soonest = Math.min(soonest, now + failedLookMs)
    if (byClock && soonest < Number.POSITIVE_INFINITY) {
      timer.set(Math.min(Math.max(soonest - now, 0), maxSleepMs))
    }
  }

  /**
   * Notifies the job that it was woken or that the clock was put back. Returns false if it threw, for example because
   * the disk is full; it is then notified again with the next look.
   */
  function tellJob(now: number): boolean {
    try {
      if (wasWoken) definition.woken?.()
      wasWoken = false
      if (now < lookedAt) definition.clockPutBack?.()
      return true
    } catch (error) {
      asProblem(error, log)
      return false
    }
  }

  /** Starts due items as far as there are free slots. Returns when there may be more to start. */
  function beginDue(why: CheckReason, now: number): number {
    let soonest = Number.POSITIVE_INFINITY
    const { due, at } = definition.next({ why, now, free: Math.max(0, atOnce - pieces.count()) })
    for (const item of due) {
      const { key, client } = definition.of(item)
      // The item is stored, and due again when the operator resumes.
      if (!definition.whilePaused && pauses.isPaused(client)) continue
      if (definition.untilReleased && client !== null && !runtime.isReleased(client)) continue
      if (pieces.isRunning(key)) continue
      const until = waits.until(key)
      if (until > now) soonest = Math.min(soonest, until)
      // The others are started when a run ends.
      else if (pieces.count() < atOnce) void pieces.run(item)
    }
    // Without a free slot, the next look happens when a run ends.
    if (at !== undefined && at !== null && pieces.count() < atOnce) {
      soonest = Math.min(soonest, at > now ? at : now + overdueLookMs)
    }
    return soonest
  }

  function wakeUp(key?: Key): void {
    waits.clear(key)
    for (const one of pieces.keys()) if (key === undefined || one === key) wokenUnderWay.add(one)
    wasWoken = runtime.isAwake()
    // A job that only runs on request has no looks, so it is notified at once.
    if (pace === 'asked' && wasWoken) tellJob(clock.now())
    look('wake')
  }

  async function wake(key?: Key): Promise<void> {
    wakeUp(key)
    while (pieces.count() > 0) await Promise.all(pieces.underWay())
  }

  /** Cancelled items are looked for again when they have ended. */
  function restart(key?: Key): void {
    pieces.cancelAll(key)
    wakeUp(key)
  }

  const endsBy = (interruption: Interruption) => definition.cancelOn?.includes(interruption) ?? false

  if (isListedJob(kind) && definition.places) {
    const { places, runNow } = definition
    runtime.jobs.about(kind, { places, ...(runNow ? { run: runNow } : {}) })
  }
  runtime.register({
    kind,
    start: () => {
      if (regularly) regularAt = clock.now() + regularly.firstMs
      definition.reconcile?.()
      if (definition.recovery !== 'ask') look('start')
      else if (regularly && byClock) timer.set(regularly.firstMs)
    },
    wake: () => (endsBy('wake') ? restart() : wakeUp()),
    suspend: () => {
      timer.clear()
      definition.interrupted?.()
      if (endsBy('sleep')) pieces.cancelAll()
    },
    offline: () => {
      definition.interrupted?.()
      if (endsBy('offline')) pieces.cancelAll()
    },
    stop: (timeUp) => {
      timer.clear()
      pieces.cancelAll()
      return Promise.allSettled([...pieces.underWay(), definition.finish?.(timeUp)])
    },
    state: () => ({ running: pieces.count(), nextAt: timer.at(), looks }),
  })
  const { run, isRunning, cancel, ended } = pieces
  return { look: () => look('due'), wake, restart, run, isRunning, cancel, ended, waitsUntil: waits.known }
}

/** Tracks running items, one run per key at a time. `done` is called at the end of each. */
function createRunningItems<Item>(
  runtime: RuntimeParts,
  definition: JobDefinition<Item>,
  done: (key: Key, outcome: RunOutcome) => void,
) {
  const working = new Map<Key, { readonly abort: AbortController; readonly work: Promise<RunOutcome> }>()
  return {
    run(item: Item): Promise<RunOutcome> {
      const { key, client } = definition.of(item)
      const known = working.get(key)
      if (known) return known.work
      if (runtime.isStopped()) return Promise.resolve({ end: 'cancelled' })
      const abort = new AbortController()
      const { promise, resolve } = Promise.withResolvers<RunOutcome>()
      working.set(key, { abort, work: promise })
      const { signal } = abort
      const kind = definition.reportsItself ? null : definition.kind
      void runtime
        .attempt(kind, client, signal, () => definition.run(item, signal))
        .then((outcome) => {
          working.delete(key)
          resolve(outcome)
          done(key, outcome)
        })
      return promise
    },
    count: (): number => working.size,
    keys: (): Iterable<Key> => working.keys(),
    isRunning: (key: Key): boolean => working.has(key),
    underWay: (): readonly Promise<RunOutcome>[] => [...working.values()].map(({ work }) => work),
    async cancel(key: Key): Promise<void> {
      working.get(key)?.abort.abort()
      await working.get(key)?.work
    },
    async ended(key: Key): Promise<void> {
      await working.get(key)?.work
    },
    cancelAll(only?: Key): void {
      for (const [key, { abort }] of working) if (only === undefined || key === only) abort.abort()
    },
  }
}
