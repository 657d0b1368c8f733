import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import type { RelayEvent } from '#shared/relay-protocol.ts'
import type { StoredEvent } from './store/types.ts'

/** Headers that say how to decode a body and where it comes from. Never the secret, cookies or authorisation. */
const keptHeaders = ['content-type', 'content-encoding', 'user-agent', 'date', 'x-request-id'] as const
const maxHeaderLength = 500

export function headersToKeep(headers: IncomingHttpHeaders): string {
  const kept: Record<string, string> = {}
  for (const name of keptHeaders) {
    const value = headers[name]
    if (typeof value === 'string') kept[name] = value.slice(0, maxHeaderLength)
  }
  return JSON.stringify(kept)
}

export function wireEvent({ seq, receivedAt, headers, source, body }: StoredEvent): RelayEvent {
  const text = isUtf8(body)
  return {
    seq,
    receivedAt: new Date(receivedAt).toISOString(),
    headers: JSON.parse(headers) as Record<string, string>,
    source,
    encoding: text ? 'utf8' : 'base64',
    body: body.toString(text ? 'utf8' : 'base64'),
  }
}
