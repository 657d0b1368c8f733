/** Exports pasted below one another, each with its own header and another order of columns. */
import { expect, it } from 'vitest'
import { zipFiles } from '#backend/core/lib/zip-write.ts'
import { readLeadFile } from '#backend/leads/files/read-file.ts'
import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import { fileDir, type LeadsTest, settings, startLeads, writeFile } from '../support.ts'

const first = [
  ['Email', 'First Name', 'Company', 'Opt-out'],
  ['ann@acme.example', 'Ann', 'Acme', ''],
  ['bo@birch.example', 'Bo', 'Birch', 'yes'],
]
const second = [
  ['Company', 'Opt-out', 'Email', 'First Name'],
  ['Cedar', '', 'cy@cedar.example', 'Cy'],
  ['Dune', 'yes', 'di@dune.example', 'Dina'],
]
const people = [
  ['ann@acme.example', 'Ann', 'Acme', 'ready'],
  ['bo@birch.example', 'Bo', 'Birch', 'opted_out'],
  [null, null, null, 'bad_syntax'],
  ['cy@cedar.example', 'Cy', 'Cedar', 'ready'],
  ['di@dune.example', 'Dina', 'Dune', 'opted_out'],
]

const csvOf = (rows: readonly (readonly string[])[]) => rows.map((row) => `${row.join(',')}\n`).join('')

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
function sheetOf(rows: readonly (readonly string[])[]): Buffer {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
  const sheet = rows.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('')
  const relation = (type: string, target: string) =>
    `<Relationships><Relationship Id="r1" Type="${office}/${type}" Target="${target}"/></Relationships>`
  return zipFiles([
    { name: '_rels/.rels', text: relation('officeDocument', 'xl/workbook.xml') },
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', text: relation('worksheet', 'sheet.xml') },
    { name: 'xl/sheet.xml', text: `<worksheet><sheetData>${sheet}</sheetData></worksheet>` },
  ])
}

/** Returns who is saved, after the preview has been found to show the same. */
async function saved(test: LeadsTest, draft: ImportDraft) {
  const { importId, rowCount } = draft
  const mapping = draft.columns.map(({ header, suggestion }) =>
    header === 'Internal Id' ? ({ kind: 'left_out' } as const) : suggestion.target,
  )
  const shown = await test.call('imports.preview', {
    importId,
    mapping,
    settings,
    fromRow: Math.max(1, rowCount - 9),
    count: 10,
  })
  const { id: listId } = await test.call('imports.save', { importId, mapping, settings, into: { name: 'L' } })
  const { rows } = await test.call('lists.leads', { listId, page: { limit: 500 } })
  expect(rows.slice(-10).map(({ email, gate }) => [email, gate])).toEqual(shown.map(({ email, gate }) => [email, gate]))
  return {
    rows,
    people: rows.map(({ email, firstName, companyName, gate }) => [
      gate === 'bad_syntax' ? null : email,
      gate === 'bad_syntax' ? null : firstName,
      gate === 'bad_syntax' ? null : companyName,
      gate,
    ]),
  }
}

it.each<[string, string, string | Buffer]>([
  ['a CSV', 'leads.csv', csvOf([...first, ...second])],
  ['a CSV with an empty line between', 'leads.csv', `${csvOf(first)}\n${csvOf(second)}`],
  ['a CSV in another encoding', 'leads.csv', Buffer.from(`\ufeff${csvOf([...first, ...second])}`, 'utf16le')],
  ['a workbook', 'leads.xlsx', sheetOf([...first, ...second])],
])('The second table of %s is read under its own header', async (_what, name, content) => {
  const test = await startLeads()
  const path = writeFile(test.files, name, content)
  const draft = await test.call('imports.open', { workspaceId: test.workspaceId, path })
  const { people: found, rows } = await saved(test, draft)
  expect(found).toEqual(people)
  const lead = await test.call('lists.lead', { leadId: (rows[3] as (typeof rows)[number]).id })
  expect(lead.original.map(({ header, cell }) => `${header}=${cell}`)).toEqual([
    'Email=cy@cedar.example',
    'First Name=Cy',
    'Company=Cedar',
    'Opt-out=',
  ])
})

it('A table joined with its own byte order mark is read under its own header', async () => {
  const test = await startLeads()
  const path = writeFile(test.files, 'leads.csv', `\ufeff${csvOf(first)}\ufeff${csvOf(second)}`)
  expect((await saved(test, await test.call('imports.open', { workspaceId: test.workspaceId, path }))).people).toEqual(
    people,
  )
})

it('The second table of pasted rows is read under its own header', async () => {
  const test = await startLeads()
  const text = csvOf([...first, ...second]).replaceAll(',', '\t')
  expect((await saved(test, await test.call('imports.paste', { workspaceId: test.workspaceId, text }))).people).toEqual(
    people,
  )
})

it('A second table far down a long file is read under its own header, whatever is left out', async () => {
  const test = await startLeads()
  const many = Array.from({ length: 400 }, (_, at) => [`p${at}@acme.example`, 'Company', 'Acme', 'no', `${at}`])
  const text = csvOf([
    ['Email', 'First Name', 'Company', 'Opt-out', 'Internal Id'],
    ...many,
    ['Internal Id', 'Opt-out', 'Company', 'First Name', 'Email'],
    ['1', 'yes', 'Dune', 'Dina', 'di@dune.example'],
    ['2', 'no', 'Elm', 'Eva', 'eva@elm.example'],
  ])
  const path = writeFile(test.files, 'leads.csv', text)
  const { people: found } = await saved(test, await test.call('imports.open', { workspaceId: test.workspaceId, path }))
  expect(found.slice(-2)).toEqual([
    ['di@dune.example', 'Dina', 'Dune', 'opted_out'],
    ['eva@elm.example', 'Eva', 'Elm', 'ready'],
  ])
})

/** Returns the rows as read, in pieces of any size the same. */
async function rowsOf(text: string, header = first[0]?.join(',')) {
  const path = writeFile(fileDir(), 'leads.csv', `${header}\n${text}`)
  const [whole, ...others] = await Promise.all(
    [65_536, 7, 1].map(async (chunkBytes) => {
      const rows: string[] = []
      await readLeadFile({ path, format: null, chunkBytes }, () => ({
        onRow: (cells, row, issue, line) => void rows.push(`${row} ${line} ${cells.join('|')}${issue ?? ''}`),
      }))
      return rows
    }),
  )
  for (const other of others) expect(other).toEqual(whole)
  return whole
}

it('Columns that only the second table has keep their cells behind the others', async () => {
  const below =
    'Company,Opt-out,Email,First Name,Phone\nCedar,,cy@cedar.example,Cy,+49 421 123\nDune,,di@dune.example,Dina,\n'
  expect(await rowsOf(`ann@acme.example,Ann,Acme,\n${below}`)).toEqual([
    '1 2 ann@acme.example|Ann|Acme|',
    '2 3 Email|First Name|Company|Opt-out',
    '3 4 cy@cedar.example|Cy|Cedar||+49 421 123row_too_long',
    '4 5 di@dune.example|Dina|Dune|',
  ])
})

it.each([
  ['Opt-out', 'yes'],
  ['Sperrvermerk', 'x'],
  ['Subscribed', 'no'],
  ['Remark', 'fine'],
  ['Email status', 'bounced'],
])('Nobody of whom only a column of the second table says something is mailed: %s', async (name, said) => {
  const test = await startLeads()
  const text = csvOf([
    ['Email', 'First Name', 'Company'],
    ['ann@acme.example', 'Ann', 'Acme'],
    ['Email', 'Company', 'First Name', name],
    ['cy@cedar.example', 'Cedar', 'Cy', said],
    ['di@dune.example', 'Dune', 'Dina', ''],
    ['Email', 'First Name', 'Company', name],
    ['eva@elm.example', 'Eva', 'Elm', said],
    ['fay@fern.example', 'Fay', 'Fern', ''],
  ])
  const path = writeFile(test.files, 'leads.csv', text)
  const { people: found } = await saved(test, await test.call('imports.open', { workspaceId: test.workspaceId, path }))
  expect(found.filter(([, , , gate]) => gate === 'ready')).toEqual([
    ['ann@acme.example', 'Ann', 'Acme', 'ready'],
    ['di@dune.example', 'Dina', 'Dune', 'ready'],
    ['fay@fern.example', 'Fay', 'Fern', 'ready'],
  ])
  expect(found[2]).toEqual([null, null, null, 'no_address'])
})

it('A third table in the first order, and a second with fewer columns, are read under their own headers', async () => {
  const below =
    'First Name,Email\nCy,cy@cedar.example\nEmail,First Name,Company,Opt-out\ndi@dune.example,Dina,Dune,yes\n'
  expect(await rowsOf(below)).toEqual([
    '1 2 Email|First Name||',
    '2 3 cy@cedar.example|Cy||',
    '3 4 Email|First Name|Company|Opt-out',
    '4 5 di@dune.example|Dina|Dune|yes',
  ])
})

it.each([
  ['a header repeated in the same order', 'Email,First Name,Company,Opt-out'],
  ['a header with other names', 'Company,Opt-out,Town,Street'],
  ['one name among cells of data', 'Company,First Name,eva@elm.example,'],
  ['a person called like a column', ',Company,,no'],
])('After %s, the rows keep their order', async (_what, line) => {
  expect(await rowsOf(`ann@acme.example,Ann,Acme,\n${line}\nbo@birch.example,Bo,Birch,no\n`)).toEqual([
    '1 2 ann@acme.example|Ann|Acme|',
    `2 3 ${line.replaceAll(',', '|')}`,
    '3 4 bo@birch.example|Bo|Birch|no',
  ])
})
