/** Values of columns that are not columns of the store: from the payload of a lead, or from its row in the file. */
import type { Database } from 'better-sqlite3'
import { cellValue } from '#shared/domain/leads/import/cell-value.ts'
import { type ConsentColumn, type OtherColumn, parseColumnKey } from '#shared/domain/leads/import/list-columns.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { hasConsent } from '#shared/domain/leads/import/opt-out-cells.ts'
import { AppError } from '#shared/errors.ts'
import { createOriginalRowReader } from './original-rows.ts'

/** Rows read in one step, so that no read lasts long enough to delay a checkpoint. */
const STEP_ROWS = 20_000

type Stored = {
  readonly position: number
  readonly importId: number
  readonly rowNumber: number
  readonly original: string
  readonly payload: string
}

function columnOf(key: string): OtherColumn {
  const column = parseColumnKey(key)
  if (!column) throw new AppError('INVALID_INPUT', { field: 'column' })
  return column
}

/** Returns the values of some columns for the leads at these positions; missing leads are left out. */
export function valuesAt(
  raw: Database,
  listId: number,
  positions: readonly number[],
  keys: readonly string[],
): ReadonlyMap<number, readonly string[]> {
  if (keys.length === 0 || positions.length === 0) return new Map()
  const rows = raw
    .prepare(
      `select position, import_id as importId, row_number as rowNumber, original, payload from lead
       where list_id = ? and position in (select value from json_each(?))`,
    )
    .all(listId, JSON.stringify(positions)) as Stored[]
  const valuesOf = createValueReader(raw, keys)
  return new Map(rows.map((row) => [row.position, valuesOf(row, JSON.parse(row.payload) as ReadPayload)]))
}

export type ReadPayload = Record<string, unknown> & { custom_variables?: Record<string, unknown> }

/** Reads the values of some columns from stored rows; `lead`: the row's parsed payload. */
export function createValueReader(raw: Database, keys: readonly string[]) {
  const columns = keys.map(columnOf)
  const cellOf = createCellReader(raw)
  return (row: Omit<Stored, 'payload' | 'position'>, lead: ReadPayload): readonly string[] =>
    columns.map((column) => {
      if (column.kind === 'original' || column.kind === 'consent') return cellOf(row, column)
      return textOf((column.kind === 'field' ? lead : lead.custom_variables)?.[column.name])
    })
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''

type FileColumn = Extract<OtherColumn, { kind: 'original' | 'consent' }>

/** Returns the position of a consent in a mapping; if only its source is given, of that. -1 if there is none. */
function placeOfConsent(mapping: Mapping, name: ConsentColumn): number {
  const at = (kind: Mapping[number]['kind']) => mapping.findIndex((target) => target.kind === kind)
  if (name === 'date') return at('consent_date')
  const source = at('consent_source')
  if (name === 'source') return source
  const given = at('consent')
  return given < 0 ? source : given
}

/** Reads cells by column; many from one block cost as much as one. */
export function createCellReader(raw: Database) {
  const originals = createOriginalRowReader(raw)
  const find = raw.prepare('select header, mapping from list_import where id = ?')
  const places = new Map<string, number>()
  function placeOf(importId: number, { kind, name }: FileColumn): number {
    const file = find.get(importId) as { header: string; mapping: string } | undefined
    if (!file) return -1
    if (kind === 'consent') return placeOfConsent(JSON.parse(file.mapping) as Mapping, name)
    return (JSON.parse(file.header) as string[]).indexOf(name)
  }
  return ({ importId, rowNumber, original }: Omit<Stored, 'payload' | 'position'>, column: FileColumn): string => {
    const key = `${importId} ${column.kind} ${column.name}`
    const place = places.get(key) ?? placeOf(importId, column)
    places.set(key, place)
    if (place < 0) return ''
    const cells = original === '' ? originals.cells(importId, rowNumber) : (JSON.parse(original) as string[])
    const cell = cells?.[place] ?? ''
    if (column.kind === 'original') return cell
    return column.name === 'basis' && !hasConsent(cell) ? '' : cellValue(cell, false)
  }
}

/** Returns the values of a column, starting with position 1. */
export function readColumn(
  raw: Database,
  { listId, rowCount }: { readonly listId: number; readonly rowCount: number },
  key: string,
  onStep: (share: number) => void = () => undefined,
): string[] {
  const column = columnOf(key)
  const values = Array.from<string>({ length: rowCount }).fill('')
  const ofFile = column.kind === 'original' || column.kind === 'consent' ? column : null
  const read = ofFile
    ? raw.prepare(
        `select position, import_id as importId, row_number as rowNumber, original from lead
           where list_id = ? and position between ? and ?`,
      )
    : raw
        .prepare(
          `select position, coalesce(payload ->> ?, '') from lead where list_id = ? and position between ? and ?`,
        )
        .raw()
  const path = column.kind === 'field' ? `$.${column.name}` : `$.custom_variables.${column.name}`
  const cellOf = createCellReader(raw)
  for (let from = 1; from <= rowCount; from += STEP_ROWS) {
    const to = Math.min(rowCount, from + STEP_ROWS - 1)
    if (ofFile) {
      for (const row of read.all(listId, from, to) as Stored[]) values[row.position - 1] = cellOf(row, ofFile)
    } else {
      const rows = read.all(path, listId, from, to) as [number, string | number][]
      for (const [position, value] of rows) values[position - 1] = String(value)
    }
    onStep(to / rowCount)
  }
  return values
}

export type ColumnOrder = { readonly positions: Uint32Array; readonly empty: number }

const number = /^[+-]?\d+(?:\.\d+)?$/

/** Returns positions in the order of their values: numbers by size, then texts alphabetically, empty ones last. */
export function orderOfValues(values: readonly string[]): ColumnOrder {
  const texts = values.map((value) => value.trim().toLowerCase())
  const numbers = Float64Array.from(texts, (text) => (number.test(text) ? Number(text) : Number.NaN))
  const positions = Uint32Array.from(values, (_, at) => at + 1)
  const rank = (at: number) => (texts[at] === '' ? 2 : Number.isNaN(numbers[at]) ? 1 : 0)
  const ranks = Uint8Array.from(values, (_, at) => rank(at))
  positions.sort((one, other) => {
    const [a, b] = [one - 1, other - 1]
    const byRank = (ranks[a] as number) - (ranks[b] as number)
    if (byRank !== 0) return byRank
    if (ranks[a] === 0 && numbers[a] !== numbers[b]) return (numbers[a] as number) - (numbers[b] as number)
    const [left, right] = [texts[a] as string, texts[b] as string]
    return left < right ? -1 : left > right ? 1 : a - b
  })
  return { positions, empty: ranks.reduce((sum, value) => sum + (value === 2 ? 1 : 0), 0) }
}
