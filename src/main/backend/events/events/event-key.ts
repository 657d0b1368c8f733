import { type EventType, eventTypeDetails } from '#shared/domain/events/event-types.ts'
import type { ParsedEvent } from '#shared/domain/events/parse-event.ts'

/** Identifies an event: two with the same lead, type and `key`, and time if `timed`, are one event. */
export type EventKey = {
  readonly key: string
  /** Whether a different time means a different event. If not, the event has the earliest time reported. */
  readonly timed: boolean
  /** A sent mail or a reply, identified by the mail's id. */
  readonly mail: boolean
  /** A sent mail or a reply whose source omitted the mail's id; `unnamed-mails.ts` finds out which mail it is. */
  readonly unnamed: boolean
}

/**
 * Builds the key of an event. Instantly gives events no id (webhook guide), so they are identified by content:
 *
 * 1. A mail is sent once and a reply arrives once. If the mail's id is known, type, lead and that id are the whole key:
 *    webhook, delivery log and the mail itself may report different times, steps or campaigns, and still mean one
 *    event. A reply reported as written by a person and as automatic is one (`reply-type.ts`); one reported without the
 *    id is matched (`unnamed-mails.ts`).
 * 2. Anything else can happen repeatedly: type, campaign, lead (or the mailbox if there is none), mail, step and the
 *    payload's own time to the millisecond. The delivery log returns the payload the webhook posted; only its own time
 *    of delivery differs and is not used.
 * 3. A payload without a time: its whole content, regardless of the order of fields. Two events with the same content
 *    cannot be distinguished from one received twice.
 */
export function eventKey(event: ParsedEvent): EventKey {
  const about = event.type === 'label' || event.type === 'unknown' ? null : eventTypeDetails(event.type)
  if (about?.oncePerMail && event.emailId !== null)
    return { key: `mail\n${event.emailId}`, timed: false, mail: true, unnamed: false }
  const name = typeName(event)
  if (event.timeless)
    return { key: `content\n${name}\n${sortedJson(JSON.parse(event.raw))}`, timed: false, mail: false, unnamed: false }
  // Two mailboxes of a campaign may fail at the same moment.
  const mailbox = event.leadEmail === null ? (event.account ?? '') : ''
  const campaign = event.campaignId ?? event.campaignName ?? ''
  return {
    key: `time\n${name}\n${campaign}\n${event.emailId ?? ''}\n${event.step ?? ''}\n${mailbox}`,
    timed: true,
    mail: false,
    unnamed: about?.oncePerMail === true,
  }
}

/** The name an event is stored under: ours for a known type, otherwise as received. */
export const typeName = (event: { readonly type: EventType; readonly rawType: string }): string =>
  event.type === 'label' || event.type === 'unknown' ? event.rawType : event.type

/** JSON with the fields of every object sorted. */
function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${sortedJson(inner)}`).join(',')}}`
}
