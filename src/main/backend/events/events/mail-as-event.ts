/** Converts a mail from Instantly into the event its webhook would have sent, so that both are recognised as one. */

import { mailLimits } from '#shared/domain/core/reading-limits.ts'
import { htmlToText } from '#shared/domain/inbox/html-text.ts'
import type { RecordedMail } from '../../core/instantly/schemas-events.ts'
import type { RemoteEmail } from '../../core/instantly/types.ts'
import type { ReceivedEvent } from './received-event.ts'

/** Whether the text of a reply was written by a machine. */
export type IsAutomatic = (reply: {
  readonly subject: string
  readonly from: string
  readonly text: string
  readonly receivedAt: string
}) => boolean

/** The parts of a mail that an event is made from. */
export type EventMail = Omit<RecordedMail, 'email'>

/**
 * Null for mails that are not events: manual, scheduled, or without a campaign or lead. Instantly seldom says whether a
 * reply is automatic. Otherwise its text decides, and whatever a webhook says takes precedence (`reply-type.ts`).
 */
export function toMailEvent(mail: EventMail, isAutomatic: IsAutomatic, now: number): ReceivedEvent | null {
  if (mail.campaignId === null || mail.lead === null || Number.isNaN(Date.parse(mail.at))) return null
  if (mail.kind !== 1 && mail.kind !== 2) return null
  const { step, variant } = placeOf(mail.step)
  const raw = JSON.stringify({
    timestamp: new Date(mail.at).toISOString(),
    timestamp_created: mail.kind === 2 ? mail.storedAt : undefined,
    campaign_id: mail.campaignId,
    lead_email: mail.lead,
    email_account: mail.mailbox ?? undefined,
    email_id: mail.id,
    step,
    variant,
    ...(mail.kind === 1
      ? // Its words are the campaign's, of which there are copies enough.
        { event_type: 'email_sent', email_subject: mail.subject ?? undefined }
      : {
          event_type: isMachine(mail, isAutomatic) ? 'auto_reply_received' : 'reply_received',
          reply_subject: mail.subject ?? undefined,
          reply_text: mail.text ?? undefined,
          reply_html: mail.html ?? undefined,
          reply_text_snippet: mail.text?.slice(0, 120),
        }),
  })
  return { raw, receivedAt: now, sourceId: mail.id }
}

/** A mail as the inbox reads it. `words`: its plain text, already extracted from HTML. */
export const eventMail = (email: RemoteEmail, words: string): EventMail => ({
  id: email.id,
  at: email.at,
  storedAt: email.createdAt,
  kind: email.kind,
  campaignId: email.campaignId,
  lead: email.lead,
  mailbox: email.account,
  subject: email.subject,
  text: words,
  html: email.html,
  step: email.step,
  automatic: email.automatic || email.interest === outOfOffice,
})

/** The interest status *Out of office*, which Instantly's own classifier assigns to a mail. */
const outOfOffice = 0

function isMachine(mail: EventMail, isAutomatic: IsAutomatic): boolean {
  if (mail.automatic) return true
  const text = (mail.text ?? (mail.html === null ? '' : htmlToText(mail.html))).slice(0, mailLimits.sorted)
  return isAutomatic({ subject: mail.subject ?? '', from: mail.lead ?? '', text, receivedAt: mail.at })
}

/** `sequence_step_variant` counts from 0 in mails; webhooks count from 1. */
function placeOf(step: string | null): { readonly step?: number; readonly variant?: number } {
  const [, at, variant] = /^\d+_(\d+)_(\d+)$/.exec(step ?? '') ?? []
  return at === undefined || variant === undefined ? {} : { step: Number(at) + 1, variant: Number(variant) + 1 }
}
