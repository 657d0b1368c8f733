/** Tables that are not in rows of cells are converted, and the file stays unchanged. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ListId } from '#shared/ids.ts'
import { importFile, type LeadsTest, startLeads, writeFile } from '../support.ts'

const header = ['First Name', 'Last Name', 'Company', 'Email']
const people = [
  ['Ann', 'Lee', 'Acme, Leeds', 'ann@acme.example'],
  ['Bo', 'Lind', 'Kaj "Kajen" AB', 'bo@kaj.example'],
  ['Cy', 'Moss', '', ''],
]
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
const csv = [header, ...people].map((row) => row.map(quoted).join(','))
const markdown = [
  '| First Name | Last Name | Company | Email |',
  '|------------|:---------:|---------|-------|',
  '| **Ann** | Lee | Acme, Leeds | [ann@acme.example](mailto:ann@acme.example) |',
  '| Bo | Lind | Kaj "Kajen" AB | bo@kaj.example |',
  '| Cy | Moss | | |',
]

const open = (t: LeadsTest, file: string) => t.call('imports.open', { workspaceId: t.workspaceId, path: file })
const copiesOf = (t: LeadsTest) => {
  const folder = path.join(t.dir, 'pastes')
  return existsSync(folder) ? readdirSync(folder) : []
}
async function leadsOf(t: LeadsTest, listId: ListId) {
  const { rows } = await t.call('lists.leads', { listId, page: {} })
  return rows.map(({ email, firstName, lastName, companyName }) => [firstName, lastName, companyName, email])
}

describe.each([
  ['lines that were quoted whole', csv.map(quoted).join('\r\n')],
  ['lines that were quoted whole below a plain header', [header.join(','), ...csv.slice(1).map(quoted)].join('\r\n')],
  ['lines that were quoted whole, with a title above', ['"Leads of March"', '', ...csv.map(quoted)].join('\n')],
  ['a table of Markdown', markdown.join('\n')],
])('%s', (_what, text) => {
  test('Odd forms become rows of cells, are reported as such, and stored and counted', async () => {
    const t = await startLeads()
    const file = writeFile(t.files, 'people.csv', text)
    const draft = await open(t, file)
    expect(draft.columns.map((column) => column.header)).toEqual(header)
    expect(draft.rowCount).toBe(people.length)
    expect(draft.quirks.map(({ code }) => code)).toContain('rewritten')
    const list = await importFile(t, file)
    expect(await leadsOf(t, list.id)).toEqual([
      ['Ann', 'Lee', 'Acme, Leeds', 'ann@acme.example'],
      ['Bo', 'Lind', 'Kaj "Kajen" AB', 'bo@kaj.example'],
      ['Cy', 'Moss', null, null],
    ])
    expect(readFileSync(file, 'utf8')).toBe(text)
    // The list was saved and its copy deleted; the copy of the first draft is deleted with that draft.
    expect(copiesOf(t)).toHaveLength(1)
    await t.call('imports.cancel', { importId: draft.importId })
    expect(copiesOf(t)).toEqual([])
    // The same file is recognised again.
    expect((await open(t, file)).importedBefore.map((one) => one.listId)).toEqual([list.id])
  })
})

test('Pasted odd forms too, and a delimiter chosen by the operator is kept', async () => {
  const t = await startLeads()
  const pasted = await t.call('imports.paste', { workspaceId: t.workspaceId, text: markdown.join('\n') })
  expect(pasted.columns.map((column) => column.header)).toEqual(header)
  expect(copiesOf(t)).toHaveLength(2)
  const asIs = await t.call('imports.reread', { importId: pasted.importId, format: { delimiter: '|' } })
  expect(asIs.columns).toHaveLength(header.length + 2)
  expect(copiesOf(t)).toHaveLength(1)
  await t.call('imports.cancel', { importId: pasted.importId })
  expect(copiesOf(t)).toEqual([])
})

test.each([
  ['semicolons', 'Lee, Ann <ann@acme.example>; Bo Lind <bo@kaj.example>; "Moss, Cy" <cy@kaj.example>; dee@kaj.example'],
  ['commas', 'Ann Lee <ann@acme.example>, Bo Lind <bo@kaj.example>, "Moss, Cy" <cy@kaj.example>, dee@kaj.example'],
  [
    'semicolons and commas',
    '"Lee, Ann" <ann@acme.example>; Bo Lind <bo@kaj.example>;\n\'Cy Moss\' <cy@kaj.example>, dee@kaj.example',
  ],
  [
    'commas and lines',
    'Ann Lee <ann@acme.example>, Bo Lind <bo@kaj.example>\n"Moss, Cy" <cy@kaj.example>, <dee@kaj.example>',
  ],
])('The recipients of a mail, separated by %s, become a lead each, with their names', async (_what, text) => {
  const t = await startLeads()
  const list = await importFile(t, writeFile(t.files, 'recipients.txt', text))
  expect(await leadsOf(t, list.id)).toEqual([
    ['Ann', 'Lee', null, 'ann@acme.example'],
    ['Bo', 'Lind', null, 'bo@kaj.example'],
    ['Cy', 'Moss', null, 'cy@kaj.example'],
    [null, null, null, 'dee@kaj.example'],
  ])
})

test.each([
  ['Lee, Ann <ann@acme.example>; bare@acme.example; Lind, Bo <bo@kaj.example>; Groß-Gerau, Tom von <tom@acme.example>'],
  ['bare@acme.example; Lind, Bo <bo@kaj.example>; Lee, Ann <ann@acme.example>; Groß-Gerau, Tom von <tom@acme.example>'],
])("%s: an address without a name does not get the next one's", async (text) => {
  const t = await startLeads()
  const list = await importFile(t, writeFile(t.files, 'recipients.txt', text))
  const leads = await leadsOf(t, list.id)
  expect(leads.toSorted((a, b) => String(a[3]).localeCompare(String(b[3])))).toEqual([
    ['Ann', 'Lee', null, 'ann@acme.example'],
    [null, null, null, 'bare@acme.example'],
    ['Bo', 'Lind', null, 'bo@kaj.example'],
    ['Tom', 'von Groß-Gerau', null, 'tom@acme.example'],
  ])
})

test('Recipients can be one per line, surname first; a business before a person is its own column', async () => {
  const t = await startLeads()
  const lines = [
    'Lee, Ann <ann@acme.example>',
    'Groß-Gerau, Tom von <tom@acme.example>',
    'Wit, Jan de <jan@kaj.example>',
  ]
  const list = await importFile(t, writeFile(t.files, 'lines.txt', lines.join('\n')))
  expect((await leadsOf(t, list.id)).map(([first, last]) => [first, last])).toEqual([
    ['Ann', 'Lee'],
    ['Tom', 'von Groß-Gerau'],
    ['Jan', 'de Wit'],
  ])
  const beside = ['Acme, Ann Lee <ann@acme.example>', 'Kaj, Bo Lind <bo@kaj.example>']
  const other = await importFile(t, writeFile(t.files, 'beside.csv', beside.join('\n')))
  expect((await leadsOf(t, other.id)).map(([first, last]) => [first, last])).toEqual([
    ['Ann', 'Lee'],
    ['Bo', 'Lind'],
  ])
})

test('A pipe within a cell of Markdown does not separate it', async () => {
  const t = await startLeads()
  const table = ['| Name | Company | Email |', '|---|---|---|', '| Bo Lind | Lind \\| Sons | bo@lind.example |'].join(
    '\n',
  )
  const list = await importFile(t, writeFile(t.files, 'table.md', table))
  expect(await leadsOf(t, list.id)).toEqual([['Bo', 'Lind', 'Lind | Sons', 'bo@lind.example']])
})

test.each([
  ['two addresses a person', 'ann@acme.example,ann@home.example\nbo@kaj.example,bo@home.example'],
  ['a person with an address and a town', 'Ann Lee <ann@acme.example>,Acme,Leeds\nBo Lind <bo@kaj.example>,Kaj,Lund'],
  ['one column of addresses', 'Email\nann@acme.example\nbo@kaj.example'],
  ['one column of names with a comma', 'Name, Email of\n"Lee, Ann"\n"Lind, Bo"'],
  ['a last column of notes alone', 'Notes\n"ann@acme.example, met in Leeds"\n"bo@kaj.example"\n"Cy"'],
])('%s stays unchanged', async (_what, text) => {
  const t = await startLeads()
  const draft = await open(t, writeFile(t.files, 'one.csv', text))
  expect(draft.quirks.map(({ code }) => code)).not.toContain('rewritten')
})
