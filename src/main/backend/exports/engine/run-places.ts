/** The campaign or lead list of a run, and the runs that share one. */
import type { Database, Statement } from 'better-sqlite3'
import type { TargetKind } from '#shared/contract/exports/exports.ts'
import { createCampaignsInUse } from '../../campaigns/campaigns/campaigns-in-use.ts'

type InUse = (workspaceId: number, exceptExport: number) => ReadonlySet<string>

export function createRunPlaces(db: Database): {
  readonly setPlace: Readonly<Record<TargetKind, Statement>>
  readonly inUse: Readonly<Record<TargetKind, InUse>>
} {
  const lists = db
    .prepare<[number, number], string>(
      'select remote_list_id from export_run where workspace_id = ? and id <> ? and remote_list_id is not null',
    )
    .pluck()
  const inUse: Readonly<Record<TargetKind, InUse>> = {
    campaign: createCampaignsInUse(db),
    list: (workspaceId, except) => new Set(lists.all(workspaceId, except)),
  }
  const setPlaceIn = (column: string) =>
    db.prepare(
      `update export_run set ${column} = ?, campaign_name = ?, campaign_step = 'done', candidates = null where id = ?`,
    )
  const setPlace = { campaign: setPlaceIn('campaign_id'), list: setPlaceIn('remote_list_id') }
  return { setPlace, inUse }
}
