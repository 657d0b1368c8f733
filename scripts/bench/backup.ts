/** One copy of the store by the backup thread, beside a plain copy of the same file; and how long screens wait meanwhile. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { makeOneList } from './lib/make-lists.ts'
import { startProduct } from './lib/product.ts'
import { median, percentile, quick, report } from './lib/report.ts'

const bench = 'backup'
/** About 5 GB, or a twentieth. */
const rows = quick ? 150_000 : 3_000_000
const rounds = 3
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-backup-'))

async function main(): Promise<void> {
  const listId = await makeOneList(dir, rows)
  const file = path.join(dir, 'sendoff.db')
  const raw = new Database(file)
  raw.pragma('wal_checkpoint(TRUNCATE)')
  raw.close()
  const product = startProduct(dir, null)
  await product.call('lists.leads', { listId, page: {} })
  const ratios: number[] = []
  const waits: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const plainMs = plainCopy(file)
    let isOver = false
    const startedAt = performance.now()
    const copied = product.call('backups.start', {}).finally(() => {
      isOver = true
    })
    while (!isOver) {
      const asked = performance.now()
      await product.call('lists.leads', { listId, page: {} })
      waits.push(performance.now() - asked)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await copied
    const tookMs = performance.now() - startedAt
    ratios.push(plainMs / tookMs)
    console.error(`plain ${(plainMs / 1000).toFixed(1)} s, backup with check ${(tookMs / 1000).toFixed(1)} s`)
    for (const name of fs.readdirSync(path.join(dir, 'backups'))) fs.rmSync(path.join(dir, 'backups', name))
  }
  await product.stop()
  report({ bench, figure: 'copy_ratio', value: median(ratios), unit: 'x', target: '>= 0.6' })
  report({ bench, figure: 'screens_p95_ms', value: percentile(waits, 0.95), unit: 'ms', target: '<= 10' })
  fs.rmSync(dir, { recursive: true, force: true })
}

/** The same bytes by the system, on the disk before it counts. */
function plainCopy(file: string): number {
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

await main()
