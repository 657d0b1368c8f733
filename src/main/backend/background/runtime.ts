/**
 * Runs all background work: it decides when work starts, which clients can be read, and when to retry, and makes sure
 * that nothing continues while the machine sleeps or the app quits. Runs are reported to the job registry.
 */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Background, ClientAvailability, TaskKind } from '../core/background.ts'
import type { Deps } from '../core/deps.ts'
import { noPauses, type Pauses } from '../core/pauses.ts'
import { createAttempt } from './attempt.ts'
import { createJob } from './job.ts'
import { createPoller } from './poller.ts'
import type { RuntimeParts, Task, TaskPaces } from './runtime-parts.ts'
import { createTimer } from './timer.ts'

/** The app quits within this time, whatever is running. */
const stopMs = 5_000

export type Runtime = Background & {
  start(): void
  /** Lets waiting work start, as a key, the network or the passphrase becomes available or the machine wakes. */
  wake(): void
  suspend(): void
  /** Called when the network is lost, to notify work that would only notice after its timeout. */
  offline(): void
  stop(): Promise<void>
  /** Returns everything registered, with its state. */
  tasks(): readonly ({ readonly kind: TaskKind } & ReturnType<Task['state']>)[]
}

type Parts = Pick<Deps, 'store' | 'clock' | 'jobs' | 'log' | 'online'> & {
  readonly paces?: TaskPaces | undefined
  readonly random?: () => number
  readonly pauses?: Pauses
  readonly isReleased?: (client: WorkspaceId) => boolean
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
  isReleased = () => true,
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

  /** Demos need neither a key nor a network. */
  const clients = (scope: string): readonly ClientAvailability[] =>
    ofScope.all(scope).map(({ id, demo, able }) => ({
      workspaceId: id,
      held: pauses.isPaused(id) ? 'paused' : demo === 1 ? null : able === 0 ? 'no_key' : online() ? null : 'offline',
    }))

  const parts: RuntimeParts = {
    clock,
    jobs,
    online,
    log,
    pauses,
    isReleased,
    random,
    paceOf: (kind) => paces[kind] ?? {},
    isAwake: () => state === 'awake',
    isStopped: () => state === 'stopped',
    clients,
    timer: (ring) => createTimer(clock, ring),
    attempt: createAttempt({ jobs }, log),
    register: (task) => void tasks.push(task),
  }

  return {
    definePoller: (definition) => createPoller(parts, definition),
    defineJob: (definition) => createJob(parts, definition),
    clients,
    isAwake: () => state === 'awake',
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
    offline(): void {
      if (state !== 'awake') return
      for (const task of tasks) task.offline()
    },
    async stop(): Promise<void> {
      state = 'stopped'
      const waited = new AbortController()
      const timeUp = new AbortController()
      await Promise.race([
        Promise.all(tasks.map((task) => task.stop(timeUp.signal))),
        clock.sleep(stopMs, waited.signal).then(
          () => timeUp.abort(),
          () => undefined,
        ),
      ])
      waited.abort()
    },
    tasks: () => tasks.map((task) => ({ kind: task.kind, ...task.state() })),
  }
}
