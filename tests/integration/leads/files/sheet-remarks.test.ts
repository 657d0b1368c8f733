/**
 * Sheets kept by hand: a person who is crossed out, or has a comment against a mail, is not exported without asking.
 */
import { expect, it } from 'vitest'
import { zipFiles } from '#backend/core/lib/zip-write.ts'
import { failure, type LeadsTest, settings, startLeads, suggested, writeFile } from '../support.ts'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const microsoft = 'http://schemas.microsoft.com/office/2017/10/relationships'
const struckStyle = 1

type Cell =
  | string
  | { readonly struck: string }
  | { readonly text: string; readonly style: number }
  | { readonly inside: string }
  | { readonly shared: number }
type Sheet = {
  readonly rows: readonly (readonly Cell[])[]
  /** Notes by their cell: author and text. */
  readonly notes?: Readonly<Record<string, readonly [author: string, text: string]>>
  readonly threads?: readonly (readonly [ref: string, text: string])[]
  /** The raw notes part, for forms no program writes. */
  readonly notesPart?: string
  readonly external?: boolean
  /** The shared strings table. */
  readonly texts?: string
}

const cellXml = (cell: Cell, ref: string) => {
  if (typeof cell === 'string') return cell === '' ? '' : `<c r="${ref}" t="inlineStr"><is><t>${cell}</t></is></c>`
  if ('shared' in cell) return `<c r="${ref}" t="s"><v>${cell.shared}</v></c>`
  if ('style' in cell) return `<c r="${ref}" s="${cell.style}" t="inlineStr"><is><t>${cell.text}</t></is></c>`
  if ('struck' in cell) return `<c r="${ref}" s="${struckStyle}" t="inlineStr"><is><t>${cell.struck}</t></is></c>`
  return `<c r="${ref}" t="inlineStr"><is>${cell.inside}</is></c>`
}

function notesXml(notes: NonNullable<Sheet['notes']>): string {
  const authors = [...new Set(Object.values(notes).map(([author]) => author))]
  const all = Object.entries(notes).map(
    ([ref, [author, text]]) =>
      `<comment ref="${ref}" authorId="${authors.indexOf(author)}"><text><r><rPr><b/></rPr><t>${author}:</t></r><r><t xml:space="preserve">\n${text}</t></r></text></comment>`,
  )
  return `<comments><authors>${authors.map((author) => `<author>${author}</author>`).join('')}</authors><commentList>${all.join('')}</commentList></comments>`
}

function workbook({ rows, notes, threads, notesPart, external, texts = '<sst/>' }: Sheet): Buffer {
  const sheetData = rows.map(
    (cells, row) =>
      `<row r="${row + 1}">${cells.map((cell, at) => cellXml(cell, `${String.fromCharCode(65 + at)}${row + 1}`)).join('')}</row>`,
  )
  const commentsPart = notesPart ?? (notes && notesXml(notes))
  return zipFiles([
    {
      name: '_rels/.rels',
      text: `<Relationships><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns:r="${office}"><sheets><sheet name="Contacts" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `<Relationships><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/styles" Target="styles.xml"/><Relationship Id="r3" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      text: '<styleSheet><fonts><font><strike val="0"/></font><font><strike/></font><font><color rgb="FFC00000"/></font></fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FF92D050"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor theme="5" tint="0.5"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor indexed="10"/></patternFill></fill></fills><cellStyleXfs><xf fontId="1"/></cellStyleXfs><cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="0" fillId="1"/><xf fontId="2" fillId="0"/><xf fontId="0" fillId="2"/><xf fontId="0" fillId="3"/><xf fontId="0" fillId="4"/></cellXfs><dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>',
    },
    { name: 'xl/sharedStrings.xml', text: texts },
    { name: 'xl/worksheets/sheet1.xml', text: `<worksheet><sheetData>${sheetData.join('')}</sheetData></worksheet>` },
    {
      name: 'xl/worksheets/_rels/sheet1.xml.rels',
      text: `<Relationships><Relationship Id="r1" Type="${office}/comments" Target="../comments1.xml"${external ? ' TargetMode="External"' : ''}/><Relationship Id="r2" Type="${microsoft}/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>`,
    },
    ...(commentsPart === undefined ? [] : [{ name: 'xl/comments1.xml', text: commentsPart }]),
    ...(threads === undefined
      ? []
      : [
          {
            name: 'xl/threadedComments/threadedComment1.xml',
            text: `<ThreadedComments>${threads.map(([ref, text]) => `<threadedComment ref="${ref}" dT="2026-01-02T03:04:05.00" personId="{1}"><text>${text}</text></threadedComment>`).join('')}</ThreadedComments>`,
          },
        ]),
  ])
}

const names = ['Ann', 'Bo', 'Cy', 'Dan', 'Eve', 'Flo']
const header = ['First Name', 'E-mail', 'Company', 'Phone']
const rowOf = (name: string): readonly string[] => [
  name,
  `${name.toLowerCase()}@acme.example`,
  `${name} Ltd`,
  '+49 421 0123456',
]
/** Returns a row of people with some cells replaced. */
const withCells = (name: string, cells: Readonly<Record<number, Cell>>): readonly Cell[] =>
  rowOf(name).map((cell, at) => cells[at] ?? cell)
const struck = (cells: readonly string[]): readonly Cell[] => cells.map((cell) => ({ struck: cell }))

async function opened(sheet: Sheet) {
  const test = await startLeads()
  const path = writeFile(test.files, 'contacts.xlsx', workbook(sheet))
  return { test, draft: await test.call('imports.open', { workspaceId: test.workspaceId, path }) }
}

/** Returns the gate of each person, by first name. */
async function gatesOf(sheet: Sheet) {
  const { test, draft } = await opened(sheet)
  const mapping = suggested(draft)
  const { importId, rowCount } = draft
  const shown = await test.call('imports.preview', { importId, mapping, settings, fromRow: 1, count: rowCount })
  const { asked } = await test.call('imports.check', { importId, mapping, settings, listId: null })
  return {
    headers: draft.columns.map((column) => column.header),
    gates: Object.fromEntries(shown.map(({ email, gate }) => [email?.split('@')[0], gate])),
    asked: asked.map(({ cell, count, why }) => [cell, count, why]),
  }
}

it('A person whose address or name is struck through is excluded and asked about', async () => {
  const { gates, asked, headers } = await gatesOf({
    rows: [
      header,
      rowOf('Ann'),
      struck(rowOf('Bo')),
      withCells('Cy', { 1: { struck: 'cy@acme.example' } }),
      withCells('Dan', { 0: { struck: 'Dan' } }),
      withCells('Eve', { 3: { struck: '+49 421 0123456' } }),
      withCells('Flo', {
        1: { inside: '<r><rPr><strike/></rPr><t>flo@acme.example</t></r>' },
      }),
    ],
  })
  expect(gates).toEqual({ ann: 'ready', bo: 'unclear', cy: 'unclear', dan: 'unclear', eve: 'ready', flo: 'unclear' })
  expect(asked).toEqual([['Crossed out', 4, 'unknown']])
  expect(headers).toEqual([...header, 'Remarks: crossed out'])
})

it('A crossed-out person may be included, and is no opt-out', async () => {
  const { test, draft } = await opened({ rows: [header, rowOf('Ann'), struck(rowOf('Bo'))] })
  const { importId } = draft
  const mapping = suggested(draft).map((target) =>
    target.kind === 'opt_out' ? { ...target, allow: ['crossed out'] } : target,
  )
  const list = await test.call('imports.save', { importId, mapping, settings, into: { name: 'L' } })
  expect(list).toMatchObject({ rowCount: 2, gates: { ready: 2 } })
  expect((await test.call('optOuts.list', { workspaceId: null, order: 'value', page: {} })).rows).toEqual([])
})

it('A struck-through address beside another in its cell is not used without asking', async () => {
  const { gates } = await gatesOf({
    rows: [
      header,
      rowOf('Ann'),
      withCells('Bo', {
        1: {
          inside:
            '<r><rPr><strike val="1"/></rPr><t>bo@acme.example</t></r><r><rPr><b/></rPr><t> bo@birch.example</t></r>',
        },
      }),
      withCells('Cy', {
        2: { inside: '<r><rPr><strike/></rPr><t>Old</t></r><r><rPr><b/></rPr><t> Cy Ltd</t></r>' },
      }),
    ],
  })
  expect(gates).toEqual({ ann: 'ready', bo: 'unclear', cy: 'ready' })
})

it('Texts shared by several cells may be struck through as well', async () => {
  const rich = (...runs: readonly (readonly [strike: string, text: string])[]) =>
    `<si>${runs.map(([strike, text]) => `<r><rPr>${strike}</rPr><t>${text}</t></r>`).join('')}</si>`
  const { gates } = await gatesOf({
    texts: `<sst><si><t>ann@acme.example</t></si>${rich(['<strike/>', 'bo@'], ['<strike/>', 'acme.example'])}${rich(['<b/>', 'cy@acme.example'])}${rich(['<strike val="0"/>', 'dan@acme.example'])}</sst>`,
    rows: [header, ...[0, 1, 2, 3].map((shared) => withCells(names[shared] ?? '', { 1: { shared } }))],
  })
  expect(gates).toEqual({ ann: 'ready', bo: 'unclear', cy: 'ready', dan: 'ready' })
})

it('A whole column, or every row, struck through excludes nobody', async () => {
  const people = names.slice(0, 3)
  const column = await gatesOf({
    rows: [['Contacts of May'], header, ...people.map((name) => withCells(name, { 0: { struck: name } }))],
  })
  expect(column).toMatchObject({ gates: { ann: 'ready', bo: 'ready', cy: 'ready' }, asked: [], headers: header })
  const all = await gatesOf({ rows: [header, ...people.map((name) => struck(rowOf(name)))] })
  expect(all).toMatchObject({ gates: { ann: 'ready', bo: 'ready', cy: 'ready' }, asked: [], headers: header })
})

it('A comment on a cell counts like a remark in the row, and other comments do no harm', async () => {
  const { gates, asked, headers } = await gatesOf({
    rows: [header, ...names.map(rowOf)],
    notes: {
      A1: ['Mia', 'do not contact anybody without a first name'],
      A2: ['Mia', 'met in Ulm'],
      A3: ['Mia Sommer', 'bitte nicht mehr anschreiben'],
      B4: ['Mia', 'bounced'],
      C5: ['Mia', 'deceased'],
      D6: ['Mia', 'Called in March.\nDo not contact again!'],
    },
  })
  expect(gates).toEqual({
    ann: 'ready',
    bo: 'opted_out',
    cy: 'opted_out',
    dan: 'unclear',
    eve: 'opted_out',
    flo: 'ready',
  })
  expect(asked).toEqual([['deceased', 1, 'unknown']])
  expect(headers).toEqual([...header, 'Comments on the cells'])
  expect((await gatesOf({ rows: [header, rowOf('Ann')], notes: { A2: ['Mia', 'met in Ulm'] } })).headers).toEqual(
    header,
  )
})

it('A reply to a comment counts too, and the copy of a thread for older programs does not', async () => {
  const { gates } = await gatesOf({
    rows: [header, ...names.map(rowOf)],
    notes: {
      A2: ['tc={1}', '[Threaded comment] do not contact: this text is about threads'],
      A5: ['Mia', 'unsubscribed'],
    },
    threads: [
      ['A2', 'met in Ulm'],
      ['B3', 'shall we write?'],
      ['B3', 'no, he opted out'],
      ['C4', 'not interested'],
    ],
  })
  expect(gates).toMatchObject({ ann: 'ready', bo: 'opted_out', cy: 'declined', dan: 'opted_out', eve: 'ready' })
})

it('A comment that says somebody wants no mail is an opt-out, in its words', async () => {
  const { test, draft } = await opened({
    rows: [header, rowOf('Ann'), rowOf('Bo')],
    notes: { A3: ['Mia', 'bitte nicht mehr anschreiben'] },
  })
  const { importId } = draft
  await test.call('imports.save', { importId, mapping: suggested(draft), settings, into: { name: 'L' } })
  const values = async () =>
    (await test.call('optOuts.list', { workspaceId: null, order: 'value', page: {} })).rows.map(({ value }) => value)
  await expect.poll(values).toEqual(['bo@acme.example'])
})

const open = (test: LeadsTest, sheet: Sheet) =>
  test.call('imports.open', { workspaceId: test.workspaceId, path: writeFile(test.files, 'a.xlsx', workbook(sheet)) })

it('Comments that are damaged, invent entities or unpack to too much refuse the file; those elsewhere are not fetched', async () => {
  const test = await startLeads()
  const rows = [header, rowOf('Ann')]
  const refused = async (notesPart: string) => failure(open(test, { rows, notesPart }))
  expect(await refused('<comments><commentList>')).toMatchObject({
    code: 'FILE_UNREADABLE',
    data: { reason: 'damaged' },
  })
  const entities = '<!DOCTYPE c [<!ENTITY a "do not contact"><!ENTITY b "&a;&a;&a;">]>'
  expect(
    await refused(
      `${entities}<comments><commentList><comment ref="A2"><text><t>&b;</t></text></comment></commentList></comments>`,
    ),
  ).toMatchObject({ code: 'FILE_UNREADABLE', data: { reason: 'damaged' } })
  expect(await refused(`<comments>${' '.repeat(33 * 1024 * 1024)}</comments>`)).toMatchObject({
    code: 'FILE_UNREADABLE',
    data: { reason: 'too_big' },
  })
  expect(await open(test, { rows, notesPart: '<comments/>', external: true })).toMatchObject({ rowCount: 1 })
})

const styles = { pink: 2, redText: 3, green: 4, ofTheme: 5, oldRed: 6 }
const inColour = (cells: readonly string[], style: number): readonly Cell[] => cells.map((text) => ({ text, style }))

it.each([
  'Red rows = do not email',
  'Rows in red: do not contact',
  'red = do not mail',
  'green = VIP; red = opted out',
  'rot = nicht anschreiben',
  'rood gemarkeerd: niet mailen',
  'lignes rouges : ne pas contacter',
  'filas en rojo: no contactar',
])('Rows of a colour are excluded if a line above the table says so: %s', async (line) => {
  const rows = [
    [line],
    header,
    rowOf('Ann'),
    inColour(rowOf('Bo'), styles.pink),
    // The address alone, and the name alone.
    withCells('Cy', { 1: { text: 'cy@acme.example', style: styles.redText } }),
    withCells('Dan', { 0: { text: 'Dan', style: styles.oldRed } }),
    // A red telephone number says nothing about the person, and green is another colour.
    withCells('Eve', { 3: { text: '+49 421 1', style: styles.pink } }),
    inColour(rowOf('Flo'), styles.green),
  ]
  const { test, draft } = await opened({ rows })
  const mapping = suggested(draft)
  const { importId, rowCount, aboutNo } = draft
  const shown = await test.call('imports.preview', { importId, mapping, settings, fromRow: 1, count: rowCount })
  const gates = Object.fromEntries(shown.map(({ email, gate }) => [email?.split('@')[0], gate]))
  expect({ aboutNo, gates }).toEqual({
    aboutNo: null,
    gates: { ann: 'ready', bo: 'opted_out', cy: 'opted_out', dan: 'opted_out', eve: 'ready', flo: 'ready' },
  })
})

it('A line in a colour that says so counts for rows of the same colour', async () => {
  const legend: readonly Cell[] = [{ text: 'do not contact', style: styles.ofTheme }]
  const rows = [legend, header, rowOf('Ann'), inColour(rowOf('Bo'), styles.ofTheme), inColour(rowOf('Cy'), styles.pink)]
  expect((await gatesOf({ rows })).gates).toEqual({ ann: 'ready', bo: 'opted_out', cy: 'ready' })
})

it('Colours that no line explains mean nothing, and a colour that cannot be told holds everybody', async () => {
  const people = [header, rowOf('Ann'), inColour(rowOf('Bo'), styles.pink)]
  const plain = await gatesOf({ rows: [['Contacts 2026, exported by Mia'], ...people] })
  expect([plain.headers, plain.gates]).toEqual([header, { ann: 'ready', bo: 'ready' }])
  const yellow = await gatesOf({ rows: [['yellow = do not mail'], ...people] })
  expect(yellow.gates).toEqual({ ann: 'unclear', bo: 'unclear' })
})
