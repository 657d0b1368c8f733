import type { PeriodSums } from '#shared/contract/insights/analytics.ts'
import { shareOf } from '#shared/domain/campaigns/rates.ts'

/** Returns the share of the people contacted who replied; null if there is none. */
export const replyShare = ({ contacted, repliedUnique }: Pick<PeriodSums, 'contacted' | 'repliedUnique'>) =>
  shareOf(repliedUnique, contacted)
