/**
 * The relay's protocol (src/shared/relay-protocol.ts), using only web standards. It must not import from outside this
 * folder, because Supabase uploads only this folder. Tests compare its answers with the protocol.
 */
import { decodeBase64, encodeBase64, hexHash, readBytes, textOf } from './bytes.ts'

/** Incremented when the app may call more of the function or the tables; the migrations contain the same number. */
const setupVersion = 1

/** The project's API refused a call of the database. */
export class CallRefused extends Error {
  readonly status: number
  constructor(name: string, status: number) {
    super(`${name}: ${status}`)
    this.status = status
  }
}

export type InboxDeps = {
  /** Calls a function of the database as the service role; throws on failure, CallRefused if the call is refused. */
  readonly rpc: (name: string, args: Readonly<Record<string, unknown>>) => Promise<unknown>
  /** Interval at which a waiting poll looks for events: nothing here can wake it. */
  readonly checkEveryMs: number
  /** Replaceable in tests. */
  readonly now?: () => number
}

const bodyLimit = 8 * 1024 * 1024
const pageBytes = 4 * 1024 * 1024
const maxPage = 1_000
const maxWaitS = 20
const keptHeaders = ['content-type', 'content-encoding', 'user-agent', 'date', 'x-request-id']
const maxHeaderLength = 500
const retention = { acknowledgedDays: 14, unacknowledgedDays: 90 }

const statusOf = {
  INVALID_SIGNATURE: 401,
  INVALID_TOKEN: 401,
  INVALID_REQUEST: 400,
  CURSOR_AHEAD: 409,
  NOT_FOUND: 404,
  BODY_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  STORE_UNAVAILABLE: 503,
} as const

class Refusal extends Error {
  readonly code: keyof typeof statusOf
  constructor(code: keyof typeof statusOf, message: string) {
    super(message)
    this.code = code
  }
}

type Position = { readonly newest: number; readonly forgottenThrough: number }
type Page = {
  readonly position: Position
  readonly more: boolean
  readonly events: readonly (Readonly<Record<string, unknown>> & { seq: number; receivedMs: number; body: string })[]
}

/** Returns the whole function, which answers a request and never throws. */
export function createInbox(deps: InboxDeps): (request: Request) => Promise<Response> {
  const now = deps.now ?? (() => Date.now())
  const parts: Parts = {
    ...deps,
    refusals: createRefusals(now),
    tables: createTablesCache(() => readTablesState(deps), now),
  }
  return async (request) => {
    try {
      return await route(request, parts)
    } catch (error) {
      const known = error instanceof Refusal
      // The database's message may quote the request, so only a status is logged.
      if (!known) console.error(error instanceof Error ? error.message : 'failed')
      const code = known ? error.code : 'STORE_UNAVAILABLE'
      const retryAfterS = known ? {} : { retryAfterS: 5 }
      const message = known ? error.message : 'The store cannot be used now. Nothing was stored.'
      return json({ error: { code, message, ...retryAfterS } }, statusOf[code], known ? {} : { 'retry-after': '5' })
    }
  }
}

type Parts = InboxDeps & {
  readonly refusals: ReturnType<typeof createRefusals>
  readonly tables: () => Promise<TablesState>
}

const refusalsAMinute = 60
/** Number of further unknown secrets checked per minute from an address that was refused too often. */
const moreOfUnknown = 60
const maxAddresses = 10_000
const maxRefusedPairs = 10_000
const maxRightPairs = 1_000

/**
 * Protects the database from wrong secrets: for an address that was refused often, only secrets that were right before,
 * or are not known to be wrong, are checked for the rest of the minute. Other customers of Instantly post from the same
 * addresses, so none is refused because of others. Known only to this instance of the function: Supabase may run
 * several.
 */
function createRefusals(now: () => number) {
  let minute = 0
  let counts = new Map<string, number>()
  let wrong = new Set<string>()
  /** Still checked each time, because the secret may have been replaced. */
  const right = new Set<string>()
  function beginMinute(): void {
    const at = Math.floor(now() / 60_000)
    if (at !== minute || counts.size > maxAddresses) counts = new Map()
    if (at !== minute || wrong.size > maxRefusedPairs) wrong = new Set()
    minute = at
  }
  return {
    /** Throws if the pair should not be checked. `pair`: the hashes of a path and a secret. */
    assertWorthAsking(address: string, pair: string): void {
      beginMinute()
      const refused = counts.get(address) ?? 0
      if (refused < refusalsAMinute || right.has(pair)) return
      if (wrong.has(pair) || refused >= refusalsAMinute + moreOfUnknown)
        throw new Refusal('RATE_LIMITED', 'Too many refused requests from this address.')
    },
    wasWrong(address: string, pair: string): void {
      counts.set(address, (counts.get(address) ?? 0) + 1)
      wrong.add(pair)
      right.delete(pair)
    },
    wasRight(pair: string): void {
      right.add(pair)
      const [oldest] = right
      if (right.size > maxRightPairs && oldest !== undefined) right.delete(oldest)
    },
  }
}

/** The last hop is added by Supabase; anybody can forge the entries before it. */
const addressOf = (request: Request): string =>
  (request.headers.get('x-forwarded-for') ?? '').split(',').at(-1)?.trim().slice(0, 64) ?? ''

/** Caches the answer for five seconds, for all callers. */
function createTablesCache(ask: () => Promise<TablesState>, now: () => number): () => Promise<TablesState> {
  let known: Promise<TablesState> | null = null
  let until = 0
  return () => {
    if (!known || now() >= until) {
      known = ask()
      until = now() + 5_000
    }
    return known
  }
}

const json = (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  })

/** The function's name, and the path before it, are not part of the protocol's paths. */
function route(request: Request, deps: Parts): Promise<Response> {
  const url = new URL(request.url)
  const hook = /\/hook\/([^/]+)$/.exec(url.pathname)
  const is = (method: string, path: string) => request.method === method && url.pathname.endsWith(path)
  if (hook && request.method === 'POST') return deliver(request, hook[1] ?? '', deps)
  if (is('GET', '/v1/events')) return poll(request, url, deps)
  if (is('POST', '/v1/ack')) return acknowledge(request, deps)
  if (is('GET', '/v1/status')) return ownStatus(request, deps)
  if (is('GET', '/health')) return health(deps)
  throw new Refusal('NOT_FOUND', 'There is nothing here.')
}

const badToken = () => new Refusal('INVALID_TOKEN', 'The token is not right, or it was replaced.')

async function deliver(request: Request, path: string, { rpc, refusals }: Parts): Promise<Response> {
  const address = addressOf(request)
  // Hashes are compared, so the time this takes reveals nothing about the secret.
  const who = {
    p_path_hash: await hexHash(path),
    p_secret_hash: await hexHash(request.headers.get('x-sendoff-secret') ?? ''),
  }
  const pair = who.p_path_hash + who.p_secret_hash
  refusals.assertWorthAsking(address, pair)
  const refused = () => new Refusal('INVALID_SIGNATURE', 'The address or the header x-sendoff-secret is not right.')
  // Checked before the body is read: megabytes from strangers must not reach the database.
  if ((await rpc('sendoff_relay_may_deliver', who)) !== true) {
    refusals.wasWrong(address, pair)
    await request.body?.cancel()
    throw refused()
  }
  refusals.wasRight(pair)
  const headers: Record<string, string> = {}
  for (const name of keptHeaders) {
    const value = request.headers.get(name)
    if (value !== null) headers[name] = value.slice(0, maxHeaderLength)
  }
  const body = await readBytes(request, bodyLimit)
  if (!body) throw new Refusal('BODY_TOO_LARGE', `The body is larger than ${bodyLimit} bytes.`)
  const stored = await rpc('sendoff_relay_deliver', {
    ...who,
    p_headers: JSON.stringify(headers),
    p_body: encodeBase64(body),
  })
  // The secret was replaced at this moment.
  if (stored !== true) throw refused()
  return json({ ok: true })
}

async function tokenHash(request: Request): Promise<string> {
  return hexHash(/^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? '')
}

function numberParam(url: URL, name: string, fallback: number): number {
  const text = url.searchParams.get(name)
  if (text === null) return fallback
  if (!/^\d{1,15}$/.test(text)) throw new Refusal('INVALID_REQUEST', 'after, limit and wait are whole numbers.')
  return Number(text)
}

async function poll(request: Request, url: URL, { rpc, checkEveryMs }: InboxDeps): Promise<Response> {
  const after = numberParam(url, 'after', 0)
  const limit = Math.min(Math.max(numberParam(url, 'limit', 500), 1), maxPage)
  const until = performance.now() + Math.min(numberParam(url, 'wait', 0), maxWaitS) * 1_000
  const asked = { p_token_hash: await tokenHash(request), p_after: after, p_limit: limit, p_max_bytes: pageBytes }
  for (;;) {
    const page = (await rpc('sendoff_relay_poll', asked)) as Page | null
    if (!page) throw badToken()
    checkCursor(after, page.position)
    const left = until - performance.now()
    if (page.events.length > 0 || left <= 0 || request.signal.aborted) return json(pageAnswer(page, after))
    await new Promise((resolve) => setTimeout(resolve, Math.min(left, checkEveryMs)))
  }
}

function pageAnswer({ events, position, more }: Page, after: number) {
  return {
    events: events.map(({ seq, receivedMs, headers, source, body }) => {
      const text = textOf(decodeBase64(body))
      return {
        seq,
        receivedAt: new Date(receivedMs).toISOString(),
        headers,
        source,
        encoding: text === null ? 'base64' : 'utf8',
        body: text ?? body,
      }
    }),
    next: events.at(-1)?.seq ?? Math.max(after, position.forgottenThrough),
    more,
    position,
  }
}

function checkCursor(seq: number, { newest }: Position): void {
  if (seq <= newest) return
  throw new Refusal('CURSOR_AHEAD', `The newest event is ${newest}. This store began anew: read again from 0.`)
}

async function acknowledge(request: Request, { rpc }: InboxDeps): Promise<Response> {
  const body = await readBytes(request, 1_024)
  const through = body ? parseThrough(textOf(body) ?? '') : null
  if (through === null) throw new Refusal('INVALID_REQUEST', 'The body is {"through": a whole number}.')
  const asked = { p_token_hash: await tokenHash(request), p_through: through }
  const position = (await rpc('sendoff_relay_acknowledge', asked)) as Position | null
  if (!position) throw badToken()
  checkCursor(through, position)
  return json({ position })
}

function parseThrough(text: string): number | null {
  try {
    const { through } = JSON.parse(text) as { through?: unknown }
    return typeof through === 'number' && Number.isSafeInteger(through) && through >= 0 ? through : null
  } catch {
    return null
  }
}

type Status = { readonly lastReceivedMs: number | null } & Readonly<Record<string, unknown>>

async function ownStatus(request: Request, { rpc }: InboxDeps): Promise<Response> {
  const own = (await rpc('sendoff_relay_status', { p_token_hash: await tokenHash(request) })) as Status | null
  if (!own) throw badToken()
  const { lastReceivedMs, ...rest } = own
  const lastReceivedAt = lastReceivedMs === null ? null : new Date(lastReceivedMs).toISOString()
  return json({ protocol: 1, ...rest, lastReceivedAt, retention })
}

type TablesState = 'ready' | 'missing' | 'old' | 'refused' | 'silent'

/** Reads the version of the tables: any answer proves that key, address and migrations work. */
async function readTablesState({ rpc }: InboxDeps): Promise<TablesState> {
  try {
    const version = await rpc('sendoff_relay_version', {})
    return typeof version === 'number' && version >= setupVersion ? 'ready' : 'old'
  } catch (error) {
    const status = error instanceof CallRefused ? error.status : 0
    if (status === 404) return 'missing'
    return status === 401 || status === 403 ? 'refused' : 'silent'
  }
}

async function health({ tables: ask }: Parts): Promise<Response> {
  const tables = await ask()
  const ok = tables === 'ready'
  const setup = { version: setupVersion, tables }
  return json({ ok, protocol: 1, store: 'supabase', now: new Date().toISOString(), setup }, ok ? 200 : 503)
}
