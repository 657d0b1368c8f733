/** Queries for other features: costs by campaign for alerts, and by client for reports. */
import { dateOfDay } from '#shared/domain/core/days.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { minorDigits } from '#shared/domain/insights/money/amounts.ts'
import { costPer } from '#shared/domain/insights/money/figures.ts'
import type { CampaignId, ClientPartId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { MoneyQueries } from './queries.ts'

export function createMoneyPorts({ raw }: Store, queries: MoneyQueries) {
  const workspaceOf = raw.prepare<[number]>('select workspace_id from campaign where id = ?').pluck()
  const ownWrites = raw.prepare('select total_changes()').pluck()
  /** Returns a key that changes after any write, by this connection or another. */
  const state = () => `${ownWrites.get() as number} ${raw.pragma('data_version', { simple: true }) as number}`
  let kept: { readonly key: string; readonly overview: ReturnType<MoneyQueries['overview']> } | null = null

  /** Alerts query each campaign of a client in turn, so the overview is cached until something is written. */
  function overview(workspaceId: WorkspaceId, partId: ClientPartId | null, { from, to }: Period) {
    const key = `${workspaceId} ${partId ?? ''} ${from} ${to} ${state()}`
    if (kept?.key !== key) {
      const period = { from: dateOfDay(from), to: dateOfDay(to) }
      const made = queries.overview({ workspaceId, partId, period })
      kept = { key, overview: made }
      return made
    }
    return kept.overview
  }

  return {
    /** Returns what a campaign cost over days, in the currency's smallest unit; null if no cost is known. */
    costOf(campaignId: CampaignId, days: Period): { readonly cents: number; readonly currency: string } | null {
      const workspaceId = workspaceOf.get(campaignId) as WorkspaceId | undefined
      if (workspaceId === undefined) return null
      for (const { currency, rows } of overview(workspaceId, null, days).groups) {
        const row = rows.find(({ id }) => id === campaignId)
        if (row) return row.costCents === null ? null : { cents: row.costCents, currency }
      }
      return null
    },
    /** Returns a client's money over days, in units of its currency; null if neither costs nor values are known. */
    ofClient(
      { workspaceId, partId }: { readonly workspaceId: WorkspaceId; readonly partId: ClientPartId | null },
      days: Period,
    ) {
      const [group] = overview(workspaceId, partId, days).groups
      if (!group || (group.sums.costCents === null && group.sums.revenueCents === null)) return null
      const { currency, sums } = group
      const units = (cents: number | null) => (cents === null ? null : cents / 10 ** minorDigits(currency))
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
