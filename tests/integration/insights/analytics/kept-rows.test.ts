/** Campaigns cached in memory equal those of the store, whatever changed and whoever changed it. */
import Database from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { rowCacheOf } from '#backend/insights/analytics/row-cache.ts'
import { eventStore } from '../../events/events/support.ts'

const { store } = eventStore()
const { raw } = store
const elsewhere = new Database(raw.name)
afterAll(() => {
  elsewhere.close()
  raw.close()
})
for (const one of [raw, elsewhere]) one.pragma('foreign_keys = off')
raw.exec(`insert into campaign (workspace_id, remote_id, name, search_name, status, not_sending, content_hash, content_at, first_seen_at)
  values (1, 'c-a', 'A', 'a', 1, '', '', 0, 0), (1, 'c-b', 'B', 'b', 2, '', '', 0, 0)`)

type Column = { readonly name: string; readonly type: string }
const columns = (raw.pragma('table_info(campaign)') as Column[]).filter(({ name }) => name !== 'id' && name !== 'rev')

test.each(columns)('Nothing old is shown of a campaign whose $name changed', ({ name, type }) => {
  const rows = rowCacheOf(store)('true')
  // As read from the store without a cache.
  const truth = () => rowCacheOf({ ...store })('true')({})
  expect(rows({})).toEqual(truth())
  for (const [no, by] of [raw, elsewhere].entries()) {
    const { changes } = by
      .prepare(`update campaign set ${name} = ? where id = 1`)
      .run(type === 'TEXT' ? `new ${no}` : 77 + no)
    expect(changes).toBe(1)
    expect(rows({})).toEqual(truth())
  }
})

test('A rolled-back change is not cached', () => {
  const rows = rowCacheOf(store)('c.remote_id = @remoteId')
  const name = () => rows({ remoteId: 'c-b' }).map((row) => row.name)
  const rename = raw.prepare(`update campaign set name = ? where remote_id = 'c-b'`)
  expect(() =>
    raw.transaction(() => {
      rename.run('Never')
      expect(name()).toEqual(['Never'])
      throw new Error('taken back')
    })(),
  ).toThrow('taken back')
  rename.run('C')
  expect(name()).toEqual(['C'])
})
