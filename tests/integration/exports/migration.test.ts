import { expect, it } from 'vitest'
import { migrated } from '../../support/migrations-before.ts'

it('a store of the version before keeps its batches whole, and each of them is still to be looked through', () => {
  const rows = 'select id, no, state, lead_count, uploaded, remote_ids from export_batch order by no'
  let had: unknown
  const after = migrated('_mailed_domains', (before) => {
    before.exec(
      `insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-01-01T00:00:00Z');
       insert into lead_list (workspace_id, name, created_at, state) values (1, 'L', '2026-01-01T00:00:00Z', 'ready');
       insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_name, campaign_step, activation,
         row_count, ready_count, created_at) values (1, 1, 'c', '{}', 'done', 'C', 'done', 'not_wanted', 3, 3, '2026-01-01');
       insert into export_batch (workspace_id, export_id, no, first_position, last_position, state, lead_count, uploaded, remote_ids)
         values (1, 1, 1, 1, 2, 'done', 2, 2, x'00ff'), (1, 1, 2, 3, 3, 'sent', 1, 0, null)`,
    )
    had = before.prepare(rows).all()
  })
  expect(after.raw.prepare(rows).all()).toEqual(had)
  expect(after.raw.prepare('select distinct domains from export_batch').pluck().all()).toEqual([0])
  const put = after.raw.prepare(`insert or ignore into mailed_domain values (1, 'acme.example', 1)`)
  expect([put.run().changes, put.run().changes]).toEqual([1, 0])
  after.raw.close()
})
