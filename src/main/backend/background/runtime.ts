/**
 * Runs all that runs by itself: when it begins, who can be asked, what is tried again and when, and that nothing goes on
 * while the machine sleeps or the app ends. How a run went is told to the job book.
 */
import { type JobKind, jobKinds } from '#shared/contract/background/health.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type {
  Background,
  ClientPlace,
  Job,
  JobDefinition,
  Outcome,
  Poller,
  PollerDefinition,
  Reason,
  TaskKind,
} from '../core/background.ts'
import type { Deps } from '../core/deps.ts'
import type { JobPlace } from '../core/jobs.ts'
import { asProblem } from '../core/lib/as-problem.ts'
import { mapLimit } from '../core/lib/map-limit.ts'
import { noPauses, type Pauses } from '../core/pauses.ts'

/**
 * How a kind goes, other than it says itself. `asked`: never by itself. `woken`: not by the clock, only when something
 * has changed. For tests and benches.
 */
export type Pace = 'asked' | 'woken' | { readonly firstMs?: number; readonly everyMs?: number }
export type Paces = Partial<Readonly<Record<TaskKind, Pace>>>

/** The longest wait of a timer: then it is looked again, whatever became of the computer's time. */
const mostSleepMs = 10 * 60_000
/** What should have been due and was not is looked at again no sooner. */
const lateLookMs = 1_000
/** After a look that could not even be taken. */
const brokenLookMs = 60_000
/** The app ends within this time, whatever is under way. */
const stopMs = 5_000
const usualWaitsMs = [1, 2, 4, 8, 16, 30].map((minutes) => minutes * 60_000)

const listed: ReadonlySet<TaskKind> = new Set(jobKinds)
const isListed = (kind: TaskKind): kind is JobKind => listed.has(kind)

/** What the runtime does with each poller and job. */
type Task = {
  readonly kind: TaskKind
  start(): void
  wake(): void
  suspend(): void
  /** Resolves when nothing of it is under way. */
  stop(): Promise<unknown>
  state(): { readonly running: number; readonly nextAt: number | null; readonly looks: number }
}

export type Runtime = Background & {
  start(): void
  /** A key, the network or the passphrase came, or the machine woke: what waits for that need not wait. */
  wake(): void
  suspend(): void
  stop(): Promise<void>
  /** All that is registered, and how each stands. */
  tasks(): readonly ({ readonly kind: TaskKind } & ReturnType<Task['state']>)[]
}

type Parts = Pick<Deps, 'store' | 'clock' | 'jobs' | 'log' | 'online'> & {
  readonly paces?: Paces | undefined
  readonly random?: () => number
  readonly pauses?: Pauses
}

export function createRuntime({
  store,
  clock,
  jobs,
  log: logOf,
  online,
  paces = {},
  random = Math.random,
  pauses = noPauses,
}: Parts): Runtime {
  const log = logOf('background')
  const tasks: Task[] = []
  let state: 'new' | 'awake' | 'asleep' | 'stopped' = 'new'
  const ofScope = store.raw.prepare<[string], { id: WorkspaceId; demo: 0 | 1; able: 0 | 1 }>(
    `select w.id, w.demo is not null as demo, exists (select 1 from api_key k where k.workspace_id = w.id
         and k.removed_at is null and k.state in ('active', 'untested', 'scope_missing')
         and not exists (select 1 from json_each(k.missing_scopes) s where s.value = ?)) as able
       from workspace w where w.archived_at is null and (w.demo is null or w.demo = 'ready') order by w.id`,
  )

  /** Demos need neither key nor network. */
  const clients = (scope: string): readonly ClientPlace[] =>
    ofScope.all(scope).map(({ id, demo, able }) => ({
      workspaceId: id,
      held: pauses.isPaused(id) ? 'paused' : demo === 1 ? null : able === 0 ? 'no_key' : online() ? null : 'offline',
    }))

  /** One timer, by the one clock. */
  function createTimer(ring: () => void) {
    let waiting: AbortController | null = null
    let at: number | null = null
    function clear(): void {
      waiting?.abort()
      waiting = null
      at = null
    }
    return {
      at: () => at,
      clear,
      set(ms: number): void {
        clear()
        const own = new AbortController()
        waiting = own
        at = clock.now() + ms
        const rung = () => {
          if (waiting !== own) return
          waiting = null
          at = null
          ring()
        }
        clock.sleep(ms, own.signal).then(rung, () => undefined)
      },
    }
  }

  const said = new Map<string, ErrorCode>()
  /** Tried again every minute: said once. */
  function say(what: string, outcome: Outcome): void {
    if (outcome.end === 'cancelled') return
    if (outcome.end === 'done') {
      said.delete(what)
      return
    }
    const { code, data } = outcome.problem
    if (said.get(what) !== code) log.info('a run failed', { what, code, reason: String(data['reason'] ?? '') })
    said.set(what, code)
  }

  /** A run from begin to end, written down as one row. */
  async function attempt(
    kind: TaskKind | null,
    client: WorkspaceId | null,
    signal: AbortSignal,
    work: () => Promise<Outcome>,
  ): Promise<Outcome> {
    const run = kind !== null && isListed(kind) ? jobs.begin(kind, client) : null
    let outcome: Outcome
    try {
      outcome = await work()
    } catch (error) {
      const cancelled = signal.aborted || (error instanceof AppError && error.code === 'CANCELLED')
      outcome = cancelled ? { end: 'cancelled' } : { end: 'retry', problem: asProblem(error, log) }
    }
    // It goes on when the operator resumes, which wakes everything: until then there is nothing to try again.
    if ('problem' in outcome && outcome.problem.code === 'CLIENT_PAUSED') {
      outcome = { end: 'blocked', problem: outcome.problem }
    }
    if (outcome.end === 'done') run?.done(outcome.counts)
    else if (outcome.end === 'cancelled') run?.cut()
    else if (outcome.end === 'partly') run?.partly(outcome.problem, outcome.counts)
    else run?.failed(outcome.problem, outcome.counts)
    say(`${kind} ${client ?? ''}`, outcome)
    return outcome
  }

  function definePoller(definition: PollerDefinition): Poller {
    const { kind, scope, atOnce, jitter = 0 } = definition
    const pace = paces[kind] ?? {}
    const byItself = typeof pace === 'object'
    const { firstMs = definition.firstMs, everyMs } = byItself ? pace : {}
    const working = new Map<WorkspaceId, Promise<Outcome>>()
    let abort = new AbortController()
    let woken = false
    let rounds = 0
    let round: Promise<void> | null = null
    let roundAgain = false
    const timer = createTimer(() => {
      if (round) roundAgain = true
      else beginRound()
    })

    function beginRound(): void {
      const was = woken
      woken = false
      round = goRound(was)
        .catch((error: unknown) => log.error('a round ended', { kind, error: String(error) }))
        .finally(() => {
          round = null
          const again = roundAgain
          roundAgain = false
          if (again) beginRound()
          // From its end, so that a slow one is not chased by the next; what was planned meanwhile comes first.
          else if (timer.at() === null) plan()
        })
    }

    const places = (): readonly (ClientPlace & JobPlace)[] =>
      (typeof scope === 'function' ? scope() : clients(scope)).map(({ workspaceId, held }) => ({
        workspaceId,
        held: pauses.isPaused(workspaceId) ? 'paused' : held,
        nextAt: timer.at(),
      }))

    const able = (): readonly WorkspaceId[] =>
      places().flatMap(({ workspaceId, held }) => (held === null ? [workspaceId] : []))

    async function goRound(wasWoken: boolean): Promise<void> {
      if (state !== 'awake') return
      rounds += 1
      const wanted = able().filter((client) => !definition.skip?.(client, wasWoken))
      await mapLimit(wanted, atOnce, async (client) => (state === 'awake' ? run(client, false) : undefined))
      if (state === 'awake') await definition.after?.(wanted)
    }

    function run(client: WorkspaceId, asked: boolean): Promise<Outcome> {
      const known = working.get(client)
      if (known) return known
      if (pauses.isPaused(client)) return Promise.resolve({ end: 'blocked', problem: new AppError('CLIENT_PAUSED') })
      const { signal } = abort
      const work = attempt(kind, client, signal, () => definition.run(client, signal, asked)).finally(() =>
        working.delete(client),
      )
      working.set(client, work)
      return work
    }

    function plan(ms?: number): void {
      if (state !== 'awake' || !byItself) return
      const usual = () => Math.round((everyMs ?? definition.every()) * (1 - jitter + 2 * jitter * random()))
      timer.set(ms === undefined ? usual() : Math.min(ms, firstMs))
    }

    const runNow =
      definition.runNow ?? ((client: WorkspaceId | null) => (client === null ? undefined : run(client, true)))
    jobs.about(kind, { places, run: runNow })
    tasks.push({
      kind,
      start: () => plan(firstMs),
      wake: () => {
        woken = true
        plan(definition.wakeMs)
      },
      suspend: () => {
        abort.abort()
        abort = new AbortController()
        timer.clear()
      },
      stop: () => {
        timer.clear()
        abort.abort()
        return Promise.allSettled([...working.values(), round])
      },
      state: () => ({ running: working.size, nextAt: timer.at(), looks: rounds }),
    })
    return {
      run,
      again: (client) => {
        if (!byItself) return
        const goesOn = () => state === 'awake' && able().includes(client)
        void (working.get(client) ?? Promise.resolve()).then(() => (goesOn() ? run(client, false) : undefined))
      },
      isRunning: (client) => (client === undefined ? working.size > 0 : working.has(client)),
      clients: places,
      plan,
      signal: () => abort.signal,
    }
  }

  function defineJob<Item>(definition: JobDefinition<Item>): Job<Item> {
    type Key = string | number
    const { kind, atOnce, waitsMs = usualWaitsMs } = definition
    const pace = paces[kind] ?? {}
    const byClock = typeof pace === 'object'
    const regularly = definition.regularly && { ...definition.regularly, ...(byClock ? pace : {}) }
    const working = new Map<Key, { readonly abort: AbortController; readonly work: Promise<Outcome> }>()
    const waits = new Map<Key, { readonly until: number; readonly failures: number }>()
    let looks = 0
    let regularAt = Number.POSITIVE_INFINITY
    const timer = createTimer(() => look('due'))

    function look(why: Reason): void {
      if (state !== 'awake' || pace === 'asked') return
      timer.clear()
      if (definition.network && !online()) return
      looks += 1
      const now = clock.now()
      if (regularly && why === 'due' && now >= regularAt) regularAt = now + regularly.everyMs
      let soonest = regularAt
      try {
        const { due, at } = definition.next({ why, now, free: Math.max(0, atOnce - working.size) })
        for (const item of due) {
          const { key, client } = definition.of(item)
          // It is on disk, and due again when the operator resumes.
          if (!definition.whilePaused && pauses.isPaused(client)) continue
          const until = waits.get(key)?.until ?? 0
          if (working.has(key)) continue
          if (until > now) soonest = Math.min(soonest, until)
          // The others' turn comes when a run ends.
          else if (working.size < atOnce) void run(item)
        }
        // With no room the end of a run is what is waited for.
        if (at !== undefined && at !== null && working.size < atOnce) {
          soonest = Math.min(soonest, at > now ? at : now + lateLookMs)
        }
      } catch (error) {
        soonest = Math.min(soonest, now + brokenLookMs)
        asProblem(error, log)
      }
      if (byClock && soonest < Number.POSITIVE_INFINITY) {
        timer.set(Math.min(Math.max(soonest - now, 0), mostSleepMs))
      }
    }

    function run(item: Item): Promise<Outcome> {
      const { key, client } = definition.of(item)
      const known = working.get(key)
      if (known) return known.work
      if (state === 'stopped') return Promise.resolve({ end: 'cancelled' })
      const abort = new AbortController()
      const { promise, resolve } = Promise.withResolvers<Outcome>()
      working.set(key, { abort, work: promise })
      const { signal } = abort
      void attempt(definition.reportsItself ? null : kind, client, signal, () => definition.run(item, signal)).then(
        (outcome) => {
          working.delete(key)
          keepWait(key, outcome)
          resolve(outcome)
          look('ended')
        },
      )
      return promise
    }

    function keepWait(key: Key, outcome: Outcome): void {
      if (outcome.end === 'cancelled') return
      if (outcome.end !== 'retry' && outcome.end !== 'blocked') {
        waits.delete(key)
        return
      }
      const failures = (waits.get(key)?.failures ?? 0) + 1
      const own = waitsMs[Math.min(failures, waitsMs.length) - 1] ?? brokenLookMs
      const until = outcome.end === 'blocked' ? Number.POSITIVE_INFINITY : clock.now() + (outcome.afterMs ?? own)
      waits.set(key, { until, failures })
    }

    async function wake(key?: Key): Promise<void> {
      if (key === undefined) waits.clear()
      else waits.delete(key)
      if (state === 'awake') definition.woken?.()
      look('wake')
      while (working.size > 0) await Promise.all([...working.values()].map(({ work }) => work))
    }

    if (isListed(kind) && definition.places) {
      const { places, runNow } = definition
      jobs.about(kind, { places, ...(runNow ? { run: runNow } : {}) })
    }
    tasks.push({
      kind,
      start: () => {
        if (regularly) regularAt = clock.now() + regularly.firstMs
        definition.reconcile?.()
        if (definition.recovery === 'resume') look('start')
        else if (regularly && byClock) timer.set(regularly.firstMs)
      },
      wake: () => void wake(),
      suspend: () => {
        timer.clear()
        if (definition.cancelOnSleep) for (const { abort } of working.values()) abort.abort()
      },
      stop: () => {
        timer.clear()
        for (const { abort } of working.values()) abort.abort()
        return Promise.allSettled([...working.values()].map(({ work }) => work))
      },
      state: () => ({ running: working.size, nextAt: timer.at(), looks }),
    })
    return {
      look: () => look('due'),
      wake,
      run,
      isRunning: (key) => working.has(key),
      async cancel(key) {
        working.get(key)?.abort.abort()
        await working.get(key)?.work
      },
      async ended(key) {
        await working.get(key)?.work
      },
      waitsUntil(key) {
        const until = waits.get(key)?.until ?? 0
        return until > clock.now() && until < Number.POSITIVE_INFINITY ? until : null
      },
    }
  }

  return {
    definePoller,
    defineJob,
    clients,
    start(): void {
      if (state !== 'new') return
      state = 'awake'
      for (const task of tasks) task.start()
    },
    wake(): void {
      if (state === 'new' || state === 'stopped') return
      state = 'awake'
      for (const task of tasks) task.wake()
    },
    suspend(): void {
      if (state !== 'awake') return
      state = 'asleep'
      for (const task of tasks) task.suspend()
    },
    async stop(): Promise<void> {
      state = 'stopped'
      const waited = new AbortController()
      await Promise.race([
        Promise.all(tasks.map((task) => task.stop())),
        clock.sleep(stopMs, waited.signal).catch(() => undefined),
      ])
      waited.abort()
    },
    tasks: () => tasks.map((task) => ({ kind: task.kind, ...task.state() })),
  }
}
