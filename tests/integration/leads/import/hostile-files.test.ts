import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { zipFiles } from '#backend/core/lib/zip-write.ts'
import { createParseSource } from '#backend/leads/import/parse-source.ts'
import { failure, importFile, inStore, settings, startLeads, suggested, writeFile } from '../support.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (...all: readonly (readonly [string, string])[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all
    .map(([type, target], n) => `<Relationship Id="r${n + 1}" Type="${office}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

/** Returns a workbook of one sheet with hostile content. */
const workbook = (rows: string, strings = '<si><t>Email</t></si>') =>
  zipFiles([
    { name: '_rels/.rels', text: relations(['officeDocument', 'xl/workbook.xml']) },
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: relations(['worksheet', 'worksheets/sheet1.xml'], ['sharedStrings', 'sharedStrings.xml']),
    },
    { name: 'xl/worksheets/sheet1.xml', text: `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>` },
    { name: 'xl/sharedStrings.xml', text: `<sst xmlns="${main}">${strings}</sst>` },
  ])

const row = (n: number, cell: string) => `<row r="${n}"><c r="A${n}" ${cell}</c></row>`
const rows = `${row(1, 't="s"><v>0</v>')}${row(2, 't="inlineStr"><is><t>ann@acme.example</t></is>')}`
const mb = 1_000_000

it('A valid workbook becomes a list', async () => {
  const test = await startLeads()
  expect(await importFile(test, writeFile(test.files, 'good.xlsx', workbook(rows)))).toMatchObject({ rowCount: 1 })
})

/** A row of a person and of cells that all name the same text. */
const naming = (n: number, width: number) =>
  `<row r="${n}"><c r="A${n}" t="inlineStr"><is><t>ann${n}@acme.example</t></is></c>${'<c t="s"><v>1</v></c>'.repeat(width)}</row>`
const longText = `<si><t>Email</t></si><si><t>${'x'.repeat(3.9 * mb)}</t></si>`
const blankText = `<si><t>Email</t></si><si><t xml:space="preserve">${' '.repeat(3.9 * mb)}</t></si>`
const many = (count: number, of: (n: number) => string) => Array.from({ length: count }, (_, n) => of(n)).join('')
const mergedBelow = (width: number) =>
  `<mergeCells>${many(width, (n) => `<mergeCell ref="${String.fromCharCode(66 + n)}2:${String.fromCharCode(66 + n)}1000000"/>`)}</mergeCells>`

it.each([
  ['nested tags', workbook(`${rows}${'<a>'.repeat(mb)}${'</a>'.repeat(mb)}`), 'damaged'],
  ['one string', workbook(rows, `<si><t>Email</t></si><si><t>${'a'.repeat(24 * mb)}</t></si>`), 'too_big'],
  ['one tag', workbook(`${rows}<a b="${'c'.repeat(24 * mb)}"/>`), 'too_big'],
  ['one comment', workbook(`${rows}<!-- ${'<a> '.repeat(6 * mb)} -->`), 'too_big'],
  ['one text of signs', workbook(`${rows}<![CDATA[${'<a> '.repeat(6 * mb)}]]>`), 'too_big'],
  ['one text named by many cells', workbook(rows + many(200, (n) => naming(n + 3, 7)), longText), 'too_big'],
  ['one text named by all cells of a row', workbook(rows + naming(3, 900), longText), 'too_big'],
  ['blanks named by all cells of a row', workbook(rows + naming(3, 900), blankText), 'too_big'],
  ['one column name', workbook(`<row r="1">${'<c t="s"><v>1</v></c>'.repeat(900)}</row>${rows}`, longText), 'too_big'],
  [
    'one text in merged cells',
    workbook(
      `${row(1, 't="s"><v>0</v>')}${naming(2, 7)}${many(500, (n) => naming(n + 3, 0))}</sheetData>${mergedBelow(7)}<sheetData>`,
      longText,
    ),
    'too_big',
  ],
  ['cells of nothing', workbook(`${rows}<row r="3">${'<c/>'.repeat(5 * mb)}</row>`), 'too_big'],
  ['strings of nothing', workbook(rows, `<si><t>Email</t></si>${'<si/>'.repeat(10 * mb)}`), 'too_big'],
])('A workbook of hardly more than %s is refused', async (_what, bytes, reason) => {
  const test = await startLeads()
  const path = writeFile(test.files, 'bomb.xlsx', bytes)
  expect(await failure(test.call('imports.open', { workspaceId: test.workspaceId, path }))).toEqual({
    code: 'FILE_UNREADABLE',
    data: { fileName: 'bomb.xlsx', reason },
  })
  expect(await test.call('lists.all', { workspaceId: test.workspaceId })).toEqual([])
})

it('A web page whose cell of megabytes spans a thousand rows is refused', async () => {
  const test = await startLeads()
  const person = (n: number) => `<tr><td>ann${n}@acme.example</td></tr>`
  const html = `<table><tr><td>Email</td><td rowspan="1000">${'x'.repeat(3.9 * mb)}</td></tr>${many(999, person)}</table>`
  const path = writeFile(test.files, 'bomb.xls', html)
  expect(await failure(test.call('imports.open', { workspaceId: test.workspaceId, path }))).toEqual({
    code: 'FILE_UNREADABLE',
    data: { fileName: 'bomb.xls', reason: 'too_big' },
  })
})

it.skipIf(process.platform === 'win32')('A pipe is refused without waiting for it', async () => {
  const test = await startLeads()
  const path = writeFile(test.files, 'pipe.csv', '')
  rmSync(path)
  execFileSync('mkfifo', [path])
  expect(await failure(test.call('imports.open', { workspaceId: test.workspaceId, path }))).toEqual({
    code: 'FILE_UNREADABLE',
    data: { fileName: 'pipe.csv', reason: 'not_a_file' },
  })
})

it("A file that exceeds the reader's memory is reported as too big", async () => {
  // The error Node reports for a thread at its memory limit; actually reaching it sometimes ends this process.
  const full = Object.assign(new Error('heap'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })
  const source = createParseSource(() => {
    const worker = new Worker('require("node:worker_threads").parentPort.on("message", () => {})', { eval: true })
    worker.once('online', () => worker.emit('error', full))
    return worker
  })
  expect(await failure(source.run({ kind: 'survey', path: '/some/bomb.xlsx', hash: false }))).toEqual({
    code: 'FILE_UNREADABLE',
    data: { fileName: 'bomb.xlsx', reason: 'too_big' },
  })
  await source.stop()
})

it('Rows of very long cells become leads, and their file’s text stays unchanged', async () => {
  const test = await startLeads()
  const bits = [' ', ',', '"', "'", '(', '<script>', '{{', 'x', '.', ' \t', '%A', 'A']
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const cells = bits.map((bit) => bit.repeat(100_000 / bit.length))
  const lines = cells.map((cell, n) =>
    [`p${n}@acme.example${' '.repeat(100_000)}`, `Ann${cell}b`, `Berg${cell}c`, `${cell}d`].map(quoted).join(','),
  )
  const path = writeFile(test.files, 'long.csv', `Email,First Name,Last Name,Company\n${lines.join('\n')}\n`)
  const list = await importFile(test, path)
  expect(list.rowCount).toBe(cells.length)
  const emails = inStore(test.dir, (db) => db.prepare('select email from lead order by row_number').pluck().all())
  expect(emails).toEqual(cells.map((_, n) => `p${n}@acme.example`))
  const [first] = inStore(test.dir, (db) => db.prepare('select id from lead order by row_number').pluck().all())
  const { original } = await test.call('lists.lead', { leadId: first as never })
  expect(original.map((each) => Object.values(each)).flat()).toContain(`Ann${cells[0]}b`)
})

it('The preview of rows with very long cells stays small, and judges them as saving does', async () => {
  const test = await startLeads()
  const long = 'x'.repeat(200_000)
  const lines = Array.from({ length: 60 }, (_, n) => `p${n}@acme.example,${long},${long}`)
  const path = writeFile(test.files, 'long.csv', `Email,First Name,Notes\n${lines.join('\n')}\n`)
  const draft = await test.call('imports.open', { workspaceId: test.workspaceId, path })
  const leads = await test.call('imports.preview', {
    importId: draft.importId,
    mapping: suggested(draft),
    settings,
    fromRow: 5,
    count: 50,
  })
  expect(leads[0]).toMatchObject({ rowNumber: 5, email: 'p4@acme.example', gate: 'too_long' })
  expect(JSON.stringify(leads).length).toBeLessThan(5_000_000)
})

it('The table shows the beginning of a very long cell of the file, and the lead all of it', async () => {
  const test = await startLeads()
  const long = `${'x'.repeat(9_999)} `.repeat(100)
  const lines = Array.from({ length: 20 }, (_, n) => `p${n}@acme.example,${long}`)
  const path = writeFile(test.files, 'notes.csv', `Email,Notes\n${lines.join('\n')}\n`)
  const list = await importFile(test, path)
  const asked = { listId: list.id, columns: ['original:Notes'], page: {} }
  const { rows: shown } = await test.call('lists.leads', asked)
  expect(shown).toHaveLength(20)
  expect(shown[0]?.values[0]).toMatch(/^x{100}/)
  expect(JSON.stringify(shown).length).toBeLessThan(1_000_000)
  const { original } = await test.call('lists.lead', { leadId: shown[0]?.id as never })
  expect(original[1]?.cell.trim()).toBe(long.trim())
})
