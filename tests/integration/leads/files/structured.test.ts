import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRecordCutter, parseRecord, recordsWithin } from '#backend/leads/files/json-records.ts'
import { readLeadFile } from '#backend/leads/files/read-file.ts'
import { runs } from '../../../support/long.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'
import { failure, fileDir, writeFile } from '../support.ts'

async function read(content: string | Buffer, chunkBytes?: number) {
  const rows: string[][] = []
  const facts = await readLeadFile(
    { path: writeFile(fileDir(), 'leads.xls', content), format: null, ...(chunkBytes ? { chunkBytes } : {}) },
    () => ({ onRow: (cells) => void rows.push(cells) }),
  )
  return { encoding: facts.encoding, header: facts.header, rowCount: facts.rowCount, rows }
}

const ann = { name: 'Ann Lee', email: 'ann@acme.example' }
const bob = { name: 'Bob', email: 'bob@globex.example', company: { name: 'Globex' } }
const people = {
  encoding: 'json',
  header: ['name', 'email', 'company.name'],
  rows: [
    ['Ann Lee', 'ann@acme.example', ''],
    ['Bob', 'bob@globex.example', 'Globex'],
  ],
}

describe('a lead file in JSON', () => {
  it.each([
    ['a list', JSON.stringify([ann, bob])],
    ['a list over many lines, with a byte order mark', `\ufeff${JSON.stringify([ann, bob], null, 2)}\n`],
    ['a record on each line', `${JSON.stringify(ann)}\n${JSON.stringify(bob)}\n`],
    ['two lists after each other', `${JSON.stringify([ann])}\n${JSON.stringify([bob])}`],
    ['an answer of an API', JSON.stringify({ status: 'ok', data: { people: [ann, bob], next: null } })],
    ['by keys, as a database gives them', JSON.stringify({ people: { '-Nx1': ann, '-Nx2': bob } })],
    ['UTF-16', Buffer.from(`\ufeff${JSON.stringify([ann, bob])}`, 'utf16le')],
  ])('has a row for each record: %s', async (_name, content) => {
    expect(await read(content)).toMatchObject(people)
    expect(await read(content, 7)).toMatchObject(people)
  })

  it('has a column for every value of every record, complete', async () => {
    const { header, rows } = await read(
      '[{"id":12345678901234567890,"tags":["a","b"],"on":true,"none":null},{"emails":[{"v":"1"},{"v":"2"},{"v":"3"},{"v":"4"}]}]',
    )
    expect(header).toEqual(['id', 'tags', 'on', 'none', 'emails.1.v', 'emails.2.v', 'emails.3.v', 'emails.more'])
    expect(rows).toEqual([
      ['12345678901234567890', 'a, b', 'true', '', '', '', '', ''],
      ['', '', '', '', '1', '2', '3', '[{"v":"4"}]'],
    ])
  })

  it('has no half of an emoji, which Instantly could not store: the tool that wrote the file had cut the text there', async () => {
    const { rows } = await read(
      String.raw`[{"email":"a@x.example","name":"Jo \ud83d","note":"\ude80 ok \ud83d\ude80 C:\\ud83d","id":1234567890123456789}]`,
    )
    expect(rows).toEqual([['a@x.example', 'Jo ', String.raw` ok 🚀 C:\ud83d`, '1234567890123456789']])
  })

  it('A table of many names over many empty rows costs no more time than its size', () => {
    const columns = [...Array<string>(60_000).fill('more'), 'email']
    const data = [['x'], ...Array.from({ length: 60_000 }, (): string[] => []), columns.map(() => 'ann@acme.example')]
    let found: readonly unknown[] | null = null
    const ms = threadCpuMs(() => {
      found = recordsWithin({ columns, data })
    })
    expect(ms).toBeLessThan(10_000)
    expect(found).toHaveLength(data.length)
    expect(found).toContainEqual({ more: 'ann@acme.example', email: 'ann@acme.example' })
  })

  it('may be a table with separate columns', async () => {
    const table = await read('{"columns":["Email","Name"],"index":[0],"data":[["ann@acme.example","Ann"]]}')
    expect(table).toMatchObject({ header: ['Email', 'Name'], rows: [['ann@acme.example', 'Ann']] })
  })

  it.each([
    ['called otherwise', '{"cols":[{"name":"Email"},{"name":"Name"}],"rows":ROWS}'],
    ['of an analysis, within its answer', '{"id":7,"data":{"headers":["Email","Name"],"rows":ROWS,"took":3}}'],
    [
      'as a spreadsheet answers',
      '{"range":"A1:B3","values":[["Email","Name"],["ann@acme.example","Ann"],["bob@globex.example"]]}',
    ],
    ['column by column', '{"Email":["ann@acme.example","bob@globex.example"],"Name":["Ann",null]}'],
    [
      'column by column, by row',
      '{"Email":{"0":"ann@acme.example","1":"bob@globex.example"},"Name":{"0":"Ann","1":null}}',
    ],
  ])('may be a table %s', async (_name, content) => {
    const table = await read(content.replace('ROWS', '[["ann@acme.example","Ann"],["bob@globex.example",null]]'))
    expect(table).toMatchObject({
      header: ['Email', 'Name'],
      rows: [
        ['ann@acme.example', 'Ann'],
        ['bob@globex.example', ''],
      ],
    })
  })

  it('may have people under their addresses', async () => {
    const table = await read('{"ann@acme.example":{"name":"Ann"},"bob@globex.example":{"tags":["unsubscribed"]}}')
    expect(table).toMatchObject({
      header: ['email', 'name', 'tags'],
      rows: [
        ['ann@acme.example', 'Ann', ''],
        ['bob@globex.example', '', 'unsubscribed'],
      ],
    })
  })

  it('has a row for each person of a business', async () => {
    const person = (name: string) => ({ name, emails: [{ email: `${name.toLowerCase()}@acme.example` }] })
    const business = (...contacts: readonly unknown[]) => ({ name: 'Acme', contacts })
    const { header, rows } = await read(
      JSON.stringify([business(person('Ann'), person('Bob'), { name: 'Cy', emails: [] }, person('Di')), business()]),
    )
    expect(header).toEqual(['name', 'contacts.1.name', 'contacts.1.emails.1.email', 'contacts.1.emails', 'contacts'])
    expect(rows).toEqual([
      ['Acme', 'Ann', 'ann@acme.example', '', ''],
      ['Acme', 'Bob', 'bob@acme.example', '', ''],
      ['Acme', 'Cy', '', '', ''],
      ['Acme', 'Di', 'di@acme.example', '', ''],
      ['Acme', '', '', '', ''],
    ])
    // A person with contacts is one person.
    expect(await read(JSON.stringify([{ ...ann, contacts: [person('Bob'), person('Di')] }, bob]))).toMatchObject({
      rows: [expect.arrayContaining(['ann@acme.example', 'bob@acme.example']), expect.anything()],
    })
  })

  it('may be rows of cells, a header above them, or addresses alone', async () => {
    const table = await read('[["Email","Name"],["ann@acme.example","Ann"],["bob@globex.example"]]')
    expect(table).toMatchObject({
      header: ['Email', 'Name'],
      rows: [
        ['ann@acme.example', 'Ann'],
        ['bob@globex.example', ''],
      ],
    })
    expect((await read('["ann@acme.example","bob@globex.example"]')).rows).toEqual([
      ['ann@acme.example'],
      ['bob@globex.example'],
    ])
  })

  it('is one person if it is one record with its own lists', async () => {
    const { header, rowCount } = await read('{"email":"ann@acme.example","posts":[{"title":"x"},{"title":"y"}]}')
    expect({ header, rowCount }).toEqual({ header: ['email', 'posts.1.title', 'posts.2.title'], rowCount: 1 })
  })

  it.each([
    ['is cut off in a record', '[{"email":"a@b.co"},\n{"email":"c@d', 2],
    ['is cut off between records', '[{"email":"a@b.co"},\n', 2],
    ['has a fault in a record', '[{"email":"a@b.co"},\n{"email":c@d}]', 2],
    ['is nested endlessly', `[\n{"a":${'['.repeat(9000)}${']'.repeat(9000)}}]`, 2],
  ])('is refused completely with its line if it %s', async (_name, content, line) => {
    expect(await failure(read(content))).toMatchObject({ code: 'FILE_TYPE_UNKNOWN', data: { looksLike: 'json', line } })
  })

  it('gives the same records however its chunks are split', () => {
    // Long numbers keep their digits instead, as the test above checks.
    const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => !/\d{16}/.test(JSON.stringify(value)))
    const pieces = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(fc.array(json, { maxLength: 6 }), pieces, fc.constantFrom(0, 1, 2), (values, lengths, indent) => {
        const text = JSON.stringify(values, null, indent)
        const found: unknown[] = []
        const cutter = createRecordCutter((record, line) => void found.push(parseRecord(record, line)))
        for (let at = 0, i = 0; at < text.length; i += 1) {
          const length = 1 + (lengths[i % lengths.length] as number)
          cutter.push(text.slice(at, at + length))
          at += length
        }
        cutter.end()
        expect(JSON.stringify(found)).toBe(JSON.stringify(values))
      }),
      runs(60, 5_000),
    )
  })
})

const row = (...cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
const page = (body: string) => `<html><head><title>Leads</title></head><body>${body}</body></html>`

describe('a table of a web page', () => {
  it('is read like a report saved as .xls: merged cells, links, entities, missing ends', async () => {
    const report = page(
      `<table><tr><td colspan=3>Report</td></tr><tr><th>Name</th><th>Email</th><th>Company</th></tr>
       <tr><td>Ann&nbsp;M&uuml;ller</td><td><a href="mailto:ann@acme.example?subject=x">Write</a></td><td rowspan="2">Acme &amp; Co</td></tr>
       <tr><td>Bob<br>Ray<td>bob@acme.example</tr><tr><td></td></tr></table>`,
    )
    expect(await read(report)).toMatchObject({
      encoding: 'html',
      header: ['Name', 'Email', 'Company'],
      rows: [
        ['Ann\u00a0Müller', 'Write <ann@acme.example>', 'Acme & Co'],
        ['Bob\nRay', 'bob@acme.example', 'Acme & Co'],
      ],
    })
    expect(await read(report, 5)).toMatchObject({ rowCount: 2 })
  })

  it('is the one with the addresses, wherever it is, without scripts and styles', async () => {
    const menu = `<table>${row('Home', 'Prices')}${row('Team', 'Jobs')}${row('Press', 'Imprint')}</table>`
    const leads = `<table>${row('Email', 'Name')}${row('<style>td{}</style>ann@acme.example', 'Ann')}</table>`
    const { header, rows } = await read(page(`<table><tr><td>${menu}</td><td>${leads}</td></tr></table>${menu}`))
    expect({ header, rows }).toEqual({ header: ['Email', 'Name'], rows: [['ann@acme.example', 'Ann']] })
  })

  it('is read in the encoding it names, if it is not UTF-8', async () => {
    const table = (charset: string) =>
      `<meta http-equiv="Content-Type" content="text/html; charset=${charset}"><table>${row('Email', 'Name')}${row('a@b.co', 'Žižka')}</table>`
    const bytes = Buffer.from(table('windows-1250').replaceAll('Ž', '\x8e').replaceAll('ž', '\x9e'), 'latin1')
    expect((await read(bytes)).rows).toEqual([['a@b.co', 'Žižka']])
    // Many files declare a wrong encoding.
    expect((await read(table('iso-8859-1'))).rows).toEqual([['a@b.co', 'Žižka']])
  })

  it('may be a sheet in Excel’s XML of 2003', async () => {
    const cell = (text: string, more = '') => `<Cell${more}><Data ss:Type="String">${text}</Data></Cell>`
    const sheet = `<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A"><Table>
      <Row>${cell('Name')}${cell('Email')}${cell('City')}</Row><Row>${cell('Ann', ' ss:MergeDown="1"')}${cell('Write', ' ss:HRef="mailto:ann@acme.example"')}</Row>
      <Row>${cell('K&#246;ln', ' ss:Index="3"')}</Row><Row ss:Index="9">${cell('Bob')}</Row></Table></Worksheet></Workbook>`
    expect(await read(sheet)).toMatchObject({
      encoding: 'xml_sheet',
      header: ['Name', 'Email', 'City'],
      rows: [
        ['Ann', 'Write <ann@acme.example>', ''],
        ['Ann', '', 'Köln'],
        ['Bob', '', ''],
      ],
    })
  })

  it('is refused if missing, or if tags are nested endlessly', async () => {
    expect(await failure(read(page('<p>ann@acme.example</p>')))).toMatchObject({
      code: 'FILE_TYPE_UNKNOWN',
      data: { looksLike: 'html' },
    })
    expect(await failure(read(page('<table><tr><td>'.repeat(5000))))).toMatchObject({ code: 'FILE_UNREADABLE' })
  })
})
