/** What Instantly returns about webhooks and events. */
import type { RemoteEmail } from './types.ts'

export type RemoteWebhook = {
  readonly id: string
  readonly url: string
  /** Null for custom labels' webhooks. */
  readonly eventType: string | null
  /** Null: all campaigns. */
  readonly campaignId: string | null
  /** Null if Instantly does not say. */
  readonly headers: Readonly<Record<string, string>> | null
  readonly state: 'active' | 'disabled'
  readonly createdAt: string | null
  readonly errorAt: string | null
}

/** Body of `POST /webhooks`, as in the official document. */
export type WebhookBody = {
  readonly target_hook_url: string
  readonly event_type: 'all_events'
  readonly name?: string
  readonly campaign?: null
  readonly headers: Readonly<Record<string, string>>
}

/** Result of a test event. `success` is null if the answer does not say. */
export type WebhookTest = { readonly success: boolean | null; readonly status: number | null }

/** One attempt to deliver an event. */
export type Delivery = {
  readonly id: string
  readonly at: string
  readonly day: string
  readonly success: boolean
  /** As posted; null if the log does not contain it. */
  readonly payload: Readonly<Record<string, unknown>> | null
}
export type DaySpan = { readonly from: string; readonly to: string }
export type DeliveryDay = { readonly day: string; readonly total: number; readonly failed: number }

/** Counts of one UTC day; null if Instantly does not give one. */
export type DailyCounts = {
  readonly day: string
  readonly sent: number | null
  readonly opened: number | null
  readonly clicks: number | null
  readonly replies: number | null
  readonly automaticReplies: number | null
}

/** A mail with the fields the comparison needs. */
export type RecordedMail = {
  readonly id: string
  /** When the mail server received it. */
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
  /** The complete mail. */
  readonly email: RemoteEmail
}

/** Mails of a kind that were stored in a period; epoch ms, null for an open end. */
export type MailQuery = {
  readonly kind: 'sent' | 'received'
  readonly since: number | null
  readonly until: number | null
  readonly order: 'asc' | 'desc'
  readonly after: string | null
}
