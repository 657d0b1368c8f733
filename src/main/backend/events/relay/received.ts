/** Converts what the relay stored into received events, and separates test and simulated ones from the client's. */
import { gunzipSync } from 'node:zlib'
import { storedTimes } from '#shared/domain/core/days.ts'
import { isPlainObject } from '#shared/domain/core/plain-object.ts'
import { maxUnpackedPageBytes } from '#shared/domain/core/reading-limits.ts'
import type { RelayEvent, RelayPage } from '#shared/relay-protocol.ts'
import type { ReceivedEvent } from '../events/ingest-events.ts'

/** The field that marks a simulated event. */
export const testEventField = 'sendoff_trial'
const maxUnpacked = 16 * 1024 * 1024

/**
 * The body as text, and how many characters were unpacked for it. Invalid UTF-8 becomes replacement characters; such a
 * body is not valid JSON either way.
 */
function bodyText({ encoding, body, headers }: RelayEvent): { readonly raw: string; readonly unpacked: number } {
  if (encoding === 'utf8') return { raw: body, unpacked: body.length }
  const bytes = Buffer.from(body, 'base64')
  const packed = headers['content-encoding'] === 'gzip'
  try {
    const raw = (packed ? gunzipSync(bytes, { maxOutputLength: maxUnpacked }) : bytes).toString('utf8')
    return { raw, unpacked: raw.length }
  } catch {
    // Decompressing a broken body may cost as much as the longest valid one, so it counts as that.
    return { raw: bytes.toString('utf8'), unpacked: maxUnpacked }
  }
}

/** A time the store accepts: an event without a time of its own counts from the relay's, whose clock may be wrong. */
const receivedTimeOf = ({ receivedAt }: RelayEvent): number =>
  Math.min(Math.max(Date.parse(receivedAt), storedTimes.from), storedTimes.before - 1)

/**
 * The events of a page, and the page limited to those. Small compressed bodies may expand to gigabytes: what exceeds
 * the limit is left for the next page, which begins behind the last event returned here.
 */
export function unpackPage(page: RelayPage): { readonly page: RelayPage; readonly events: readonly ReceivedEvent[] } {
  const events: ReceivedEvent[] = []
  let characters = 0
  for (const event of page.events) {
    const { raw, unpacked } = bodyText(event)
    characters += unpacked
    if (events.length > 0 && characters > maxUnpackedPageBytes) {
      const taken = page.events.slice(0, events.length)
      return { page: { ...page, events: taken, next: taken.at(-1)?.seq ?? page.next, more: true }, events }
    }
    events.push({ raw, receivedAt: receivedTimeOf(event), sourceId: String(event.seq) })
  }
  return { page, events }
}

export type Marked = { readonly kind: 'test' | 'made_up'; readonly mark: string | null }

/** Null for the client's own events, which are not even parsed here. */
export function testMarkOf(raw: string): Marked | null {
  const madeUp = raw.includes(`"${testEventField}"`)
  if (!madeUp && !raw.includes('"test_event"')) return null
  const payload = objectOf(raw)
  if (!payload) return null
  const mark = payload[testEventField]
  if (typeof mark === 'string') return { kind: 'made_up', mark }
  if (payload['event_type'] !== 'test_event') return null
  const webhookId = payload['webhook_id']
  return { kind: 'test', mark: typeof webhookId === 'string' ? webhookId : null }
}

function objectOf(raw: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(raw)
    return isPlainObject(value) ? value : null
  } catch {
    return null
  }
}
