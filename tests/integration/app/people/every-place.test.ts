import zlib from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addressTables } from '#backend/app/people/inventory.ts'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { migrationsDir, temporaryDir } from '../../../support/backend.ts'
import { eraseHere, traces, victim } from './support.ts'

/** Puts the address into every column that can contain it; afterwards no table may keep it. */
let dir = ''
let store: Store
beforeEach(() => {
  dir = temporaryDir('sendoff-erase-')
  store = openStore(dir, migrationsDir)
  store.raw.pragma('foreign_keys = OFF')
})
afterEach(() => store.raw.close())

type ColumnInfo = { readonly name: string; readonly type: string; readonly notnull: 0 | 1; readonly pk: number }

function fill(table: string, no: number): void {
  const { text = [], packed = [] } = addressTables[table] ?? {}
  const columns = store.raw.pragma(`table_info(${table})`) as ColumnInfo[]
  const mention = (column: string) =>
    table === 'setting' && column === 'key'
      ? `key ${no} ${victim}`
      : `{"of":"row ${no} <${victim.toUpperCase()}> ${column}"}`
  const value = ({ name, type }: ColumnInfo): unknown => {
    if (packed.includes(name)) return packedOf(table, no)
    // Here the address is the key and the entire value.
    if (table === 'lead_copy_row' && name === 'email') return victim
    if (text.includes(name)) return mention(name)
    if (/^blob$/i.test(type)) return Buffer.from([no])
    if (/^(?:integer|real)$/i.test(type)) return no
    return table === 'import_rows' && name === 'codec' ? 'zstd' : `${name} ${no}`
  }
  // Counts maintained by triggers exist already.
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  store.raw
    .prepare(`insert or replace into ${table} (${names}) values (${columns.map(() => '?').join(', ')})`)
    .run(...columns.map(value))
}

const packedOf = (table: string, no: number): Buffer =>
  zlib.zstdCompressSync(
    table === 'event_block'
      ? JSON.stringify([[no, JSON.stringify({ lead_email: victim })]])
      : `a,${victim},"x ""${victim}"""\n`,
  )

it('Every text column and packed column is free of the address afterwards', async () => {
  for (const table of Object.keys(addressTables)) for (let no = 1; no <= 3; no += 1) fill(table, no)
  // Sets the file's own delimiter, so that its rows are split as they were.
  store.raw.prepare(`update list_import set delimiter = ','`).run()
  expect(traces(dir, victim)).not.toEqual([])
  const found = await eraseHere(store, victim)
  expect(found.mentions).toBeGreaterThan(100)
  const left = Object.entries(addressTables).flatMap(([table, { text = [] }]) =>
    text.flatMap((column) => {
      const rows = store.raw.prepare(`select "${column}" from ${table}`).pluck().all()
      return rows.some((row) => String(row).toLowerCase().includes(victim)) ? [`${table}.${column}`] : []
    }),
  )
  expect(left).toEqual([])
  store.raw.pragma('wal_checkpoint(TRUNCATE)')
  expect(traces(dir, victim).filter((trace) => trace.includes('unpacked'))).toEqual([])
  expect(
    store.raw.prepare(`select count(*) from inbox_search where inbox_search match '"drehteile"'`).pluck().get(),
  ).toBe(0)
})

it.each([
  ['a file’s rows', `update import_rows set cells = ?`],
  ['payloads of events', 'update event_block set data = ?'],
])(
  'a block of %s that cannot be unpacked is reported as damage by name, and not as searched completely',
  async (_of, damage) => {
    for (const table of ['import_rows', 'event_block', 'list_import']) fill(table, 1)
    store.raw.prepare(damage).run(Buffer.from('not packed at all'))
    await expect(eraseHere(store, victim)).rejects.toMatchObject({ code: 'STORE_CORRUPT' })
  },
)

it("Other people's data stays", async () => {
  const others = Object.keys(addressTables).filter((table) => table !== 'import_rows' && table !== 'event_block')
  for (const table of others) fill(table, 1)
  const before = Object.fromEntries(others.map((table) => [table, store.raw.prepare(`select * from ${table}`).all()]))
  expect(await eraseHere(store, 'somebody@else.example')).toEqual({ here: {}, mentions: 0 })
  for (const table of others) expect(store.raw.prepare(`select * from ${table}`).all(), table).toEqual(before[table])
})

it('An address that spans two pages of a long text is found', async () => {
  const put = store.raw.prepare(
    `insert into dead_event (id, workspace_id, received_at, source, hash, reason, raw) values (?, 1, 1, 1, ?, 'unknown', ?)`,
  )
  // In some of them every page boundary falls within the address. A page of something else is between them, so that
  // none is found only because it is next to another.
  const texts = Array.from(
    { length: 440 },
    (_, no) => `${'x'.repeat(no * 40)} ${victim} ${'y'.repeat(20_000 - no * 40)}`,
  )
  store.raw.transaction(() => {
    for (const [no, text] of texts.entries()) {
      put.run(2 * no + 1, no, text)
      put.run(2 * no + 2, -1 - no, 'z'.repeat(7_900))
    }
  })()
  expect((await eraseHere(store, victim)).mentions).toBe(texts.length)
  const left = store.raw.prepare('select raw from dead_event where id % 2 = 1 order by id').pluck().all() as string[]
  expect(left.filter((text) => text.includes(victim))).toEqual([])
  expect(left.map((text) => text.replaceAll(/[^xy]/g, ''))).toEqual(
    texts.map((text) => text.replace(victim, '').replaceAll(/[^xy]/g, '')),
  )
  store.raw.pragma('wal_checkpoint(TRUNCATE)')
  expect(traces(dir, victim)).toEqual([])
})
