/** Keeps the clients' campaigns fresh: at start, after waking, every hour or as set, and when asked. */
import type { CampaignReading, ReadingHealth } from '#shared/contract/campaigns/campaigns.ts'
import { AppError, type ErrorCode, type ErrorData } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import type { CampaignReader } from './read-campaigns.ts'

export type CampaignTimings = {
  /** From the app's start to the first reading; null reads only when asked. */
  readonly startAfterMs: number | null
}
export const campaignTimings: CampaignTimings = { startAfterMs: 8_000 }

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
    readonly timings: CampaignTimings
  },
) {
  const { clock, store } = deps
  const { raw } = store
  const log = deps.log('campaigns')
  const running = new Map<WorkspaceId, Promise<CampaignReading>>()
  let abort = new AbortController()
  let timer: ReturnType<typeof setTimeout> | null = null
  let nextAt: number | null = null
  let awake = true
  let stopped = false

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
  const byId = raw.prepare<[number], ReadingRow>(`select ${columns} from campaign_reading where id = ?`)
  const newest = raw.prepare<[number], ReadingRow>(
    `select ${columns} from campaign_reading where workspace_id = ? order by id desc limit 50`,
  )
  const failedCampaigns = raw
    .prepare('select count(*) from campaign where workspace_id = ? and gone_at is null and problem_code is not null')
    .pluck()
  // Cut off by the end of the app or worse. What is still to be read is known from the campaigns themselves.
  raw.prepare(`update campaign_reading set state = 'cut_off' where state = 'running'`).run()

  /** Clients in use. `held` tells why one is not read by itself. */
  function clients(): readonly { readonly id: WorkspaceId; readonly held: ReadingHealth['held'] }[] {
    const rows = raw
      .prepare(
        `select w.id, w.demo, exists (select 1 from api_key k where k.workspace_id = w.id and k.removed_at is null
             and k.state in ('active', 'untested', 'scope_missing') and k.missing_scopes not like '%campaigns:read%') as able
           from workspace w where w.archived_at is null and (w.demo is null or w.demo = 'ready') order by w.id`,
      )
      .all() as { id: WorkspaceId; demo: string | null; able: 0 | 1 }[]
    return rows.map(({ id, demo, able }) => ({
      id,
      held: demo !== null ? null : able === 0 ? 'no_key' : deps.online() ? null : 'offline',
    }))
  }

  async function readingOf(workspaceId: WorkspaceId, askedBy: CampaignReading['askedBy']): Promise<CampaignReading> {
    const id = Number(begin.run(workspaceId, askedBy, clock.now()).lastInsertRowid)
    const { signal } = abort
    const run = deps.jobs.begin('campaigns', workspaceId)
    let so = { imported: 0, updated: 0, gone: 0, detailed: 0, failed: 0 }
    const seen = (now: Partial<typeof so>) => {
      so = { ...so, ...now }
      note.run({ ...so, id })
      deps.changed('campaigns')
    }
    deps.changed('campaigns')
    try {
      const priority = askedBy === 'operator' ? 'click' : 'poll'
      so = await reader.read({ workspaceId, priority, askedBy: 'campaigns', signal }, seen)
      const state = so.failed > 0 ? 'partly' : 'done'
      const problemCode: ErrorCode | null = so.failed > 0 ? 'SYNC_FAILED' : null
      end.run({ ...so, id, state, endedAt: clock.now(), problemCode, problemData: null })
      const counts = { added: so.imported, updated: so.updated, gone: so.gone, failed: so.failed }
      if (problemCode === null) run.done(counts)
      else run.partly(new AppError(problemCode), counts)
      await options.read(workspaceId)
    } catch (thrown) {
      const cut = signal.aborted || stopped
      const error = asProblem(thrown)
      if (!cut) log.info('campaigns not read', { workspace: workspaceId, code: error.code })
      // After the end of the store there is nothing to write to, and the next start finds the reading cut off.
      if (raw.open) {
        end.run({
          ...so,
          id,
          state: cut ? 'cut_off' : 'failed',
          endedAt: clock.now(),
          problemCode: cut ? null : error.code,
          problemData: cut ? null : JSON.stringify(error.data),
        })
      }
      if (cut) run.cut()
      else run.failed(error)
    }
    deps.changed('campaigns')
    return shown(byId.get(id) as ReadingRow)
  }

  function read(workspaceId: WorkspaceId, askedBy: CampaignReading['askedBy']): Promise<CampaignReading> {
    const known = running.get(workspaceId)
    if (known) return known
    const work = readingOf(workspaceId, askedBy).finally(() => running.delete(workspaceId))
    running.set(workspaceId, work)
    return work
  }

  /** Whether a client was read in full a moment ago. */
  const isFresh = (id: WorkspaceId, withinMs: number): boolean => {
    const last = newest.get(id)
    if (!last || (last.state !== 'done' && last.state !== 'partly')) return false
    return clock.now() - last.startedAt < withinMs
  }

  async function byTimer(freshMs: number): Promise<void> {
    if (!awake || stopped) return
    const able = clients().filter(({ id, held }) => held === null && !isFresh(id, freshMs))
    await mapLimit(able, clientsAtOnce, ({ id }) => read(id, 'timer'))
  }

  function plan(ms: number, freshMs = 0): void {
    if (timer) clearTimeout(timer)
    timer = null
    nextAt = null
    if (stopped || options.timings.startAfterMs === null) return
    nextAt = clock.now() + ms
    timer = setTimeout(() => {
      nextAt = null
      // After a reading, so that a slow one is not chased by the next.
      void byTimer(freshMs).finally(() => plan(options.everyMs() * (0.95 + 0.1 * Math.random())))
    }, ms)
    timer.unref()
  }

  /** Reads now, for an operator who waits. */
  async function readNow(only: WorkspaceId | null): Promise<readonly CampaignReading[]> {
    const wanted = clients().filter(({ id, held }) => (only === null ? held !== 'no_key' : id === only))
    return mapLimit(wanted, clientsAtOnce, ({ id }) => read(id, 'operator'))
  }

  deps.jobs.about('campaigns', {
    places: () => clients().map(({ id, held }) => ({ workspaceId: id, nextAt, held })),
    run: readNow,
  })

  return {
    start: (): void => plan(options.timings.startAfterMs ?? 0),
    /** A client without a key that may is told of as such. */
    now: readNow,
    /** Reads a client unless it was read a moment ago, or cannot be. */
    async freshen(only: WorkspaceId): Promise<void> {
      const able = clients().some(({ id, held }) => id === only && held === null)
      if (able && !stopped && !isFresh(only, youngMs)) await read(only, 'timer')
    },
    /** Something was just done to a client's campaigns: they are read again, once what is under way ended. */
    again(only: WorkspaceId): void {
      if (stopped || options.timings.startAfterMs === null) return
      const able = () => clients().some(({ id, held }) => id === only && held === null)
      const before = running.get(only) ?? Promise.resolve()
      void before.then(() => (stopped || !able() ? undefined : read(only, 'timer')))
    },
    /** The machine woke, the network or a key came: soon all are read that were not just read. */
    wake(): void {
      awake = true
      if (options.timings.startAfterMs !== null) plan(Math.min(3_000, options.timings.startAfterMs), youngMs)
    },
    /** What there is to read has changed: soon all are read. */
    changed(): void {
      if (options.timings.startAfterMs !== null) plan(Math.min(1_000, options.timings.startAfterMs))
    },
    /** Nothing is asked while the machine sleeps. */
    suspend(): void {
      awake = false
      abort.abort()
      abort = new AbortController()
    },
    /** The interval was changed. */
    replan: (): void => plan(options.everyMs()),
    health(): readonly ReadingHealth[] {
      return clients().map(({ id, held }) => {
        const rows = newest.all(id)
        const last = rows.find(({ state }) => state !== 'running') ?? null
        const good = rows.find(({ state }) => state === 'done')
        return {
          workspaceId: id,
          running: running.has(id),
          last: last ? shown(last) : null,
          lastGoodAt: good ? new Date(good.startedAt).toISOString() : null,
          nextAt: held === null && nextAt !== null ? new Date(nextAt).toISOString() : null,
          held,
          failures: deps.jobs.failures('campaigns', id),
          failedCampaigns: failedCampaigns.get(id) as number,
        }
      })
    },
    async stop(): Promise<void> {
      stopped = true
      if (timer) clearTimeout(timer)
      abort.abort()
      await Promise.allSettled(running.values())
    },
  }

  function asProblem(thrown: unknown): AppError {
    const error = asStoreError(thrown)
    if (error instanceof AppError) return error
    log.error('a fault', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    return new AppError('INTERNAL', {}, { cause: error })
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
