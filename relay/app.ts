/** The routes: authenticate, check rate and size, store on disk, then answer 200. */
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isThisComputer } from '#shared/domain/core/this-computer.ts'
import type { Logger } from '#shared/log.ts'
import {
  type RelayError,
  type RelayHealth,
  type RelayPage,
  type RelayPosition,
  type RelayStatus,
  relayAcknowledge,
  relayErrorStatus,
  relayLimits,
  relayPaths,
  relayPoll,
  relayProtocolVersion,
  relaySecretHeader,
} from '#shared/relay-protocol.ts'
import { clientAddress, isLoopback, unmapAddress } from './client-address.ts'
import type { RelayConfig } from './config.ts'
import type { Directory } from './directory.ts'
import type { Metrics } from './metrics.ts'
import { createRateLimit } from './rate-limit.ts'
import { type BodyBudget, createBodyBudget, readBody } from './read-body.ts'
import { Refusal } from './refusal.ts'
import { createRefusalLog } from './refusal-log.ts'
import { createSourceLookup, sameHash, sha256 } from './secrets.ts'
import type { RelayStore, StoredPage, Workspace } from './store/types.ts'
import type { WakeUps } from './wake-ups.ts'
import { headersToKeep, wireEvent } from './wire-event.ts'

export type RelayDeps = {
  readonly store: RelayStore
  readonly directory: Directory
  readonly config: Pick<RelayConfig, 'bodyLimit' | 'rates' | 'trustedProxies' | 'metricsToken' | 'retention'>
  readonly wakeUps: WakeUps
  readonly metrics: Metrics
  readonly log: Logger
  readonly now: () => number
  readonly overSize: () => boolean
}

type Env = { Bindings: HttpBindings }
type RelayContext = Context<Env>

/** Interval at which a waiting poll looks for events, in case its wake-up was lost. */
const recheckMs = 2_000
/** Maximum number of waiting polls per workspace; further ones are answered immediately. */
const maxWaiting = 16
const acknowledgeLimit = 1_024
const healthForMs = 1_000

export function createRelayApp(deps: RelayDeps): Hono<Env> {
  const app = new Hono<Env>()
  const gate = createGate(deps)
  const bodies = createBodyBudget(deps.config.bodyLimit)
  const isHealthy = createHealthCheck(deps)
  app.post(relayPaths.hook, (c) => deliver(c, deps, gate, bodies))
  app.get(relayPaths.events, (c) => poll(c, deps, gate))
  app.post(relayPaths.acknowledge, (c) => acknowledge(c, deps, gate))
  app.get(relayPaths.status, (c) => status(c, deps, gate))
  app.get(relayPaths.health, (c) => health(c, deps, isHealthy))
  app.get(relayPaths.metrics, (c) => metrics(c, deps))
  app.notFound((c) => refuse(c, deps, new Refusal('NOT_FOUND', 'There is nothing here.')))
  app.onError((error, c) => {
    if (error instanceof Refusal) return refuse(c, deps, error)
    deps.log.error('a request failed', { reason: error.message })
    return refuse(c, deps, new Refusal('INTERNAL', 'The relay failed. Its log says why.'))
  })
  return app
}

function refuse(c: RelayContext, { metrics: counted }: RelayDeps, { code, message, retryAfterMs }: Refusal): Response {
  counted.refused(code)
  const retryAfterS = retryAfterMs === null ? null : Math.max(1, Math.ceil(retryAfterMs / 1_000))
  if (retryAfterS !== null) c.header('retry-after', String(retryAfterS))
  // Its body may not have been read, so this connection cannot carry another request.
  if (c.req.method === 'POST') c.header('connection', 'close')
  const body: RelayError = { error: { code, message, ...(retryAfterS === null ? {} : { retryAfterS }) } }
  return c.json(body, relayErrorStatus[code] satisfies ContentfulStatusCode)
}

type Gate = ReturnType<typeof createGate>

/**
 * Authenticates requests. Wrong secrets are rate-limited by address; right ones by workspace, regardless of other
 * requests from the same address.
 */
function createGate({ directory, config, store, log, now }: RelayDeps) {
  const hookRate = createRateLimit(config.rates.hook, now)
  const readRate = createRateLimit(config.rates.read, now)
  const failureRate = createRateLimit(config.rates.failures, now)
  const logRefusal = createRefusalLog(log)
  const sourceOf = createSourceLookup(store.salt)

  async function admit(c: RelayContext, find: () => Workspace | null, refused: () => Refusal): Promise<Workspace> {
    const known = find()
    if (known) return known
    const address = clientAddress(c.env.incoming, config.trustedProxies)
    const waitMs = failureRate.take(address)
    const source = sourceOf(address)
    if (waitMs > 0) {
      logRefusal('RATE_LIMITED', source)
      throw new Refusal('RATE_LIMITED', 'Too many refused requests from this address.', waitMs)
    }
    await withStoreErrors(log, () => directory.refreshForMiss())
    const added = find()
    if (added) return added
    const refusal = refused()
    logRefusal(refusal.code, source)
    throw refusal
  }

  return {
    source: (incoming: HttpBindings['incoming']) => sourceOf(clientAddress(incoming, config.trustedProxies)),
    async deliverer(c: RelayContext): Promise<Workspace> {
      const path = c.req.param('path') ?? ''
      const secret = c.req.header(relaySecretHeader) ?? ''
      const workspace = await admit(c, () => directory.deliverer(path, secret), badSignature)
      const waitMs = hookRate.take(String(workspace.id))
      if (waitMs > 0) {
        logRefusal('RATE_LIMITED', null)
        throw new Refusal('RATE_LIMITED', 'Too many events at once for this webhook.', waitMs)
      }
      return workspace
    },
    async reader(c: RelayContext): Promise<Workspace> {
      const token = bearer(c)
      const workspace = await admit(c, () => directory.reader(token), badToken)
      const waitMs = readRate.take(String(workspace.id))
      if (waitMs > 0) throw new Refusal('RATE_LIMITED', 'Too many requests with this token.', waitMs)
      return workspace
    },
  }
}

// The same answer for a wrong path and a wrong secret, so that nobody learns which of the two was right.
const badSignature = () =>
  new Refusal('INVALID_SIGNATURE', `The address or the header ${relaySecretHeader} is not right.`)
const badToken = () => new Refusal('INVALID_TOKEN', 'The token is not right, or it was replaced.')

const bearer = (c: RelayContext) => /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? ''

/** Converts failures of the store to one code that asks to try again. */
async function withStoreErrors<T>(log: Logger, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    log.error('the store failed', { reason: error instanceof Error ? error.message : 'unknown' })
    throw new Refusal('STORE_UNAVAILABLE', 'The store cannot be used now. Nothing was stored.', 5_000)
  }
}

async function deliver(c: RelayContext, deps: RelayDeps, gate: Gate, bodies: BodyBudget): Promise<Response> {
  const startedAt = performance.now()
  const workspace = await gate.deliverer(c)
  const { incoming } = c.env
  using taken = bodies.take(incoming)
  const body = await readBody(incoming, deps.config.bodyLimit, taken.grow)
  const there = await withStoreErrors(deps.log, () =>
    deps.store.append(workspace.id, {
      receivedAt: deps.now(),
      headers: headersToKeep(incoming.headers),
      source: gate.source(incoming),
      body,
    }),
  )
  if (!there) throw badSignature()
  deps.metrics.stored(body.length, (performance.now() - startedAt) / 1_000)
  return c.json({ ok: true })
}

async function poll(c: RelayContext, deps: RelayDeps, gate: Gate): Promise<Response> {
  const workspace = await gate.reader(c)
  const asked = relayPoll.safeParse(c.req.query())
  if (!asked.success) throw new Refusal('INVALID_REQUEST', 'after, limit and wait are whole numbers.')
  const { after, limit, wait } = asked.data
  const page = await waitForPage(c, deps, workspace, { after, limit, waitMs: wait * 1_000 })
  checkCursor(after, page.position)
  const answer: RelayPage = {
    events: page.events.map(wireEvent),
    // After an empty page there are no events up to the newest: they were deleted, or erased with a person.
    next: page.events.at(-1)?.seq ?? page.position.newest,
    more: page.more,
    position: page.position,
  }
  deps.metrics.polled(page.events.length)
  c.header('cache-control', 'no-store')
  return c.json(answer)
}

type PollRequest = { readonly after: number; readonly limit: number; readonly waitMs: number }

async function waitForPage(
  c: RelayContext,
  deps: RelayDeps,
  workspace: Workspace,
  asked: PollRequest,
): Promise<StoredPage> {
  const { store, directory, wakeUps } = deps
  const until = performance.now() + asked.waitMs
  const mayWait = asked.waitMs > 0 && wakeUps.count(workspace.id) < maxWaiting
  let gone = false
  let waiting = wakeUps.listen(workspace.id)
  const leave = () => {
    gone = true
    waiting.abandon()
  }
  c.env.outgoing.once('close', leave)
  try {
    for (;;) {
      const page = await withStoreErrors(deps.log, () =>
        store.page(workspace.id, { after: asked.after, limit: asked.limit, maxBytes: relayLimits.pageBytes }),
      )
      if (!page || directory.reader(bearer(c))?.id !== workspace.id) throw badToken()
      const left = until - performance.now()
      const ahead = asked.after > page.position.newest
      if (page.events.length > 0 || ahead || !mayWait || left <= 0 || gone || wakeUps.stopping) return page
      await waiting.wait(Math.min(left, recheckMs))
      waiting.abandon()
      waiting = wakeUps.listen(workspace.id)
    }
  } finally {
    waiting.abandon()
    c.env.outgoing.off('close', leave)
  }
}

function checkCursor(seq: number, { newest }: RelayPosition): void {
  if (seq <= newest) return
  throw new Refusal('CURSOR_AHEAD', `The newest event is ${newest}. This store began anew: read again from 0.`)
}

async function acknowledge(c: RelayContext, deps: RelayDeps, gate: Gate): Promise<Response> {
  const workspace = await gate.reader(c)
  const body = await readBody(c.env.incoming, acknowledgeLimit)
  const asked = relayAcknowledge.safeParse(jsonOf(body))
  if (!asked.success) throw new Refusal('INVALID_REQUEST', 'The body is {"through": a whole number}.')
  const position = await withStoreErrors(deps.log, () => deps.store.acknowledge(workspace.id, asked.data.through))
  if (!position) throw badToken()
  checkCursor(asked.data.through, position)
  return c.json({ position })
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}

async function status(c: RelayContext, deps: RelayDeps, gate: Gate): Promise<Response> {
  const workspace = await gate.reader(c)
  const all = await withStoreErrors(deps.log, () => deps.store.summaries())
  const own = all.find(({ id }) => id === workspace.id)
  if (!own) throw badToken()
  const { acknowledgedDays, unacknowledgedDays } = deps.config.retention
  const answer: RelayStatus = {
    protocol: relayProtocolVersion,
    name: own.name,
    position: own.position,
    stored: { events: own.storedEvents, bytes: own.storedBytes },
    lastReceivedAt: own.lastReceivedAt === null ? null : new Date(own.lastReceivedAt).toISOString(),
    retention: { acknowledgedDays, unacknowledgedDays },
  }
  return c.json(answer)
}

/**
 * Returns a health check that queries the store at most once a second, because anybody may call it without a secret.
 */
function createHealthCheck({ store, log }: RelayDeps): () => Promise<boolean> {
  let known: Promise<boolean> | null = null
  let until = 0
  return () => {
    // A monotonic clock: if the time of day were set back by a day, the old answer would stay cached for that day.
    const at = performance.now()
    if (!known || at >= until) {
      known = checkStore(store, log)
      until = at + healthForMs
    }
    return known
  }
}

const checkStore = (store: RelayStore, log: Logger): Promise<boolean> =>
  store.check().then(
    () => true,
    (error: unknown) => {
      log.error('the store does not answer', { reason: error instanceof Error ? error.message : 'unknown' })
      return false
    },
  )

async function health(
  c: RelayContext,
  { store, wakeUps, now }: RelayDeps,
  isHealthy: () => Promise<boolean>,
): Promise<Response> {
  const works = await isHealthy()
  const answer: RelayHealth = {
    // While it stops, a load balancer should use other relays.
    ok: works && !wakeUps.stopping,
    protocol: relayProtocolVersion,
    store: store.kind,
    now: new Date(now()).toISOString(),
  }
  return c.json(answer, answer.ok ? 200 : 503)
}

/** Restricted to callers with the token; if none is set, to this machine, by its own name and not through a proxy. */
async function metrics(c: RelayContext, deps: RelayDeps): Promise<Response> {
  const { metricsToken } = deps.config
  const { incoming } = c.env
  const direct =
    isLoopback(unmapAddress(incoming.socket.remoteAddress ?? '')) &&
    isThisComputer(new URL(c.req.url).hostname) &&
    !incoming.headers['x-forwarded-for']
  const allowed = metricsToken === null ? direct : sameHash(sha256(bearer(c)), sha256(metricsToken))
  if (!allowed) throw new Refusal('NOT_FOUND', 'There is nothing here.')
  const summaries = await withStoreErrors(deps.log, () => deps.store.summaries())
  const text = deps.metrics.text({
    at: deps.now(),
    summaries,
    waitingPolls: deps.wakeUps.count(),
    overSize: deps.overSize(),
  })
  return c.body(text, 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
}
