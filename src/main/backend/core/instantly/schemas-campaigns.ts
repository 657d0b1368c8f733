/** Answers about campaigns' figures. Tolerant like `schemas.ts`: missing counts are 0, unknown fields are ignored. */
import { z } from 'zod'
import { day } from '#shared/contract/core/day.ts'
import { id, isRecord, moment, page, parseAmount, parseCount, text } from './schemas.ts'
import type {
  CampaignDay,
  CampaignStep,
  CampaignTotals,
  MailboxDay,
  RemoteTag,
  SendingStatus,
} from './types-campaigns.ts'

/** An absent, null or unreadable count is 0. In one step, because an answer contains tens of thousands. */
const number = z
  .unknown()
  .optional()
  .transform((value) => parseAmount(value) ?? 0)
export const whole = z
  .unknown()
  .optional()
  .transform((value) => parseCount(value) ?? 0)
const maybe = z.number().nullish().catch(null)
/** Counts of people may be missing: then they equal the total counts, but never exceed the people contacted. */
const people = z.unknown().optional().transform(parseCount)

const totals: z.ZodType<CampaignTotals> = z
  .object({
    campaign_id: id,
    emails_sent_count: whole,
    new_leads_contacted_count: whole,
    open_count: whole,
    open_count_unique: people,
    link_click_count: whole,
    link_click_count_unique: people,
    reply_count: whole,
    reply_count_unique: people,
    reply_count_automatic: whole,
    reply_count_automatic_unique: people,
    bounced_count: whole,
    unsubscribed_count: whole,
    completed_count: whole,
    total_opportunities: whole,
    total_opportunity_value: number,
  })
  .transform((row) => {
    const atMost = (count: number) => Math.min(count, row.new_leads_contacted_count)
    return {
      campaignId: row.campaign_id,
      sent: row.emails_sent_count,
      contacted: row.new_leads_contacted_count,
      opened: row.open_count,
      openedUnique: row.open_count_unique ?? atMost(row.open_count),
      clicked: row.link_click_count,
      clickedUnique: row.link_click_count_unique ?? atMost(row.link_click_count),
      replied: row.reply_count,
      repliedUnique: row.reply_count_unique ?? atMost(row.reply_count),
      automatic: row.reply_count_automatic,
      automaticUnique: row.reply_count_automatic_unique ?? atMost(row.reply_count_automatic),
      bounced: row.bounced_count,
      unsubscribed: row.unsubscribed_count,
      completed: row.completed_count,
      opportunities: row.total_opportunities,
      opportunityValue: row.total_opportunity_value,
    }
  })
export const totalsAnswer = z.array(totals)
export const leadCountsAnswer = z.array(
  z
    .object({ campaign_id: id, leads_count: maybe })
    .transform((row) => ({ campaignId: row.campaign_id, leads: row.leads_count ?? null })),
)

const counts = z.object({
  sent: whole,
  opened: whole,
  unique_opened: whole,
  replies: whole,
  unique_replies: whole,
  replies_automatic: whole,
  unique_replies_automatic: whole,
  clicks: whole,
  unique_clicks: whole,
  opportunities: whole,
})
const shared = (row: z.output<typeof counts>) => ({
  sent: row.sent,
  opened: row.opened,
  openedUnique: row.unique_opened,
  clicked: row.clicks,
  clickedUnique: row.unique_clicks,
  replied: row.replies,
  repliedUnique: row.unique_replies,
  automatic: row.replies_automatic,
  automaticUnique: row.unique_replies_automatic,
  opportunities: row.opportunities,
})

/** Whether a text begins with a date that exists: `2026-13-45` could not be stored as a day. */
const beginsWithDay = (value: string): boolean => day.safeParse(value.slice(0, 10)).success

const campaignDay: z.ZodType<CampaignDay> = counts
  .extend({ date: z.string().refine(beginsWithDay), new_leads_contacted: whole })
  .transform((row) => ({ date: row.date.slice(0, 10), contacted: row.new_leads_contacted, ...shared(row) }))
export const daysAnswer = z.array(campaignDay)

/** Parsed by hand, because an answer has thousands of days and the operator waits for thirty such answers at once. */
export const mailboxDaysAnswer: z.ZodType<readonly MailboxDay[]> = z.array(z.unknown()).transform((rows, context) =>
  rows.flatMap((row, at): MailboxDay[] => {
    const fields = isRecord(row) ? row : {}
    const { date, email_account: email } = fields
    const isDated = typeof date === 'string' && beginsWithDay(date)
    if (!isDated || typeof email !== 'string' || email === '' || email.length > 320) {
      context.addIssue({ code: 'custom', path: [at, isDated ? 'email_account' : 'date'] })
      return []
    }
    return [
      {
        date: date.slice(0, 10),
        email: email.toLowerCase(),
        contacted: parseCount(fields['new_leads_contacted']) ?? 0,
        sent: parseCount(fields['sent']) ?? 0,
        openedUnique: parseCount(fields['unique_opened']) ?? 0,
        clickedUnique: parseCount(fields['unique_clicks']) ?? 0,
        repliedUnique: parseCount(fields['unique_replies']) ?? 0,
        automatic: parseCount(fields['replies_automatic']) ?? 0,
        bounced: parseCount(fields['bounced']) ?? 0,
      },
    ]
  }),
)

/** Steps and variants are strings of digits, or missing. */
const place = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => {
    const digits = String(value ?? '')
    return /^\d{1,4}$/.test(digits) ? Number(digits) : -1
  })

const step: z.ZodType<CampaignStep> = counts
  .extend({ step: place, variant: place, meetings_booked: whole, won: whole })
  .transform((row) => ({
    step: row.step,
    variant: row.variant,
    ...shared(row),
    meetings: row.meetings_booked,
    won: row.won,
  }))
export const stepsAnswer = z.array(step)

const diagnostics = z
  .object({
    status: text,
    issue_tracking: z.object({ issue_first_seen_at: moment, last_healthy_send_at: moment }).nullish().catch(null),
    accounts_summary: z.object({ total_connected: maybe, available: maybe }).nullish().catch(null),
    campaign_daily_limit: z.object({ limit: maybe, sent: maybe }).nullish().catch(null),
    follow_ups_waiting: z.object({ count: maybe, earliest_wait_time_seconds: maybe }).nullish().catch(null),
  })
  .nullish()
  .catch(null)
const summary = z
  .object({ status: text, status_message: text, issue_started_at: moment, last_healthy_send_at: moment })
  .nullish()
  .catch(null)

/** A campaign that is not running has no diagnostics: the reason is only in the summary. */
export const sendingStatusAnswer: z.ZodType<SendingStatus> = z
  .object({ diagnostics, summary })
  .transform(({ diagnostics: facts, summary: fields }) => {
    const accounts = facts?.accounts_summary
    const limit = facts?.campaign_daily_limit
    const followUps = facts?.follow_ups_waiting
    return {
      code: facts?.status ?? fields?.status ?? 'unknown',
      message: fields?.status_message ?? null,
      issueSince: facts?.issue_tracking?.issue_first_seen_at ?? fields?.issue_started_at ?? null,
      lastSendAt: facts?.issue_tracking?.last_healthy_send_at ?? fields?.last_healthy_send_at ?? null,
      accounts: accounts ? { connected: accounts.total_connected ?? 0, available: accounts.available ?? 0 } : null,
      limit: limit ? { limit: limit.limit ?? null, sent: limit.sent ?? 0 } : null,
      followUps: followUps
        ? { count: followUps.count ?? 0, nextInS: followUps.earliest_wait_time_seconds ?? null }
        : null,
    }
  })

export const tagAnswer: z.ZodType<RemoteTag> = z.object({ id, label: z.string() }).transform((row) => ({
  id: row.id,
  name: row.label,
}))
export const tagPage = page(tagAnswer)

const notDone = z.object({ success: z.literal(false) })
/** Fails to parse if the answer says that nothing was done. */
export const taggedAnswer: z.ZodType<undefined> = z
  .unknown()
  .refine((answer) => !notDone.safeParse(answer).success)
  .transform(() => undefined)

/** `resource_type` 2 is a campaign, 1 a sending account. */
const mapping = z.object({ id, tag_id: id, resource_id: id, resource_type: maybe }).transform((row) => ({
  id: row.id,
  tagId: row.tag_id,
  campaignId: row.resource_type === 1 ? null : row.resource_id,
}))
export const mappingPage = page(mapping)
