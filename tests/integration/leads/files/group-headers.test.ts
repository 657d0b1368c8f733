/** Two-line headers, as people merge them in a sheet: groups above, the names of the columns below. */
import { expect, it } from 'vitest'
import { zipFiles } from '#backend/core/lib/zip-write.ts'
import { settings, startLeads, suggested, writeFile } from '../support.ts'

const people = ['Ann;Lee;ann@acme.example;', 'Bo;Kay;bo@birch.example;']

/** Returns the column names, whether a title is asked about, and the result for the first two people. */
async function seen(content: string | Buffer, name = 'leads.csv') {
  const test = await startLeads()
  const path = writeFile(test.files, name, content)
  const draft = await test.call('imports.open', { workspaceId: test.workspaceId, path })
  const { importId } = draft
  const rows = await test.call('imports.preview', {
    importId,
    mapping: suggested(draft),
    settings,
    fromRow: 1,
    count: 2,
  })
  // When saving, the header is read from its known place.
  const list = await test.call('imports.save', { importId, mapping: suggested(draft), settings, into: { name: 'L' } })
  return {
    headers: draft.columns.map(({ header }) => header),
    aboutNo: draft.aboutNo,
    people: rows.map((row) => [row.email, row.gate]),
    ready: list.gates.ready,
    rows,
  }
}

const annOnly = [
  ['ann@acme.example', 'ready'],
  ['bo@birch.example', 'opted_out'],
]

it.each([
  ['Werbung erlaubt', 'E-Mail;Telefon', 'ja;nein', 'nein;ja'],
  ['Opt-out', 'E-mail;Phone', ';x', 'x;'],
  ['Do not contact by', 'Phone;Email', 'Yes;No', 'No;Yes'],
  ['Gesperrt für', 'Mail;Telefon', ';x', 'x;'],
  ['Sperre', 'Telefon;E-Mail', 'x;', ';x'],
  ['Ne pas contacter par', 'Téléphone;E-mail', 'oui;non', 'non;oui'],
  ['Toestemming', 'E-mail;Telefoon', 'ja;nee', 'nee;ja'],
  ['Consent to contact', 'by exhibitor;by organiser', 'yes;yes', 'no;yes'],
])(
  'a refusal or consent over several channels is read for email by the column below it: %s',
  async (group, ways, ann, bo) => {
    const table = `;;;${group};\nVorname;Nachname;E-Mail;${ways}\n${people[0]}${ann}\n${people[1]}${bo}\n`
    expect(await seen(table)).toMatchObject({ people: annOnly, aboutNo: null, ready: 1 })
    expect(await seen(`Kontakte Mai;;;;\nPerson;;;${group};\n${table.slice(table.indexOf('\n') + 1)}`)).toMatchObject({
      people: annOnly,
      ready: 1,
    })
  },
)

it('The name of a business is told from that of its people by its column group', async () => {
  const { headers, rows } = await seen(
    'Company;;Contact;\nName;Website;Name;E-mail\nAcme;acme.example;Ann Lee;ann@acme.example\n',
  )
  expect(headers).toEqual(['Company: Name', 'Website', 'Name', 'E-mail'])
  expect(rows).toMatchObject([{ fields: { company_name: 'Acme', first_name: 'Ann', last_name: 'Lee' } }])
})

it.each([['2025;2026'], ['%;1'], ['2026;Score']])(
  'Among the names of the columns below their groups there may be years and other figures: %s',
  async (figures) => {
    const { headers, people: read } = await seen(
      `;Firma;;Kontakt;;Mailing;;Umsatz;\nNr;Name;Ort;Vorname;Nachname;E-Mail;Abgemeldet;${figures}\n` +
        '1;Acme GmbH;Ulm;Ann;Lee;ann@acme.example;nein;10;20\n2;Birch AG;Bonn;Bo;Kay;bo@birch.example;ja;5;7\n',
    )
    expect(headers.slice(1, 7)).toEqual(['Firma', 'Ort', 'Vorname', 'Nachname', 'E-Mail', 'Abgemeldet'])
    expect(read).toEqual(annOnly)
  },
)

it.each([
  ['Bedrijf;;Contactpersoon;;', 'Naam;Plaats;Voornaam;Achternaam;E-mail'],
  ['Firma;;Kontakt;;', 'Name;Ort;Vorname;Nachname;E-Mail'],
])(
  'Under a group for the business, a name is its name although the people have theirs apart: %s',
  async (groups, names) => {
    const { rows } = await seen(`${groups}\n${names}\nBirch & Sons;Ulm;Ann;Lee;ann@birch.example\n`)
    expect(rows).toMatchObject([{ fields: { company_name: 'Birch & Sons', first_name: 'Ann', last_name: 'Lee' } }])
  },
)

it('Parts of some columns are named in the line below the header', async () => {
  const parts = await seen(
    `Vorname;Nachname;E-Mail;Werbung erlaubt;\n;;;Telefon;E-Mail\n${people[0]}nein;ja\n${people[1]}ja;nein\n`,
  )
  expect(parts).toMatchObject({ people: annOnly, ready: 1 })
  expect(parts.headers).toEqual([
    'Vorname',
    'Nachname',
    'E-Mail',
    'Werbung erlaubt: Telefon',
    'Werbung erlaubt: E-Mail',
  ])
})

it('A sheet with merged header cells, to the right and downwards, is read the same', async () => {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const rows = [
    ['Vorname', 'E-Mail', 'Werbung erlaubt', ''],
    ['', '', 'Telefon', 'E-Mail'],
    ['Ann', 'ann@acme.example', 'nein', 'ja'],
    ['Bo', 'bo@birch.example', 'ja', 'nein'],
  ]
  const sheetData = rows.map((cells, row) => {
    const all = cells.map((cell, at) =>
      cell === '' ? '' : `<c r="${'ABCD'[at]}${row + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`,
    )
    return `<row r="${row + 1}">${all.join('')}</row>`
  })
  const merges = ['A1:A2', 'B1:B2', 'C1:D1'].map((ref) => `<mergeCell ref="${ref}"/>`).join('')
  const relation = (type: string, target: string) =>
    `<Relationships><Relationship Id="r1" Type="${office}/${type}" Target="${target}"/></Relationships>`
  const book = zipFiles([
    { name: '_rels/.rels', text: relation('officeDocument', 'xl/workbook.xml') },
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', text: relation('worksheet', 'sheet.xml') },
    {
      name: 'xl/sheet.xml',
      text: `<worksheet><sheetData>${sheetData.join('')}</sheetData><mergeCells>${merges}</mergeCells></worksheet>`,
    },
  ])
  const read = await seen(book, 'leads.xlsx')
  expect(read).toMatchObject({ people: annOnly, ready: 1 })
  expect(read.headers).toEqual(['Vorname', 'E-Mail', 'Werbung erlaubt: Telefon', 'Werbung erlaubt: E-Mail'])
})

it('A title over the table names no column, and is asked about if it contains a refusal', async () => {
  const table = `Vorname;Nachname;E-Mail;Ort\n${people[0]}Ulm\n`
  expect(await seen(`;;Abgemeldete Kontakte;\n${table}`)).toMatchObject({
    headers: ['Vorname', 'Nachname', 'E-Mail', 'Ort'],
    aboutNo: 'Abgemeldete Kontakte',
    ready: 0,
  })
  expect(await seen(`Leads Mai;;;\n;Vorname;Nachname;E-Mail\n1;Ann;Lee;ann@acme.example\n`)).toMatchObject({
    headers: ['', 'Vorname', 'Nachname', 'E-Mail'],
    ready: 1,
  })
})

it('The departments of a company are no consent to their addresses', async () => {
  const { people: read } = await seen(
    'Marketing;;Sales;\nName;E-mail;Name;E-mail\nAnn Lee;ann@acme.example;Bo Kay;bo@acme.example\n',
  )
  expect(read).toEqual([['ann@acme.example', 'ready']])
})
