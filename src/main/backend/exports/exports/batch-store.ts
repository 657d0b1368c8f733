import type { Database } from 'better-sqlite3'
import type { HeldGate, Refusal } from '#shared/contract/exports/exports.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { ExportId } from '#shared/ids.ts'
import type { AddLeadsAnswer, AddLeadsCounts } from '../../core/instantly/types.ts'
import { inZoneOfExport } from '../../leads/leads/zone-sql.ts'
import type { LeadBodies, Slice } from './lead-body.ts'
import type { Ruled, RuledLead } from './lead-rules.ts'
import { refusalsOf } from './refusals.ts'
import { packRemoteIds } from './remote-ids.ts'
import type { Run } from './run-store.ts'
import type { SharedClaims } from './shared-claims.ts'

/** Why leads of a run must stay behind as things are now, in the order given; null where nobody must. */
export type HeldOf = (run: Run) => {
  readonly reasons: (
    leads: readonly { readonly position: number; readonly email: string }[],
  ) => readonly (HeldGate | null)[]
  /** Whether nobody of a stretch can be held, told without its leads. */
  readonly nobody: (first: number, last: number) => boolean
} | null
/** The same by rules that need more of a lead. */
export type RuledOf = (run: Run) => Ruled | null

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
export function createBatchStore(
  db: Database,
  bodies: LeadBodies,
  heldOf: HeldOf = () => null,
  ruledOf: RuledOf = () => null,
  claims: Pick<SharedClaims, 'limitOf' | 'covers'> | null = null,
) {
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
  const leaveOutRemoved = db.prepare(`
    insert or ignore into export_problem (workspace_id, export_id, position, lead_id, fate, reason)
    select workspace_id, @exportId, position, id, 'stayed_behind', 'removed' from lead
    where list_id = @listId and position between @first and @last and removed <> 0 and gate = 0
      and ${inZoneOfExport('@exportId', 'lead.position')}`)
  const leaveOut = db.prepare(`
    insert or ignore into export_problem (workspace_id, export_id, position, lead_id, fate, reason)
    values (?, ?, ?, ?, 'stayed_behind', ?)`)
  const ruledLeads = db.prepare<[object], RuledLead & { id: number }>(
    `select position, id, email, import_id as importId, row_number as rowNumber, payload from lead
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

  /** Leaves out who opted out or was blocked since, is in the workspace already, or belongs to another client; how many. */
  function leaveOutHeld(run: Run, slice: Pick<Slice, 'firstPosition' | 'lastPosition'>): number {
    const held = heldOf(run)
    if (!held || held.nobody(slice.firstPosition, slice.lastPosition)) return 0
    const members = bodies.members({ listId: run.listId, exportId: run.id, ...slice })
    let count = 0
    for (const [at, reason] of held.reasons(members).entries()) {
      const member = members[at]
      if (reason !== null && member)
        count += leaveOut.run(run.workspaceId, run.id, member.position, member.id, reason).changes
    }
    return count
  }

  /** Leaves out leads nobody verified, or with a value nobody should read in the copy, where that is a rule; how many. */
  function leaveOutRuled(run: Run, slice: Pick<Slice, 'firstPosition' | 'lastPosition'>): number {
    const ruled = ruledOf(run)
    if (!ruled) return 0
    const { firstPosition, lastPosition } = slice
    const suspects = ruled.suspects(firstPosition, lastPosition)
    const stretches = suspects?.map((at) => ({ firstPosition: at, lastPosition: at })) ?? [slice]
    let count = 0
    for (const stretch of stretches) {
      for (const lead of ruledLeads.all(placesOf(run, stretch))) {
        const reason = ruled.reasonOf(lead)
        if (reason !== null) count += leaveOut.run(run.workspaceId, run.id, lead.position, lead.id, reason).changes
      }
    }
    return count
  }

  const failedBatches = db.prepare<[number], { id: number; first: number; last: number }>(
    `select id, first_position as first, last_position as last from export_batch where export_id = ? and state = 'failed'`,
  )

  function nextSlice(run: Run): Slice | null {
    const after = cutPosition.get(run.id)?.cut ?? 0
    const maxPosition = claims?.limitOf(run) ?? run.rowCount
    const slice = bodies.next({ listId: run.listId, zoneId: run.zoneId, after, maxPosition })
    if (!slice && maxPosition > after) advance.run(maxPosition, run.id)
    return slice
  }

  /** Leaves out of a slice who may not go; true where nobody of it is left, and the slice is done with. */
  function leaveOutOf(run: Run, slice: Slice): { readonly excluded: number; readonly isEmpty: boolean } {
    const removed = leaveOutRemoved.run(placesOf(run, slice)).changes
    const excluded = removed + leaveOutHeld(run, slice) + leaveOutRuled(run, slice)
    if (excluded > 0) addStayed.run(excluded, run.id)
    const isEmpty = excluded === slice.leadCount
    if (isEmpty) advance.run(slice.lastPosition, run.id)
    return { excluded, isEmpty }
  }

  /** Cuts the next new batch. */
  function cut(run: Run, at: string): Batch | null {
    for (;;) {
      const slice = nextSlice(run)
      if (!slice) return null
      const { excluded, isEmpty } = leaveOutOf(run, slice)
      if (isEmpty) continue
      // Between the rows of a share lie those of others.
      const hasGaps = excluded > 0 || run.zoneId !== null
      return insertBatch(run, { ...slice, leadCount: slice.leadCount - excluded }, at, hasGaps)
    }
  }

  /** One step, in a transaction of its own: leaves out a slice of which nobody is left. */
  const passEmpty = db.transaction((run: Run): 'leads' | 'passed' | 'none' => {
    if (pendingNext.get(run.id)) return 'leads'
    const slice = nextSlice(run)
    if (!slice) return 'none'
    if (leaveOutOf(run, slice).isEmpty) return 'passed'
    // Somebody is: who goes is decided when the batch is cut.
    throw new SomebodyIsLeft()
  })

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
    take(run: Run, at: string): Batch | null {
      for (;;) {
        const waiting = pendingNext.get(run.id)
        if (!waiting) return cut(run, at)
        if (claims && !claims.covers(run, waiting.first_position, waiting.last_position)) return null
        // It may have waited for days: who opted out meanwhile does not go out with it.
        const batch = toBatch(waiting)
        const held = leaveOutHeld(run, batch) + leaveOutRuled(run, batch)
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
    /**
     * Passes over the next leads of whom nobody may go. Called until it is not `passed`: `none` where nobody of the whole
     * export is left, before anything was asked of Instantly.
     */
    passEmpty(run: Run): 'leads' | 'passed' | 'none' {
      try {
        return passEmpty(run)
      } catch (error) {
        if (error instanceof SomebodyIsLeft) return 'leads'
        throw error
      }
    },
    /** In a transaction of the caller: the next rows nobody sent yet as a batch marked sent; null when none is left. */
    cut,
    /** In a transaction of the caller: ends a batch at a lead of its own; the rows behind it are cut anew. */
    shorten(run: Run, batch: Batch, lastPosition: number, leadCount: number): Batch {
      if (lastPosition === batch.lastPosition) return batch
      db.prepare('update export_batch set last_position = ?, lead_count = ? where id = ?').run(
        lastPosition,
        leadCount,
        batch.id,
      )
      advance.run(lastPosition, run.id)
      return { ...batch, lastPosition, leadCount }
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

class SomebodyIsLeft extends Error {}

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
