/**
 * Benchmarks the event store: how fast events are stored, how much disk they take, how fast log and timeline answer. 2
 * % of the events arrive twice and bodies of replies have no pattern; they are stored durably, with counts and
 * payloads, as the relay delivers them. The peer is a plain table of at most 1,000,000 events, which keeps no counts.
 * Then measures the relay that receives the events: a minute at each pace.
 */

import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { commitUnsynced, syncLog } from '#backend/core/db/long-write.ts'
import { openStore, storeFileName } from '#backend/core/db/open.ts'
import { createEventIngest, type ReceivedEvent } from '#backend/events/events/ingest-events.ts'
import { createEventQueries } from '#backend/events/events/queries.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { campaignId, type EventPlan, leadEmail, type MadeEvent, makeEvents, startOfEvents } from './lib/make-events.ts'
import { naiveEvents } from './lib/naive-events.ts'
import { relayFigures } from './lib/relay-figures.ts'
import { percentile, quick, report } from './lib/report.ts'

const bench = 'events'
const plan: EventPlan = {
  events: quick ? 200_000 : 5_000_000,
  workspaces: 20,
  campaigns: 300,
  leads: quick ? 20_000 : 500_000,
  days: 180,
}
/** The most events the app asks the relay for at a time, which are one transaction. */
const pageOf = 250
/** Number of events, the first and the last, over which the rates are measured. */
const span = quick ? 50_000 : 250_000
const rounds = quick ? 6 : 30
const migrationsDir = path.join(import.meta.dirname, '../../resources/migrations')
const load = () => round(os.loadavg()[0] ?? 0)
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-events-'))

/** `cpu`: events per second of this process's own CPU time, independent of other load on the machine. */
type Rate = { readonly perS: number; readonly cpu: number }
/**
 * `hold…`: the longest the thread was blocked, by the clock and in its own CPU time, and how rarely it was blocked for
 * long.
 */
type Rates = {
  readonly first: Rate
  readonly last: Rate
  readonly holdMs: number
  readonly holdCpuMs: number
  readonly hold99Ms: number
}

async function main(): Promise<void> {
  const naive = naiveEvents(path.join(dir, 'naive.db'), { ...plan, events: Math.min(plan.events, 1_000_000) })
  const store = openStore(dir, migrationsDir)
  store.raw.pragma('wal_autocheckpoint = 32768')
  const checkpoints = new Worker(new URL('../../src/main/backend/core/db/checkpoint-thread.ts', import.meta.url), {
    workerData: { storePath: path.join(dir, storeFileName) },
  })
  await once(checkpoints, 'message')
  const addWorkspace = store.raw.prepare(
    `insert into workspace (name, colour, created_at, remote_id) values (?, 1, '', ?)`,
  )
  for (let no = 0; no < plan.workspaces; no += 1) addWorkspace.run(`Client ${no}`, `remote-${no}`)
  const { ingest, knowCampaigns, readAhead } = createEventIngest({ store, changed: () => undefined })
  for (let no = 0; no < plan.campaigns; no += 1) {
    knowCampaigns(((no % plan.workspaces) + 1) as WorkspaceId, [{ id: campaignId(no), name: `Campaign ${no}` }])
  }

  let syncedAt = performance.now()
  const rates = await ratesOf(async (workspace, events) => {
    const id = (workspace + 1) as WorkspaceId
    const read = await readAhead(id, events)
    commitUnsynced(store.raw, () => ingest(id, 'relay', read))
    // As the app: before it acknowledges what it has read.
    if (performance.now() - syncedAt < 1_000) return
    await syncLog(store.raw)
    syncedAt = performance.now()
  })
  report({
    bench,
    figure: 'ingest_per_s',
    value: rates.first.perS,
    unit: 'events/s',
    target: '>= 20000',
    peer: { naive: naive.perS, per_cpu_s: rates.first.cpu, load: load() },
  })
  report({
    bench,
    figure: 'ingest_per_s_at_5m',
    value: rates.last.perS,
    unit: 'events/s',
    target: '>= 12000',
    peer: { naive_at_1m: naive.lastPerS, per_cpu_s: rates.last.cpu, load: load() },
  })
  const timesNaive = (figure: string, value: number, target: string) =>
    report({ bench, figure, value, unit: 'x', target, peer: { load: load() } })
  timesNaive('ingest_times_naive', rates.first.perS / naive.perS, '>= 3.5')
  timesNaive('ingest_times_naive_5m', rates.last.perS / naive.lastPerS, '>= 2')
  report({
    bench,
    figure: 'ingest_hold_max_ms',
    value: rates.holdMs,
    unit: 'ms',
    target: '<= 50',
    peer: { naive: round(naive.holdMs), own_computing: rates.holdCpuMs, of_999_in_1000: rates.hold99Ms, load: load() },
  })
  store.raw.pragma('wal_checkpoint(truncate)')
  const stored = store.raw.prepare('select count(*) from event').pluck().get() as number
  const size =
    (store.raw.pragma('page_count', { simple: true }) as number) *
    (store.raw.pragma('page_size', { simple: true }) as number)
  report({
    bench,
    figure: 'bytes_per_event',
    value: Math.round(size / stored),
    unit: 'bytes',
    target: '<= 260',
    peer: { naive: naive.bytes },
  })

  const queries = createEventQueries(store)
  const asked = askLog(queries)
  for (const [combination, ms] of asked)
    console.error(`${combination}: p50 ${percentile(ms, 0.5).toFixed(2)}, p95 ${percentile(ms, 0.95).toFixed(2)} ms`)
  const worst = Math.max(...[...asked.values()].map((ms) => percentile(ms, 0.95)))
  report({
    bench,
    figure: 'log_page_p95_ms',
    value: round(worst),
    unit: 'ms',
    target: '<= 5',
    peer: { naive_at_1m: naive.logP95Ms, load: load() },
  })
  report({
    bench,
    figure: 'timeline_p95_ms',
    value: round(percentile(askTimelines(queries), 0.95)),
    unit: 'ms',
    target: '<= 1',
    peer: { naive_at_1m: naive.timelineP95Ms, load: load() },
  })
  await checkpoints.terminate()
  store.raw.close()
  fs.rmSync(dir, { recursive: true, force: true })
  await relayFigures(bench, quick ? { rounds: 1, seconds: 2, kills: 2 } : { rounds: 1, seconds: 60, kills: 20 })
}

/** Feeds all events, one page per client at a time, and times only the storing. */
async function ratesOf(take: (workspace: number, events: readonly ReceivedEvent[]) => Promise<void>): Promise<Rates> {
  const pages = new Map<number, ReceivedEvent[]>()
  const ms = { first: 0, last: 0 }
  const cpuMs = { first: 0, last: 0 }
  const count = { all: 0, first: 0, last: 0 }
  const holds: number[] = []
  let holdCpuMs = 0
  const feed = async (workspace: number, events: readonly ReceivedEvent[]) => {
    const startedAt = performance.now()
    let beat = startedAt
    const cpu = process.threadCpuUsage()
    let cpuBeat = cpu
    const beatNow = () => {
      const now = performance.now()
      const used = process.threadCpuUsage(cpuBeat)
      if (now - beat > 2) holds.push(now - beat)
      holdCpuMs = Math.max(holdCpuMs, (used.user + used.system) / 1000)
      beat = performance.now()
      cpuBeat = process.threadCpuUsage()
    }
    const timer = setInterval(beatNow, 1)
    await take(workspace, events)
    const used = process.threadCpuUsage(cpu)
    const took = performance.now() - startedAt
    beatNow()
    clearInterval(timer)
    const which = count.all < span ? 'first' : count.all >= plan.events - span ? 'last' : null
    if (which) {
      ms[which] += took
      cpuMs[which] += (used.user + used.system) / 1000
      count[which] += events.length
    }
    count.all += events.length
    if (Math.floor(count.all / 500_000) !== Math.floor((count.all - events.length) / 500_000)) {
      console.error(`${count.all} events, ${Math.round((events.length * 1000) / took)}/s`)
    }
  }
  for (const { workspace, received } of makeEvents(plan) as Iterable<MadeEvent>) {
    const page = pages.get(workspace) ?? []
    page.push(received)
    pages.set(workspace, page)
    if (page.length < pageOf) continue
    pages.set(workspace, [])
    await feed(workspace, page)
  }
  for (const [workspace, page] of pages) await feed(workspace, page)
  const rateOf = (which: 'first' | 'last'): Rate => ({
    perS: Math.round((count[which] * 1000) / ms[which]),
    cpu: Math.round((count[which] * 1000) / cpuMs[which]),
  })
  return {
    first: rateOf('first'),
    last: rateOf('last'),
    holdMs: round(percentile(holds, 1)),
    holdCpuMs: round(holdCpuMs),
    hold99Ms: round(percentile(holds, 0.999)),
  }
}

type Queries = ReturnType<typeof createEventQueries>

/**
 * Queries the log with each combination of filters, with and without dates, at several positions and two pages deep.
 */
function askLog(queries: Queries): ReadonlyMap<string, readonly number[]> {
  const day = 86_400_000
  const typeNames = ['email_sent', 'email_opened', 'reply_received', 'Budget next year']
  const all = new Map<string, number[]>()
  for (let round = 0; round < rounds; round += 1) {
    const campaign = (round * 37) % plan.campaigns
    const workspaceId = ((campaign % plan.workspaces) + 1) as WorkspaceId
    const lead = leadEmail(campaign * Math.floor(plan.leads / plan.campaigns) + round)
    const campaignNumber = queries.campaignNumber(workspaceId, campaignId(campaign))
    const type = typeNames[round % typeNames.length] ?? null
    const parts = {
      type: { type },
      campaign: { campaignId: campaignNumber },
      lead: { lead },
      workspace: { workspaceId },
    }
    const names = Object.keys(parts) as (keyof typeof parts)[]
    const combinations = [
      [],
      ...names.map((name) => [name]),
      ...names.flatMap((a, at) => names.slice(at + 1).map((b) => [a, b])),
    ]
    for (const combination of combinations) {
      for (const dated of [false, true]) {
        const filter = {
          ...Object.assign(
            { type: null, campaignId: null, lead: null, workspaceId: null },
            ...combination.map((name) => parts[name]),
          ),
          from: dated ? startOfEvents + (20 + round * 10) * day : null,
          to: dated ? startOfEvents + (50 + round * 10) * day : null,
        }
        const name = `${combination.join('+') || 'all'}${dated ? '+dates' : ''}`
        const ms = all.get(name) ?? []
        all.set(name, ms)
        let before = null
        for (let page = 0; page < 3; page += 1) {
          const startedAt = performance.now()
          const found = queries.logPage(filter, before, 100)
          ms.push(performance.now() - startedAt)
          before = found.next
          if (!before) break
        }
      }
    }
  }
  return all
}

function askTimelines(queries: Queries): readonly number[] {
  const ms: number[] = []
  for (let no = 0; no < 500; no += 1) {
    const lead = (no * 7919) % plan.leads
    const campaign = Math.floor(lead / Math.floor(plan.leads / plan.campaigns))
    const startedAt = performance.now()
    queries.timeline(((campaign % plan.workspaces) + 1) as WorkspaceId, leadEmail(lead))
    ms.push(performance.now() - startedAt)
  }
  return ms
}

const round = (value: number) => Math.round(value * 100) / 100

await main()
