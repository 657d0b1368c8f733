/**
 * One pass over a store's file that does not change meanwhile: overwrites the unused space and searches the used space
 * for texts. Runs in its own thread, a few megabytes at a time.
 */
import fs from 'node:fs'
import type { Database } from 'better-sqlite3'
import { escapeRegExp } from '#shared/domain/app/address-forms.ts'
import { AppError } from '#shared/errors.ts'
import type { OverflowPages, RowRange, TextLocations } from './clean-orders.ts'
import {
  type ByteRange,
  findFreePages,
  isPointerMap,
  rowRangeOfLeaf,
  unusedCellBytes,
  unusedOverflowBytes,
} from './unused-bytes.ts'

const CHUNK_BYTES = 4 * 1024 * 1024

/** Returns a pattern that finds any of the texts in bytes decoded as Latin-1, ignoring case; null if there are none. */
export const textPatternOf = (forms: readonly string[]): RegExp | null =>
  forms.length === 0
    ? null
    : new RegExp(forms.map((form) => escapeRegExp(Buffer.from(form).toString('latin1'))).join('|'), 'gi')

/** Writes zeros over ranges that contain anything else. */
export function zeroRanges(fd: number, page: Buffer, zeros: Buffer, at: number, ranges: readonly ByteRange[]): void {
  for (const [from, to] of ranges) {
    if (to <= from || page.compare(zeros, 0, to - from, from, to) === 0) continue
    page.fill(0, from, to)
    fs.writeSync(fd, zeros, 0, to - from, at + from)
  }
}

export type CleanPassInput = {
  /** Connection whose snapshot is the moment in which the file does not change. */
  readonly reader: Database
  readonly fd: number
  readonly forms: readonly string[]
  readonly tables: readonly string[]
}

/** What is known about each page, by page number. */
type PageInfo = OverflowPages & {
  readonly count: number
  readonly pageSize: number
  /** For an overflow page of a long value: the preceding overflow page, if there is one. */
  readonly before: Uint32Array
  /** Table or index the page belongs to, as an index into `names`. */
  readonly name: Uint16Array
  readonly names: readonly string[]
}

/** Asks SQLite itself, because how far a long value fills a page cannot be determined from the page. */
function readPageInfo(reader: Database): PageInfo {
  const count = reader.pragma('page_count', { simple: true }) as number
  const pageSize = reader.pragma('page_size', { simple: true }) as number
  const [ofValue, name] = [new Uint16Array(count + 1), new Uint16Array(count + 1)]
  const [owner, before] = [new Uint32Array(count + 1), new Uint32Array(count + 1)]
  const numbers = new Map<string, number>()
  const rows = reader
    .prepare<[], [number, string, number, string | null, number]>(
      `select pageno, name, payload, iif(pagetype = 'leaf', null, path), pagetype = 'internal' from dbstat`,
    )
    .raw()
  let leaf = 0
  // The path from the root to the current page of the walk; index pages hold values at every level.
  const above: { path: string; number: number }[] = []
  let last = { cell: '', number: 0 }
  let table = ''
  for (const [number, of, payload, path, isAbove] of rows.iterate()) {
    if (number > count) throw new AppError('STORE_CORRUPT')
    if (of !== table) {
      table = of
      numbers.set(of, numbers.get(of) ?? numbers.size)
      above.length = 0
      last = { cell: '', number: 0 }
    }
    name[number] = numbers.get(of) ?? 0
    if (path === null) {
      leaf = number
      continue
    }
    if (isAbove) {
      while (above.length > 0 && !path.startsWith(above.at(-1)?.path ?? '')) above.pop()
      above.push({ path, number })
      continue
    }
    const cell = path.slice(0, path.indexOf('+'))
    const holder = cell.slice(0, cell.lastIndexOf('/') + 1)
    ofValue[number] = payload + 1
    owner[number] = above.findLast((page) => page.path === holder)?.number ?? leaf
    before[number] = last.cell === cell ? last.number : 0
    last = { cell, number }
  }
  return { count, pageSize, ofValue, owner, before, name, names: [...numbers.keys()] }
}

/** Overwrites unused space and returns where the texts occur in the rest. */
export function runCleanPass({ reader, fd, forms, tables }: CleanPassInput): TextLocations {
  const pages = readPageInfo(reader)
  const { count, pageSize, ofValue } = pages
  const one = Buffer.alloc(pageSize)
  const zeros = Buffer.alloc(pageSize)
  const readPage = (number: number) => {
    if (fs.readSync(fd, one, 0, pageSize, (number - 1) * pageSize) !== pageSize) throw new AppError('STORE_CORRUPT')
    return one
  }
  const { lists, free } = findFreePages(readPage, count)
  const freed = new Set(free)
  const whole = [[0, pageSize]] as const
  const hasMaps = reader.pragma('auto_vacuum', { simple: true }) !== 0
  const unusedOf = (page: Buffer, number: number): readonly ByteRange[] | null => {
    const payload = ofValue[number] ?? 0
    if (payload > 0) return unusedOverflowBytes(page, payload - 1)
    if (freed.has(number)) return whole
    if (hasMaps && isPointerMap(number, pageSize)) return null
    return lists.get(number) ?? unusedCellBytes(page, number)
  }
  const sought = textPatternOf(forms)
  const found = new Set<number>()
  const perChunk = Math.max(1, Math.floor(CHUNK_BYTES / pageSize))
  const chunk = Buffer.allocUnsafe(perChunk * pageSize)
  for (let first = 1; first <= count; first += perChunk) {
    const bytes = Math.min(perChunk, count - first + 1) * pageSize
    const start = (first - 1) * pageSize
    if (fs.readSync(fd, chunk, 0, bytes, start) !== bytes) throw new AppError('STORE_CORRUPT')
    for (let at = 0; at < bytes; at += pageSize) {
      const page = chunk.subarray(at, at + pageSize)
      const ranges = unusedOf(page, first + at / pageSize)
      if (ranges !== null) zeroRanges(fd, page, zeros, start + at, ranges)
    }
    if (sought)
      for (const at of matchOffsets(chunk.toString('latin1', 0, bytes), sought))
        found.add(first + Math.floor(at / pageSize))
  }
  const values = { ofValue, owner: pages.owner }
  return {
    bytes: count * pageSize,
    pages: [...found],
    values,
    ...findRowsOfPages({ pages, found, fd, forms, tables, readPage }),
  }
}

function* matchOffsets(text: string, sought: RegExp): Generator<number> {
  sought.lastIndex = 0
  for (let match = sought.exec(text); match !== null; match = sought.exec(text)) {
    yield match.index
    yield match.index + match[0].length - 1
  }
}

type TextSearch = Pick<CleanPassInput, 'fd' | 'forms' | 'tables'> & {
  readonly pages: PageInfo
  readonly found: ReadonlySet<number>
  readonly readPage: (number: number) => Buffer
}

/** Returns the rows in which texts were found, and those whose long values may contain one across two pages. */
function findRowsOfPages(given: TextSearch): Pick<TextLocations, 'rows' | 'whole'> {
  const { pages, found, tables, readPage } = given
  const wanted = pages.names.map((name) => tables.includes(name))
  const isWanted = (number: number) => wanted[pages.name[number] ?? 0] === true
  const leaves = new Set<number>()
  const take = (number: number) => leaves.add((pages.ofValue[number] ?? 0) > 0 ? (pages.owner[number] ?? 0) : number)
  for (const number of found) if (isWanted(number)) take(number)
  if (given.forms.length > 0) {
    const isAcross = createSpanCheck(given)
    for (let number = 1; number <= pages.count; number += 1)
      if ((pages.ofValue[number] ?? 0) > 0 && isWanted(number) && isAcross(number)) take(number)
  }
  const rows: Record<string, RowRange[]> = {}
  const whole = new Set<string>()
  for (const leaf of [...leaves].toSorted((a, b) => a - b)) {
    const name = pages.names[pages.name[leaf] ?? 0] ?? ''
    const range = rowRangeOfLeaf(readPage(leaf), leaf)
    if (range === null) whole.add(name)
    else (rows[name] ??= []).push(range)
  }
  return { rows, whole: [...whole] }
}

/** Whether a text may begin before this page of a long value and end on it. */
function createSpanCheck({ pages, fd, forms }: TextSearch): (number: number) => boolean {
  const { pageSize } = pages
  const texts = forms.map((form) => Buffer.from(form).toString('latin1').toLowerCase())
  const longest = Math.max(...texts.map((text) => text.length))
  const head = Buffer.alloc(longest)
  const tail = Buffer.alloc(longest)
  const near = Math.min(longest, pageSize - 4)
  return (number) => {
    fs.readSync(fd, head, 0, near, (number - 1) * pageSize + 4)
    const ahead = head.toString('latin1', 0, near).toLowerCase()
    const previous = pages.before[number] ?? 0
    if (previous > 0) fs.readSync(fd, tail, 0, near, previous * pageSize - near)
    // The part before the first overflow page ends somewhere in the middle of another page; that the text may be there
    // is enough.
    const behind = previous > 0 ? tail.toString('latin1', 0, near).toLowerCase() : null
    return texts.some((text) => {
      for (let cut = 1; cut < text.length; cut += 1)
        if (ahead.startsWith(text.slice(cut)) && (behind === null || behind.endsWith(text.slice(0, cut)))) return true
      return false
    })
  }
}
