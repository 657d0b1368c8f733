/**
 * An unclosed quote spoils only its own line, which is reported with its number; its lead is not contacted and is lost
 * from no list.
 */
import fs from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { failure, importFile, inStore, manyRows, settings, startLeads, suggested, writeFile } from '../support.ts'

const pastes = (dir: string) => fs.readdirSync(path.join(dir, 'pastes'), { recursive: true }).length

it.each([
  ['that never ends', { 6_000: 'bo@birch.example,Bo,"Ulm' }, 'Email,First Name,City\n'],
  ['that ends where the next cell in quotes begins', { 6_000: 'bo@birch.example,"Bo,Ulm' }, ''],
])('The rows before and after a quote %s are read', async (_which, rows) => {
  const test = await startLeads()
  const file = writeFile(test.files, 'leads.csv', Buffer.from(manyRows(8_000, rows), 'latin1'))
  const draft = await test.call('imports.open', { workspaceId: test.workspaceId, path: file })
  expect(draft).toMatchObject({
    fileName: 'leads.csv',
    rowCount: 8_000,
    raggedRows: 1,
    encoding: 'windows-1252',
    sizeBytes: fs.statSync(file).size,
    ragged: [{ kind: 'row_too_long', rows: 1, first: [6_000] }],
  })
  expect(draft.quirks).toContainEqual({
    code: 'open_quotes',
    columns: [],
    cells: 1,
    example: { before: `6001: ${rows[6_000]}`, after: '' },
  })
  const { importId } = draft
  const list = await test.call('imports.save', { importId, mapping: suggested(draft), settings, into: { name: 'L' } })
  expect(list).toMatchObject({ rowCount: 8_000, gates: { ready: 7_999, no_address: 1 } })
  const around = inStore(test.dir, (db) =>
    db.prepare('select email from lead where row_number between 5999 and 6001 order by row_number').pluck().all(),
  )
  expect(around).toEqual(['person5999@acme.example', null, 'person6001@acme.example'])
  expect(fs.readFileSync(file, 'latin1')).toBe(manyRows(8_000, rows))
})

it('A file truncated in its last row is read up to there', async () => {
  const test = await startLeads()
  const file = writeFile(test.files, 'cut.csv', 'Email;Name;City\na@b.co;Ann;Ulm\nb@b.co;Bo;"Neu-')
  expect(await importFile(test, file)).toMatchObject({ rowCount: 2, gates: { ready: 1, no_address: 1 } })
})

it('Nobody named in such a line is emailed because of another, if a column has opt-outs', async () => {
  const test = await startLeads()
  const file = writeFile(
    test.files,
    'out.csv',
    'Email,Name,Unsubscribed\na@b.co,Ann,\nb@b.co,"Bo,yes\nb@b.co,Bo,\nc@b.co,Cy,yes\n',
  )
  expect(await importFile(test, file)).toMatchObject({
    rowCount: 4,
    gates: { ready: 1, no_address: 1, unclear: 1, opted_out: 1 },
  })
})

it('If more than the line of the quote is in doubt, the file is refused and no copy of it is left', async () => {
  const test = await startLeads()
  const file = writeFile(test.files, 'a.csv', 'Email,Name\na@b.co,Ann\nb@b.co,"Bo\nLee\n')
  expect(await failure(test.call('imports.open', { workspaceId: test.workspaceId, path: file }))).toMatchObject({
    code: 'FILE_UNCLOSED_QUOTE',
    data: { line: 3 },
  })
  expect(pastes(test.dir)).toBe(0)
})
