/** Selects the campaigns and days of a query, as SQL. */
import { dayMs, dayOfDate } from '#shared/domain/core/days.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../../clients/workspaces/demo-workspaces.ts'
import type { Store } from '../../core/deps.ts'

export type Scope = {
  readonly workspaceId: WorkspaceId | null
  /** Null: all campaigns. */
  readonly campaignIds: readonly CampaignId[] | null
}

/** Creates a lookup of the clients in a scope: one, or all in use. */
export function createClientScope({ raw }: Store) {
  const all = raw
    .prepare(
      `select id from workspace where archived_at is null and (demo is null or demo = 'ready') and ${allClientsSql('id')}`,
    )
    .pluck()
  return ({ workspaceId }: Pick<Scope, 'workspaceId'>): readonly WorkspaceId[] =>
    workspaceId === null ? (all.all() as WorkspaceId[]) : [workspaceId]
}

/** Creates a lookup of our campaigns with their id in events; null if no event mentioned the campaign. */
export function createCampaignScope({ raw }: Store) {
  const find = raw.prepare<
    [string],
    { id: CampaignId; workspaceId: WorkspaceId; eventId: number | null; opens: 0 | 1 }
  >(
    `select c.id, c.workspace_id as workspaceId, e.id as eventId,
       coalesce(c.open_tracking, 0) = 1 or c.opened > 0 as opens
     from json_each(?) j join campaign c on c.id = j.value
       left join event_campaign e on e.workspace_id = c.workspace_id and e.remote_id = c.remote_id`,
  )
  /** Campaigns of clients outside `scope` are left out, even if requested. */
  return ({ workspaceId, campaignIds }: Scope) =>
    find.all(JSON.stringify(campaignIds ?? [])).filter((row) => workspaceId === null || row.workspaceId === workspaceId)
}

const allDays: Period = { from: 0, to: 100_000 }

/** Returns days as numbers; the widest possible range if none are given. */
export const toPeriod = (days: { readonly from: string; readonly to: string } | null): Period =>
  days === null ? allDays : { from: dayOfDate(days.from), to: dayOfDate(days.to) }

/** Returns the first and last moment of a period, both inclusive, epoch ms. */
export const toInstants = ({ from, to }: Period) => ({ since: from * dayMs, until: (to + 1) * dayMs - 1 })
