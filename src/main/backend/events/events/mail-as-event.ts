/** A mail of Instantly's as the event its webhook would have told, so that both are known for one. */
import { mailLimits } from '#shared/domain/core/reading-limits.ts'
import { htmlText } from '#shared/domain/inbox/html-text.ts'
import type { RemoteEmail } from '../../core/instantly/types.ts'
import type { RecordedMail } from '../../core/instantly/types-events.ts'
import type { ReceivedEvent } from './received-event.ts'

/** Whether a reply's words are those of a machine. */
export type IsAutomatic = (reply: {
  readonly subject: string
  readonly from: string
  readonly text: string
  readonly receivedAt: string
}) => boolean

/** What of a mail an event is made of. */
export type EventMail = Omit<RecordedMail, 'storedAt' | 'email'>

/**
 * Null for mails that are no event: by hand, scheduled, of no campaign or no lead. Whether a reply is automatic Instantly
 * seldom says of the mail; then its words decide, and whatever a webhook says of it goes before (`reply-type.ts`).
 */
export function mailAsEvent(mail: EventMail, isAutomatic: IsAutomatic, now: number): ReceivedEvent | null {
  if (mail.campaignId === null || mail.lead === null || Number.isNaN(Date.parse(mail.at))) return null
  if (mail.kind !== 1 && mail.kind !== 2) return null
  const { step, variant } = placeOf(mail.step)
  const raw = JSON.stringify({
    timestamp: new Date(mail.at).toISOString(),
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

/** A mail as the inbox reads it; `words`: its text, of HTML read already. */
export const eventMail = (email: RemoteEmail, words: string): EventMail => ({
  id: email.id,
  at: email.at,
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

/** The interest status of an absence, which Instantly's own classifier gives a mail. */
const outOfOffice = 0

function isMachine(mail: EventMail, isAutomatic: IsAutomatic): boolean {
  if (mail.automatic) return true
  const text = (mail.text ?? (mail.html === null ? '' : htmlText(mail.html))).slice(0, mailLimits.sorted)
  return isAutomatic({ subject: mail.subject ?? '', from: mail.lead ?? '', text, receivedAt: mail.at })
}

/** `sequence_step_variant` from 0, as the mail has it; webhooks count from 1. */
function placeOf(step: string | null): { readonly step?: number; readonly variant?: number } {
  const [, at, variant] = /^\d+_(\d+)_(\d+)$/.exec(step ?? '') ?? []
  return at === undefined || variant === undefined ? {} : { step: Number(at) + 1, variant: Number(variant) + 1 }
}
