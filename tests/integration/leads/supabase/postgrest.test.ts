/** The stand-in's contract: PostgREST's and Supabase's documentation, as far as the readers depend on it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TestPostgres } from '../../../support/postgres.ts'
import { startPostgrest, type TestPostgrest } from '../../../support/postgrest/server.ts'
import { keyRoles, keys, startProjectDatabase } from './support.ts'

let db: TestPostgres
let api: TestPostgrest
beforeAll(async () => {
  db = await startProjectDatabase()
  await db.sql(`
    insert into leads (id, email, extra, "odd, name") select n, 'l' || n || '@x.example', '{"a": {"b": 7}}', 'o' || n
      from generate_series(1, 7) n;
    insert into shared_leads (email, public) values ('open@a.example', true), ('closed@b.example', false);
  `)
  api = await startPostgrest({ databaseUrl: db.url, keys: keyRoles, maxRows: 3 })
})
afterAll(async () => {
  await api.close()
  await db.stop()
})

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${api.url}/rest/v1/${path}`, { headers: { apikey: keys.secret, ...headers } })
  const text = await response.text()
  return { status: response.status, range: response.headers.get('content-range'), text, json: JSON.parse(text) }
}

it('PostgREST applies its own limit silently, and counts only on request', async () => {
  expect(await get('leads?select=id&order=id.asc&limit=1000')).toMatchObject({
    status: 200,
    range: '0-2/*',
    json: [{ id: 1 }, { id: 2 }, { id: 3 }],
  })
  expect(await get('leads?select=id', { prefer: 'count=exact' })).toMatchObject({ status: 206, range: '0-2/7' })
})

it('PostgREST returns an empty list for an empty page', async () => {
  expect(await get('leads?select=id&order=id.asc&id=gt.7')).toMatchObject({ status: 200, range: '*/*', json: [] })
})

it('The test server row-level security decides on rows, grants on tables', async () => {
  const anon = { apikey: keys.publishable }
  expect((await get('shared_leads?select=email', anon)).json).toEqual([{ email: 'open@a.example' }])
  expect(await get('secrets', anon)).toMatchObject({ status: 401, json: { code: '42501' } })
})

it('PostgREST answers with the documented codes', async () => {
  expect(await get('nowhere')).toMatchObject({ status: 404, json: { code: 'PGRST205' } })
  expect(await get('leads?id=eq.x')).toMatchObject({ status: 400, json: { code: '22P02' } })
  expect(await get('leads?id=like-that')).toMatchObject({ status: 400, json: { code: 'PGRST100' } })
  expect(await get('leads', { apikey: 'unknown' })).toMatchObject({ status: 401 })
})

it('PostgREST refuses a secret key from a browser', async () => {
  expect((await get('leads', { 'user-agent': 'Mozilla/5.0 Chrome/156' })).status).toBe(401)
  expect((await get('leads', { 'user-agent': 'Mozilla/5.0', apikey: keys.publishable })).status).toBe(200)
})

it('PostgREST supports arrows into JSON, casts, aliases and quoted columns', async () => {
  const { json } = await get('leads?select=extra->a->>b,no:id::text,"odd, name"&"odd, name"=eq.o2')
  expect(json).toEqual([{ b: '7', no: '2', 'odd, name': 'o2' }])
})

it('PostgREST treats a star as any text in like, and literally in a regular expression', async () => {
  expect((await get('leads?select=id&email=ilike.*6*')).json).toEqual([{ id: 6 }])
  expect((await get(`leads?select=id&email=imatch.${encodeURIComponent('L6@x\\.ex*A')}`)).json).toEqual([{ id: 6 }])
  expect((await get(`leads?select=id&email=imatch.${encodeURIComponent('\\*6')}`)).json).toEqual([])
})

it('PostgREST lists its tables with their keys', async () => {
  const { json } = await get('')
  expect(json.definitions.leads.properties.id).toEqual({
    format: 'bigint',
    description: 'Note:\nThis is a Primary Key.<pk/>',
  })
})
