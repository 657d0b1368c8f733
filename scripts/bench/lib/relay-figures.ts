/**
 * Measures the relay: how long it takes to answer, at what cost, and whether any answered event is lost. Time runs from
 * writing a request to its answer, which comes after the commit; the client never waits for an answer before it sends
 * the next request. `no_store` is the same server without a store; `fsync_ms` is the time the disk takes to flush 4 KB,
 * the lower bound for a durable answer; `of_disk_and_no_store` is `relay_p95_slow_ms` divided by the sum of the two.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Server, startServer } from './processes.ts'
import { median, percentile, report } from './report.ts'
import { createWebhookClient, readAll, type Target } from './webhook-client.ts'

/**
 * `rounds` of `seconds` at each pace, with relay and peer taking turns; `kills`: how often the relay is killed to count
 * lost events.
 */
type Plan = { readonly rounds: number; readonly seconds: number; readonly kills: number }

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-webhook-'))

type Kind = 'sqlite' | 'none'
type Round = {
  readonly slow: number
  readonly fast: number
  readonly burst: number
  readonly bigBurst: number
  /** Processor time of the server per event, at 1,000 a second. */
  readonly cpuUs: number
}

/** Measures the relay and prints the figures under the name of the bench. */
export async function relayFigures(bench: string, plan: Plan): Promise<void> {
  try {
    const all: { readonly relay: Round; readonly bare: Round; readonly fsyncMs: number }[] = []
    for (let round = 0; round < plan.rounds; round += 1) {
      const relay = await measure('sqlite', plan.seconds)
      const bare = await measure('none', plan.seconds)
      all.push({ relay, bare, fsyncMs: await measureFsync() })
    }
    print(bench, all, await countLost(plan.kills))
  } finally {
    fs.rmSync(dir, { recursive: true, force: true })
  }
}

async function measure(kind: Kind, seconds: number): Promise<Round> {
  const folder = fs.mkdtempSync(path.join(dir, 'store-'))
  const server = await startServer<Target>('relay-server.ts', [folder, kind])
  try {
    await steady(server, 200, 1)
    const slow = await steady(server, 100, seconds)
    const before = await cpuMs(server)
    const fast = await steady(server, 1_000, seconds)
    const cpuUs = ((await cpuMs(server)) - before) / seconds
    const burst = median([await atOnce(server, 1_000), await atOnce(server, 1_000), await atOnce(server, 1_000)])
    return { slow, fast, burst, bigBurst: await atOnce(server, 5_000), cpuUs }
  } finally {
    await server.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

const cpuMs = ({ ask }: Server) => ask('cpu') as Promise<number>

let serial = 0
/** Returns a body about the size of a reply event. */
function body(): string {
  serial += 1
  const text = `Thanks, ${serial} sounds right. `.repeat(30)
  return JSON.stringify({ event_type: 'reply_received', email_id: `m-${serial}`, reply_text: text })
}

/** Sends at a constant rate regardless of the answers; returns the 95th percentile of the response time, in ms. */
async function steady(target: Target, perSecond: number, forSeconds: number): Promise<number> {
  const client = createWebhookClient(target)
  await client.connect(64)
  const total = perSecond * forSeconds
  const answers: Promise<number | null>[] = []
  const startedAt = performance.now()
  while (answers.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond) + 1)
    while (answers.length < due) answers.push(client.post(body()))
    await sleep(1)
  }
  const latencies = (await Promise.all(answers)).map(answered)
  client.close()
  return percentile(latencies, 0.95)
}

/**
 * Sends all requests in one turn of the event loop, over open connections; returns the milliseconds until the last
 * answer.
 */
async function atOnce(target: Target, count: number): Promise<number> {
  const client = createWebhookClient(target)
  await client.connect(count)
  const bodies = Array.from({ length: count }, body)
  const startedAt = performance.now()
  const answers = await Promise.all(bodies.map((one) => client.post(one)))
  const took = performance.now() - startedAt
  answers.forEach(answered)
  client.close()
  return took
}

function answered(latency: number | null): number {
  if (latency === null) throw new Error('a webhook was not answered 200')
  return latency
}

/**
 * Returns the 95th percentile of the time the disk takes for the smallest durable write, at 100 a second like the relay
 * at that pace.
 */
async function measureFsync(): Promise<number> {
  const file = fs.openSync(path.join(dir, 'fsync'), 'w')
  const page = Buffer.alloc(4_096)
  const times: number[] = []
  for (let n = 0; n < 300; n += 1) {
    await sleep(10)
    const startedAt = performance.now()
    fs.writeSync(file, page, 0, page.length, n * page.length)
    fs.fdatasyncSync(file)
    times.push(performance.now() - startedAt)
  }
  fs.closeSync(file)
  return percentile(times, 0.95)
}

/**
 * Kills the relay repeatedly at a thousand events a second; counts events that were answered with 200 but are missing.
 */
async function countLost(kills: number): Promise<number> {
  const folder = fs.mkdtempSync(path.join(dir, 'killed-'))
  const confirmed = new Set<string>()
  let token: string | undefined
  for (let kill = 0; kill < kills; kill += 1) {
    const server = await startServer<Target>('relay-server.ts', [folder, 'sqlite', ...(token ? [token] : [])])
    token = server.token
    const client = createWebhookClient(server)
    const startedAt = performance.now()
    const answers: Promise<unknown>[] = []
    const end = 300 + Math.random() * 700
    while (performance.now() - startedAt < end) {
      for (let n = 0; n < 3; n += 1) {
        const one = body()
        answers.push(client.post(one).then((latency) => latency !== null && confirmed.add(one)))
      }
      await sleep(2)
    }
    await server.stop()
    await Promise.all(answers)
  }
  const server = await startServer<Target>('relay-server.ts', [folder, 'sqlite', token ?? ''])
  const stored = new Set((await readAll(server)).map((event) => event.body))
  await server.stop()
  if (confirmed.size === 0) throw new Error('nothing was answered before the kills')
  return [...confirmed].filter((one) => !stored.has(one)).length
}

function print(bench: string, all: readonly { relay: Round; bare: Round; fsyncMs: number }[], lost: number): void {
  const line = (figure: string, value: number, unit: string, target: string, peer: Record<string, number> = {}) =>
    report({ bench, figure, value, unit, target, peer: { ...peer, load: os.loadavg()[0] ?? 0 } })
  const of = (name: keyof Round) => median(all.map(({ relay }) => relay[name]))
  const bare = (name: keyof Round) => median(all.map((round) => round.bare[name]))
  const fsync_ms = median(all.map(({ fsyncMs }) => fsyncMs))
  const ratio = (name: keyof Round) => median(all.map((round) => round.relay[name] / round.bare[name]))
  const toDisk = median(all.map(({ relay, bare: none, fsyncMs }) => relay.slow / (none.slow + fsyncMs)))
  line('relay_p95_ms', of('fast'), 'ms', '<= 5', { no_store: bare('fast'), fsync_ms })
  line('relay_p95_slow_ms', of('slow'), 'ms', '<= 5', {
    no_store: bare('slow'),
    fsync_ms,
    of_disk_and_no_store: toDisk,
  })
  line('relay_ratio', ratio('fast'), 'x of no store', '<= 3', { at_100_per_s: ratio('slow') })
  line('relay_cpu_us', of('cpuUs'), 'us of processor time an event', 'none', { no_store: bare('cpuUs') })
  line('relay_burst_ms', of('burst'), 'ms', '<= 150', { no_store: bare('burst') })
  line('relay_burst_5000_ms', of('bigBurst'), 'ms', '<= 500', { no_store: bare('bigBurst') })
  line('relay_lost', lost, 'events', '= 0')
}
