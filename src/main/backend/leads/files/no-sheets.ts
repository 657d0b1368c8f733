/** People a workbook names on a sheet of its own: `Sperrliste`, `Unsubscribed`. They get no mail, whatever sheet is read. */
import { isTitleOfNo } from '#shared/domain/leads/import/file-no.ts'
import { BadWorkbook, openWorkbook } from './workbook.ts'

/**
 * Tells the rows of such sheets, but for the one that is read. A workbook that cannot be opened tells none: reading its own
 * rows says what is wrong with it.
 */
export async function readNoSheets(path: string, read: string | null, onRow: (cells: readonly string[]) => void) {
  try {
    const workbook = await openWorkbook(path)
    try {
      const others = workbook.sheets.filter(({ name }) => name !== read && isTitleOfNo(name))
      for (const sheet of others) await workbook.readRows(sheet, onRow)
    } finally {
      workbook.close()
    }
  } catch (error) {
    if (!(error instanceof BadWorkbook)) throw error
  }
}
