import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrated } from '../../support/migrations-before.ts'

it('a store of the version before keeps its clients and can take campaigns, each once', () => {
  const after = migrated('_campaigns', (before) => {
    before
      .prepare(`insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-01-01T00:00:00Z')`)
      .run()
  })
  expect(after.raw.prepare('select name from workspace').pluck().all()).toEqual(['Northwind'])
  const insert = after.raw.prepare(
    `insert into campaign (workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at)
       values (1, 'r', 'Autumn', 'autumn', 1, '', 0, 0)`,
  )
  insert.run()
  expect(() => insert.run()).toThrow(Database.SqliteError)
  after.raw.close()
})
