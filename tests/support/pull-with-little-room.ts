/** Pulls a table that does not fit on the disk, and reports the outcome; run with a limited file size. */
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import Database from 'better-sqlite3'
import { pull } from '#backend/leads/supabase/pull.ts'
import type { TableReader } from '#backend/leads/supabase/reader.ts'

const [, , dataDir = '', room = ''] = process.argv
const rows = Array.from({ length: 100 }, (_, at) => ({ email: `${at}@a.example`, about: 'x'.repeat(100) }))

const reader: Pick<TableReader, 'read'> = {
  async read(_question, { onRows }) {
    await onRows({ rows, keys: null, total: rows.length })
    // The database has no further rows; the wait lets the disk fill up.
    for (let left = 100; left > 0; left--) if ((await written()) < Number(room)) left = 100
    return { rows: rows.length, counted: rows.length, keyColumn: null }
  },
}

async function written(): Promise<number> {
  const [file] = await readdir(path.join(dataDir, 'pulls'))
  return file ? (await stat(path.join(dataDir, 'pulls', file))).size : 0
}

const store = { raw: new Database(':memory:') }
store.raw.exec('create table supabase_pull (id, source_id, question, saved_at, row_count, list_id)')
const deps = { store, config: { paths: { dataDir } }, announce: () => undefined }
const spec = { kind: 'table', schema: 'public', relation: 'leads', columns: null, filters: [], keyColumn: null }
const { signal } = new AbortController()
const order = { workspaceId: 1, sourceId: 1, sourceName: 'CRM', spec, onlyNew: false, pullId: 'p', signal }

await pull(deps as never, reader as never, () => Promise.resolve({} as never), order as never).then(
  () => process.stdout.write('taken for whole'),
  (error: unknown) => process.stdout.write(String((error as { code?: string }).code)),
)
