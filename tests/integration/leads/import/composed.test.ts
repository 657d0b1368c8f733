/**
 * Variables composed of columns: equal in a preview, a saved list and a newer file, and remembered for the next one.
 */
import { expect, test } from 'vitest'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { startLeads, writeFile } from '../support.ts'

const mapping: Mapping = [{ kind: 'field', field: 'email' }, { kind: 'left_out' }, { kind: 'variable', name: 'state' }]
const composed = [
  { name: 'business_location', parts: [{ column: 1 }, { text: ', ' }, { column: 2 }], fallback: 'your area' },
  { name: 'offer', parts: [{ text: 'Autumn “check”' }], fallback: '' },
]
const settings = { holdUnverified: true, composed }

async function open(t: Awaited<ReturnType<typeof startLeads>>, name: string, rows: string) {
  return t.call('imports.open', {
    workspaceId: t.workspaceId,
    path: writeFile(t.files, name, `Email,Town,State\n${rows}`),
  })
}

test.for(['first', 'best', 'merge'] as const)(
  'a saved lead matches the preview, even for a column that is left out (duplicates: %s)',
  async (duplicates) => {
    const t = await startLeads()
    const draft = await open(
      t,
      'a.csv',
      'a@x.example, Köln ,NRW\nb@x.example,,Utah\nc@x.example,"Bonn ""Süd""",\nd@x.example,,\n',
    )
    const rules = { ...settings, duplicates }
    const shown = await t.call('imports.preview', { importId: draft.importId, mapping, settings: rules })
    const list = await t.call('imports.save', {
      importId: draft.importId,
      mapping,
      settings: rules,
      into: { name: 'A' },
      remember: [1],
    })
    const { rows } = await t.call('lists.leads', { listId: list.id, page: {} })
    const saved = await Promise.all(rows.map(({ id }) => t.call('lists.lead', { leadId: id })))
    expect(saved.map(({ variables }) => variables)).toEqual(shown.map(({ variables }) => variables))
    expect(saved.map(({ variables }) => variables['business_location'])).toEqual([
      'Köln, NRW',
      'Utah',
      'Bonn "Süd"',
      'your area',
    ])
    expect(saved.every(({ variables }) => variables['offer'] === 'Autumn “check”')).toBe(true)
  },
)

test('The next file with the header uses the mapping, a newer file updates it, and forgetting restores the previous one', async () => {
  const t = await startLeads()
  const first = await open(t, 'a.csv', 'a@x.example,Köln,NRW\n')
  const list = await t.call('imports.save', {
    importId: first.importId,
    mapping,
    settings: { ...settings, holdBlocked: false },
    into: { name: 'A' },
    remember: [1],
  })
  const next = await open(t, 'b.csv', 'a@x.example,Bonn,NRW\n')
  expect(next.remembered).toMatchObject({ chosen: [1], settings: { composed } })
  // Exclusions are asked again for each file.
  expect(next.remembered?.settings).not.toHaveProperty('holdBlocked')
  await t.call('imports.save', {
    importId: next.importId,
    mapping,
    settings,
    into: { listId: list.id, merge: { mode: 'both', keep: [], clearEmpty: false } },
  })
  const { rows } = await t.call('lists.leads', { listId: list.id, page: {} })
  const lead = await t.call('lists.lead', { leadId: rows[0]?.id as never })
  expect(lead.variables['business_location']).toBe('Bonn, NRW')
  await t.call('imports.forgetMapping', { workspaceId: t.workspaceId, id: list.remembered ?? '' })
  expect((await open(t, 'c.csv', 'c@x.example,Ulm,BW\n')).remembered).toBeNull()
})

test('One client’s mapping is not remembered for another', async () => {
  const t = await startLeads()
  const first = await open(t, 'a.csv', 'a@x.example,Köln,NRW\n')
  await t.call('imports.save', { importId: first.importId, mapping, settings, into: { name: 'A' }, remember: [1] })
  const other = await t.call('workspaces.create', { name: 'Other', colour: 2 })
  const draft = await t.call('imports.open', {
    workspaceId: other.id,
    path: writeFile(t.files, 'd.csv', 'Email,Town,State\nz@x.example,Ulm,BW\n'),
  })
  expect(draft.remembered).toBeNull()
})
