/** Finds which rows of files are deleted with permanently removed leads: those that no other lead of the list uses. */
import type { ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { PURGED_PAYLOAD } from './purge-list.ts'
import { pairsOfSameRows } from './same-rows.ts'

/** Rows checked in one step, which takes some ms. */
const STEP = 5000

export type FileRow = { readonly importId: number; readonly rowNumber: number }
type Taken = FileRow & { readonly id: number }

/** Factor for combining import and row number into one number: a file has fewer rows than this. */
const maxRows = 2 ** 32
const keyOf = ({ importId, rowNumber }: FileRow): number => importId * maxRows + rowNumber

/**
 * `pages`: the leads to be deleted. A lead can have more than one row in the list: if a correction, a check or a newer
 * file moved it and an undo moved it back, the other row stays behind although its lead remains.
 */
export function* fileRowsOf(
  store: Store,
  listId: ListId,
  pages: Iterable<readonly Taken[]>,
): Generator<undefined, readonly FileRow[]> {
  const rows = new Map<number, FileRow>()
  const idsAt = new Map<number, number[]>()
  for (const page of pages) {
    for (const { id, importId, rowNumber } of page) {
      const key = keyOf({ importId, rowNumber })
      rows.set(key, { importId, rowNumber })
      idsAt.set(key, [...(idsAt.get(key) ?? []), id])
    }
    yield
  }
  for (const key of yield* findRowsInUse(store, listId, rows)) {
    rows.delete(key)
    idsAt.delete(key)
  }
  const gone = new Set<number>()
  const earlier = store.raw
    .prepare<[number], number>(
      `with recursive before(id) as (
         values (?) union select c.lead_id from before b join lead_change c on c.new_lead_id = b.id)
       select id from before`,
    )
    .pluck()
  let looked = 0
  for (const ids of idsAt.values()) {
    for (const id of ids) for (const each of earlier.all(id)) gone.add(each)
    looked += 1
    if (looked % 500 === 0) yield
  }
  yield* addNewerRows(store, listId, { rows, gone })
  const own = new Set(
    store.raw
      .prepare<[number], number>(
        `select id from list_import i where list_id = ? and rows_of is null
           and not exists (select 1 from list_import c where c.rows_of = i.id)`,
      )
      .pluck()
      .all(listId),
  )
  return [...rows.values()].filter(({ importId }) => own.has(importId))
}

/** Returns those of the rows that belong to a lead still in the list, in steps. */
function* findRowsInUse(
  { raw }: Store,
  listId: ListId,
  rows: ReadonlyMap<number, FileRow>,
): Generator<undefined, Set<number>> {
  const found = new Set<number>()
  if (rows.size === 0) return found
  const last = raw
    .prepare<[number], number | null>('select max(position) from lead where list_id = ?')
    .pluck()
    .get(listId)
  const read = raw.prepare<[number, number, number], FileRow>(
    `select import_id as importId, row_number as rowNumber from lead
     where list_id = ? and position between ? and ? and removed = 0`,
  )
  for (let from = 1; from <= (last ?? 0); from += STEP) {
    for (const row of read.all(listId, from, from + STEP - 1)) if (rows.has(keyOf(row))) found.add(keyOf(row))
    yield
  }
  return found
}

type RowsToPurge = { readonly rows: Map<number, FileRow>; readonly gone: ReadonlySet<number> }

/** Adds the rows of newer files that changed these leads or repeated them; removes those that other leads also use. */
function* addNewerRows(store: Store, listId: ListId, { rows, gone }: RowsToPurge): Generator<undefined> {
  for (const repeated of repeatedRowsOf(store, listId)) {
    for (const [row, id] of repeated) if (gone.has(id)) rows.set(keyOf(row), row)
    yield
  }
  // A newer file can add or change one of the two leads of a row and merely repeat the other.
  const others = yield* findRowsInUse(store, listId, rows)
  const isThere = store.raw.prepare<[number]>(`select 1 from lead where id = ? and payload <> '${PURGED_PAYLOAD}'`)
  for (const repeated of repeatedRowsOf(store, listId)) {
    for (const [row, id] of repeated) {
      if (!gone.has(id) && rows.has(keyOf(row)) && isThere.get(id) !== undefined) others.add(keyOf(row))
    }
    yield
  }
  for (const key of others) rows.delete(key)
}

/** Yields the rows of newer files that repeated known leads, in batches, each with the id of its lead. */
function* repeatedRowsOf(store: Store, listId: ListId): Generator<readonly (readonly [FileRow, number])[]> {
  const files = store.raw
    .prepare<[number], { actionId: number; importId: number }>(
      'select id as actionId, import_id as importId from list_action where list_id = ? and import_id is not null',
    )
    .all(listId)
  const changes = store.raw.prepare<[number, number], { leadId: number; rowNumber: number | null }>(
    `select lead_id as leadId, row_number as rowNumber from lead_change
     where action_id = ? and lead_id > ? order by lead_id limit ${STEP}`,
  )
  for (const { actionId, importId } of files) {
    for (let after = 0; ; ) {
      const some = changes.all(actionId, after)
      const last = some.at(-1)
      if (!last) break
      yield some.flatMap(({ leadId, rowNumber }) =>
        rowNumber === null ? [] : [[{ importId, rowNumber }, leadId] as const],
      )
      after = last.leadId
    }
  }
  for (const { importId, pairs } of pairsOfSameRows(store, listId)) {
    for (let from = 0; from < pairs.length; from += 2 * STEP) {
      const some: (readonly [FileRow, number])[] = []
      for (let at = from; at < Math.min(pairs.length, from + 2 * STEP); at += 2) {
        some.push([{ importId, rowNumber: pairs[at] as number }, pairs[at + 1] as number])
      }
      yield some
    }
  }
}
