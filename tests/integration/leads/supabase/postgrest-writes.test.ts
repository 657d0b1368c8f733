/** The stand-in's contract for writes: PostgREST's documentation, as far as write-back depends on it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestPostgres } from '../../../support/postgres.ts'
import { startPostgrest, type TestPostgrest } from '../../../support/postgrest/server.ts'
import { keyRoles, keys, startProjectDatabase } from './support.ts'

let db: TestPostgres
let api: TestPostgrest
beforeAll(async () => {
  db = await startProjectDatabase()
  await db.sql(`
    create table marks (id int primary key, email text unique, note text);
    grant select, insert, update on marks to service_role, anon;
    alter table marks enable row level security;
    create policy seen on marks for select to anon using (true);
    create policy changed on marks for update to anon using (id < 10);
    create function twice(given int) returns int language sql as 'select given * 2';
  `)
  api = await startPostgrest({ databaseUrl: db.url, keys: keyRoles, maxRows: 2 })
})
afterAll(async () => {
  await api.close()
  await db.stop()
})

async function send(method: string, path: string, body: unknown, prefer = '', apikey = keys.secret) {
  const response = await fetch(`${api.url}/rest/v1/${path}`, {
    method,
    headers: { apikey, 'content-type': 'application/json', prefer },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, text, json: text === '' ? null : (JSON.parse(text) as unknown) }
}
const rows = () => db.sql('select id, email, note from marks order by id')

it('PostgREST inserts, returns nothing unless asked, and answers 409 to a conflict', async () => {
  expect(await send('POST', 'marks', [{ id: 1, email: 'a' }])).toMatchObject({ status: 201, text: '' })
  expect(await send('POST', 'marks', [{ id: 1, email: 'b' }])).toMatchObject({ status: 409, json: { code: '23505' } })
  expect(await rows()).toEqual([{ id: 1, email: 'a', note: null }])
})

it('PostgREST merges duplicates by the primary key, or by the named columns', async () => {
  const merge = 'resolution=merge-duplicates,return=representation'
  expect(await send('POST', 'marks', [{ id: 1, email: 'a', note: 'n' }], merge)).toMatchObject({ status: 201 })
  expect(
    await send('POST', 'marks?on_conflict=email&select=id', [{ id: 1, email: 'a', note: 'm' }], merge),
  ).toMatchObject({
    json: [{ id: 1 }],
  })
  expect(await rows()).toEqual([{ id: 1, email: 'a', note: 'm' }])
})

it('PostgREST limits what it returns, not what it writes', async () => {
  const some = [11, 12, 13].map((id) => ({ id, email: `e${id}` }))
  const told = await send('POST', 'marks?select=id', some, 'return=representation')
  expect(told.json).toHaveLength(2)
  expect(await rows()).toHaveLength(4)
})

it('Rows hidden by row-level security are changed by nobody, without an error', async () => {
  const hidden = await send('PATCH', 'marks?id=eq.11', { note: 'x' }, 'return=representation', keys.publishable)
  expect(hidden).toMatchObject({ status: 200, json: [] })
  const seen = await send('PATCH', 'marks?id=eq.1', { note: 'x' }, 'return=representation', keys.publishable)
  expect(seen).toMatchObject({ status: 200, json: [{ id: 1, note: 'x' }] })
  expect(await send('POST', 'marks', [{ id: 99 }], '', keys.publishable)).toMatchObject({
    status: 401,
    json: { code: '42501' },
  })
})

it('Rows with different keys are refused, and functions are called by their argument names', async () => {
  expect(await send('POST', 'marks', [{ id: 20 }, { id: 21, note: 'x' }])).toMatchObject({
    status: 400,
    json: { code: 'PGRST102' },
  })
  expect(await send('POST', 'rpc/twice', { given: 21 })).toMatchObject({ status: 200, json: 42 })
  expect(await send('POST', 'rpc/twice', { other: 21 })).toMatchObject({ status: 404, json: { code: 'PGRST202' } })
})
