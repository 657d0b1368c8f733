import { expect, it } from 'vitest'
import { migrated } from '../../support/migrations-before.ts'

it('a store of the version before keeps its campaigns, and which alerts were told and put aside', () => {
  const { raw } = migrated('_client_parts', (before) => {
    before
      .prepare(`insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-01-01T00:00:00Z')`)
      .run()
    before
      .prepare(
        `insert into campaign (workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at, sent)
           values (1, 'r', 'Autumn', 'autumn', 1, '', 0, 0, 812)`,
      )
      .run()
    const put = before.prepare(
      `insert into setting (workspace_id, key, value, changed_at) values (1, ?, ?, '2026-11-01T00:00:00.000Z')`,
    )
    put.run('alertsTold', '{"1 bounce":"red","1 stalled":"amber"}')
    put.run('alertsAside', '{"1 bounce":"amber","2 stopped":"red","3 bounce":"odd"}')
  })
  expect(raw.prepare('select name, sent, part_id, part_by_hand from campaign').raw().all()).toEqual([
    ['Autumn', 812, null, 0],
  ])
  const states = 'select key, since, told_level, aside_level from alert_state order by key'
  const since = Date.parse('2026-11-01T00:00:00Z')
  expect(raw.prepare(states).raw().all()).toEqual([
    ['1 bounce', since, 'red', 'amber'],
    ['1 stalled', since, 'amber', null],
    ['2 stopped', since, null, 'red'],
  ])
  expect(raw.prepare(`select count(*) from setting where key like 'alerts%'`).pluck().get()).toBe(0)
  raw.close()
})
