/** Splits JSON and JSON Lines, as produced by scrapers and APIs, into records; the text arrives in pieces. */
import { isWithinDepth } from '#shared/domain/core/json-depth.ts'
import { isPlainObject } from '#shared/domain/core/plain-object.ts'
import { maxJsonDepth, structuredLimits } from '#shared/domain/core/reading-limits.ts'
import { addressKey, isAddress } from '#shared/domain/leads/import/addresses.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import { listsBarredDomains, optOutHeaderOf } from '#shared/domain/leads/import/opt-out-headers.ts'
import { isOptOutTitle } from '#shared/domain/leads/import/opt-out-titles.ts'

/** Thrown when the text ends too early or is not JSON; `line` counts from 1. */
export class BadJson extends Error {
  readonly line: number
  constructor(line: number, options?: ErrorOptions) {
    super(`no JSON at line ${line}`, options)
    this.line = line
  }
}

/** Thrown for a record longer than any plausible one. */
export class RecordTooLong extends Error {}

const [QUOTE, BACKSLASH, COMMA, LINE_FEED] = [34, 92, 44, 10]
const isOpening = (code: number): boolean => code === 123 || code === 91
const isClosing = (code: number): boolean => code === 125 || code === 93
const isSpace = (code: number): boolean =>
  code === 32 || code === 9 || code === 13 || code === LINE_FEED || code === 0xfeff

/**
 * Splits a text into its records: the elements of a list, or consecutive values. `onRecord` receives each record as
 * written, with its line. Throws BadJson, RecordTooLong.
 */
export function createRecordCutter(onRecord: (text: string, line: number) => void) {
  let held = ''
  let line = 1
  let recordLine = 1
  /** Whether the position is inside the outermost list. */
  let inList = false
  /** Number of open objects and lists within the record. */
  let depth = 0
  let inString = false
  let escaped = false
  let inRecord = false

  function emitRecord(text: string) {
    inRecord = false
    held = ''
    onRecord(text, recordLine)
  }

  return {
    push(piece: string): void {
      let start = 0
      for (let i = 0; i < piece.length; i += 1) {
        const code = piece.charCodeAt(i)
        if (code === LINE_FEED) line += 1
        if (inString) {
          if (escaped) escaped = false
          else if (code === BACKSLASH) escaped = true
          else if (code === QUOTE) {
            inString = false
            if (depth === 0) emitRecord(held + piece.slice(start, i + 1))
          }
          continue
        }
        if (!inRecord) {
          if (isSpace(code) || code === COMMA) continue
          if (code === 91 && !inList) {
            inList = true
            continue
          }
          if (isClosing(code)) {
            if (code !== 93 || !inList) throw new BadJson(line)
            inList = false
            continue
          }
          inRecord = true
          recordLine = line
          start = i
          if (isOpening(code)) depth = 1
          else if (code === QUOTE) inString = true
          continue
        }
        if (code === QUOTE) inString = true
        else if (isOpening(code)) depth += 1
        else if (isClosing(code) && depth > 0) {
          depth -= 1
          if (depth === 0) emitRecord(held + piece.slice(start, i + 1))
        } else if (depth === 0 && (isSpace(code) || code === COMMA || isClosing(code))) {
          // A number or a word ends before the character that follows it.
          emitRecord(held + piece.slice(start, i))
          if (isClosing(code)) inList = false
        }
      }
      if (!inRecord) return
      held += piece.slice(start)
      if (held.length > structuredLimits.record) throw new RecordTooLong()
    },
    end(): void {
      if (inRecord && depth === 0 && !inString) emitRecord(held)
      if (inRecord || inList) throw new BadJson(line)
    },
  }
}

/** A number that a double cannot represent exactly, usually an identifier, or what may be half of a character. */
const toRepair = /[:[,]\s*-?\d{16,}|\\u[dD][89a-fA-F]/

/** Parses a record of a file. Throws BadJson if it is not JSON or is nested too deeply. */
export function parseRecord(text: string, line: number): unknown {
  let record: unknown
  try {
    record = toRepair.test(text) ? JSON.parse(text, repaired) : JSON.parse(text)
  } catch (error) {
    throw new BadJson(line, { cause: error })
  }
  if (!isWithinDepth(record, maxJsonDepth)) throw new BadJson(line)
  return record
}

/** Keeps all digits, and drops the half that is left of an emoji cut in two: Instantly could not store it. */
const repaired = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
  if (typeof value === 'string') return value.replaceAll(/\p{Surrogate}/gu, '')
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? (context?.source ?? value)
    : value
}

/** The lists inside an API response such as `{"data": [{…}, …], "next": null}`, with the names that lead to them. */
type NamedList = { readonly names: readonly string[]; readonly records: readonly unknown[] }

function listsWithin(record: Readonly<Record<string, unknown>>): readonly NamedList[] {
  const holders = Object.entries(record).filter((entry): entry is [string, Record<string, unknown>] =>
    isPlainObject(entry[1]),
  )
  return [['', record] as const, ...holders].flatMap(([holderName, holder]) => {
    const table = recordsOfTable(holder)
    if (table.length > 0) return table.map((records) => ({ names: [holderName], records }))
    const lists = Object.entries(holder).flatMap(([name, value]) =>
      isRecordList(value) ? [{ names: [holderName, name], records: value }] : [],
    )
    return [...lists, ...recordsByKey(holder).map((records) => ({ names: [holderName], records }))]
  })
}

export type Response = {
  readonly records: readonly unknown[]
  /** The name of these records if it says that their people get no mail. */
  readonly optOutName: string | null
  /** The cells of every record in the other lists whose people get no mail. */
  readonly optOuts: readonly (readonly string[])[]
}

/** Reads an API response; null for anything else, such as a single record. */
export function readResponse(record: unknown): Response | null {
  // A person with a list of posts is a person.
  if (!isPlainObject(record) || hasOwnAddress(record)) return null
  const lists = listsWithin(record)
  const others = lists.filter(({ names }) => !names.some(isOfNo))
  const [read] = (others.length > 0 ? others : lists).toSorted((a, b) => b.records.length - a.records.length)
  if (read === undefined) return null
  const barred = lists.filter((list) => list !== read && list.names.some(isOfNo)).flatMap(({ records }) => records)
  const holders = [['', record] as const, ...Object.entries(record)]
  const texts = holders.flatMap(([holderName, holder]) =>
    Object.entries(isPlainObject(holder) ? holder : {}).flatMap(([name, value]) =>
      isTextList(value) && (isOfNo(name) || isOfNo(holderName)) ? value : [],
    ),
  )
  return {
    records: read.records,
    optOutName: read.names.find(isOfNo) ?? null,
    optOuts: [...texts.map((text) => [text]), ...barred.map((each) => [...fieldsOf(each)].map(([, cell]) => cell))],
  }
}

/** Returns the records inside an API response; null if it is itself a record. */
export const recordsWithin = (record: unknown): readonly unknown[] | null => readResponse(record)?.records ?? null

/** `suppressed`, `doNotContact`, `blocked_domains`. */
function isOfNo(name: string): boolean {
  if (name === '' || name.length > LONGEST_NAME) return false
  const key = headerKey(name)
  if (ofOtherThings.test(key)) return false
  return isOptOutTitle(name) || optOutHeaderOf(key) === 'stop' || listsBarredDomains(key)
}

const LONGEST_NAME = 60
const ofOtherThings =
  /(?:^| )(?:links?|urls?|pages?|texts?|reasons?|rates?|counts?|keywords?|terms|words|templates?|settings?|options?|tokens?|fields?|columns?|countries)$/

const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

/**
 * Returns the records of `{"-Nx1": {…}, "-Nx2": {…}}`: a database exports them by key. A key that is an address is the
 * person's.
 */
function recordsByKey(holder: Readonly<Record<string, unknown>>): readonly (readonly unknown[])[] {
  const values = Object.values(holder)
  const [first] = values
  if (values.length < 2 || !values.every(isPlainObject) || !isPlainObject(first)) return []
  if (Object.keys(holder).every((key) => isAddress(addressKey(key))))
    return [Object.entries(holder).map(([email, value]) => ({ email, ...(value as object) }))]
  const names = new Set(Object.keys(first))
  return values.every((value) => Object.keys(value).some((name) => names.has(name))) ? [values] : []
}

/**
 * Returns the records of tables of statistics and spreadsheets: `{"columns": ["email", …], "data": [["a@b.co", …],
 * …]}`, also with the names in the first row, and `{"email": ["a@b.co", …], …}`, one list for each column.
 */
function recordsOfTable(holder: Readonly<Record<string, unknown>>): readonly (readonly unknown[])[] {
  const values = Object.values(holder)
  const rows = values.filter(isRowList).toSorted((a, b) => b.length - a.length)[0]
  if (rows) {
    const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
    const named = values.map(namesOf).find((list) => list !== null && list.length >= width)
    const names = named ?? namesOf(rows[0])
    if (!names) return []
    // Only the first record has every name: thousands of names for each of thousands of empty rows would never end.
    const namesOfRow = (row: readonly unknown[], nth: number) => (nth === 0 ? names : names.slice(0, row.length))
    return [
      (named ? rows : rows.slice(1)).map((row, nth) =>
        Object.fromEntries(namesOfRow(row, nth).map((name, at) => [name, row[at]])),
      ),
    ]
  }
  const columns = values.map(itemsOfColumn)
  const length = columns[0]?.length ?? 0
  if (columns.length < 2 || length === 0 || columns.some((column) => column?.length !== length)) return []
  const names = Object.keys(holder)
  return [Array.from({ length }, (_, row) => Object.fromEntries(names.map((name, at) => [name, columns[at]?.[row]])))]
}

const isRowList = (value: unknown): value is readonly (readonly unknown[])[] =>
  Array.isArray(value) && value.length > 0 && value.every((row) => Array.isArray(row))

/** Returns names of columns, plain or as `{"name": "email"}`; null for anything else. */
function namesOf(value: unknown): readonly string[] | null {
  if (!Array.isArray(value) || value.length === 0) return null
  const names = value.map((item: unknown) =>
    isPlainObject(item) ? (item['name'] ?? item['label'] ?? item['title']) : item,
  )
  return names.every((name) => typeof name === 'string' && name !== '' && !name.includes('@'))
    ? (names as readonly string[])
    : null
}

/** Returns the values of a column: a list, or an object with the number of each row. */
function itemsOfColumn(value: unknown): readonly unknown[] | null {
  const items =
    isPlainObject(value) && Object.keys(value).every((key, at) => key === String(at)) ? Object.values(value) : value
  return Array.isArray(items) && items.every((item) => typeof item !== 'object' || item === null) ? items : null
}

const isRecordList = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length > 0 && value.every(isPlainObject)

const hasOwnAddress = (record: Readonly<Record<string, unknown>>): boolean =>
  Object.values(record).some((value) => typeof value === 'string' && value.includes('@'))

const peopleLists: ReadonlySet<string> = new Set(['contacts', 'people', 'persons', 'employees'])
/** Thousands of people of a business with thousands of fields would never end. */
const MOST_REPEATED = 200_000
const isOneAddress = (cell: string): boolean => isAddress(addressKey(cell))

/**
 * Returns a record for each person of a business with a list of people, as Close exports them; any other record stays.
 * In one row, the further people would be lost, and an opt-out of any of them would hold the others.
 */
export function peopleOf(record: unknown): readonly unknown[] {
  if (!isPlainObject(record) || hasOwnAddress(record)) return [record]
  for (const [name, people] of Object.entries(record)) {
    if (!peopleLists.has(headerKey(name)) || !isRecordList(people)) continue
    const reached = people.filter((person) => [...fieldsOf(person)].some(([, cell]) => isOneAddress(cell)))
    const repeated = people.length * [...fieldsOf({ ...record, [name]: null })].length
    if (reached.length >= 2 && repeated <= MOST_REPEATED) return people.map((one) => ({ ...record, [name]: [one] }))
  }
  return [record]
}

/** This many objects of a list get columns of their own; the rest goes into one column, as JSON. */
const ITEMS_APART = 3
const DEPTH_APART = 6

/** Yields the fields of a record with their column names: `organization.name`, `emails.1.value`. */
export function* fieldsOf(record: unknown, name = '', depth = 0): Generator<readonly [name: string, cell: string]> {
  const within = (key: string | number) => (name === '' ? String(key) : `${name}.${key}`)
  if (isPlainObject(record) && depth < DEPTH_APART) {
    for (const [key, value] of Object.entries(record)) yield* fieldsOf(value, within(key), depth + 1)
  } else if (Array.isArray(record) && record.some(isPlainObject) && depth < DEPTH_APART) {
    for (const [at, item] of record.slice(0, ITEMS_APART).entries()) yield* fieldsOf(item, within(at + 1), depth + 1)
    if (record.length > ITEMS_APART) yield [within('more'), JSON.stringify(record.slice(ITEMS_APART))]
  } else yield [name, cellOf(record)]
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null))
    return value.map(cellOf).filter(Boolean).join(', ')
  return JSON.stringify(value)
}

/** Returns the cells of a record that is not an object: the elements of a list, or the single value. */
export const cellsOfList = (record: unknown): string[] =>
  Array.isArray(record) ? record.map(cellOf) : [cellOf(record)]
