import fs from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { buildWorkbook } from '#backend/insights/reports/workbook.ts'
import { createGateCounter } from '#shared/domain/leads/import/count-gates.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { ImportSettings } from '#shared/domain/leads/import/row-settings.ts'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'
import type { ListId } from '#shared/ids.ts'
import { repoRoot } from '../../../support/backend.ts'
import { failure, importFile, settings, startLeads, suggested, writeFile } from '../support.ts'

const fixture = (name: string) => path.join(repoRoot, 'tests/fixtures/import', name)

it('An open file is read again as the operator says, and keeps its place', async () => {
  const test = await startLeads()
  const bytes = Buffer.from('Email;Firma\nann@acme.example;M\xfcller\nbo@birch.example;Gro\xdf\n', 'latin1')
  const draft = await test.call('imports.open', {
    workspaceId: test.workspaceId,
    path: writeFile(test.files, 'a.csv', bytes),
  })
  expect(draft.format).toMatchObject({ encoding: 'windows-1252', delimiter: ';', layout: { headerLine: 1 } })
  const { importId } = draft
  const peek = await test.call('imports.peek', {
    from: { importId },
    format: { encoding: 'windows-1251', layout: { headerLine: null, fromLine: 1 } },
  })
  expect(peek.rows[1]).toEqual(['ann@acme.example', 'Mьller'])
  expect(await failure(test.call('imports.peek', { from: { importId }, format: { encoding: 'utf-8' } }))).toMatchObject(
    {
      code: 'FILE_UNDECODABLE',
      data: { line: 2 },
    },
  )
  const again = await test.call('imports.reread', {
    importId,
    format: { encoding: 'windows-1252', delimiter: ';', layout: { headerLine: null, fromLine: 1 } },
  })
  expect(again).toMatchObject({ importId, rowCount: 3, format: { layout: { headerLine: null } } })
  const check = await test.call('imports.check', { importId, mapping: suggested(again), settings, listId: null })
  expect(check).toMatchObject({ rowCount: 3, gates: { ready: 2, bad_syntax: 1 } })
})

it('A file that cannot be decoded can be viewed around its fault in another encoding, and read in it', async () => {
  const test = await startLeads()
  const rows = Array.from({ length: 5_000 }, (_, at) => `lead${at}@acme.example,Gr\u00f6\u00dfe ${at}\n`)
  const bytes = Buffer.concat([
    Buffer.from(`Email,Firma\n${rows.join('')}`),
    Buffer.from('ann@acme.example,M\xfcller\nbo@birch.example,Bo\n', 'latin1'),
  ])
  const file = writeFile(test.files, 'mixed.csv', bytes)
  const { workspaceId } = test
  expect(await failure(test.call('imports.open', { workspaceId, path: file }))).toMatchObject({
    code: 'FILE_UNDECODABLE',
    data: { line: 5_002, encoding: 'utf-8', marked: false },
  })
  const peek = await test.call('imports.peek', {
    from: { path: file },
    format: { encoding: 'windows-1252' },
    nearLine: 5_002,
  })
  expect(peek.header).toEqual(['Email', 'Firma'])
  expect(peek.rows.map(([email]) => email)).toEqual([
    'lead4998@acme.example',
    'lead4999@acme.example',
    'ann@acme.example',
    'bo@birch.example',
  ])
  expect(peek.rows[2]?.[1]).toBe('Müller')
  const draft = await test.call('imports.open', { workspaceId, path: file, format: { encoding: 'windows-1252' } })
  expect(draft).toMatchObject({ rowCount: 5_002, format: { encoding: 'windows-1252' } })
})

it('No other encoding is offered for a file whose byte order mark leaves none', async () => {
  const test = await startLeads()
  const file = writeFile(test.files, 'marked.csv', Buffer.from('\ufeffEmail\nx,\ud83d\n', 'utf16le'))
  expect(await failure(test.call('imports.open', { workspaceId: test.workspaceId, path: file }))).toMatchObject({
    code: 'FILE_UNDECODABLE',
    data: { marked: true },
  })
})

it.each([
  [
    'leads.csv',
    'Abgemeldete Kontakte - nicht anschreiben!;;\n;;\nName;Email;Ort\nAnn;a@b.co;Ulm\n',
    'Abgemeldete Kontakte - nicht anschreiben!',
  ],
  ['unsubscribed_contacts.csv', 'Name,Email\nAnn,a@b.co\n', 'unsubscribed_contacts.csv'],
  ['leads-without-bounces.csv', 'Leads of May,\n,\nName,Email\nAnn,a@b.co\n', null],
])('A title or name that says who these people are is shown: %s', async (name, content, said) => {
  const test = await startLeads()
  const file = writeFile(test.files, name, content)
  const draft = await test.call('imports.open', { workspaceId: test.workspaceId, path: file })
  expect(draft).toMatchObject({ rowCount: 1, aboutNo: said })
})

it('Nobody in a file named like a block list is emailed until the operator allows it', async () => {
  const test = await startLeads()
  const file = writeFile(test.files, 'Sperrliste 2025.csv', 'Name,Email\nAnn,a@b.co\nBo,b@c.co\n')
  const draft = await test.call('imports.open', { workspaceId: test.workspaceId, path: file })
  const counted = async (rules: Partial<ImportSettings>) => {
    const asked = { importId: draft.importId, mapping: suggested(draft), settings: { ...settings, ...rules } }
    const [{ gates }, rows] = [
      await test.call('imports.check', { ...asked, listId: null }),
      await test.call('imports.preview', { ...asked, fromRow: 1, count: 2 }),
    ]
    return { gates, shown: rows.map(({ gate }) => gate) }
  }
  expect(await counted({})).toMatchObject({ gates: { ready: 0, unclear: 2 }, shown: ['unclear', 'unclear'] })
  expect(await counted({ holdAboutNo: false })).toMatchObject({ gates: { ready: 2 }, shown: ['ready', 'ready'] })
})

it('A sheet of a workbook becomes a list, and the other sheets can be chosen', async () => {
  const test = await startLeads()
  const draft = await test.call('imports.open', {
    workspaceId: test.workspaceId,
    path: fixture('xlsx-second-sheet.xlsx'),
  })
  expect(draft).toMatchObject({
    sheets: ['Read me', 'Leads'],
    format: { encoding: 'xlsx', sheet: 'Leads' },
    rowCount: 2,
  })
  const peek = await test.call('imports.peek', { from: { importId: draft.importId }, format: { sheet: 'Read me' } })
  expect([peek.header, ...peek.rows]).toEqual([['How to use this'], ['Second sheet']])
  const list = await importFile(test, fixture('xlsx-second-sheet.xlsx'))
  expect(list).toMatchObject({ rowCount: 2, gates: { ready: 2 } })
})

it('Another sheet of a workbook goes into the same list when the file is opened again', async () => {
  const test = await startLeads()
  const header = ['First name', 'Email']
  const sheets = [
    { name: 'Team', widths: [], rows: [header, ['Ann', 'ann@us.test']] },
    { name: 'UK', widths: [], rows: [header, ['Bo', 'bo@birch.test'], ['Cy', 'cy@cedar.test']] },
    { name: 'DE', widths: [], rows: [header, ['Di', 'di@dune.test'], ['Cy', 'cy@cedar.test']] },
  ]
  const file = writeFile(test.files, 'regions.xlsx', buildWorkbook(sheets))
  const save = async (sheet: string | undefined, into: { name: string } | { listId: ListId }) => {
    const draft = await test.call('imports.open', {
      workspaceId: test.workspaceId,
      path: file,
      ...(sheet ? { format: { sheet } } : {}),
    })
    const { importId } = draft
    const list = await test.call('imports.save', { importId, mapping: suggested(draft), settings, into })
    return { read: draft.format.sheet, list }
  }
  const first = await save(undefined, { name: 'Regions' })
  expect(first.read).toBe('UK')
  await save('DE', { listId: first.list.id })
  const { rows } = await test.call('lists.leads', { listId: first.list.id, page: { offset: 0, limit: 50 } })
  expect(rows.map(({ email, gate }) => [email, gate])).toEqual([
    ['bo@birch.test', 'ready'],
    ['cy@cedar.test', 'ready'],
    ['di@dune.test', 'ready'],
    ['cy@cedar.test', expect.stringMatching(/^(?:duplicate|in_list|already)/)],
  ])
})

it('A mapping is remembered for its header, in one workspace or all, renamed and forgotten', async () => {
  const test = await startLeads()
  const other = await test.call('workspaces.create', { name: 'Birch', colour: 2 })
  const open = (workspaceId: typeof test.workspaceId, header: string) =>
    test.call('imports.open', { workspaceId, path: writeFile(test.files, 'x.csv', `${header}\na@b.co,Ann\n`) })
  const draft = await open(test.workspaceId, 'Kontaktweg,Wer')
  const mapping = [
    { kind: 'field' as const, field: 'email' as const },
    { kind: 'field' as const, field: 'first_name' as const },
  ]
  const save = (name: string, forAll: boolean) =>
    test.call('imports.saveTemplate', { importId: draft.importId, mapping, settings: defaultSettings, name, forAll })
  const own = await save('Ours', false)
  expect((await open(test.workspaceId, 'KONTAKTWEG, wer')).templates).toMatchObject([{ name: 'Ours', mapping }])
  expect((await open(test.workspaceId, 'Wer,Kontaktweg')).templates).toEqual([])
  expect((await open(other.id, 'Kontaktweg,Wer')).templates).toEqual([])
  await save('Everybody’s', true)
  expect((await open(other.id, 'Kontaktweg,Wer')).templates).toMatchObject([{ name: 'Everybody’s' }])
  const names = (await open(test.workspaceId, 'Kontaktweg,Wer')).templates.map(({ name }) => name)
  expect(names.toSorted()).toEqual(['Everybody’s', 'Ours'])
  await test.call('imports.deleteTemplate', { id: own.id })
  expect((await open(test.workspaceId, 'Kontaktweg,Wer')).templates).toMatchObject([{ name: 'Everybody’s' }])
})

it('A file in which no row has an address makes no list', async () => {
  const test = await startLeads()
  const file = writeFile(test.files, 'nobody.csv', 'Email,Name\n,Ann\nn/a,Bo\n')
  expect(await failure(importFile(test, file))).toMatchObject({ code: 'IMPORT_NO_ADDRESS', data: { rows: 2 } })
  expect(await test.call('lists.all', { workspaceId: test.workspaceId })).toEqual([])
})

it('The winner of several rows with one address is saved with values filled from the others, and its own row', async () => {
  const test = await startLeads()
  const file = writeFile(
    test.files,
    'doubles.csv',
    'Email,First Name,Company\na@b.co,Ann,\na@b.co,Anna,Acme\nc@d.co,Cy,Cedar\n',
  )
  const draft = await test.call('imports.open', { workspaceId: test.workspaceId, path: file })
  const list = await test.call('imports.save', {
    importId: draft.importId,
    mapping: suggested(draft),
    settings: { ...settings, duplicates: 'merge' },
    into: { name: 'Merged' },
  })
  expect(list.gates).toMatchObject({ ready: 2, duplicate_in_file: 1 })
  const { rows } = await test.call('lists.leads', { listId: list.id, page: {} })
  expect(rows[0]).toMatchObject({ gate: 'ready', firstName: 'Ann', companyName: 'Acme' })
  const { original } = await test.call('lists.lead', { leadId: rows[0]?.id as never })
  expect(original.map(({ cell }) => cell)).toEqual(['a@b.co', 'Ann', ''])
})

it('Other sources are asked about every address that would be ready, and only about those', () => {
  const asked: string[] = []
  const lookup = {
    gate: gateCodes.opted_out,
    holds(email: string, domain: string) {
      asked.push(email)
      return domain === 'blocked.example'
    },
  }
  const counter = createGateCounter(() => false, [lookup])
  counter.add(gateCodes.ready, 'a@free.example', 3, 1)
  counter.add(gateCodes.ready, 'b@blocked.example', 3, 2)
  counter.add(gateCodes.unverified, null, 3, 3)
  expect(counter.result().gates).toMatchObject({ ready: 1, opted_out: 1, unverified: 1 })
  expect(asked).toEqual(['a@free.example', 'b@blocked.example'])
})

it('A workbook that unpacks to more than it says is refused, not read to the end', async () => {
  const test = await startLeads()
  const bytes = fs.readFileSync(fixture('xlsx-plain.xlsx'))
  // Falsifies the sheet's size in the central directory.
  const at = bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46 + 24
  bytes.writeUInt32LE(10, at)
  const file = writeFile(test.files, 'liar.xlsx', bytes)
  expect(await failure(test.call('imports.open', { workspaceId: test.workspaceId, path: file }))).toMatchObject({
    code: 'FILE_UNREADABLE',
    data: { reason: 'damaged' },
  })
})
