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

/** Columns whose days add up to the campaign's totals; people are counted on each day again. */
const summedColumns = ['sent', 'opened', 'clicked', 'replied', 'automatic'] as const
type SummedColumn = (typeof summedColumns)[number]

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
  totals: raw.prepare<[number], Record<SummedColumn, number | null>>(
    `select ${summedColumns.join(', ')} from campaign where id = ?`,
  ),
  daysFrom: raw.prepare<[number, number], Record<SummedColumn, number> & { readonly day: number }>(
    `select day, ${summedColumns.join(', ')} from campaign_day where campaign_id = ? and day >= ? order by day`,
  ),
  dropDay: raw.prepare('delete from campaign_day where campaign_id = ? and day = ?'),
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

  /**
   * Deletes the stored days that an answer replaces: those it contains, and those between them that it leaves out,
   * unless the campaign's totals still include them.
   */
  function dropReplacedDays(id: CampaignId, answered: ReadonlyMap<number, CampaignDay>): void {
    const totals = sql.totals.get(id)
    const left = summedColumns.map((column) =>
      [...answered.values()].reduce((rest, row) => rest - row[column], totals?.[column] ?? 0),
    )
    for (const stored of sql.daysFrom.all(id, Math.min(...answered.keys()))) {
      const counts = summedColumns.map((column) => stored[column])
      const isIncluded =
        !answered.has(stored.day) &&
        counts.some((count) => count > 0) &&
        counts.every((count, at) => count === 0 || count <= (left[at] ?? 0))
      if (isIncluded) for (const [at, count] of counts.entries()) left[at] = (left[at] ?? 0) - count
      else sql.dropDay.run(id, stored.day)
    }
  }

  const putDetails = raw.transaction((workspaceId: WorkspaceId, id: CampaignId, read: ReadDetails): void => {
    const byDay = new Map(read.days.map((row) => [dayOfDate(row.date), row]))
    // Counts move between days when automatic replies come late, so all days from the first one answered are written
    // again. Earlier days, which Instantly may no longer have, are kept.
    if (byDay.size > 0) {
      dropReplacedDays(id, byDay)
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
