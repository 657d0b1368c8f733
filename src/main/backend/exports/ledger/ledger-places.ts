import type { Database } from 'better-sqlite3'
import type { RowsShown } from '#shared/contract/exports/exports.ts'
import { inZoneSql } from '../../leads/lists/zone-sql.ts'
import type { Run, RunStore } from '../engine/run-store.ts'
import { createUploadedPlaces } from './uploaded-places.ts'

export type Places = { readonly positions: readonly number[]; readonly total: number }

/**
 * Finds the rows of an export with a given outcome, page by page, through indexes and the counts stored with each
 * batch, so that a ledger of a million rows opens as fast as one of ten.
 */
export function createLedgerPlaces(db: Database, runs: RunStore) {
  const own = inZoneSql('@zoneId', 'l.position')
  const held = `
    select l.position from lead l where l.list_id = @listId and l.gate <> 0 and l.position <= @rowCount and ${own}`
  const problem = (outcomes: string) =>
    `select position from export_problem where export_id = @exportId and outcome in (${outcomes})`
  const failedBatch = `
    select l.position from export_batch b
    join lead l on l.list_id = @listId and l.position between b.first_position and b.last_position and l.gate = 0
    where b.export_id = @exportId and b.state = 'failed' and ${own}
      and not exists (select 1 from export_problem p where p.export_id = @exportId and p.position = l.position)`
  const sources = {
    stayed_behind: [held, problem(`'stayed_behind'`)],
    refused: [problem(`'refused'`)],
    failed: [problem(`'failed'`), failedBatch],
    problems: [held, problem(`'stayed_behind', 'refused', 'failed'`), failedBatch],
  } as const
  const waiting = `
    select l.position from lead l
    where l.list_id = @listId and l.gate = 0 and l.position <= @rowCount and l.position > @cut and ${own}
    union all
    select l.position from export_batch b
    join lead l on l.list_id = @listId and l.position between b.first_position and b.last_position and l.gate = 0
    where b.export_id = @exportId and b.state in ('pending', 'sent') and ${own}
      and not exists (select 1 from export_problem p where p.export_id = @exportId and p.position = l.position)`

  const uploaded = createUploadedPlaces(db)

  return {
    /** The next rows with a problem. By position: rows can get one, or lose it, while a file is written. */
    problemsAfter: (run: Run, after: number, limit: number): readonly number[] =>
      union(run, sources.problems, 0, limit, after),
    page(run: Run, outcome: RowsShown, offset: number, limit: number): Places {
      const totals = runs.totals(run)
      switch (outcome) {
        case 'all': {
          if (run.zoneId !== null) return { positions: ofZone(run.zoneId, offset, limit), total: run.ownRows }
          const last = Math.min(offset + limit, run.rowCount)
          return { positions: range(offset + 1, last), total: run.rowCount }
        }
        case 'missing':
        case 'uncounted':
          return differing(run, outcome, offset, limit)
        case 'stayed_behind':
          return { positions: union(run, sources.stayed_behind, offset, limit), total: totals.stayedBehind }
        case 'refused':
          return { positions: union(run, sources.refused, offset, limit), total: totals.refused }
        case 'failed':
          return { positions: union(run, sources.failed, offset, limit), total: totals.failed }
        case 'problems':
          return {
            positions: union(run, sources.problems, offset, limit),
            total: totals.stayedBehind + totals.refused + totals.failed,
          }
        case 'waiting':
          return { positions: union(run, [waiting], offset, limit), total: totals.waiting }
        case 'uploaded':
          return run.takenBackAt ? { positions: [], total: 0 } : uploaded(run, offset, limit, totals.uploaded)
        case 'taken_back':
          return run.takenBackAt ? uploaded(run, offset, limit, totals.uploaded) : { positions: [], total: 0 }
      }
    },
  }

  function ofZone(zoneId: number, offset: number, limit: number): readonly number[] {
    return db
      .prepare('select position from export_zone_row where zone_id = ? order by position limit ? offset ?')
      .pluck()
      .all(zoneId, limit, offset) as number[]
  }

  function differing(run: Run, kind: 'missing' | 'uncounted', offset: number, limit: number): Places {
    const rows = db
      .prepare(
        `select d.position from export_check k
         join export_difference d on d.export_id = k.export_id and d.at = k.at and d.kind = ?
         where k.export_id = ? order by d.position limit ? offset ?`,
      )
      .all(kind, run.id, limit, offset) as { position: number }[]
    const total = db.prepare(`select ${kind} from export_check where export_id = ?`).pluck().get(run.id) ?? 0
    return { positions: rows.map(({ position }) => position), total: total as number }
  }

  function union(run: Run, parts: readonly string[], offset: number, limit: number, after = 0): readonly number[] {
    const all = parts.join(' union all ')
    const sql = `select position from (${all}) where position > @after order by position limit @limit offset @offset`
    const rows = db.prepare(sql).all({
      listId: run.listId,
      exportId: run.id,
      zoneId: run.zoneId,
      rowCount: run.rowCount,
      cut: run.cutPosition,
      after,
      offset,
      limit,
    }) as { position: number }[]
    return rows.map((row) => row.position)
  }
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(to - from + 1, 0) }, (_, index) => from + index)
}
