import type { Database } from 'better-sqlite3'
import type { Refusal } from '#shared/contract/exports.ts'
import { leftOutStored } from '#shared/domain/copy/coverage.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { ExportId } from '#shared/ids.ts'
import type { AddLeadsAnswer, AddLeadsCounts } from '../../instantly/types.ts'
import { differsSql } from './compare-remote.ts'
import type { LeadBodies, Slice } from './lead-body.ts'
import { refusalsOf } from './refusals.ts'
import { packRemoteIds } from './remote-ids.ts'
import type { Run } from './run-store.ts'
import { inZoneOf, inZoneOfExport } from './zone-sql.ts'

/** Why a lead of a run must stay behind as things are now; null where nobody must. */
export type HeldOf = (run: Run) => ((email: string) => string | null) | null

export type Batch = Slice & {
  readonly id: number
  readonly no: number
  /** When it first left; a repeated batch keeps it. */
  readonly sentAt: string
  readonly tries: number
  /** Whether leads in its range may be left out; false only where it is known that none is. */
  readonly withoutExcluded: boolean
}

/** What reading the campaign or lead list told of one lead of a batch. */
export type ReadFate =
  | { readonly kind: 'uploaded'; readonly remoteId: string }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }

export type BatchStore = ReturnType<typeof createBatchStore>

/**
 * The durable ledger of batches: pending → sent → done or failed. `take` commits `sent` before any request is made;
 * one commit may cover several batches.
 */
export function createBatchStore(db: Database, bodies: LeadBodies, heldOf: HeldOf = () => null) {
  const pendingNext = db.prepare<[number], BatchRow>(
    `select * from export_batch where export_id = ? and state = 'pending' order by no limit 1`,
  )
  const sent = db.prepare<[number], BatchRow>(
    `select * from export_batch where export_id = ? and state = 'sent' order by no`,
  )
  const markSent = db.prepare(
    `update export_batch set state = 'sent', sent_at = coalesce(sent_at, ?), tries = tries + 1, failed = 0, problem_code = null
     where id = ?`,
  )
  const lastNo = db.prepare<[number], { no: number }>(
    'select coalesce(max(no), 0) as no from export_batch where export_id = ?',
  )
  const insert = db.prepare(`
    insert into export_batch (workspace_id, export_id, no, first_position, last_position, state, lead_count, sent_at, tries)
    values (?, ?, ?, ?, ?, 'sent', ?, ?, 1)`)
  const advance = db.prepare('update export_run set cut_position = ? where id = ?')
  const addStayed = db.prepare('update export_run set stayed_behind = stayed_behind + ? where id = ?')
  const cutPosition = db.prepare<[number], { cut: number }>('select cut_position as cut from export_run where id = ?')
  const addProblem = db.prepare(`
    insert into export_problem (workspace_id, export_id, position, lead_id, fate, reason) values (?, ?, ?, ?, ?, ?)
    on conflict (export_id, position) do update set fate = excluded.fate, reason = excluded.reason`)
  const settle = db.prepare(`
    update export_batch set state = 'done', uploaded = ?, refused = ?, failed = 0, settled_at = ?, settled_by = ?, answer = ?,
      remote_ids = ? where id = ?`)
  const progress = db.prepare('update export_run set last_progress_at = ? where id = ?')
  const requeue = db.prepare(`update export_batch set state = 'pending' where id = ? and state = 'sent'`)
  const fail = db.prepare(
    `update export_batch set state = 'failed', failed = lead_count, problem_code = ?, settled_at = ? where id = ?`,
  )
  const open = db.prepare<[number], { n: number }>(
    `select count(*) as n from export_batch where export_id = ? and state in ('pending', 'sent')`,
  )
  const excludeUploaded = prepareExclusion(db)
  const leaveOutRemoved = db.prepare(`
    insert or ignore into export_problem (workspace_id, export_id, position, lead_id, fate, reason)
    select workspace_id, @exportId, position, id, 'stayed_behind', 'removed' from lead
    where list_id = @listId and position between @first and @last and removed <> 0 and gate = 0
      and ${inZoneOfExport('@exportId', 'lead.position')}`)
  const leaveOut = db.prepare(`
    insert or ignore into export_problem (workspace_id, export_id, position, lead_id, fate, reason)
    values (?, ?, ?, ?, 'stayed_behind', ?)`)
  const payloads = db.prepare<[object], { position: number; id: number; payload: string }>(
    `select position, id, payload from lead
     where list_id = @listId and position between @first and @last and gate = 0
       and ${inZoneOfExport('@exportId', 'lead.position')}
       and not exists (
         select 1 from export_problem p
         where p.export_id = @exportId and p.position = lead.position and p.fate = 'stayed_behind')`,
  )
  const shrink = db.prepare(
    `update export_batch set lead_count = lead_count - :out, failed = max(failed - :out, 0),
       state = case when lead_count = :out then 'done' else state end where id = :id`,
  )

  /** Leaves out who opted out or was blocked since, or was written to for another client; returns how many. */
  function leaveOutHeld(run: Run, slice: Pick<Slice, 'firstPosition' | 'lastPosition'>): number {
    const held = heldOf(run)
    if (!held) return 0
    let count = 0
    for (const { position, id, email } of bodies.members({ listId: run.listId, exportId: run.id, ...slice })) {
      const reason = held(email)
      if (reason !== null) count += leaveOut.run(run.workspaceId, run.id, position, id, reason).changes
    }
    return count
  }

  /** Leaves out leads with a value the operator wants nobody to read under a variable of the copy; returns how many. */
  function leaveOutFlawed(run: Run, slice: Pick<Slice, 'firstPosition' | 'lastPosition'>): number {
    const { leaveOut: rules = [], blanksOut = [] } = run.settings
    if (rules.length === 0 && blanksOut.length === 0) return 0
    let count = 0
    for (const { position, id, payload } of payloads.all(placesOf(run, slice))) {
      const found = leftOutStored(payload, run.settings)
      if (found) count += leaveOut.run(run.workspaceId, run.id, position, id, found.why).changes
    }
    return count
  }

  const failedBatches = db.prepare<[number], { id: number; first: number; last: number }>(
    `select id, first_position as first, last_position as last from export_batch where export_id = ? and state = 'failed'`,
  )

  /** Cuts the next new batch, leaving out what earlier exports brought into the same target. */
  function cut(run: Run, at: string, checkEarlier: boolean): Batch | null {
    for (;;) {
      const after = cutPosition.get(run.id)?.cut ?? 0
      const slice = bodies.next({ listId: run.listId, zoneId: run.zoneId, after, maxPosition: run.rowCount })
      if (!slice) {
        advance.run(run.rowCount, run.id)
        return null
      }
      const removed = leaveOutRemoved.run(placesOf(run, slice)).changes
      const held = leaveOutHeld(run, slice) + leaveOutFlawed(run, slice)
      if (checkEarlier || removed + held > 0) {
        const excluded = removed + held + (checkEarlier ? excludeUploaded(run, slice) : 0)
        if (excluded > 0) {
          addStayed.run(excluded, run.id)
          if (excluded === slice.leadCount) {
            advance.run(slice.lastPosition, run.id)
            continue
          }
        }
        return insertBatch(run, { ...slice, leadCount: slice.leadCount - excluded }, at, excluded > 0)
      }
      // Between the rows of a share lie those of others.
      return insertBatch(run, slice, at, run.zoneId !== null)
    }
  }

  function insertBatch(run: Run, slice: Slice, at: string, withoutExcluded: boolean): Batch {
    const no = (lastNo.get(run.id)?.no ?? 0) + 1
    const { lastInsertRowid } = insert.run(
      run.workspaceId,
      run.id,
      no,
      slice.firstPosition,
      slice.lastPosition,
      slice.leadCount,
      at,
    )
    advance.run(slice.lastPosition, run.id)
    return { ...slice, id: Number(lastInsertRowid), no, sentAt: at, tries: 1, withoutExcluded }
  }

  const settleWithAnswer = (run: Run, batch: Batch, answer: AddLeadsAnswer, at: string): void => {
    const ids: (string | null)[] = Array.from({ length: batch.leadCount }, () => null)
    for (const created of answer.created) {
      if (created.index >= 0 && created.index < ids.length) ids[created.index] = created.id
    }
    const uploaded = ids.reduce((count, id) => (id === null ? count : count + 1), 0)
    const refused = batch.leadCount - uploaded
    if (refused > 0) {
      const reason = refusalsOf(answer.counts, refused).join(',')
      const members = bodies.members({ listId: run.listId, exportId: run.id, ...batch })
      members.forEach((member, index) => {
        if (ids[index] === null) {
          addProblem.run(run.workspaceId, run.id, member.position, member.id, 'refused', reason)
        }
      })
    }
    settle.run(uploaded, refused, at, 'answer', JSON.stringify(answer.counts), packRemoteIds(ids), batch.id)
    progress.run(at, run.id)
  }
  const settleByReading = db.transaction(
    (run: Run, batch: Batch, fates: readonly ReadFate[], counts: AddLeadsCounts | null, at: string) => {
      const members = bodies.members({ listId: run.listId, exportId: run.id, ...batch })
      let uploaded = 0
      const ids = members.map((member, index) => {
        const fate = fates[index]
        if (!fate) throw new Error('a lead without a fate')
        if (fate.kind === 'uploaded') {
          uploaded += 1
          return fate.remoteId
        }
        addProblem.run(run.workspaceId, run.id, member.position, member.id, 'refused', fate.refusals.join(','))
        return null
      })
      settle.run(
        uploaded,
        batch.leadCount - uploaded,
        at,
        'reading',
        counts ? JSON.stringify(counts) : null,
        packRemoteIds(ids),
        batch.id,
      )
      progress.run(at, run.id)
    },
  )

  return {
    /** In a transaction of the caller: the next batch of a run, marked sent; null when nothing is left to send. */
    take(run: Run, at: string, checkEarlier: boolean): Batch | null {
      for (;;) {
        const waiting = pendingNext.get(run.id)
        if (!waiting) return cut(run, at, checkEarlier)
        // It may have waited for days: who opted out meanwhile does not go out with it.
        const batch = toBatch(waiting)
        const held = leaveOutHeld(run, batch) + leaveOutFlawed(run, batch)
        if (held > 0) {
          addStayed.run(held, run.id)
          shrink.run({ out: held, id: waiting.id })
          if (held === waiting.lead_count) continue
        }
        markSent.run(at, waiting.id)
        const leadCount = waiting.lead_count - held
        return { ...batch, leadCount, sentAt: waiting.sent_at ?? at, tries: waiting.tries + 1 }
      }
    },
    unsettled: (id: ExportId): readonly Batch[] => sent.all(id).map(toBatch),
    /** Batches that still have to be sent or settled. */
    openCount: (id: ExportId): number => open.get(id)?.n ?? 0,
    /** True when every row is in a batch or stayed behind. */
    allCut: (run: Run): boolean =>
      (cutPosition.get(run.id)?.cut ?? 0) >= run.rowCount ||
      !bodies.next({
        listId: run.listId,
        zoneId: run.zoneId,
        after: cutPosition.get(run.id)?.cut ?? 0,
        maxPosition: run.rowCount,
        limit: 1,
      }),
    /**
     * In a transaction of the caller: writes down Instantly's answer, each created lead's id and a reason for each row
     * that was not created.
     */
    settleWithAnswer,
    /** Writes down what reading the campaign told of every lead of a batch, in the order of its request. */
    settleByReading: (
      run: Run,
      batch: Batch,
      fates: readonly ReadFate[],
      counts: AddLeadsCounts | null,
      at: string,
    ): void => settleByReading(run, batch, fates, counts, at),
    /** The request is known not to have been carried out: it may be sent again. */
    requeue: (batch: Batch) => void requeue.run(batch.id),
    fail(batch: Batch, code: ErrorCode, at: string): void {
      fail.run(code, at, batch.id)
    },
    /** Puts failed batches back in the queue, without leads that were taken out of the list since; returns how many. */
    retryFailed(id: ExportId, listId: number): number {
      for (const batch of failedBatches.all(id)) {
        const removed = leaveOutRemoved.run({ exportId: id, listId, first: batch.first, last: batch.last }).changes
        if (removed === 0) continue
        addStayed.run(removed, id)
        shrink.run({ out: removed, id: batch.id })
      }
      return db
        .prepare(
          `update export_batch set state = 'pending', failed = 0, problem_code = null where export_id = ? and state = 'failed'`,
        )
        .run(id).changes
    },
  }
}

/**
 * Marks those leads of a slice whose address an earlier export of ours brought into the same campaign or lead list, but for those that
 * were looked for there since and are gone.
 */
function prepareExclusion(db: Database) {
  const into = (column: 'campaign_id' | 'remote_list_id') =>
    db.prepare(`
    insert or ignore into export_problem (workspace_id, export_id, position, lead_id, fate, reason)
    select l.workspace_id, @exportId, l.position, l.id, 'stayed_behind', 'already_uploaded'
    from lead l
    where l.list_id = @listId and l.position between @first and @last and l.gate = 0
      and ${inZoneOfExport('@exportId', 'l.position')}
      and exists (
        select 1 from lead o
        join export_run r on r.list_id = o.list_id and r.workspace_id = @workspaceId and r.${column} = @placeId
          and r.id <> @exportId and r.taken_back_at is null
        join export_batch b on b.export_id = r.id and o.position between b.first_position and b.last_position
          and b.state in ('done', 'sent')
        where o.email = l.email and o.gate = 0 and ${inZoneOf('r', 'o.position')}
          and not exists (select 1 from export_problem p where p.export_id = r.id and p.position = o.position)
          and not ${differsSql('r.id', 'o.position', 'missing')})`)
  const insert = { campaign: into('campaign_id'), list: into('remote_list_id') }
  return (run: Run, slice: Slice): number =>
    run.place === null
      ? 0
      : insert[run.place.kind].run({
          ...placesOf(run, slice),
          workspaceId: run.workspaceId,
          placeId: run.place.id,
        }).changes
}

const placesOf = (run: Run, { firstPosition, lastPosition }: Pick<Slice, 'firstPosition' | 'lastPosition'>) => ({
  exportId: run.id,
  listId: run.listId,
  first: firstPosition,
  last: lastPosition,
})

type BatchRow = {
  readonly id: number
  readonly no: number
  readonly first_position: number
  readonly last_position: number
  readonly lead_count: number
  readonly sent_at: string | null
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
    tries: row.tries,
    withoutExcluded: true,
  }
}
