import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import { hastyClock } from '../../../support/hasty-clock.ts'
import {
  countRows,
  failure,
  firstProgress,
  importFile,
  inStore,
  type LeadsTest,
  manyRows,
  settings,
  startImportsAlone,
  startLeads,
  suggested,
  writeFile,
} from '../support.ts'

const mixed = [
  'Email;Prénom;Société;E-mail status;Ville;Interne',
  'ann@acme.example;Ann;Acme;Verified;Köln;1',
  'Ann@Acme.example ;Ann again;Acme;Verified;Bonn;2',
  ';Nobody;Globex;;Paris;3',
  'broken@;Bob;Globex;;Paris;4',
  'eve@globex.example, eve2@globex.example;Eve;Globex;Unavailable;Lyon;5',
  'max@globex.example;Max;Globex;Extrapolated;Lyon;6',
  'zoë@initech.example;Zoë;Initech',
  '',
].join('\n')

const gatesOfMixed = { ready: 3, no_address: 1, bad_syntax: 1, not_found: 1, unverified: 0, duplicate_in_file: 1 }

const open = (test: LeadsTest, file: string) => test.call('imports.open', { workspaceId: test.workspaceId, path: file })

describe('an opened file', () => {
  it('lends its name to the list without the invisible marks that would reverse what follows', async () => {
    const test = await startLeads()
    const draft = await open(test, writeFile(test.files, 'kunden\u202egnahcxe\u2066\u0007 2026.csv', mixed))
    expect(draft.suggestedListName).toBe('kundengnahcxe 2026')
  })

  it('is shown as it was recognised, before anything is saved', async () => {
    const test = await startLeads()
    const draft = await open(test, writeFile(test.files, 'kunden_berlin (1).csv', mixed))
    expect(draft).toMatchObject({
      fileName: 'kunden_berlin (1).csv',
      suggestedListName: 'kunden berlin (1)',
      encoding: 'utf-8',
      delimiter: ';',
      rowCount: 7,
      raggedRows: 1,
      ragged: [{ kind: 'row_too_short', rows: 1, first: [7] }],
      importedBefore: [],
    })
    expect(draft.columns.map(({ header, suggestion }) => [header, suggestion.target.kind])).toEqual([
      ['Email', 'field'],
      ['Prénom', 'field'],
      ['Société', 'field'],
      ['E-mail status', 'verification'],
      ['Ville', 'variable'],
      ['Interne', 'variable'],
    ])
    expect(draft.columns[0]).toMatchObject({ filled: 6 / 7 })
    expect(countRows(test.dir)).toEqual({ leads: 0, lists: 0, imports: 0 })
  })

  it('shows the result for any row under the current mapping', async () => {
    const test = await startLeads()
    const draft = await open(test, writeFile(test.files, 'long.csv', manyRows(3000, { 2500: 'nobody,Far,Away' })))
    const ask = (fromRow: number, count: number) =>
      test.call('imports.preview', { importId: draft.importId, mapping: suggested(draft), settings, fromRow, count })
    expect((await ask(1, 2)).map(({ rowNumber, email }) => [rowNumber, email])).toEqual([
      [1, 'person1@acme.example'],
      [2, 'person2@acme.example'],
    ])
    expect(await ask(2499, 2)).toEqual([
      {
        rowNumber: 2499,
        gate: 'ready',
        email: 'person2499@acme.example',
        otherEmails: [],
        emailColumn: 0,
        cells: ['person2499@acme.example', 'Name 2499', 'Köln, Süd'],
        fields: { email: 'person2499@acme.example', first_name: 'Name 2499' },
        variables: { city: 'Köln, Süd' },
        person: null,
      },
      expect.objectContaining({ rowNumber: 2500, gate: 'bad_syntax', email: 'nobody' }),
    ])
    expect(await ask(3000, 5)).toHaveLength(1)
    expect(await ask(3001, 5)).toEqual([])
  })

  it('without a row, or of an archived workspace, cannot be imported', async () => {
    const test = await startLeads()
    const file = writeFile(test.files, 'head.csv', 'Email,Name\n')
    expect(await failure(open(test, file))).toMatchObject({ code: 'FILE_NO_ROWS' })
    expect(await failure(test.call('imports.open', { workspaceId: 999 as WorkspaceId, path: file }))).toMatchObject({
      code: 'NOT_FOUND',
    })
    await test.call('workspaces.archive', { workspaceId: test.workspaceId, archived: true })
    expect(await failure(open(test, file))).toMatchObject({ code: 'WORKSPACE_ARCHIVED' })
  })

  it('can be cancelled while it is being read', async () => {
    const test = await startLeads()
    const opening = failure(open(test, writeFile(test.files, 'big.csv', manyRows(150_000))))
    const { importId } = await firstProgress(test, 'read')
    await test.call('imports.cancel', { importId })
    expect((await opening).code).toBe('CANCELLED')
  })

  it('can be chosen in a dialog, or not', async () => {
    const test = await startLeads()
    expect(await test.call('imports.choose', { workspaceId: test.workspaceId })).toEqual([])
    test.openPaths = [writeFile(test.files, 'chosen.csv', manyRows(1))]
    expect(await test.call('imports.choose', { workspaceId: test.workspaceId })).toEqual(test.openPaths)
  })

  it('can be rows pasted from a sheet, whose copy is deleted with the draft', async () => {
    const test = await startLeads()
    const draft = await test.call('imports.paste', {
      workspaceId: test.workspaceId,
      text: 'Email\tVorname\nann@acme.example\tAnn\nbob@acme.example\tBob\n',
    })
    expect(draft).toMatchObject({ fileName: 'Pasted rows', delimiter: '\t', rowCount: 2 })
    const pastes = () => fs.readdirSync(path.join(test.dir, 'pastes'))
    expect(pastes()).toHaveLength(1)
    const list = await test.call('imports.save', {
      importId: draft.importId,
      mapping: suggested(draft),
      settings,
      into: { name: 'Pasted' },
    })
    expect(list.gates.ready).toBe(2)
    expect(pastes()).toEqual([])
  })

  it('can be the rows pasted before the app ended, and they are deleted once they are a list', async () => {
    const test = await startLeads()
    const { workspaceId } = test
    const paste = (text: string) => test.call('imports.paste', { workspaceId, text })
    const kept = await paste('Email\tVorname\nann@acme.example\tAnn')
    const discarded = await paste('Email\tVorname\nbob@acme.example\tBob')
    const openFiles = [{ workspaceId, path: kept.pastedFile ?? '' }]
    await test.call('app.saveUiState', { openFiles })
    await test.stop()

    const again = await startLeads(test.dir)
    expect(fs.existsSync(discarded.pastedFile ?? '')).toBe(false)
    const [once, twice] = [
      await again.call('imports.open', openFiles[0]!),
      await again.call('imports.open', openFiles[0]!),
    ]
    expect(once).toMatchObject({ fileName: 'Pasted rows', sha256: kept.sha256, pastedFile: kept.pastedFile })
    await again.call('imports.cancel', { importId: twice.importId })
    const list = await again.call('imports.save', {
      importId: once.importId,
      mapping: suggested(once),
      settings,
      into: { name: 'Pasted' },
    })
    expect(list.gates.ready).toBe(1)
    expect(fs.readdirSync(path.join(test.dir, 'pastes'))).toEqual([])
  })

  it('pasted before the app ended is deleted when it is discarded unopened, or with its client; no other file is', async () => {
    const test = await startLeads()
    const { workspaceId } = test
    const paste = async (email: string) => {
      const { pastedFile } = await test.call('imports.paste', { workspaceId, text: `Email\tCity\n${email}\tUlm` })
      return { workspaceId, path: pastedFile ?? '' }
    }
    const [discarded, left] = [await paste('ann@acme.example'), await paste('bob@acme.example')]
    const own = { workspaceId, path: writeFile(test.files, 'own.csv', manyRows(1)) }
    await test.call('app.saveUiState', { openFiles: [discarded, left, own] })
    await test.stop()

    const again = await startLeads(test.dir)
    const isThere = () => [discarded, left, own].map((file) => fs.existsSync(file.path))
    expect(isThere()).toEqual([true, true, true])
    const opened = await again.call('imports.open', discarded)
    await again.call('imports.discardPasted', { path: discarded.path })
    expect(isThere()).toEqual([true, true, true])
    await again.call('imports.cancel', { importId: opened.importId })
    for (const { path: file } of [discarded, own]) await again.call('imports.discardPasted', { path: file })
    expect(isThere()).toEqual([false, true, true])
    const [workspace] = await again.call('workspaces.list', {})
    await again.call('clientData.remove', { workspaceId, typed: workspace?.name ?? '' })
    await expect.poll(isThere).toEqual([false, false, true])
  })
})

describe('counting before saving', () => {
  it('finds the same gates as saving', async () => {
    const test = await startLeads()
    const draft = await open(test, writeFile(test.files, 'mixed.csv', mixed))
    const choice = { importId: draft.importId, mapping: suggested(draft), settings }
    const check = await test.call('imports.check', { ...choice, listId: null })
    expect(check).toMatchObject({ rowCount: 7, gates: gatesOfMixed })
    const list = await test.call('imports.save', { ...choice, into: { name: 'Mixed' } })
    expect(list.gates).toEqual(check.gates)
  })

  it('counts the ready rows whose file does not say whether the address was verified', async () => {
    const test = await startLeads()
    const rows = ['a@one.example,Verified', 'b@one.example,', 'c@one.example,', 'not an address,', 'a@one.example,']
    const draft = await open(test, writeFile(test.files, 'status.csv', ['Email,Email Status', ...rows].join('\n')))
    const choice = { importId: draft.importId, mapping: suggested(draft), settings }
    const check = await test.call('imports.check', { ...choice, listId: null })
    expect(check).toMatchObject({ rowCount: 5, unknownVerification: 2 })
    expect(check.gates).toMatchObject({ ready: 3, bad_syntax: 1, duplicate_in_file: 1 })
  })

  it('excludes unverified rows if asked to', async () => {
    const test = await startLeads()
    const draft = await open(test, writeFile(test.files, 'mixed.csv', mixed))
    const choice = { importId: draft.importId, mapping: suggested(draft), settings: { holdUnverified: true } }
    expect(await test.call('imports.check', { ...choice, listId: null })).toMatchObject({
      gates: { ...gatesOfMixed, ready: 2, unverified: 1 },
    })
  })

  it('is cancelled for a newer count of the same file', async () => {
    const test = await startLeads()
    const draft = await open(test, writeFile(test.files, 'long.csv', manyRows(8_000)))
    const choice = { importId: draft.importId, mapping: suggested(draft), settings, listId: null }
    const [older, newer] = await Promise.all([
      failure(test.call('imports.check', choice)),
      test.call('imports.check', choice),
    ])
    expect(older.code).toBe('CANCELLED')
    expect(newer.gates.ready).toBe(8_000)
  })

  it.each([
    [
      'no address column',
      (kinds: number) => Array.from({ length: kinds }, () => ({ kind: 'left_out' })),
      'MAPPING_NO_EMAIL',
    ],
    [
      'a target twice',
      (kinds: number) => Array.from({ length: kinds }, () => ({ kind: 'field', field: 'email' })),
      'MAPPING_TARGET_TWICE',
    ],
    [
      'a name of its own field',
      () => [{ kind: 'field', field: 'email' }, { kind: 'variable', name: 'firstName' }, { kind: 'left_out' }],
      'MAPPING_NAME_INVALID',
    ],
    ['too few targets', () => [{ kind: 'field', field: 'email' }], 'INVALID_INPUT'],
  ])('refuses a mapping with %s', async (_name, mapping, code) => {
    const test = await startLeads()
    const draft = await open(test, writeFile(test.files, 'a.csv', manyRows(2)))
    const choice = { importId: draft.importId, mapping: mapping(3) as never, settings }
    expect((await failure(test.call('imports.check', { ...choice, listId: null }))).code).toBe(code)
    expect((await failure(test.call('imports.save', { ...choice, into: { name: 'x' } }))).code).toBe(code)
    expect(countRows(test.dir).lists).toBe(0)
  })
})

describe('a saved list', () => {
  it('has every row of the file, ready or excluded, with its reason', async () => {
    const test = await startLeads()
    const list = await importFile(test, writeFile(test.files, 'mixed.csv', mixed))
    expect(list).toMatchObject({ rowCount: 7, gates: gatesOfMixed, archived: false, exportCount: 0 })
    const { rows, total } = await test.call('lists.leads', { listId: list.id, page: {} })
    expect(total).toBe(7)
    expect(rows.map(({ rowNumber, gate, email }) => [rowNumber, gate, email])).toEqual([
      [1, 'ready', 'ann@acme.example'],
      [2, 'duplicate_in_file', 'ann@acme.example'],
      [3, 'no_address', null],
      [4, 'bad_syntax', 'broken@'],
      [5, 'not_found', 'eve@globex.example'],
      [6, 'ready', 'max@globex.example'],
      [7, 'ready', 'zoë@initech.example'],
    ])
  })

  it('keeps every original cell with its lead, and its source', async () => {
    const test = await startLeads()
    const file = writeFile(test.files, 'mixed.csv', mixed)
    const list = await importFile(test, file)
    const { rows } = await test.call('lists.leads', { listId: list.id, page: {} })
    const lead = await test.call('lists.lead', { leadId: rows[4]!.id })
    expect(lead).toMatchObject({
      otherEmails: ['eve2@globex.example'],
      fields: { email: 'eve@globex.example', first_name: 'Eve', company_name: 'Globex' },
      variables: { city: 'Lyon', interne: '5' },
      source: { fileName: 'mixed.csv', rowNumber: 5, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      exports: [],
    })
    expect(lead.original).toEqual([
      { header: 'Email', cell: 'eve@globex.example, eve2@globex.example' },
      { header: 'Prénom', cell: 'Eve' },
      { header: 'Société', cell: 'Globex' },
      { header: 'E-mail status', cell: 'Unavailable' },
      { header: 'Ville', cell: 'Lyon' },
      { header: 'Interne', cell: '5' },
    ])
  })

  it('stores leads exactly as they will be sent', async () => {
    const test = await startLeads()
    await importFile(test, writeFile(test.files, 'mixed.csv', mixed))
    const payload = inStore(test.dir, (db) => db.prepare('select payload from lead where row_number = 1').pluck().get())
    expect(JSON.parse(payload as string)).toEqual({
      email: 'ann@acme.example',
      first_name: 'Ann',
      company_name: 'Acme',
      custom_variables: { city: 'Köln', interne: '1' },
    })
  })

  it('accepts a second file: only new addresses, the others reported as known', async () => {
    const test = await startLeads()
    const list = await importFile(test, writeFile(test.files, 'one.csv', manyRows(5)))
    const second = writeFile(
      test.files,
      'two.csv',
      manyRows(3, { 1: 'new@acme.example,New,X', 3: 'NEW@acme.example,Again,X' }),
    )
    const draft = await open(test, second)
    const choice = { importId: draft.importId, mapping: suggested(draft), settings }
    const check = await test.call('imports.check', { ...choice, listId: list.id })
    expect(check.gates).toMatchObject({ ready: 1, already_in_list: 1, duplicate_in_file: 1 })
    const grown = await test.call('imports.save', { ...choice, into: { listId: list.id } })
    expect(grown).toMatchObject({
      id: list.id,
      rowCount: 8,
      gates: { ready: 6, already_in_list: 1, duplicate_in_file: 1 },
      sources: [
        { fileName: 'one.csv', rowCount: 5 },
        { fileName: 'two.csv', rowCount: 3 },
      ],
    })
    const { rows } = await test.call('lists.leads', { listId: list.id, page: { offset: 5 } })
    expect(rows.map(({ position, rowNumber, gate }) => [position, rowNumber, gate])).toEqual([
      [6, 1, 'ready'],
      [7, 2, 'already_in_list'],
      [8, 3, 'duplicate_in_file'],
    ])
  })

  it('accepts two files at once without gaps or conflicts', async () => {
    const test = await startLeads()
    const list = await importFile(test, writeFile(test.files, 'one.csv', manyRows(10)))
    const [a, b] = [writeFile(test.files, 'a.csv', manyRows(3000)), writeFile(test.files, 'b.csv', manyRows(2500))]
    await Promise.all([importFile(test, a, { listId: list.id }), importFile(test, b, { listId: list.id })])
    const after = await test.call('lists.get', { listId: list.id })
    expect(after).toMatchObject({ rowCount: 5510, gates: { ready: 3000, already_in_list: 2510 } })
    const positions = inStore(test.dir, (db) =>
      db.prepare('select count(*) n, min(position) lo, max(position) hi from lead').get(),
    )
    expect(positions).toEqual({ n: 5510, lo: 1, hi: 5510 })
  })

  it('is created once however often save is pressed', async () => {
    const test = await startLeads()
    const draft = await open(test, writeFile(test.files, 'a.csv', manyRows(4000)))
    const input = { importId: draft.importId, mapping: suggested(draft), settings, into: { name: 'Once' } }
    const [one, two] = await Promise.all([test.call('imports.save', input), test.call('imports.save', input)])
    expect(two.id).toBe(one.id)
    expect(countRows(test.dir)).toEqual({ leads: 4000, lists: 1, imports: 1 })
    expect((await failure(test.call('imports.save', input))).code).toBe('NOT_FOUND')
  })

  it('is recognised when the same file comes again, in its own workspace only', async () => {
    const test = await startLeads()
    const file = writeFile(test.files, 'a.csv', manyRows(3))
    const list = await importFile(test, file, { name: 'First time' })
    const copy = writeFile(test.files, 'copy.csv', fs.readFileSync(file))
    expect((await open(test, copy)).importedBefore).toMatchObject([{ listId: list.id, name: 'First time' }])
    const other = await test.call('workspaces.create', { name: 'Other', colour: 2 })
    const theirs = await test.call('imports.open', { workspaceId: other.id, path: copy })
    expect(theirs.importedBefore).toEqual([])
  })

  it("never accepts another client's rows", async () => {
    const test = await startLeads()
    const list = await importFile(test, writeFile(test.files, 'a.csv', manyRows(3)))
    const other = await test.call('workspaces.create', { name: 'Other', colour: 2 })
    const draft = await test.call('imports.open', {
      workspaceId: other.id,
      path: writeFile(test.files, 'b.csv', manyRows(3)),
    })
    const choice = { importId: draft.importId, mapping: suggested(draft), settings }
    expect((await failure(test.call('imports.save', { ...choice, into: { listId: list.id } }))).code).toBe('NOT_FOUND')
    expect((await failure(test.call('imports.check', { ...choice, listId: list.id }))).code).toBe('NOT_FOUND')
    expect(await test.call('lists.all', { workspaceId: other.id })).toEqual([])
    expect((await test.call('lists.get', { listId: list.id })).rowCount).toBe(3)
  })
})

describe('an import is complete or has no effect', () => {
  const nothing = { leads: 0, lists: 0, imports: 0 }
  /** Starts saving a big file; `saving` is its rejection. */
  async function savingBig(test: LeadsTest, into: Parameters<typeof test.call<'imports.save'>>[1]['into']) {
    const draft = await open(test, writeFile(test.files, 'big.csv', manyRows(40_000)))
    const saving = failure(
      test.call('imports.save', { importId: draft.importId, mapping: suggested(draft), settings, into }),
    )
    await firstProgress(test, 'save')
    return { draft, saving }
  }

  it('leaves nothing when cancelled midway, and lets other work run meanwhile', async () => {
    const test = await startLeads()
    const { draft, saving } = await savingBig(test, { name: 'Big' })
    expect(await test.call('lists.all', { workspaceId: test.workspaceId })).toEqual([])
    expect(countRows(test.dir)).toMatchObject({ lists: 1, imports: 1 })
    await test.call('imports.cancel', { importId: draft.importId })
    expect((await saving).code).toBe('CANCELLED')
    expect(countRows(test.dir)).toEqual(nothing)
  })

  it('is the same list on a computer so slow that each chunk takes many turns', async () => {
    const usual = await startLeads()
    const slow = await startLeads()
    const double = 'person7@acme.example,Again,Bonn'
    const file = writeFile(usual.files, 'many.csv', manyRows(3_000, { 9: double, 40: 'broken@,,', 2_900: double }))
    const list = await importFile(usual, file)
    const now = performance.now.bind(performance)
    let late = 0
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + (late += 50))
    const slowly = await importFile(slow, file).finally(() => clock.mockRestore())
    expect(slowly.gates).toEqual(list.gates)
    const leadsOf = (test: LeadsTest) =>
      inStore(test.dir, (db) =>
        db.prepare('select position, row_number, gate, email, payload from lead order by position').all(),
      )
    expect(leadsOf(slow)).toEqual(leadsOf(usual))
    expect(leadsOf(slow)).toHaveLength(list.rowCount)
  })

  it('leaves a list unchanged when an addition to it is cancelled', async () => {
    const test = await startLeads()
    const list = await importFile(test, writeFile(test.files, 'a.csv', manyRows(10)))
    test.events.length = 0
    const { draft, saving } = await savingBig(test, { listId: list.id })
    while (countRows(test.dir).leads <= 10) await new Promise((resolve) => setTimeout(resolve, 2))
    for (const view of [{}, { gate: 'ready' as const }, { sort: 'email' as const }, { search: 'person' }]) {
      const { rows, total } = await test.call('lists.leads', { listId: list.id, page: {}, ...view })
      expect([rows.length, total]).toEqual([10, 10])
    }
    await test.call('imports.cancel', { importId: draft.importId })
    await saving
    expect(await test.call('lists.get', { listId: list.id })).toEqual(list)
    expect(countRows(test.dir)).toEqual({ leads: 10, lists: 1, imports: 1 })
  })

  it('leaves nothing when the app is closed midway', async () => {
    const test = await startLeads()
    const { saving } = await savingBig(test, { name: 'Big' })
    await test.stop()
    expect((await saving).code).toBe('CANCELLED')
    expect(countRows(test.dir)).toEqual(nothing)
  })

  it('is removed at the next start when the app was killed midway', async () => {
    const test = await startLeads()
    const list = await importFile(test, writeFile(test.files, 'a.csv', manyRows(10)))
    await importFile(test, writeFile(test.files, 'b.csv', manyRows(1500)), { name: 'Killed new' })
    await importFile(test, writeFile(test.files, 'c.csv', manyRows(1500)), { listId: list.id })
    fs.mkdirSync(path.join(test.dir, 'pastes'), { recursive: true })
    fs.writeFileSync(path.join(test.dir, 'pastes/left.csv'), 'x')
    await test.stop()
    // As after a kill before the last commit: rows written, nothing counted.
    inStore(test.dir, (db) => {
      db.exec(`update lead_list set state = 'importing', row_count = 0 where name = 'Killed new';
        update list_import set state = 'importing', row_count = 0 where file_name in ('b.csv', 'c.csv');
        update lead_list set row_count = 10 where id = ${list.id};
        delete from list_gate_count;
        insert into list_gate_count (workspace_id, list_id, gate, count) values (${test.workspaceId}, ${list.id}, 0, 10)`)
    })
    const again = await startLeads(test.dir)
    expect(await again.call('lists.all', { workspaceId: test.workspaceId })).toEqual([list])
    expect(countRows(test.dir)).toEqual({ leads: 10, lists: 1, imports: 1 })
    expect(fs.existsSync(path.join(test.dir, 'pastes'))).toBe(false)
    // And the list accepts the file again as if nothing had happened.
    const grown = await importFile(again, writeFile(again.files, 'c.csv', manyRows(1500)), { listId: list.id })
    expect(grown).toMatchObject({ rowCount: 1510, gates: { ready: 1500, already_in_list: 10 } })
  })

  it('recognises an old file, even if its modification time was set back', async () => {
    const test = await startLeads()
    const long = 'x'.repeat(4000)
    const file = writeFile(test.files, 'a.csv', `email,Notes\n${`anna@acme.example,${long}\n`.repeat(5000)}`)
    await sleep(3200)
    const { mtime } = fs.statSync(file)
    const sha256 = createHash('sha256').update(fs.readFileSync(file)).digest('hex')
    const saved = await importFile(test, file)
    const { rows } = await test.call('lists.leads', { listId: saved.id, page: { limit: 1 } })
    const [first] = rows
    if (!first) throw new Error('a lead was saved')
    const lead = await test.call('lists.lead', { leadId: first.id })
    expect(lead.source.sha256).toBe(sha256)
    const draft = await open(test, file)
    expect(draft.importedBefore).toHaveLength(1)
    const fd = fs.openSync(file, 'r+')
    fs.writeSync(fd, 'berta', 12)
    fs.closeSync(fd)
    fs.utimesSync(file, mtime, mtime)
    const choice = { importId: draft.importId, mapping: suggested(draft), settings }
    expect((await failure(test.call('imports.save', { ...choice, into: { name: 'x' } }))).code).toBe('FILE_CHANGED')
  })

  it('refuses a file that changed since it was opened', async () => {
    const test = await startLeads()
    const file = writeFile(test.files, 'a.csv', manyRows(3000))
    const draft = await open(test, file)
    const choice = { importId: draft.importId, mapping: suggested(draft), settings }
    const save = () => failure(test.call('imports.save', { ...choice, into: { name: 'x' } }))
    writeFile(test.files, 'a.csv', manyRows(3000, { 2999: 'someone@else.example,X,Y' }))
    expect((await save()).code).toBe('FILE_CHANGED')
    writeFile(test.files, 'a.csv', `${manyRows(2000)}x,"never closed`)
    expect((await save()).code).toBe('FILE_CHANGED')
    fs.rmSync(file)
    expect((await save()).code).toBe('FILE_NOT_FOUND')
    expect(countRows(test.dir)).toEqual(nothing)
    // The draft still exists: once the file is restored, it can be saved.
    writeFile(test.files, 'a.csv', manyRows(3000))
    expect(await test.call('imports.save', { ...choice, into: { name: 'x' } })).toMatchObject({ rowCount: 3000 })
  })

  it('is saved once even if a second click comes while the pulled rows are being remembered', async () => {
    const { imports, dir, workspaceId } = startImportsAlone()
    const [remembering, remembered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const draft = await imports.openMade(workspaceId, {
      path: writeFile(dir, 'pulled.csv', manyRows(20)),
      name: 'pulled.csv',
      lastList: null,
      saved: () => () => {
        remembering.resolve()
        return remembered.promise
      },
    })
    const choice = { importId: draft.importId, mapping: suggested(draft), settings, into: { name: 'Pulled' } }
    const first = imports.save(choice)
    await remembering.promise
    const second = imports.save(choice)
    remembered.resolve()
    expect((await second).id).toBe((await first).id)
    expect(countRows(dir)).toEqual({ leads: 20, lists: 1, imports: 1 })
  })

  it('reports a full disk, leaves nothing, and can be retried', async () => {
    const { imports, store, dir, workspaceId } = startImportsAlone()
    const draft = await imports.open(workspaceId, writeFile(dir, 'big.csv', manyRows(4_000)))
    const choice = { importId: draft.importId, mapping: suggested(draft), settings, into: { name: 'Big' } }
    const pages = store.raw.pragma('page_count', { simple: true }) as number
    store.raw.pragma(`max_page_count = ${pages + 40}`)
    expect((await failure(imports.save(choice))).code).toBe('STORE_FULL')
    expect(countRows(dir)).toEqual(nothing)
    store.raw.pragma('max_page_count = 1000000')
    expect(await imports.save(choice)).toMatchObject({ rowCount: 4_000 })
  })

  it.each([
    ['saving again makes room in the list first', 'save'],
    ['without being asked once the disk has space', 'wake'],
  ] as const)('into a list that a full disk would not even remove again is removed: %s', async (_, how) => {
    let raw: Database | null = null
    const test = await startLeads(undefined, {
      openStore: (...from) => {
        const store = openStore(...from)
        raw = store.raw
        return store
      },
      // It is tried again a minute later.
      ...(how === 'wake' ? { clock: hastyClock(60) } : {}),
    })
    const { id } = await importFile(test, writeFile(test.files, 'few.csv', manyRows(20)))
    const store = raw as unknown as Database
    store.function('disk_is_full', () => {
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    })
    store.exec(`create temp trigger full before delete on main.lead begin select disk_is_full(); end`)
    store.pragma(`max_page_count = ${(store.pragma('page_count', { simple: true }) as number) + 40}`)
    const draft = await open(test, writeFile(test.files, 'many.csv', manyRows(4_000)))
    const choice = { importId: draft.importId, mapping: suggested(draft), settings, into: { listId: id } }
    expect((await failure(test.call('imports.save', choice))).code).toBe('STORE_FULL')
    store.exec('drop trigger full')
    store.pragma('max_page_count = 1000000')
    if (how === 'wake') {
      test.backend.machine('resume')
      await until('the list to be whole again', () => countRows(test.dir).imports === 1)
    }
    expect(await test.call('imports.save', choice)).toMatchObject({ rowCount: 4_020 })
    expect(countRows(test.dir)).toEqual({ leads: 4_020, lists: 1, imports: 2 })
  })

  it('exists once after the disk was full for its last write', async () => {
    const { imports, store, dir, workspaceId } = startImportsAlone()
    const draft = await imports.open(workspaceId, writeFile(dir, 'a.csv', manyRows(3000)))
    const into = { name: 'Once' }
    const choice = { importId: draft.importId, mapping: suggested(draft), settings, into, remember: [0] }
    store.raw.function('disk_is_full', () => {
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    })
    store.raw.exec(`create temp trigger full before insert on main.setting begin select disk_is_full(); end`)
    expect((await failure(imports.save(choice))).code).toBe('STORE_FULL')
    expect(countRows(dir)).toEqual(nothing)
    store.raw.exec('drop trigger full')
    expect(await imports.save(choice)).toMatchObject({ name: 'Once', rowCount: 3000 })
    expect(countRows(dir)).toEqual({ leads: 3000, lists: 1, imports: 1 })
  })

  it('keeps every other write durable, during and after it, saved or cancelled', async () => {
    const { imports, store, dir, workspaceId } = startImportsAlone()
    const strictness = () => ['foreign_keys', 'synchronous'].map((name) => store.raw.pragma(name, { simple: true }))
    const countLeads = store.raw.prepare('select count(*) from lead').pluck()
    const begin = async (name: string) => {
      const draft = await imports.open(workspaceId, writeFile(dir, name, manyRows(12_000)))
      const saving = imports.save({ importId: draft.importId, mapping: suggested(draft), settings, into: { name } })
      // Rows exist already, but not the list.
      while (countLeads.get() === 0) await sleep(1)
      expect(strictness()).toEqual([1, 2])
      return { saving, importId: draft.importId }
    }
    const givenUp = await begin('a.csv')
    const [failed] = await Promise.all([failure(givenUp.saving), imports.cancel(givenUp.importId)])
    expect(failed.code).toBe('CANCELLED')
    expect(countLeads.get()).toBe(0)
    expect(await (await begin('b.csv')).saving).toMatchObject({ rowCount: 12_000 })
    expect(strictness()).toEqual([1, 2])
    // A change of the journal mode needs exclusive access, so no other connection is open.
    expect(store.raw.pragma('journal_mode = DELETE', { simple: true })).toBe('delete')
  })

  it('refuses a broken file completely, however late it breaks', async () => {
    const test = await startLeads()
    // The text after the quote may be the rest of its cell.
    const file = writeFile(test.files, 'a.csv', `${manyRows(12_000)}x@y.example,"never closed\nby anybody\n`)
    expect(await failure(open(test, file))).toMatchObject({ code: 'FILE_UNCLOSED_QUOTE', data: { line: 12_002 } })
    expect(countRows(test.dir)).toEqual(nothing)
  })
})

describe('a list', () => {
  it('pages, sorts, filters and searches', async () => {
    const test = await startLeads()
    const file = writeFile(
      test.files,
      'a.csv',
      'Email,First Name,Last Name,Company\nb@x.example,Bea,zimmer,Acme\n,Nora,Nobody,Globex\na@x.example,Ann,Abel,100% Real\nc@x.example,Cid,Öz,\n',
    )
    const list = await importFile(test, file)
    const ask = async (input: object) => {
      const { rows, total } = await test.call('lists.leads', { listId: list.id, page: {}, ...input })
      return [total, rows.map(({ firstName }) => firstName).join(' ')]
    }
    expect(await ask({})).toEqual([4, 'Bea Nora Ann Cid'])
    expect(await ask({ descending: true })).toEqual([4, 'Cid Ann Nora Bea'])
    expect(await ask({ page: { offset: 1, limit: 2 } })).toEqual([4, 'Nora Ann'])
    expect(await ask({ descending: true, page: { offset: 1, limit: 2 } })).toEqual([4, 'Ann Nora'])
    expect(await ask({ page: { offset: 9 } })).toEqual([4, ''])
    expect(await ask({ descending: true, page: { offset: 3, limit: 5 } })).toEqual([4, 'Bea'])
    expect(await ask({ gate: 'ready' })).toEqual([3, 'Bea Ann Cid'])
    expect(await ask({ gate: 'held' })).toEqual([1, 'Nora'])
    expect(await ask({ sort: 'email' })).toEqual([4, 'Ann Bea Cid Nora'])
    expect(await ask({ sort: 'last_name' })).toEqual([4, 'Ann Nora Bea Cid'])
    expect(await ask({ sort: 'company_name', descending: true })).toEqual([4, 'Nora Bea Ann Cid'])
    expect(await ask({ search: 'GLOBEX' })).toEqual([1, 'Nora'])
    expect(await ask({ search: '100%' })).toEqual([1, 'Ann'])
    expect(await ask({ search: '_' })).toEqual([0, ''])
    expect(await ask({ search: 'x.example', gate: 'ready', sort: 'email', page: { limit: 1 } })).toEqual([3, 'Ann'])
  })

  it('is renamed, archived and restored, never deleted', async () => {
    const test = await startLeads()
    const { id: listId } = await importFile(test, writeFile(test.files, 'a.csv', manyRows(2)))
    expect(await test.call('lists.rename', { listId, name: ' Neu ' })).toMatchObject({ name: 'Neu' })
    expect(await test.call('lists.archive', { listId, archived: true })).toMatchObject({ archived: true })
    expect(await test.call('lists.all', { workspaceId: test.workspaceId })).toEqual([])
    expect(await test.call('lists.all', { workspaceId: test.workspaceId, archived: true })).toHaveLength(1)
    expect(await test.call('lists.archive', { listId, archived: false })).toMatchObject({
      archived: false,
      rowCount: 2,
    })
    expect((await failure(test.call('lists.get', { listId: 99 as ListId }))).code).toBe('NOT_FOUND')
    expect((await failure(test.call('lists.lead', { leadId: 99 as never }))).code).toBe('NOT_FOUND')
  })
})
