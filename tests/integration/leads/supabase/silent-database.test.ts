import fs from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createDatabaseReader } from '#backend/leads/supabase/database-reader.ts'
import type { PullSpec } from '#shared/contract/leads/supabase.ts'
import type { AppError } from '#shared/errors.ts'
import { startBackend, type TestBackend } from '../../../support/backend.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import { type DeadlyWay, deadlyWay } from '../../../support/silent-database.ts'
import { startProjectDatabase } from './support.ts'

let db: TestPostgres
let way: DeadlyWay
let app: TestBackend

beforeAll(async () => {
  db = await startProjectDatabase()
  await db.sql(`insert into leads (id, email) select n, n || '@a.example' from generate_series(1, 5000) as n`)
})
afterAll(() => db.stop())
beforeEach(async () => {
  way = await deadlyWay(db.port)
  app = startBackend({ instantlyUrl: null })
})
afterEach(async () => {
  await app.stop()
  await way.close()
})

const spec: PullSpec = {
  kind: 'table',
  schema: 'public',
  relation: 'leads',
  columns: null,
  filters: [],
  keyColumn: null,
}
const connection = () => db.url.replace(String(db.port), String(way.port))
const codeOf = (work: Promise<unknown>) => work.then(() => 'no error').catch((error: AppError) => error.code)

async function addSource() {
  const { id: workspaceId } = await app.call('workspaces.create', { name: 'Northwind', colour: 1 })
  const access = { kind: 'database', connection: connection() } as const
  return (await app.call('supabase.add', { workspaceId, name: 'CRM', access })).id
}

/** The statements in order: the columns, the count, the rows, and the end of the transaction. */
const moments = ['pg_catalog', 'select count(*)', '"email"::text', 'rollback']

it.each(moments)('Cancelling a reading works though the database no longer answers: at %s', async (words) => {
  const sourceId = await addSource()
  const dead = way.deadAt(words)
  const work = app.call('supabase.pull', { sourceId, spec, onlyNew: false, pullId: 'pull' })
  await dead
  await app.call('supabase.cancelPull', { pullId: 'pull' })
  expect(await codeOf(work)).toBe('CANCELLED')
  expect(fs.readdirSync(path.join(app.dir, 'pulls'))).toEqual([])
})

const question = { schema: 'public', relation: 'leads', columns: null, filters: [], keyColumn: 'id' }
const hooks = { signal: new AbortController().signal, onRows: async () => undefined }

it.each(moments.slice(0, 3))('A database that stops answering times out: at %s', async (words) => {
  const reader = createDatabaseReader(connection(), { silentMs: 300 })
  void way.deadAt(words)
  expect(await codeOf(reader.read(question, hooks))).toBe('SUPABASE_UNREACHABLE')
  await reader.close()
})

it('A connection that breaks after the last row is reported, not waited for', async () => {
  const reader = createDatabaseReader(connection())
  // The cursor is closed, and nothing more is read from it. The length of the message depends on the number of earlier
  // cursors.
  void way.cutAt('C\0\0\0')
  expect(await codeOf(reader.read(question, hooks))).toBe('SUPABASE_UNREACHABLE')
  await reader.close()
})
