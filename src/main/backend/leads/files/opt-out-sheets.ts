/**
 * People listed on a separate sheet of a workbook, such as `Sperrliste` or `Unsubscribed`. They get no mail, regardless
 * of which sheet is read; those on `Customers` and the like are asked about.
 */
import { isAskedTitle, isOptOutTitle } from '#shared/domain/leads/import/opt-out-titles.ts'
import { BadWorkbook, openWorkbook } from './workbook.ts'

/**
 * Reports the rows of these sheets, except the one that is read. Reports nothing for a workbook that cannot be opened;
 * reading its rows will report what is wrong with it.
 */
export async function readOptOutSheets(
  path: string,
  read: string | null,
  onRow: (cells: readonly string[], isAsked: boolean) => void,
) {
  try {
    const workbook = await openWorkbook(path)
    try {
      for (const sheet of workbook.sheets) {
        if (sheet.name === read) continue
        const isNo = isOptOutTitle(sheet.name)
        // What is hidden cannot be asked about.
        if (!isNo && (sheet.hidden || !isAskedTitle(sheet.name))) continue
        await workbook.readRows(sheet, (cells) => onRow(cells, !isNo))
      }
    } finally {
      workbook.close()
    }
  } catch (error) {
    if (!(error instanceof BadWorkbook)) throw error
  }
}
