/** SQL conditions for rows of an export: of the whole list, or its share of a time zone or a chosen part. */

/** Takes the alias of the export's row, `run`, and an expression for the position. */
export const inZoneOfRunSql = (run: string, position: string): string => inZoneSql(`${run}.zone_id`, position)

/** Takes an expression for the share's id, null for the whole list. */
export const inZoneSql = (zone: string, position: string): string =>
  `(${zone} is null or exists (select 1 from export_zone_row zr where zr.zone_id = ${zone} and zr.position = ${position}))`

/** Takes an expression for the export's id. */
export const inZoneOfExportSql = (exportId: string, position: string): string =>
  inZoneSql(`(select er.zone_id from export_run er where er.id = ${exportId})`, position)
