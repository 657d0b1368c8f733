import { expect, test } from 'vitest'
import { migrated } from '../../support/migrations-before.ts'

test('clients of the version before are no demo, and keep what they have', () => {
  const store = migrated('_demo', (before) => {
    const insert = before.prepare(
      `insert into workspace (name, colour, remote_id, created_at) values (?, 3, ?, '2026-11-01')`,
    )
    const id = insert.run('Kessler', 'remote-1').lastInsertRowid
    before
      .prepare(`insert into lead_list (workspace_id, name, created_at, state) values (?, 'L', '2026-11-01', 'ready')`)
      .run(id)
  })
  expect(store.raw.prepare('select name, remote_id, demo from workspace').all()).toEqual([
    { name: 'Kessler', remote_id: 'remote-1', demo: null },
  ])
  expect(store.raw.prepare('select count(*) from lead_list').pluck().get()).toBe(1)
  store.raw.close()
})
