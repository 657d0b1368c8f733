/**
 * What relay and app say to each other, the same words whether the relay is our server or an Edge Function. Paths are
 * below the relay's address, which may itself have a path.
 */
import { z } from 'zod'

export const relayProtocolVersion = 1

export const relayPaths = {
  hook: '/hook/:path',
  events: '/v1/events',
  acknowledge: '/v1/ack',
  status: '/v1/status',
  health: '/health',
  metrics: '/metrics',
} as const

/** The header that carries the webhook's secret. Instantly sends it because it stands in the webhook's `headers`. */
export const relaySecretHeader = 'x-sendoff-secret'

export const relayErrorCodes = [
  'INVALID_SIGNATURE',
  'INVALID_TOKEN',
  'INVALID_REQUEST',
  'CURSOR_AHEAD',
  'NOT_FOUND',
  'BODY_TOO_LARGE',
  'BODY_INCOMPLETE',
  'RATE_LIMITED',
  'STORE_UNAVAILABLE',
  'INTERNAL',
] as const
export type RelayErrorCode = (typeof relayErrorCodes)[number]

/** Status of the answer for each code. 409: the cursor belongs to another store, or to a newer state of this one. */
export const relayErrorStatus = {
  INVALID_SIGNATURE: 401,
  INVALID_TOKEN: 401,
  INVALID_REQUEST: 400,
  CURSOR_AHEAD: 409,
  NOT_FOUND: 404,
  BODY_TOO_LARGE: 413,
  BODY_INCOMPLETE: 400,
  RATE_LIMITED: 429,
  STORE_UNAVAILABLE: 503,
  INTERNAL: 500,
} as const satisfies Record<RelayErrorCode, number>

/** Every refusal. A newer relay may name codes this version does not know. */
export const relayError = z.object({
  error: z.object({ code: z.string(), message: z.string(), retryAfterS: z.number().optional() }),
})
export type RelayError = z.infer<typeof relayError>

export const relayLimits = {
  /** Events in one page. */
  page: 1_000,
  /** Bytes of bodies in one page; a page has at least one event, however large. */
  pageBytes: 8 * 1024 * 1024,
  /** Seconds one poll may wait for an event. Under the 60 s and 100 s after which proxies hang up. */
  waitS: 30,
} as const

const seq = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)
const wholeNumber = /^\d{1,15}$/
const numberInQuery = (max: number) => z.string().regex(wholeNumber).transform(Number).pipe(z.number().max(max))

/** `after`: the last seq already had, 0 for all there is. `wait`: seconds to wait where there is nothing yet. */
export const relayPoll = z.object({
  after: numberInQuery(Number.MAX_SAFE_INTEGER).default(0),
  limit: numberInQuery(1_000_000)
    .transform((limit) => Math.min(Math.max(limit, 1), relayLimits.page))
    .default(500),
  wait: numberInQuery(1_000_000)
    .transform((wait) => Math.min(wait, relayLimits.waitS))
    .default(0),
})

/** One request as it was received: nothing parsed, nothing dropped. `seq` rises by one within a workspace. */
export const relayEvent = z.object({
  seq: seq.min(1),
  receivedAt: z.iso.datetime(),
  /** Headers that say how to read the body; never the secret. */
  headers: z.record(z.string(), z.string()),
  /** Tells senders apart without naming their address; null where the relay does not know it. */
  source: z.string().nullable(),
  /** `utf8`: `body` is the text itself, whose UTF-8 bytes are exactly those received. Else base64 of the bytes. */
  encoding: z.enum(['utf8', 'base64']),
  body: z.string(),
})
export type RelayEvent = z.infer<typeof relayEvent>

/** Where a workspace stands. Numbers are of its own events alone. */
export const relayPosition = z.object({
  /** Names this store. Another name: the relay began anew, and the cursor with it. */
  stream: z.uuid(),
  newest: seq,
  acknowledged: seq,
  /** All up to here has been deleted by retention. */
  forgottenThrough: seq,
  /** Events deleted before they were acknowledged, ever. More than 0: close the gap from Instantly's delivery log. */
  forgottenUnacknowledged: seq,
})
export type RelayPosition = z.infer<typeof relayPosition>

/** `next` is the `after` of the next poll; `more`: ask again at once. */
export const relayPage = z.object({
  events: z.array(relayEvent),
  next: seq,
  more: z.boolean(),
  position: relayPosition,
})
export type RelayPage = z.infer<typeof relayPage>

/** All up to `through` is safe at the reader's. Never goes back; reading again from an earlier point stays possible. */
export const relayAcknowledge = z.object({ through: seq })

export const relayAcknowledged = z.object({ position: relayPosition })

export const relayStatus = z.object({
  protocol: z.number().int(),
  /** The workspace's name at the relay. */
  name: z.string(),
  position: relayPosition,
  /** Events and bytes of bodies stored now. */
  stored: z.object({ events: seq, bytes: seq }),
  lastReceivedAt: z.iso.datetime().nullable(),
  retention: z.object({
    /** Acknowledged events stay this long, for replay, where there is room. */
    acknowledgedDays: z.number(),
    /** Unacknowledged events stay this long, room or not. */
    unacknowledgedDays: z.number(),
  }),
})
export type RelayStatus = z.infer<typeof relayStatus>

/** Raised with what function and tables at Supabase must have. The function and its last migration say the same figure. */
export const supabaseSetupVersion = 1

/** `missing`: not made yet. `old`: of a setup before. `refused`: the project's key opens nothing. `silent`: no answer. */
const supabaseTables = ['ready', 'missing', 'old', 'refused', 'silent'] as const

export const relayHealth = z.object({
  ok: z.boolean(),
  protocol: z.number().int(),
  store: z.enum(['sqlite', 'postgres', 'supabase']),
  now: z.iso.datetime(),
  /** Of the Edge Function alone: which setup it is of, and how it finds the tables. */
  setup: z.object({ version: z.number().int(), tables: z.enum(supabaseTables) }).optional(),
})
export type RelayHealth = z.infer<typeof relayHealth>

/**
 * A workspace's token. It carries three independent random parts, so that the app needs address and token alone: the
 * webhook's path, the webhook's secret, and a part only the reader has. Who sees the webhook at Instantly cannot read.
 */
const part = '[A-Za-z0-9_-]{32}'
const tokenShape = new RegExp(`^rly1\\.(${part})\\.(${part})\\.(${part})$`)

export type RelaySecrets = { readonly path: string; readonly secret: string; readonly reading: string }

/** Null for anything that is not a token. */
export function splitRelayToken(token: string): RelaySecrets | null {
  const [, path, secret, reading] = tokenShape.exec(token.trim()) ?? []
  return path && secret && reading ? { path, secret, reading } : null
}

/** Each part: 24 random bytes as base64url. */
export function joinRelayToken({ path, secret, reading }: RelaySecrets): string {
  return `rly1.${path}.${secret}.${reading}`
}

/** What to enter at Instantly for a relay's address and a workspace's token. Null where the token is none. */
export function webhookOf(
  address: string,
  token: string,
): { readonly url: string; readonly headers: Readonly<Record<string, string>> } | null {
  const parts = splitRelayToken(token)
  if (!parts) return null
  return {
    url: `${address.replace(/\/+$/, '')}/hook/${parts.path}`,
    headers: { [relaySecretHeader]: parts.secret },
  }
}
