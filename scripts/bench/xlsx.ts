/**
 * Benchmarks how fast a workbook is read: every cell of every row by the reader used for lead files, against exceljs
 * and SheetJS in the same run. Their results are compared once.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { makeXlsx } from './lib/make-xlsx.ts'
import { runAlone } from './lib/processes.ts'
import { median, quick, report } from './lib/report.ts'
import { settle } from './lib/settle.ts'
import type { XlsxFigures, XlsxReader } from './lib/xlsx-run.ts'

const bench = 'xlsx'
const rows = quick ? 5_000 : 100_000
const rounds = quick ? 1 : 3
const readers: readonly XlsxReader[] = ['ours', 'exceljs', 'sheetjs']
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-xlsx-'))
const file = path.join(dir, 'leads.xlsx')

const read = (reader: XlsxReader, compare = '') => runAlone<XlsxFigures>('xlsx-run.ts', [reader, file, compare])

async function main(): Promise<void> {
  await makeXlsx(file, rows)
  const told: (string | null)[] = []
  for (const reader of readers) told.push((await read(reader, 'compare')).cells)
  const seconds = new Map<XlsxReader, number[]>(readers.map((reader) => [reader, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const reader of readers) {
      settle()
      const figures = await read(reader)
      if (figures.rows !== rows + 1) throw new Error(`${reader}: ${figures.rows} of ${rows + 1} rows`)
      seconds.get(reader)?.push(figures.seconds)
    }
  }
  const [ours = 0, exceljs = 0, sheetjs = 0] = readers.map((reader) => median(seconds.get(reader) ?? []))
  report({
    bench,
    figure: 'xlsx_unlike',
    value: told.filter((cells) => cells === null || cells !== told[0]).length,
    unit: 'readers that read other cells',
    target: '= 0',
  })
  report({
    bench,
    figure: 'xlsx_ratio',
    value: Math.min(exceljs, sheetjs) / ours,
    unit: 'x of the faster',
    target: '>= 3',
    peer: { seconds: ours, exceljs_s: exceljs, sheetjs_s: sheetjs },
  })
}

try {
  await main()
} finally {
  fs.rmSync(dir, { recursive: true, force: true })
}
