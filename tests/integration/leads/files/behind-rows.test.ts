/**
 * Sheets made from web pages show `Send e-mail` with the address in the link; in others one cell spans several rows.
 */
import { expect, it } from 'vitest'
import { zipFiles } from '#backend/core/lib/zip-write.ts'
import { findAddresses } from '#shared/domain/leads/import/addresses.ts'
import { readWorkbook } from '../../../support/read-workbook.ts'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (all: readonly (readonly [type: string, target: string])[]) =>
  `<Relationships>${all
    .map(([type, target], n) => `<Relationship Id="r${n + 1}" Type="${office}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`
const text = (reference: string, said: string) => `<c r="${reference}" t="inlineStr"><is><t>${said}</t></is></c>`

/** Returns the rows of a sheet with these cells, some of them links or merged. Empty rows are skipped. */
async function rowsOf(
  rows: readonly (readonly [string, string])[],
  links: Readonly<Record<string, string>>,
  merges: readonly string[] = [],
) {
  const cells = rows.map(
    ([name, mail], at) =>
      `<row r="${at + 1}">${name === '' ? '' : text(`A${at + 1}`, name)}${mail === '' ? '' : text(`B${at + 1}`, mail)}</row>`,
  )
  const linked = Object.keys(links).map((reference, n) => `<hyperlink ref="${reference}" r:id="r${n + 1}"/>`)
  const [sheet] = await readWorkbook(
    zipFiles([
      { name: '_rels/.rels', text: relations([['officeDocument', 'xl/workbook.xml']]) },
      {
        name: 'xl/workbook.xml',
        text: `<workbook xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
      },
      { name: 'xl/_rels/workbook.xml.rels', text: relations([['worksheet', 'sheet.xml']]) },
      {
        name: 'xl/sheet.xml',
        text: `<worksheet xmlns:r="${office}"><sheetData>${cells.join('')}</sheetData><mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells><hyperlinks>${linked.join('')}</hyperlinks></worksheet>`,
      },
      {
        name: 'xl/_rels/sheet.xml.rels',
        text: relations(Object.values(links).map((target) => ['hyperlink', target] as const)),
      },
    ]),
  )
  return sheet?.rows
}

it('An address that is only in the link of a cell is the address of its row', async () => {
  const rows = await rowsOf(
    [
      ['Name', 'E-mail'],
      ['Ann', 'Send e-mail'],
      ['Bo', 'bo@acme.example'],
      ['Cy', 'Website'],
    ],
    {
      B2: 'mailto:ann%40acme.example?subject=Hello',
      B3: 'mailto:old@acme.example',
      B4: 'https://acme.example',
      B9: 'mailto:nobody@acme.example',
    },
  )
  expect(rows).toEqual([
    ['Name', 'E-mail'],
    ['Ann', 'Send e-mail <ann@acme.example>'],
    // The text of the cell counts, not its link.
    ['Bo', 'bo@acme.example'],
    ['Cy', 'Website'],
  ])
  expect(findAddresses(rows?.[1]?.[1] ?? '').valid).toEqual(['ann@acme.example'])
})

it('A website that is only in the link of a cell is the website of its row', async () => {
  const rows: readonly (readonly [string, string])[] = [
    ['E-mail', 'Website'],
    ['ann@acme.example', 'Website'],
    ['bo@birch.example', 'birch.example'],
    ['cy@cedar.example', 'Cy Hall'],
  ]
  const links = {
    B1: 'https://acme.example',
    B2: 'https://acme.example/',
    B3: 'https://old.example',
    B4: 'https://cy.example',
  }
  expect(await rowsOf(rows, links)).toEqual([
    // A header is not replaced, nor a text that is more than the name of the link.
    ['E-mail', 'Website'],
    ['ann@acme.example', 'https://acme.example/'],
    ['bo@birch.example', 'birch.example'],
    ['cy@cedar.example', 'Cy Hall'],
  ])
})

it('A link that is no address leaves its cell unchanged', async () => {
  expect(await rowsOf([['Ann', 'Send e-mail']], { B1: 'mailto:%E0%A4%A' })).toEqual([['Ann', 'Send e-mail']])
  expect(await rowsOf([['Ann', 'Send e-mail']], { B1: 'mailto:' })).toEqual([['Ann', 'Send e-mail']])
})

it('A company in merged cells beside several people is the company of each', async () => {
  const rows: readonly (readonly [string, string])[] = [
    ['Company', 'E-mail'],
    ['Acme', 'ann@acme.example'],
    ['', 'bo@acme.example'],
    ['', ''],
    ['', 'cy@else.example'],
    ['Globex', 'di@globex.example'],
  ]
  const read = await rowsOf(rows, {}, ['A2:A4', 'A1:B1', 'A6:A1048576', 'B9:A2', 'A:A', 'A0:A99999999999'])
  expect(read).toEqual([
    ['Company', 'E-mail'],
    ['Acme', 'ann@acme.example'],
    ['Acme', 'bo@acme.example'],
    // Merged cells add nothing to an otherwise empty row, which stays empty.
    ['', 'cy@else.example'],
    ['Globex', 'di@globex.example'],
  ])
})

it('Parts of a workbook are found however their names are capitalised', async () => {
  const [sheet] = await readWorkbook(
    zipFiles([
      { name: '_rels/.rels', text: relations([['officeDocument', 'xl/workbook.xml']]) },
      {
        name: 'xl/Workbook.xml',
        text: `<workbook xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        text: relations([
          ['worksheet', 'Worksheets/Sheet1.xml'],
          ['sharedStrings', 'sharedStrings.xml'],
        ]),
      },
      {
        name: 'xl/worksheets/sheet1.xml',
        text: '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>',
      },
      { name: 'xl/SharedStrings.xml', text: '<sst><si><t>ann@acme.example</t></si></sst>' },
    ]),
  )
  expect(sheet?.rows).toEqual([['ann@acme.example']])
})
