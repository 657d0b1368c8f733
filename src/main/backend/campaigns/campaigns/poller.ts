/** Keeps the clients' campaigns fresh: at start, after waking, every hour or as set, and when asked. */
import type { CampaignReading, ReadingHealth } from '#shared/contract/campaigns/campaigns.ts'
import { AppError, type ErrorCode, type ErrorData } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Outcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import type { CampaignReader } from './read-campaigns.ts'

/** A long list is some ms of the thread: not those of every client at once. */
const clientsAtOnce = 4
/** What is younger need not be read again only because a network came back. */
const youngMs = 5 * 60_000

type ReadingRow = {
  readonly workspaceId: WorkspaceId
  readonly askedBy: CampaignReading['askedBy']
  readonly state: CampaignReading['state']
  readonly startedAt: number
  readonly endedAt: number | null
  readonly imported: number
  readonly updated: number
  readonly gone: number
  readonly detailed: number
  readonly failed: number
  readonly problemCode: ErrorCode | null
  readonly problemData: string | null
}

export function createCampaignPoller(
  deps: Deps,
  reader: CampaignReader,
  options: {
    readonly everyMs: () => number
    readonly read: (workspaceId: WorkspaceId) => Promise<void>
  },
) {
  const { clock, store } = deps
  const { raw } = store
  const log = deps.log('campaigns')

  const begin = raw.prepare(
    `insert into campaign_reading (workspace_id, asked_by, state, started_at) values (?, ?, 'running', ?)`,
  )
  const note = raw.prepare(
    'update campaign_reading set imported = @imported, updated = @updated, gone = @gone where id = @id',
  )
  const end = raw.prepare(
    `update campaign_reading set state = @state, ended_at = @endedAt, imported = @imported, updated = @updated,
       gone = @gone, detailed = @detailed, failed = @failed, problem_code = @problemCode, problem_data = @problemData
       where id = @id`,
  )
  const columns = `workspace_id as workspaceId, asked_by as askedBy, state, started_at as startedAt, ended_at as endedAt,
    imported, updated, gone, detailed, failed, problem_code as problemCode, problem_data as problemData`
  const newest = raw.prepare<[number], ReadingRow>(
    `select ${columns} from campaign_reading where workspace_id = ? order by id desc limit 50`,
  )
  const failedCampaigns = raw
    .prepare('select count(*) from campaign where workspace_id = ? and gone_at is null and problem_code is not null')
    .pluck()
  // Cut off by the end of the app or worse. What is still to be read is known from the campaigns themselves.
  raw.prepare(`update campaign_reading set state = 'cut_off' where state = 'running'`).run()

  async function read(workspaceId: WorkspaceId, signal: AbortSignal, asked: boolean): Promise<Outcome> {
    const id = Number(begin.run(workspaceId, asked ? 'operator' : 'timer', clock.now()).lastInsertRowid)
    let so = { imported: 0, updated: 0, gone: 0, detailed: 0, failed: 0 }
    const seen = (now: Partial<typeof so>) => {
      so = { ...so, ...now }
      note.run({ ...so, id })
      deps.changed('campaigns')
    }
    deps.changed('campaigns')
    try {
      const priority = asked ? 'click' : 'poll'
      so = await reader.read({ workspaceId, priority, askedBy: 'campaigns', signal }, seen)
      const state = so.failed > 0 ? 'partly' : 'done'
      const problemCode: ErrorCode | null = so.failed > 0 ? 'SYNC_FAILED' : null
      end.run({ ...so, id, state, endedAt: clock.now(), problemCode, problemData: null })
      const counts = { added: so.imported, updated: so.updated, gone: so.gone, failed: so.failed }
      await options.read(workspaceId)
      return problemCode === null
        ? { end: 'done', counts }
        : { end: 'partly', problem: new AppError(problemCode), counts }
    } catch (thrown) {
      const problem = asProblem(thrown, log)
      const cut = signal.aborted || problem.code === 'CLIENT_PAUSED'
      // After the end of the store there is nothing to write to, and the next start finds the reading cut off.
      if (raw.open) {
        end.run({
          ...so,
          id,
          state: cut ? 'cut_off' : 'failed',
          endedAt: clock.now(),
          problemCode: cut ? null : problem.code,
          problemData: cut ? null : JSON.stringify(problem.data),
        })
      }
      return cut ? { end: 'cancelled' } : { end: 'failed', problem }
    } finally {
      deps.changed('campaigns')
    }
  }

  /** Whether a client was read in full a moment ago. */
  const isFresh = (id: WorkspaceId, withinMs: number): boolean => {
    const last = newest.get(id)
    if (!last || (last.state !== 'done' && last.state !== 'partly')) return false
    return clock.now() - last.startedAt < withinMs
  }

  const poller = deps.background.definePoller({
    kind: 'campaigns',
    scope: 'campaigns:read',
    every: options.everyMs,
    jitter: 0.05,
    firstMs: 8_000,
    wakeMs: 3_000,
    atOnce: clientsAtOnce,
    skip: (id, woken) => woken && isFresh(id, youngMs),
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
      return shown(newest.get(id) as ReadingRow)
    })
  }

  return {
    now: readNow,
    /** Reads a client unless it was read a moment ago, or cannot be. */
    async freshen(only: WorkspaceId): Promise<void> {
      const able = poller.clients().some(({ workspaceId: id, held }) => id === only && held === null)
      if (able && !isFresh(only, youngMs)) await poller.run(only, false)
    },
    /** Something was just done to a client's campaigns: they are read again, once what is under way ended. */
    again: poller.again,
    /** What there is to read has changed: soon all are read. */
    changed: (): void => poller.plan(1_000),
    /** The interval was changed. */
    replan: (): void => poller.plan(),
    health(): readonly ReadingHealth[] {
      return poller.clients().map(({ workspaceId: id, held, nextAt }) => {
        const rows = newest.all(id)
        const last = rows.find(({ state }) => state !== 'running') ?? null
        const good = rows.find(({ state }) => state === 'done')
        return {
          workspaceId: id,
          running: poller.isRunning(id),
          last: last ? shown(last) : null,
          lastGoodAt: good ? new Date(good.startedAt).toISOString() : null,
          nextAt: held === null && nextAt !== null ? new Date(nextAt).toISOString() : null,
          held,
          failures: deps.jobs.failures('campaigns', id),
          failedCampaigns: failedCampaigns.get(id) as number,
        }
      })
    },
  }
}

function shown(row: ReadingRow): CampaignReading {
  const { problemCode, problemData, startedAt, endedAt, ...rest } = row
  const data = problemData === null ? {} : (JSON.parse(problemData) as ErrorData)
  return {
    ...rest,
    startedAt: new Date(startedAt).toISOString(),
    durationMs: endedAt === null ? null : endedAt - startedAt,
    problem: problemCode === null ? null : { code: problemCode, data },
  }
}
