/** A lead's rows in further files of its list: those that changed it, those that did not, and duplicates. */
import type { LeadDetail } from '#shared/contract/leads/lists.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createOriginalRowReader } from './original-rows.ts'
import { sameRowsOf } from './same-rows.ts'

const MAX_ROWS = 20
/** Maximum number of excluded rows scanned for an address, as there is no index for it. */
const MAX_HELD = 20_000

type Known = {
  readonly id: LeadId
  readonly listId: ListId
  readonly importId: number
  readonly email: string | null
}
type Row = { readonly importId: number; readonly rowNumber: number; readonly changed: boolean }

/** Returns these rows, the newest file first, without files that were undone. */
export function furtherRowsOf(store: Store, lead: Known): LeadDetail['furtherRows'] {
  const { raw } = store
  const ids = idsOf(store, lead.id)
  const rows: Row[] = [
    ...changingRows(store, ids),
    ...sameRowsOf(store, lead.listId, ids).map((row) => ({ ...row, changed: false })),
    ...heldRows(store, lead),
  ]
  const seen = new Set<string>()
  const file = raw.prepare(
    "select file_name as fileName, imported_at as importedAt, header from list_import where id = ? and state = 'ready'",
  )
  const originals = createOriginalRowReader(raw)
  return rows
    .filter(({ importId, rowNumber }) => {
      const key = `${importId} ${rowNumber}`
      return !seen.has(key) && seen.add(key)
    })
    .toSorted((a, b) => b.importId - a.importId || a.rowNumber - b.rowNumber)
    .slice(0, MAX_ROWS)
    .flatMap(({ importId, rowNumber, changed }) => {
      const found = file.get(importId) as { fileName: string; importedAt: string; header: string } | undefined
      const cells = originals.cells(importId, rowNumber)
      if (!found || !cells) return []
      const { header, ...rest } = found
      const headers = JSON.parse(header) as string[]
      const original = cells.map((cell, at) => ({ header: headers[at] ?? '', cell }))
      return [{ ...rest, rowNumber, changed, original }]
    })
}

/** Returns all ids of a lead: it continues in a new row, with a new id, if its gate changed after an export. */
const idsOf = ({ raw }: Store, id: LeadId): readonly number[] =>
  raw
    .prepare(
      `with recursive before(id) as (
         values (?) union select c.lead_id from before b join lead_change c on c.new_lead_id = b.id)
       select id from before limit 50`,
    )
    .pluck()
    .all(id) as number[]

const changingRows = ({ raw }: Store, ids: readonly number[]): readonly Row[] =>
  (
    raw
      .prepare(
        `select a.import_id as importId, c.row_number as rowNumber from lead_change c
           join list_action a on a.id = c.action_id and a.kind = 'import' and a.undone_at is null
         where c.lead_id in (select value from json_each(?)) and c.row_number is not null
         order by a.id desc limit ${MAX_ROWS}`,
      )
      .all(JSON.stringify(ids)) as Omit<Row, 'changed'>[]
  ).map((row) => ({ ...row, changed: true }))

/** Returns rows of files added without changing anything: the address is excluded there because the list had it. */
function heldRows({ raw }: Store, { listId, importId, email }: Known): readonly Row[] {
  if (email === null) return []
  const gate = gateCodes.already_in_list
  const held = raw
    .prepare('select coalesce(sum(count), 0) from list_gate_count where list_id = ? and gate <> 0')
    .pluck()
    .get(listId) as number
  if (held === 0 || held > MAX_HELD) return []
  const rows = raw
    .prepare(
      `select import_id as importId, row_number as rowNumber from lead indexed by lead_held
       where list_id = ? and gate <> 0 and gate = ${gate} and email = ? and import_id <> ? and removed = 0 limit ${MAX_ROWS}`,
    )
    .all(listId, email, importId) as Omit<Row, 'changed'>[]
  return rows.map((row) => ({ ...row, changed: false }))
}
