/** Answers about campaigns' figures. Tolerant like `schemas.ts`: missing counts are 0, unknown fields are ignored. */
import { z } from 'zod'
import { day } from '#shared/contract/core/day.ts'
import { id, isRecord, moment, page, parseAmount, parseCount, text } from './schemas.ts'

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

/** All figures of a campaign since it began, in one row of `GET /campaigns/analytics`. */
export type CampaignTotals = z.output<typeof totals>
const totals = z
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
      /** People contacted for the first time. */
      contacted: row.new_leads_contacted_count,
      opened: row.open_count,
      openedUnique: row.open_count_unique ?? atMost(row.open_count),
      clicked: row.link_click_count,
      clickedUnique: row.link_click_count_unique ?? atMost(row.link_click_count),
      /** Excluding automatic replies. */
      replied: row.reply_count,
      repliedUnique: row.reply_count_unique ?? atMost(row.reply_count),
      automatic: row.reply_count_automatic,
      automaticUnique: row.reply_count_automatic_unique ?? atMost(row.reply_count_automatic),
      bounced: row.bounced_count,
      unsubscribed: row.unsubscribed_count,
      completed: row.completed_count,
      opportunities: row.total_opportunities,
      /** In the workspace's own currency, which Instantly does not report. */
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
  /** Excluding automatic replies. */
  replied: row.replies,
  repliedUnique: row.unique_replies,
  automatic: row.replies_automatic,
  automaticUnique: row.unique_replies_automatic,
  opportunities: row.opportunities,
})

/** Whether a text begins with a date that exists: `2026-13-45` could not be stored as a day. */
const beginsWithDay = (value: string): boolean => day.safeParse(value.slice(0, 10)).success

/** One UTC day of a campaign. `unique` counts once per lead and campaign, on the first day. */
export type CampaignDay = z.output<typeof campaignDay>
const campaignDay = counts
  .extend({ date: z.string().refine(beginsWithDay), new_leads_contacted: whole })
  .transform((row) => ({ date: row.date.slice(0, 10), contacted: row.new_leads_contacted, ...shared(row) }))
export const daysAnswer = z.array(campaignDay)

/** One UTC day of a sending account, including campaigns and subsequences. */
export type MailboxDay = Pick<
  CampaignDay,
  'date' | 'contacted' | 'sent' | 'openedUnique' | 'clickedUnique' | 'repliedUnique' | 'automatic'
> & { readonly email: string; readonly bounced: number }

/** Parsed by hand, because an answer has thousands of days and the operator waits for thirty such answers at once. */
export const mailboxDaysAnswer = z.array(z.unknown()).transform((rows, context) =>
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

/** One variant of a step. `unique` counts once per lead and step. */
export type CampaignStep = z.output<typeof step>
const step = counts.extend({ step: place, variant: place, meetings_booked: whole, won: whole }).transform((row) => ({
  /** As returned: Instantly does not say whether the first is 0 or 1. -1: missing. */
  step: row.step,
  /** From 0, which is A. -1: missing. */
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
    follow_ups_waiting: z.object({ count: maybe }).nullish().catch(null),
  })
  .nullish()
  .catch(null)
const summary = z
  .object({ status: text, status_message: text, issue_started_at: moment, last_healthy_send_at: moment })
  .nullish()
  .catch(null)

/** Why a campaign sends or does not send. */
export type SendingStatus = z.output<typeof sendingStatusAnswer>
/** A campaign that is not running has no diagnostics: the reason is only in the summary. */
export const sendingStatusAnswer = z
  .object({ diagnostics, summary })
  .transform(({ diagnostics: facts, summary: fields }) => {
    const accounts = facts?.accounts_summary
    const limit = facts?.campaign_daily_limit
    const followUps = facts?.follow_ups_waiting
    return {
      /** Instantly's code, such as `out_of_schedule`. */
      code: facts?.status ?? fields?.status ?? 'unknown',
      /** Instantly's own message, for unknown codes. */
      message: fields?.status_message ?? null,
      issueSince: facts?.issue_tracking?.issue_first_seen_at ?? fields?.issue_started_at ?? null,
      lastSendAt: facts?.issue_tracking?.last_healthy_send_at ?? fields?.last_healthy_send_at ?? null,
      accounts: accounts ? { connected: accounts.total_connected ?? 0, available: accounts.available ?? 0 } : null,
      limit: limit ? { limit: limit.limit ?? null, sent: limit.sent ?? 0 } : null,
      followUps: followUps ? { count: followUps.count ?? 0 } : null,
    }
  })

export type RemoteTag = z.output<typeof tagAnswer>
export const tagAnswer = z.object({ id, label: z.string() }).transform((row) => ({ id: row.id, name: row.label }))
export const tagPage = page(tagAnswer)

const notDone = z.object({ success: z.literal(false) })
/** Fails to parse if the answer says that nothing was done. */
export const taggedAnswer = z
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
