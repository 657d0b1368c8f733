/** Overwrites and searches, page by page, what is written while the store's file is being cleaned. */
import fs from 'node:fs'
import type { Database } from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import type { OverflowPages } from './clean-orders.ts'
import { zeroRanges } from './clean-pass.ts'
import {
  type ByteRange,
  findFreePages,
  findLongValues,
  isPointerMap,
  type LongValue,
  unusedCellBytes,
  unusedOverflowBytes,
} from './unused-bytes.ts'

export type PagedFile = {
  readonly read: (number: number) => Buffer
  readonly clean: (number: number, ranges: readonly ByteRange[]) => void
  readonly pageSize: number
}

export function createPagedFile(fd: number, pageSize: number): PagedFile {
  const zeros = Buffer.alloc(pageSize)
  const page = Buffer.alloc(pageSize)
  const read = (number: number) => {
    if (fs.readSync(fd, page, 0, pageSize, (number - 1) * pageSize) !== pageSize) throw new AppError('STORE_CORRUPT')
    return page
  }
  return {
    read,
    pageSize,
    clean: (number, ranges) => zeroRanges(fd, page, zeros, (number - 1) * pageSize, ranges),
  }
}

export type WrittenPages = {
  readonly file: PagedFile
  readonly reader: Database
  /** Pages written since the log was last emptied. */
  readonly pages: ReadonlySet<number>
  /** What is known about pages of long values; valid while neither they nor their cells' pages have been written. */
  readonly values: OverflowPages
  readonly writtenSince: ReadonlySet<number>
  readonly sought: RegExp | null
  /** Pages that contain one of the texts looked for. */
  readonly standing: Set<number>
}

/** Cleans the pages as they now are in the file; yields after every step so that other work can run. */
export function* cleanWrittenPages(given: WrittenPages): Generator<void> {
  const { file, reader, pages, values, writtenSince, sought, standing } = given
  const { read, clean, pageSize } = file
  const count = reader.pragma('page_count', { simple: true }) as number
  const hasMaps = reader.pragma('auto_vacuum', { simple: true }) !== 0
  const { lists, free } = findFreePages(read, count)
  const freed = new Set(free)
  const used = [...pages].filter(
    (number) => number >= 1 && number <= count && !(hasMaps && isPointerMap(number, pageSize)),
  )
  const ends = new Map<number, number>()
  for (const number of used) {
    if (freed.has(number) || lists.has(number)) continue
    for (const value of findLongValues(read(number), number)) findOverflowEnd(value, file, ends)
    yield
  }
  // A value can be changed without its cell; its length then stays the same.
  const bytesOf = (number: number) => {
    const known = values.ofValue[number] ?? 0
    const isSame = known > 0 && !writtenSince.has(values.owner[number] ?? 0)
    return ends.get(number) ?? (isSame ? known - 1 : null)
  }
  for (const number of pages) standing.delete(number)
  for (const number of used) {
    const page = read(number)
    const bytes = bytesOf(number)
    const ranges = freed.has(number)
      ? ([[0, pageSize]] as const)
      : (lists.get(number) ??
        unusedCellBytes(page, number) ??
        (bytes === null ? null : unusedOverflowBytes(page, bytes)))
    if (ranges !== null) clean(number, ranges)
    if (sought && page.toString('latin1').search(sought) >= 0) standing.add(number)
    yield
  }
}

/** Returns the last page of a long value and how much of it the value uses; the pages before it are full. */
function findOverflowEnd({ first, bytes }: LongValue, { read, pageSize }: PagedFile, ends: Map<number, number>): void {
  let page = first
  let left = bytes
  for (; left > pageSize - 4; left -= pageSize - 4) page = read(page).readUInt32BE(0)
  ends.set(page, left)
}
