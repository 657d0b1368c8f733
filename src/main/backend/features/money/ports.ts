/** What other features ask of money: alerts by campaign, reports by client. */
import { dateOfDay, type Period } from '#shared/domain/analytics/period.ts'
import { costPer } from '#shared/domain/money/figures.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../deps.ts'
import type { MoneyQueries } from './queries.ts'

/** Alerts ask for each campaign of a client after another: the client's sums are made once for all of them. */
const keptMs = 2_000

export function createMoneyPorts({ raw }: Store, queries: MoneyQueries, now: () => number) {
  const workspaceOf = raw.prepare<[number]>('select workspace_id from campaign where id = ?').pluck()
  let kept: {
    readonly key: string
    readonly at: number
    readonly overview: ReturnType<MoneyQueries['overview']>
  } | null = null

  function overview(workspaceId: WorkspaceId, { from, to }: Period) {
    const key = `${workspaceId} ${from} ${to}`
    if (kept === null || kept.key !== key || now() - kept.at > keptMs) {
      const period = { from: dateOfDay(from), to: dateOfDay(to) }
      kept = { key, at: now(), overview: queries.overview({ workspaceId, partId: null, period }) }
    }
    return kept.overview
  }

  return {
    /** What a campaign cost over days, in cents; null where no cost is known. */
    costOf(campaignId: CampaignId, days: Period): { readonly cents: number; readonly currency: string } | null {
      const workspaceId = workspaceOf.get(campaignId) as WorkspaceId | undefined
      if (workspaceId === undefined) return null
      for (const { currency, rows } of overview(workspaceId, days).groups) {
        const row = rows.find(({ id }) => id === campaignId)
        if (row) return row.costCents === null ? null : { cents: row.costCents, currency }
      }
      return null
    },
    /** A client's money over days, in units of its currency; null where neither a cost nor a value is known. */
    ofClient(workspaceId: WorkspaceId, days: Period) {
      const [group] = overview(workspaceId, days).groups
      if (!group || (group.sums.costCents === null && group.sums.revenueCents === null)) return null
      const { currency, sums } = group
      const units = (cents: number | null) => (cents === null ? null : cents / 100)
      return {
        currency,
        cost: units(sums.costCents),
        revenue: units(sums.revenueCents),
        costPerReply: units(costPer('costPerReply', sums)),
        costPerPositive: units(costPer('costPerQualified', sums)),
        costPerMeeting: units(costPer('costPerMeeting', sums)),
      }
    },
  }
}
