/** Finds the leads of an export that are not claimed yet, one range at a time. */
import type { Database, Statement } from 'better-sqlite3'
import { type LeadBodies, maxBatchLeads } from './lead-body.ts'
import type { Run } from './run-store.ts'

/** Leads claimed per step: whole batches, so that none is cut short at the end of a range. */
const stretchLeads = 10 * maxBatchLeads

type Stretches = {
  readonly endOf: Statement<[number], number | null>
  readonly cutOf: Statement<[number], number>
  readonly uncovered: Statement<[number], { first: number; last: number }>
  readonly nextStretch: (run: Run) => { readonly first: number; readonly last: number } | null
  readonly nextStretchIsNone: (run: Run, end: number) => boolean
}

/** Returns a finder of the next unclaimed range. */
export function createClaimRanges(db: Database, bodies: LeadBodies): Stretches {
  const endOf = db
    .prepare<[number], number | null>(
      `select max(last_position) from shared_claim where export_id = ? and state in ('held', 'late')`,
    )
    .pluck()
  const cutOf = db.prepare<[number], number>('select cut_position from export_run where id = ?').pluck()
  const uncovered = db.prepare<[number], { first: number; last: number }>(
    `select first_position as first, last_position as last from export_batch b where export_id = ? and state = 'pending'
       and not exists (select 1 from shared_claim c where c.export_id = b.export_id and c.state in ('held', 'late')
         and c.first_position <= b.first_position and c.last_position >= b.last_position)
     order by no limit 1`,
  )

  /** The next unclaimed range, or null if everything is claimed. */
  function nextStretch(run: Run): { readonly first: number; readonly last: number } | null {
    const waiting = uncovered.get(run.id)
    if (waiting) return waiting
    const after = Math.max(cutOf.get(run.id) ?? 0, endOf.get(run.id) ?? 0)
    const slice = bodies.next({
      listId: run.listId,
      zoneId: run.zoneId,
      after,
      maxPosition: run.rowCount,
      limit: stretchLeads,
    })
    return slice && { first: after + 1, last: slice.lastPosition }
  }

  function nextStretchIsNone(run: Run, end: number): boolean {
    const after = Math.max(cutOf.get(run.id) ?? 0, end)
    return bodies.next({ listId: run.listId, zoneId: run.zoneId, after, maxPosition: run.rowCount, limit: 1 }) === null
  }
  return { endOf, nextStretchIsNone, uncovered, cutOf, nextStretch }
}
