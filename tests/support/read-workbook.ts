import fs from 'node:fs'
import path from 'node:path'
import { openWorkbook } from '#backend/leads/files/workbook.ts'
import { temporaryDir } from './backend.ts'

/** Returns a workbook's sheets, read with the reader of lead files. */
export async function readWorkbook(
  bytes: Buffer,
): Promise<readonly { readonly name: string; readonly rows: readonly (readonly string[])[] }[]> {
  const file = path.join(temporaryDir(), 'read.xlsx')
  fs.writeFileSync(file, bytes)
  const workbook = await openWorkbook(file)
  try {
    const sheets = []
    for (const sheet of workbook.sheets) {
      const rows: string[][] = []
      await workbook.readRows(sheet, (cells) => void rows.push(cells))
      sheets.push({ name: sheet.name, rows })
    }
    return sheets
  } finally {
    workbook.close()
  }
}
