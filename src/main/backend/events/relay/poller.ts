/**
 * Fetches events from the relays, one page per run. Its only state is the cursor, which is stored in the transaction
 * that ingests the events; the relay is told afterwards. Interrupted at any point, it continues without loss, and
 * events read twice are recognised.
 */
import type { RelayLight } from '#shared/contract/events/relay.ts'
import type { AppError, ErrorCode, Problem } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { clientPlaces } from '../../background/client-places.ts'
import type { Job, RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { backoffMs } from '../../core/lib/backoff.ts'
import { createPageReader } from './read-page.ts'
import { newRelayLive, type PollerParts, type PollerTimings, type RelayLive } from './relay-live.ts'

export type RelayPoller = ReturnType<typeof createRelayPoller>

const pollerTimings: PollerTimings = { waitS: 25, retry: { firstMs: 1_000, maxMs: 60_000 } }

/** Problems that only the operator can resolve are retried at long intervals. */
const forOperator: ReadonlySet<ErrorCode> = new Set([
  'RELAY_TOKEN_INVALID',
  'RELAY_NOT_THERE',
  'RELAY_PROTOCOL_OTHER',
  'RELAY_CERTIFICATE',
  'KEYS_LOCKED',
  'KEYRING_UNREADABLE',
])

/**
 * Returns how long to wait after a failure, in ms: longer after each in a row, and much longer if only the operator can
 * resolve it.
 */
function waitAfter({ failures }: RelayLive, problem: AppError, { retry }: PollerTimings, random: () => number): number {
  const waits = forOperator.has(problem.code) ? { firstMs: retry.maxMs, maxMs: retry.maxMs * 5 } : retry
  const wished = Number(problem.data['retryAfterS'] ?? 0) * 1_000
  return Math.max(backoffMs(failures, waits, random), Math.min(wished, 600_000))
}

/**
 * Reads the relay of each connected workspace continuously by long polling: each poll waits at the relay for events,
 * and the next follows at once.
 */
export function createRelayPoller(deps: Deps, parts: PollerParts) {
  const { connections, isReady, timings = pollerTimings, random = Math.random } = parts
  const log = deps.log('relay')
  const lives = new Map<WorkspaceId, RelayLive>()
  const readPage = createPageReader(deps, parts, timings, show)

  function begin(workspaceId: WorkspaceId): void {
    if (lives.has(workspaceId)) return
    lives.set(workspaceId, newRelayLive(workspaceId))
    job.restart(workspaceId)
  }

  async function end(workspaceId: WorkspaceId): Promise<void> {
    lives.delete(workspaceId)
    await job.cancel(workspaceId)
  }

  async function read(live: RelayLive, signal: AbortSignal): Promise<RunOutcome> {
    try {
      const items = await readPage(live, signal)
      if (!signal.aborted) {
        live.failures = 0
        return { end: 'done', counts: { items } }
      }
    } catch (error) {
      if (!signal.aborted) return failed(live, asProblem(error, log))
    }
    anew(live)
    return { end: 'cancelled' }
  }

  function failed(live: RelayLive, problem: AppError): RunOutcome {
    anew(live)
    live.failures += 1
    show(live, forOperator.has(problem.code) ? 'off' : 'behind', { code: problem.code, data: problem.data })
    return { end: 'retry', problem, afterMs: waitAfter(live, problem, timings, random) }
  }

  /** Makes the next poll return at once, to find out the relay's position. */
  function anew(live: RelayLive): void {
    live.fresh = true
    live.client = null
  }

  function show(live: RelayLive, light: RelayLight, problem: Problem | null): void {
    if (live.light === light && live.problem?.code === problem?.code) return
    live.light = light
    live.problem = problem
    deps.changed('relay')
  }

  const showOff = (): void => lives.forEach((live) => show(live, 'off', null))

  const job: Job<RelayLive> = deps.background.defineJob<RelayLive>({
    kind: 'relay',
    // The relay's own state shows that it cannot be reached.
    network: false,
    atOnce: Number.POSITIVE_INFINITY,
    cancelOn: ['sleep', 'offline', 'wake'],
    interrupted: showOff,
    reconcile() {
      for (const { workspaceId } of connections.all()) if (isReady(workspaceId)) begin(workspaceId)
    },
    next() {
      if (!deps.online()) {
        showOff()
        return { due: [] }
      }
      const all = [...lives.values()]
      for (const live of all)
        if (deps.pauses.isPaused(live.workspaceId)) show(live, 'off', { code: 'CLIENT_PAUSED', data: {} })
      return { due: all }
    },
    of: ({ workspaceId }) => ({ key: workspaceId, client: workspaceId }),
    run: read,
    // It is waiting at the relay all the time.
    places: () => clientPlaces(deps, [...lives.values()]),
    runNow: (workspaceId) => job.restart(workspaceId ?? undefined),
  })

  return {
    begin,
    end,
    /** Restarts reading all relays now. */
    restart: (): void => job.restart(),
    state(workspaceId: WorkspaceId) {
      const live = lives.get(workspaceId)
      if (!live) return { light: 'off', problem: null, waiting: 0, polledAt: null } as const
      const { light, problem, waiting, polledAt } = live
      return { light, problem, waiting, polledAt }
    },
  }
}
