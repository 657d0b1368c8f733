/** Businesses listed by their domain, on a sheet or below a line that says not to mail them: nobody there is emailed. */
import { expect, it } from 'vitest'
import { zipFiles } from '#backend/core/lib/zip-write.ts'
import { settings, startLeads, suggested, writeFile } from '../support.ts'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

function workbook(sheets: Readonly<Record<string, readonly (readonly string[])[]>>): Buffer {
  const names = Object.keys(sheets)
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="r${id}" Type="${office}/${type}" Target="${target}"/>`
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
  return zipFiles([
    {
      name: '_rels/.rels',
      text: `<Relationships>${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns:r="${office}"><sheets>${names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="r${at + 1}"/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `<Relationships>${names.map((_, at) => relation(at + 1, 'worksheet', `sheet${at + 1}.xml`)).join('')}</Relationships>`,
    },
    ...names.map((name, at) => ({
      name: `xl/sheet${at + 1}.xml`,
      text: `<worksheet><sheetData>${(sheets[name] ?? []).map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('')}</sheetData></worksheet>`,
    })),
  ])
}

async function gatesOf(name: string, content: Buffer | string, changed = {}) {
  const test = await startLeads()
  const path = writeFile(test.files, name, content)
  const draft = await test.call('imports.open', { workspaceId: test.workspaceId, path })
  const mapping = suggested(draft)
  const { id } = await test.call('imports.save', {
    importId: draft.importId,
    mapping,
    settings: { ...settings, ...changed },
    into: { name: 'Leads' },
  })
  const { rows } = await test.call('lists.leads', { listId: id, page: { offset: 0, limit: 50 } })
  return Object.fromEntries(rows.map(({ email, gate }) => [email, gate]))
}

it('Domains on another sheet called Do not contact exclude everybody there', async () => {
  const contacts = [
    ['First Name', 'Company', 'Email', 'Website'],
    ['Ann', 'Acme', 'ann@acme.test', 'acme.test'],
    ['Bo', 'Bigfish', 'bo@bigfish.test', 'bigfish.test'],
    ['Cy', 'Dune', 'cy@eu.dune.test', 'dune.test'],
    ['Di', 'Elm', 'di@elm.test', 'elm.test'],
    ['Ed', 'Fig', 'ed.fig@gmail.com', 'fig.test'],
    ['Flo', 'Fig', 'flo@fig.test', 'fig.test'],
  ]
  const barred = [
    ['Domain', 'Reason'],
    ['bigfish.test', 'existing customer'],
    ['https://www.dune.test/', 'in negotiation'],
    // Neither a page of a site nor an email provider is a business.
    ['https://elm.test/about', 'see page'],
    ['gmail.com', ''],
    // The website beside an address says whose it is.
    ['fig.test', 'someone@fig.test'],
  ]
  expect(await gatesOf('targets.xlsx', workbook({ Targets: contacts, 'Do not contact': barred }))).toEqual({
    'ann@acme.test': 'ready',
    'bo@bigfish.test': 'opted_out',
    'cy@eu.dune.test': 'opted_out',
    'di@elm.test': 'ready',
    'ed.fig@gmail.com': 'ready',
    'flo@fig.test': 'ready',
  })
})

it('People and domains on a sheet called Customers are left out until a switch allows them', async () => {
  const contacts = [
    ['First Name', 'Company', 'Email'],
    ['Ann', 'Acme', 'ann@acme.test'],
    ['Bo', 'Bigfish', 'bo@bigfish.test'],
    ['Cy', 'Dune', 'cy@dune.test'],
  ]
  const customers = [['Domain'], ['bigfish.test'], ['cy@dune.test']]
  const file = workbook({ 'Existing customers': customers, Leads: contacts, Bounces: [['Email'], ['cy@dune.test']] })
  expect(await gatesOf('targets.xlsx', file)).toEqual({
    'ann@acme.test': 'ready',
    'bo@bigfish.test': 'unclear',
    'cy@dune.test': 'opted_out',
  })
  expect(await gatesOf('targets.xlsx', file, { holdAboutNo: false })).toEqual({
    'ann@acme.test': 'ready',
    'bo@bigfish.test': 'ready',
    'cy@dune.test': 'opted_out',
  })
})

it('Whether people in a file called existing customers are meant is asked', async () => {
  const file = 'Email,First Name\nann@acme.test,Ann\nbo@birch.test,Bo\n'
  expect(await gatesOf('existing customers.csv', file)).toEqual({
    'ann@acme.test': 'unclear',
    'bo@birch.test': 'unclear',
  })
  expect(await gatesOf('customers in berlin.csv', file)).toEqual({ 'ann@acme.test': 'ready', 'bo@birch.test': 'ready' })
})

it('A domain below a line Do not mail excludes everybody there, and the list goes on after it', async () => {
  const file =
    'Email,First Name\nann@acme.test,Ann\nbo@birch.test,Bo\ncy@cedar.test,Cy\nDo not mail,\nbirch.test,\ncy@cedar.test,\n'
  expect(await gatesOf('leads.csv', file)).toMatchObject({
    'ann@acme.test': 'ready',
    'bo@birch.test': 'opted_out',
    'cy@cedar.test': 'opted_out',
  })
})

it('A consent in each row decides about people in a file of customers, but not on a list of those who left', async () => {
  const file = 'Email,Accepts Email Marketing\nann@acme.test,yes\nbo@birch.test,no\n'
  expect(await gatesOf('customers_export_1.csv', file)).toEqual({
    'ann@acme.test': 'ready',
    'bo@birch.test': 'opted_out',
  })
  for (const name of ['unsubscribed.csv', 'not interested.csv', 'unsubscribed customers.csv'])
    expect((await gatesOf(name, file))['ann@acme.test']).toBe('unclear')
})
