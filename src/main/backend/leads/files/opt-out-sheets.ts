/**
 * People listed on a separate sheet of a workbook, such as `Sperrliste` or `Unsubscribed`. They get no mail, regardless
 * of which sheet is read.
 */
import { isOptOutTitle } from '#shared/domain/leads/import/opt-out-titles.ts'
import { BadWorkbook, openWorkbook } from './workbook.ts'

/**
 * Reports the rows of these sheets, except the one that is read. Reports nothing for a workbook that cannot be opened;
 * reading its rows will report what is wrong with it.
 */
export async function readOptOutSheets(path: string, read: string | null, onRow: (cells: readonly string[]) => void) {
  try {
    const workbook = await openWorkbook(path)
    try {
      const others = workbook.sheets.filter(({ name }) => name !== read && isOptOutTitle(name))
      for (const sheet of others) await workbook.readRows(sheet, onRow)
    } finally {
      workbook.close()
    }
  } catch (error) {
    if (!(error instanceof BadWorkbook)) throw error
  }
}
