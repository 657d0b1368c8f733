/** An operator's changes to leads of a list, and how exports and re-imports treat them. */
import fs from 'node:fs'
import path from 'node:path'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import type { Store } from '#backend/core/deps.ts'
import { createGateChanges } from '#backend/leads/lists/regate.ts'
import type { LeadList, LeadRow } from '#shared/contract/leads/lists.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import { failure, importFile, inStore, type LeadsTest, manyRows, startLeads, writeFile } from '../support.ts'

const allOf = async (t: LeadsTest, list: LeadList, more: object = {}) =>
  (await t.call('lists.leads', { listId: list.id, page: { limit: 500 }, ...more })).rows

async function startList(rows: string): Promise<{ test: LeadsTest; list: LeadList; leads: readonly LeadRow[] }> {
  const leadsTest = await startLeads()
  const list = await importFile(leadsTest, writeFile(leadsTest.files, 'leads.csv', rows))
  return { test: leadsTest, list, leads: await allOf(leadsTest, list) }
}

/** Records an export of the whole current list, as the click on Send off does. */
function exportWrittenDown(dir: string, list: LeadList): void {
  inStore(dir, (db) =>
    db
      .prepare(
        `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_name, campaign_step, activation,
           row_count, ready_count, created_at) values (?, ?, 'click', '{}', 'done', 'C', 'done', 'not_wanted', ?, ?, '')`,
      )
      .run(list.workspaceId, list.id, list.rowCount, list.gates.ready),
  )
}

test('The original row of the file is shown, with its quotes and line breaks', async () => {
  const { test: t, leads } = await startList(
    'Email,Note\r\na@acme.example,"one, ""two""\nthree"\r\nb@acme.example,plain\r\n',
  )
  const first = await t.call('lists.lead', { leadId: (leads[0] as LeadRow).id })
  expect(first.original).toEqual([
    { header: 'Email', cell: 'a@acme.example' },
    { header: 'Note', cell: 'one, "two"\nthree' },
  ])
  const second = await t.call('lists.lead', { leadId: (leads[1] as LeadRow).id })
  expect(second.original.map(({ cell }) => cell)).toEqual(['b@acme.example', 'plain'])
})

test('Removed leads are gone from rows and counts, and are restored completely', async () => {
  const { test: t, list, leads } = await startList(manyRows(6, { 3: ',No address,Köln' }))
  const chosen = [leads[1], leads[2]] as LeadRow[]
  const step = await t.call('lists.removeLeads', { listId: list.id, choice: { leadIds: chosen.map(({ id }) => id) } })
  expect(step.count).toBe(2)
  const after = await t.call('lists.get', { listId: list.id })
  expect([after.rowCount, after.gates.ready, after.gates.no_address]).toEqual([4, 4, 0])
  expect((await allOf(t, list)).map(({ position }) => position)).toEqual([1, 4, 5, 6])
  expect(await t.call('lists.undo', { actionId: step.actionId })).toEqual({ count: 2 })
  expect(await t.call('lists.undo', { actionId: step.actionId })).toEqual({ count: 0 })
  expect(await allOf(t, list)).toEqual(leads)
  expect(await t.call('lists.get', { listId: list.id })).toEqual(list)
})

test('All search results can be removed at once, and nothing else', async () => {
  const { test: t, list } = await startList(manyRows(30))
  const step = await t.call('lists.removeLeads', { listId: list.id, choice: { all: { search: 'person1' } } })
  expect(step.count).toBe(11)
  expect((await allOf(t, list)).every(({ email }) => !email?.startsWith('person1'))).toBe(true)
})

test('A removed address can be added again, and then keeps its position on undo', async () => {
  const { test: t, list, leads } = await startList(manyRows(2))
  const step = await t.call('lists.removeLeads', { listId: list.id, choice: { leadIds: [(leads[0] as LeadRow).id] } })
  await importFile(t, writeFile(t.files, 'again.csv', manyRows(1)), { listId: list.id })
  expect((await t.call('lists.get', { listId: list.id })).gates.ready).toBe(2)
  expect(await t.call('lists.undo', { actionId: step.actionId })).toEqual({ count: 0 })
  expect((await allOf(t, list)).map(({ email }) => email)).toEqual(['person2@acme.example', 'person1@acme.example'])
})

test('An undo brings no lead back that is ready again under the other spelling of its domain', async () => {
  const {
    test: t,
    list,
    leads,
  } = await startList('Email,First Name\nann@müller.example,Ann\nbo@müller.example,Bo\ncy@müller.example,Cy\n')
  const [ann, bo] = leads as [LeadRow, LeadRow]
  const add = (name: string) =>
    t.call('lists.addLead', { listId: list.id, fields: { email: `${name}@xn--mller-kva.example` }, variables: {} })
  const removal = await t.call('lists.removeLeads', { listId: list.id, choice: { leadIds: [ann.id] } })
  const change = { kind: 'field', name: 'email', value: 'bo@acme.example' } as const
  const correction = await t.call('lists.editLead', { leadId: bo.id, change })
  await add('ann')
  await add('bo')
  expect(await t.call('lists.undo', { actionId: removal.actionId })).toEqual({ count: 0 })
  expect(await failure(t.call('lists.undo', { actionId: correction.actionId }))).toMatchObject({
    code: 'INVALID_INPUT',
    data: { field: 'email' },
  })
  const others = await t.call('lists.removeLeads', { listId: list.id, choice: { all: { search: 'cy@' } } })
  expect(await t.call('lists.undo', { actionId: others.actionId })).toEqual({ count: 1 })
  expect((await t.call('lists.get', { listId: list.id })).gates.ready).toBe(4)
})

test('A corrected value is sent, and undo restores the old one', async () => {
  const { test: t, leads } = await startList(manyRows(2))
  const leadId = (leads[0] as LeadRow).id
  const step = await t.call('lists.editLead', { leadId, change: { kind: 'variable', name: 'city', value: 'Bonn' } })
  await t.call('lists.editLead', { leadId, change: { kind: 'field', name: 'first_name', value: '' } })
  const now = await t.call('lists.lead', { leadId })
  expect([now.variables['city'], now.firstName, now.fields['first_name']]).toEqual(['Bonn', null, undefined])
  // A later change may build on it, so that one has to be undone first.
  expect((await failure(t.call('lists.undo', { actionId: step.actionId }))).code).toBe('INVALID_INPUT')
})

test('A corrected address goes through the gates: invalid, of another lead, and valid', async () => {
  const { test: t, list, leads } = await startList(manyRows(3, { 3: 'broken@,Ann,Köln' }))
  const leadId = (leads[2] as LeadRow).id
  const correct = async (value: string) => {
    await t.call('lists.editLead', { leadId, change: { kind: 'field', name: 'email', value } })
    return (await t.call('lists.lead', { leadId })).gate
  }
  expect(await correct('person1@acme.example')).toBe('already_in_list')
  expect(await correct('still broken')).toBe('bad_syntax')
  expect(await correct('')).toBe('no_address')
  expect(await correct('noreply@acme.example')).toBe('role_address')
  expect(await correct('ann@mailinator.com')).toBe('disposable')
  expect(await correct('New@Acme.example')).toBe('ready')
  const after = await t.call('lists.get', { listId: list.id })
  expect([after.rowCount, after.gates.ready]).toEqual([3, 3])
  expect((await t.call('lists.lead', { leadId })).email).toBe('new@acme.example')
})

test('If an export covers a lead its old row stays unchanged, and undo restores it', async () => {
  const { test: t, list, leads } = await startList(manyRows(2))
  exportWrittenDown(t.dir, list)
  const old = leads[0] as LeadRow
  const step = await t.call('lists.editLead', {
    leadId: old.id,
    change: { kind: 'field', name: 'email', value: 'other@acme.example' },
  })
  expect(step.leadId).not.toBe(old.id)
  expect((await allOf(t, list)).map(({ email, position }) => [position, email])).toEqual([
    [2, 'person2@acme.example'],
    [3, 'other@acme.example'],
  ])
  const kept = inStore(t.dir, (db) => db.prepare('select position, gate, email from lead where id = ?').get(old.id))
  expect(kept).toEqual({ position: 1, gate: 0, email: 'person1@acme.example' })
  await t.call('lists.undo', { actionId: step.actionId })
  expect((await allOf(t, list)).map(({ email }) => email)).toEqual(['person1@acme.example', 'person2@acme.example'])
})

test('A lead whose address is corrected after an export keeps its tags, and later ones on undo', async () => {
  const { test: t, list, leads } = await startList(manyRows(3))
  const old = leads[0] as LeadRow
  await t.call('lists.tag', { listId: list.id, choice: { leadIds: [old.id] }, name: 'VIP' })
  exportWrittenDown(t.dir, list)
  const change = { kind: 'field', name: 'email', value: 'other@acme.example' } as const
  const { actionId, leadId } = await t.call('lists.editLead', { leadId: old.id, change })
  const tagNamesOf = async (email: string) => {
    const tags = await t.call('lists.tags', { listId: list.id })
    const row = (await allOf(t, list)).find((lead) => lead.email === email)
    return row?.tags.map((id) => tags.find((tag) => tag.id === id)?.name)
  }
  expect(await tagNamesOf('other@acme.example')).toEqual(['VIP'])
  await t.call('lists.tag', { listId: list.id, choice: { leadIds: [leadId] }, name: 'Called' })
  await t.call('lists.undo', { actionId })
  expect(await tagNamesOf(old.email as string)).toEqual(['VIP', 'Called'])
})

test('A lead that verification moves after an export keeps its tags, there and back', async () => {
  const { test: t, list, leads } = await startList(manyRows(2))
  await t.call('lists.tag', { listId: list.id, choice: { leadIds: [(leads[0] as LeadRow).id] }, name: 'VIP' })
  exportWrittenDown(t.dir, list)
  const { id, email, gate } = leads[0] as LeadRow
  const tagsNow = async () => (await allOf(t, list)).find((lead) => lead.email === email)?.tags.length
  inStore(t.dir, (raw) =>
    createGateChanges({ raw } as Store, { id: 1, listId: list.id }).move('2026-01-02', (regate) =>
      regate({ id, email: email as string, gate: gateCodes[gate] }, gateCodes.risky),
    ),
  )
  expect(await tagsNow()).toBe(1)
  const [verified] = (await t.call('lists.history', { listId: list.id })).filter(({ kind }) => kind === 'verify')
  await t.call('lists.undo', { actionId: verified?.actionId as number })
  expect(await tagsNow()).toBe(1)
})

test('A column may be named like a built-in property: a lead without a value has none in the CSV', async () => {
  const rows = 'Email,First Name,constructor\na@acme.example,Ann,Bau AG\nb@acme.example,Bob,\n'
  const { test: t, list } = await startList(rows)
  t.savePath = path.join(t.files, 'out.csv')
  await t.call('lists.saveCsv', { listId: list.id, choice: { all: {} } })
  const [, ...saved] = Papa.parse<string[]>(fs.readFileSync(t.savePath, 'utf8').trim()).data
  expect(saved.map((cells) => cells.find((cell) => /Bau|function/.test(cell)) ?? null)).toEqual(['Bau AG', null])
})

test('The CSV of a list has every lead still in it, and no cell a spreadsheet would run', async () => {
  const { test: t, list, leads } = await startList(manyRows(3, { 2: 'b@acme.example,"=HYPERLINK(""x"")",Ulm' }))
  await t.call('lists.removeLeads', { listId: list.id, choice: { leadIds: [(leads[0] as LeadRow).id] } })
  t.savePath = path.join(t.files, 'out.csv')
  expect(await t.call('lists.saveCsv', { listId: list.id, choice: { all: {} } })).toEqual({ path: t.savePath, rows: 2 })
  const text = fs.readFileSync(t.savePath, 'utf8')
  expect(text.startsWith('\uFEFFemail,first_name')).toBe(true)
  expect(text).toContain(`"'=HYPERLINK(""x"")"`)
  expect(Papa.parse<string[]>(text.slice(1).trim()).data.map(([email]) => email)).toEqual([
    'email',
    'b@acme.example',
    'person3@acme.example',
  ])
})
