/** What tables of campaigns count, as they name it, and Instantly's answers in those columns. */
import type { CampaignTotals } from '../../core/instantly/types-campaigns.ts'

export const countColumns = [
  'sent',
  'contacted',
  'opened',
  'opened_unique',
  'clicked',
  'clicked_unique',
  'replied',
  'replied_unique',
  'automatic',
  'automatic_unique',
  'opportunities',
] as const

/** Without those who were contacted: a step has none. */
export function countValues(
  row: Omit<CampaignTotals, 'campaignId' | 'contacted' | 'bounced' | 'unsubscribed' | 'completed' | 'opportunityValue'>,
) {
  return {
    sent: row.sent,
    opened: row.opened,
    opened_unique: row.openedUnique,
    clicked: row.clicked,
    clicked_unique: row.clickedUnique,
    replied: row.replied,
    replied_unique: row.repliedUnique,
    automatic: row.automatic,
    automatic_unique: row.automaticUnique,
    opportunities: row.opportunities,
  }
}
