import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrated } from '../../support/migrations-before.ts'

it('a store of the version before keeps its clients and can take handovers', () => {
  const after = migrated('_crm', (before) => {
    before
      .prepare(`insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-01-01T00:00:00Z')`)
      .run()
  })
  expect(after.raw.prepare('select name from workspace').pluck().all()).toEqual(['Northwind'])
  const insert = after.raw.prepare(
    `insert into crm_handover (workspace_id, lead_key, uid, email, body, handed_at) values (1, 'k', 'u', 'a@b.example', '{}', '2026')`,
  )
  insert.run()
  expect(() => insert.run()).toThrow(Database.SqliteError)
  after.raw.close()
})

it('a store with webhooks and their log has both afterwards, and room for deals', () => {
  const after = migrated('_crm_systems', (before) => {
    before.exec(`
      insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-01-01T00:00:00Z');
      insert into crm_target (workspace_id, name, kind, address, private_network, cipher, protection, added_at)
        values (1, 'n8n', 'webhook', 'https://x.example/…', 0, x'00', 'keyring', '2026');
      insert into crm_handover (workspace_id, lead_key, uid, email, body, handed_at) values (1, 'k', 'u', 'a@b.example', '{}', '2026');
      insert into crm_delivery (workspace_id, handover_id, target_id, state, tries) values (1, 1, 1, 'done', 1);`)
  })
  expect(after.raw.prepare('select state, tries, deal_id, note_id from crm_delivery').all()).toEqual([
    { state: 'done', tries: 1, deal_id: null, note_id: null },
  ])
  expect(after.raw.prepare('select name, kind, settings, next_read_at from crm_target').all()).toEqual([
    { name: 'n8n', kind: 'webhook', settings: null, next_read_at: null },
  ])
  const deal = after.raw.prepare(
    `insert into crm_deal (workspace_id, target_id, email, campaign_id, uid) values (1, 1, 'a@b.example', 'c', 'u')`,
  )
  deal.run()
  expect(() => deal.run()).toThrow(Database.SqliteError)
  after.raw.close()
})
