import type { Call, Route } from './http-types.ts'
import { isUuid } from './ids.ts'
import { Refusal, refuse } from './refusal.ts'
import { closed, flag, text, texts } from './validate.ts'
import { listOf } from './values.ts'

const span = { start_date: text, end_date: text }
const campaignStatus = { type: 'number', enum: [-99, -1, -2, 0, 1, 2, 3, 4] }
const off = { ...flag, default: false }
const longestSpanDays = 31

/** Figures: rows appear with the first mail sent, and nothing is sent in this world yet. */
export const analyticsRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/campaigns/analytics',
    scope: null,
    query: closed({ ...span, id: text, ids: texts, exclude_total_leads_count: off }),
    run: noRows,
  },
  {
    method: 'GET',
    path: '/campaigns/analytics/overview',
    scope: null,
    query: closed({ ...span, id: text, ids: texts, campaign_status: campaignStatus, expand_crm_events: off }),
    run: (call) => {
      noRows(call)
      return Object.fromEntries(overviewCounts.map((name) => [name, 0]))
    },
  },
  {
    method: 'GET',
    path: '/campaigns/analytics/daily',
    scope: null,
    query: closed({ ...span, campaign_id: text, campaign_status: campaignStatus }),
    run: noRows,
  },
  {
    method: 'GET',
    path: '/campaigns/analytics/steps',
    scope: null,
    query: closed({ ...span, campaign_id: text, include_opportunities_count: off }),
    run: noRows,
  },
  {
    method: 'GET',
    path: '/accounts/analytics/daily',
    scope: null,
    query: closed({ ...span, emails: { ...texts, minItems: 1, maxItems: 200 } }),
    run: (call) => {
      const { start_date: from, end_date: to } = call.query
      const days = (Date.parse(String(to)) - Date.parse(String(from))) / 86_400_000
      if (days > longestSpanDays)
        throw new Refusal(400, { message: `Date range cannot exceed ${longestSpanDays} days` })
      return noRows(call)
    },
  },
]

const overviewCounts = [
  'open_count',
  'open_count_unique',
  'reply_count',
  'reply_count_unique',
  'link_click_count',
  'link_click_count_unique',
  'bounced_count',
  'unsubscribed_count',
  'completed_count',
  'emails_sent_count',
  'contacted_count',
  'new_leads_contacted_count',
  'total_opportunities',
  'total_opportunity_value',
  'total_interested',
  'total_meeting_booked',
  'total_meeting_completed',
  'total_closed',
]

function noRows(call: Call): readonly unknown[] {
  const { start_date: from, end_date: to, id, ids } = call.query
  if (typeof from === 'string' && typeof to === 'string' && from > to) {
    throw new Refusal(400, { message: 'Start Date must be earlier than End Date' })
  }
  for (const wanted of [id, ...listOf(ids)]) {
    if (typeof wanted === 'string' && !isUuid(wanted)) throw refuse(400, 'querystring/id must match format "uuid"')
  }
  return []
}
