/** Figures of campaigns, and why a campaign does not send. */
import { checkedId, defineRead } from '../operation.ts'
import {
  type CampaignDay,
  type CampaignStep,
  type CampaignTotals,
  daysAnswer,
  leadCountsAnswer,
  mailboxDaysAnswer,
  sendingStatusAnswer,
  stepsAnswer,
  totalsAnswer,
} from '../schemas-campaigns.ts'

const figures = { scope: 'campaigns:read', neededFor: 'figures of campaigns', countsAs: 'figures' } as const

/** Without an id the figures would be those of the whole workspace. */
const proper = (id: string) => checkedId(id, 'campaignId')

/** Totals of all campaigns that ever sent, in one answer. Without leads, which Instantly counts one by one. */
export const campaignTotals = defineRead(
  'GET /campaigns/analytics',
  figures,
  (send): Promise<readonly CampaignTotals[]> =>
    send({ query: { exclude_total_leads_count: 'true' }, timeoutClass: 'bulk', answer: totalsAnswer }),
)

/** Leads in one campaign as counted by Instantly; null while it returns no figures for the campaign. */
export const leadCount = defineRead(
  'GET /campaigns/analytics',
  { scope: 'campaigns:read', neededFor: 'archiving campaigns', countsAs: 'leads' },
  async (send, id: string): Promise<number | null> => {
    const query = { id: proper(id) }
    const rows = await send({ query, timeoutClass: 'bulk', campaignId: id, answer: leadCountsAnswer })
    return rows.find((row) => row.campaignId === id)?.leads ?? null
  },
)

/** Leads of every campaign that has ever sent, by campaign id, in one answer. */
export const leadCounts = defineRead(
  'GET /campaigns/analytics',
  { scope: 'campaigns:read', neededFor: 'counting leads', countsAs: 'leads' },
  async (send): Promise<ReadonlyMap<string, number>> => {
    const rows = await send({ timeoutClass: 'bulk', answer: leadCountsAnswer })
    return new Map(rows.flatMap(({ campaignId, leads }) => (leads === null ? [] : [[campaignId, leads] as const])))
  },
)

/** All days with figures from a date (YYYY-MM-DD, UTC) on. */
export const campaignDays = defineRead(
  'GET /campaigns/analytics/daily',
  figures,
  (send, id: string, from: string): Promise<readonly CampaignDay[]> =>
    send({ query: { campaign_id: proper(id), start_date: from }, campaignId: id, answer: daysAnswer }),
)

export const campaignSteps = defineRead(
  'GET /campaigns/analytics/steps',
  figures,
  (send, id: string): Promise<readonly CampaignStep[]> => {
    const query = { campaign_id: proper(id), include_opportunities_count: 'true' }
    return send({ query, campaignId: id, answer: stepsAnswer })
  },
)

/** Days with figures of up to 200 sending accounts, 31 days at most; both dates (YYYY-MM-DD, UTC) included. */
export const mailboxDays = defineRead(
  'GET /accounts/analytics/daily',
  { scope: 'accounts:read', neededFor: 'figures of sending accounts', countsAs: 'accounts' },
  (send, emails: readonly string[], from: string, to: string) =>
    send({ query: { emails, start_date: from, end_date: to }, answer: mailboxDaysAnswer }),
)

export const sendingStatus = defineRead(
  'GET /campaigns/{id}/sending-status',
  { scope: 'campaigns:read', neededFor: 'why a campaign does not send', countsAs: 'campaigns' },
  (send, id: string) =>
    send({ at: { id: proper(id) }, query: { with_ai_summary: 'false' }, campaignId: id, answer: sendingStatusAnswer }),
)
