/** Rows as they stand in their file, many in one compressed block of text, separated by the file's own delimiter. */
import zlib from 'node:zlib'
import type { Store } from '../../core/deps.ts'
import { unpackBlock } from '../../core/lib/unpacked.ts'
import type { CellMarks } from '../files/cell-marks.ts'
import { createTokenizer, type RowCells } from '../files/tokenizer.ts'
import type { FileRows } from './purge-file-rows.ts'

export type RowBlock = {
  readonly firstRow: number
  readonly rowCount: number
  readonly codec: 'zstd' | 'plain'
  readonly cells: Uint8Array
}

const LF = 10
const START_BYTES = 4 * 1024 * 1024
// Even the fastest level makes lead files ten times smaller.
const quickest = { params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } }

/** Sheets have no delimiter; their rows are stored with this one. */
const sheetDelimiter = ','

/** Returns a row without a text of its own (of a sheet, or assembled) as a line in the same format. */
const lineOf = (cells: readonly string[], delimiter: string) =>
  cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)

/**
 * Collects rows into blocks. Rows still among the bytes they were split from are not copied one by one but in runs,
 * including the line ends and blank lines in between.
 */
export function createRowBlocks(given: string, marks: CellMarks | null = null) {
  const delimiter = given || sheetDelimiter
  let bytes = Buffer.allocUnsafe(START_BYTES)
  let used = 0
  let firstRow = 1
  let rowCount = 0
  /** The run still to be copied. */
  let source: Uint8Array | null = null
  let from = 0
  let to = 0
  function makeRoom(more: number) {
    if (used + more <= bytes.length) return
    const longer = Buffer.allocUnsafe(Math.max(bytes.length * 2, used + more))
    bytes.copy(longer, 0, 0, used)
    bytes = longer
  }
  function gather() {
    if (source === null) return
    makeRoom(to - from + 1)
    bytes.set(source.subarray(from, to), used)
    used += to - from
    bytes[used] = LF
    used += 1
    source = null
  }
  if (marks) marks.beforeMove = gather
  return {
    /** Adds a row; returns the length of its text. Row numbers increase by one within a block. */
    add(cells: RowCells, rowNumber: number): number {
      if (rowCount === 0) firstRow = rowNumber
      rowCount += 1
      if (marks?.row === cells) {
        if (source === null) {
          source = marks.bytes
          from = marks.rowStart
        }
        to = marks.rowEnd
        return to - marks.rowStart
      }
      const text = cells.text ?? lineOf(cells, delimiter)
      gather()
      makeRoom(text.length * 3 + 1)
      used += bytes.write(text, used)
      bytes[used] = LF
      used += 1
      return text.length
    },
    /** Returns the block of what was added since the last call; null if nothing was. */
    take(): RowBlock | null {
      if (rowCount === 0) return null
      gather()
      const block: RowBlock = {
        firstRow,
        rowCount,
        codec: 'zstd',
        cells: zlib.zstdCompressSync(bytes.subarray(0, used), quickest),
      }
      used = 0
      rowCount = 0
      return block
    },
  }
}

export function rowsOfBlock(
  block: Pick<RowBlock, 'codec' | 'cells'>,
  delimiter: string,
): readonly (readonly string[])[] {
  const bytes = block.codec === 'zstd' ? unpackBlock(block.cells) : Buffer.from(block.cells)
  const rows: string[][] = []
  const tokenizer = createTokenizer({ delimiter, onRow: (cells) => rows.push(cells) })
  tokenizer.push(bytes.toString('utf8'))
  tokenizer.end()
  return rows
}

/** Number of decompressed blocks kept at once: lists made of several files alternate between them. */
const BLOCKS_HELD = 4

/** Reads rows as they stand in their file; rows near each other need only one decompression. */
export function createOriginalRowReader(raw: Store['raw']) {
  const find = raw.prepare(
    `select r.first_row as firstRow, r.row_count as rowCount, r.codec, r.cells, i.delimiter
     from list_import i join import_rows r on r.import_id = coalesce(i.rows_of, i.id)
     where i.id = ? and r.first_row <= ? order by r.first_row desc limit 1`,
  )
  const held: { importId: number; firstRow: number; rows: readonly (readonly string[])[] }[] = []
  return {
    /** Returns null if the cells are not stored separately from their lead. */
    cells(importId: number, rowNumber: number): readonly string[] | null {
      const known = held.find(
        (block) =>
          block.importId === importId && rowNumber >= block.firstRow && rowNumber < block.firstRow + block.rows.length,
      )
      if (known) return known.rows[rowNumber - known.firstRow] ?? null
      const block = find.get(importId, rowNumber) as (RowBlock & { delimiter: string }) | undefined
      if (!block || rowNumber >= block.firstRow + block.rowCount) return null
      const rows = rowsOfBlock(block, block.delimiter || sheetDelimiter)
      held.unshift({ importId, firstRow: block.firstRow, rows })
      held.length = Math.min(held.length, BLOCKS_HELD)
      return rows[rowNumber - block.firstRow] ?? null
    },
  }
}

/** Returns the cells of one row as they stand in the file. */
export const originalCells = (store: Store, importId: number, rowNumber: number): readonly string[] | null =>
  createOriginalRowReader(store.raw).cells(importId, rowNumber)

/** Empties rows of files, one block per step; the rows keep their positions, so that the others can be found. */
export function* blankRows({ raw }: Store, { importIds, has }: FileRows): Generator<undefined> {
  const blocks = raw.prepare<[number], Pick<RowBlock, 'firstRow' | 'rowCount'> & { readonly delimiter: string }>(
    `select r.first_row as firstRow, r.row_count as rowCount, i.delimiter
     from import_rows r join list_import i on i.id = r.import_id where r.import_id = ?`,
  )
  const read = raw.prepare<[number, number], Pick<RowBlock, 'codec' | 'cells'>>(
    'select codec, cells from import_rows where import_id = ? and first_row = ?',
  )
  const put = raw.prepare("update import_rows set codec = 'zstd', cells = ? where import_id = ? and first_row = ?")
  for (const importId of importIds) {
    for (const { firstRow, rowCount, delimiter } of blocks.all(importId)) {
      yield
      const isGone = Array.from({ length: rowCount }, (_, row) => has({ importId, rowNumber: firstRow + row }))
      if (!isGone.includes(true)) continue
      const block = read.get(importId, firstRow)
      if (!block) continue
      const rows = isGone.includes(false) ? rowsOfBlock(block, delimiter || sheetDelimiter) : []
      const again = createRowBlocks(delimiter)
      for (const [row, gone] of isGone.entries()) again.add(gone ? [''] : [...(rows[row] ?? [])], firstRow + row)
      const made = again.take()
      if (made) put.run(made.cells, importId, firstRow)
    }
  }
}
