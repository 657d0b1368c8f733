import type { CampaignPeriod } from '#shared/contract/insights/analytics.ts'

/** Returns people who opened or clicked, and people contacted, of the campaigns that measure it. */
export function trackedSums(
  campaigns: readonly CampaignPeriod[],
  what: 'opens' | 'clicks',
): { readonly tracked: number; readonly people: number; readonly contacted: number } {
  const tracked = campaigns.filter(({ measures }) => measures[what])
  return {
    tracked: tracked.length,
    people: tracked.reduce((sum, { sums }) => sum + (what === 'opens' ? sums.openedUnique : sums.clickedUnique), 0),
    contacted: tracked.reduce((sum, { sums }) => sum + sums.contacted, 0),
  }
}
