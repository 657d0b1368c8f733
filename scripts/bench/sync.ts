/**
 * Benchmarks how fast campaigns are synced while screens query: 1,000 of one client in full (list, totals, 60 days and
 * six variants of each) and again with nothing changed, and those of 30 clients at once; against as many ready-made
 * requests, evenly paced, that store nothing.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { runAlone, startServer } from './lib/processes.ts'
import { median, quick, report } from './lib/report.ts'
import type { SyncFigures } from './lib/sync-run.ts'

const bench = 'sync'
const rounds = quick ? 1 : 3
const campaigns = quick ? 100 : 1_000
const clients = quick ? 3 : 30
const perClient = quick ? 20 : 50
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-sync-'))
const roundTripS = 0.15

/**
 * The shortest time the rate limit allows: a hundred at once, then a hundred a second; list, totals and the rest follow
 * each other.
 */
const leastS = (requests: number) => Math.max(0, (requests - 100) / 100) + 3 * roundTripS

async function round(of: { readonly campaigns: number; readonly clients: number }, withPeer: boolean) {
  const folder = fs.mkdtempSync(path.join(dir, 'store-'))
  const server = await startServer<{ url: string }>('campaign-server.ts', [String(of.campaigns)])
  try {
    await runAlone('sync-run.ts', [folder, server.url, 'connect', String(of.clients)])
    // This process is idle meanwhile, so any delay it sees is caused by the machine.
    const idle = monitorEventLoopDelay({ resolution: 1 })
    idle.enable()
    const product = await runAlone<SyncFigures>('sync-run.ts', [folder, server.url, 'read'])
    idle.disable()
    if (product.campaigns !== of.campaigns * of.clients || product.days !== 60) throw new Error('not all was read')
    const peer = withPeer
      ? await runAlone<{ seconds: number }>('sync-peer.ts', [server.url, String(product.requests)])
      : null
    return { product, peerS: peer?.seconds ?? Number.NaN, idleMs: Math.max(0, idle.max / 1e6 - 1) }
  } finally {
    await server.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

async function main(): Promise<void> {
  const all: Awaited<ReturnType<typeof round>>[] = []
  for (let at = 0; at < rounds; at += 1) all.push(await round({ campaigns, clients: 1 }, true))
  const many = await round({ campaigns: perClient, clients }, false)
  const of = (take: (one: (typeof all)[number]) => number) => all.map(take)
  const peerS = median(of((one) => one.peerS))
  report({
    bench,
    figure: 'sync_1000_s',
    value: median(of((one) => one.product.seconds)),
    unit: 's',
    target: 'none',
    peer: { undici_ready_made_s: peerS },
  })
  report({
    bench,
    figure: 'limit_ratio',
    value: median(of((one) => one.product.seconds / leastS(one.product.requests))),
    unit: 'x',
    target: '<= 1.5',
    peer: { undici_ready_made: median(of((one) => one.peerS / leastS(one.product.requests))) },
  })
  report({
    bench,
    figure: 'requests_unchanged',
    value: Math.max(...of((one) => one.product.unchangedRequests)),
    unit: 'requests',
    target: '<= 12',
  })
  report({
    bench,
    figure: 'n429',
    value: Math.max(...of((one) => one.product.refused)),
    unit: 'answers',
    target: 'none',
  })
  report({
    bench,
    figure: 'main_stall_ms',
    value: Math.max(...of((one) => one.product.mainStallMs)),
    unit: 'ms',
    target: '<= 50',
    peer: { idle_process: Math.max(...of((one) => one.idleMs)) },
  })
  report({
    bench,
    figure: 'busy_query_p95_ms',
    value: median(of((one) => one.product.queryP95Ms)),
    unit: 'ms',
    target: '<= 50',
  })
  report({ bench, figure: 'clients_s', value: many.product.seconds, unit: 's', target: 'none' })
  report({
    bench,
    figure: 'clients_main_stall_ms',
    value: many.product.mainStallMs,
    unit: 'ms',
    target: '<= 50',
    peer: { idle_process: many.idleMs },
  })
  report({ bench, figure: 'clients_busy_query_p95_ms', value: many.product.queryP95Ms, unit: 'ms', target: '<= 50' })
  fs.rmSync(dir, { recursive: true, force: true })
}

await main()
