/**
 * A server with campaigns that answers within Instantly's rate limit: 150 ms a request, at most 100 in any second
 * (sliding) for each key, 429 beyond. Answers are built beforehand, so that it uses little of the machine that is
 * measured.
 */
import http from 'node:http'
import type { AddressInfo } from 'node:net'

const answerAfterMs = 150
const perSecond = 100
const dayMs = 86_400_000
const campaignCount = Number(process.argv[2] ?? '1000')
const days = 60

type Client = { accepted: number[]; requests: number; refused: number; firstAt: number; lastAt: number }
const clients = new Map<string, Client>()
/** The server has no data until `/__open` is called, so that the requests made when a key is added are not measured. */
let open = false

const idOf = (no: number) => `01900000-0000-7000-8000-${no.toString(16).padStart(12, '0')}`
const body = (step: number, variant: number) =>
  `<p>Hi {{firstName}},</p><p>${`Step ${step} variant ${variant} says what the others did not say yet. `.repeat(8)}</p>`
const campaigns = Array.from({ length: campaignCount }, (_, no) => ({
  id: idOf(no),
  name: `Campaign ${no}`,
  status: no % 3,
  timestamp_created: '2026-09-01T09:00:00.000Z',
  timestamp_updated: '2026-11-01T09:00:00.000Z',
  open_tracking: no % 2 === 0,
  link_tracking: false,
  daily_limit: 50,
  email_list: ['lena@sender.example', 'paul@sender.example'],
  campaign_schedule: {
    schedules: [
      {
        name: 'Week',
        timing: { from: '09:00', to: '17:00' },
        days: { '1': true, '2': true },
        timezone: 'Europe/Belgrade',
      },
    ],
  },
  sequences: [
    {
      steps: [0, 1, 2].map((step) => ({
        type: 'email',
        delay: 3,
        variants: [0, 1].map((variant) => ({ subject: `Subject ${step} ${variant}`, body: body(step, variant) })),
      })),
    },
  ],
}))
const pages = new Map<string, string>()
for (let first = 0; first <= campaignCount; first += 100) {
  const items = campaigns.slice(first, first + 100)
  const last = items.at(-1)
  // The last page with rows names a next one too, as at Instantly.
  const next = last ? { next_starting_after: last.id } : {}
  pages.set(first === 0 ? '' : idOf(first - 1), JSON.stringify({ items, ...next }))
}
const counts = (sent: number) => ({
  sent,
  opened: 9,
  unique_opened: 6,
  replies: 2,
  unique_replies: 1,
  replies_automatic: 1,
  unique_replies_automatic: 1,
  clicks: 0,
  unique_clicks: 0,
  opportunities: 1,
})
const startDay = Date.UTC(2026, 8, 1)
const daily = () =>
  JSON.stringify(
    Array.from({ length: days }, (_, at) => ({
      date: new Date(startDay + at * dayMs).toISOString().slice(0, 10),
      new_leads_contacted: 8,
      ...counts(20),
    })),
  )
const steps = () =>
  JSON.stringify(
    [0, 1, 2].flatMap((step) => [0, 1].map((variant) => ({ step: `${step}`, variant: `${variant}`, ...counts(200) }))),
  )
const totals = () =>
  JSON.stringify(
    campaigns.map(({ id, name, status }) => ({
      campaign_name: name,
      campaign_id: id,
      campaign_status: status,
      leads_count: 0,
      contacted_count: days * 20,
      emails_sent_count: days * 20,
      new_leads_contacted_count: days * 8,
      open_count: 540,
      open_count_unique: 360,
      reply_count: 120,
      reply_count_unique: 60,
      reply_count_automatic: 60,
      link_click_count: 0,
      bounced_count: 12,
      unsubscribed_count: 3,
      completed_count: 100,
      total_opportunities: 60,
      total_opportunity_value: 0,
    })),
  )
const made = { daily: daily(), steps: steps(), totals: totals() }

const server = http.createServer((request, response) => {
  request.resume()
  const url = new URL(request.url ?? '/', 'http://here')
  const path = url.pathname.replace(/^\/api\/v2/, '')
  const send = (status: number, text: string) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    response.end(text)
  }
  if (path.startsWith('/__')) return send(200, control(path))
  const key = request.headers.authorization ?? ''
  const now = performance.now()
  const client = clients.get(key) ?? { accepted: [], requests: 0, refused: 0, firstAt: now, lastAt: now }
  clients.set(key, client)
  while (client.accepted[0] !== undefined && client.accepted[0] <= now - 1000) client.accepted.shift()
  if (client.accepted.length >= perSecond) {
    client.refused += 1
    return send(429, '{"statusCode":429,"error":"Too Many Requests","message":"Rate limit exceeded"}')
  }
  client.accepted.push(now)
  // Requests of other parts of the app are not counted here, but count against the rate limit.
  if (/^\/(?:campaigns|custom-tag)/.test(path)) client.requests += 1
  client.lastAt = now
  setTimeout(() => send(200, answer(path, url.searchParams, key)), answerAfterMs)
})
server.keepAliveTimeout = 120_000

function control(path: string): string {
  const seen = [...clients.values()]
  const sum = (of: 'requests' | 'refused') => seen.reduce((total, one) => total + one[of], 0)
  const stats = { requests: sum('requests'), refused: sum('refused') }
  if (path === '/__reset') clients.clear()
  if (path === '/__open') open = true
  return JSON.stringify(stats)
}

/** Returns a workspace for each key; two clients never have the same one. */
const workspaceOf = (key: string) => {
  const hash = Array.from({ length: key.length }, (_, at) => key.charCodeAt(at)).reduce(
    (sum, code) => (sum * 31 + code) % 0xff_ff_ff,
    7,
  )
  return `01900000-0000-7000-9000-${hash.toString(16).padStart(12, '0')}`
}

function answer(path: string, query: URLSearchParams, key: string): string {
  if (!open && path.startsWith('/campaigns')) return path === '/campaigns' ? '{"items":[]}' : '[]'
  if (path === '/campaigns') return pages.get(query.get('starting_after') ?? '') ?? '{"items":[]}'
  if (path === '/campaigns/analytics') return made.totals
  if (path === '/campaigns/analytics/daily') return made.daily
  if (path === '/campaigns/analytics/steps') return made.steps
  if (path === '/workspaces/current') return JSON.stringify({ id: workspaceOf(key), name: key.slice(-6) })
  return '{"items":[]}'
}

server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
process.on('disconnect', () => process.exit(0))
