/** Client of the relay's protocol. Knows nothing of the store or of Instantly. */

import { z } from 'zod'
import { answerValues } from '#shared/domain/core/reading-limits.ts'
import { isThisComputer } from '#shared/domain/core/this-computer.ts'
import { AppError, type ErrorData } from '#shared/errors.ts'
import type { Logger } from '#shared/log.ts'
import {
  containsRelayToken,
  type RelayPage,
  type RelayPosition,
  type RelayStatus,
  relayAcknowledged,
  relayError,
  relayPage,
  relayPaths,
  relayProtocolVersion,
  relayStatus,
  splitRelayToken,
  webhookSettingsOf,
} from '#shared/relay-protocol.ts'
import { createTransport, type Transport } from '../../core/instantly/transport.ts'
import { isCertificateFault } from '../../core/lib/certificate-fault.ts'
import { listsMoreThan } from '../../core/lib/parse-json.ts'

/** Longer than a poll waits at the relay. */
const answerWithinMs = 15_000

/** The relay does not know this cursor: it was reset, or an older copy of it was restored. */
export class CursorAhead extends Error {}

export type RelayClient = {
  /** The workspace's position. Throws RELAY_PROTOCOL_OTHER for a relay of another version. */
  status(signal?: AbortSignal): Promise<RelayStatus>
  /** Events after a number, oldest first; waits up to `waitS` seconds if there are none. Throws CursorAhead. */
  poll(asked: { after: number; limit: number; waitS: number }, signal: AbortSignal): Promise<RelayPage>
  /** Confirms that everything up to `through` is stored here. Throws CursorAhead. */
  acknowledge(through: number, signal: AbortSignal): Promise<RelayPosition>
  /** Posts a body to the webhook's own address, as Instantly does. */
  deliver(body: string, signal?: AbortSignal): Promise<void>
}

/** Normalises an address, without a trailing slash. Throws RELAY_ADDRESS_INVALID unless https, or http here. */
export function checkedAddress(address: string): string {
  const typed = address.trim()
  // As a host name it would be asked of DNS, and as a path it would be sent.
  if (containsRelayToken(typed)) throw invalid('token')
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`)
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') throw invalid('shape')
  if (url.username || url.password || url.search || url.hash) throw invalid('extra')
  if (url.protocol === 'http:' && !isThisComputer(url.hostname)) throw invalid('not_https')
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

const invalid = (reason: string) => new AppError('RELAY_ADDRESS_INVALID', { reason })

/** Throws RELAY_TOKEN_INVALID if the text does not have the form of a token. */
export function checkedToken(token: string): string {
  if (!splitRelayToken(token)) throw new AppError('RELAY_TOKEN_INVALID', { reason: 'shape' })
  return token.trim()
}

export type RelayClientParts = { readonly appVersion: string; readonly log: Logger; readonly transport?: Transport }

/** A client of one relay with one workspace's token. Errors are RELAY_* or CANCELLED and never contain the token. */
export function createRelayClient(address: string, token: string, parts: RelayClientParts): RelayClient {
  const base = new URL(address)
  const { host } = base
  const send = parts.transport ?? createTransport(base, process.env, parts.log)

  async function ask<T>(
    method: 'GET' | 'POST',
    path: string,
    shape: z.ZodType<T>,
    options: { readonly body?: string; readonly waitMs?: number; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<T> {
    const { status, json } = await exchange(method, address + path, bearer(token), options)
    if (status >= 200 && status < 300) {
      const answer = shape.safeParse(json)
      if (answer.success) return answer.data
      throw new AppError('RELAY_NOT_THERE', { host, reason: 'shape', status })
    }
    throw refusalOf(status, json, host)
  }

  async function exchange(
    method: 'GET' | 'POST',
    url: string,
    headers: Readonly<Record<string, string>>,
    { body, waitMs = 0, signal }: { body?: string; waitMs?: number; signal?: AbortSignal | undefined },
  ): Promise<{ readonly status: number; readonly json: unknown }> {
    const late = AbortSignal.timeout(answerWithinMs + waitMs)
    const either = signal ? AbortSignal.any([signal, late]) : late
    const request = new Request(url, {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': `Sendoff/${parts.appVersion}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    })
    const bytes = body === undefined ? undefined : new TextEncoder().encode(body)
    try {
      const answer = await send(request, { body: bytes, signal: either })
      return { status: answer.status, json: parsed(await answer.text()) }
    } catch (error) {
      if (signal?.aborted) throw new AppError('CANCELLED')
      throw silence(error, host, late.aborted)
    }
  }

  return {
    async status(signal) {
      const loose = z.object({ protocol: z.number() })
      const answer = await ask('GET', relayPaths.status, z.looseObject({ protocol: z.number() }), { signal })
      const { protocol } = loose.parse(answer)
      if (protocol !== relayProtocolVersion) throw new AppError('RELAY_PROTOCOL_OTHER', { host, protocol })
      const whole = relayStatus.safeParse(answer)
      if (!whole.success) throw new AppError('RELAY_NOT_THERE', { host, reason: 'shape' })
      return whole.data
    },
    poll({ after, limit, waitS }, signal) {
      const path = `${relayPaths.events}?after=${after}&limit=${limit}&wait=${waitS}`
      return ask('GET', path, relayPage, { signal, waitMs: waitS * 1_000 })
    },
    async acknowledge(through, signal) {
      const body = JSON.stringify({ through })
      return (await ask('POST', relayPaths.acknowledge, relayAcknowledged, { signal, body })).position
    },
    async deliver(body, signal) {
      const webhook = webhookSettingsOf(address, token)
      if (!webhook) throw new AppError('RELAY_TOKEN_INVALID', { reason: 'shape' })
      const { status, json } = await exchange('POST', webhook.url, webhook.headers, { body, signal })
      if (status < 200 || status >= 300) throw refusalOf(status, json, host)
    },
  }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

function parsed(text: string): unknown {
  if (listsMoreThan(answerValues.relay, text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refusalOf(status: number, json: unknown, host: string): Error {
  const said = relayError.safeParse(json)
  // Pages of a proxy, or of another kind of server.
  if (!said.success) {
    if (status >= 500 || status === 429 || status === 408) return new AppError('RELAY_UNREACHABLE', { host, status })
    return new AppError('RELAY_NOT_THERE', { host, status })
  }
  const { code, retryAfterS } = said.data.error
  const data: ErrorData = { host, status, said: safeErrorCode(code), retryAfterS: retryAfterS ?? null }
  if (code === 'CURSOR_AHEAD') return new CursorAhead()
  if (code === 'INVALID_TOKEN' || code === 'INVALID_SIGNATURE')
    return new AppError('RELAY_TOKEN_INVALID', { ...data, reason: 'refused' })
  if (code === 'NOT_FOUND') return new AppError('RELAY_NOT_THERE', data)
  return new AppError('RELAY_UNREACHABLE', data)
}

/** A newer relay may know more codes, but a text that does not look like a code could be the token it was sent. */
const safeErrorCode = (code: string): string | null => (/^[A-Z]+(?:_[A-Z]+)*$/.test(code) ? code.slice(0, 60) : null)

/** Only codes are passed on, as an error object can contain the request and with it the token. */
function silence(thrown: unknown, host: string, late: boolean): AppError {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth++) {
    const code = 'code' in error ? error.code : undefined
    if (typeof code !== 'string') continue
    const reason = code.slice(0, 60)
    if (isCertificateFault(code)) return new AppError('RELAY_CERTIFICATE', { host, reason })
    return new AppError('RELAY_UNREACHABLE', { host, reason })
  }
  return new AppError('RELAY_UNREACHABLE', { host, reason: late ? 'timeout' : 'network' })
}
