/**
 * Converts what the relay stored into received events, and separates test and simulated events from the client's own.
 */
import { gunzipSync } from 'node:zlib'
import { maxUnpackedPageBytes } from '#shared/domain/core/reading-limits.ts'
import type { RelayEvent, RelayPage } from '#shared/relay-protocol.ts'
import type { ReceivedEvent } from '../events/ingest-events.ts'

/** The field that marks a simulated event. */
export const testEventField = 'sendoff_trial'
const mostUnpacked = 16 * 1024 * 1024

/** The body as text. Invalid UTF-8 becomes replacement characters; such a body is not valid JSON either way. */
function bodyText({ encoding, body, headers }: RelayEvent): string {
  if (encoding === 'utf8') return body
  const bytes = Buffer.from(body, 'base64')
  if (headers['content-encoding'] !== 'gzip') return bytes.toString('utf8')
  try {
    return gunzipSync(bytes, { maxOutputLength: mostUnpacked }).toString('utf8')
  } catch {
    return bytes.toString('utf8')
  }
}

const asReceived = (event: RelayEvent): ReceivedEvent => ({
  raw: bodyText(event),
  receivedAt: Date.parse(event.receivedAt),
  sourceId: String(event.seq),
})

/**
 * The events of a page, and the page limited to those. Small compressed bodies may expand to gigabytes: what exceeds
 * the limit is left for the next page, which begins behind the last event returned here.
 */
export function unpackPage(page: RelayPage): { readonly page: RelayPage; readonly events: readonly ReceivedEvent[] } {
  const events: ReceivedEvent[] = []
  let characters = 0
  for (const event of page.events) {
    const one = asReceived(event)
    characters += one.raw.length
    if (events.length > 0 && characters > maxUnpackedPageBytes) {
      const taken = page.events.slice(0, events.length)
      return { page: { ...page, events: taken, next: taken.at(-1)?.seq ?? page.next, more: true }, events }
    }
    events.push(one)
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
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
