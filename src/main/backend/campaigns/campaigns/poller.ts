/** Keeps the clients' campaigns up to date: at the start, after waking, every hour or as set, and on request. */
import type { CampaignReading, ReadingHealth } from '#shared/contract/campaigns/campaigns.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import type { CampaignReader } from './read-campaigns.ts'
import { createReadingStore, type ReadCounts } from './reading-store.ts'

/** Clients read at the same time. A long list blocks the thread for milliseconds, so not all at once. */
const clientsAtOnce = 4
/** Campaigns read more recently are not read again merely because the network came back. */
const freshForMs = 5 * 60_000

export function createCampaignPoller(
  deps: Deps,
  reader: CampaignReader,
  options: {
    readonly everyMs: () => number
    readonly read: (workspaceId: WorkspaceId) => Promise<void>
  },
) {
  const { clock, store } = deps
  const log = deps.log('campaigns')
  const readings = createReadingStore(store)

  async function read(workspaceId: WorkspaceId, signal: AbortSignal, asked: boolean): Promise<RunOutcome> {
    const id = readings.begin(workspaceId, asked ? 'operator' : 'timer', clock.now())
    let so: ReadCounts = { imported: 0, updated: 0, gone: 0, detailed: 0, failed: 0 }
    const noteProgress = (now: Partial<typeof so>) => {
      so = { ...so, ...now }
      readings.note(id, so)
      deps.changed('campaigns')
    }
    deps.changed('campaigns')
    try {
      const priority = asked ? 'click' : 'poll'
      so = await reader.read({ workspaceId, priority, requestedBy: 'campaigns', signal }, noteProgress)
      const state = so.failed > 0 ? 'partly' : 'done'
      const problemCode: ErrorCode | null = so.failed > 0 ? 'SYNC_FAILED' : null
      readings.end(id, so, { state, endedAt: clock.now(), problemCode, problemData: null })
      const counts = { added: so.imported, updated: so.updated, gone: so.gone, failed: so.failed }
      await options.read(workspaceId)
      return problemCode === null
        ? { end: 'done', counts }
        : { end: 'partly', problem: new AppError(problemCode), counts }
    } catch (thrown) {
      // An error caused by cancelling the run is not a failure and not reported as one.
      const problem = signal.aborted ? null : asProblem(thrown, log)
      const failed = problem?.code === 'CLIENT_PAUSED' ? null : problem
      // Once the store is closed there is nothing to write to; the next start marks the reading as interrupted.
      if (store.raw.open) {
        readings.end(id, so, { ...(failed ? failedBy(failed) : cutOff), endedAt: clock.now() })
      }
      return failed ? { end: 'failed', problem: failed } : { end: 'cancelled' }
    } finally {
      deps.changed('campaigns')
    }
  }

  /** Whether a client was read completely a moment ago. */
  const isFresh = (id: WorkspaceId): boolean => readings.wasReadWithin(id, freshForMs, clock.now())

  const poller = deps.background.definePoller({
    kind: 'campaigns',
    scope: 'campaigns:read',
    every: options.everyMs,
    jitter: 0.05,
    firstMs: 8_000,
    wakeMs: 3_000,
    atOnce: clientsAtOnce,
    skip: (id, woken) => woken && isFresh(id),
    run: read,
    runNow: readNow,
  })

  /** Reads at once while the operator waits. */
  async function readNow(only: WorkspaceId | null): Promise<readonly CampaignReading[]> {
    return mapLimit(poller.clientsToTry(only), clientsAtOnce, async (id) => {
      const outcome = await poller.run(id, true)
      // On a full disk not even the reading's own row can be written; the newest is then an earlier one, or none.
      if (outcome.end === 'retry') throw outcome.problem
      return readings.newest(id) as CampaignReading
    })
  }

  return {
    now: readNow,
    /** Reads one client, even if no timer reads that client. */
    read: (id: WorkspaceId): Promise<unknown> => poller.run(id, false),
    /** Reads a client unless it was read a moment ago or cannot be read. */
    async freshen(only: WorkspaceId): Promise<void> {
      const able = poller.clients().some(({ workspaceId: id, held }) => id === only && held === null)
      if (able && !isFresh(only)) await poller.run(only, false)
    },
    /** Reads a client's campaigns again after they were changed, once the current reading has ended. */
    again: poller.again,
    /** Called when the set of clients to read has changed; all are read soon. */
    changed: (): void => poller.plan(1_000),
    /** Called when the interval has changed. */
    replan: (): void => poller.plan(),
    health(): readonly ReadingHealth[] {
      return poller.clients().map(({ workspaceId: id, held, nextAt }) => ({
        workspaceId: id,
        running: poller.isRunning(id),
        ...readings.health(id),
        nextAt: held === null && nextAt !== null ? new Date(nextAt).toISOString() : null,
        held,
        failures: deps.jobs.failures('campaigns', id),
      }))
    },
  }
}

const cutOff = { state: 'cut_off', problemCode: null, problemData: null } as const
const failedBy = ({ code, data }: AppError) =>
  ({ state: 'failed', problemCode: code, problemData: JSON.stringify(data) }) as const
