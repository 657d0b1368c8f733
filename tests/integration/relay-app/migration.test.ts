import { expect, it } from 'vitest'
import { migrated } from '../../support/migrations-before.ts'

it('keeps clients and events of the version before, and lets no token serve two clients', () => {
  const { raw } = migrated('_relay', (before) => {
    for (const name of ['Kessler', 'Birch']) {
      before.prepare(`insert into workspace (name, colour, created_at) values (?, 1, '2026-11-01')`).run(name)
    }
    before
      .prepare(
        `insert into event (workspace_id, contact_id, campaign_id, type, at, hash, sources) values (1, 1, 1, 2, 3, 4, 1)`,
      )
      .run()
  })
  expect(raw.prepare('select name from workspace order by id').pluck().all()).toEqual(['Kessler', 'Birch'])
  expect(raw.prepare('select count(*) from event').pluck().get()).toBe(1)
  const connect = raw.prepare(
    `insert into relay_connection (workspace_id, address, name, masked, fingerprint, protection, added_at, removed_at)
     values (?, 'https://relay.example', 'K', '', ?, 'keyring', '', ?)`,
  )
  connect.run(1, 'a', null)
  expect(() => connect.run(2, 'a', null)).toThrow(/UNIQUE/)
  expect(() => connect.run(1, 'b', null)).toThrow(/UNIQUE/)
  connect.run(2, 'a', '2026-11-20')
  raw.close()
})
