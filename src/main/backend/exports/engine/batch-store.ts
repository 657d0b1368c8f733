import type { Database } from 'better-sqlite3'
import type { ErrorCode } from '#shared/errors.ts'
import type { ExportId } from '#shared/ids.ts'
import { type Batch, createBatchCutter, type SendTime, type TakenBatch } from './cut-batch.ts'
import type { LeadBodies, Slice } from './lead-body.ts'
import { createLeadExclusion, type HeldOf, type RuledOf } from './leave-out.ts'
import type { Run } from './run-store.ts'
import { createBatchSettlement } from './settle-batch.ts'
import type { SharedClaims } from './shared-claims.ts'

export type BatchStore = ReturnType<typeof createBatchStore>

/** Creates the functions that make two batches of one. */
function createBatchSplitting(db: Database, bodies: LeadBodies) {
  const { insertRest, cutShort, neverLeft } = prepareSplit(db)
  /** Ends a batch before its last `count` leads and makes those a new batch, whose id is returned as `restId`. */
  function split(run: Run, batch: Batch, count: number): { readonly batch: Batch; readonly restId: number | bigint } {
    const members = bodies.members({ listId: run.listId, exportId: run.id, ...batch })
    const last = members.at(-1 - count)?.position
    if (last === undefined) throw new Error('a batch without leads')
    const restId = insertRest.run({ id: batch.id, first: last + 1, count }).lastInsertRowid
    const leadCount = members.length - count
    cutShort.run(last, leadCount, batch.id)
    return { batch: { ...batch, lastPosition: last, leadCount }, restId }
  }
  const halve = db.transaction((run: Run, batch: Batch) => {
    const { restId } = split(run, batch, Math.floor(batch.leadCount / 2))
    for (const id of [batch.id, restId]) neverLeft.run(id)
  })
  return { split, halve, cutShort }
}

/** Creates the functions that leave out leads of batches that were already made. */
function createLeavingOut(
  { addStayed, shrink, failedBatches, queueFailed }: ReturnType<typeof prepareBatches>,
  leaveOut: ReturnType<typeof createLeadExclusion>,
) {
  /** Leaves out leads of a batch that must not be sent now. Returns how many. */
  function leaveOutOf(run: Run, id: number, stretch: Pick<Slice, 'firstPosition' | 'lastPosition'>): number {
    const held = leaveOut.all(run, stretch)
    if (held > 0) {
      addStayed.run(held, run.id)
      shrink.run({ out: held, id })
    }
    return held
  }
  function retryFailed(id: ExportId, listId: number): number {
    for (const batch of failedBatches.all(id)) {
      const stretch = { firstPosition: batch.first, lastPosition: batch.last }
      const removed = leaveOut.removed({ id, listId }, stretch)
      if (removed === 0) continue
      addStayed.run(removed, id)
      shrink.run({ out: removed, id: batch.id })
    }
    return queueFailed.run(id).changes
  }
  return { leaveOutOf, retryFailed }
}

/**
 * The durable ledger of batches: pending → sent → done or failed. `take` commits `sent` before any request is made; one
 * commit may cover several batches.
 */
export function createBatchStore(
  db: Database,
  bodies: LeadBodies,
  heldOf: HeldOf = () => null,
  ruledOf: RuledOf = () => null,
  claims: Pick<SharedClaims, 'limitOf' | 'covers'> | null = null,
) {
  const leaveOut = createLeadExclusion(db, bodies, heldOf, ruledOf)
  const { settleWithAnswer, reconcileByReading } = createBatchSettlement(db, bodies)
  const statements = prepareBatches(db)
  const { pendingNext, sent, markSent, advance, cutPosition, requeue, fail, open } = statements
  const { leaveOutOf, retryFailed } = createLeavingOut(statements, leaveOut)
  const { split, halve, cutShort } = createBatchSplitting(db, bodies)
  const { cut, cutToRead, passEmpty } = createBatchCutter(db, {
    bodies,
    leaveOut,
    claims,
    isPending: (run) => pendingNext.get(run.id) !== undefined,
  })
  return {
    /**
     * In the caller's transaction: marks the next batch of a run as sent and returns it, or null if nothing is left to
     * send. A new batch also gets its request body, beginning with `head`, if that costs no extra work.
     */
    take(run: Run, leaving: SendTime, head: string): TakenBatch | null {
      for (;;) {
        const waiting = pendingNext.get(run.id)
        if (!waiting) return cut(run, leaving, head)
        if (claims && !claims.covers(run, waiting.first_position, waiting.last_position)) return null
        // The batch may have waited for days: people who opted out or were removed from the list meanwhile are left
        // out.
        const batch = toBatch(waiting)
        const held = leaveOutOf(run, waiting.id, batch)
        if (held > 0 && held === waiting.lead_count) continue
        const { at, aheadMs } = leaving
        markSent.run({ at, aheadMs, id: waiting.id })
        const leadCount = waiting.lead_count - held
        const left = waiting.sent_at === null ? { sentAt: at, aheadMs } : {}
        return { batch: { ...batch, ...left, leadCount, tries: waiting.tries + 1 }, body: null }
      }
    },
    passEmpty,
    /** In the caller's transaction: makes a batch of the next rows, marked as sent; null if none is left. */
    cutToRead,
    /** In the caller's transaction: leaves out leads of a batch that were not sent and must not be sent now. */
    leaveOut: (run: Run, batch: Batch, unsent: Pick<Slice, 'firstPosition' | 'lastPosition'>): Batch => ({
      ...batch,
      leadCount: batch.leadCount - leaveOutOf(run, batch.id, unsent),
    }),
    /** In the caller's transaction: ends a batch at one of its leads. The rows behind it go into later batches. */
    shorten(run: Run, batch: Batch, lastPosition: number, leadCount: number): Batch {
      if (lastPosition === batch.lastPosition) return batch
      cutShort.run(lastPosition, leadCount, batch.id)
      advance.run(lastPosition, run.id)
      return { ...batch, lastPosition, leadCount }
    },
    /**
     * In the caller's transaction: ends a batch before its last `count` leads, which become a batch of their own that
     * waits to be sent again. The new batch keeps the time of its first request, because its leads may have arrived
     * after all.
     */
    splitOff: (run: Run, batch: Batch, count: number): Batch => split(run, batch, count).batch,
    /** The request was rejected for its content: splits the batch into two halves that wait as if never sent. */
    halve: (run: Run, batch: Batch): void => halve(run, batch),
    unsettled: (id: ExportId): readonly Batch[] => sent.all(id).map(toBatch),
    /** Number of batches that still have to be sent or settled. */
    openCount: (id: ExportId): number => open.get(id)?.n ?? 0,
    /** Whether every row is in a batch or was left out. */
    allCut({ id, listId, zoneId, rowCount }: Run): boolean {
      const after = cutPosition.get(id)?.cut ?? 0
      return after >= rowCount || !bodies.next({ listId, zoneId, after, maxPosition: rowCount, limit: 1 })
    },
    /** In the caller's transaction: stores Instantly's answer, with created leads' ids and a reason for other rows. */
    settleWithAnswer,
    /** Stores what reading the campaign showed for every lead of a batch, in the order of the request. */
    reconcileByReading,
    /** The request is known not to have been carried out, so it may be sent again. */
    requeue: (batch: Batch) => void requeue.run(batch.id),
    fail(batch: Batch, code: ErrorCode, at: string): void {
      fail.run(code, at, batch.id)
    },
    /** Queues failed batches again, without leads that were removed from the list meanwhile. Returns how many. */
    retryFailed,
  }
}

const prepareBatches = (db: Database) => ({
  /** A batch rejected at its first try never arrived, so leads that others have added since are not its own. */
  queueFailed: db.prepare(
    `update export_batch set state = 'pending', failed = 0, problem_code = null,
       sent_at = case when tries = 1 then null else sent_at end where export_id = ? and state = 'failed'`,
  ),
  pendingNext: db.prepare<[number], BatchRow>(
    `select * from export_batch where export_id = likely(?) and state = 'pending' order by no limit 1`,
  ),
  sent: db.prepare<[number], BatchRow>(`select * from export_batch where export_id = ? and state = 'sent' order by no`),
  markSent: db.prepare(
    `update export_batch set state = 'sent', sent_at = coalesce(sent_at, @at),
       ahead_ms = case when sent_at is null then @aheadMs else ahead_ms end,
       tries = tries + 1, failed = 0, problem_code = null where id = @id`,
  ),
  advance: db.prepare('update export_run set cut_position = ? where id = ?'),
  addStayed: db.prepare('update export_run set stayed_behind = stayed_behind + ? where id = ?'),
  cutPosition: db.prepare<[number], { cut: number }>('select cut_position as cut from export_run where id = ?'),
  requeue: db.prepare(`update export_batch set state = 'pending' where id = ? and state = 'sent'`),
  fail: db.prepare(
    `update export_batch set state = 'failed', failed = lead_count, problem_code = ?, settled_at = ? where id = ?`,
  ),
  open: db.prepare<[number], { n: number }>(
    `select count(*) as n from export_batch where export_id = ? and state in ('pending', 'sent')`,
  ),
  shrink: db.prepare(
    `update export_batch set lead_count = lead_count - :out, failed = max(failed - :out, 0),
       state = case when lead_count = :out then 'done' else state end where id = :id`,
  ),
  failedBatches: db.prepare<[number], { id: number; first: number; last: number }>(
    `select id, first_position as first, last_position as last from export_batch where export_id = ? and state = 'failed'`,
  ),
})

const prepareSplit = (db: Database) => ({
  insertRest: db.prepare(
    `insert into export_batch (workspace_id, export_id, no, first_position, last_position, state, lead_count, sent_at, ahead_ms,
       tries)
     select workspace_id, export_id, (select max(no) + 1 from export_batch o where o.export_id = b.export_id), @first,
       last_position, 'pending', @count, sent_at, ahead_ms, tries from export_batch b where id = @id`,
  ),
  neverLeft: db.prepare(
    `update export_batch set state = 'pending', tries = tries - 1, sent_at = case when tries = 1 then null else sent_at end
     where id = ?`,
  ),
  cutShort: db.prepare('update export_batch set last_position = ?, lead_count = ? where id = ?'),
})

type BatchRow = {
  readonly id: number
  readonly no: number
  readonly first_position: number
  readonly last_position: number
  readonly lead_count: number
  readonly sent_at: string | null
  readonly ahead_ms: number | null
  readonly tries: number
}

function toBatch(row: BatchRow): Batch {
  return {
    id: row.id,
    no: row.no,
    firstPosition: row.first_position,
    lastPosition: row.last_position,
    leadCount: row.lead_count,
    sentAt: row.sent_at ?? new Date(0).toISOString(),
    aheadMs: row.ahead_ms,
    tries: row.tries,
    withoutExcluded: true,
  }
}
