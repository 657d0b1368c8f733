/** Reads data of each client regularly: in timed rounds, each with one run for every client that can be read. */
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { ClientAvailability, Poller, PollerDefinition, RunOutcome } from '../core/background.ts'
import type { JobSchedule } from '../core/jobs.ts'
import { mapLimit } from '../core/lib/map-limit.ts'
import type { RuntimeParts } from './runtime-parts.ts'

export function createPoller(runtime: RuntimeParts, definition: PollerDefinition): Poller {
  const { kind, scope, jitter = 0 } = definition
  const { pauses } = runtime
  const pace = runtime.paceOf(kind)
  const byItself = typeof pace === 'object'
  const { firstMs = definition.firstMs, everyMs } = byItself ? pace : {}
  const runs = createClientRuns(runtime, definition)
  let woken = false
  let rounds = 0
  let round: Promise<void> | null = null
  let roundAgain = false
  const timer = runtime.timer(() => {
    if (round) roundAgain = true
    else beginRound()
  })

  function beginRound(): void {
    const was = woken
    woken = false
    round = runRound(was)
      .catch((error: unknown) => runtime.log.error('a round ended', { kind, error: String(error) }))
      .finally(() => {
        round = null
        const again = roundAgain
        roundAgain = false
        if (again) beginRound()
        // The interval counts from the end of this round, so that a slow one is not followed at once; an earlier plan
        // is kept.
        else if (timer.at() === null) plan()
      })
  }

  const places = (): readonly (ClientAvailability & JobSchedule)[] =>
    (typeof scope === 'function' ? scope() : runtime.clients(scope)).map(({ workspaceId, held }) => ({
      workspaceId,
      held: pauses.isPaused(workspaceId) ? 'paused' : held,
      nextAt: timer.at(),
    }))

  const runnableClients = (): readonly WorkspaceId[] =>
    places().flatMap(({ workspaceId, held }) => (held === null ? [workspaceId] : []))

  function clientsToTry(only: WorkspaceId | null): readonly WorkspaceId[] {
    if (only !== null && pauses.isPaused(only)) throw new AppError('CLIENT_PAUSED')
    const meant = places().filter(({ workspaceId, held }) => (only === null ? held !== 'paused' : workspaceId === only))
    const able = meant.filter(({ held }) => held !== 'no_key')
    return (able.length > 0 ? able : meant).map(({ workspaceId }) => workspaceId)
  }

  async function runRound(wasWoken: boolean): Promise<void> {
    if (!runtime.isAwake()) return
    rounds += 1
    const wanted = runnableClients().filter((client) => !definition.skip?.(client, wasWoken))
    const runOne = async (client: WorkspaceId) => (runtime.isAwake() ? runs.run(client, false) : undefined)
    await mapLimit(wanted, definition.atOnce, runOne)
    if (runtime.isAwake()) await definition.after?.(wanted)
  }

  function plan(ms?: number): void {
    if (!runtime.isAwake() || !byItself) return
    const regularDelayMs = () =>
      Math.round((everyMs ?? definition.every()) * (1 - jitter + 2 * jitter * runtime.random()))
    timer.set(ms === undefined ? regularDelayMs() : Math.min(ms, firstMs))
  }

  const runNow = (client: WorkspaceId | null) => (client === null ? undefined : runs.run(client, true))
  runtime.jobs.about(kind, { places, run: definition.runNow ?? runNow })
  runtime.register({
    kind,
    start: () => plan(firstMs),
    wake: () => {
      woken = true
      plan(definition.wakeMs)
    },
    suspend: () => {
      runs.cancel()
      timer.clear()
    },
    // A running request ends on its own, and the next round skips clients without a network.
    offline: () => undefined,
    stop: () => {
      timer.clear()
      return Promise.allSettled([...runs.stop(), round])
    },
    state: () => ({ running: runs.count(), nextAt: timer.at(), looks: rounds }),
  })
  return {
    run: runs.run,
    again: (client) => {
      if (!byItself) return
      const goesOn = () => runtime.isAwake() && runnableClients().includes(client)
      void runs.ended(client).then(() => (goesOn() ? runs.run(client, false) : undefined))
    },
    isRunning: (client) => (client === undefined ? runs.count() > 0 : runs.isRunning(client)),
    clients: places,
    clientsToTry,
    plan,
    signal: runs.signal,
  }
}

/** Tracks runs, one per client at a time. */
function createClientRuns({ pauses, attempt }: RuntimeParts, { kind, run: work }: PollerDefinition) {
  const working = new Map<WorkspaceId, Promise<RunOutcome>>()
  let abort = new AbortController()
  return {
    run(client: WorkspaceId, asked: boolean): Promise<RunOutcome> {
      const known = working.get(client)
      if (known) return known
      if (pauses.isPaused(client)) return Promise.resolve({ end: 'blocked', problem: new AppError('CLIENT_PAUSED') })
      const { signal } = abort
      const run = attempt(kind, client, signal, () => work(client, signal, asked)).finally(() => working.delete(client))
      working.set(client, run)
      return run
    },
    ended: (client: WorkspaceId): Promise<unknown> => working.get(client) ?? Promise.resolve(),
    isRunning: (client: WorkspaceId): boolean => working.has(client),
    count: (): number => working.size,
    signal: (): AbortSignal => abort.signal,
    /** Cancels running runs; later ones are not affected. */
    cancel(): void {
      abort.abort()
      abort = new AbortController()
    },
    /** Cancels running runs and returns them. */
    stop(): readonly Promise<RunOutcome>[] {
      abort.abort()
      return [...working.values()]
    },
  }
}
