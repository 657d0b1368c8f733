import { eventTypeDetails, knownType } from './event-types.ts'

export type SampleEvent = {
  readonly type: string
  readonly campaignId: string
  readonly campaignName: string
  readonly lead: string
  readonly mailbox: string
  readonly step: number
  readonly variant: number
  /** Text of the reply, or of the email. */
  readonly text: string
  /** Epoch ms. */
  readonly at: number
}

/** Returns a payload as Instantly's webhook guide describes it for a type, without fields that do not apply to it. */
export function buildSamplePayload(event: SampleEvent): Readonly<Record<string, unknown>> {
  const known = knownType(event.type)
  const scope = known === null ? 'lead' : eventTypeDetails(known).scope
  const id = `made-up-${event.at.toString(36)}`
  return {
    timestamp: new Date(event.at).toISOString(),
    event_type: event.type,
    ...(scope === 'workspace' ? {} : { campaign_id: event.campaignId, campaign_name: event.campaignName }),
    ...(scope === 'campaign' || scope === 'workspace' ? {} : { email_account: event.mailbox }),
    ...(scope === 'lead' ? { lead_email: event.lead, step: event.step, variant: event.variant, is_first: true } : {}),
    ...(known === 'email_sent' ? { email_id: id, email_subject: 'Hello', email_text: event.text } : {}),
    ...(known === 'reply_received' || known === 'auto_reply_received'
      ? {
          email_id: id,
          reply_subject: 'Re: Hello',
          reply_text: event.text,
          reply_text_snippet: event.text.slice(0, 120),
          unibox_url: 'https://app.instantly.ai/app/unibox',
        }
      : {}),
  }
}
