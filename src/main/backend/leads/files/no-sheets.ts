/** People a workbook names on a sheet of its own: `Sperrliste`, `Unsubscribed`. They get no mail, whatever sheet is read. */
import { findAddresses } from '#shared/domain/leads/import/addresses.ts'
import { isTitleOfNo } from '#shared/domain/leads/import/file-no.ts'
import { BadWorkbook, openWorkbook } from './workbook.ts'

/** Sheets that are called what lists of people who get no mail are, but for the one that is read. */
export const noSheetsAmong = (sheets: readonly string[], read: string | null): readonly string[] =>
  sheets.filter((name) => name !== read && isTitleOfNo(name))

/** Tells every address on such sheets; none where the workbook cannot be opened, which who reads its rows says. */
export async function readNoSheets(path: string, read: string | null, onAddress: (email: string) => void) {
  try {
    const workbook = await openWorkbook(path)
    try {
      const names = new Set(
        noSheetsAmong(
          workbook.sheets.map(({ name }) => name),
          read,
        ),
      )
      for (const sheet of workbook.sheets.filter(({ name }) => names.has(name)))
        await workbook.readRows(sheet, (cells) => {
          for (const cell of cells) if (cell.includes('@')) findAddresses(cell).valid.forEach(onAddress)
        })
    } finally {
      workbook.close()
    }
  } catch (error) {
    if (!(error instanceof BadWorkbook)) throw error
  }
}
