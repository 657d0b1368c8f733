/**
 * The peer: bare undici over bodies built beforehand, evenly paced just under the rate limit; it stores and parses
 * nothing.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent } from 'undici'
import { answer } from './processes.ts'

export type PeerFigures = { readonly seconds: number; readonly cpuMs: number }

const [url = '', count = '0', leads = '1000'] = process.argv.slice(2)
const requests = Number(count)
const lead = {
  email: 'lead@company.example',
  first_name: 'Mechthild',
  last_name: 'Rosenbaum-Kjær',
  company_name: 'Kjær Zerspanung GmbH',
  job_title: 'Geschäftsführerin',
  phone: '+49 7721 1',
  website: 'https://company.example',
  custom_variables: { city: 'Köln', category: 'Machine shop', rating: '4.7', reviews: '211', zip: '78050' },
}
const body = Buffer.from(JSON.stringify({ campaign_id: 'x', leads: Array.from({ length: Number(leads) }, () => lead) }))
const agent = new Agent({ connections: 32 })

const cpuBefore = process.cpuUsage()
const startedAt = performance.now()
const open: Promise<unknown>[] = []
for (let at = 0; at < requests; at += 1) {
  const due = startedAt + at * 10.1
  const wait = due - performance.now()
  if (wait > 0) await sleep(wait)
  open.push(send())
}
await Promise.all(open)
const cpu = process.cpuUsage(cpuBefore)
answer({ seconds: (performance.now() - startedAt) / 1000, cpuMs: (cpu.user + cpu.system) / 1000 } satisfies PeerFigures)

async function send(): Promise<void> {
  const { statusCode, body: reply } = await agent.request({
    origin: url,
    path: '/api/v2/leads/add',
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer bench' },
    body,
  })
  await reply.text()
  if (statusCode === 429) await send()
}
