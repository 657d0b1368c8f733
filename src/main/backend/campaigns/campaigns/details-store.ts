/** Stores days and steps of campaigns, and which of them still have to be read. */

import type { Database } from 'better-sqlite3'
import { dayAt, dayMs, dayOfDate } from '#shared/domain/core/days.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { CampaignDay, CampaignStep } from '../../core/instantly/schemas-campaigns.ts'
import { countColumns, countValues } from './count-columns.ts'
import { packDaysSql } from './day-sums.ts'

/** A campaign whose days and steps are older than its totals. */
export type OutdatedCampaign = {
  readonly id: CampaignId
  readonly remoteId: string
  readonly totalsKey: string
  readonly from: string
}

/** Days and steps as answered by Instantly. */
export type ReadDetails = {
  readonly days: readonly CampaignDay[]
  readonly steps: readonly CampaignStep[]
  /** Version of the totals they belong to. */
  readonly key: string
  readonly at: number
}

const statementsOf = (raw: Database) => ({
  toDetail: raw.prepare<{ workspaceId: number; staleAt: number; recentDay: number }, OutdatedCampaign>(
    `select id, remote_id as remoteId, totals_key as totalsKey, coalesce(remote_created_at, '') as "from" from campaign
       where workspace_id = @workspaceId and gone_at is null and totals_key is not null and (
         details_key is null or details_key <> totals_key
         or (details_at < @staleAt and exists (select 1 from campaign_day d where d.campaign_id = campaign.id and d.day > @recentDay)))
       order by id`,
  ),
  oneToDetail: raw.prepare<[number], OutdatedCampaign>(
    `select id, remote_id as remoteId, totals_key as totalsKey, coalesce(remote_created_at, '') as "from" from campaign
       where id = ? and gone_at is null and totals_key is not null`,
  ),
  dropDays: raw.prepare('delete from campaign_day where campaign_id = ? and day >= ?'),
  putDay: raw.prepare(
    `insert into campaign_day (workspace_id, campaign_id, day, ${countColumns.join(', ')})
     values (@workspaceId, @id, @day, ${countColumns.map((column) => `@${column}`).join(', ')})`,
  ),
  packDays: raw.prepare(packDaysSql('campaign_id = ?')),
  dropSteps: raw.prepare('delete from campaign_step where campaign_id = ?'),
  putStep: raw.prepare(
    `insert into campaign_step (workspace_id, campaign_id, step, variant, ${countColumns.join(', ')}, meetings, won)
     values (@workspaceId, @id, @step, @variant, ${countColumns.map((column) => `@${column}`).join(', ')}, @meetings, @won)
       on conflict do update set ${[...countColumns, 'meetings', 'won'].map((column) => `${column} = ${column} + excluded.${column}`).join(', ')}`,
  ),
  detailed: raw.prepare(
    `update campaign set details_key = @key, details_at = @at, problem_code = null, problem_at = null, failures = 0 where id = @id`,
  ),
  failedAt: raw.prepare('update campaign set problem_code = ?, problem_at = ?, failures = failures + 1 where id = ?'),
})

export function createDetailsStore({ raw }: Store) {
  const sql = statementsOf(raw)
  const putDetails = raw.transaction((workspaceId: WorkspaceId, id: CampaignId, read: ReadDetails): void => {
    const byDay = new Map(read.days.map((row) => [dayOfDate(row.date), row]))
    const days = [...byDay.keys()]
    // Counts move between days when automatic replies come late, so all days from the first one answered are written
    // again. Earlier days, which Instantly may no longer have, are kept.
    if (days.length > 0) {
      const first = Math.min(...days)
      sql.dropDays.run(id, first)
      for (const [day, row] of byDay)
        sql.putDay.run({ workspaceId, id, day, contacted: row.contacted, ...countValues(row) })
      sql.packDays.run(id)
    }
    if (read.steps.length > 0) sql.dropSteps.run(id)
    for (const row of read.steps) {
      const { step, variant, meetings, won } = row
      sql.putStep.run({ workspaceId, id, step, variant, meetings, won, contacted: 0, ...countValues(row) })
    }
    sql.detailed.run({ id, key: read.key, at: read.at })
  })

  return {
    /**
     * Returns campaigns whose days and steps must be read: their totals changed since, or they sent within 30 days and
     * were last read three days ago, as counts can move between days.
     */
    toDetail: (workspaceId: WorkspaceId, now: number): readonly OutdatedCampaign[] =>
      sql.toDetail.all({ workspaceId, staleAt: now - 3 * dayMs, recentDay: dayAt(now) - 30 }),
    /** Returns one campaign, whether changed or not; null if it has no totals or is gone. */
    oneToDetail: (id: CampaignId): OutdatedCampaign | null => sql.oneToDetail.get(id) ?? null,
    putDetails: (workspaceId: WorkspaceId, id: CampaignId, read: ReadDetails): void =>
      putDetails.immediate(workspaceId, id, read),
    detailFailed: (id: CampaignId, code: ErrorCode, at: number): void => void sql.failedAt.run(code, at, id),
  }
}
