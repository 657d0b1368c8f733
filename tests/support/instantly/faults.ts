import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Arrival, Interference, Intervention } from '#demo/api/interference.ts'
import { envelope } from '#demo/api/refusal.ts'
import {
  asksOver,
  createRandom,
  type Fault,
  type FaultsInTurn,
  type KillPoint,
  type Latency,
  type Matching,
  matches,
  type PointOptions,
  type RandomFaults,
  type ScriptedFault,
  type When,
} from './fault-rules.ts'

export type Faults = {
  script(...rules: readonly ScriptedFault[]): void
  random(rule: RandomFaults | null): void
  inTurn(rule: FaultsInTurn | null): void
  latency(latency: Latency | null): void
  /** Holds matching requests, before or after their work but unanswered, until the returned function is called. */
  hold(rule: HoldRule): () => void
  /**
   * Lists new leads late: every second lead at once, the others after this time, or once leads were sent this many
   * times. 0 lists all at once.
   */
  listLate(until: number | { readonly sentTimes: number }): void
  /** Runs `action` once, when the point is passed for the nth time. */
  at(point: KillPoint, action: () => void | Promise<void>, options?: PointOptions): void
  /** SIGKILLs a process at the point. */
  killAt(point: KillPoint, pid: number, options?: PointOptions): void
  /** SIGKILLs a process when this many requests are at the point together; none of them passes it. */
  killTogether(point: KillPoint, pid: number, count: number): void
  /** Removes every rule and point; the latency stays. */
  clear(): void
  /** Faults that occurred so far, in order. */
  readonly fired: readonly { readonly what: string; readonly seq: number }[]
}

type Point = {
  readonly point: KillPoint
  readonly nth: number
  readonly drop: boolean
  readonly action: () => void | Promise<void>
  passed: number
}
type HoldRule = Matching & { readonly nth?: number; readonly when?: When }
type Hold = { readonly rule: HoldRule; readonly released: Promise<void>; seen: number }
type Sockets = { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse }

/** Creates the faults of one server: the rules tests set, and the hook the simulator calls. */
export function createFaults(): { readonly faults: Faults; readonly interference: Interference } {
  const scripted: { readonly rule: ScriptedFault; seen: number }[] = []
  const points: Point[] = []
  const fired: { what: string; seq: number }[] = []
  const chosen = new WeakMap<object, readonly Fault[]>()
  const delays = new WeakMap<object, number>()
  const jitter = createRandom(1)
  let random: { readonly rule: RandomFaults; readonly next: () => number } | null = null
  let turns: ReturnType<typeof createTurns> | null = null
  let latency: Latency | null = null
  const holds = new Set<Hold>()
  let late: Parameters<Faults['listLate']>[0] = 0
  let timesSent = 0

  /** Decided once, on arrival, so that a rule counts each request once regardless of when its fault strikes. */
  function choose({ entry }: Arrival): readonly Fault[] {
    const faults: Fault[] = []
    for (const item of scripted) {
      if (!matches(item.rule, entry.method, entry.path)) continue
      if (item.rule.over && !asksOver(item.rule.over, entry.query)) continue
      item.seen++
      const first = item.rule.nth ?? 1
      if (item.seen >= first && item.seen < first + (item.rule.times ?? 1)) faults.push(item.rule.fault)
    }
    if (random && matches(random.rule, entry.method, entry.path) && random.next() < random.rule.rate) {
      const fault = random.rule.faults[Math.floor(random.next() * random.rule.faults.length)]
      if (fault) faults.push(fault)
    }
    const inTurn = turns?.next(entry)
    if (inTurn) faults.push(inTurn)
    return faults
  }

  const holdsOn = ({ entry }: Arrival, when: When): readonly Promise<void>[] =>
    [...holds].flatMap((hold) => {
      if ((hold.rule.when ?? 'before_commit') !== when || !matches(hold.rule, entry.method, entry.path)) return []
      hold.seen++
      return hold.seen >= (hold.rule.nth ?? 1) ? [hold.released] : []
    })

  async function pass(arrival: Arrival, point: KillPoint): Promise<Intervention | null> {
    let drop = false
    for (const item of points.filter((candidate) => candidate.point === point)) {
      item.passed++
      if (item.passed !== item.nth) continue
      fired.push({ what: point, seq: arrival.entry.seq })
      await item.action()
      drop ||= item.drop
    }
    return drop ? cutOff(arrival) : null
  }

  async function strike(arrival: Arrival, when: When, response: Response | null): Promise<Intervention | null> {
    for (const fault of chosen.get(arrival.entry) ?? []) {
      if (whenOf(fault) !== when) continue
      fired.push({ what: `${fault.kind} ${when}`, seq: arrival.entry.seq })
      const intervention = await apply(fault, arrival, response)
      if (intervention) return intervention
    }
    return null
  }

  const interference: Interference = {
    async before(arrival) {
      chosen.set(arrival.entry, choose(arrival))
      await Promise.all(holdsOn(arrival, 'before_commit'))
      if (latency) {
        const total = latency.ms + jitter() * (latency.jitterMs ?? 0)
        const commitAt = total * (latency.commitAt ?? 0)
        delays.set(arrival.entry, total - commitAt)
        if (commitAt > 0) await sleep(commitAt)
      }
      if (arrival.entry.path.endsWith('/leads/add')) timesSent += 1
      const point = pointBefore(arrival)
      const early = (point ? await pass(arrival, point) : null) ?? (await strike(arrival, 'before_commit', null))
      if (!early && chosen.get(arrival.entry)?.some((fault) => whenOf(fault) === 'part_way')) keepFirstHalf(arrival)
      for (const fault of chosen.get(arrival.entry) ?? []) {
        if (fault.kind === 'short_page') Object.assign(arrival.body as object, { limit: fault.rows })
      }
      return early
    },
    async after(arrival, response) {
      await Promise.all(holdsOn(arrival, 'after_commit'))
      const delay = delays.get(arrival.entry)
      if (delay) await sleep(delay)
      const point = pointAfter(arrival)
      const intervention =
        (point ? await pass(arrival, point) : null) ??
        (await strike(arrival, 'part_way', response)) ??
        (await strike(arrival, 'after_commit', response))
      if (!intervention && late !== 0 && arrival.entry.path.endsWith('/leads/list')) {
        const hiddenMs = typeof late === 'number' ? late : timesSent < late.sentTimes ? Number.POSITIVE_INFINITY : 0
        return { response: await withoutLate(response, hiddenMs), reached: true }
      }
      if (!intervention && arrival.entry.path.endsWith('/leads/add')) {
        sockets(arrival).outgoing.once('finish', () => void pass(arrival, 'after_answer'))
      }
      return intervention
    },
  }

  const faults: Faults = {
    fired,
    script(...rules) {
      for (const rule of rules) scripted.push({ rule, seen: 0 })
    },
    random(rule) {
      random = rule ? { rule, next: createRandom(rule.seed) } : null
    },
    inTurn(rule) {
      turns = rule && createTurns(rule)
    },
    listLate(until) {
      late = until
      timesSent = 0
    },
    latency(next) {
      latency = next
    },
    hold(rule) {
      const { promise: released, resolve } = Promise.withResolvers<void>()
      const hold: Hold = { rule, released, seen: 0 }
      holds.add(hold)
      return () => {
        holds.delete(hold)
        resolve()
      }
    },
    at(point, action, options = {}) {
      points.push({ point, nth: options.nth ?? 1, drop: options.afterwards !== 'go_on', action, passed: 0 })
    },
    killAt(point, pid, options) {
      faults.at(point, () => void process.kill(pid, 'SIGKILL'), options)
    },
    killTogether(point, pid, count) {
      const { promise: dead, resolve } = Promise.withResolvers<void>()
      let missing = count
      const arrive = () => {
        missing -= 1
        if (missing === 0) {
          process.kill(pid, 'SIGKILL')
          resolve()
        }
        return dead
      }
      // A request that waits at one of them does not reach those behind it, so each has one request.
      for (let one = 0; one < count; one += 1) faults.at(point, arrive)
    },
    clear() {
      scripted.length = 0
      points.length = 0
      random = null
      turns = null
      late = 0
    },
  }
  return { faults, interference }
}

/** The API receives the request without the second half of its leads. */
function keepFirstHalf({ entry, body }: Arrival): void {
  const { leads } = body as { leads: unknown[] }
  leads.length = Math.ceil(leads.length / 2)
  // The journal must list only what is carried out.
  Object.assign(entry, { emails: entry.emails.slice(0, leads.length) })
}

/** Returns a page of leads without those that are not listed yet. */
async function withoutLate(response: Response, lateMs: number): Promise<Response> {
  const listed = (await response.clone().json()) as { items?: readonly { email: string; timestamp_created: string }[] }
  const items = listed.items?.filter(
    ({ email, timestamp_created }) =>
      email.charCodeAt(email.indexOf('@') - 1) % 2 === 0 || Date.now() - Date.parse(timestamp_created) >= lateMs,
  )
  return Response.json({ ...listed, items }, { status: response.status })
}

function createTurns(rule: FaultsInTurn) {
  const { every, faults } = rule
  const met = new Map<string, { readonly first: number; requests: number }>()
  return {
    next({ method, path, target }: Arrival['entry']): Fault | undefined {
      if (target === null || !matches(rule, method, path)) return undefined
      const known = met.get(target) ?? { first: met.size, requests: 0 }
      known.requests += 1
      met.set(target, known)
      const turn = known.requests / every
      return Number.isInteger(turn) && turn <= faults.length
        ? faults[(known.first + turn - 1) % faults.length]
        : undefined
    },
  }
}

/** Does not keep the process alive: a wait longer than the test ends with it. */
function sleep(ms: number): Promise<void> {
  return wait(ms, undefined, { ref: false })
}

/** Whether a request changes sending accounts: one of them, some paused, or warmup switched. */
const changesAccounts = ({ method, path }: Arrival['entry']): boolean =>
  (method === 'PATCH' && /\/accounts\/[^/]+$/.test(path)) ||
  (method === 'POST' && /\/accounts\/(?:pause|warmup\/(?:enable|disable)|[^/]+\/(?:resume|mark-fixed))$/.test(path))

function pointBefore({ entry }: Arrival): KillPoint | null {
  if (isCampaign(entry.path) && entry.method === 'PATCH') return 'during_edit_before_commit'
  if (changesAccounts(entry)) return 'during_account_before_commit'
  if (isCampaign(entry.path) && entry.method === 'DELETE') return 'during_delete_before_commit'
  if (entry.method === 'GET' && entry.path.endsWith('/emails')) return 'during_email_list'
  if (entry.method === 'DELETE' && isBlockEntry(entry.path)) return 'during_unblock_before_commit'
  if (entry.method === 'DELETE' && entry.path.endsWith('/leads')) return 'during_lead_delete_before_commit'
  if (entry.method !== 'POST') return null
  if (isBlockEntry(entry.path)) return 'during_block_before_commit'
  if (entry.path.endsWith('/leads/update-interest-status')) return 'during_interest_before_commit'
  if (entry.path.endsWith('/leads/add')) return 'before_commit'
  if (entry.path.endsWith('/campaigns')) return 'during_campaign_create_before_commit'
  if (entry.path.endsWith('/lead-lists')) return 'during_list_create_before_commit'
  if (isMailOut(entry.path)) return 'during_reply_before_commit'
  if (entry.path.endsWith('/leads/subsequence/move')) return 'during_move_before_commit'
  return entry.path.endsWith('/leads/list') ? 'during_leads_list' : null
}

function pointAfter({ entry }: Arrival): KillPoint | null {
  if (isCampaign(entry.path) && entry.method === 'PATCH') return 'during_edit_after_commit'
  if (changesAccounts(entry)) return 'during_account_after_commit'
  if (isCampaign(entry.path) && entry.method === 'DELETE') return 'during_delete_after_commit'
  if (entry.method === 'DELETE' && isBlockEntry(entry.path)) return 'during_unblock_after_commit'
  if (entry.method === 'DELETE' && entry.path.endsWith('/leads')) return 'during_lead_delete_after_commit'
  if (entry.method !== 'POST') return null
  if (isBlockEntry(entry.path)) return 'during_block_after_commit'
  if (entry.path.endsWith('/leads/update-interest-status')) return 'during_interest_after_commit'
  if (entry.path.endsWith('/leads/add')) return 'after_commit_before_answer'
  if (entry.path.endsWith('/campaigns')) return 'during_campaign_create_after_commit'
  if (entry.path.endsWith('/lead-lists')) return 'during_list_create_after_commit'
  if (isMailOut(entry.path)) return 'during_reply_after_commit'
  if (entry.path.endsWith('/leads/subsequence/move')) return 'during_move_after_commit'
  return entry.path.endsWith('/activate') ? 'during_activate' : null
}

const isBlockEntry = (path: string) => path.includes('/block-lists-entries')

const isMailOut = (path: string) => path.endsWith('/emails/reply') || path.endsWith('/emails/forward')

function whenOf(fault: Fault): When {
  return 'when' in fault ? fault.when : 'after_commit'
}

async function apply(fault: Fault, arrival: Arrival, response: Response | null): Promise<Intervention | null> {
  switch (fault.kind) {
    case 'status':
      return { response: statusAnswer(fault.status, fault.retryAfterSeconds), reached: true }
    case 'html':
      return { response: page(fault.status), reached: true }
    case 'reset':
      return cutOff(arrival)
    case 'hang':
      return { response: alreadySent(), reached: false }
    case 'half_answer':
      await sendPieces(arrival, response, 0)
      return { response: alreadySent(), reached: false }
    case 'invalid_json':
      return { response: new Response('{"items": [', { headers: { 'content-type': json } }), reached: true }
    case 'answer':
      return { response: Response.json(fault.body, { status: fault.status ?? 200 }), reached: true }
    case 'too_long':
      return {
        response: new Response('{', { headers: { 'content-type': json, 'content-length': String(2 ** 30) } }),
        reached: false,
      }
    case 'short_page':
      return null
    case 'older_answer':
      return { response: await olderAnswer(response, fault.fields), reached: true }
    case 'slow_body':
      await sendPieces(arrival, response, fault.overMs)
      return { response: alreadySent(), reached: true }
    case 'delay':
      await sleep(fault.ms)
      return null
  }
}

const json = 'application/json; charset=utf-8'

function statusAnswer(status: number, retryAfterSeconds?: number): Response {
  const message = status === 429 ? 'Rate limit exceeded' : 'Something went wrong'
  const headers = {
    'content-type': json,
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
  }
  return new Response(JSON.stringify(envelope(status, message)), { status, headers })
}

function page(status: number): Response {
  const body = `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>Error ${status}</h1></body></html>`
  return new Response(body, { status, headers: { 'content-type': 'text/html; charset=UTF-8' } })
}

async function olderAnswer(response: Response | null, fields: Readonly<Record<string, unknown>>): Promise<Response> {
  const body = (await response?.json()) as { items?: readonly object[] }
  const older = body.items
    ? { ...body, items: body.items.map((item) => ({ ...item, ...fields })) }
    : { ...body, ...fields }
  return Response.json(older)
}

/** Tells the server that the answer, or its absence, has been handled. */
function alreadySent(): Response {
  return new Response(null, { headers: { 'x-hono-already-sent': 'true' } })
}

function cutOff(arrival: Arrival): Intervention {
  sockets(arrival).incoming.socket.resetAndDestroy()
  return { response: alreadySent(), reached: false }
}

/** Writes half an answer and ends the connection, or, with a duration, writes all of it piece by piece. */
async function sendPieces(arrival: Arrival, response: Response | null, overMs: number): Promise<void> {
  const { outgoing } = sockets(arrival)
  const body = Buffer.from(response ? await response.arrayBuffer() : new ArrayBuffer(0))
  outgoing.writeHead(response?.status ?? 200, { 'content-type': json, 'content-length': body.length })
  const half = Math.ceil(body.length / 2)
  if (overMs === 0) {
    outgoing.write(body.subarray(0, half), () => outgoing.destroy())
    return
  }
  const pieces = 5
  const size = Math.max(1, Math.ceil(body.length / pieces))
  for (let at = 0; at < body.length && !outgoing.destroyed; at += size) {
    outgoing.write(body.subarray(at, at + size))
    await sleep(overMs / pieces)
  }
  outgoing.end()
}

function sockets(arrival: Arrival): Sockets {
  return arrival.server as Sockets
}

const isCampaign = (path: string): boolean => /\/campaigns\/[^/]+$/.test(path)
