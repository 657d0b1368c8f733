/** One product process: opens a lead file, saves it as proposed, and reports the time and cost. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { WorkspaceId } from '#shared/ids.ts'
import { answer } from './processes.ts'
import { startProduct } from './product.ts'
import { percentile } from './report.ts'

export type ImportFigures = {
  readonly seconds: number
  readonly saveSeconds: number
  readonly rows: number
  readonly mainStallMs: number
  readonly queryP95Ms: number
  readonly queryMaxMs: number
  readonly maxRssMb: number
}

const [dataDir = '', file = ''] = process.argv.slice(2)
const product = startProduct(dataDir, null)
const known = await product.call('workspaces.list', {})
const workspaceId: WorkspaceId =
  known[0]?.id ?? (await product.call('workspaces.create', { name: 'Bench', colour: 1 })).id

const queryMs: number[] = []
const state = { measuring: true }
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const asking = askLikeAScreen()
const startedAt = performance.now()
const draft = await product.call('imports.open', { workspaceId, path: file })
const readAt = performance.now()
const list = await product.call('imports.save', {
  importId: draft.importId,
  mapping: draft.columns.map(({ suggestion }) => suggestion.target),
  settings: { holdUnverified: false },
  into: { name: 'Bench' },
})
const endedAt = performance.now()
delay.disable()
state.measuring = false
await asking
await product.stop()
answer({
  seconds: (endedAt - startedAt) / 1000,
  saveSeconds: (endedAt - readAt) / 1000,
  rows: list.rowCount,
  // The histogram counts from the last expected tick, so one millisecond of it is the tick itself.
  mainStallMs: Math.max(0, delay.max / 1e6 - 1),
  queryP95Ms: percentile(queryMs, 0.95),
  queryMaxMs: Math.max(...queryMs),
  maxRssMb: process.resourceUsage().maxRSS / 1024,
} satisfies ImportFigures)

/** Runs the queries of an open screen during the import. */
async function askLikeAScreen(): Promise<void> {
  while (state.measuring) {
    const askedAt = performance.now()
    await product.call('lists.all', { workspaceId })
    queryMs.push(performance.now() - askedAt)
    await sleep(10)
  }
}
