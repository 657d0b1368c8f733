/**
 * Benchmarks how long an event takes from the relay's answer to Instantly until the window has it: relay and product
 * are separate processes, the event is on disk in both, and the window queried again because it was notified. Measured
 * one event at a time, and at 100 a second; against a bare client that polls the same relay and discards what it reads.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { concerns } from '#shared/contract/changes.ts'
import type { Events } from '#shared/contract/index.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { relayPage, webhookSettingsOf } from '#shared/relay-protocol.ts'
import { startServer } from './lib/processes.ts'
import { type Product, startProduct } from './lib/product.ts'
import { percentile, quick, report } from './lib/report.ts'

const bench = 'relay-window'
const events = quick ? 60 : 400
const loadPerSecond = 100
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-'))
let sent = 0

const instantly = await startServer('limit-server.ts')
const relay = await startServer<{ url: string; token: string }>('relay-server.ts', [dataDir])
const hook = webhookSettingsOf(relay.url, relay.token)
if (!hook) throw new Error('the relay gave no token')
const product = startProduct(dataDir, instantly.url)
const { workspace } = await product.call('workspaces.addKey', {
  workspaceId: null,
  name: 'Bench',
  key: 'bench-key-0001',
})
await product.call('relay.connect', { workspaceId: workspace.id, address: relay.url, token: relay.token })

const idle = await each(events, () => toWindow(product, workspace.id))
const load = setInterval(() => void post().catch(() => undefined), 1_000 / loadPerSecond)
const busy = await each(events, () => toWindow(product, workspace.id))
clearInterval(load)
await product.call('relay.disconnect', { workspaceId: workspace.id, deleteWebhook: false })
const bare = await each(quick ? 30 : 100, toBareClient)
await product.stop()
await relay.stop()
await instantly.stop()
fs.rmSync(dataDir, { recursive: true, force: true })

const peer = (values: readonly number[]) => ({
  median_ms: Math.round(percentile(values, 0.5)),
  bare_client_p95_ms: Math.round(percentile(bare, 0.95)),
})
const p95 = { bench, unit: 'ms', target: '<= 1000' }
report({ ...p95, figure: 'relay_to_window_p95_ms', value: percentile(idle, 0.95), peer: peer(idle) })
report({ ...p95, figure: 'relay_to_window_busy_p95_ms', value: percentile(busy, 0.95), peer: peer(busy) })

async function each(times: number, measure: () => Promise<number>): Promise<readonly number[]> {
  const values: number[] = []
  for (let at = 0; at < times; at += 1) {
    values.push(await measure())
    // A varying pause, so that events are not in step with any polling interval.
    await sleep(10 + ((at * 37) % 60))
  }
  return values
}

/** Posts one event, as Instantly does; its number at the relay is at most the number of events sent. */
async function post(): Promise<number> {
  sent += 1
  const number = sent
  const answer = await fetch(hook?.url ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...hook?.headers },
    body: JSON.stringify({
      timestamp: new Date(Date.UTC(2026, 0, 1) + number * 1_000).toISOString(),
      event_type: 'email_opened',
      campaign_id: 'c-1',
      campaign_name: 'Bench',
      lead_email: `lead${number}@bench.example`,
    }),
  })
  if (!answer.ok) throw new Error(`the relay answered ${answer.status}`)
  return number
}

/** Measures from the relay's answer until a query of the window, made because it was notified, shows the event. */
async function toWindow(app: Product, workspaceId: WorkspaceId): Promise<number> {
  const wanted = await post()
  const began = performance.now()
  for (;;) {
    const told = new Promise<void>((resolve) => {
      app.onEvent((name, payload) => {
        if (name === 'data.changed' && concerns(payload as Events['data.changed'], ['events.log'])) resolve()
      })
    })
    const [state] = await app.call('relay.states', { workspaceId })
    if ((state?.cursor ?? 0) >= wanted) return performance.now() - began
    await told
  }
}

async function toBareClient(): Promise<number> {
  const headers = { authorization: `Bearer ${relay.token}` }
  const waiting = fetch(`${relay.url}/v1/events?after=${sent}&wait=20`, { headers })
  await sleep(20)
  await post()
  const began = performance.now()
  relayPage.parse(await (await waiting).json())
  return performance.now() - began
}
