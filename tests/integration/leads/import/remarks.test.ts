/** Remarks about people: what is far down in a file counts, and the operator decides about what is not understood. */
import { expect, it } from 'vitest'
import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { type LeadsTest, settings, startLeads, suggested, writeFile } from '../support.ts'

const open = (test: LeadsTest, rows: readonly string[]) =>
  test.call('imports.open', {
    workspaceId: test.workspaceId,
    path: writeFile(test.files, 'people.csv', rows.join('\n')),
  })

const check = (test: LeadsTest, { importId }: ImportDraft, mapping: Mapping) =>
  test.call('imports.check', { importId, mapping, settings, listId: null })

it.each(['Notes', 'Bemerkung', 'Last reply'])(
  'Somebody who opted out in a remark under %s is left out however far down the file',
  async (header) => {
    const test = await startLeads()
    const rows = Array.from({ length: 900 }, (_, at) => `p${at}@acme.example,P,met at stand ${at}`)
    rows[850] = 'stop@acme.example,Sam,do not email me again'
    const draft = await open(test, [`Email,First Name,${header}`, ...rows])
    const { gates } = await check(test, draft, suggested(draft))
    expect({ ready: gates.ready, optedOut: gates.opted_out }).toEqual({ ready: 899, optedOut: 1 })
  },
)

it('A long remark among short tags counts however far down the file', async () => {
  const test = await startLeads()
  const rows = Array.from({ length: 900 }, (_, at) => `p${at}@acme.example,P,${at % 2 ? 'fair' : 'newsletter'}`)
  rows[850] = 'stop@acme.example,Sam,he wrote that we must take him off our list and never email him again'
  const draft = await open(test, ['Email,First Name,Tags', ...rows])
  const { gates } = await check(test, draft, suggested(draft))
  expect({ ready: gates.ready, optedOut: gates.opted_out }).toEqual({ ready: 899, optedOut: 1 })
})

const withRemarks = [
  'Email,First Name,Notes,Tags',
  'ann@acme.example,Ann,met at the fair,vip',
  'bo@birch.example,Bo,met at the fair,vip',
  'cy@cedar.example,Cy,he likes letters better,vip',
  'dan@date.example,Dan,do not email,vip',
  'eve@elm.example,Eve,left the firm?,vip',
  'fay@fir.example,Fay,,US fair Ulm',
]

it('Remarks that exclude nobody are listed, those that speak of people first, but neither single tags nor an opt-out', async () => {
  const test = await startLeads()
  const draft = await open(test, withRemarks)
  const { asked } = await check(test, draft, suggested(draft))
  expect(asked.map(({ column, cell, why, count, email }) => [column, cell, why, count, email])).toEqual([
    [2, 'left the firm?', 'unknown', 1, 'eve@elm.example'],
    [2, 'he likes letters better', 'personal', 1, 'cy@cedar.example'],
    [2, 'met at the fair', 'fine', 2, 'ann@acme.example'],
    [3, 'US fair Ulm', 'fine', 1, 'fay@fir.example'],
  ])
})

it('Whoever has a remark that the operator left out is not in the list as ready, nor is the person in another row', async () => {
  const test = await startLeads()
  const draft = await open(test, [...withRemarks, 'cy@cedar.example,Cy,,'])
  const mapping = suggested(draft).map((target) =>
    target.kind === 'opt_out' ? { ...target, leaveOut: ['he likes letters better'] } : target,
  )
  const { gates, asked } = await check(test, draft, mapping)
  expect({ ready: gates.ready, unclear: gates.unclear, optedOut: gates.opted_out }).toEqual({
    ready: 3,
    unclear: 3,
    optedOut: 1,
  })
  // It stays listed, so that it can be included again.
  expect(asked.map(({ cell }) => cell)).toContain('he likes letters better')
  const { importId } = draft
  const { id } = await test.call('imports.save', {
    importId,
    mapping,
    settings,
    into: { name: 'People' },
    remember: [2],
  })
  const { rows } = await test.call('lists.leads', { listId: id, page: {}, gate: 'ready' })
  expect(rows.map(({ email }) => email)).toEqual(['ann@acme.example', 'bo@birch.example', 'fay@fir.example'])
  const next = await test.call('imports.open', {
    workspaceId: test.workspaceId,
    path: writeFile(test.files, 'next.csv', [withRemarks[0], withRemarks[3]].join('\n')),
  })
  expect(next.remembered?.mapping[2]).toMatchObject({ leaveOut: ['he likes letters better'] })
})

it('A remark can be left out in a column that is a variable, as long as no cell of it was read as an opt-out', async () => {
  const test = await startLeads()
  const draft = await open(test, ['Email,Notes', 'ann@acme.example,met at the fair', 'bo@birch.example,hands off Bo'])
  const { asked } = await check(test, draft, suggested(draft))
  expect(asked.map(({ cell, why }) => [cell, why])).toContainEqual(['met at the fair', 'fine'])
})

it('A column of thousands of different remarks shows the first few hundred, and those that speak of people among them', async () => {
  const test = await startLeads()
  const rows = Array.from({ length: 3_000 }, (_, at) => `p${at}@acme.example,stand ${at} of the fair`)
  rows[2_500] = 'x@acme.example,he likes letters better'
  const draft = await open(test, ['Email,Notes', ...rows])
  const { asked } = await check(test, draft, suggested(draft))
  expect(asked[0]).toMatchObject({ cell: 'he likes letters better', why: 'personal', row: 2_501 })
  expect(asked).toHaveLength(201)
})

it('A no at the end of a long remark, or behind an address in a cell of another delimiter, counts', async () => {
  const test = await startLeads()
  const history = 'Called about the press and the paper, will think about it. '.repeat(60)
  const draft = await open(test, [
    'Email,Notes',
    `ann@acme.example,"${history}Do not email again."`,
    'bo@birch.example;Bo;do not email me,',
    'cy@cedar.example,fair Ulm',
  ])
  const { gates } = await check(test, draft, suggested(draft))
  expect({ ready: gates.ready, optedOut: gates.opted_out }).toEqual({ ready: 1, optedOut: 2 })
})
