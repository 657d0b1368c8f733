/** The time zone shares of a list that runs cover. */
import type { Database } from 'better-sqlite3'
import type { ExportId } from '#shared/ids.ts'
import type { Run } from './run-store.ts'

export function createRunZones(db: Database) {
  return {
    /** The time zone of the run's share; null for a run over the whole list. */
    zoneOf: (run: Run): string | null =>
      run.zoneId === null
        ? null
        : (db.prepare(`select nullif(zone, '') from export_zone where id = ?`).pluck().get(run.zoneId) as
            | string
            | null),
    /** The exports started by one click, one per time zone, in order; empty for an export of the whole list. */
    zonesOf: (run: Run): readonly { readonly id: ExportId; readonly zone: string }[] =>
      run.zoneId === null
        ? []
        : (db
            .prepare(
              `select r.id, z.zone from export_zone own
               join export_zone z on z.workspace_id = own.workspace_id and z.click_id = own.click_id
               join export_run r on r.id = (select min(f.id) from export_run f where f.zone_id = z.id)
               where own.id = ? and own.zone <> '' order by r.id`,
            )
            .all(run.zoneId) as { id: ExportId; zone: string }[]),
  }
}
