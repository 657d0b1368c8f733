/** Columns in which tables of campaigns store counts, and the mapping of Instantly's answers to them. */
import type { CampaignTotals } from '../../core/instantly/schemas-campaigns.ts'

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

/** Returns the counts without contacted people, which a step does not have. */
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
