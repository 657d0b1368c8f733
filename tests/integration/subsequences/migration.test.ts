import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrated } from '../../support/migrations-before.ts'

it('a store of the version before keeps its campaigns, and a press can ask for one move only', () => {
  const after = migrated('_subsequences', (before) => {
    before.exec(
      `insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-01-01T00:00:00Z');
       insert into campaign (workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at, sent)
         values (1, 'r', 'Autumn', 'autumn', 1, '', 0, 0, 42)`,
    )
  })
  expect(after.raw.prepare('select name, sent from campaign').all()).toEqual([{ name: 'Autumn', sent: 42 }])
  const insert = after.raw.prepare(
    `insert into subsequence_move (workspace_id, campaign_id, click_id, state, asked_at) values (1, 1, 'press', 'running', 0)`,
  )
  insert.run()
  expect(() => insert.run()).toThrow(Database.SqliteError)
  after.raw.close()
})
