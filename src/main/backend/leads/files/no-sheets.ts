/** People a workbook names on a sheet of its own: `Sperrliste`, `Unsubscribed`. They get no mail, whatever sheet is read. */
import { findAddresses } from '#shared/domain/leads/import/addresses.ts'
import { isTitleOfNo } from '#shared/domain/leads/import/file-no.ts'
import { BadWorkbook, openWorkbook } from './workbook.ts'

/** Tells every address on such sheets, but for the one that is read; none where the workbook cannot be opened, which who reads its rows says. */
export async function readNoSheets(path: string, read: string | null, onAddress: (email: string) => void) {
  try {
    const workbook = await openWorkbook(path)
    try {
      const others = workbook.sheets.filter(({ name }) => name !== read && isTitleOfNo(name))
      for (const sheet of others)
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
