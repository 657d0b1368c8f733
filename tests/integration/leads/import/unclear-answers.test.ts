/**
 * Values of a file that may speak against some people are asked about, and such leads are never exported automatically.
 */
import { expect, it } from 'vitest'
import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { type LeadsTest, settings, startLeads, suggested, writeFile } from '../support.ts'

const rows = [
  'Email,First Name,Status',
  'ann@acme.example,Ann,Active',
  'bo@birch.example,Bo,Zugeparkt',
  'bea@birch.example,Bea, zugeparkt ',
  'cy@cedar.example,Cy,Unsubscribed',
  'dan@date.example,Dan,Not interested',
  'eve@elm.example,Eve,Frühling 3',
  'bo@birch.example,Bo again,Active',
]

const open = (test: LeadsTest, name = 'people.csv', more: readonly string[] = []) =>
  test.call('imports.open', {
    workspaceId: test.workspaceId,
    path: writeFile(test.files, name, `${[...rows, ...more].join('\n')}\n`),
  })
const check = (test: LeadsTest, { importId }: ImportDraft, mapping: Mapping) =>
  test.call('imports.check', { importId, mapping, settings, listId: null })
/** Returns the mapping after the operator allowed these words. */
const letting = (mapping: Mapping, ...allow: string[]): Mapping =>
  mapping.map((target) => (target.kind === 'opt_out' ? { ...target, allow } : target))
const filled = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))

it('Unknown words and refusals are excluded by default, each with its rows and reason', async () => {
  const test = await startLeads()
  const draft = await open(test)
  const { gates, asked } = await check(test, draft, suggested(draft))
  // Bo's other row does not bypass the word in his first.
  expect(filled(gates)).toEqual({ ready: 1, opted_out: 1, declined: 1, unclear: 4 })
  expect(asked).toEqual([
    { column: 2, word: 'zugeparkt', cell: 'Zugeparkt', why: 'unknown', count: 2, row: 2, email: 'bo@birch.example' },
    {
      column: 2,
      word: 'not interested',
      cell: 'Not interested',
      why: 'declined',
      count: 1,
      row: 5,
      email: 'dan@date.example',
    },
    { column: 2, word: 'fruhling 3', cell: 'Frühling 3', why: 'unknown', count: 1, row: 6, email: 'eve@elm.example' },
  ])
})

it('An allowed word includes its own rows and no others, in the count, the preview and the list', async () => {
  const test = await startLeads()
  const draft = await open(test)
  const mapping = letting(suggested(draft), 'zugeparkt')
  const { gates, asked } = await check(test, draft, mapping)
  expect(filled(gates)).toEqual({ ready: 3, duplicate_in_file: 1, opted_out: 1, declined: 1, unclear: 1 })
  expect(asked.map(({ word }) => word)).toEqual(['zugeparkt', 'not interested', 'fruhling 3'])
  const shown = await test.call('imports.preview', {
    importId: draft.importId,
    mapping,
    settings,
    fromRow: 1,
    count: 6,
  })
  expect(shown.map(({ gate }) => gate)).toEqual(['ready', 'ready', 'ready', 'opted_out', 'declined', 'unclear'])
  const { importId } = draft
  const saved = await test.call('imports.save', { importId, mapping, settings, into: { name: 'People' } })
  expect(filled(saved.gates)).toEqual({ ready: 3, duplicate_in_file: 1, opted_out: 1, declined: 1, unclear: 1 })
})

it('Refusing an offer is no opt-out, and Instantly is not told of it', async () => {
  const test = await startLeads()
  const draft = await open(test)
  const { importId } = draft
  await test.call('imports.save', { importId, mapping: suggested(draft), settings, into: { name: 'People' } })
  const values = async () =>
    (await test.call('optOuts.list', { workspaceId: null, order: 'value', page: {} })).rows.map(({ value }) => value)
  await expect.poll(values).toEqual(['cy@cedar.example'])
})

it('A clear opt-out is never included, whatever words are allowed', async () => {
  const test = await startLeads()
  const draft = await open(test)
  const { gates } = await check(test, draft, letting(suggested(draft), 'unsubscribed', 'not interested'))
  expect(filled(gates)).toEqual({ ready: 2, opted_out: 1, unclear: 4 })
})

it('The answer is remembered for the next file with these columns, and a new word is asked about', async () => {
  const test = await startLeads()
  const draft = await open(test)
  const mapping = letting(suggested(draft), 'zugeparkt')
  await test.call('imports.save', {
    importId: draft.importId,
    mapping,
    settings,
    into: { name: 'People' },
    remember: [2],
  })
  const more = ['flo@fir.example,Flo,Zugeparkt', 'gus@gum.example,Gus,Umgezogen']
  const next = await open(test, 'more.csv', more)
  expect(next.remembered?.mapping[2]).toMatchObject({ kind: 'opt_out', allow: ['zugeparkt'] })
  const { gates, asked } = await check(test, next, next.remembered?.mapping ?? [])
  expect(filled(gates)).toMatchObject({ ready: 4, unclear: 2 })
  expect(asked.map(({ word }) => word)).toContain('umgezogen')
})

it('A newer file for a list asks too', async () => {
  const test = await startLeads()
  const first = await open(test)
  const list = await test.call('imports.save', {
    importId: first.importId,
    mapping: suggested(first),
    settings,
    into: { name: 'People' },
  })
  const draft = await open(test, 'again.csv')
  const compared = await test.call('imports.compare', {
    importId: draft.importId,
    mapping: letting(suggested(draft), 'not interested'),
    settings,
    listId: list.id,
    merge: { mode: 'both', keep: [], clearEmpty: false },
  })
  expect(compared.asked.map(({ word }) => word)).toContain('not interested')
  expect(compared.samples).toContainEqual(
    expect.objectContaining({ email: 'dan@date.example', gate: { before: 'declined', after: 'ready' } }),
  )
})

it('A column of unsubscribed people excludes those people, and not the rows their addresses are in', async () => {
  const test = await startLeads()
  const lines = [
    'Name,Email,Unsubscribed',
    'Ann,ann@ash.example,cy@cedar.example',
    'Bo,bo@birch.example,',
    'Cy,cy@cedar.example,',
  ]
  const path = writeFile(test.files, 'side.csv', `${lines.join('\n')}\n`)
  const draft = await test.call('imports.open', { workspaceId: test.workspaceId, path })
  const { gates } = await check(test, draft, suggested(draft))
  expect(filled(gates)).toEqual({ ready: 2, opted_out: 1 })
})
