import { dateOfDay, dayAt } from '#shared/domain/core/days.ts'
import { isUuid } from '../state/ids.ts'
import { listOf, textsOf, type Values } from '../state/values.ts'
import type { Campaign } from '../state/world-types.ts'
import type { Call, Operations } from './http-types.ts'
import { Refusal, refuse } from './refusal.ts'
import { spanOf } from './span.ts'
import { countRowsIn, type Sums, sumCountRows, sumCountRowsBy } from './sum-counts.ts'
import { closed, flag, text, texts } from './validate.ts'

const span = { start_date: text, end_date: text }
const campaignStatus = { type: 'number', enum: [-99, -1, -2, 0, 1, 2, 3, 4] }
const flagOffByDefault = { ...flag, default: false }
const longestSpanDays = 31
const shownByDefaultDays = 30

/** Figures, counted as events happen; rows appear with the first mail sent. */
export const analyticsRoutes: Operations = {
  'GET /campaigns/analytics': {
    scope: null,
    query: closed({ ...span, id: text, ids: texts, exclude_total_leads_count: flagOffByDefault }),
    run: campaignAnalytics,
  },
  'GET /campaigns/analytics/overview': {
    scope: null,
    query: closed({
      ...span,
      id: text,
      ids: texts,
      campaign_status: campaignStatus,
      expand_crm_events: flagOffByDefault,
    }),
    run: overview,
  },
  'GET /campaigns/analytics/daily': {
    scope: null,
    query: closed({ ...span, campaign_id: text, campaign_status: campaignStatus }),
    run: (call) =>
      sumCountRowsBy(countRowsIn(campaignsFor(call), spanOf(call.query)), (row) => dateOfDay(row.day)).map(
        ([date, sums]) => ({
          date,
          ...dayFigures(sums),
          opportunities: sums.opportunities,
          unique_opportunities: sums.opportunities,
        }),
      ),
  },
  'GET /campaigns/analytics/steps': {
    scope: null,
    query: closed({ ...span, campaign_id: text, include_opportunities_count: flagOffByDefault }),
    run: stepAnalytics,
  },
  'GET /accounts/analytics/daily': {
    scope: null,
    query: closed({ ...span, emails: { ...texts, minItems: 1, maxItems: 200 } }),
    run: mailboxAnalytics,
  },
}

/** Returns the campaigns a query names by `id`, `ids` or `campaign_id`, or all. Unknown ones are left out. */
function campaignsFor(call: Call): Campaign[] {
  const { id, ids, campaign_id: campaignId, campaign_status: status } = call.query
  const wanted = [id, campaignId, ...listOf(ids)].filter((value) => typeof value === 'string')
  for (const value of wanted) {
    if (!isUuid(value)) throw refuse(400, `querystring/${id === value ? 'id' : 'ids'} must match format "uuid"`)
  }
  return [...call.workspace.campaigns.values()].filter(
    (campaign) =>
      (wanted.length === 0 || wanted.includes(campaign.id)) && (status === undefined || campaign.status === status),
  )
}

function campaignAnalytics(call: Call): unknown {
  const days = spanOf(call.query)
  return campaignsFor(call).flatMap((campaign) => {
    // A campaign is not shown until it has sent.
    if (campaign.life.sentEver === 0) return []
    const sums = sumCountRows(countRowsIn([campaign], days))
    const withTotal = call.query['exclude_total_leads_count'] !== true
    return {
      campaign_name: String(campaign.settings['name']),
      campaign_id: campaign.id,
      campaign_status: campaign.status,
      campaign_is_evergreen: campaign.settings['is_evergreen'] === true,
      leads_count: withTotal ? campaign.leads.length - campaign.goneLeads : 0,
      ...campaignFigures(sums, [campaign]),
    }
  })
}

function overview(call: Call): unknown {
  const campaigns = campaignsFor(call)
  const sums = sumCountRows(countRowsIn(campaigns, spanOf(call.query)))
  return {
    ...campaignFigures(sums, campaigns),
    total_opportunity_value: campaigns.reduce((total, campaign) => {
      const own = sumCountRows(countRowsIn([campaign], spanOf(call.query)))
      return total + campaignFigures(own, [campaign]).total_opportunity_value
    }, 0),
    total_interested: sums.interested,
    total_meeting_booked: sums.meetingBooked,
    total_meeting_completed: sums.meetingCompleted,
    total_closed: sums.won,
  }
}

function campaignFigures(sums: Sums, campaigns: readonly Campaign[]) {
  const value = campaigns[0]?.settings['pl_value']
  return {
    // As in the real API, this behaves like mails sent, not like people contacted.
    contacted_count: sums.sent,
    emails_sent_count: sums.sent,
    new_leads_contacted_count: sums.newContacted,
    open_count: sums.opened,
    open_count_unique: sums.openedUnique,
    open_count_unique_by_step: sums.openedByStep,
    reply_count: sums.replied,
    reply_count_unique: sums.repliedUnique,
    reply_count_unique_by_step: sums.repliedByStep,
    reply_count_automatic: sums.automatic,
    reply_count_automatic_unique: sums.automaticUnique,
    reply_count_automatic_unique_by_step: sums.automaticByStep,
    link_click_count: sums.clicked,
    link_click_count_unique: sums.clickedUnique,
    link_click_count_unique_by_step: sums.clickedByStep,
    bounced_count: sums.bounced,
    unsubscribed_count: sums.unsubscribed,
    completed_count: sums.completed,
    total_opportunities: sums.opportunities,
    total_opportunity_value: sums.opportunities * (typeof value === 'number' ? value : 0),
  }
}

/** Unique means once per lead in the whole campaign, on the day of the first time. */
function dayFigures(sums: Sums) {
  return {
    sent: sums.sent,
    contacted: sums.sent,
    new_leads_contacted: sums.newContacted,
    opened: sums.opened,
    unique_opened: sums.openedUnique,
    replies: sums.replied,
    unique_replies: sums.repliedUnique,
    replies_automatic: sums.automatic,
    unique_replies_automatic: sums.automaticUnique,
    clicks: sums.clicked,
    unique_clicks: sums.clickedUnique,
  }
}

/** Unique means once per lead and step. */
export function stepFigures(sums: Sums) {
  return {
    sent: sums.sent,
    opened: sums.opened,
    unique_opened: sums.openedByStep,
    replies: sums.replied,
    unique_replies: sums.repliedByStep,
    replies_automatic: sums.automatic,
    unique_replies_automatic: sums.automaticByStep,
    clicks: sums.clicked,
    unique_clicks: sums.clickedByStep,
  }
}

function stepAnalytics(call: Call): unknown {
  const rows = countRowsIn(campaignsFor(call), spanOf(call.query)).filter((row) => row.subsequence === null)
  return sumCountRowsBy(
    rows,
    (row) => `${String(row.step).padStart(3, '0')}|${String(row.variant).padStart(3, '0')}`,
  ).map(([group, sums]): Values => {
    const [step, variant] = group.split('|').map(Number)
    const row = { step: String(step), variant: String(variant), ...stepFigures(sums) }
    if (call.query['include_opportunities_count'] !== true) return row
    const { opportunities, meetingBooked, won } = sums
    return { ...row, opportunities, unique_opportunities: opportunities, meetings_booked: meetingBooked, won }
  })
}

function mailboxAnalytics(call: Call): unknown {
  const { start_date: from, end_date: to, emails } = call.query
  const asked = spanOf(call.query)
  const today = dayAt(call.nowMs)
  const last = to === undefined ? today : asked.last
  const first = from === undefined ? last - shownByDefaultDays : asked.first
  if (last - first > longestSpanDays) {
    throw new Refusal(400, { message: `Date range cannot exceed ${longestSpanDays} days` })
  }
  const wanted = new Set(textsOf(emails) ?? call.workspace.mailboxes.map((mailbox) => mailbox.email))
  const rows = countRowsIn([...call.workspace.campaigns.values()], { first, last }).filter((row) =>
    wanted.has(row.mailbox),
  )
  return sumCountRowsBy(rows, (row) => `${dateOfDay(row.day)}|${row.mailbox}`).map(([group, sums]) => {
    const [date, mailbox] = group.split('|')
    return { date, email_account: mailbox, bounced: sums.bounced, ...dayFigures(sums) }
  })
}
