/**
 * Generates a seeded lead workbook of 25 columns as spreadsheets write it: one sheet, its texts in a shared table,
 * numbers as numbers.
 */
import fs from 'node:fs'
import { readLeadFile } from '#backend/leads/files/read-file.ts'
import { fromNpm } from './beside.ts'
import { makeCsv } from './make-csv.ts'

type SheetJs = {
  writeFile(book: unknown, file: string, options: object): void
  utils: {
    aoa_to_sheet(rows: unknown[][], options: object): unknown
    book_new(): unknown
    book_append_sheet(book: unknown, sheet: unknown, name: string): void
  }
}

export async function makeXlsx(file: string, rows: number): Promise<void> {
  const csv = `${file}.csv`
  makeCsv(csv, rows)
  const table: unknown[][] = []
  await readLeadFile({ path: csv, format: null, hash: false }, () => ({
    onHeader: (header) => void table.push([...header]),
    onRow: (cells) => void table.push(cells.map((cell) => (/^[1-9]\d{0,8}$/.test(cell) ? Number(cell) : cell))),
  }))
  fs.rmSync(csv)
  const { utils, writeFile } = fromNpm('xlsx', '0.18.5') as SheetJs
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(table, { dense: true }), 'Leads')
  writeFile(book, file, { bookSST: true, compression: true })
}
