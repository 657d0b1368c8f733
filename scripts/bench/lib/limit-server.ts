/**
 * A server that answers within Instantly's rate limit: 150 ms a request, at most 100 in any second (sliding), 429
 * beyond. It parses no more of a body than the answer needs, so that it uses little of the machine that is measured.
 */
import http from 'node:http'
import type { AddressInfo } from 'node:net'

const answerAfterMs = 150
const perSecond = 100

const accepted: number[] = []
const stats = { requests: 0, refused: 0, leads: 0, addRequests: 0 }
const campaigns = new Map<string, { id: string; name: string; status: number; timestamp_created: string }>()
let lastId = 0
/** Ids of another server are never reused, because the product remembers campaigns. */
const serverMark = process.pid.toString(16).padStart(8, '0').slice(-8)

const nextId = () => {
  lastId += 1
  return `${serverMark}-0000-7000-8000-${lastId.toString(16).padStart(12, '0')}`
}

const server = http.createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const path = (request.url ?? '').replace(/^\/api\/v2/, '').split('?')[0] ?? ''
    if (path.startsWith('/__')) {
      send(200, control(path))
      return
    }
    const now = performance.now()
    while (accepted[0] !== undefined && accepted[0] <= now - 1000) accepted.shift()
    if (accepted.length >= perSecond) {
      stats.refused += 1
      send(429, { statusCode: 429, error: 'Too Many Requests', message: 'Rate limit exceeded' })
      return
    }
    accepted.push(now)
    stats.requests += 1
    setTimeout(() => send(200, answer(request.method ?? 'GET', path, Buffer.concat(chunks))), answerAfterMs)
  })
  const send = (status: number, body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    response.end(text)
  }
})
server.keepAliveTimeout = 120_000

function control(path: string): unknown {
  const current = { ...stats }
  if (path === '/__reset') {
    Object.assign(stats, { requests: 0, refused: 0, leads: 0, addRequests: 0 })
  }
  return current
}

function answer(method: string, path: string, body: Buffer): unknown {
  if (method === 'POST' && path === '/leads/add') return addLeads(body)
  if (method === 'POST' && path === '/campaigns') {
    const { name } = JSON.parse(body.toString('utf8')) as { name: string }
    const campaign = { id: nextId(), name, status: 0, timestamp_created: new Date().toISOString() }
    campaigns.set(campaign.id, campaign)
    return campaign
  }
  if (path === '/workspaces/current') return { id: '01900000-0000-7000-9000-000000000001', name: 'Bench' }
  if (path === '/workspace-billing/plan-details') {
    return { subscriptions: { outreach: { plan_name: 'Bench', total_lead_limit: 1e9, current_lead_count: 0 } } }
  }
  const campaign = campaigns.get(path.replace('/campaigns/', ''))
  if (campaign) return campaign
  return { items: [] }
}

const mark = Buffer.from('"email":"')

function addLeads(body: Buffer): string {
  const created: string[] = []
  for (let at = body.indexOf(mark); at !== -1; at = body.indexOf(mark, at + mark.length)) {
    const end = body.indexOf(0x22, at + mark.length)
    created.push(
      `{"index":${created.length},"id":"${nextId()}","email":"${body.toString('latin1', at + mark.length, end)}"}`,
    )
  }
  stats.leads += created.length
  stats.addRequests += 1
  const count = created.length
  return `{"status":"success","total_sent":${count},"leads_uploaded":${count},"in_blocklist":0,"blocklist_used":null,"duplicated_leads":0,"skipped_count":0,"invalid_email_count":0,"incomplete_count":0,"duplicate_email_count":0,"remaining_in_plan":1000000,"created_leads":[${created.join(',')}]}`
}

server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
process.on('disconnect', () => process.exit(0))
