import { expect, it } from 'vitest'
import { migrated } from '../../support/migrations-before.ts'

it('a store of the version before keeps its block list and archives, and an archived lead is found by its address', () => {
  const after = migrated('_lead_copies', (before) => {
    before.exec(
      `insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-01-01T00:00:00Z');
       insert into block_entry (workspace_id, value, origin, added_at) values (1, 'acme.example', 'instantly', '2026-01-01');
       insert into archived_lead (campaign_id, remote_id, workspace_id, pass, email, raw)
         values (1, 'r', 1, 1, 'ann@there.example', '{}')`,
    )
  })
  expect(after.raw.prepare('select value from block_entry').pluck().all()).toEqual(['acme.example'])
  expect(after.raw.prepare('select raw from archived_lead where email = ?').pluck().all('ann@there.example')).toEqual([
    '{}',
  ])
  const plan = after.raw.prepare('explain query plan select 1 from archived_lead where email = ?').all('x')
  expect(JSON.stringify(plan)).toContain('archived_lead_address')
  // An address is found where its key is: no second index, no rowid.
  expect(after.raw.prepare(`select wr from pragma_table_list('lead_copy_row')`).pluck().get()).toBe(1)
  after.raw.close()
})
