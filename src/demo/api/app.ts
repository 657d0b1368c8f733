import { type Context, Hono } from 'hono'
import { type Deliver, markAllDelivered, postWebhooks } from '../reactions/post-webhooks.ts'
import { isUuid } from '../state/ids.ts'
import type { Rates } from '../state/rates.ts'
import { type Values, valuesOf } from '../state/values.ts'
import { createWorld, type WorkspaceSeed, type World } from '../state/world.ts'
import type { Workspace } from '../state/world-types.ts'
import { createDemoClock, type DemoClock } from '../time/clock.ts'
import { runDueEvents } from '../time/run-due-events.ts'
import { type Call, type LastPage, type Route, routesOf } from './http-types.ts'
import type { Interference } from './interference.ts'
import { createJournal, type Journal } from './journal.ts'
import { createWorkspaceLimiter, instantlyLimits, type RateLimits, type WorkspaceLimiter } from './rate-limits.ts'
import { envelope, Refusal, refuse } from './refusal.ts'
import { analyticsRoutes } from './routes-analytics.ts'
import { blockListRoutes } from './routes-block-list.ts'
import { campaignRoutes } from './routes-campaigns.ts'
import { emailRoutes } from './routes-emails.ts'
import { jobRoutes } from './routes-jobs.ts'
import { keyRoutes } from './routes-keys.ts'
import { labelRoutes } from './routes-labels.ts'
import { leadMoveRoutes } from './routes-lead-moves.ts'
import { leadRoutes } from './routes-leads.ts'
import { listRoutes } from './routes-lists.ts'
import { mailboxRoutes } from './routes-mailboxes.ts'
import { subsequenceRoutes } from './routes-subsequences.ts'
import { tagRoutes } from './routes-tags.ts'
import { verificationRoutes } from './routes-verification.ts'
import { warmupRoutes } from './routes-warmup.ts'
import { webhookRoutes } from './routes-webhooks.ts'
import { workspaceRoutes } from './routes-workspace.ts'
import { allowsScope } from './scopes.ts'
import { createValidator } from './validate.ts'

/** A request as passed to `inspect`, with unknown keys still in it. */
export type SeenRequest = {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, readonly string[]>>
  readonly contentType: string | null
  readonly bodyText: string
  readonly body: unknown
}

export type DemoOptions = {
  /** An existing world with its own clock; without it a new one is created. */
  readonly world?: World
  readonly clock?: DemoClock
  /** The same seed and the same calls lead to the same future. */
  readonly seed?: number
  readonly rates?: Partial<Rates>
  /** Posts webhooks; without it all of them count as delivered. */
  readonly deliver?: Deliver
  readonly workspaces?: readonly WorkspaceSeed[]
  readonly dedupe?: boolean
  readonly keepLeads?: 'full' | 'compact'
  readonly lastPage?: LastPage
  /** `null` disables rate limits. */
  readonly limits?: RateLimits | null
  /** Sent with a 429; Instantly itself is not known to send it. */
  readonly retryAfterSeconds?: number
  /** `none`: no requests are recorded at all. */
  readonly keepBodies?: 'all' | 'facts' | 'none'
  readonly onJournalLine?: (line: string) => void
  readonly interference?: Interference
  /** Strict mode: returns what is wrong with a request, regardless of what the API does with it. */
  readonly inspect?: (request: SeenRequest) => readonly string[]
}

export type DemoInstantly = {
  readonly app: { fetch(request: Request, server?: unknown): Response | Promise<Response> }
  readonly world: World
  readonly journal: Journal
  readonly clock: DemoClock
  /** Advances the clock and runs everything that is due, including webhooks. */
  moveOn(ms: number): Promise<void>
  /** Runs what is due by now and posts the due webhooks. Reads do the first part automatically. */
  catchUp(): Promise<void>
  /** Problems found by strict mode, one per line. */
  readonly violations: string[]
}

type ParsedBody = { readonly text: string; readonly value: unknown; readonly broken: boolean }
type Env = { Variables: { parsed: ParsedBody } }

const base = '/api/v2'

/** All operations of the simulator; fixed paths come before those with an id in the same position. */
export const demoRoutes = routesOf({
  ...analyticsRoutes,
  ...campaignRoutes,
  ...leadRoutes,
  ...leadMoveRoutes,
  ...listRoutes,
  ...labelRoutes,
  ...emailRoutes,
  ...warmupRoutes,
  ...mailboxRoutes,
  ...tagRoutes,
  ...subsequenceRoutes,
  ...webhookRoutes,
  ...jobRoutes,
  ...blockListRoutes,
  ...verificationRoutes,
  ...keyRoutes,
  ...workspaceRoutes,
})

/** Creates the simulated Instantly. It needs no port: `app.fetch` handles a Request. */
export function createDemoInstantly(options: DemoOptions = {}): DemoInstantly {
  const world = options.world ?? newWorld(options)
  const { clock } = world
  const journal = createJournal({
    now: () => clock.now(),
    ...(options.keepBodies ? { keepBodies: options.keepBodies } : {}),
    ...(options.onJournalLine ? { onLine: options.onJournalLine } : {}),
  })
  const violations: string[] = []
  const limits = options.limits === undefined ? instantlyLimits : options.limits
  const limiters = new Map<string, WorkspaceLimiter>()

  function limiterOf(workspaceId: string): WorkspaceLimiter | null {
    if (limits === null) return null
    const limiter = limiters.get(workspaceId) ?? createWorkspaceLimiter(clock, limits)
    limiters.set(workspaceId, limiter)
    return limiter
  }

  const app = new Hono<Env>()
  app.use(async (c, next) => {
    const parsed = await readBody(c.req.raw)
    const url = new URL(c.req.url)
    const token = bearer(c.req.raw)
    const method = c.req.method
    const entry = journal.arrived({
      token,
      workspaceId: token === null ? null : (world.findKey(token)?.workspace.id ?? null),
      method,
      path: url.pathname,
      query: url.search,
      bodyText: parsed.text,
      body: parsed.value,
    })
    if (options.inspect) {
      const contentType = c.req.raw.headers.get('content-type')
      const query = queryOf(url)
      const seen = { method, path: url.pathname, query, contentType, bodyText: parsed.text, body: parsed.value }
      for (const problem of options.inspect(seen)) violations.push(`${method} ${url.pathname}: ${problem}`)
    }
    c.set('parsed', parsed)
    const arrival = { entry, body: parsed.value, server: c.env }
    const early = await options.interference?.before(arrival)
    if (early) {
      journal.answered(entry, early.reached ? early.response.status : null)
      return early.response
    }
    await next()
    if (c.res.ok) journal.committed(entry)
    c.header('date', new Date(clock.now()).toUTCString())
    const late = await options.interference?.after(arrival, c.res)
    journal.answered(entry, !late ? c.res.status : late.reached ? late.response.status : null)
    if (late) c.res = late.response
    return undefined
  })
  for (const route of demoRoutes) {
    const handle = createHandler(route, { world, options, limiterOf })
    app.on(route.method, base + route.path, handle)
  }
  app.notFound((c) => c.json(envelope(404, `Route ${c.req.method}:${new URL(c.req.url).pathname} not found`), 404))
  app.onError((error) => {
    if (!(error instanceof Refusal)) throw error
    const pause = error.status === 429 ? options.retryAfterSeconds : undefined
    const headers = pause === undefined ? {} : { 'retry-after': String(pause) }
    return Response.json(error.body, { status: error.status, headers })
  })
  async function catchUp(): Promise<void> {
    runDueEvents(world, clock.now())
    await postWebhooks(world, options.deliver)
  }
  return {
    app,
    world,
    journal,
    clock,
    violations,
    catchUp,
    moveOn(ms) {
      clock.advance(ms)
      return catchUp()
    },
  }
}

function newWorld(options: DemoOptions): World {
  const world = createWorld({
    clock: options.clock ?? createDemoClock(),
    dedupe: options.dedupe ?? true,
    keepLeads: options.keepLeads ?? 'full',
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.rates ? { rates: options.rates } : {}),
  })
  for (const seed of options.workspaces ?? []) world.addWorkspace(seed)
  return world
}

type Served = {
  readonly world: World
  readonly options: DemoOptions
  readonly limiterOf: (workspaceId: string) => WorkspaceLimiter | null
}

/** Handles requests in Instantly's order: authentication, rate limit, authorisation, validation, then the work. */
function createHandler(route: Route, { world, options, limiterOf }: Served) {
  const checkQuery = route.query ? createValidator('querystring', route.query) : null
  const checkBody = route.body ? createValidator('body', route.body) : null
  return async (c: Context<Env>): Promise<Response> => {
    const token = bearer(c.req.raw)
    if (token === null) throw refuse(401, 'Missing authorization header')
    const found = world.findKey(token)
    if (!found) throw refuse(401, 'Invalid API key')
    const { key } = found
    const workspace = actingWorkspace(world, found.workspace, c.req.raw.headers.get('x-as-workspace'))
    if (limiterOf(workspace.id)?.admits(route.rate ?? 'other') === false) throw refuse(429, 'Rate limit exceeded')
    if (!workspace.paid) throw refuse(402, 'Workspace does not have an active paid plan')
    if (!allowsScope(key.scopes, route.scope)) throw refuse(403, `Missing required scope: ${route.scope}`)
    const body = checkedBody(c, route, checkBody)
    const params = c.req.param() as Record<string, string>
    if (route.idIsUuid !== false && params['id'] !== undefined && !isUuid(params['id']))
      throw refuse(400, 'params/id must match format "uuid"')
    const query: Values = checkQuery ? plainQuery(new URL(c.req.url)) : {}
    checkQuery?.(query)
    const nowMs = world.clock.now()
    runDueEvents(world, nowMs)
    if (!options.deliver) markAllDelivered(world)
    const paging = options.lastPage ?? 'cursor_then_empty'
    const call: Call = { world, workspace, key, params, query, body, paging, nowMs, deliver: options.deliver }
    const answer = await route.run(call)
    if (answer instanceof Response) return answer
    return route.status === 204 ? c.body(null, 204) : c.json(answer, route.status ?? 200)
  }
}

/** The key of an admin workspace may act for a workspace of its group. */
function actingWorkspace(world: World, own: Workspace, wanted: string | null): Workspace {
  if (wanted === null || wanted === own.id) return own
  const other = world.workspaces.find((workspace) => workspace.id === wanted)
  if (!other || !own.members.has(other.id)) throw refuse(403, 'You do not have access to this workspace')
  return other
}

function checkedBody(c: Context<Env>, route: Route, check: ((value: unknown) => void) | null): Values {
  const { text, value, broken } = c.get('parsed')
  const type = c.req.raw.headers.get('content-type')
  if (route.method === 'GET') return {}
  if (text === '' && type?.includes('json')) {
    const message = "Body cannot be empty when content-type is set to 'application/json'"
    throw refuse(400, message, 'FST_ERR_CTP_EMPTY_JSON_BODY')
  }
  if (text !== '' && !type?.includes('json')) {
    throw refuse(415, 'Unsupported Media Type', 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
  }
  if (broken) {
    const message = "Body is not valid JSON but content-type is set to 'application/json'"
    throw refuse(400, message, 'FST_ERR_CTP_INVALID_JSON_BODY')
  }
  if (check) {
    const body = text === '' ? {} : value
    check(body)
    return valuesOf(body)
  }
  // Deleting one object by its id accepts no body, not even an empty object.
  if (route.method === 'DELETE' && text !== '' && value !== null) throw refuse(400, 'body must be null')
  return {}
}

async function readBody(request: Request): Promise<ParsedBody> {
  const text = request.method === 'GET' || request.method === 'HEAD' ? '' : await request.text()
  if (text === '') return { text, value: undefined, broken: false }
  try {
    return { text, value: JSON.parse(text) as unknown, broken: false }
  } catch {
    return { text, value: undefined, broken: true }
  }
}

function bearer(request: Request): string | null {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null
}

function queryOf(url: URL): Record<string, readonly string[]> {
  const query: Record<string, readonly string[]> = {}
  for (const name of new Set(url.searchParams.keys())) query[name] = url.searchParams.getAll(name)
  return query
}

/** A key given once becomes a value, one given several times a list. */
function plainQuery(url: URL): Values {
  return Object.fromEntries(
    Object.entries(queryOf(url)).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  )
}
