/** Finds the header of a table: people and tools put notes, titles and empty lines above it, or leave it out. */
import { addressKey, findAddresses, isAddress } from '#shared/domain/leads/import/addresses.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import { namesParts } from './group-headers.ts'
import { isColumnName } from './known-headers.ts'

/** Where a table begins. Lines count from 1. */
export type Layout = {
  /** Null for a table without a header. */
  readonly headerLine: number | null
  /** Line of the header, or of the first row if there is no header; anything above is not part of the table. */
  readonly fromLine: number
}

export type RawRecord = { readonly cells: readonly string[]; readonly line: number }

/** Number of records examined; fixed, so that the size of the pieces read makes no difference. */
export const LAYOUT_RECORDS = 80
const HEADER_WITHIN = 60

type RecordTraits = {
  readonly filled: number
  /** Cells that are known column names. */
  readonly known: number
  /** Cells that can only be data: an address, a link, a phone number. */
  readonly data: number
  /** Whether all filled cells could be column names. */
  readonly labels: boolean
}

const isLink = (cell: string) => /^https?:\/\/\S+$/i.test(cell)
const isPhone = (cell: string) => /^[+(\d][\d\s().\-/]{6,}$/.test(cell) && cell.replace(/\D/g, '').length >= 7
const isNumber = (cell: string) => /^[-+]?[\d.,\s%]+$/.test(cell)
const isData = (cell: string) => isAddress(addressKey(cell)) || isLink(cell) || isPhone(cell)
/** Returns whether a cell could be a column name. */
export const isLabel = (cell: string) => cell.length <= 120 && !isNumber(cell) && !isData(cell)

function examineRecord(cells: readonly string[]): RecordTraits {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const known = filled.filter((cell) => isColumnName(cell)).length
  // Years are names of columns too, but only beside others.
  const mayBeFigures = known >= 3 && known >= filled.length / 2
  return {
    filled: filled.length,
    known,
    data: filled.filter(isData).length,
    labels: filled.every((cell) => isLabel(cell) || (mayBeFigures && isNumber(cell))),
  }
}

/** Returns the width most records have; the largest if there are several. */
export function mostCommonWidth(widths: readonly number[]): { readonly width: number; readonly share: number } {
  const seen = new Map<number, number>()
  for (const width of widths) seen.set(width, (seen.get(width) ?? 0) + 1)
  let best = { width: 1, count: 0 }
  for (const [width, count] of seen) {
    if (count > best.count || (count === best.count && width > best.width)) best = { width, count }
  }
  return { width: best.width, share: widths.length === 0 ? 0 : best.count / widths.length }
}

/** Finds a table's layout from its first records. The first filled one is the header, with exceptions. */
export function findLayout(records: readonly RawRecord[]): Layout {
  const looks = records.slice(0, HEADER_WITHIN).map(({ cells }) => examineRecord(cells))
  const first = Math.max(
    0,
    looks.findIndex(({ filled }) => filled > 0),
  )
  const found =
    headerUnderTechnicalLine(records, looks, first) ??
    headerOfSection(records, looks) ??
    headerByNames(records, looks, first) ??
    headerByShape(records, looks, first) ??
    first
  const header = isUpperHeaderLine(records, looks, found) ? found + 1 : found
  const line = records[header]?.line ?? 1
  return isRow(records, looks, header) ? { headerLine: null, fromLine: line } : { headerLine: line, fromLine: line }
}

/**
 * Finds the header in reports of webinars and meetings, which contain several tables one below the other, each with a
 * title: the summary, the hosts, the people. The table is the last one within the first records whose title names
 * people.
 */
function headerOfSection(records: readonly RawRecord[], looks: readonly RecordTraits[]): number | null {
  const headers = looks.flatMap(({ known, data, filled, labels }, at) =>
    known >= 2 && data === 0 && labels && known >= filled / 5 && holdsEmail(records[at]) ? [at] : [],
  )
  const titleOf = (at: number) => (looks[at - 1]?.filled === 1 ? (records[at - 1]?.cells.join('') ?? '') : '')
  const ofPeople = headers.findLast((at) => peopleTitle.test(titleOf(at)) && !hostsTitle.test(titleOf(at)))
  if (ofPeople !== undefined) return ofPeople > 1 ? ofPeople : null
  // No title names people, so there must be nobody above the header.
  const [first] = headers
  if (first === undefined || first === 0) return null
  const isTitled = titleOf(first) !== '' || (records[first]?.line ?? 0) - (records[first - 1]?.line ?? 0) > 1
  const above = records.slice(0, first)
  const isClear = above.every(({ cells }) => !cells.some((cell) => isAddress(addressKey(cell))))
  return isTitled && isClear && looks.slice(0, first).some(({ filled }) => filled > 1) ? first : null
}

const peopleTitle =
  /attendee|attended|participant|registrant|registration|guest|teilnehm|anmeldung|deelnem|asistent|particip|inscri|aanwezig|iscritt|uczestnik|deltag/i
const hostsTitle = /host|panel|speaker|activit|summary|report|general|zusammenfassung|moderator|organi[sz]er/i
const holdsEmail = (record: RawRecord | undefined) =>
  record?.cells.some(
    (cell) =>
      cell.length <= 60 && /(?:^| )e ?mails?(?: |$)|(?:^| )(?:mail|courriel|correo)(?: |$)/.test(headerKey(cell)),
  ) ?? false

/** Finds a record of column names below records that are at most half as full and contain no column names. */
function headerByNames(records: readonly RawRecord[], looks: readonly RecordTraits[], first: number): number | null {
  for (let at = first; at < looks.length; at += 1) {
    const { known, data, filled } = looks[at] as RecordTraits
    if (known < 2 || data > 0 || known < filled / 5 || namesGroups(records, looks, at)) continue
    const isAbove = (other: RecordTraits, index: number) =>
      (other.filled <= filled / 2 && other.known < known) || namesGroups(records, looks, first + index)
    return looks.slice(first, at).every(isAbove) ? at : null
  }
  return null
}

/**
 * Returns whether the record names groups of columns, such as `Contact` and `Company`, once or above each column, with
 * the column names in the record below.
 */
function namesGroups(records: readonly RawRecord[], looks: readonly RecordTraits[], at: number): boolean {
  const [own, below] = [looks[at], looks[at + 1]]
  if (!own || !below || own.data > 0 || below.data > 0 || !below.labels) return false
  if (below.known > own.known && own.known >= 2 && own.filled <= below.filled / 2) return true
  const isFuller = below.known >= Math.max(2, own.known, below.filled * 0.6) && below.filled >= own.filled
  return own.labels && isFuller && holdsEmail(records[at + 1]) && !holdsEmail(records[at])
}

/** Returns whether the record names columns whose parts are named in the line below. */
function isUpperHeaderLine(records: readonly RawRecord[], looks: readonly RecordTraits[], at: number): boolean {
  const [above, below, parts] = [records[at], records[at + 1], looks[at + 1]]
  if (!above || !below || !parts || parts.data > 0 || !parts.labels || below.line !== above.line + 1) return false
  return (looks[at]?.known ?? 0) >= 1 && namesParts(above.cells, below.cells)
}

/** Finds a header below a first line that a program wrote about its export and whose width differs from all. */
function headerUnderTechnicalLine(
  records: readonly RawRecord[],
  looks: readonly RecordTraits[],
  first: number,
): number | null {
  const [above, below] = [looks[first], looks[first + 1]]
  if (!above || !below || above.known >= 2 || above.labels || below.known < 2 || below.data > 0 || !below.labels)
    return null
  const { width, share } = mostCommonWidth(records.slice(first + 1).map(({ cells }) => cells.length))
  if (share < 0.8 || width < 4 || records[first]?.cells.length === width) return null
  return records[first + 1]?.cells.length === width ? first + 1 : null
}

/** Finds a full record below single cells and above rows of its width: a table with unknown column names. */
function headerByShape(records: readonly RawRecord[], looks: readonly RecordTraits[], first: number): number | null {
  if (looks[first]?.filled !== 1) return null
  const { width, share } = mostCommonWidth(records.slice(first + 1).map(({ cells }) => cells.length))
  if (width < 3 || share < 0.5) return null
  const at = looks.findIndex(({ filled }, i) => i > first && filled > 1)
  const found = looks[at]
  if (!found || records[at]?.cells.length !== width) return null
  const rowsBelow = records.slice(at + 1).some(({ cells }) => cells.length === width)
  const mayBeHeader = found.labels && found.filled >= width * 0.6
  return rowsBelow && (mayBeHeader || found.data > 0) ? at : null
}

/** Returns whether the record is itself a row, so that the table has no header. */
function isRow(records: readonly RawRecord[], looks: readonly RecordTraits[], at: number): boolean {
  const own = looks[at]
  const cells = records[at]?.cells ?? []
  if (!own || own.known >= 2) return false
  if (cells.some((cell) => cell.includes('@') && findAddresses(cell).valid.length > 0)) return true
  if (own.known > 0 || own.data === 0) return false
  // A link or a phone number proves it if the column continues like that.
  const below = records.slice(at + 1)
  return cells.some((cell, column) => {
    if (!isData(cell.trim())) return false
    const filled = below.map((record) => (record.cells[column] ?? '').trim()).filter((other) => other !== '')
    return filled.length > 0 && filled.filter(isData).length >= filled.length / 2
  })
}
