/**
 * Generates webhooks as Instantly posts them: one flat object, no signature, no event id; twice, late, out of order.
 */
import { createRandom } from '../instantly/fault-rules.ts'

const types = [
  'email_sent',
  'email_opened',
  'link_clicked',
  'reply_received',
  'auto_reply_received',
  'email_bounced',
  'lead_unsubscribed',
  'lead_interested',
  'campaign_completed',
  'account_error',
  'Call me in spring',
] as const

const startAt = Date.UTC(2026, 9, 2, 8)

/** Returns the nth event of a made-up campaign, including the lead's own columns. */
function payloadOf(n: number): Record<string, unknown> {
  const type = types[n % types.length] ?? 'email_sent'
  const always = {
    timestamp: new Date(startAt + n * 1_000).toISOString(),
    event_type: type,
    workspace: '0199c000-0000-7000-8000-000000000001',
    campaign_id: '0199c000-0000-7000-8000-0000000000c1',
    campaign_name: 'Herbst – Größe 🚀',
  }
  if (type === 'campaign_completed') return always
  const lead = {
    lead_email: `lead${n}@example.test`,
    email_account: 'me@agency.test',
    firstName: 'Zoë',
    step: 1,
    variant: 1,
  }
  const reply = { email_id: `m-${n}`, reply_subject: 'Re: hi', reply_text: 'Ja, gern. '.repeat((n % 40) + 1) }
  return { ...always, ...lead, ...(type.includes('reply') ? reply : {}) }
}

/** Returns every event at least once, some twice, shuffled. The same seed gives the same deliveries. */
export function messyDeliveries(count: number, seed: number): string[] {
  const random = createRandom(seed)
  const all = Array.from({ length: count }, (_, n) => JSON.stringify(payloadOf(n)))
  const twice = all.filter(() => random() < 0.2)
  return [...all, ...twice]
    .map((body, place) => ({ body, at: place + random() * count * 0.5 }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ body }) => body)
}
