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
  const ofRuns = (column: string) =>
    `with of(client, run) as (values (?, ?))
     select ${column} from export_run, of where workspace_id = of.client and id <> of.run and ${column} is not null`
  const inUse: Readonly<Record<TargetKind, Statement<[number, number], string>>> = {
    // A local campaign became this one at Instantly: no export made it.
    campaign: db
      .prepare<[number, number], string>(
        `${ofRuns(idColumn.campaign)} union select c.remote_id
           from of join local_campaign l on l.workspace_id = of.client join campaign c on c.id = l.campaign_id`,
      )
      .pluck(),
    list: db.prepare<[number, number], string>(ofRuns(idColumn.list)).pluck(),
  }
  const setPlace = byTarget((column) =>
    db.prepare(
      `update export_run set ${column} = ?, campaign_name = ?, campaign_step = 'done', candidates = null where id = ?`,
    ),
  )
  return { setPlace, inUse }
}
