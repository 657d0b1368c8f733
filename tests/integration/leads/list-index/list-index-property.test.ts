/** For any texts in a big list and any changes since its index was built, each page equals that of plain SQL. */
import type Database from 'better-sqlite3'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LeadId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import { makeList } from '../../../support/lists.ts'
import { runs } from '../../../support/long.ts'
import { spawnIndexer } from '../../../support/threads.ts'
import { inStore, type LeadsTest, startLeads } from '../support.ts'

const rows = 20_400

const words = [
  'Ärzte',
  'ärzte',
  'Öl',
  'GmbH',
  'gmbh',
  'Zerspanung',
  'İstanbul',
  '株式会社',
  'ſ',
  'K',
  'a%b',
  'x_y',
  '\\',
  '"q"',
  'a\nb',
  '😀',
  'e',
  'é',
  '',
]
const names = ['last_name', 'company_name', 'job_title'] as const
const searched = [
  'ä',
  'Ä',
  'RZTE',
  'öl',
  'gmbh 7',
  'mbh',
  '式会',
  'k',
  'ſ',
  '%',
  '_',
  'x_y',
  '\\',
  '"',
  'a\nb',
  'b\na',
  '😀',
  '7',
  '70',
  'lead77',
  'lead1999@',
  'no such',
  'é',
  'zerspanung ärzte',
  'İ',
  'i',
]

/** Returns a text of a few words and a number, always the same for the same seed. */
function textOf(seed: number): string | null {
  const mixed = Math.imul(seed, 2_654_435_761) >>> 0
  if (mixed % 11 === 0) return null
  const some = [mixed % words.length, (mixed >>> 8) % words.length, (mixed >>> 16) % words.length]
  return `${some.map((at) => words[at]).join(' ')}${mixed % 3 === 0 ? ` ${mixed % 90}` : ''}`.trim()
}

function fillTexts(db: Database.Database, listId: number): void {
  const set = db.prepare(
    `update lead set ${names.map((name) => `${name} = ?`).join(', ')} where list_id = ? and position = ?`,
  )
  db.transaction(() => {
    for (let position = 1; position <= rows; position += 1) {
      set.run(textOf(position), textOf(position * 31), textOf(position % 50), listId, position)
    }
  })()
}

const question = fc.record({
  sort: fc.constantFrom('position', 'email', ...names),
  descending: fc.boolean(),
  gate: fc.constantFrom('all', 'ready', 'held', 'no_address'),
  search: fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 3, arbitrary: fc.constantFrom(...searched) }),
  page: fc.record({ offset: fc.constantFrom(0, 0, 13, 500, 20_390), limit: fc.constantFrom(1, 40, 200) }),
})
type Question = typeof question extends fc.Arbitrary<infer Asked> ? Asked : never

const columns = ['email', 'first_name', 'last_name', 'company_name', 'job_title']

/** Returns total and positions from SQL that reads the whole list. */
function bySql(db: Database.Database, listId: number, { sort, descending, gate, search, page }: Question) {
  const codes = { all: 'gate >= 0', ready: 'gate = 0', held: 'gate <> 0', no_address: 'gate = 1' }
  const like = `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`
  const way = descending ? 'desc' : 'asc'
  const order =
    sort === 'position'
      ? `position ${way}`
      : `${sort} is null, ${sort} collate nocase ${way}, case when ${sort} is null then position else ${descending ? '-' : ''}position end`
  const found = db
    .prepare(
      `select position from lead where list_id = ? and removed = 0 and ${codes[gate]}
         and (${columns.map((column) => `coalesce(${column}, '') like ? escape '\\'`).join(' or ')}) order by ${order}`,
    )
    .pluck()
    .all(listId, ...columns.map(() => like)) as number[]
  return { total: found.length, positions: found.slice(page.offset, page.offset + page.limit) }
}

test('A big list gives the same results as plain SQL, before and after its leads change', {
  timeout: 120_000,
}, async () => {
  const t = await startLeads(undefined, { spawnIndexer })
  const { listId } = makeList(t.dir, { workspaceId: t.workspaceId, name: 'Big', count: rows, heldEvery: 7 })
  inStore(t.dir, (db) => fillTexts(db, listId))
  await t.call('lists.leads', { listId, sort: 'email', page: {} })
  await until('the index', async () => (await t.call('lists.leads', { listId, page: {} })).making === null)
  const agree = () =>
    fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const page = await until('every row', async () => {
          const some = await t.call('lists.leads', { listId, ...asked })
          // The first page of a common text is correct before all of it is counted.
          if (some.sorted && some.rows.length === asked.page.limit) {
            const { positions } = inStore(t.dir, (db) => bySql(db, listId, asked))
            expect(some.rows.map(({ position }) => position)).toEqual(positions)
          }
          return some.complete && some.sorted ? some : null
        })
        const expected = inStore(t.dir, (db) => bySql(db, listId, asked))
        expect({ total: page.total, positions: page.rows.map(({ position }) => position) }).toEqual(expected)
      }),
      runs(10, 60),
    )
  await agree()
  await changeSome(t, listId)
  await agree()
})

/** Makes corrections, undoes one, and removes leads, so that the index is older than the list. */
async function changeSome(t: LeadsTest, listId: number): Promise<void> {
  const ids = inStore(t.dir, (db) =>
    db
      .prepare('select id from lead where list_id = ? and gate = 0 and position % 611 = 5 order by position')
      .pluck()
      .all(listId),
  ) as LeadId[]
  for (const [at, leadId] of ids.entries()) {
    const name = names[at % names.length] as (typeof names)[number]
    const value = at % 5 === 0 ? '' : (textOf(at * 7 + 1) ?? 'ÄRZTE 70')
    const { actionId } = await t.call('lists.editLead', { leadId, change: { kind: 'field', name, value } })
    if (at % 4 === 0) await t.call('lists.undo', { actionId })
  }
  const out = inStore(t.dir, (db) =>
    db.prepare('select id from lead where list_id = ? and position % 900 = 3').pluck().all(listId),
  ) as LeadId[]
  await t.call('lists.removeLeads', { listId: listId as never, choice: { leadIds: out } })
}
