/** Leads moved and copied to another list of the client, and steps that stay to be taken back or finished. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
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

test('moved leads stand at the end of the other list with their file, one it has already stays behind', async () => {
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

test('copies go into a new list with their tags, and the first list keeps its leads', async () => {
  const { t, from } = await twoLists()
  await t.call('lists.tag', { listId: from.id, choice: { all: { search: 'person3' } }, name: 'Warm' })
  await t.call('lists.transfer', { listId: from.id, choice: { all: {} }, kind: 'copy', into: { name: 'Three' } })
  const three = (await t.call('lists.all', { workspaceId: t.workspaceId })).find(({ name }) => name === 'Three')
  const listId = three?.id as ListId
  expect(await emails(t, listId)).toEqual(await emails(t, from.id))
  const [tag] = await t.call('lists.tags', { listId })
  expect(tag?.leads).toBe(1)
})

test('leads never go to a list of another client', async () => {
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

test('the history of a list names its steps; one that was ended halfway is finished or taken back', async () => {
  const { t, from } = await twoLists()
  const done = await t.call('lists.removeLeads', { listId: from.id, choice: { all: { search: 'person1' } } })
  // As a kill leaves a move after its first step: two leads are across, the rest is written down.
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

test('a file of the columns shown has them as shown; verbatim it keeps every sign of a cell', async () => {
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

test('a leads file stopped while it is written leaves nothing behind', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, writeFile(t.files, 'many.csv', manyRows(5000)))
  t.savePath = path.join(t.files, 'out.csv')
  const saving = t.call('lists.saveCsv', { listId, choice: { all: {} } })
  await until('rows to be written', () => t.events.some(({ name }) => name === 'list.saving'))
  await t.call('lists.stopCsv', { listId })
  expect(await saving).toBeNull()
  expect(fs.readdirSync(t.files)).toEqual(['many.csv'])
})

test('a moved lead an export reached over leaves its ledger as it was', async () => {
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

test('a client that is removed takes its tags and the steps of its lists along', async () => {
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
