/** What Instantly says of webhooks and of events. */
import type { RemoteEmail } from './types.ts'

export type RemoteWebhook = {
  readonly id: string
  readonly url: string
  /** Null for custom labels' webhooks. */
  readonly eventType: string | null
  /** Null: all campaigns. */
  readonly campaignId: string | null
  /** Null where Instantly does not say. */
  readonly headers: Readonly<Record<string, string>> | null
  readonly state: 'active' | 'disabled'
  readonly createdAt: string | null
  readonly errorAt: string | null
}

/** `POST /webhooks`, as the official document has it. */
export type WebhookBody = {
  readonly target_hook_url: string
  readonly event_type: 'all_events'
  readonly name?: string
  readonly campaign?: null
  readonly headers: Readonly<Record<string, string>>
}

/** What became of a test event. `success` is null where the answer does not say. */
export type WebhookTest = { readonly success: boolean | null; readonly status: number | null }

/** One try to deliver an event. */
export type Delivery = {
  readonly id: string
  readonly at: string
  readonly day: string
  readonly success: boolean
  /** As posted; null where the log does not give it. */
  readonly payload: Readonly<Record<string, unknown>> | null
}
export type DaySpan = { readonly from: string; readonly to: string }
export type DeliveryDay = { readonly day: string; readonly total: number; readonly failed: number }

/** Counts of one UTC day; null where Instantly does not name one. */
export type DailyCounts = {
  readonly day: string
  readonly sent: number | null
  readonly opened: number | null
  readonly clicks: number | null
  readonly replies: number | null
  readonly automaticReplies: number | null
}

/** A mail as the comparison needs it. */
export type RecordedMail = {
  readonly id: string
  /** When the mail server had it. */
  readonly at: string
  readonly storedAt: string
  /** 1 sent by a campaign, 2 received, 3 sent by hand, 4 scheduled. */
  readonly kind: number | null
  readonly campaignId: string | null
  readonly lead: string | null
  readonly mailbox: string | null
  readonly subject: string | null
  readonly text: string | null
  readonly html: string | null
  /** `sequence_step_variant`, from 0. */
  readonly step: string | null
  readonly automatic: boolean
  /** The whole of it. */
  readonly email: RemoteEmail
}

/** Mails of a kind that were stored in a span of time; epoch ms, null without an end. */
export type MailsAsked = {
  readonly kind: 'sent' | 'received'
  readonly since: number | null
  readonly until: number | null
  readonly order: 'asc' | 'desc'
  readonly after: string | null
}
