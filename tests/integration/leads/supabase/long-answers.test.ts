import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { createDatabaseReader } from '#backend/leads/supabase/database-reader.ts'
import { createProjectReader } from '#backend/leads/supabase/project-reader.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import { startProjectDatabase } from './support.ts'

let db: TestPostgres
const maxBytes = 1_000_000

beforeAll(async () => {
  db = await startProjectDatabase()
  await db.sql(`
    create table forms as select n as id, repeat('x', 20000) as said from generate_series(1, 300) as n;
    create table one_form as select 1 as id, repeat('x', 3000000) as said;
    create table wide (id int, ${Array.from({ length: 1_400 }, (_, at) => `c${at} boolean`).join(', ')});
    insert into wide (id) select n from generate_series(1, 2100) as n`)
})
afterAll(() => db.stop())

const question = (relation: string) => ({ schema: 'public', relation, columns: null, filters: [], keyColumn: 'id' })

async function readAll(relation: string, limits: { readonly maxBytes?: number } = { maxBytes }) {
  const reader = createDatabaseReader(db.url, limits)
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

it('A table with nearly as many columns as a database allows is read completely', async () => {
  expect(await readAll('wide', {})).toHaveLength(2_100)
})

it('A row longer than any answer is refused by name, and a new connection continues', async () => {
  await expect(readAll('one_form')).rejects.toMatchObject({
    code: 'SUPABASE_QUERY_REFUSED',
    data: { message: 'answer too large' },
  })
  expect(await readAll('forms')).toHaveLength(300)
})

it('Millions of empty rows in a small answer of a project are refused, and commas in texts are not rows', async () => {
  const columnsOf = (body: string) =>
    createProjectReader({
      origin: 'https://project.example',
      key: 'sb_secret_test_0123456789abcdef',
      userAgent: 'test',
      clock: systemClock,
      fetch: async () => new Response(body),
    }).columns('public', 'leads')
  await expect(columnsOf(`[${'{},'.repeat(2_000_001)}{}]`)).rejects.toMatchObject({
    code: 'SUPABASE_QUERY_REFUSED',
    data: { message: 'answer too large' },
  })
  const text = String.raw`\"${','.repeat(2_000_001)}`
  expect(await columnsOf(`[{"id":"${text}"}]`)).toMatchObject([{ name: 'id' }])
})
