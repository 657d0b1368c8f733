/**
 * Leads an undone export could not take back: they are still at Instantly, because they were moved or could not be
 * deleted.
 */

/** SQL condition: a row of an undone export is one of these leads. */
export const isLeftAfterUndoSql = (exportId: string, position: string): string =>
  `exists (select 1 from export_difference f where f.export_id = ${exportId} and f.position = ${position} and f.kind = 'left')`

/** SQL condition: an export of the table or alias `run` was not undone, or left some of its leads. */
export const hasLeadsLeftSql = (run: string): string =>
  `(${run}.taken_back_at is null or exists (select 1 from export_difference f where f.export_id = ${run}.id and f.kind = 'left'))`
