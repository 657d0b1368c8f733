/** The campaign or lead list of a run, and which runs use it. */
import type { Database, Statement } from 'better-sqlite3'
import type { TargetKind } from '#shared/contract/exports/exports.ts'

/** Where runs go to. */
export function createRunPlaces(db: Database): {
  readonly setPlace: Readonly<Record<TargetKind, Statement>>
  readonly inUse: Readonly<Record<TargetKind, Statement<[number, number], string>>>
} {
  const idColumn: Readonly<Record<TargetKind, string>> = { campaign: 'campaign_id', list: 'remote_list_id' }
  const byTarget = <T>(make: (column: string) => T): Readonly<Record<TargetKind, T>> => ({
    campaign: make(idColumn.campaign),
    list: make(idColumn.list),
  })
  const inUse = byTarget((column) =>
    db
      .prepare<[number, number], string>(
        `select distinct ${column} from export_run where workspace_id = ? and id <> ? and ${column} is not null`,
      )
      .pluck(),
  )
  const setPlace = byTarget((column) =>
    db.prepare(
      `update export_run set ${column} = ?, campaign_name = ?, campaign_step = 'done', candidates = null where id = ?`,
    ),
  )
  return { setPlace, inUse }
}
