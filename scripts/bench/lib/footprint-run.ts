/**
 * One idle process: the built backend over a store, or (without a store) an empty app, which is a main thread and a
 * worker that wait. Reports its memory and the processor time it used.
 */
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { answer } from './processes.ts'
import { startProduct } from './product.ts'

export type RestFigures = { readonly memoryMb: number; readonly cpuShare: number }

const [dataDir = '', url = '', settleS = '20', restS = '20'] = process.argv.slice(2)
const product = dataDir === '' ? null : startProduct(dataDir, url || null)
const empty = product ? null : new Worker('setInterval(() => {}, 1000)', { eval: true })
// The queries of a window that is open on Home.
await product?.call('app.status', {})
await product?.call('workspaces.list', {})
await sleep(Number(settleS) * 1000)

const cpuBefore = process.cpuUsage()
const startedAt = performance.now()
await sleep(Number(restS) * 1000)
const cpu = process.cpuUsage(cpuBefore)
const ms = performance.now() - startedAt
const figures: RestFigures = {
  memoryMb: residentMb(),
  cpuShare: (cpu.user + cpu.system) / 1000 / ms,
}
await product?.stop()
await empty?.terminate()
answer(figures)

/** Returns the process's own resident memory, without the pages of files it shares. */
function residentMb(): number {
  if (process.platform !== 'linux') return process.memoryUsage.rss() / 1024 / 1024
  const rss = /^RssAnon:\s+(\d+) kB/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1]
  return Number(rss) / 1024
}
