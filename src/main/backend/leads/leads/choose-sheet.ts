/** Which sheet of a workbook is meant. */
import { addressKey, isAddress } from '#shared/domain/leads/import/addresses.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import { namesAColumn } from '../csv/known-headers.ts'
import { BadWorkbook, openWorkbook, type Workbook } from './workbook.ts'

export { BadWorkbook, openWorkbook }

const PEEK_ROWS = 40

/** The sheet that is meant: the one named, else the first that has addresses or a table of known names, else the first with rows. */
export async function chooseSheet(workbook: Workbook, wanted: string | null | undefined) {
  const visible = workbook.sheets.filter(({ hidden }) => !hidden)
  const open = visible.length > 0 ? visible : workbook.sheets
  const named = workbook.sheets.find(({ name }) => name === wanted)
  if (named) return { sheet: named, open }
  const peeks = []
  for (const sheet of open.slice(0, 12)) {
    const rows: string[][] = []
    await workbook.readRows(
      sheet,
      (cells) => void (rows.length < PEEK_ROWS && rows.push(cells)),
      () => rows.length < PEEK_ROWS,
    )
    peeks.push({ sheet, rows })
  }
  const promising = peeks.find(
    ({ rows }) => rows.length > 1 && rows.flat().some((cell) => cell.includes('@') || headerKey(cell) === 'email'),
  )
  // A sheet of notes may name an address too; a table has a column of them, or names of columns.
  const table = peeks.find(
    ({ rows }) =>
      rows.length > 1 &&
      rows.some((cells) => cells.filter((cell) => namesAColumn(cell)).length >= 2) &&
      rows.some((cells) => cells.some((cell) => isAddress(addressKey(cell)) || headerKey(cell) === 'email')),
  )
  const found =
    table ?? promising ?? peeks.find(({ rows }) => rows.length > 1) ?? peeks.find(({ rows }) => rows.length > 0)
  const chosen = found ?? peeks[0]
  if (!chosen) throw new BadWorkbook('no_workbook')
  return { sheet: chosen.sheet, open }
}
