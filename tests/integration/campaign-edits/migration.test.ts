import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrated } from '../../support/migrations-before.ts'

it('a store of the version before keeps its campaigns and figures, and each can have one edit', () => {
  const after = migrated('_campaign_edits', (before) => {
    before.exec(
      `insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-01-01T00:00:00Z');
       insert into campaign (workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at, sent)
         values (1, 'r', 'Autumn', 'autumn', 1, '', 0, 0, 42);
       insert into campaign_content (campaign_id, workspace_id, raw) values (1, 1, '{"name":"Autumn"}')`,
    )
  })
  expect(after.raw.prepare('select name, sent from campaign').all()).toEqual([{ name: 'Autumn', sent: 42 }])
  expect(after.raw.prepare('select raw from campaign_content').pluck().get()).toBe('{"name":"Autumn"}')
  const insert = after.raw.prepare(
    `insert into campaign_edit (campaign_id, workspace_id, state, opened, wanted, fields, changed_at)
       values (1, 1, 'waiting', '{}', '{}', '[]', 0)`,
  )
  insert.run()
  expect(() => insert.run()).toThrow(Database.SqliteError)
  after.raw.close()
})
