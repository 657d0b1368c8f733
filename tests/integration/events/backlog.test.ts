import path from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '#backend/db/open.ts'
import { temporaryDir } from '../../support/backend.ts'
import { manyEvents } from '../../support/events/many-events.ts'
import { migrationsBefore } from '../../support/migrations-before.ts'
import { acme, eventStore, stateOf, wrongSums } from './support.ts'

test('a long backlog lets others in between, and one that was stopped is completed by giving it again', async () => {
  const { store, ingestAll } = eventStore()
  const whole = eventStore()
  await whole.ingestAll(acme, 'relay', manyEvents())
  const stop = new AbortController()
  const stored = () => store.raw.prepare('select count(*) from event').pluck().get() as number
  const seen: number[] = []
  const watch = setInterval(() => {
    seen.push(stored())
    if (stored() > 1_000) stop.abort()
  })
  await expect(ingestAll(acme, 'relay', manyEvents(), stop.signal)).rejects.toThrow()
  clearInterval(watch)
  expect(seen.some((count) => count > 0 && count < 3_000)).toBe(true)
  expect(stored()).toBeLessThan(3_900)
  const again = await ingestAll(acme, 'relay', manyEvents())
  expect(again.added + again.duplicate).toBe(4_000)
  expect(stateOf(store)).toEqual(stateOf(whole.store))
})

test('a store from before there were events keeps what it has and takes them', () => {
  const dir = temporaryDir()
  const old = openStore(dir, migrationsBefore('_events'))
  old.raw.exec(
    `insert into workspace (id, name, colour, created_at, remote_id) values (1, 'Acme', 1, '', 'remote-acme');
     insert into block_entry (workspace_id, value, origin, added_at) values (1, 'lead4@prospect.example', 'opt_out', '2026-01-01')`,
  )
  old.raw.close()
  const { store, ingest } = eventStore({}, dir)
  expect(ingest(acme, 'relay', manyEvents().slice(0, 500)).added).toBeGreaterThan(400)
  const entry = store.raw.prepare(`select added_at from block_entry where value = 'lead4@prospect.example'`).pluck()
  expect(entry.get()).toBe('2026-01-01')
})

test('events of the version before are found again: none is taken in a second time', () => {
  const made = eventStore()
  for (let first = 0; first < 4_000; first += 1_000)
    made.ingest(acme, 'relay', manyEvents().slice(first, first + 1_000))
  made.store.raw.pragma('wal_checkpoint(truncate)')
  const dir = temporaryDir()
  const old = openStore(dir, migrationsBefore('_event_keys'))
  const tables = old.raw
    .prepare(
      `select name from sqlite_schema where type = 'table' and (name like '%event%' or name in ('workspace', 'block_entry'))`,
    )
    .pluck()
    .all() as string[]
  old.raw.prepare('attach ? as made').run(path.join(made.dir, 'sendoff.db'))
  const columnsOf = old.raw.prepare(`select group_concat(name) from pragma_table_info(?, 'main')`).pluck()
  for (const table of tables) {
    const columns = String(columnsOf.get(table))
    old.raw.exec(`insert into ${table} (${columns}) select ${columns} from made.${table}`)
  }
  old.raw.close()
  const { store, ingest } = eventStore({}, dir)
  for (const [name, wrong] of Object.entries(wrongSums(store))) expect(wrong, name).toEqual([])
  for (let first = 0; first < 4_000; first += 1_000) {
    expect(ingest(acme, 'relay', manyEvents().slice(first, first + 1_000)).added).toBe(0)
  }
  expect(stateOf(store)).toEqual(stateOf(made.store))
})
