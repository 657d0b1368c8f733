import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabaseReader } from '#backend/leads/supabase/database-reader.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import { startProjectDatabase } from './support.ts'

let db: TestPostgres
const maxBytes = 1_000_000

beforeAll(async () => {
  db = await startProjectDatabase()
  await db.sql(`
    create table forms as select n as id, repeat('x', 20000) as said from generate_series(1, 300) as n;
    create table one_form as select 1 as id, repeat('x', 3000000) as said`)
})
afterAll(() => db.stop())

const question = (relation: string) => ({ schema: 'public', relation, columns: null, filters: [], keyColumn: 'id' })

async function readAll(relation: string) {
  const reader = createDatabaseReader(db.url, { maxBytes })
  const keys: string[] = []
  try {
    await reader.read(question(relation), {
      signal: new AbortController().signal,
      onRows: async (part) => void keys.push(...(part.keys ?? [])),
    })
    return keys
  } finally {
    await reader.close()
  }
}

it('A table longer than one answer is read completely, in pieces that fit its rows', async () => {
  expect((await readAll('forms')).map(Number)).toEqual(Array.from({ length: 300 }, (_, at) => at + 1))
})

it('A row longer than any answer is refused by name, and a new connection continues', async () => {
  await expect(readAll('one_form')).rejects.toMatchObject({
    code: 'SUPABASE_QUERY_REFUSED',
    data: { message: 'answer too large' },
  })
  expect(await readAll('forms')).toHaveLength(300)
})
