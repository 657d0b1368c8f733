import { setImmediate as nextTurn } from 'node:timers/promises'
import { type CsvCell, csvBom, csvLine } from './csv-write.ts'
import { writeFileAtomically } from './write-atomically.ts'

/**
 * Writes a CSV file for spreadsheets, one page of rows after another, with room for other work between them. The file
 * gets its name only once it is complete. Returns the number of rows.
 */
export async function saveCsv<Row>(
  path: string,
  header: readonly string[],
  pages: Iterable<readonly Row[]>,
  cellsOf: (row: Row) => readonly CsvCell[],
): Promise<number> {
  let rows = 0
  await writeFileAtomically(path, async (file) => {
    await file.write(csvBom + csvLine(header))
    for (const page of pages) {
      await file.write(page.map((row) => csvLine(cellsOf(row))).join(''))
      rows += page.length
      await nextTurn()
    }
  })
  return rows
}
