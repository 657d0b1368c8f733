/**
 * Protocol between relay and app, the same whether the relay is our server or an Edge Function. Paths are relative to
 * the relay's address, which may itself have a path.
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

/** Header with the webhook's secret. Instantly sends it because it is listed in the webhook's `headers`. */
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

/** HTTP status for each code. 409: the cursor belongs to another store, or to a newer state of this one. */
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

/** Body of every error response. A newer relay may use codes this version does not know. */
export const relayError = z.object({
  error: z.object({ code: z.string(), message: z.string(), retryAfterS: z.number().optional() }),
})
export type RelayError = z.infer<typeof relayError>

export const relayLimits = {
  /** Maximum number of events in one page. */
  page: 1_000,
  /** Maximum size of the bodies in one page, in bytes; a page has at least one event, however large. */
  pageBytes: 8 * 1024 * 1024,
  /** Maximum number of seconds a poll may wait for an event. Below the 60 and 100 s after which proxies close it. */
  waitS: 30,
} as const

const seq = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)
const wholeNumber = /^\d{1,15}$/
const numberInQuery = (max: number) => z.string().regex(wholeNumber).transform(Number).pipe(z.number().max(max))

/** `after`: the last seq already received, 0 for all events. `wait`: seconds to wait if there is none yet. */
export const relayPoll = z.object({
  after: numberInQuery(Number.MAX_SAFE_INTEGER).default(0),
  limit: numberInQuery(1_000_000)
    .transform((limit) => Math.min(Math.max(limit, 1), relayLimits.page))
    .default(500),
  wait: numberInQuery(1_000_000)
    .transform((wait) => Math.min(wait, relayLimits.waitS))
    .default(0),
})

/** A request as received: nothing parsed, nothing dropped. `seq` increases by one within a workspace. */
export const relayEvent = z.object({
  seq: seq.min(1),
  receivedAt: z.iso.datetime(),
  /** Headers needed to read the body; never the secret. */
  headers: z.record(z.string(), z.string()),
  /** Distinguishes senders without storing their address; null if the relay does not know it. */
  source: z.string().nullable(),
  /** `utf8`: `body` is the text, whose UTF-8 bytes are those received. Otherwise `body` is base64 of the bytes. */
  encoding: z.enum(['utf8', 'base64']),
  body: z.string(),
})
export type RelayEvent = z.infer<typeof relayEvent>

/** The position of a workspace. All numbers refer to its own events only. */
export const relayPosition = z.object({
  /** Identifies this store. A different value means that the relay started over, and the cursor must too. */
  stream: z.uuid(),
  newest: seq,
  acknowledged: seq,
  /** All events up to this one were deleted by retention. */
  forgottenThrough: seq,
  /** Total number of events deleted before they were acknowledged. If any, fill the gap from the delivery log. */
  forgottenUnacknowledged: seq,
})
export type RelayPosition = z.infer<typeof relayPosition>

/** `next` is the `after` of the next poll; `more`: poll again immediately. */
export const relayPage = z.object({
  // Counted before any is looked at, because each that is no event would be reported.
  events: z.custom<unknown[]>((all) => Array.isArray(all) && all.length <= relayLimits.page).pipe(z.array(relayEvent)),
  next: seq,
  more: z.boolean(),
  position: relayPosition,
})
export type RelayPage = z.infer<typeof relayPage>

/** Confirms that the reader has stored all up to `through`. Never decreases; earlier events can be read again. */
export const relayAcknowledge = z.object({ through: seq })

export const relayAcknowledged = z.object({ position: relayPosition })

export const relayStatus = z.object({
  protocol: z.number().int(),
  /** Name of the workspace at the relay. */
  name: z.string(),
  position: relayPosition,
  /** Number of events and bytes of bodies stored now. */
  stored: z.object({ events: seq, bytes: seq }),
  lastReceivedAt: z.iso.datetime().nullable(),
  retention: z.object({
    /** Days acknowledged events are kept for replay, if there is space. */
    acknowledgedDays: z.number(),
    /** Days unacknowledged events are kept, regardless of space. */
    unacknowledgedDays: z.number(),
  }),
})
export type RelayStatus = z.infer<typeof relayStatus>

/** Increased when function and tables at Supabase must change. The function and its last migration have this number. */
export const supabaseSetupVersion = 1

/** `missing`: not created yet. `old`: from an earlier setup. `refused`: the key has no access. `silent`: no answer. */
const supabaseTables = ['ready', 'missing', 'old', 'refused', 'silent'] as const

export const relayHealth = z.object({
  ok: z.boolean(),
  protocol: z.number().int(),
  store: z.enum(['sqlite', 'postgres', 'supabase']),
  now: z.iso.datetime(),
  /** Sent only by the Edge Function: its setup version and the state of the tables. */
  setup: z.object({ version: z.number().int(), tables: z.enum(supabaseTables) }).optional(),
})
export type RelayHealth = z.infer<typeof relayHealth>

/**
 * The token of a workspace. It contains three independent random parts, so that the app only needs address and token:
 * the webhook's path, the webhook's secret, and a part known only to the reader. Somebody who can see the webhook at
 * Instantly cannot read events.
 */
const part = '[A-Za-z0-9_-]{32}'
const tokenShape = new RegExp(`^rly1\\.(${part})\\.(${part})\\.(${part})$`)

export type RelaySecrets = { readonly path: string; readonly secret: string; readonly reading: string }

/** Splits a token; returns null for anything else. */
export function splitRelayToken(token: string): RelaySecrets | null {
  const [, path, secret, reading] = tokenShape.exec(token.trim()) ?? []
  return path && secret && reading ? { path, secret, reading } : null
}

/** Returns whether a text, such as what was pasted as an address, contains a token or the beginning of one. */
export const containsRelayToken = (text: string): boolean => /rly1\.[\w-]{32}/i.test(text)

/** Joins the parts of a token, each 24 random bytes as base64url. */
export function joinRelayToken({ path, secret, reading }: RelaySecrets): string {
  return `rly1.${path}.${secret}.${reading}`
}

/** The values to enter at Instantly for a relay's address and a workspace's token. Null if the token is invalid. */
export function webhookSettingsOf(
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
