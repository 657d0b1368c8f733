import { storedTimes } from '../core/days.ts'
import { parseIsoTime } from '../core/iso-time.ts'
import { isWithinDepth } from '../core/json-depth.ts'
import { maxJsonDepth } from '../core/reading-limits.ts'
import { uniformId } from '../core/uniform-id.ts'
import { htmlToText } from '../inbox/html-text.ts'
import { addressKey, findAddresses } from '../leads/import/addresses.ts'
import { type EventType, eventTypeDetails, isEventType, knownType } from './event-types.ts'

/** An event as sent by Instantly, with known fields only, as the lead's variables of any name are mixed with them. */
export type ParsedEvent = {
  readonly type: EventType
  /** The type name as received, at most 100 characters. */
  readonly rawType: string
  /** Epoch ms: the time in the payload. */
  readonly at: number
  /** Whether the payload had no time; `at` is then the time it was received. */
  readonly timeless: boolean
  /** Epoch ms: when Instantly got the mail, if the event was made from a mail. */
  readonly storedAt: number | null
  /** Instantly's id of the workspace named in the payload. */
  readonly workspace: string | null
  readonly campaignId: string | null
  readonly campaignName: string | null
  /** Trimmed, lower-cased. */
  readonly leadEmail: string | null
  /** The sending account, lower-cased. */
  readonly account: string | null
  /** Instantly's id of the email, as in `GET /emails`; also used to reply to it. */
  readonly emailId: string | null
  readonly threadId: string | null
  /** From 1. */
  readonly step: number | null
  readonly variant: number | null
  readonly isFirst: boolean | null
  readonly subject: string | null
  readonly text: string | null
  readonly html: string | null
  readonly replySubject: string | null
  /** Derived from the HTML if the reply has no plain text. */
  readonly replyText: string | null
  readonly replyHtml: string | null
  readonly snippet: string | null
  /** The label's text, for type `label`. */
  readonly label: string | null
  readonly raw: string
}

export const deadReasons = ['not_json', 'not_an_object', 'no_type', 'bad_time', 'no_lead', 'other_workspace'] as const
export type DeadReason = (typeof deadReasons)[number]
/** A payload that cannot be processed. It is stored in full and retried when the operator requests it. */
export type DeadLetter = { readonly dead: DeadReason; readonly raw: string }

export type ParseOptions = {
  /** Used if the payload has no time. */
  readonly receivedAt: number
  /** Returns whether the workspace has a label with this text. */
  isLabel?(text: string): boolean
}

/** Parses a payload from a webhook or from Instantly's delivery log. */
export function parseEvent(raw: string, options: ParseOptions): ParsedEvent | DeadLetter {
  let json: unknown
  try {
    json = JSON.parse(raw)
  } catch {
    return { dead: 'not_json', raw }
  }
  // Nested too deeply to be traversed, so it is not one of Instantly's events and must not block the ones after it.
  if (!isWithinDepth(json, maxJsonDepth)) return { dead: 'not_json', raw }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { dead: 'not_an_object', raw }
  const fields = json as Readonly<Record<string, unknown>>
  const rawType = singleLineOrNull(fields['event_type'], 100)
  if (rawType === null) return { dead: 'no_type', raw }
  const time = timeOf(fields['timestamp'])
  if (time === 'bad') return { dead: 'bad_time', raw }
  const type = typeOf(rawType, options)
  const known = type === 'label' || type === 'unknown' ? null : type
  // The made-up lead of a test event is not a person.
  const leadEmail = type === 'test_event' ? null : addressOrNull(fields['lead_email'])
  if (leadEmail === null && (type === 'label' || (known && eventTypeDetails(known).scope === 'lead'))) {
    return { dead: 'no_lead', raw }
  }
  return {
    type,
    rawType,
    at: time ?? options.receivedAt,
    timeless: time === null,
    storedAt: storedTimeOf(fields['timestamp_created']),
    workspace: idOrNull(fields['workspace'], 200),
    campaignId: idOrNull(fields['campaign_id'], 200),
    campaignName: singleLineOrNull(fields['campaign_name'], 500),
    leadEmail,
    account: addressOrNull(fields['email_account']),
    emailId: idOrNull(fields['email_id'], 300),
    threadId: idOrNull(fields['thread_id'], 300),
    step: smallNumber(fields['step']),
    variant: smallNumber(fields['variant']),
    isFirst: typeof fields['is_first'] === 'boolean' ? fields['is_first'] : null,
    subject: textOrNull(fields['email_subject']),
    text: textOrNull(fields['email_text']),
    html: textOrNull(fields['email_html']),
    replySubject: textOrNull(fields['reply_subject']),
    replyText: textOrNull(fields['reply_text']) ?? htmlTextOrNull(fields['reply_html']),
    replyHtml: textOrNull(fields['reply_html']),
    snippet: textOrNull(fields['reply_text_snippet']),
    label: type === 'label' ? rawType : null,
    raw,
  }
}

export const isDeadLetter = (read: ParsedEvent | DeadLetter): read is DeadLetter => 'dead' in read

/** A client may have a label called *Unsubscribed*, so its own labels take precedence over alternative names. */
function typeOf(rawType: string, options: ParseOptions): EventType {
  if (isEventType(rawType)) return rawType
  if (options.isLabel?.(rawType)) return 'label'
  return knownType(rawType) ?? 'unknown'
}

function singleLineOrNull(value: unknown, max: number): string | null {
  if (typeof value !== 'string') return null
  const text = value.trim()
  return text === '' ? null : text.slice(0, max)
}

function idOrNull(value: unknown, max: number): string | null {
  const id = singleLineOrNull(value, max)
  return id === null ? null : uniformId(id)
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

const htmlTextOrNull = (value: unknown): string | null =>
  typeof value === 'string' ? textOrNull(htmlToText(value)) : null

/**
 * Reads an address as an import does: `Kai <kai@acme.example>` is the lead with that address. If it is not a valid
 * address, the text itself is used as the lead's key, because Instantly has a lead under it.
 */
function addressOrNull(value: unknown): string | null {
  const text = singleLineOrNull(value, 320)
  if (text === null) return null
  const [only, ...more] = findAddresses(text).valid
  return only !== undefined && more.length === 0 ? only : addressKey(text) || null
}

/** Reads a step or variant number; some senders write it as text. */
function smallNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,5}$/.test(value.trim()) ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number < 100_000 ? number : null
}

function storedTimeOf(value: unknown): number | null {
  const time = timeOf(value)
  return time === 'bad' ? null : time
}

/** Reads a time: ISO text, in UTC if it has no zone, or a number of seconds or ms since 1970. Null if there is none. */
function timeOf(value: unknown): number | null | 'bad' {
  if (value === undefined || value === null || value === '') return null
  if (typeof value !== 'number' && typeof value !== 'string') return 'bad'
  const at = typeof value === 'number' ? (value < 1e11 ? value * 1000 : value) : parseIsoTime(value)
  const whole = Math.round(at)
  return whole >= storedTimes.from && whole < storedTimes.before ? whole : 'bad'
}
