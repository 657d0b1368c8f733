/** Does what Instantly and the app do at a relay. Every answer is checked against the protocol. */
import {
  type RelayEvent,
  type RelayPage,
  type RelayPosition,
  relayAcknowledged,
  relayError,
  relayPage,
  relayStatus,
  webhookSettingsOf,
} from '#shared/relay-protocol.ts'

export type Refused = { readonly status: number; readonly code: string; readonly retryAfter: string | null }

/** Posts a body to the webhook of a token, as Instantly does. */
export function deliver(
  address: string,
  token: string,
  body: BodyInit,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const webhook = webhookSettingsOf(address, token)
  if (!webhook) throw new Error('not a token')
  return fetch(webhook.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...webhook.headers, ...headers },
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  })
}

export async function refusedOf(answer: Response): Promise<Refused> {
  const { error } = relayError.parse(await answer.json())
  return { status: answer.status, code: error.code, retryAfter: answer.headers.get('retry-after') }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

export function askForPage(
  address: string,
  token: string,
  query: Readonly<Record<string, number>> = {},
): Promise<Response> {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
  return fetch(`${address}/v1/events?${search}`, { headers: bearer(token) })
}

export async function poll(
  address: string,
  token: string,
  query: Readonly<Record<string, number>> = {},
): Promise<RelayPage> {
  const answer = await askForPage(address, token, query)
  if (answer.status !== 200) throw new Error(`polled: ${answer.status} ${await answer.text()}`)
  return relayPage.parse(await answer.json())
}

/** Returns all events after a sequence number, page by page. */
export async function pollAll(address: string, token: string, after = 0): Promise<RelayEvent[]> {
  const events: RelayEvent[] = []
  for (let next = after; ; ) {
    const page = await poll(address, token, { after: next, limit: 1_000 })
    events.push(...page.events)
    next = page.next
    if (!page.more) return events
  }
}

export function askToAcknowledge(address: string, token: string, through: unknown): Promise<Response> {
  return fetch(`${address}/v1/ack`, { method: 'POST', headers: bearer(token), body: JSON.stringify({ through }) })
}

export async function acknowledge(address: string, token: string, through: number): Promise<RelayPosition> {
  return relayAcknowledged.parse(await (await askToAcknowledge(address, token, through)).json()).position
}

export async function statusOf(address: string, token: string) {
  return relayStatus.parse(await (await fetch(`${address}/v1/status`, { headers: bearer(token) })).json())
}

export const bytesOf = ({ encoding, body }: RelayEvent) => Buffer.from(body, encoding === 'utf8' ? 'utf8' : 'base64')
