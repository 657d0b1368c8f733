import type { PeriodSums } from '#shared/contract/insights/analytics.ts'

/**
 * Returns the share of the people contacted who replied; null if nobody was contacted, or if more people replied than
 * were contacted: they were contacted before, so this is no share of anybody.
 */
export const replyShare = ({
  contacted,
  repliedUnique,
}: Pick<PeriodSums, 'contacted' | 'repliedUnique'>): number | null =>
  contacted === 0 || repliedUnique > contacted ? null : repliedUnique / contacted
