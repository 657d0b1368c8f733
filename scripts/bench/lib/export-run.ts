/** One product process: opens the store, clicks Export, and reports what it measured until the ledger closed. */

import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ExportId, ListId, WorkspaceId } from '#shared/ids.ts'
import { newCampaignSettings } from '../../../tests/support/export-settings.ts'
import { answer } from './processes.ts'
import { startProduct } from './product.ts'
import { percentile } from './report.ts'

export type ExportFigures = {
  readonly seconds: number
  readonly cpuMs: number
  readonly mainStallMs: number
  readonly queryMs: readonly number[]
  readonly queryP95Ms: number
  readonly uploaded: number
  readonly rows: number
}

const [dataDir = '', url = '', workspace = '', list = '', warmList = '', busy = ''] = process.argv.slice(2)
const workspaceId = Number(workspace) as WorkspaceId
const listId = Number(list) as ListId
const product = startProduct(dataDir, url)
// The same lists are exported again and again, so leads from an earlier round must not be skipped.
const rules = { skipIfInWorkspace: false }
await product.call('app.status', {})
// Does what an operator's window does before a click: it is open, and its plan reads the available choices.
await sleep(1_000)

if (warmList !== '0') {
  await exportOf(Number(warmList) as ListId, await askLikeAPlan(Number(warmList) as ListId))
}

const queryMs: number[] = []
const state = { measuring: busy === 'busy' }
const asking = state.measuring ? askLikeAScreen() : Promise.resolve()
// The screens' own first queries are not measured.
if (state.measuring) await sleep(300)
queryMs.length = 0
await product.call('exports.choices', { workspaceId })
const promised = await askLikeAPlan(listId)
// The first call of `fetch` compiles its client, which takes 25 ms in this script itself.
await fetch(`${url}/api/v2/__reset`)
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const cpuBefore = process.cpuUsage()
const startedAt = performance.now()
const totals = await exportOf(listId, promised)
const seconds = (performance.now() - startedAt) / 1000
const cpu = process.cpuUsage(cpuBefore)
delay.disable()
state.measuring = false
await asking
await product.stop()
answer({
  seconds,
  cpuMs: (cpu.user + cpu.system) / 1000,
  // The histogram counts from the last expected tick, so one millisecond of it is the tick itself.
  mainStallMs: Math.max(0, delay.max / 1e6 - 1),
  queryMs,
  queryP95Ms: percentile(queryMs, 0.95),
  uploaded: totals.uploaded,
  rows: totals.rows,
} satisfies ExportFigures)

/**
 * Runs the queries the window makes before the button can be pressed: values of the copy, and how many leads will be
 * exported.
 */
async function askLikeAPlan(of: ListId): Promise<number> {
  const names = ['firstName', 'companyName'].map((name) => ({ name, bare: true }))
  const coverage = await product.call('exports.coverage', { listId: of, copy: { names }, leaveOut: [], ...rules })
  const blanksOut = coverage.blanks.map(({ name }) => name)
  const { goOut } = await product.call('exports.sum', {
    listId: of,
    rules: { ...rules, blanksOut },
    place: null,
    campaign: null,
  })
  return goOut
}

/** Exports a list, from the click until the closed ledger is read back. */
async function exportOf(of: ListId, goOut: number) {
  const finished = Promise.withResolvers<void>()
  let id: ExportId | null = null
  const done = new Set<ExportId>()
  product.onEvent((name, payload) => {
    if (name !== 'export.progress') return
    const progress = payload as { exportId: ExportId; state: string }
    if (progress.state !== 'done' && progress.state !== 'failed') return
    done.add(progress.exportId)
    if (progress.exportId === id) finished.resolve()
  })
  const summary = await product.call('exports.start', {
    listId: of,
    settings: newCampaignSettings(`Bench ${process.pid} ${performance.now()}`, rules),
    promised: goOut,
    idempotencyKey: `bench-${process.pid}-${of}-${performance.now()}`,
  })
  id = summary.id
  if (!done.has(id)) await finished.promise
  const ledger = await product.call('exports.ledger', { exportId: id })
  if (process.env.BENCH_DEBUG) console.error(JSON.stringify(ledger))
  if (ledger.summary.state !== 'done') throw new Error(`export ended as ${ledger.summary.state}`)
  return ledger.summary.totals
}

/** Runs the queries of open screens during an export: a page of leads, the history, the strip, the audit log. */
async function askLikeAScreen(): Promise<void> {
  for (let turn = 0; state.measuring; turn += 1) {
    const askedAt = performance.now()
    if (turn % 5 === 0)
      await product.call('lists.leads', { listId, sort: 'position', page: { offset: (turn * 997) % 900, limit: 100 } })
    else if (turn % 5 === 1) await product.call('exports.list', { workspaceId, page: {} })
    else if (turn % 5 === 2) await product.call('exports.running', {})
    else if (turn % 5 === 3) await product.call('lists.all', { workspaceId })
    else await product.call('audit.list', { workspaceId, page: { offset: 0, limit: 100 } })
    queryMs.push(performance.now() - askedAt)
    await sleep(20)
  }
}
