/** Finds which rows of files are deleted with permanently removed leads: those that no other lead of the list uses. */
import type { ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createNumberSet, type NumberSet } from '../../core/lib/number-set.ts'
import { PURGED_PAYLOAD } from './purge-list.ts'
import { pairsOfSameRows } from './same-rows.ts'

/** Rows checked in one step, which takes some ms. */
const STEP = 5000

export type FileRow = { readonly importId: number; readonly rowNumber: number }
type Taken = FileRow & { readonly id: number }

/** Rows of files that are to be deleted, all of these imports. */
export type FileRows = { readonly importIds: readonly number[]; has(row: FileRow): boolean }

/** Factor for combining import and row number into one number: a file has fewer rows than this. */
const maxRows = 2 ** 32
const keyOf = ({ importId, rowNumber }: FileRow): number => importId * maxRows + rowNumber

/**
 * `pages`: yields the leads to be deleted, each time it is called. A lead can have more than one row in the list: if a
 * correction, a check or a newer file moved it and an undo moved it back, the other row stays behind although its lead
 * remains.
 */
export function* fileRowsOf(
  store: Store,
  listId: ListId,
  pages: () => Iterable<readonly Taken[]>,
): Generator<undefined, FileRows> {
  const rows = createNumberSet()
  for (const page of pages()) {
    for (const row of page) rows.add(keyOf(row))
    yield
  }
  yield* leaveRowsInUse(store, listId, rows)
  const gone = createNumberSet()
  const earlier = store.raw
    .prepare<[string], number>(
      `with recursive before(id) as (
         select value from json_each(?) union select c.lead_id from before b join lead_change c on c.new_lead_id = b.id)
       select id from before`,
    )
    .pluck()
  for (const page of pages()) {
    const ids = page.filter((lead) => rows.has(keyOf(lead))).map(({ id }) => id)
    for (const id of earlier.all(JSON.stringify(ids))) gone.add(id)
    yield
  }
  yield* addNewerRows(store, listId, { rows, gone })
  const importIds = store.raw
    .prepare<[number], number>(
      `select id from list_import i where list_id = ? and rows_of is null
         and not exists (select 1 from list_import c where c.rows_of = i.id)`,
    )
    .pluck()
    .all(listId)
  return { importIds, has: (row) => rows.has(keyOf(row)) }
}

/** Takes those that belong to a lead still in the list out of the rows, in steps. */
function* leaveRowsInUse({ raw }: Store, listId: ListId, rows: NumberSet): Generator<undefined> {
  const last = raw
    .prepare<[number], number | null>('select max(position) from lead where list_id = ?')
    .pluck()
    .get(listId)
  const read = raw.prepare<[number, number, number], FileRow>(
    `select import_id as importId, row_number as rowNumber from lead
     where list_id = ? and position between ? and ? and removed = 0`,
  )
  for (let from = 1; from <= (last ?? 0); from += STEP) {
    for (const row of read.all(listId, from, from + STEP - 1)) rows.delete(keyOf(row))
    yield
  }
}

type RowsToPurge = { readonly rows: NumberSet; readonly gone: NumberSet }

/** Adds the rows of newer files that changed these leads or repeated them; removes those that other leads also use. */
function* addNewerRows(store: Store, listId: ListId, { rows, gone }: RowsToPurge): Generator<undefined> {
  for (const repeated of repeatedRowsOf(store, listId)) {
    for (const [row, id] of repeated) if (gone.has(id)) rows.add(keyOf(row))
    yield
  }
  // A newer file can add or change one of the two leads of a row and merely repeat the other.
  yield* leaveRowsInUse(store, listId, rows)
  const isThere = store.raw.prepare<[number]>(`select 1 from lead where id = ? and payload <> '${PURGED_PAYLOAD}'`)
  for (const repeated of repeatedRowsOf(store, listId)) {
    for (const [row, id] of repeated) {
      if (!gone.has(id) && rows.has(keyOf(row)) && isThere.get(id) !== undefined) rows.delete(keyOf(row))
    }
    yield
  }
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
