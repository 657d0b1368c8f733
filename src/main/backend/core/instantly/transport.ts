import type { Readable } from 'node:stream'
import type { Agent, Dispatcher } from 'undici'
import { answerLimits } from '#shared/domain/core/reading-limits.ts'
import { isThisComputer } from '#shared/domain/core/this-computer.ts'
import { AppError } from '#shared/errors.ts'
import type { Logger } from '#shared/log.ts'
import { type Environment, proxyAgent } from '../lib/proxies.ts'

/** Larger answers are not Instantly's. */
export const maxAnswerBytes = answerLimits.instantly

/** Passed separately from fetch's `Request`, which would copy the bytes into a stream and wrap the signal in others. */
export type SendOptions = {
  readonly body: Uint8Array | undefined
  readonly signal: AbortSignal
  readonly onLeft?: (() => void) | undefined
}

/** The fields of fetch's `Request` that are read; creating a whole one costs more than sending it. */
export type SentRequest = Pick<Request, 'url' | 'method'> & { readonly headers: Iterable<readonly [string, string]> }

/** A fetch on top of undici's own request call, without web streams: about a third less work than the global one. */
export type Transport = (request: SentRequest, sending: SendOptions) => Promise<Response>

/** Checks the address of Instantly's API: HTTPS, or plain HTTP on this machine. */
export function checkedBaseUrl(baseUrl: string | null): URL {
  const url = URL.parse(baseUrl ?? 'https://api.instantly.ai')
  const safe = url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isThisComputer(url.hostname)))
  if (!safe || url.username || url.password) {
    throw new AppError('INVALID_INPUT', { field: 'SENDOFF_INSTANTLY_URL', reason: 'https_or_loopback' })
  }
  return url
}

/** Opens keep-alive connections to one address, through the system's proxy if set, but never for this machine. */
export function createTransport(base: URL, environment: Environment, log: Logger): Transport {
  let connections: Promise<Dispatcher> | undefined
  return async (request, { body, signal, onLeft }) => {
    connections ??= openConnections(isThisComputer(base.hostname) ? {} : environment, log)
    const options: Dispatcher.RequestOptions & Leaving = {
      origin: base.origin,
      path: request.url.slice(base.origin.length),
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body: body ?? null,
      signal,
      onLeft,
    }
    const answer = await (await connections).request(options)
    const text = await readBounded(answer.body, Number(answer.headers['content-length'] ?? 0))
    return textResponse(text, { status: answer.statusCode, headers: flatHeaders(answer.headers) })
  }
}

// One answer per connection at a time: on a slow uplink several small streams are faster than one shared by all, and a
// broken connection fails one request, not all. Time-outs are up to the caller.
const agentOptions = {
  allowH2: false,
  // Set explicitly, because an environment variable would otherwise disable the check, and the key could be sent to
  // anybody.
  connect: { timeout: 10_000, rejectUnauthorized: true },
  headersTimeout: 0,
  bodyTimeout: 0,
} satisfies Agent.Options

type Leaving = Pick<SendOptions, 'onLeft'>

/** Reports when a request is written: one that waits for a connection, new or being checked, is sent later. */
function createSentInterceptor({ DecoratorHandler }: typeof import('undici')): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options: Dispatcher.DispatchOptions & Leaving, handler) => {
    const { onLeft } = options
    if (!onLeft) return dispatch(options, handler)
    const decorated: Dispatcher.DispatchHandler = new DecoratorHandler(handler)
    decorated.onRequestStart = (controller, context) => {
      onLeft()
      handler.onRequestStart?.(controller, context)
    }
    return dispatch(options, decorated)
  }
}

/** Creates a response whose text was read; encoding it into a stream and back would cost more than the JSON. */
function textResponse(text: string, init: ResponseInit): Response {
  // Defined instead of assigned: if the global Response was replaced, `text` may be read-only on its prototype.
  return Object.defineProperty(new Response(null, init), 'text', { value: () => Promise.resolve(text) })
}

/** undici takes longer to load than the rest of the backend, so the first request loads it, not the start. */
async function openConnections(environment: Environment, log: Logger): Promise<Dispatcher> {
  const undici = await import('undici')
  // The address itself is never logged, because it may contain a password.
  const unusable = () => log.warn('the proxy address of the environment cannot be used; connecting directly')
  const connections = proxyAgent(undici, environment, agentOptions, unusable) ?? new undici.Agent(agentOptions)
  return connections.compose(createSentInterceptor(undici))
}

async function readBounded(body: Readable, announced: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = announced
  if (size <= maxAnswerBytes) {
    size = 0
    for await (const part of body as AsyncIterable<Buffer>) {
      size += part.length
      if (size > maxAnswerBytes) break
      chunks.push(part)
    }
  }
  if (size > maxAnswerBytes) {
    // Otherwise the connection would wait forever for its body to be read.
    body.on('error', () => undefined).destroy()
    throw new AnswerTooLarge()
  }
  return Buffer.concat(chunks, size).toString('utf8')
}

export class AnswerTooLarge extends Error {}

function flatHeaders(headers: Record<string, string | string[] | undefined>): [string, string][] {
  const flat: [string, string][] = []
  for (const name of ['content-type', 'retry-after', 'date', 'location']) {
    const value = headers[name]
    if (value !== undefined) flat.push([name, Array.isArray(value) ? (value[0] ?? '') : value])
  }
  return flat
}
