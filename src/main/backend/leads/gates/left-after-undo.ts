/** Leads an undone export could not take back: they are still at Instantly, in another place by now or not deleted. */

/** Whether a row of an undone export is one of them, as SQL. */
export const isLeftSql = (exportId: string, position: string): string =>
  `exists (select 1 from export_difference f where f.export_id = ${exportId} and f.position = ${position} and f.kind = 'left')`

/** Whether an export of the table or alias `run` is not undone, or left some of them, as SQL. */
export const mayBeThereSql = (run: string): string =>
  `(${run}.taken_back_at is null or exists (select 1 from export_difference f where f.export_id = ${run}.id and f.kind = 'left'))`
