/**
 * Benchmarks one copy of a store of about 5 GB by the backup thread, against a plain copy of the same file; how long a
 * screen that queries every 20 ms waits and how fast an export runs meanwhile; then finding one person among all
 * events, and erasing that person (without the calls to Instantly). The order of the two copies alternates from round
 * to round. SENDOFF_BENCH_STORE names a folder whose store is reused, or created there.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { openStore } from '#backend/core/db/open.ts'
import { createEventIngest } from '#backend/events/events/ingest-events.ts'
import type { ExportId, ListId } from '#shared/ids.ts'
import { newCampaignSettings } from '../../tests/support/export-settings.ts'
import { type EventPlan, leadEmail, makeEvents } from './lib/make-events.ts'
import { makeLists } from './lib/make-lists.ts'
import { startServer } from './lib/processes.ts'
import { type Product, startProduct } from './lib/product.ts'
import { median, percentile, quick, report } from './lib/report.ts'
import { settle } from './lib/settle.ts'

const bench = 'backup'
/** About 5 GB with the events, or a twentieth of it in a quick run. */
const rows = quick ? 100_000 : 4_500_000
const plan: EventPlan = {
  events: quick ? 200_000 : 5_000_000,
  workspaces: 1,
  campaigns: 300,
  leads: quick ? 20_000 : 500_000,
  days: 180,
}
/** Enough leads for the export to run as long as the copies beside it. */
const exported = quick ? 100_000 : 1_000_000
const rounds = 3
const copyRounds = 4
/** A rented disk is slower for some seconds after gigabytes were written to it. */
const restMs = quick ? 0 : 15_000
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-backup-'))
const file = path.join(dir, 'sendoff.db')
/** The bench works on a copy of the kept store, because exports and erasing change the store they are measured on. */
const kept = process.env['SENDOFF_BENCH_STORE']
const migrationsDir = path.join(import.meta.dirname, '../../resources/migrations')

async function main(): Promise<void> {
  const server = await startServer('limit-server.ts')
  const made = kept ?? dir
  if (!fs.existsSync(path.join(made, 'sendoff.db'))) await makeStore(made, server.url)
  if (kept !== undefined) fs.cpSync(kept, dir, { recursive: true })
  const [listId = 0, exportList = 0] = readLists()
  console.error(`${(fs.statSync(file).size / 1e9).toFixed(2)} GB`)
  let product = startProduct(dir, server.url)
  // The server keeps no block list, so the opt-outs in the events would be sent to it again and again.
  await product.call('optOuts.saveSettings', { atInstantly: false })
  await copies(product, listId as ListId)
  await exportsMeanwhile(product, exportList as ListId)
  await product.stop()
  await server.stop()
  // Only this computer is measured: without a key no requests go to Instantly.
  const keys = new Database(file)
  keys.exec(`update api_key set cipher = null, removed_at = '2026-01-01T00:00:00.000Z'`)
  keys.close()
  product = startProduct(dir, null)
  await people(product)
  await product.stop()
  fs.rmSync(dir, { recursive: true, force: true })
}

/** Creates a client with a key, as the first start leaves it, with its lists and events. */
async function makeStore(to: string, url: string): Promise<void> {
  const product = startProduct(to, url)
  const { workspace } = await product.call('workspaces.addKey', {
    workspaceId: null,
    name: 'Bench',
    key: 'bench-key-0001',
  })
  await product.stop()
  makeLists(to, workspace.id, [rows, exported])
  const store = openStore(to, migrationsDir)
  store.raw.pragma('synchronous = OFF')
  const { ingest } = createEventIngest({ store, changed: () => undefined })
  let page = []
  for (const { received } of makeEvents(plan)) {
    page.push(received)
    if (page.length < 1_000) continue
    ingest(workspace.id, 'relay', page)
    page = []
  }
  if (page.length > 0) ingest(workspace.id, 'relay', page)
  store.raw.pragma('wal_checkpoint(TRUNCATE)')
  store.raw.close()
}

function readLists(): readonly number[] {
  const store = new Database(file, { readonly: true })
  const ids = store.prepare<[], number>('select id from lead_list order by id').pluck().all()
  store.close()
  return ids
}

const removeCopies = () => {
  for (const name of fs.readdirSync(path.join(dir, 'backups'))) fs.rmSync(path.join(dir, 'backups', name))
}

async function copies(product: Product, listId: ListId): Promise<void> {
  await product.call('lists.leads', { listId, page: {} })
  const ratios: number[] = []
  const checkedRatios: number[] = []
  const alone: number[] = []
  for (let asked = 0; asked < 100; asked += 1) {
    alone.push(await askedMs(product, listId))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  console.error(`a screen alone: 19 of 20 within ${percentile(alone, 0.95).toFixed(1)} ms`)
  const waits: number[] = []
  const backup = async () => {
    const copying = { isOver: false, copiedMs: 0 }
    const startedAt = performance.now()
    const copied = product.call('backups.start', {}).finally(() => {
      copying.isOver = true
    })
    while (!copying.isOver) {
      waits.push(await askedMs(product, listId))
      if (copying.copiedMs === 0 && (await product.call('backups.state', {})).running === 1)
        copying.copiedMs = performance.now() - startedAt
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await copied
    const tookMs = performance.now() - startedAt
    removeCopies()
    return { copiedMs: copying.copiedMs === 0 ? tookMs : copying.copiedMs, tookMs }
  }
  for (let round = 0; round < copyRounds; round += 1) {
    // The order alternates, because the second copy finds a disk that was just written to.
    const plainFirst = round % 2 === 0 ? await rested(plainCopy) : null
    const { copiedMs, tookMs } = await rested(backup)
    const plainMs = plainFirst ?? (await rested(plainCopy))
    ratios.push(plainMs / copiedMs)
    checkedRatios.push(plainMs / tookMs)
    const [plain, copy, all] = [plainMs, copiedMs, tookMs].map((ms) => (ms / 1000).toFixed(1))
    console.error(`plain ${plain} s, backup ${copy} s, with its check ${all} s`)
  }
  report({ bench, figure: 'copy_ratio', value: median(ratios), unit: 'x', target: '>= 0.6' })
  report({ bench, figure: 'checked_ratio', value: median(checkedRatios), unit: 'x', target: '>= 0.3' })
  report({ bench, figure: 'screens_p95_ms', value: percentile(waits, 0.95), unit: 'ms', target: '<= 10' })
}

/** Lets the disk rest first, so that no measurement pays for the writes of the one before. */
async function rested<T>(work: () => T | Promise<T>): Promise<T> {
  settle()
  await new Promise((resolve) => setTimeout(resolve, restMs))
  return work()
}

async function askedMs(product: Product, listId: ListId): Promise<number> {
  const asked = performance.now()
  await product.call('lists.leads', { listId, page: {} })
  return performance.now() - asked
}

/** Copies the same bytes with the operating system and flushes them to the disk before the time counts. */
function plainCopy(): number {
  const to = `${file}.plain`
  const startedAt = performance.now()
  fs.copyFileSync(file, to)
  const fd = fs.openSync(to, 'r+')
  fs.fsyncSync(fd)
  fs.closeSync(fd)
  const ms = performance.now() - startedAt
  fs.rmSync(to)
  return ms
}

/** Measures the same export alternately undisturbed and beside one copy after another. */
async function exportsMeanwhile(product: Product, listId: ListId): Promise<void> {
  await exportSeconds(product, listId)
  const shares: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const alone = await exportSeconds(product, listId)
    const copying = { goesOn: true }
    const copier = (async () => {
      while (copying.goesOn) {
        await product.call('backups.start', {})
        removeCopies()
      }
    })()
    const beside = await exportSeconds(product, listId)
    copying.goesOn = false
    await copier
    console.error(`export alone ${alone.toFixed(1)} s, beside copies ${beside.toFixed(1)} s`)
    shares.push(alone / beside)
  }
  report({ bench, figure: 'export_share', value: median(shares), unit: 'x', target: '>= 0.9' })
}

async function exportSeconds(product: Product, listId: ListId): Promise<number> {
  const startedAt = performance.now()
  const ended = Promise.withResolvers<void>()
  let id: ExportId | null = null
  const over = new Set<ExportId>()
  product.onEvent((name, payload) => {
    if (name !== 'export.progress') return
    const progress = payload as { exportId: ExportId; state: string }
    if (progress.state !== 'done' && progress.state !== 'failed') return
    over.add(progress.exportId)
    if (progress.exportId === id) ended.resolve()
  })
  const rules = { skipIfInWorkspace: false }
  const summary = await product.call('exports.start', {
    listId,
    settings: newCampaignSettings(`Bench ${performance.now()}`, rules),
    idempotencyKey: `bench-${process.pid}-${performance.now()}`,
  })
  id = summary.id
  if (!over.has(id)) await ended.promise
  return (performance.now() - startedAt) / 1000
}

async function people(product: Product): Promise<void> {
  const finds: number[] = []
  for (let lead = 10; lead < 20; lead += 1) {
    const asked = performance.now()
    await product.call('people.view', { email: leadEmail(lead) })
    finds.push((performance.now() - asked) / 1000)
  }
  report({ bench, figure: 'person_found_s', value: Math.max(...finds), unit: 's', target: '<= 1' })
  const erased: number[] = []
  for (let lead = 10; lead < 10 + rounds; lead += 1) {
    const email = leadEmail(lead)
    const asked = performance.now()
    await product.call('people.erase', { email, typed: email, block: false })
    for (;;) {
      const [one] = await product.call('people.erasures', {})
      if (one?.state === 'done') break
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    erased.push((performance.now() - asked) / 1000)
    console.error(`erased in ${erased.at(-1)?.toFixed(1)} s`)
  }
  report({ bench, figure: 'erase_s', value: median(erased), unit: 's', target: '<= 10' })
}

await main()
