import { aboutType, knownType } from './event-types.ts'

export type MadeUpEvent = {
  readonly type: string
  readonly campaignId: string
  readonly campaignName: string
  readonly lead: string
  readonly mailbox: string
  readonly step: number
  readonly variant: number
  /** The words of a reply, or of the mail. */
  readonly text: string
  /** Epoch ms. */
  readonly at: number
}

/** A payload as Instantly's guide has it for a type (webhook guide): what is not told of such an event is left out. */
export function madeUpPayload(event: MadeUpEvent): Readonly<Record<string, unknown>> {
  const known = knownType(event.type)
  const scope = known === null ? 'lead' : aboutType(known).scope
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
