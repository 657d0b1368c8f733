/** The common approach, as a peer: Papa Parse over the file, rows into the store by drizzle, a thousand at a time. */
import fs from 'node:fs'
import path from 'node:path'
import Papa from 'papaparse'
import { openStore } from '#backend/core/db/open.ts'
import { workspace } from '#backend/core/db/schema/clients/workspaces.ts'
import { lead, leadList, listImport } from '#backend/core/db/schema/leads/leads.ts'
import { answer } from './processes.ts'

const [dataDir = '', file = ''] = process.argv.slice(2)
const startedAt = performance.now()
const { orm, raw } = openStore(dataDir, path.join(import.meta.dirname, '../../../resources/migrations'))
const ids = { workspaceId: 1, listId: 1, importId: 1 }
orm.insert(workspace).values({ id: 1, name: 'Bench', colour: 1, createdAt: '' }).run()
orm.insert(leadList).values({ id: 1, workspaceId: 1, name: 'Bench', createdAt: '', state: 'ready' }).run()
orm
  .insert(listImport)
  .values({
    id: 1,
    workspaceId: 1,
    listId: 1,
    fileName: '',
    sha256: '',
    sizeBytes: 0,
    encoding: '',
    delimiter: '',
    header: [],
    mapping: [],
    settings: {},
    rowCount: 0,
    importedAt: '',
    state: 'ready',
  })
  .run()

type Row = Record<string, string>
let rows = 0
let batch: Row[] = []
const seen = new Set<string>()

function insert(): void {
  if (batch.length === 0) return
  const values = batch.map((row) => {
    rows += 1
    const email = (row['Email'] ?? '').trim().toLowerCase()
    const gate = seen.has(email) ? 5 : 0
    seen.add(email)
    const payload = JSON.stringify({
      email,
      first_name: row['First Name'],
      last_name: row['Last Name'],
      company_name: row['Company'],
      job_title: row['Title'],
      phone: row['Phone'],
      website: row['Website'],
      custom_variables: { city: row['City'], state: row['State'], country: row['Country'], industry: row['Industry'] },
    })
    return {
      ...ids,
      position: rows,
      rowNumber: rows,
      gate,
      email,
      payload,
      original: JSON.stringify(Object.values(row)),
    }
  })
  orm.insert(lead).values(values).run()
  batch = []
}

await new Promise<void>((resolve, reject) => {
  Papa.parse<Row>(fs.createReadStream(file, 'utf8'), {
    header: true,
    skipEmptyLines: true,
    step({ data }) {
      batch.push(data)
      if (batch.length === 1000) insert()
    },
    complete: () => resolve(),
    error: reject,
  })
})
insert()
raw.close()
answer({ seconds: (performance.now() - startedAt) / 1000, rows })
