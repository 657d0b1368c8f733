import { aboutType, type EventType } from '#shared/domain/events/event-types.ts'
import type { ParsedEvent } from '#shared/domain/events/parse-event.ts'

/** What makes two receptions one event. Beside `key` the lead and the type count, and the time where `timed`. */
export type EventKey = {
  readonly key: string
  /** Two times are two events. Otherwise the earliest time told is the event's. */
  readonly timed: boolean
  /** A mail sent or a reply, known by the mail's id. */
  readonly mail: boolean
  /** One whose source left the mail's id out: which mail it is, `unnamed-mails.ts` finds. */
  readonly unnamed: boolean
}

/**
 * Instantly gives events no id (webhook guide), so one is found by what it says:
 *
 * 1. A mail is sent once and a reply arrives once. Where the mail's id is known, type, lead and that id are the whole key:
 *    webhook, delivery log and the mail itself tell its time, step or campaign differently, and are still one event.
 *    A reply told as written by a person and as automatic is one (`reply-type.ts`); one told without the id is matched
 *    (`unnamed-mails.ts`).
 * 2. Anything else can happen again: type, campaign, lead (without one the mailbox), mail, step and the payload's own time to the millisecond. The
 *    delivery log gives the same payload as the webhook posted, only its own time of delivery is another, and is not used.
 * 3. A payload without a time: its whole content, in any order of its fields. Two of the same content cannot be told from
 *    one that came twice.
 */
export function eventKey(event: ParsedEvent): EventKey {
  const about = event.type === 'label' || event.type === 'unknown' ? null : aboutType(event.type)
  if (about?.oncePerMail && event.emailId !== null)
    return { key: `mail\n${event.emailId}`, timed: false, mail: true, unnamed: false }
  const name = typeName(event)
  if (event.timeless)
    return { key: `content\n${name}\n${inOrder(JSON.parse(event.raw))}`, timed: false, mail: false, unnamed: false }
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

/** The name an event is kept under: ours where we know it, else as received. */
export const typeName = (event: { readonly type: EventType; readonly rawType: string }): string =>
  event.type === 'label' || event.type === 'unknown' ? event.rawType : event.type

/** JSON with the fields of every object in order. */
function inOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOrder).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${inOrder(inner)}`).join(',')}}`
}
