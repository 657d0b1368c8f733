/** Writes changes back in the background: gathers, finds their rows, sends in batches, settles with the answer. */
import type { Database } from 'better-sqlite3'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId, WriteBackId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import type { Job, RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { TableReader } from '../../leads/supabase/reader.ts'
import { createDelivery } from './deliver.ts'
import { findRows } from './find-rows.ts'
import { gatherChanges } from './gather.ts'
import type { Outbox } from './outbox.ts'
import { rowUpdatesOf } from './row-updates.ts'
import { platformCampaignRows } from './rows.ts'
import { changeTarget, type TargetRow, targetRow } from './target-store.ts'
import { RowsRefused, type Writer } from './writer.ts'

/** Most rows of one request. */
const maxRows = 500
/** Interval from the end of one run to the next. */
const everyMs = 15 * 60_000
/** Interval after a problem that only the operator can solve. */
const blockedMs = 60 * 60_000

export type DeliveryRunnerParts = {
  readonly outbox: Outbox
  readonly openWriter: (target: TargetRow) => Promise<Writer>
  readonly openReader: (target: TargetRow) => Promise<TableReader>
}
type DueWriteBack = { readonly id: WriteBackId; readonly workspaceId: WorkspaceId }
/** Problems that only the operator can solve: a key, permissions, the SQL. */
const operatorErrors: ReadonlySet<ErrorCode> = new Set([
  'WRITE_BACK_NOT_READY',
  'WRITE_BACK_REFUSED',
  'SUPABASE_REFUSED',
  'SUPABASE_TABLE_NOT_FOUND',
  'KEYS_LOCKED',
  'KEYRING_UNREADABLE',
])

const statementsOf = (raw: Database) => ({
  // Excludes demos and removed sources.
  on: raw.prepare<[], DueWriteBack & { nextAt: number }>(
    `select t.id, t.workspace_id as workspaceId, t.next_at as nextAt
       from write_back t join supabase_source s on s.id = t.source_id and s.removed_at is null
       join workspace w on w.id = t.workspace_id and w.demo is null and w.archived_at is null
      where t.is_on = 1 and t.removed_at is null and t.next_at is not null order by t.next_at`,
  ),
  exported: raw.prepare<[number], { rowCampaign: string; first: string | null; campaigns: number }>(
    `select row_campaign as rowCampaign, min(body ->> '$.exported_at') as first, count(distinct campaign_id) as campaigns
       from write_back_row where write_back_id = ? and row_campaign is not null and row_id is not null
        and state not in ('several', 'none') group by row_campaign`,
  ),
})

/**
 * Creates the function that sends all waiting rows. It returns how many rows reached the database, and how many it
 * refused.
 */
function createSending(
  { outbox, openWriter }: Pick<DeliveryRunnerParts, 'outbox' | 'openWriter'>,
  sql: ReturnType<typeof statementsOf>,
  log: Logger,
) {
  const deliver = createDelivery(outbox, log)
  /** Targets whose campaigns are known to be written since their last rows, in this run of the app. */
  const campaignsWritten = new Set<WriteBackId>()

  async function sendAll(target: TargetRow, signal: AbortSignal): Promise<{ items: number; failed: number }> {
    const writer = await openWriter(target)
    const sums = { items: 0, failed: 0 }
    try {
      for (;;) {
        signal.throwIfAborted()
        const rows = outbox.due(target.id, maxRows)
        if (rows.length === 0) break
        campaignsWritten.delete(target.id)
        outbox.begin(rows)
        await deliver(target, writer, rowUpdatesOf(outbox, target, rows), sums, signal)
      }
      if (target.place === 'platform' && !campaignsWritten.has(target.id)) await putCampaigns(target, writer, signal)
      return sums
    } finally {
      outbox.putBack(target.id)
      await writer.close()
    }
  }

  /** Writes campaigns after the rows. If this fails or the app quits with settled rows, the next run does it. */
  async function putCampaigns({ id }: TargetRow, writer: Writer, signal: AbortSignal): Promise<void> {
    const exported = sql.exported.all(id)
    try {
      if (exported.length > 0) await writer.putPlatform(platformCampaignRows(exported), signal)
    } catch (error) {
      throw error instanceof RowsRefused ? new AppError('WRITE_BACK_REFUSED', { message: error.message }) : error
    }
    campaignsWritten.add(id)
  }

  return sendAll
}

export function createDeliveryRunner(deps: Deps, { outbox, openWriter, openReader }: DeliveryRunnerParts) {
  const { store, clock } = deps
  const log = deps.log('write-back')
  const sql = statementsOf(store.raw)

  const sendAll = createSending({ outbox, openWriter }, sql, log)

  /** Returns the next run, unless another one was requested meanwhile. */
  const nextRunAfter = ({ id, nextAt }: TargetRow, ms: number) =>
    targetRow(store, id).nextAt === nextAt ? { nextAt: clock.now() + ms } : {}

  async function run({ id }: DueWriteBack, signal: AbortSignal): Promise<RunOutcome> {
    const target = targetRow(store, id)
    const held = deps.pausedBy(target.workspaceId)
    if (held) return { end: 'blocked', problem: new AppError(held) }
    try {
      await gatherChanges(store, outbox, target, signal)
      await findRows(target, outbox, openReader, signal)
      const counts = await sendAll(target, signal)
      changeTarget(store, id, {
        ...nextRunAfter(target, everyMs),
        writtenAt: clock.now(),
        problemCode: null,
        problemData: null,
      })
      return { end: 'done', counts }
    } catch (error) {
      if (signal.aborted || !store.raw.open) return { end: 'cancelled' }
      const problem = asProblem(error, log)
      const { code, data } = problem
      const blocked = operatorErrors.has(code)
      changeTarget(store, id, {
        problemCode: code,
        problemData: data,
        ...(blocked ? nextRunAfter(target, blockedMs) : {}),
      })
      return { end: blocked ? 'blocked' : 'retry', problem }
    } finally {
      deps.changed('write_back')
    }
  }

  function makeDueIfLaterThan(latest: number): void {
    for (const { id, nextAt } of sql.on.all()) if (nextAt > latest) changeTarget(store, id, { nextAt: clock.now() })
  }

  const job: Job<DueWriteBack> = deps.background.defineJob<DueWriteBack>({
    kind: 'write_back',
    network: true,
    atOnce: 2,
    cancelOn: ['sleep'],
    reconcile() {
      outbox.putBack(null)
      // A time beyond the longest possible wait was set before the clock was put back.
      makeDueIfLaterThan(clock.now() + blockedMs)
    },
    clockPutBack: () => makeDueIfLaterThan(clock.now()),
    next: (look) => {
      const all = sql.on.all()
      return {
        due: all.filter(({ nextAt }) => nextAt <= look.now),
        at: all.find(({ nextAt }) => nextAt > look.now)?.nextAt ?? null,
      }
    },
    of: ({ id, workspaceId }) => ({ key: id, client: workspaceId }),
    run,
    places: () => clientStatesOf(sql.on.all(), deps.online()),
    runNow(workspaceId) {
      for (const { id } of sql.on.all().filter((one) => workspaceId === null || one.workspaceId === workspaceId))
        now(id)
    },
  })

  /** Runs as soon as possible, whatever the target waits for. */
  function now(id: WriteBackId): void {
    changeTarget(store, id, { nextAt: clock.now() })
    void job.wake(id)
  }

  return {
    now,
    /** Cancels the run of a target that was changed. */
    cancel: (id: WriteBackId) => job.cancel(id),
  }
}

/** Returns the state of each client's write-back; the rows must be ordered by due time. */
const clientStatesOf = (due: readonly (DueWriteBack & { readonly nextAt: number })[], isOnline: boolean) =>
  [...Map.groupBy(due, ({ workspaceId }) => workspaceId)].map(([workspaceId, all]) => ({
    workspaceId,
    nextAt: all[0]?.nextAt ?? null,
    held: isOnline ? null : ('offline' as const),
  }))
