/**
 * Benchmarks what Sendoff uses of the machine while idle, over five minutes after one of rest: memory with the demo and
 * with a store after a year of use, and processor time with 30 clients between two syncs, against an empty app with one
 * worker thread. Also measures how much its memory grows while 30 clients are synced for a month at accelerated time:
 * the last six days against the sixth to the eleventh, after garbage collection.
 *
 * SENDOFF_BENCH_STORE names a folder whose store is reused, or created there.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { layDemo } from '../../tests/support/demo.ts'
import type { RestFigures } from './lib/footprint-run.ts'
import type { GrowthFigures } from './lib/growth-run.ts'
import { makeAnalytics } from './lib/make-analytics.ts'
import { runAlone, startServer } from './lib/processes.ts'
import { startProduct } from './lib/product.ts'
import { median, quick, report } from './lib/report.ts'

const bench = 'footprint'
const rounds = quick ? 1 : 3
const clients = 30
const seconds = quick ? { settle: 10, rest: 20 } : { settle: 60, rest: 300 }
/** Factor by which time is accelerated for the month; with `--quick`, for a week. */
const month = quick ? { days: 7, times: 20_000 } : { days: 30, times: 6_000 }
const plan = {
  events: quick ? 500_000 : 5_000_000,
  workspaces: 20,
  campaigns: 1_000,
  leads: quick ? 50_000 : 1_000_000,
}
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-footprint-'))

async function main(): Promise<void> {
  const demo = path.join(dir, 'demo')
  await layDemo(demo)
  const full = path.join(process.env['SENDOFF_BENCH_STORE'] ?? path.join(dir, 'full'), 'data')
  fs.mkdirSync(full, { recursive: true })
  ;(await makeAnalytics(full, { ...plan, days: 365 })).raw.close()
  const of = { empty: [] as number[], demo: [] as number[], full: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    of.empty.push((await atRest('')).memoryMb)
    of.demo.push((await atRest(demo)).memoryMb)
    of.full.push((await atRest(full)).memoryMb)
  }
  const peer = { empty_app: median(of.empty) }
  report({ bench, figure: 'memory_demo_mb', value: median(of.demo), unit: 'MB', target: '<= 180', peer })
  report({ bench, figure: 'memory_full_mb', value: median(of.full), unit: 'MB', target: '<= 260', peer })
  await measureIdle()
  await measureGrowth()
}

const atRest = (dataDir: string, url = '') =>
  runAlone<RestFigures>('footprint-run.ts', [dataDir, url, String(seconds.settle), String(seconds.rest)])

/** Compares the last days with the first ones after the caches are filled. */
async function measureGrowth(): Promise<void> {
  const dataDir = path.join(dir, 'month')
  fs.mkdirSync(dataDir)
  const server = await startServer('account-server.ts', [String(clients), '300'])
  const { daysMb, heldMb, requests } = await runAlone<GrowthFigures>(
    'growth-run.ts',
    [dataDir, server.url, clients, month.days, month.times].map(String),
  )
  await server.stop()
  const some = Math.floor(month.days / 6)
  const ends = (mb: readonly number[]) => [median(mb.slice(some, 2 * some + 1)), median(mb.slice(-some - 1))] as const
  for (const [figure, mb] of [
    ['memory_growth', daysMb],
    ['held_growth', heldMb],
  ] as const) {
    const [first, last] = ends(mb)
    const peer = { first_mb: first, last_mb: last, days: month.days, requests }
    report({ bench, figure, value: last / first - 1, unit: 'share', target: '<= 0.05', peer })
  }
}

/** Measures thirty clients, after their figures were read, between this sync and the next. */
async function measureIdle(): Promise<void> {
  const dataDir = path.join(dir, 'clients')
  fs.mkdirSync(dataDir)
  const server = await startServer('account-server.ts', [String(clients), '300'])
  const product = startProduct(dataDir, server.url)
  for (let no = 0; no < clients; no += 1) {
    const key = `bench-key-${String(no).padStart(4, '0')}`
    await product.call('workspaces.addKey', { workspaceId: null, name: `Client ${no}`, key })
  }
  await product.stop()
  const shares: number[] = []
  const empty: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    empty.push((await atRest('')).cpuShare)
    shares.push((await atRest(dataDir, server.url)).cpuShare)
  }
  await server.stop()
  report({
    bench,
    figure: 'idle_cpu_share',
    value: median(shares),
    unit: 'of one core',
    target: '<= 0.005',
    peer: { empty_app: median(empty) },
  })
}

try {
  await main()
} finally {
  fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
}
