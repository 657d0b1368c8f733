/** The peer: bare undici, ready-made requests, evenly paced just under the rate limit; it stores and parses nothing. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent } from 'undici'
import { answer } from './processes.ts'

const [url = '', count = '0'] = process.argv.slice(2)
const requests = Number(count)
const agent = new Agent({ connections: 32 })
const startedAt = performance.now()
const open: Promise<unknown>[] = []
for (let at = 0; at < requests; at += 1) {
  const wait = startedAt + at * 10.1 - performance.now()
  if (wait > 0) await sleep(wait)
  open.push(send())
}
await Promise.all(open)
answer({ seconds: (performance.now() - startedAt) / 1000 })

async function send(): Promise<void> {
  const { statusCode, body } = await agent.request({
    origin: url,
    path: '/api/v2/campaigns/analytics/daily?campaign_id=x',
    method: 'GET',
    headers: { authorization: 'Bearer bench-peer' },
  })
  await body.text()
  if (statusCode === 429) await send()
}
