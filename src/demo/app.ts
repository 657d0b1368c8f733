import { type Context, Hono } from 'hono'
import { createDemoClock, type DemoClock } from './clock.ts'
import type { Call, LastPage, Route } from './http-types.ts'
import { isUuid } from './ids.ts'
import type { Interference } from './interference.ts'
import { createJournal, type Journal } from './journal.ts'
import { createWorkspaceLimiter, instantlyLimits, type RateLimits, type WorkspaceLimiter } from './rate-limits.ts'
import { envelope, Refusal, refuse } from './refusal.ts'
import { analyticsRoutes } from './routes-analytics.ts'
import { campaignRoutes } from './routes-campaigns.ts'
import { emptyRoutes } from './routes-empty.ts'
import { leadRoutes } from './routes-leads.ts'
import { workspaceRoutes } from './routes-workspace.ts'
import { allows } from './scopes.ts'
import { createValidator } from './validate.ts'
import { type Values, valuesOf } from './values.ts'
import { createWorld, type WorkspaceSeed, type World } from './world.ts'

/** A request as a checker sees it: unknown keys still in it. */
export type SeenRequest = {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, readonly string[]>>
  readonly contentType: string | null
  readonly bodyText: string
  readonly body: unknown
}

export type DemoOptions = {
  readonly clock?: DemoClock
  readonly workspaces?: readonly WorkspaceSeed[]
  readonly dedupe?: boolean
  readonly keepLeads?: 'full' | 'compact'
  readonly lastPage?: LastPage
  /** `null` switches rate limits off. */
  readonly limits?: RateLimits | null
  /** Sent with a 429; Instantly itself is not known to send one. */
  readonly retryAfterSeconds?: number
  readonly keepBodies?: 'all' | 'facts'
  readonly onJournalLine?: (line: string) => void
  readonly interference?: Interference
  /** Strict mode: names what is wrong with a request, whatever the API makes of it. */
  readonly inspect?: (request: SeenRequest) => readonly string[]
}

type DemoInstantly = {
  readonly app: { fetch(request: Request, server?: unknown): Response | Promise<Response> }
  readonly world: World
  readonly journal: Journal
  readonly clock: DemoClock
  /** What strict mode found, a line each. */
  readonly violations: string[]
}

type Parsed = { readonly text: string; readonly value: unknown; readonly broken: boolean }
type Env = { Variables: { parsed: Parsed } }

const base = '/api/v2'

/** Every operation the simulator has; fixed paths before those with an id in the same place. */
export const demoRoutes: readonly Route[] = [
  ...analyticsRoutes,
  ...campaignRoutes,
  ...leadRoutes,
  ...workspaceRoutes,
  ...emptyRoutes,
]

/** The simulated Instantly. It needs no port: `app.fetch` takes a Request and answers it. */
export function createDemoInstantly(options: DemoOptions = {}): DemoInstantly {
  const clock = options.clock ?? createDemoClock()
  const world = createWorld({ clock, dedupe: options.dedupe ?? true, keepLeads: options.keepLeads ?? 'full' })
  for (const seed of options.workspaces ?? []) world.addWorkspace(seed)
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
    const arrival = { entry, server: c.env }
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
  return { app, world, journal, clock, violations }
}

type Served = {
  readonly world: World
  readonly options: DemoOptions
  readonly limiterOf: (workspaceId: string) => WorkspaceLimiter | null
}

/** The order Instantly's framework works in: who asks, how often, may they, is it well formed, then the work. */
function createHandler(route: Route, { world, options, limiterOf }: Served) {
  const checkQuery = route.query ? createValidator('querystring', route.query) : null
  const checkBody = route.body ? createValidator('body', route.body) : null
  return (c: Context<Env>): Response => {
    const token = bearer(c.req.raw)
    if (token === null) throw refuse(401, 'Missing authorization header')
    const found = world.findKey(token)
    if (!found) throw refuse(401, 'Invalid API key')
    const { workspace, key } = found
    const kind = route.method === 'GET' && route.path === '/emails' ? 'emails' : 'other'
    if (limiterOf(workspace.id)?.admits(kind) === false) throw refuse(429, 'Rate limit exceeded')
    if (!workspace.paid) throw refuse(402, 'Workspace does not have an active paid plan')
    if (!allows(key.scopes, route.scope)) throw refuse(403, `Missing required scope: ${route.scope}`)
    const body = checkedBody(c, route, checkBody)
    const params = c.req.param() as Record<string, string>
    if (params['id'] !== undefined && !isUuid(params['id'])) throw refuse(400, 'params/id must match format "uuid"')
    const query: Values = checkQuery ? plainQuery(new URL(c.req.url)) : {}
    checkQuery?.(query)
    const paging = options.lastPage ?? 'cursor_then_empty'
    const call: Call = { world, workspace, key, params, query, body, paging, nowMs: world.clock.now() }
    return c.json(route.run(call))
  }
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
  // Deleting one thing by its id takes no body at all, not even an empty object.
  if (route.method === 'DELETE' && text !== '' && value !== null) throw refuse(400, 'body must be null')
  return {}
}

async function readBody(request: Request): Promise<Parsed> {
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

/** A key given once is a value, given several times a list. */
function plainQuery(url: URL): Values {
  return Object.fromEntries(
    Object.entries(queryOf(url)).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  )
}
