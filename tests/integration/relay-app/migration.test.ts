import { expect, it } from 'vitest'
import { openStore } from '#backend/db/open.ts'
import { migrationsDir, temporaryDir } from '../../support/backend.ts'
import { migrationsBefore } from '../../support/migrations-before.ts'

it('keeps clients and events of the version before, and lets no token serve two clients', () => {
  const dir = temporaryDir()
  const old = openStore(dir, migrationsBefore('_relay'))
  for (const name of ['Kessler', 'Birch']) {
    old.raw.prepare(`insert into workspace (name, colour, created_at) values (?, 1, '2026-11-01')`).run(name)
  }
  old.raw
    .prepare(
      `insert into event (workspace_id, contact_id, campaign_id, type, at, hash, sources) values (1, 1, 1, 2, 3, 4, 1)`,
    )
    .run()
  old.raw.close()

  const { raw } = openStore(dir, migrationsDir)
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
