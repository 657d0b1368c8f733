/** Leads an undone export could not take back: they are still at Instantly, moved or not deletable. */

import type { Database } from 'better-sqlite3'
import { inZoneOfExportSql } from '../lists/zone-sql.ts'

/** SQL condition: a row of an undone export is one of these leads. */
export const isLeftAfterUndoSql = (exportId: string, position: string): string =>
  `exists (select 1 from export_difference f where f.export_id = ${exportId} and f.position = ${position} and f.kind = 'left')`

/** SQL condition: an export of the table or alias `run` was not undone, or left some of its leads. */
export const hasLeadsLeftSql = (run: string): string =>
  `(${run}.taken_back_at is null or exists (select 1 from export_difference f where f.export_id = ${run}.id and f.kind = 'left'))`

/** SQL: how many leads an export of the table or alias `run` added, without those an undo took back. */
export const addedLeadsSql = (run: string): string =>
  `case when ${run}.taken_back_at is null
    then (select coalesce(sum(b.uploaded), 0) from export_batch b where b.export_id = ${run}.id)
    else (select count(distinct f.position) from export_difference f where f.export_id = ${run}.id and f.kind = 'left') end`

export type UndoneExport = { readonly exportId: number; readonly listId: number }

/** Creates a lookup of whether an undone export had uploaded an address of its list, and took it back. */
export function createTakenBackLookup(db: Database): (of: UndoneExport, email: string) => boolean {
  const find = db.prepare<[object], 1>(
    `select 1 from lead l where l.email = @email and l.list_id = @listId and l.gate = 0
       and exists (select 1 from export_batch b where b.export_id = @exportId and b.state = 'done'
         and l.position between b.first_position and b.last_position)
       and not exists (select 1 from export_problem p where p.export_id = @exportId and p.position = l.position)
       and ${inZoneOfExportSql('@exportId', 'l.position')} and not ${isLeftAfterUndoSql('@exportId', 'l.position')}`,
  )
  return ({ exportId, listId }, email) => find.get({ exportId, listId, email }) !== undefined
}
