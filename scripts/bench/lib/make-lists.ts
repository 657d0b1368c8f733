/**
 * Fills a store with lists as an import leaves them: seeded, twelve mapped columns, some 330 bytes per lead in a
 * request.
 */

import path from 'node:path'
import { openStore } from '#backend/core/db/open.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { startProduct } from './product.ts'

const root = path.join(import.meta.dirname, '../../..')
const cities = ['Köln', 'Villingen-Schwenningen', 'München', "'s-Hertogenbosch", 'Besançon', 'Århus', 'Málaga', 'Leeds']
const trades = ['Dental practice', 'Machine shop', 'Roofing', 'Tax adviser', 'Veterinary clinic', 'Bakery, wholesale']

/** Creates a client with one list of `rows` leads. */
export async function makeOneList(
  dataDir: string,
  rows: number,
): Promise<{ readonly workspaceId: WorkspaceId; readonly listId: ListId }> {
  const product = startProduct(dataDir, null)
  const { id: workspaceId } = await product.call('workspaces.create', { name: 'Bench', colour: 1 })
  await product.stop()
  const [made] = makeLists(dataDir, workspaceId, [rows])
  return { workspaceId, listId: made as ListId }
}

export function makeLists(dataDir: string, workspaceId: number, sizes: readonly number[]): readonly number[] {
  const { raw: db } = openStore(dataDir, path.join(root, 'resources/migrations'))
  db.pragma('synchronous = OFF')
  db.pragma('wal_autocheckpoint = 16000')
  const at = new Date(0).toISOString()
  const ids = sizes.map((size) => {
    const list = db
      .prepare(`insert into lead_list (workspace_id, name, created_at, state, row_count) values (?, ?, ?, 'ready', ?)`)
      .run(workspaceId, `List of ${size}`, at, size).lastInsertRowid
    const source = db
      .prepare(
        `insert into list_import (workspace_id, list_id, file_name, sha256, size_bytes, encoding, delimiter, header, mapping,
           settings, row_count, imported_at, state)
         values (?, ?, 'made.csv', 'made', 1, 'utf-8', ',', '["Email"]', '[]', '{}', ?, ?, 'ready')`,
      )
      .run(workspaceId, list, size, at).lastInsertRowid
    const insert = db.prepare(
      `insert into lead (workspace_id, list_id, import_id, position, row_number, gate, email, payload, original,
         first_name, last_name, company_name, job_title)
       values (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)`,
    )
    const write = db.transaction((from: number, to: number) => {
      for (let row = from; row <= to; row += 1) {
        const lead = makeLead(size, row)
        insert.run(
          workspaceId,
          list,
          source,
          row,
          row,
          lead.email,
          JSON.stringify(lead),
          JSON.stringify([lead.email, lead.company_name]),
          lead.first_name,
          lead.last_name,
          lead.company_name,
          lead.job_title,
        )
      }
    })
    for (let from = 1; from <= size; from += 10_000) write(from, Math.min(from + 9_999, size))
    db.prepare('insert into list_gate_count (workspace_id, list_id, gate, count) values (?, ?, 0, ?)').run(
      workspaceId,
      list,
      size,
    )
    return Number(list)
  })
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return ids
}

function makeLead(size: number, row: number) {
  const city = cities[row % cities.length] ?? ''
  const trade = trades[row % trades.length] ?? ''
  return {
    email: `lead.${row}@company-${size}-${row % 9973}.example`,
    first_name: `Mechthild ${row}`,
    last_name: 'Rosenbaum-Kjær',
    company_name: `Kjær Zerspanung ${row} GmbH`,
    job_title: 'Geschäftsführerin',
    phone: `+49 7721 ${row}`,
    website: `https://company-${row}.example`,
    custom_variables: {
      city,
      category: trade,
      rating: '4.7',
      reviews: String(row % 400),
      zip: String(10_000 + (row % 80_000)),
    },
  }
}
