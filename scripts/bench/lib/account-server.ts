/**
 * A server with sending accounts that answers within Instantly's rate limit: 150 ms a request, at most 100 in any
 * second (sliding) for each key, 429 beyond. Clients share the accounts evenly.
 */
import http from 'node:http'
import type { AddressInfo } from 'node:net'

const answerAfterMs = 150
const perSecond = 100
const [clients = 30, mailboxes = 2_000] = process.argv.slice(2).map(Number)
const dayMs = 86_400_000

type Mailbox = { readonly email: string; dailyLimit: number; warmup: 0 | 1 }
type Client = {
  readonly boxes: readonly Mailbox[]
  accepted: number[]
  requests: number
  refused: number
  readonly jobs: Map<string, string>
}
const byKey = new Map<string, Client>()
/** Cache of long answers as text, so that the time to build them is not measured. */
const texts = new Map<string, string>()
/** The server has no data until `/__open` is called, so that the requests made when a key is added are not measured. */
let open = false
/** Number of changes to each account. */
let changed = new Map<string, number>()

function clientOf(key: string): Client {
  const known = byKey.get(key)
  if (known) return known
  const no = Number(key.slice(-4))
  const count = Math.floor((mailboxes * (no + 1)) / clients) - Math.floor((mailboxes * no) / clients)
  const boxes = Array.from(
    { length: count },
    (_, at): Mailbox => ({
      email: `box${String(at).padStart(4, '0')}@client${no}.example`,
      dailyLimit: 40,
      warmup: 1,
    }),
  )
  const made: Client = { boxes, accepted: [], requests: 0, refused: 0, jobs: new Map() }
  byKey.set(key, made)
  return made
}

const shown = ({ email, dailyLimit, warmup }: Mailbox) => ({
  email,
  first_name: 'Bench',
  last_name: 'Box',
  timestamp_created: '2026-01-01T09:00:00.000Z',
  timestamp_updated: '2026-11-01T09:00:00.000Z',
  organization: '01900000-0000-7000-9000-000000000000',
  status: 1,
  warmup_status: warmup,
  provider_code: 2,
  setup_pending: false,
  is_managed_account: false,
  warmup: { limit: 10 },
  daily_limit: dailyLimit,
  sending_gap: 10,
  stat_warmup_score: 97,
  tags: [],
})
const change = (box: Mailbox) => changed.set(box.email, (changed.get(box.email) ?? 0) + 1)

const dates = (from: string, to: string): readonly string[] => {
  const [begin, end] = [Date.parse(from), Date.parse(to)]
  const length = Math.floor((end - begin) / dayMs) + 1
  return Array.from({ length }, (_, at) => new Date(begin + at * dayMs).toISOString().slice(0, 10))
}
const daily = (emails: readonly string[], from: string, to: string) =>
  dates(from, to).flatMap((date) =>
    emails.map((email) => ({
      date,
      email_account: email,
      sent: 30,
      bounced: 1,
      contacted: 12,
      new_leads_contacted: 12,
      opened: 9,
      unique_opened: 8,
      replies: 2,
      unique_replies: 1,
      replies_automatic: 1,
      unique_replies_automatic: 1,
      clicks: 1,
      unique_clicks: 1,
    })),
  )
const warmupDays = (emails: readonly string[]) => {
  const today = Math.floor(Date.now() / dayMs)
  const week = dates(
    new Date((today - 6) * dayMs).toISOString().slice(0, 10),
    new Date(today * dayMs).toISOString().slice(0, 10),
  )
  const days = Object.fromEntries(
    week.map((date) => [date, { sent: 10, landed_inbox: 9, landed_spam: 1, received: 10 }]),
  )
  return { email_date_data: Object.fromEntries(emails.map((email) => [email, days])), aggregate_data: {} }
}

const server = http.createServer((request, response) => void serve(request, response))

async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://here')
  const path = decodeURIComponent(url.pathname.replace(/^\/api\/v2/, ''))
  const sendText = (status: number, body: string) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    response.end(body)
  }
  const send = (status: number, body: unknown) => sendText(status, JSON.stringify(body))
  const chunks: Buffer[] = []
  for await (const some of request) chunks.push(some as Buffer)
  const text = Buffer.concat(chunks).toString()
  const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
  if (path.startsWith('/__')) return send(200, control(path))
  const client = clientOf((request.headers.authorization ?? '').slice('Bearer '.length))
  const now = performance.now()
  while (client.accepted[0] !== undefined && client.accepted[0] <= now - 1000) client.accepted.shift()
  if (client.accepted.length >= perSecond) {
    client.refused += 1
    return send(429, { statusCode: 429, error: 'Too Many Requests', message: 'Rate limit exceeded' })
  }
  client.accepted.push(now)
  // Requests of other parts of the app are not counted here, but count against the rate limit.
  if (path.startsWith('/accounts')) client.requests += 1
  if (open && path.includes('analytics')) {
    const key = `${url.pathname}${url.search} ${text}`
    const kept =
      texts.get(key) ?? JSON.stringify(answerTo(client, request.method ?? 'GET', path, url.searchParams, body))
    texts.set(key, kept)
    return void setTimeout(() => sendText(200, kept), answerAfterMs)
  }
  const answer = answerTo(client, request.method ?? 'GET', path, url.searchParams, body)
  setTimeout(() => send(answer === null ? 404 : 200, answer ?? { message: 'Not found' }), answerAfterMs)
}
server.keepAliveTimeout = 120_000

function control(path: string): unknown {
  const seen = [...byKey.values()]
  const stats = {
    requests: seen.reduce((sum, one) => sum + one.requests, 0),
    busiest: Math.max(0, ...seen.map((one) => one.requests)),
    refused: seen.reduce((sum, one) => sum + one.refused, 0),
    twice: [...changed.values()].filter((count) => count > 1).length,
    once: changed.size,
  }
  if (path === '/__open') open = true
  if (path === '/__reset') {
    for (const one of seen) Object.assign(one, { requests: 0, refused: 0 })
    changed = new Map()
  }
  return stats
}

function answerTo(
  client: Client,
  method: string,
  path: string,
  query: URLSearchParams,
  body: Record<string, unknown>,
): unknown {
  const emails = (body['emails'] ?? []) as string[]
  const named = client.boxes.filter(({ email }) => emails.includes(email))
  const [, , email] = path.split('/')
  if (path === '/workspaces/current') return { id: workspaceId(client), name: 'Bench' }
  if (!open) return { items: [] }
  if (path === '/accounts') {
    const from = Number(query.get('starting_after') ?? 0)
    const items = client.boxes.slice(from, from + 100).map(shown)
    return from + 100 < client.boxes.length ? { items, next_starting_after: String(from + 100) } : { items }
  }
  if (path === '/accounts/analytics/daily')
    return daily(query.getAll('emails'), query.get('start_date') ?? '', query.get('end_date') ?? '')
  if (path === '/accounts/warmup-analytics') return warmupDays(emails)
  if (path === '/accounts/test/vitals')
    return {
      success_list: [{ domain: client.boxes[0]?.email.split('@')[1], mx: true, spf: true, dkim: true, dmarc: true }],
    }
  if (path.startsWith('/accounts/warmup/')) {
    for (const box of named) {
      box.warmup = path.endsWith('enable') ? 1 : 0
      change(box)
    }
    return job('done')
  }
  if (path.startsWith('/background-jobs/')) return job('done')
  if (path === '/campaigns/analytics') return []
  const box = client.boxes.find((one) => one.email === email)
  if (path.startsWith('/accounts/') && box) {
    if (method === 'PATCH') {
      box.dailyLimit = Number(body['daily_limit'] ?? box.dailyLimit)
      change(box)
    }
    return shown(box)
  }
  return { items: [] }
}

const job = (status: string) => ({
  id: '01900000-0000-7000-8000-000000000001',
  workspace_id: '01900000-0000-7000-9000-000000000000',
  type: 'update-warmup-accounts',
  status: status === 'done' ? 'success' : 'pending',
  progress: 100,
  created_at: new Date().toISOString(),
  updated_at: new Date().toISOString(),
})
/** Two clients never have the same workspace. */
const workspaceId = (client: Client) =>
  `01900000-0000-7000-9000-${[...byKey.values()].indexOf(client).toString(16).padStart(12, '0')}`

server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
process.on('disconnect', () => process.exit(0))
