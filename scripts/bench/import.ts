/**
 * Benchmarks how fast a lead file becomes a list, from opening the file to the saved list: read, recognised, mapped,
 * checked, deduplicated, stored; against the C `sqlite3` shell's bare `.import` and against the common approach (Papa
 * Parse and drizzle), in the same run. `save_ratio` leaves out the first reading, which draws the preview.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { ImportFigures } from './lib/import-run.ts'
import { makeCsv } from './lib/make-csv.ts'
import { runAlone } from './lib/processes.ts'
import { median, quick, report } from './lib/report.ts'
import { settle } from './lib/settle.ts'

const bench = 'import'
const rounds = 5
const sizes = quick ? { usual: 10_000, large: 50_000 } : { usual: 200_000, large: 1_000_000 }
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-import-'))

type Round = { readonly product: ImportFigures; readonly shellS: number | null; readonly naiveS: number }

async function main(): Promise<void> {
  const usual = path.join(dir, 'usual.csv')
  const large = path.join(dir, 'large.csv')
  makeCsv(usual, sizes.usual)
  const all: Round[] = []
  for (let round = 0; round < rounds; round += 1) {
    const product = await inNewStore('import-run.ts', usual, sizes.usual, (folder) => countLeads(folder))
    const shellS = importByShell(usual)
    const naive = await inNewStore<{ seconds: number }>('import-naive.ts', usual, sizes.usual, (folder) =>
      countLeads(folder),
    )
    all.push({ product: product as ImportFigures, shellS, naiveS: naive.seconds })
  }
  makeCsv(large, sizes.large)
  const big = await inNewStore<ImportFigures>('import-run.ts', large, sizes.large, (folder) => countLeads(folder))
  print(all, big)
}

/** Runs one script on a new store, then opens the store again and counts its rows. */
async function inNewStore<T>(
  script: string,
  file: string,
  rows: number,
  count: (folder: string) => number,
): Promise<T> {
  const folder = fs.mkdtempSync(path.join(dir, 'store-'))
  settle()
  const figures = await runAlone<T>(script, [folder, file])
  const stored = count(folder)
  if (stored !== rows) throw new Error(`${script}: ${stored} of ${rows} rows stored`)
  fs.rmSync(folder, { recursive: true, force: true })
  return figures
}

function countLeads(folder: string): number {
  const db = new Database(path.join(folder, 'sendoff.db'))
  const count = db.prepare('select count(*) from lead').pluck().get() as number
  db.close()
  return count
}

/**
 * Returns the seconds the shell takes to import the same file into one table with the same kind of unique index; null
 * without a shell.
 */
function importByShell(file: string): number | null {
  const store = path.join(dir, 'shell.db')
  for (const end of ['', '-wal', '-shm']) fs.rmSync(store + end, { force: true })
  settle()
  const header = fs.readFileSync(file, 'utf8').split('\n', 1)[0] ?? ''
  const columns = header.split(',').map((name) => `"${name}" text`)
  const script = [
    'pragma page_size = 8192; pragma journal_mode = WAL; pragma synchronous = FULL; pragma cache_size = -65536;',
    `create table lead (${columns.join(', ')});`,
    'create unique index lead_email on lead ("Email", "Phone");',
    '.mode csv',
    `.import --skip 1 '${file}' lead`,
  ].join('\n')
  const startedAt = performance.now()
  const { status, error } = spawnSync('sqlite3', [store], { input: script })
  if (error || status !== 0) return null
  return (performance.now() - startedAt) / 1000
}

function print(all: readonly Round[], big: ImportFigures): void {
  const of = (figure: (round: Round) => number) => median(all.map(figure))
  const seconds = of(({ product }) => product.seconds)
  const naive = of(({ naiveS }) => naiveS)
  const shell = all.every(({ shellS }) => shellS !== null) ? of(({ shellS }) => shellS ?? 0) : Number.NaN
  const line = (figure: string, value: number, unit: string, target: string, peer?: Record<string, number>) =>
    report({ bench, figure, value, unit, target, ...(peer ? { peer } : {}) })
  const ratio = (figure: (round: Round) => number) => of((round) => (round.shellS ?? Number.NaN) / figure(round))
  line(
    'import_ratio',
    ratio(({ product }) => product.seconds),
    'x of sqlite3 .import',
    '>= 1',
    { shell_s: shell },
  )
  line(
    'save_ratio',
    ratio(({ product }) => product.saveSeconds),
    'x of sqlite3 .import',
    '>= 0.8',
    { shell_s: shell },
  )
  line('rows_per_s', sizes.usual / seconds, 'rows/s', 'none', {
    shell: sizes.usual / shell,
    naive: sizes.usual / naive,
  })
  line('times_naive', naive / seconds, 'x', '>= 6', { naive_s: naive })
  line(
    'main_stall_ms',
    of(({ product }) => product.mainStallMs),
    'ms',
    '<= 50',
  )
  line(
    'busy_query_p95_ms',
    of(({ product }) => product.queryP95Ms),
    'ms',
    '<= 50',
  )
  line(
    'busy_query_max_ms',
    of(({ product }) => product.queryMaxMs),
    'ms',
    '<= 50',
  )
  line('memory_ratio', big.maxRssMb / of(({ product }) => product.maxRssMb), 'x', '<= 1.25', { large_mb: big.maxRssMb })
}

try {
  await main()
} finally {
  fs.rmSync(dir, { recursive: true, force: true })
}
