/** Leads moved and copied to another list of the client, and steps that can still be undone or finished. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { ListId } from '#shared/ids.ts'
import { startBackend, until } from '../../../support/backend.ts'
import { failure, importFile, inStore, type LeadsTest, manyRows, startLeads, writeFile } from '../support.ts'

const emails = async (t: LeadsTest, listId: ListId) =>
  (await t.call('lists.leads', { listId, page: { limit: 500 } })).rows.map(({ email, gate }) =>
    gate === 'ready' ? email : `${email} ${gate}`,
  )

async function twoLists() {
  const t = await startLeads()
  const from = await importFile(t, writeFile(t.files, 'one.csv', manyRows(5)), { name: 'One' })
  const to = await importFile(t, writeFile(t.files, 'two.csv', manyRows(2)), { name: 'Two' })
  return { t, from, to }
}

test('Moved leads are at the end of the other list with their file; one it already has is not moved', async () => {
  const { t, from, to } = await twoLists()
  const step = await t.call('lists.transfer', {
    listId: from.id,
    choice: { all: {} },
    kind: 'move',
    into: { listId: to.id },
  })
  expect(step.count).toBe(5)
  expect(await emails(t, from.id)).toEqual([])
  expect(await emails(t, to.id)).toEqual([
    'person1@acme.example',
    'person2@acme.example',
    'person1@acme.example already_in_list',
    'person2@acme.example already_in_list',
    'person3@acme.example',
    'person4@acme.example',
    'person5@acme.example',
  ])
  const list = await t.call('lists.get', { listId: to.id })
  expect([list.rowCount, list.gates.ready, list.gates.already_in_list]).toEqual([7, 5, 2])
  const { rows } = await t.call('lists.leads', { listId: to.id, page: {}, search: 'person4' })
  const lead = await t.call('lists.lead', { leadId: rows[0]?.id as never })
  expect([lead.source.fileName, lead.source.rowNumber]).toEqual(['one.csv', 4])
  expect(lead.original.map(({ cell }) => cell)).toEqual(['person4@acme.example', 'Name 4', 'Köln, Süd'])

  expect(await t.call('lists.undo', { actionId: step.actionId })).toEqual({ count: 5 })
  expect((await emails(t, from.id)).length).toBe(5)
  expect(await emails(t, to.id)).toEqual(['person1@acme.example', 'person2@acme.example'])
})

test('Undoing a move leaves a lead where it was moved on to, so that no two lists have it', async () => {
  const { t, from } = await twoLists()
  const move = (listId: ListId, search: string, name: string) =>
    t.call('lists.transfer', { listId, choice: { all: { search } }, kind: 'move', into: { name } })
  const first = await move(from.id, '', 'Three')
  const second = await move(first.targetListId, 'person4', 'Four')
  const listed = () => Promise.all([from.id, first.targetListId, second.targetListId].map((id) => emails(t, id)))
  const [person1, person2, person3, person4, person5] = [1, 2, 3, 4, 5].map((n) => `person${n}@acme.example`)
  const undo = { actionId: first.actionId }
  expect(await t.call('lists.undo', undo)).toEqual({ count: 4 })
  expect(await listed()).toEqual([[person1, person2, person3, person5], [], [person4]])
})

test('Undoing both moves of a lead, the later one first, brings it back to the first list', async () => {
  const { t, from } = await twoLists()
  const choice = { all: {} }
  const first = await t.call('lists.transfer', { listId: from.id, choice, kind: 'move', into: { name: 'Three' } })
  const listId = first.targetListId
  const second = await t.call('lists.transfer', { listId, choice, kind: 'move', into: { name: 'Four' } })
  for (const { actionId } of [second, first]) expect(await t.call('lists.undo', { actionId })).toEqual({ count: 5 })
  expect([await emails(t, from.id), await emails(t, listId), await emails(t, second.targetListId)]).toMatchObject([
    { length: 5 },
    [],
    [],
  ])
})

test('Copies go into a new list with their tags, and the first list keeps its leads', async () => {
  const { t, from } = await twoLists()
  await t.call('lists.tag', { listId: from.id, choice: { all: { search: 'person3' } }, name: 'Warm' })
  await t.call('lists.transfer', { listId: from.id, choice: { all: {} }, kind: 'copy', into: { name: 'Three' } })
  const three = (await t.call('lists.all', { workspaceId: t.workspaceId })).find(({ name }) => name === 'Three')
  const listId = three?.id as ListId
  expect(await emails(t, listId)).toEqual(await emails(t, from.id))
  const [tag] = await t.call('lists.tags', { listId })
  expect(tag?.leads).toBe(1)
})

test('A copied lead is excluded if it is ready in the list under the other spelling of its domain', async () => {
  const t = await startLeads()
  const [one, other] = ['info@müller.example', 'info@xn--mller-kva.example']
  const file = (name: string, rows: string[]) => writeFile(t.files, name, ['Email,First Name', ...rows].join('\n'))
  const from = await importFile(t, file('one.csv', [`${one},Ann`, `${other},Ann`, 'bo@acme.example,Bo']))
  const to = await importFile(t, file('two.csv', [`${other},Ann`]), { name: 'Two' })
  const copy = (into: { listId: ListId } | { name: string }) =>
    t.call('lists.transfer', { listId: from.id, choice: { all: {} }, kind: 'copy', into })
  await copy({ listId: to.id })
  expect(await emails(t, to.id)).toEqual([
    other,
    `${one} already_in_list`,
    `${other} already_in_list`,
    'bo@acme.example',
  ])
  expect((await t.call('lists.get', { listId: to.id })).gates).toMatchObject({ ready: 2, already_in_list: 2 })
  await copy({ name: 'Three' })
  const three = (await t.call('lists.all', { workspaceId: t.workspaceId })).find(({ name }) => name === 'Three')
  expect(await emails(t, three?.id as ListId)).toEqual([one, `${other} already_in_list`, 'bo@acme.example'])
})

test("Leads are never moved to another client's list", async () => {
  const { t, from } = await twoLists()
  const other = await t.call('workspaces.create', { name: 'Other', colour: 2 })
  const list = inStore(t.dir, (db) =>
    db
      .prepare("insert into lead_list (workspace_id, name, created_at, state) values (?, 'Theirs', '', 'ready')")
      .run(other.id),
  )
  const into = { listId: Number(list.lastInsertRowid) as ListId }
  const moved = t.call('lists.transfer', { listId: from.id, choice: { all: {} }, kind: 'move', into })
  expect((await failure(moved)).code).toBe('NOT_FOUND')
  expect((await emails(t, from.id)).length).toBe(5)
})

test('The history of a list names its steps; an interrupted one is finished or undone', async () => {
  const { t, from } = await twoLists()
  const done = await t.call('lists.removeLeads', { listId: from.id, choice: { all: { search: 'person1' } } })
  // As after a kill during a move: two leads have been moved, and the rest is recorded.
  const step = await t.call('lists.transfer', {
    listId: from.id,
    choice: { all: { search: 'person2' } },
    kind: 'move',
    into: { name: 'New' },
  })
  inStore(t.dir, (db) =>
    db.prepare('update list_action set unfinished = ? where id = ?').run(
      JSON.stringify({
        choice: { all: { gate: 'all', search: '', importId: null, tagId: null, where: [] } },
        after: 2,
        rowCount: 4,
      }),
      step.actionId,
    ),
  )
  const history = async () => t.call('lists.history', { listId: from.id })
  expect((await history()).map(({ kind, count, unfinished, target }) => [kind, count, unfinished, target])).toEqual([
    ['move', 1, true, 'New'],
    ['remove', 1, false, null],
  ])
  expect((await t.call('lists.finish', { actionId: step.actionId })).count).toBe(2)
  expect(await emails(t, from.id)).toEqual(['person5@acme.example'])
  expect((await t.call('lists.finish', { actionId: step.actionId })).count).toBe(0)
  expect((await t.call('lists.undo', { actionId: step.actionId })).count).toBe(3)
  expect((await t.call('lists.undo', { actionId: done.actionId })).count).toBe(1)
  expect((await emails(t, from.id)).length).toBe(5)
  expect((await history()).every(({ undone }) => undone)).toBe(true)
})

test('A file of the shown columns matches them; saved unchanged it keeps every character of a cell', async () => {
  const t = await startLeads()
  const file = writeFile(t.files, 'leads.csv', 'Email,First Name,Note\na@acme.example,=Ann,"-1, x"\n')
  const { id: listId } = await importFile(t, file)
  await t.call('lists.tag', { listId, choice: { all: {} }, name: 'Warm' })
  t.savePath = path.join(t.files, 'out.csv')
  const columns = ['tags', 'last_name', 'email', 'original:Note', 'source'] as const
  const save = (safe: boolean) => t.call('lists.saveCsv', { listId, choice: { all: {} }, safe, columns: [...columns] })
  await save(false)
  expect(fs.readFileSync(t.savePath, 'utf8')).toBe(
    'tags,first_name,last_name,email,Note,file\r\nWarm,=Ann,,a@acme.example,"-1, x",leads.csv\r\n',
  )
  await save(true)
  expect(fs.readFileSync(t.savePath, 'utf8')).toContain(`Warm,'=Ann,,a@acme.example,"'-1, x",leads.csv`)
})

test('A leads file cancelled while it is written leaves nothing behind', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, writeFile(t.files, 'many.csv', manyRows(5000)))
  t.savePath = path.join(t.files, 'out.csv')
  const saving = t.call('lists.saveCsv', { listId, choice: { all: {} } })
  await until('rows to be written', () => t.events.some(({ name }) => name === 'list.saving'))
  await t.call('lists.stopCsv', { listId })
  expect(await saving).toBeNull()
  expect(fs.readdirSync(t.files)).toEqual(['many.csv'])
})

test('Moving a lead an export covered leaves its report unchanged', async () => {
  const { t, from, to } = await twoLists()
  inStore(t.dir, (db) =>
    db
      .prepare(
        `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_name, campaign_step, activation,
           row_count, ready_count, created_at) values (?, ?, 'click', '{}', 'done', 'C', 'done', 'not_wanted', 5, 5, '')`,
      )
      .run(from.workspaceId, from.id),
  )
  const rowsOfExport = () =>
    inStore(t.dir, (db) =>
      db.prepare('select position, gate, email, payload from lead where list_id = ? order by position').all(from.id),
    )
  const before = rowsOfExport()
  await t.call('lists.transfer', { listId: from.id, choice: { all: {} }, kind: 'move', into: { listId: to.id } })
  expect(rowsOfExport()).toEqual(before)
  expect(await emails(t, from.id)).toEqual([])
})

test('Deleting a client deletes its tags and the steps of its lists', async () => {
  const { t, from } = await twoLists()
  await t.call('lists.tag', { listId: from.id, choice: { all: {} }, name: 'Warm' })
  await t.call('lists.transfer', { listId: from.id, choice: { all: {} }, kind: 'copy', into: { name: 'Three' } })
  await t.stop()
  const left = () =>
    inStore(t.dir, (db) =>
      ['tag', 'lead_tag', 'list_copy', 'list_action', 'lead', 'workspace'].map(
        (table) => db.prepare(`select count(*) from ${table}`).pluck().get() as number,
      ),
    )
  expect(left().every((count) => count > 0)).toBe(true)
  inStore(t.dir, (db) => db.prepare("update workspace set demo = 'removing' where id = ?").run(t.workspaceId))
  const again = startBackend({ instantlyUrl: 'http://127.0.0.1:9', dir: t.dir })
  await again.stop()
  expect(left()).toEqual([0, 0, 0, 0, 0, 0])
})

test.each(['copy', 'move'] as const)(
  'a %s into a new list that a full disk stops, at any write, leaves no empty list; the next one creates it',
  async (kind) => {
    let store: ReturnType<typeof openStore> | null = null
    const t = await startLeads(undefined, {
      openStore: (...from) => {
        store = openStore(...from)
        return store
      },
    })
    const { raw } = store as unknown as ReturnType<typeof openStore>
    let writesLeft = Number.POSITIVE_INFINITY
    raw.function('writes', () => {
      writesLeft -= 1
      if (writesLeft < 0) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
      return null
    })
    const from = await importFile(t, writeFile(t.files, 'one.csv', manyRows(5)), { name: 'One' })
    for (const table of ['lead_list', 'list_action', 'lead', 'list_copy', 'list_gate_count', 'list_import'])
      for (const on of ['insert', 'update', 'delete'])
        raw.exec(`create temp trigger ${table}_${on} before ${on} on main.${table} begin select writes(); end`)
    const names = async () =>
      (await t.call('lists.all', { workspaceId: t.workspaceId })).map(({ name, rowCount }) => `${name} ${rowCount}`)
    const transfer = (name: string) =>
      t.call('lists.transfer', { listId: from.id, choice: { all: {} }, kind, into: { name } })
    let refused = 0
    for (let most = 0; ; most += 1) {
      writesLeft = most
      const code = await transfer('New').then(
        () => null,
        (error: { code: string }) => error.code,
      )
      writesLeft = Number.POSITIVE_INFINITY
      if (code === null) break
      refused += 1
      expect(code).toBe('STORE_FULL')
      // It either contains all of its leads already, or does not exist.
      const there = (await names()).filter((each) => each.startsWith('New'))
      if (there.length > 0) {
        expect(there).toEqual(['New 5'])
        break
      }
      expect(await emails(t, from.id)).toHaveLength(5)
    }
    expect(refused).toBeGreaterThan(5)
    expect((await names()).filter((each) => each.startsWith('New'))).toEqual(['New 5'])
    expect(await emails(t, from.id)).toHaveLength(kind === 'copy' ? 5 : 0)
  },
)

test('A step without effect is not offered for finishing beside the one that was started again', async () => {
  const { t, from } = await twoLists()
  inStore(t.dir, (db) =>
    db.exec(`create trigger gone before insert on list_copy begin select raise(abort, 'no room'); end`),
  )
  const transfer = () =>
    t.call('lists.transfer', { listId: from.id, choice: { all: {} }, kind: 'copy', into: { name: 'New' } })
  await expect(transfer()).rejects.toBeDefined()
  inStore(t.dir, (db) => db.exec('drop trigger gone'))
  expect(await t.call('lists.history', { listId: from.id })).toEqual([])
  await transfer()
  expect(await t.call('lists.history', { listId: from.id })).toMatchObject([{ kind: 'copy', count: 5, target: 'New' }])
})

test('A step interrupted before its new list was created is finished into it, or undone without it', async () => {
  const { t, from } = await twoLists()
  const all = { gate: 'all', search: '', importId: null, tagId: null, where: [] }
  const begun = () =>
    inStore(t.dir, (db) =>
      Number(
        db
          .prepare(
            `insert into list_action (workspace_id, list_id, kind, lead_count, at, unfinished)
             select workspace_id, id, 'copy', 0, '', ? from lead_list where id = ?`,
          )
          .run(JSON.stringify({ choice: { all }, after: 0, rowCount: 5, newList: 'New' }), from.id).lastInsertRowid,
      ),
    )
  const lists = async () => (await t.call('lists.all', { workspaceId: t.workspaceId })).map(({ name }) => name)
  await t.call('lists.undo', { actionId: begun() })
  expect(await lists()).not.toContain('New')
  const actionId = begun()
  const [open] = await t.call('lists.history', { listId: from.id })
  expect(open).toMatchObject({ actionId, unfinished: true, target: 'New' })
  expect(await t.call('lists.finish', { actionId })).toMatchObject({ count: 5 })
  expect((await lists()).filter((name) => name === 'New')).toHaveLength(1)
})
