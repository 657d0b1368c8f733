/** Keeps the clients' campaigns fresh: at start, after waking, every hour or as set, and when asked. */
import type { CampaignReading, ReadingHealth } from '#shared/contract/campaigns/campaigns.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Outcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import type { CampaignReader } from './read-campaigns.ts'
import { createReadingStore, type ReadCounts } from './reading-store.ts'

/** A long list is some ms of the thread: not those of every client at once. */
const clientsAtOnce = 4
/** What is younger need not be read again only because a network came back. */
const youngMs = 5 * 60_000

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

  async function read(workspaceId: WorkspaceId, signal: AbortSignal, asked: boolean): Promise<Outcome> {
    const id = readings.begin(workspaceId, asked ? 'operator' : 'timer', clock.now())
    let so: ReadCounts = { imported: 0, updated: 0, gone: 0, detailed: 0, failed: 0 }
    const seen = (now: Partial<typeof so>) => {
      so = { ...so, ...now }
      readings.note(id, so)
      deps.changed('campaigns')
    }
    deps.changed('campaigns')
    try {
      const priority = asked ? 'click' : 'poll'
      so = await reader.read({ workspaceId, priority, requestedBy: 'campaigns', signal }, seen)
      const state = so.failed > 0 ? 'partly' : 'done'
      const problemCode: ErrorCode | null = so.failed > 0 ? 'SYNC_FAILED' : null
      readings.end(id, so, { state, endedAt: clock.now(), problemCode, problemData: null })
      const counts = { added: so.imported, updated: so.updated, gone: so.gone, failed: so.failed }
      await options.read(workspaceId)
      return problemCode === null
        ? { end: 'done', counts }
        : { end: 'partly', problem: new AppError(problemCode), counts }
    } catch (thrown) {
      // What an end of the run threw is no fault, and not told as one.
      const problem = signal.aborted ? null : asProblem(thrown, log)
      const failed = problem?.code === 'CLIENT_PAUSED' ? null : problem
      // After the end of the store there is nothing to write to, and the next start finds the reading cut off.
      if (store.raw.open) {
        readings.end(id, so, { ...(failed ? failedBy(failed) : cutOff), endedAt: clock.now() })
      }
      return failed ? { end: 'failed', problem: failed } : { end: 'cancelled' }
    } finally {
      deps.changed('campaigns')
    }
  }

  /** Whether a client was read in full a moment ago. */
  const isFresh = (id: WorkspaceId): boolean => readings.wasReadWithin(id, youngMs, clock.now())

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

  /** Reads now, for an operator who waits: a client without a key that may is told of as such. */
  async function readNow(only: WorkspaceId | null): Promise<readonly CampaignReading[]> {
    if (only !== null && deps.pauses.isPaused(only)) throw new AppError('CLIENT_PAUSED')
    const wanted = poller
      .clients()
      .filter(({ workspaceId: id, held }) => (only === null ? held !== 'no_key' && held !== 'paused' : id === only))
    return mapLimit(wanted, clientsAtOnce, async ({ workspaceId: id }) => {
      await poller.run(id, true)
      return readings.newest(id) as CampaignReading
    })
  }

  return {
    now: readNow,
    /** Reads a client by name, one no timer reads, too. */
    read: (id: WorkspaceId): Promise<unknown> => poller.run(id, false),
    /** Reads a client unless it was read a moment ago, or cannot be. */
    async freshen(only: WorkspaceId): Promise<void> {
      const able = poller.clients().some(({ workspaceId: id, held }) => id === only && held === null)
      if (able && !isFresh(only)) await poller.run(only, false)
    },
    /** Something was just done to a client's campaigns: they are read again, once what is under way ended. */
    again: poller.again,
    /** What there is to read has changed: soon all are read. */
    changed: (): void => poller.plan(1_000),
    /** The interval was changed. */
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
