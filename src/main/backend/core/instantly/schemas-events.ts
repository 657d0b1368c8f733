/** Answers about webhooks and events. Tolerant like `schemas.ts`: unknown fields and values are ignored. */
import { z } from 'zod'
import { count, emailAnswer, id, moment, optionalId, page, parseTime, text } from './schemas.ts'

export type RemoteWebhook = z.output<typeof webhookAnswer>
export const webhookAnswer = z
  .object({
    id,
    target_hook_url: z.string(),
    event_type: text,
    campaign: optionalId,
    headers: z.record(z.string(), z.string()).nullish().catch(null),
    status: z.number().nullish(),
    timestamp_created: moment,
    timestamp_error: moment,
  })
  .transform((row) => ({
    id: row.id,
    url: row.target_hook_url,
    /** Null for custom labels' webhooks. */
    eventType: row.event_type ?? null,
    /** Null: all campaigns. */
    campaignId: row.campaign ?? null,
    /** Null if Instantly does not say. */
    headers: row.headers ?? null,
    // 1 active, -1 disabled after failed deliveries; missing in some answers.
    state: row.status === -1 ? ('disabled' as const) : ('active' as const),
    createdAt: row.timestamp_created,
    errorAt: row.timestamp_error,
  }))
export const webhookPage = page(webhookAnswer)

/** Result of a test event. `success` is null if the answer does not say. */
export const webhookTestAnswer = z
  .object({ success: z.boolean().nullish(), status_code: z.number().nullish() })
  // An answer without `success` only says that the test was requested.
  .transform((answer) => ({ success: answer.success ?? null, status: answer.status_code ?? null }))

/** One attempt to deliver an event. */
export type Delivery = z.output<typeof delivery>
const delivery = z
  .object({
    id,
    timestamp_created: z.string().transform(parseTime),
    success: z.boolean().nullish(),
    payload: z.record(z.string(), z.unknown()).nullish().catch(null),
  })
  .transform((row) => ({
    id: row.id,
    /** Epoch ms; NaN if it is not known. */
    at: row.timestamp_created,
    success: row.success === true,
    /** As posted; null if the log does not contain it. */
    payload: row.payload ?? null,
  }))
export const deliveryPage = page(delivery)

export const deliveryDaysAnswer = z
  .object({ items: z.array(z.object({ date: z.string(), total_events: count, failed_events: count })) })
  .transform(({ items }) =>
    items.map((row) => ({ day: row.date.slice(0, 10), total: row.total_events ?? 0, failed: row.failed_events ?? 0 })),
  )

/** Counts of one UTC day; null if Instantly does not give one. */
const daily = z.object({
  date: z.string(),
  sent: count,
  opened: count,
  clicks: count,
  replies: count,
  replies_automatic: count,
})
export const dailyAnswer = z.array(daily).transform((rows) =>
  rows.map((row) => ({
    day: row.date.slice(0, 10),
    sent: row.sent ?? null,
    opened: row.opened ?? null,
    clicks: row.clicks ?? null,
    replies: row.replies ?? null,
    automaticReplies: row.replies_automatic ?? null,
  })),
)

/** A mail with the fields the comparison needs. */
export type RecordedMail = z.output<typeof mail>
const mail = emailAnswer.transform((email) => ({
  id: email.id,
  /** When the mail server received it. */
  at: email.at,
  storedAt: email.createdAt,
  kind: email.kind,
  campaignId: email.campaignId,
  lead: email.lead,
  mailbox: email.account,
  subject: email.subject || null,
  text: email.text,
  html: email.html,
  /** `sequence_step_variant`, from 0. */
  step: email.step,
  // 0 is the interest status of an out-of-office reply.
  automatic: email.automatic || email.interest === 0,
  /** The complete mail. */
  email,
}))
export const mailPage = page(mail)
