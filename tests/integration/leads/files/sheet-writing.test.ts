/** The fast reader for common sheets and the general XML reader give the same result. */
import * as fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { expect, it } from 'vitest'
import { zipFiles } from '#backend/core/lib/zip-write.ts'
import { createItemFeed, createSheetRowReader } from '#backend/leads/files/sheet-items.ts'
import { BadWorkbook } from '#backend/leads/files/workbook.ts'
import { runs } from '../../../support/long.ts'
import { readWorkbook } from '../../../support/read-workbook.ts'
import { failure, startLeads, writeFile } from '../support.ts'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relation = (id: number, type: string, target: string) =>
  `<Relationship Id="r${id}" Type="${office}/${type}" Target="${target}"/>`
const workbook = (sheet: string, strings: string) =>
  zipFiles([
    { name: '_rels/.rels', text: `<Relationships>${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>` },
    { name: 'xl/workbook.xml', text: '<workbook><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>' },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `<Relationships>${relation(1, 'worksheet', 'sheet.xml')}${relation(2, 'sharedStrings', 'strings.xml')}${relation(3, 'styles', 'styles.xml')}</Relationships>`,
    },
    { name: 'xl/sheet.xml', text: sheet },
    { name: 'xl/strings.xml', text: strings },
    {
      name: 'xl/styles.xml',
      text: '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs></styleSheet>',
    },
  ])

it.each([
  ['as most programs write it', (cells: string) => cells],
  ['as any XML', (cells: string) => `<!-- x -->${cells}`],
])('Rows hidden by a filter are read and counted: a sheet %s', async (_how, written) => {
  const t = await startLeads()
  const row = (no: number, said: string, hidden = '') =>
    `<row r="${no}"${hidden}>${written(`<c r="A${no}" t="inlineStr"><is><t>${said}</t></is></c>`)}</row>`
  const rows = [
    row(1, 'Email'),
    row(2, 'ann@acme.example'),
    row(3, 'bo@kaj.example', ' hidden="1"'),
    row(4, 'cy@kaj.example', ' hidden="true"'),
    row(5, 'dee@kaj.example', ' hidden="0"'),
    '<row r="6" hidden="1"/>',
  ]
  const file = writeFile(
    t.files,
    'filtered.xlsx',
    workbook(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`, '<sst/>'),
  )
  const draft = await t.call('imports.open', { workspaceId: t.workspaceId, path: file })
  expect(draft.rowCount).toBe(4)
  expect(draft.quirks).toContainEqual({ code: 'hidden_rows', columns: [], cells: 2, example: null })
})

const sheetOf = (cell: string) =>
  `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Email</t></is></c></row>
    <row r="2"><c r="A2" t="inlineStr"><is><t>ann@acme.example</t></is></c>${cell}</row></sheetData></worksheet>`
/** Sets a wrong checksum, as if one byte of the content had changed. */
function withWrongChecksum(zip: Buffer): Buffer {
  const changed = Buffer.from(zip)
  const entry = changed.lastIndexOf('xl/sheet.xml')
  changed[entry - 30] = ((changed[entry - 30] ?? 0) + 1) % 256
  return changed
}
it.each<[string, Buffer, object]>([
  ['whose checksum does not fit', withWrongChecksum(workbook(sheetOf(''), '<sst/>')), { code: 'FILE_UNREADABLE' }],
  [
    'with a text that is not there',
    workbook(sheetOf('<c r="B2" t="s"><v>7</v></c>'), '<sst/>'),
    { code: 'FILE_UNREADABLE' },
  ],
  ['with a cell nowhere', workbook(sheetOf('<c r="17"><v>7</v></c>'), '<sst/>'), { code: 'FILE_UNREADABLE' }],
  [
    'with a name for a character that XML does not have',
    workbook(sheetOf('<c r="B2" t="inlineStr"><is><t>&constructor;</t></is></c>'), '<sst/>'),
    { code: 'FILE_UNREADABLE' },
  ],
  ['with a value far to the right', workbook(sheetOf('<c r="XFD2"><v>7</v></c>'), '<sst/>'), { code: 'FILE_TOO_WIDE' }],
])('A sheet %s is refused, and no lead of it is lost silently', async (_what, bytes, refusal) => {
  const t = await startLeads()
  const opening = failure(
    t.call('imports.open', { workspaceId: t.workspaceId, path: writeFile(t.files, 'a.xlsx', bytes) }),
  )
  expect(await opening).toMatchObject(refusal)
})

it('Empty cells far to the right, and cells without a position, are read', async () => {
  const t = await startLeads()
  const sheet = sheetOf('<c r="XFD2" s="1"/>').replace('<c r="A2"', '<c')
  const file = writeFile(t.files, 'a.xlsx', workbook(sheet, '<sst/>'))
  expect((await t.call('imports.open', { workspaceId: t.workspaceId, path: file })).rowCount).toBe(1)
})

/** Faults that damage a sheet are rare, so that most are read to the end. */
const rarely = <T>(usual: fc.Arbitrary<T>, ...rare: readonly T[]) =>
  fc.oneof({ weight: 60, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...rare) })

const text = rarely(
  fc.constantFrom(
    'Ann',
    'Peña &amp; Núñez',
    '&lt;b&gt;',
    ' two ',
    '_x000D_',
    '&#65;',
    '&quot;',
    '🙂',
    '',
    'a\nb',
    'a\r\nb',
  ),
  '&nbsp;',
  '&',
  '\u0001',
  ']]>',
  '<',
  '<![CDATA[x]]>',
  '<!-- </row> -->',
  '<?a?>',
)
const number = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true }).map(String),
  fc.constantFrom('007', ' 1', '1e3', '-0', ''),
)
const cell = fc.oneof(
  number.map((value) => ({ attributes: '', value: `<v>${value}</v>` })),
  fc
    .tuple(number, fc.integer({ min: 0, max: 4 }))
    .map(([value, style]) => ({ attributes: ` s="${style}"`, value: `<v>${value}</v>` })),
  rarely(fc.integer({ min: 0, max: 2 }), 4, 9).map((at) => ({ attributes: ' t="s"', value: `<v>${at}</v>` })),
  text.map((value) => ({ attributes: ' t="inlineStr"', value: `<is><t>${value}</t></is>` })),
  text.map((value) => ({ attributes: ' s="1" t="inlineStr"', value: `<is><t xml:space="preserve">${value}</t></is>` })),
  text.map((value) => ({ attributes: ' t="str"', value: `<f>A1</f><v>${value}</v>` })),
  text.map((value) => ({ attributes: ' t="str"', value: `<v>${value}</v>` })),
  text.map((value) => ({ attributes: ' t="inlineStr"', value: `<is><r><t>${value}</t></r><rPh><t>no</t></rPh></is>` })),
  fc.constantFrom('b', 'e', 'd', 'n').map((type) => ({ attributes: ` t="${type}"`, value: '<v>1</v>' })),
  fc.constantFrom({ attributes: '', value: '' }, { attributes: ' t="s" s="1"', value: '<v>1</v>' }),
)
const row = fc
  .tuple(
    fc.array(fc.tuple(rarely(fc.constantFrom('A', 'B', 'D', 'AA', 'a'), 'ABCD', ''), cell), { maxLength: 5 }),
    rarely(fc.constantFrom(' r="3"', ' r="3" spans="1:4" x:dy="0.2"', '', " r='3'", ' r="&amp;"'), ' r="3" r="4"'),
    fc.constantFrom('', '\n', '  ', 'x', '<other/>'),
  )
  .map(
    ([cells, attributes, before]) =>
      `${before}<row${attributes}>${cells.map(([column, { attributes: of, value }]) => `<c r="${column}3"${of}>${value}</c>`).join('')}</row>`,
  )
const strings = fc
  .array(
    fc.oneof(
      text.map((value) => `<si><t>${value}</t></si>`),
      text.map((value) => `<si><r><t>${value}</t></r><r><t>b</t></r></si>`),
    ),
    {
      minLength: 3,
      maxLength: 5,
    },
  )
  .map((all) => all.join(''))

/** A comment before the first item makes the general XML reader read all of it. */
const asXml = '<!-- -->'
const told = async (bytes: Buffer) => {
  try {
    return (await readWorkbook(bytes))[0]?.rows
  } catch (error) {
    if (error instanceof BadWorkbook) return error.reason
    throw error
  }
}

it('The fast and the general reader agree on any content and damage of a sheet', async () => {
  let whole = 0
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 6 }), strings, async (rows, shared) => {
      const bytes = (first: string) =>
        workbook(
          `<worksheet><sheetData>${first}${rows.join('')}</sheetData></worksheet>`,
          `<sst>${first}${shared}</sst>`,
        )
      const found = await told(bytes(''))
      if (Array.isArray(found) && found.length > 1) whole += 1
      expect(found).toEqual(await told(bytes(asXml)))
    }),
    runs(60, 3_000),
  )
  // Most had no faults; otherwise little was compared.
  expect(whole).toBeGreaterThan(18)
})

it('The fast and the general reader agree however the chunks are split', () => {
  const sheet = `<worksheet><cols/><sheetData>${Array.from(
    { length: 20 },
    (_, at) => `<row r="${at + 1}"><c r="A${at + 1}" ${at % 3 === 0 ? "s='1'" : 's="1"'}><v>${at}</v></c></row>`,
  ).join('\n')}</sheetData><rowBreaks><row></row></rowBreaks></worksheet>`
  const read = (cuts: readonly number[]) => {
    const path: string[] = []
    const numbers: string[] = []
    let passed = ''
    const parser = new SaxesParser({ xmlns: false, position: false })
    parser.on('opentag', ({ name }) => void path.push(name))
    parser.on('closetag', () => void path.pop())
    const rows = createSheetRowReader({
      beginRow() {},
      cell: (_at, _type, _style, value) => void numbers.push(value),
      endRow() {},
    })
    const feed = createItemFeed(
      {
        ...rows,
        take(all, from, to) {
          const taken = rows.take(all, from, to)
          if (taken) passed += all.slice(from, to)
          return taken
        },
      },
      {
        path,
        write(piece) {
          passed += piece
          parser.write(piece)
        },
      },
    )
    const ends = [...new Set(cuts)].toSorted((a, b) => a - b)
    for (const [at, end] of [...ends, sheet.length].entries()) feed.push(sheet.slice(at === 0 ? 0 : ends[at - 1], end))
    feed.end()
    parser.close()
    // Nothing was skipped or read twice; white space between rows belongs to none.
    expect(passed.replaceAll('\n', '')).toBe(sheet.replaceAll('\n', ''))
    return numbers
  }
  const whole = read([])
  expect(whole).toEqual(Array.from({ length: 20 }, (_, at) => String(at)).filter((_, at) => at % 3 !== 0))
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: sheet.length - 1 }), { maxLength: 40 }), (cuts) => {
      expect(read(cuts)).toEqual(whole)
    }),
    runs(50, 3_000),
  )
})
