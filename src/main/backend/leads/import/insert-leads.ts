/** Inserts the rows of an import into the store, many per statement. */
import type { Database, Statement } from 'better-sqlite3'
import { type GateCode, gateCodes } from '#shared/domain/leads/import/gates.ts'
import { openExtraConnection } from '../../core/db/extra-connections.ts'

type Ids = { readonly workspaceId: number; readonly listId: number; readonly importId: number }

type Text = string | null
type Value = number | Text | Uint8Array

/**
 * The values of a row: position, row number, email, payload, other addresses, first name, last name, company, job
 * title.
 */
export type LeadRow = readonly [number, number, Text, Uint8Array, Text, Text, Text, Text, Text]
/**
 * Index of the further addresses in a row: hardly any row has some, and binding null takes as long as binding a value.
 */
const OTHERS = 4

/**
 * Ready leads per statement. Each execution opens the table and its indexes again, which takes as long as inserting one
 * row into them; larger numbers gain nothing and are split more often because of a duplicate.
 */
const TOGETHER = 16

export type LeadInserts = {
  /** Writes a row at a gate other than `ready`. */
  held(row: LeadRow, gate: GateCode): void
  /**
   * Writes a ready row, possibly together with the following ones; `flush` must be called before the transaction ends.
   */
  ready(row: LeadRow): void
  flush(): void
  /** Finds the import of the list's ready lead with this address. Pending rows are not seen. */
  findReady: Statement<[string, number], number>
  insertBlock: Statement
  readonly db: Database
}

/**
 * Prepares the statements of an import on its own connection. Values that are the same for all rows are part of the
 * statement: a third fewer values to bind a million times. The payload is passed as the bytes of a text and stored as
 * text; `cast` only declares it as such.
 *
 * The unique index finds the duplicates: `onDouble` is called for a ready row that was not written because its address
 * exists. Any other error rolls back the transaction, so that SQLite need not prepare for rolling back a single
 * statement, which would cost as much as writing the names.
 */
export function prepareInserts(
  raw: Database,
  { workspaceId, listId, importId }: Ids,
  onDouble: (row: LeadRow) => void,
): LeadInserts {
  const db = openExtraConnection(raw)
  const values = (gate: string, others: string) =>
    `(${workspaceId}, ${listId}, ${importId}, ?, ?, ${gate}, ?, cast(? as text), '', ${others}, ?, ?, ?, ?)`
  const prepare = (rows: readonly string[]) =>
    db.prepare(
      `insert or rollback into lead (workspace_id, list_id, import_id, position, row_number, gate, email, payload,
         original, other_emails, first_name, last_name, company_name, job_title)
       values ${rows.join(', ')} on conflict (email, list_id, removed) where gate = 0 do nothing`,
    )
  const ready = values(String(gateCodes.ready), '?')
  const usual = values(String(gateCodes.ready), 'null')
  const insertOne = prepare([ready])
  const insertMany = prepare(Array<string>(TOGETHER).fill(usual))
  const insertManyOfAll = prepare(Array<string>(TOGETHER).fill(ready))
  const insertHeld = prepare([values('?', '?')])
  const written = db
    .prepare('select position from lead where list_id = ? and position between ? and ?')
    .pluck() as Statement<[number, number, number], number>
  const waiting: LeadRow[] = []

  function insertWaiting() {
    const rows = waiting.splice(0)
    const hasOthers = rows.some((row) => row[OTHERS] !== null)
    const bound: Value[] = []
    for (const row of rows) {
      bound.push(row[0], row[1], row[2], row[3])
      if (hasOthers) bound.push(row[OTHERS])
      bound.push(row[5], row[6], row[7], row[8])
    }
    const { changes } = (hasOthers ? insertManyOfAll : insertMany).run(...bound)
    if (changes === TOGETHER) return
    const there = new Set(written.all(listId, rows[0]?.[0] ?? 0, rows.at(-1)?.[0] ?? 0))
    for (const row of rows) if (!there.has(row[0])) onDouble(row)
  }

  function flush() {
    for (const row of waiting.splice(0)) if (insertOne.run(...row).changes === 0) onDouble(row)
  }

  return {
    db,
    held([position, rowNumber, ...rest], gate) {
      insertHeld.run(position, rowNumber, gate, ...rest)
    },
    ready(row) {
      waiting.push(row)
      if (waiting.length === TOGETHER) insertWaiting()
    },
    flush,
    findReady: db
      .prepare('select import_id from lead where email = ? and list_id = ? and removed = 0 and gate = 0')
      .pluck() as Statement<[string, number], number>,
    insertBlock: db.prepare(
      'insert into import_rows (import_id, first_row, row_count, codec, cells) values (?, ?, ?, ?, ?)',
    ),
  }
}
