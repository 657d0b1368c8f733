/** Generates webhook payloads as an agency's clients receive them over half a year, roughly in chronological order. */
import type { ReceivedEvent } from '#backend/events/events/ingest-events.ts'

export type EventPlan = {
  readonly events: number
  readonly workspaces: number
  readonly campaigns: number
  readonly leads: number
  readonly days: number
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Share of each event type, in per cent. */
const shares: readonly (readonly [string, number])[] = [
  ['email_sent', 46],
  ['email_opened', 34],
  ['link_clicked', 6],
  ['reply_received', 3],
  ['auto_reply_received', 1],
  ['email_bounced', 3],
  ['lead_unsubscribed', 1],
  ['lead_interested', 2],
  ['lead_not_interested', 2],
  ['lead_out_of_office', 1],
  ['Budget next year', 1],
]

const types = shares.flatMap(([type, share]) => Array.from({ length: share }, () => type))

/** Returns a deterministic generator of numbers. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

export const startOfEvents = Date.UTC(2026, 4, 1)

export type MadeEvent = { readonly workspace: number; readonly received: ReceivedEvent }

/** Generates events, 2 % of them twice; bodies of replies have no pattern, so that they do not compress. */
export function* makeEvents(plan: EventPlan): Generator<MadeEvent> {
  const random = numbersFrom(7)
  const upTo = (n: number) => Math.floor(random() * n)
  const perCampaign = Math.floor(plan.leads / plan.campaigns)
  let last: MadeEvent | null = null
  for (let no = 0; no < plan.events; no += 1) {
    if (last && random() < 0.02) {
      yield last
      continue
    }
    const campaign = upTo(plan.campaigns)
    const lead = campaign * perCampaign + upTo(perCampaign)
    const type = types[upTo(types.length)] ?? 'email_sent'
    const happened = startOfEvents + Math.floor((no / plan.events) * plan.days * 86_400_000) + upTo(3_600_000)
    const received = {
      raw: payloadOf(type, { no, campaign, lead, happened }, random),
      receivedAt: happened,
      sourceId: String(no),
    }
    last = { workspace: campaign % plan.workspaces, received }
    yield last
  }
}

/** Returns a mailbox of a client, both counted from 0. The first three write the mails. */
export const mailboxOf = (client: number, no: number): string =>
  `box${no < 3 ? client + 20 * no : 57 + no}@sender-${client}.example`

export const leadEmail = (lead: number) => `person.${lead}@company-${lead % 90_000}.example`
export const campaignId = (campaign: number) => uuidOf(campaign, 77)

const uuidOf = (a: number, b: number) => {
  const hex = (Math.imul(a + 1, 2654435761) >>> 0).toString(16).padStart(8, '0')
  const more = (Math.imul(b + 1, 40503) >>> 0).toString(16).padStart(8, '0')
  return `${hex}-${more.slice(0, 4)}-4${more.slice(5, 8)}-8${hex.slice(1, 4)}-${hex.slice(2)}${more.slice(2)}`
}

function payloadOf(
  type: string,
  of: { readonly no: number; readonly campaign: number; readonly lead: number; readonly happened: number },
  random: () => number,
): string {
  const noise = (length: number) => {
    let text = ''
    for (let at = 0; at < length; at += 1) text += alphabet[Math.floor(random() * 64)]
    return text
  }
  const step = 1 + Math.floor(random() * 3)
  const mail = { email_id: uuidOf(of.no, of.lead) }
  const reply = type.includes('reply') ? noise(400) : null
  return JSON.stringify({
    timestamp: new Date(of.happened).toISOString(),
    event_type: type,
    workspace: uuidOf(of.campaign % 20, 5),
    campaign_id: campaignId(of.campaign),
    campaign_name: `Campaign ${of.campaign}, machine shops`,
    lead_email: leadEmail(of.lead),
    email_account: mailboxOf(of.campaign % 20, Math.floor((of.campaign % 60) / 20)),
    step,
    variant: 1 + Math.floor(random() * 2),
    is_first: true,
    firstName: `Person${of.lead % 5000}`,
    lastName: `Family${of.lead % 9000}`,
    companyName: `Company ${of.lead % 90_000} GmbH`,
    ...(type === 'email_sent' ? { ...mail, email_subject: `A question for Company ${of.lead % 90_000}` } : {}),
    ...(reply === null
      ? {}
      : {
          ...mail,
          reply_subject: 'Re: A question',
          reply_text: reply,
          reply_text_snippet: reply.slice(0, 120),
          reply_html: `<p>${reply}</p>`,
          unibox_url: `https://app.instantly.ai/app/unibox?thread=${mail.email_id}`,
        }),
  })
}
