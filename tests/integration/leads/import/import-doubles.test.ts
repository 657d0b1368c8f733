import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { GateCode } from '#shared/domain/leads/import/gates.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { runs } from '../../../support/long.ts'
import { inStore, type LeadsTest, settings, startLeads, writeFile } from '../support.ts'

const { ready, no_address, bad_syntax, too_long, duplicate_in_file, already_in_list } = gateCodes

const mapping: Mapping = [
  { kind: 'field', field: 'email' },
  { kind: 'field', field: 'first_name' },
  { kind: 'variable', name: 'page' },
]

/**
 * A row's content: no address, a broken address, or one of these people, perhaps with a page-long cell or a further
 * address.
 */
type Row = { readonly who: number; readonly long: boolean; readonly more: boolean }
const furtherOf = ({ who, more }: Row) => (more && who > 1 ? `further${who}@acme.example` : null)
const lineOf = (row: Row) => {
  const { who, long } = row
  const further = furtherOf(row)
  const own = who === 0 ? '' : who === 1 ? 'broken@' : `person${who}@acme.example`
  const email = further === null ? own : `${own}; ${further}`
  return `${email},Ann,${long ? 'x'.repeat(20_001) : 'short'}`
}

/** Returns the gate of each row, computed row by row: the slow way. */
function gatesOf(rows: readonly Row[], before: ReadonlySet<number>): GateCode[] {
  const inFile = new Set<number>()
  return rows.map(({ who, long }) => {
    if (who === 0) return no_address
    if (who === 1) return bad_syntax
    if (before.has(who)) return already_in_list
    if (inFile.has(who)) return duplicate_in_file
    if (long) return too_long
    inFile.add(who)
    return ready
  })
}

async function save(test: LeadsTest, rows: readonly Row[], into: { name: string } | { listId: never }) {
  const file = writeFile(test.files, 'rows.csv', `Email,First Name,Page\n${rows.map(lineOf).join('\n')}\n`)
  const draft = await test.call('imports.open', { workspaceId: test.workspaceId, path: file })
  return test.call('imports.save', { importId: draft.importId, mapping, settings, into })
}

it('Every row has its position and gate, with its further addresses, wherever duplicates are in a batch', async () => {
  const test = await startLeads()
  const row = fc.record({
    who: fc.integer({ min: 0, max: 200 }),
    long: fc.oneof({ weight: 40, arbitrary: fc.constant(false) }, fc.constant(true)),
    more: fc.oneof({ weight: 20, arbitrary: fc.constant(false) }, fc.constant(true)),
  })
  const rows = fc.array(row, { minLength: 1, maxLength: 150, size: 'max' })
  await fc.assert(
    fc.asyncProperty(rows, rows, async (first, second) => {
      // A list without any contactable lead does not count.
      const all = [{ who: 201, long: false, more: false }, ...first]
      const list = await save(test, all, { name: 'List' })
      const later = second.concat({ who: 202, long: false, more: false })
      await save(test, later, { listId: list.id as never })
      const gates = gatesOf(all, new Set())
      const before = new Set(all.filter((_, at) => gates[at] === ready).map(({ who }) => who))
      const wanted = [...gates, ...gatesOf(later, before)]
      const found = inStore(test.dir, (db) =>
        db
          .prepare('select position, gate, other_emails as others from lead where list_id = ? order by position')
          .all(list.id),
      )
      const others = [...all, ...later].map(furtherOf).map((further) => further && JSON.stringify([further]))
      expect(found).toEqual(wanted.map((gate, at) => ({ position: at + 1, gate, others: others[at] })))
      const counts = inStore(test.dir, (db) =>
        db.prepare('select gate, count from list_gate_count where list_id = ?').all(list.id),
      ) as { gate: GateCode; count: number }[]
      for (const { gate, count } of counts) expect(count).toBe(wanted.filter((each) => each === gate).length)
    }),
    runs(12, 60),
  )
})

it('A person whose domain is spelt differently is one: in a file, in its list, and in a newer file for it', async () => {
  const test = await startLeads()
  const file = writeFile(
    test.files,
    'idn.csv',
    'Email,First Name,Page\ninfo@müller.example,Ann,a\nINFO@xn--mller-kva.example,Ann,b\nbo@müller.example,Bo,c\n',
  )
  const draft = await test.call('imports.open', { workspaceId: test.workspaceId, path: file })
  const given = { importId: draft.importId, mapping, settings }
  const { gates } = await test.call('imports.check', { ...given, listId: null })
  expect(gates).toMatchObject({ ready: 2, duplicate_in_file: 1 })
  const list = await test.call('imports.save', { ...given, into: { name: 'List' } })
  expect(list.gates).toMatchObject({ ready: 2, duplicate_in_file: 1 })
  const listId = list.id
  expect(
    await test.call('lists.checkLead', { listId, fields: { email: 'bo@xn--mller-kva.example' }, variables: {} }),
  ).toMatchObject({ gate: 'already_in_list' })
  const more = writeFile(test.files, 'more.csv', 'Email,First Name,Page\nbo@xn--mller-kva.example,Bo,d\n')
  const again = await test.call('imports.open', { workspaceId: test.workspaceId, path: more })
  const into = { listId: list.id }
  const grown = await test.call('imports.save', { importId: again.importId, mapping, settings, into })
  expect(grown.gates).toMatchObject({ ready: 2, already_in_list: 1 })
})
