/** A big list as indexed, overlaid with later changes. */
import type { Database } from 'better-sqlite3'
import type { SortedColumn } from './index-jobs.ts'
import { compareWithRow, foldForSearch, type ListTexts, textColumns } from './list-texts.ts'

export type IndexedList = { readonly id: number; readonly rowCount: number; readonly revision: number }
/** One build of a list's index; `last`, `lastChange` and `undone` determine which actions it includes. */
export type IndexBuild = {
  readonly made: number
  readonly revision: number
  readonly rowCount: number
  readonly last: number
  readonly lastChange: number
  readonly undone: string
}
/** Positions of a list's rows in the order of a column, empty ones last. */
export type RowOrder = { readonly positions: Uint32Array; readonly empty: number }
/** Positions of a list's rows in the requested order; see `ListIndex.find`. */
export type FoundRows = { readonly positions: Uint32Array; readonly complete: boolean; readonly sorted: boolean }

export type ListView = {
  readonly list: IndexedList
  readonly made: number
  readonly gates: Uint8Array
  readonly imports: Uint32Array
  /** 1 for each row taken out of the list. */
  readonly removed: Uint8Array
  /** Whether no row was taken out of the list. */
  readonly isWhole: boolean
  readonly isAllReady: boolean
  /** Positions of rows changed or added since the index was built, ascending. */
  readonly changed: readonly number[]
  readonly orders: Map<string, RowOrder>
  readonly results: Map<string, FoundRows>
}

/** With more changes than this, the index is rebuilt before it is used. */
const MAX_CHANGED = 4000

type Changed = { readonly position: number; readonly gate: number; readonly importId: number }

/** Returns the view of a list through its index, or null if too much changed since. */
export function createView(
  raw: Database,
  list: IndexedList,
  known: IndexBuild,
  blob: (name: string) => Buffer | undefined,
): ListView | null {
  const ofIndex = blob('gate')
  const fromFiles = blob('import')
  const changed = changedRows(raw, list, known)
  if (!ofIndex || !fromFiles || changed.length > MAX_CHANGED) return null
  // Copied only to be changed: a new array of a million numbers takes some 10 ms.
  const isSame = changed.length === 0 && ofIndex.length === list.rowCount
  const gates = isSame ? ofIndex : new Uint8Array(list.rowCount)
  const imports = isSame ? toUint32Array(fromFiles) : new Uint32Array(list.rowCount)
  if (!isSame) {
    gates.set(ofIndex)
    imports.set(toUint32Array(fromFiles))
  }
  for (const { position, gate, importId } of changed) {
    gates[position - 1] = gate
    imports[position - 1] = importId
  }
  const removed = removedRows(raw, list)
  return {
    list,
    made: known.made,
    gates,
    imports,
    removed,
    isWhole: !removed.includes(1),
    isAllReady: Buffer.compare(gates, Buffer.alloc(gates.length)) === 0,
    changed: changed.map(({ position }) => position),
    orders: new Map(),
    results: new Map(),
  }
}

/** Joined in this order, which SQLite must not change: it would otherwise read every lead of the list. */
function changedRows(
  raw: Database,
  list: IndexedList,
  { rowCount, last, lastChange, undone }: IndexBuild,
): readonly Changed[] {
  return raw
    .prepare(
      `select position, gate, import_id as importId from lead
         where list_id = :id and position > :known and position <= :rows
       union select l.position, l.gate, l.import_id from list_action a cross join lead_change c on c.action_id = a.id
         cross join lead l on l.id = c.lead_id
         where a.list_id = :id and l.list_id = :id and l.position <= :rows
           and (a.id > :last or (a.undone_at is not null and a.id not in (select value from json_each(:undone))))
       -- All that a check moves is one step, whenever the index was made.
       union select l.position, l.gate, l.import_id from list_action a
         cross join lead_change c on c.action_id = a.id and c.rowid > :lastChange cross join lead l on l.id = c.lead_id
         where a.id = :last and a.list_id = :id and a.kind = 'verify' and l.list_id = :id and l.position <= :rows
       order by 1 limit ${MAX_CHANGED + 1}`,
    )
    .all({ id: list.id, known: rowCount, rows: list.rowCount, last, lastChange, undone }) as Changed[]
}

/** Reads one text of numbers instead of separate values, as half a million rows may have been taken out. */
function removedRows(raw: Database, { id, rowCount }: IndexedList): Uint8Array {
  const removed = new Uint8Array(rowCount)
  const out = raw
    .prepare(
      `select cast(group_concat(position, ' ') as blob) from lead where list_id = ? and removed <> 0 and position <= ?`,
    )
    .pluck()
    .get(id, rowCount) as Buffer | null
  if (!out) return removed
  let position = 0
  for (const byte of out) {
    if (byte !== 32) position = position * 10 + byte - 48
    else {
      removed[position - 1] = 1
      position = 0
    }
  }
  removed[position - 1] = 1
  return removed
}

/** Returns the numbers in a blob, which are copied only if it does not begin at a multiple of four bytes. */
export function toUint32Array({ buffer, byteOffset, length }: Buffer): Uint32Array {
  return byteOffset % 4 === 0
    ? new Uint32Array(buffer, byteOffset, length / 4)
    : new Uint32Array(buffer.slice(byteOffset, byteOffset + length))
}

/** Returns an indexed order with the rows added since at the end. */
export function appendLaterRows(made: Uint32Array, empty: number, rowCount: number): RowOrder {
  if (made.length === rowCount) return { positions: made, empty }
  const positions = new Uint32Array(rowCount)
  positions.set(made)
  for (let at = made.length; at < rowCount; at += 1) positions[at] = at + 1
  return { positions, empty }
}

/** Returns an indexed order with the rows changed or added since moved to their current places. */
export function updateOrder(
  raw: Database,
  { list, changed }: ListView,
  { positions: made, empty }: RowOrder,
  { column, texts }: { readonly column: SortedColumn; readonly texts: ListTexts },
): RowOrder {
  const isChanged = new Uint8Array(Math.max(list.rowCount, made.length))
  for (const position of changed) isChanged[position - 1] = 1
  const filled = made.length - empty
  const stays = (position: number) => isChanged[position - 1] === 0
  const kept = made.subarray(0, filled).filter(stays)
  const without = made.subarray(filled).filter(stays)
  const rows = raw
    .prepare(
      `select position, ${column} as value from lead where list_id = ? and position in (select value from json_each(?))`,
    )
    .all(list.id, JSON.stringify(changed)) as { position: number; value: string | null }[]
  const place = textColumns.indexOf(column)
  const coming = rows
    .flatMap(({ position, value }) => (value === null ? [] : [{ position, text: foldForSearch(value) }]))
    .toSorted((a, b) => Buffer.compare(a.text, b.text) || a.position - b.position)
    .map(({ position, text }) => ({ position, at: insertionIndexOf(kept, texts, { position, text, column: place }) }))
  const positions = new Uint32Array(list.rowCount)
  let from = 0
  let to = 0
  for (const { position, at } of coming) {
    positions.set(kept.subarray(from, at), to)
    to += at - from
    from = at
    positions[to] = position
    to += 1
  }
  positions.set(kept.subarray(from), to)
  to += kept.length - from
  const empties = Uint32Array.from([
    ...without,
    ...rows.filter(({ value }) => value === null).map(({ position }) => position),
  ]).toSorted()
  positions.set(empties, to)
  return { positions: positions.subarray(0, to + empties.length), empty: empties.length }
}

type MovedRow = { readonly position: number; readonly text: Buffer; readonly column: number }

/** Returns before which of the unchanged rows a row belongs, by its text and then by its position. */
function insertionIndexOf(kept: Uint32Array, texts: ListTexts, { position, text, column }: MovedRow): number {
  let low = 0
  let high = kept.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = kept[middle] as number
    const difference = compareWithRow(texts, other, column, text) || position - other
    if (difference < 0) high = middle
    else low = middle + 1
  }
  return low
}
