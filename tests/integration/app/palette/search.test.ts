import path from 'node:path'
import { expect, test } from 'vitest'
import type { WorkspaceId } from '#shared/ids.ts'
import { makeEmptyLists, makeList } from '../../../support/lists.ts'
import { inStore, startLeads } from '../../leads/support.ts'

const dataDirOf = (dir: string) => dir

const named = (hits: readonly { kind: string }[]) =>
  hits.map((hit) => ('name' in hit ? hit.name : 'listName' in hit ? hit.listName : ''))

test('Lists are found by their current state: new, renamed and archived', async () => {
  const backend = await startLeads()
  const { workspaceId } = backend
  const { listId } = makeList(dataDirOf(backend.dir), { workspaceId, name: 'Zahnärzte Ruhr', count: 3 })
  const search = (text: string) => backend.call('palette.search', { text, workspaceId: null })
  expect(await search('ruhr zahnarzte')).toEqual([
    { kind: 'list', id: listId, workspaceId, name: 'Zahnärzte Ruhr', rowCount: 3, archived: false },
  ])
  await backend.call('lists.rename', { listId, name: 'Kieferorthopäden' })
  expect(await search('ruhr')).toEqual([])
  await backend.call('lists.archive', { listId, archived: true })
  expect(await search('kieferorth')).toMatchObject([{ id: listId, archived: true }])
})

test("The shown client's results come first, some of other clients after, and none of an archived one", async () => {
  const backend = await startLeads()
  const { workspaceId } = backend
  const other = await backend.call('workspaces.create', { name: 'Other', colour: 2 })
  const gone = await backend.call('workspaces.create', { name: 'Gone', colour: 3 })
  const dir = dataDirOf(backend.dir)
  const many = (of: WorkspaceId, name: string, count: number) =>
    makeEmptyLists(
      dir,
      of,
      Array.from({ length: count }, (_, at) => `${name} dentists ${at}`),
    )
  many(workspaceId, 'own and much longer in its name', 3)
  many(other.id, 'other', 30)
  many(gone.id, 'gone', 3)
  await backend.call('workspaces.archive', { workspaceId: gone.id, archived: true })
  const hits = await backend.call('palette.search', { text: 'dentists', workspaceId })
  expect(hits.map((hit) => hit.workspaceId)).toEqual([...Array(3).fill(workspaceId), ...Array(5).fill(other.id)])
  const all = await backend.call('palette.search', { text: 'dentists', workspaceId: null, limit: 50 })
  expect(all).toHaveLength(33)
  expect(all.some((hit) => hit.workspaceId === gone.id)).toBe(false)
})

test('A campaign is found once, with its exports and the newest of them', async () => {
  const backend = await startLeads()
  const { workspaceId } = backend
  const { listId } = makeList(dataDirOf(backend.dir), { workspaceId, name: 'Leads', count: 1 })
  inStore(backend.dir, (db) => {
    const insert = db.prepare(
      `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_id, campaign_name, campaign_step,
         activation, row_count, ready_count, created_at)
       values (?, ?, ?, '{}', 'done', ?, ?, 'done', 'not_wanted', 1, 1, '2026-11-20T08:00:00.000Z')`,
    )
    insert.run(workspaceId, listId, 'click-1', 'c-1', 'Autumn')
    insert.run(workspaceId, listId, 'click-2', 'c-1', 'Autumn round')
    insert.run(workspaceId, listId, 'click-3', null, 'Autumn without id')
  })
  const hits = await backend.call('palette.search', { text: 'autumn', workspaceId })
  expect(hits.filter((hit) => hit.kind === 'campaign')).toEqual([
    {
      kind: 'campaign',
      campaignId: 'c-1',
      workspaceId,
      name: 'Autumn round',
      exportCount: 2,
      lastExportId: 2,
      pageId: null,
      state: null,
    },
  ])
  // Once read, campaigns are found under their names at Instantly, including those without an export.
  inStore(backend.dir, (db) => {
    const insert = db.prepare(
      `insert into campaign (workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at)
         values (?, ?, ?, '', 1, '', 0, 0)`,
    )
    insert.run(workspaceId, 'c-1', 'Autumn, renamed')
    insert.run(workspaceId, 'c-2', 'Autumn at Instantly')
  })
  const read = await backend.call('palette.search', { text: 'autumn', workspaceId })
  expect(
    read
      .filter((hit) => hit.kind === 'campaign')
      .map(({ name, exportCount, pageId, state }) => [name, exportCount, pageId, state]),
  ).toEqual([
    ['Autumn, renamed', 2, 1, 'running'],
    ['Autumn at Instantly', 0, 2, 'running'],
  ])
  expect(hits.filter((hit) => hit.kind === 'export')).toHaveLength(3)
})

test('Recently used items come first, once, with their current name; deleted ones are left out', async () => {
  const backend = await startLeads()
  const { workspaceId } = backend
  const { listId } = makeList(dataDirOf(backend.dir), { workspaceId, name: 'Before', count: 1 })
  const use = (item: Parameters<typeof backend.call<'palette.used'>>[1]['item']) =>
    backend.call('palette.used', { item })
  await use({ kind: 'list', id: listId })
  await use({ kind: 'command', id: 'go.home' })
  await use({ kind: 'list', id: 999 as typeof listId })
  await use({ kind: 'list', id: listId })
  await backend.call('lists.rename', { listId, name: 'After' })
  const recent = await backend.call('palette.recent', {})
  expect(recent.map((item) => item.kind)).toEqual(['list', 'command'])
  expect(named(recent)).toContain('After')
  for (let at = 0; at < 30; at += 1) await use({ kind: 'command', id: `command.n${at}` })
  expect(await backend.call('palette.recent', {})).toHaveLength(20)
})

test('Ten thousand lists are searched in one call, and at most the requested number is returned', async () => {
  const backend = await startLeads()
  const { workspaceId } = backend
  makeEmptyLists(
    path.join(backend.dir),
    workspaceId,
    Array.from({ length: 10_000 }, (_, at) => `Geschäftsführer Region ${at}`),
  )
  const hits = await backend.call('palette.search', { text: 'geschaftsfuhrer 9876', workspaceId: null })
  expect(named(hits)).toEqual(['Geschäftsführer Region 9876'])
  expect(await backend.call('palette.search', { text: 'region', workspaceId: null })).toHaveLength(20)
})

test('People are found by address, names and role; conversations by name and subject', async () => {
  const backend = await startLeads()
  const { workspaceId } = backend
  const other = await backend.call('workspaces.create', { name: 'Other', colour: 2 })
  makeList(dataDirOf(backend.dir), { workspaceId, name: 'Leads', count: 1 })
  inStore(backend.dir, (db) => {
    db.prepare(
      `update lead set email = 'thorsten.kesselring@hallmann.example', first_name = 'Thorsten', last_name = 'Kesselring',
         job_title = 'Export Manager', company_name = 'Hallmann'`,
    ).run()
    const thread = db.prepare(
      `insert into inbox_thread (workspace_id, lead_email, from_name, subject, snippet, last_at, box, their_turn)
       values (?, ?, ?, ?, '', ?, 'answer', 1)`,
    )
    const email = db.prepare(
      `insert into inbox_message (thread_id, workspace_id, lead_email, from_name, from_address, subject, at,
         scope, direction, to_list, cc_list, text, complete)
       values (?, ?, ?, ?, ?, ?, ?, 's', 'received', '', '', 'secret words', 1)`,
    )
    const conversation = (of: number, address: string, name: string, subject: string, at: number) => {
      const { lastInsertRowid } = thread.run(of, address, name, subject, at)
      email.run(lastInsertRowid, of, address, name, address, subject, at)
    }
    conversation(workspaceId, 'm@oudshoorn.example', 'Maaike van Késsel', 'Bulbs', 1)
    conversation(other.id, 'p@finch.example', 'Priyanka', 'Kessler offer', 2)
  })
  const find = async (text: string, of: WorkspaceId | null = null) =>
    (await backend.call('palette.people', { text, workspaceId: of, demo: false })).map(
      (one) => `${one.kind} ${one.email}`,
    )
  const thorsten = 'person thorsten.kesselring@hallmann.example'
  expect(await find('thors')).toEqual([thorsten])
  expect(await find('thorsten kess')).toEqual([thorsten])
  expect(await find('thorsten export')).toEqual([thorsten])
  expect(await find('kess')).toEqual([
    'person m@oudshoorn.example',
    'conversation p@finch.example',
    'conversation m@oudshoorn.example',
  ])
  expect(await find('kess', other.id)).toEqual(['conversation p@finch.example'])
  expect(await find('secret')).toEqual([])
  expect(await find('"kess* OR')).toEqual([])
  expect(await backend.call('palette.people', { text: 'kess', workspaceId: null, demo: true })).toEqual([])
  await backend.call('workspaces.archive', { workspaceId: other.id, archived: true })
  expect(await find('kessler offer')).toEqual([])
})

test("A person known only by the lead's name is found by it, and so is the conversation, which shows it", async () => {
  const backend = await startLeads()
  const { workspaceId } = backend
  makeList(dataDirOf(backend.dir), { workspaceId, name: 'Leads', count: 1 })
  inStore(backend.dir, (db) => {
    db.prepare(
      `update lead set email = 'lager3@nowak.example', first_name = 'Lars', last_name = 'Weiß', company_name = 'Nowak & Söhne'`,
    ).run()
    const { lastInsertRowid } = db
      .prepare(
        `insert into inbox_thread (workspace_id, lead_email, from_name, subject, snippet, last_at, box, their_turn)
         values (?, 'lager3@nowak.example', '', 'Re: Inventur', '', 1, 'answer', 1)`,
      )
      .run(workspaceId)
    db.prepare(
      `insert into inbox_message (thread_id, workspace_id, lead_email, from_name, from_address, subject, at,
         scope, direction, to_list, cc_list, text, complete)
       values (?, ?, 'lager3@nowak.example', '', 'lager3@nowak.example', 'Re: Inventur', 1, 's', 'received', '', '', '', 1)`,
    ).run(lastInsertRowid, workspaceId)
  })
  const find = async (text: string) =>
    (await backend.call('palette.people', { text, workspaceId: null, demo: false })).map(
      ({ kind, name, email }) => `${kind} ${name} ${email}`,
    )
  const both = ['person Lars Weiß lager3@nowak.example', 'conversation Lars Weiß lager3@nowak.example']
  for (const text of ['lars weiss', 'la', 'nowak sohne']) expect(await find(text), text).toEqual(both)
  expect(await find('inventur lars')).toEqual(both.slice(1))
  expect(await find('lars meier')).toEqual([])
})
