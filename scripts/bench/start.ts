/**
 * Benchmarks how fast the app starts: its main entry against bare Node, and on the stand-in its window over a store
 * after a year of use, against an app that opens an empty page. SENDOFF_BENCH_STORE names a folder whose store is
 * reused, or created there.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { makeAnalytics } from './lib/make-analytics.ts'
import { startProduct } from './lib/product.ts'
import { median, quick, report } from './lib/report.ts'
import { emptyApp, mainReady, type Start, startOnce } from './lib/start-up.ts'

const bench = 'start'
const rounds = quick ? 3 : 7
const plan = {
  events: quick ? 500_000 : 5_000_000,
  workspaces: 20,
  campaigns: 1_000,
  leads: quick ? 50_000 : 1_000_000,
  days: 365,
}
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-start-'))

async function main(): Promise<void> {
  const full = process.env['SENDOFF_BENCH_STORE'] ?? path.join(dir, 'full')
  fs.mkdirSync(path.join(full, 'data'), { recursive: true })
  ;(await makeAnalytics(path.join(full, 'data'), plan)).raw.close()
  // The route in which an earlier run left the window must not affect the measurement.
  const product = startProduct(path.join(full, 'data'), null)
  await product.call('app.saveUiState', { route: '/home', workspaceId: null, partId: null })
  await product.stop()
  const fresh = path.join(dir, 'fresh')
  const empty = emptyApp(path.join(dir, 'empty'))
  const starts = {
    fresh: () => startOnce({ home: fresh, shows: 'heading' }),
    full: () => startOnce({ home: full, shows: 'Client 0' }),
    empty: () => startOnce({ home: path.join(dir, 'empty-home'), app: empty, shows: 'heading' }),
  }
  // The first start in a home creates the store and the compile cache; every later one is what an operator experiences.
  for (const start of Object.values(starts)) await start()
  const seen: Record<keyof typeof starts, Start[]> = { fresh: [], full: [], empty: [] }
  const ready: { readonly main: number; readonly bare: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    for (const name of ['empty', 'fresh', 'full'] as const) seen[name].push(await starts[name]())
    ready.push(await mainReady(fresh))
  }
  const of = (name: keyof typeof starts, figure: keyof Start) => median(seen[name].map((start) => start[figure]))
  const [bare, mainMs] = [median(ready.map((one) => one.bare)), median(ready.map((one) => one.main))]
  const line = (figure: string, value: number, unit: string, target: string, peer: Record<string, number>) =>
    report({ bench, figure, value, unit, target, peer })
  line('main_ready_ms', mainMs - bare, 'ms over bare Node', '<= 60', { bare_node_ms: bare, main_ms: mainMs })
  line('cold_start_ms', of('fresh', 'shownMs'), 'ms', '<= 1500', { empty_app: of('empty', 'shownMs') })
  line('first_paint_ms', of('full', 'paintMs'), 'ms', '<= 700', { empty_app: of('empty', 'paintMs') })
  line('home_full_ms', of('full', 'shownMs'), 'ms', '<= 1200', { empty_app: of('empty', 'shownMs') })
}

try {
  await main()
} finally {
  fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
}
