/** A mail of Instantly's as the event its webhook would have told, so that both are known for one. */
import type { RecordedMail } from '../../core/instantly/types-events.ts'

/** Null for mails that are no event: by hand, scheduled, of no campaign or no lead. */
export function mailAsEvent(
  mail: RecordedMail,
  kind: 'sent' | 'received',
  known: 'reply_received' | 'auto_reply_received' | null,
): string | null {
  if (mail.campaignId === null || mail.lead === null || Number.isNaN(Date.parse(mail.at))) return null
  if (mail.kind !== (kind === 'sent' ? 1 : 2)) return null
  const { step, variant } = placeOf(mail.step)
  return JSON.stringify({
    timestamp: new Date(mail.at).toISOString(),
    campaign_id: mail.campaignId,
    lead_email: mail.lead,
    email_account: mail.mailbox ?? undefined,
    email_id: mail.id,
    step,
    variant,
    ...(kind === 'sent'
      ? {
          event_type: 'email_sent',
          email_subject: mail.subject ?? undefined,
          email_text: mail.text ?? undefined,
          email_html: mail.html ?? undefined,
        }
      : {
          event_type: known ?? (mail.automatic ? 'auto_reply_received' : 'reply_received'),
          reply_subject: mail.subject ?? undefined,
          reply_text: mail.text ?? undefined,
          reply_html: mail.html ?? undefined,
          reply_text_snippet: mail.text?.slice(0, 120),
        }),
  })
}

/** `sequence_step_variant` from 0, as the mail has it; webhooks count from 1. */
function placeOf(step: string | null): { readonly step?: number; readonly variant?: number } {
  const [, at, variant] = /^\d+_(\d+)_(\d+)$/.exec(step ?? '') ?? []
  return at === undefined || variant === undefined ? {} : { step: Number(at) + 1, variant: Number(variant) + 1 }
}
