import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrated } from '../../support/migrations-before.ts'

it('a store of the version before keeps its clients and campaigns, and takes a report once for each time it is due', () => {
  const after = migrated('_reports', (before) => {
    before
      .prepare(`insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-01-01T00:00:00Z')`)
      .run()
    before
      .prepare(
        `insert into campaign (workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at)
           values (1, 'r', 'Autumn', 'autumn', 1, '', 0, 0)`,
      )
      .run()
  })
  expect(after.raw.prepare('select name from workspace union all select name from campaign').pluck().all()).toEqual([
    'Northwind',
    'Autumn',
  ])
  const insert = after.raw.prepare(
    `insert into report_made (workspace_id, from_date, to_date, asked_by, due_at, state, started_at, folder, formats, quotes, files)
       values (1, '2026-11-01', '2026-11-07', 'plan', 5, 'making', 0, '', '[]', '[]', '[]')`,
  )
  insert.run()
  expect(() => insert.run()).toThrow(Database.SqliteError)
  after.raw.close()
})
