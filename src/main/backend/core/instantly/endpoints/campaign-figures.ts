/** Campaigns as a whole: pause, figures, why they do not send. */
import type { Caller } from '../operation.ts'
import { campaignAnswer } from '../schemas.ts'
import {
  daysAnswer,
  leadCountsAnswer,
  mailboxDaysAnswer,
  sendingStatusAnswer,
  stepsAnswer,
  totalsAnswer,
} from '../schemas-campaigns.ts'
import type { RemoteCampaign } from '../types.ts'
import type { CampaignDay, CampaignStep, CampaignTotals, MailboxDay, SendingStatus } from '../types-campaigns.ts'
import { campaignPath } from './campaigns.ts'

const read = { method: 'GET', write: false } as const

export function pauseCampaign(call: Caller, id: string): Promise<RemoteCampaign> {
  return call({
    name: 'pauseCampaign',
    method: 'POST',
    path: `${campaignPath(id)}/pause`,
    write: true,
    patience: 'write',
    campaignId: id,
    answer: campaignAnswer,
  })
}

/** The number of leads is left out: with it Instantly counts them one by one. */
export function campaignTotals(call: Caller): Promise<readonly CampaignTotals[]> {
  return call({
    ...read,
    name: 'campaignTotals',
    path: '/campaigns/analytics',
    query: { exclude_total_leads_count: 'true' },
    patience: 'bulk',
    answer: totalsAnswer,
  })
}

/** Leads in one campaign as Instantly counts them; null while it shows no figures of it. */
export async function leadCount(call: Caller, id: string): Promise<number | null> {
  campaignPath(id)
  const rows = await call({
    ...read,
    name: 'leadCount',
    path: '/campaigns/analytics',
    query: { id },
    patience: 'bulk',
    campaignId: id,
    answer: leadCountsAnswer,
  })
  return rows.find((row) => row.campaignId === id)?.leads ?? null
}

/** Leads of every campaign Instantly shows figures of, in one answer. */
export async function leadCounts(call: Caller): Promise<ReadonlyMap<string, number>> {
  const rows = await call({
    ...read,
    name: 'leadCounts',
    path: '/campaigns/analytics',
    patience: 'bulk',
    answer: leadCountsAnswer,
  })
  return new Map(rows.flatMap(({ campaignId, leads }) => (leads === null ? [] : [[campaignId, leads] as const])))
}

/** Without an id the days would be those of the whole workspace: `campaignPath` refuses an empty one. */
export function campaignDays(call: Caller, id: string, from: string): Promise<readonly CampaignDay[]> {
  campaignPath(id)
  return call({
    ...read,
    name: 'campaignDays',
    path: '/campaigns/analytics/daily',
    query: { campaign_id: id, start_date: from },
    patience: 'read',
    campaignId: id,
    answer: daysAnswer,
  })
}

export function campaignSteps(call: Caller, id: string): Promise<readonly CampaignStep[]> {
  campaignPath(id)
  return call({
    ...read,
    name: 'campaignSteps',
    path: '/campaigns/analytics/steps',
    query: { campaign_id: id, include_opportunities_count: 'true' },
    patience: 'read',
    campaignId: id,
    answer: stepsAnswer,
  })
}

export function mailboxDays(
  call: Caller,
  emails: readonly string[],
  from: string,
  to: string,
): Promise<readonly MailboxDay[]> {
  return call({
    ...read,
    name: 'mailboxDays',
    path: '/accounts/analytics/daily',
    query: { emails, start_date: from, end_date: to },
    patience: 'read',
    answer: mailboxDaysAnswer,
  })
}

export function sendingStatus(call: Caller, id: string): Promise<SendingStatus> {
  return call({
    ...read,
    name: 'sendingStatus',
    path: `${campaignPath(id)}/sending-status`,
    query: { with_ai_summary: 'false' },
    patience: 'read',
    campaignId: id,
    answer: sendingStatusAnswer,
  })
}
