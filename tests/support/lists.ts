import path from 'node:path'
import Database from 'better-sqlite3'
import type { ListId, WorkspaceId } from '#shared/ids.ts'

export type MadeList = { readonly listId: ListId; readonly emails: readonly string[] }

type Wanted = {
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly count: number
  readonly heldEvery?: number
  readonly tag?: string
  /** Address of a row, if it should differ from the default. */
  readonly emailOf?: (row: number) => string
  /** Additional values of a row, by variable name. */
  readonly variables?: (row: number) => Readonly<Record<string, string>>
}

/**
 * Writes a list straight into the store, as an import would have left it: for tests of later steps. Every `heldEvery`th
 * row is excluded because it has no address.
 */
export function makeList(dir: string, of: Wanted): MadeList {
  const db = new Database(path.join(dir, 'sendoff.db'))
  try {
    return insertList(db, of)
  } finally {
    db.close()
  }
}

function insertList(db: Database.Database, of: Wanted): MadeList {
  const at = new Date().toISOString()
  const emails: string[] = []
  const listId = db.transaction(() => {
    const list = db
      .prepare(`insert into lead_list (workspace_id, name, created_at, state, row_count) values (?, ?, ?, 'ready', ?)`)
      .run(of.workspaceId, of.name, at, of.count).lastInsertRowid
    const source = db
      .prepare(
        `insert into list_import (workspace_id, list_id, file_name, sha256, size_bytes, encoding, delimiter, header, mapping,
           settings, row_count, imported_at, state)
         values (?, ?, 'made.csv', 'made', 1, 'utf-8', ',', '["Email","City"]', '[]', '{}', ?, ?, 'ready')`,
      )
      .run(of.workspaceId, list, of.count, at).lastInsertRowid
    const insert = db.prepare(
      `insert into lead (workspace_id, list_id, import_id, position, row_number, gate, email, payload, original, first_name,
         company_name)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    for (let row = 1; row <= of.count; row += 1) {
      const held = of.heldEvery !== undefined && row % of.heldEvery === 0
      const email = of.emailOf?.(row) ?? `lead${row}@${of.tag ?? 'list'}.example`
      if (!held) emails.push(email)
      const payload = {
        email,
        first_name: `First ${row}`,
        company_name: `Company ${row}`,
        custom_variables: { city: 'Köln', ...of.variables?.(row) },
      }
      insert.run(
        of.workspaceId,
        list,
        source,
        row,
        row,
        held ? 1 : 0,
        held ? null : email,
        JSON.stringify(held ? { first_name: `First ${row}` } : payload),
        JSON.stringify([held ? '' : email, 'Köln']),
        `First ${row}`,
        held ? null : payload.company_name,
      )
    }
    const count = db.prepare('insert into list_gate_count (workspace_id, list_id, gate, count) values (?, ?, ?, ?)')
    count.run(of.workspaceId, list, 0, emails.length)
    if (emails.length < of.count) count.run(of.workspaceId, list, 1, of.count - emails.length)
    return Number(list) as ListId
  })()
  return { listId, emails }
}

/** Writes empty lists straight into the store, for searching among many. */
export function makeEmptyLists(dir: string, workspaceId: WorkspaceId, names: readonly string[]): void {
  const db = new Database(path.join(dir, 'sendoff.db'))
  const at = new Date().toISOString()
  const insert = db.prepare(
    `insert into lead_list (workspace_id, name, created_at, state, row_count) values (?, ?, ?, 'ready', 0)`,
  )
  db.transaction(() => {
    for (const name of names) insert.run(workspaceId, name, at)
  })()
  db.close()
}
