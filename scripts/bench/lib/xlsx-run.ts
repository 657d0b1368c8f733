/**
 * One process that reads a workbook, with the importer's reader or with a package, and reports the time and the
 * contents.
 */
import { createHash } from 'node:crypto'
import { readLeadFile } from '#backend/leads/files/read-file.ts'
import { fromNpm } from './beside.ts'
import { answer } from './processes.ts'

export type XlsxReader = 'ours' | 'exceljs' | 'sheetjs'
/** `cells`: a hash of every cell of every row, if requested. */
export type XlsxFigures = { readonly seconds: number; readonly rows: number; readonly cells: string | null }

type ExcelJs = {
  stream: {
    xlsx: {
      WorkbookReader: new (
        file: string,
        options: object,
      ) => AsyncIterable<AsyncIterable<{ readonly values: readonly unknown[] }>>
    }
  }
}
type SheetJs = {
  readFile(file: string, options: object): { SheetNames: string[]; Sheets: Record<string, unknown> }
  utils: { sheet_to_json(sheet: unknown, options: object): unknown[][] }
}
const peers = {
  exceljs: () => fromNpm('exceljs', '4.4.0') as ExcelJs,
  sheetjs: () => fromNpm('xlsx', '0.18.5') as SheetJs,
}

const [reader = 'ours', file = '', compare = ''] = process.argv.slice(2)
const hash = compare === '' ? null : createHash('sha256')
let rows = 0

function take(cells: readonly unknown[]): void {
  rows += 1
  if (!hash) return
  // The workbook contains only texts and numbers.
  const texts = cells.map((cell) => (typeof cell === 'string' || typeof cell === 'number' ? String(cell) : ''))
  while (texts.at(-1) === '') texts.pop()
  hash.update(`${JSON.stringify(texts)}\n`)
}

const readers: Readonly<Record<XlsxReader, () => Promise<() => Promise<void>>>> = {
  ours: async () => async () => {
    await readLeadFile({ path: file, format: null, hash: false }, () => ({
      onHeader: (header) => take(header),
      onRow: (cells) => take(cells),
    }))
  },
  async exceljs() {
    const { WorkbookReader } = peers.exceljs().stream.xlsx
    return async () => {
      for await (const sheet of new WorkbookReader(file, {
        sharedStrings: 'cache',
        styles: 'cache',
        worksheets: 'emit',
      }))
        for await (const { values } of sheet) take(values.slice(1))
    }
  },
  async sheetjs() {
    const { readFile, utils } = peers.sheetjs()
    return async () => {
      const book = readFile(file, { dense: true })
      const sheet = book.Sheets[book.SheetNames[0] ?? '']
      for (const row of utils.sheet_to_json(sheet, { header: 1, raw: true })) take(row)
    }
  },
}

const read = await readers[reader as XlsxReader]()
const startedAt = performance.now()
await read()
const seconds = (performance.now() - startedAt) / 1000
answer({ seconds, rows, cells: hash?.digest('hex') ?? null } satisfies XlsxFigures)
