/**
 * Permanent removal: removed data is gone from the disk, what an export sent stays in its ledger, and nothing else
 * changes.
 */
import { expect, test } from 'vitest'
import { rowsOfBlock } from '#backend/leads/lists/original-rows.ts'
import { failure, importFile, inStore, type LeadsTest, startLeads, suggested, writeFile } from '../support.ts'

const rowsOf = (word: string, count: number) => [
  'Email,First Name,Company,Note',
  ...Array.from(
    { length: count },
    (_, at) => `${word}${at}@acme.example,${word}First${at},${word}Company,${word}Note${at}`,
  ),
]

const file = (t: LeadsTest, word: string, count: number) =>
  writeFile(t.files, `${word}.csv`, rowsOf(word, count).join('\n'))

/** Returns whether the tables contain a text, including the unpacked rows of files. */
function holds(t: LeadsTest, text: string): boolean {
  const inLeads = inStore(t.dir, (db) =>
    db
      .prepare(
        `select count(*) from lead where instr(coalesce(email, '') || payload || original || coalesce(first_name, ''), ?) > 0`,
      )
      .pluck()
      .get(text),
  )
  return inLeads !== 0
}

/** Records an export that covered the first rows and uploaded them. */
function exported(t: LeadsTest, listId: number, rows: number, state = 'done'): number {
  return inStore(t.dir, (db) => {
    const id = db
      .prepare(
        `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_name, campaign_step, activation,
           row_count, ready_count, cut_position, created_at)
         values (?, ?, ?, '{"target":{"kind":"existing","campaignId":"c"}}', ?, 'Spring', 'done', 'not_wanted', ?, ?, ?, '2026-11-01T00:00:00.000Z')`,
      )
      .run(t.workspaceId, listId, `click-${listId}`, state, rows, rows, rows).lastInsertRowid
    db.prepare(
      `insert into export_batch (workspace_id, export_id, no, first_position, last_position, state, lead_count, uploaded)
       values (?, ?, 1, 1, ?, 'done', ?, ?)`,
    ).run(t.workspaceId, id, rows, rows, rows)
    return Number(id)
  })
}

const typed = async (t: LeadsTest, listId: number) => (await t.call('lists.get', { listId: listId as never })).name

test('A list is deleted permanently only when archived and its name is typed, and its space is freed', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, file(t, 'gone', 15_000), { name: 'Gone' })
  const { id: other } = await importFile(t, file(t, 'stays', 30), { name: 'Stays' })
  const purge = (name: string) => t.call('lists.purge', { listId, what: 'list', typed: name })
  expect((await failure(purge('Gone'))).code).toBe('INVALID_INPUT')
  await t.call('lists.archive', { listId, archived: true })
  expect((await failure(purge('gone'))).code).toBe('INVALID_INPUT')
  expect(await t.call('lists.purgeLook', { listId, what: 'list' })).toEqual({
    name: 'Gone',
    leads: 15_000,
    inLedgers: 0,
    exports: 0,
    files: 1,
  })
  const pages = () => inStore(t.dir, (db) => db.pragma('page_count', { simple: true }) as number)
  const before = pages()
  expect(await purge('Gone')).toEqual({ leads: 15_000 })
  expect(holds(t, 'gone')).toBe(false)
  for (const table of ['lead', 'list_import', 'import_rows', 'list_action']) {
    const where = table === 'import_rows' ? 'import_id not in (select id from list_import)' : `list_id = ${listId}`
    expect(inStore(t.dir, (db) => db.prepare(`select count(*) from ${table} where ${where}`).pluck().get())).toBe(0)
  }
  expect((await failure(t.call('lists.get', { listId }))).code).toBe('NOT_FOUND')
  expect((await t.call('lists.all', { workspaceId: t.workspaceId, archived: true })).map(({ name }) => name)).toEqual(
    [],
  )
  expect((await t.call('lists.leads', { listId: other, page: {} })).total).toBe(30)
  // The first time, space is freed at the next start; later at once.
  await t.stop()
  const again = await startLeads(t.dir)
  expect(pages()).toBeLessThan(before * 0.6)
  const { id: next } = await importFile(again, file(again, 'next', 15_000), { name: 'Next' })
  await again.call('lists.archive', { listId: next, archived: true })
  const full = pages()
  await again.call('lists.purge', { listId: next, what: 'list', typed: 'Next' })
  expect(pages()).toBeLessThan(full * 0.6)
  expect((await again.call('lists.leads', { listId: other, page: {} })).total).toBe(30)
})

test('The report of an export shows who was sent after its list is deleted, and sends nothing of it again', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, file(t, 'sent', 5), { name: 'Sent' })
  const exportId = exported(t, listId, 3) as never
  const ledger = () => t.call('exports.rows', { exportId, outcome: 'all', page: {} })
  const before = await ledger()
  await t.call('lists.archive', { listId, archived: true })
  expect(await t.call('lists.purgeLook', { listId, what: 'list' })).toMatchObject({
    leads: 5,
    inLedgers: 3,
    exports: 1,
  })
  await t.call('lists.purge', { listId, what: 'list', typed: 'Sent' })
  expect(await ledger()).toEqual(before)
  expect((await t.call('exports.list', { workspaceId: null, page: {} })).rows[0]?.listName).toBe('Sent')
  expect(holds(t, 'sentNote')).toBe(false)
  expect(holds(t, 'sent4@')).toBe(false)
  expect((await failure(t.call('exports.retryFailed', { exportId }))).code).toBe('NOT_FOUND')
})

test('A list used by a running export cannot be deleted', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, file(t, 'busy', 5), { name: 'Busy' })
  exported(t, listId, 3, 'paused')
  await t.call('lists.archive', { listId, archived: true })
  expect((await failure(t.call('lists.purge', { listId, what: 'list', typed: 'Busy' }))).code).toBe('LIST_BUSY')
  expect((await t.call('lists.leads', { listId, page: {} })).total).toBe(5)
})

test('Removed leads are deleted permanently with their rows in the file; those in the list keep all of theirs', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, file(t, 'p', 8), { name: 'Mixed' })
  const rows = (await t.call('lists.leads', { listId, page: {} })).rows
  const ids = (...positions: number[]) =>
    rows.filter(({ position }) => positions.includes(position)).map(({ id }) => id)
  exported(t, listId, 2)
  const { actionId } = await t.call('lists.removeLeads', { listId, choice: { leadIds: ids(2, 4, 5) } })
  const later = await t.call('lists.removeLeads', { listId, choice: { leadIds: ids(7) } })
  await t.call('lists.undo', { actionId: later.actionId })
  const look = { name: 'Mixed', leads: 3, inLedgers: 1, exports: 1, files: 1 }
  expect(await t.call('lists.purgeLook', { listId, what: 'removed' })).toEqual(look)
  expect(await t.call('lists.purge', { listId, what: 'removed', typed: await typed(t, listId) })).toEqual({ leads: 3 })
  expect(holds(t, 'p3@')).toBe(false)
  expect(holds(t, 'pNote3')).toBe(false)
  // It was sent, so the ledger knows its address.
  expect(holds(t, 'p1@')).toBe(true)
  for (const row of (await t.call('lists.leads', { listId, page: {} })).rows) {
    const lead = await t.call('lists.lead', { leadId: row.id })
    expect(lead.original.map(({ cell }) => cell)).toEqual([
      `p${row.position - 1}@acme.example`,
      `pFirst${row.position - 1}`,
      'pCompany',
      `pNote${row.position - 1}`,
    ])
  }
  const unpacked = await t.call('lists.lead', { leadId: ids(4)[0] as never }).catch(() => null)
  expect(JSON.stringify(unpacked?.original ?? [])).not.toContain('pNote3')
  // Final: undoing the step restores nobody.
  expect(await t.call('lists.undo', { actionId })).toEqual({ count: 0 })
  const history = await t.call('lists.history', { listId })
  expect(history[0]).toMatchObject({ kind: 'purge', count: 3 })
  expect((await failure(t.call('lists.undo', { actionId: history[0]?.actionId ?? 0 }))).code).toBe('INVALID_INPUT')
  expect((await t.call('lists.leads', { listId, page: {} })).total).toBe(5)
})

test('A lead whose address correction was undone stays complete: its row in the file, and earlier corrections', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, file(t, 'q', 6), { name: 'Corrected' })
  const [lead] = (await t.call('lists.leads', { listId, page: {} })).rows
  if (!lead) throw new Error('no lead')
  const name = await t.call('lists.editLead', {
    leadId: lead.id,
    change: { kind: 'field', name: 'first_name', value: 'Quinn' },
  })
  exported(t, listId, 6)
  // An export refers to the row, so the lead continues in another one, and returns with the undo.
  const address = await t.call('lists.editLead', {
    leadId: lead.id,
    change: { kind: 'field', name: 'email', value: 'other@acme.example' },
  })
  await t.call('lists.undo', { actionId: address.actionId })
  const before = await t.call('lists.lead', { leadId: lead.id })
  expect(before.original.map(({ cell }) => cell)).toEqual(['q0@acme.example', 'qFirst0', 'qCompany', 'qNote0'])
  await t.call('lists.purge', { listId, what: 'removed', typed: 'Corrected' })
  expect(await t.call('lists.lead', { leadId: lead.id })).toEqual(before)
  // A temporary value of the address is gone all the same.
  expect(holds(t, 'other@')).toBe(false)
  await t.call('lists.undo', { actionId: name.actionId })
  expect((await t.call('lists.lead', { leadId: lead.id })).fields['first_name']).toBe('qFirst0')
})

test('A lead is deleted permanently with the row an undone correction left in an export', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, file(t, 'u', 3), { name: 'Undone' })
  const [lead] = (await t.call('lists.leads', { listId, page: {} })).rows
  if (!lead) throw new Error('no lead')
  const change = { kind: 'field', name: 'email', value: 'other@acme.example' } as const
  const { actionId } = await t.call('lists.editLead', { leadId: lead.id, change })
  exported(t, listId, 3)
  await t.call('lists.undo', { actionId })
  const back = (await t.call('lists.leads', { listId, page: {} })).rows.find(({ email }) => email === lead.email)
  await t.call('lists.removeLeads', { listId, choice: { leadIds: [back?.id as never] } })
  await t.call('lists.purge', { listId, what: 'removed', typed: 'Undone' })
  expect(holds(t, 'uNote0')).toBe(false)
  // The ledger knows whom it was sent to.
  expect(holds(t, 'other@')).toBe(true)
})

/** Saves a newer file into a list, which changes the leads it names; returns the step. */
async function newerFile(t: LeadsTest, listId: number, lines: readonly string[]): Promise<number> {
  const path = writeFile(t.files, 'newer.csv', lines.join('\n'))
  const draft = await t.call('imports.open', { workspaceId: t.workspaceId, path })
  const saved = await t.call('imports.save', {
    importId: draft.importId,
    mapping: suggested(draft),
    settings: { holdUnverified: true },
    into: { listId: listId as never, merge: { mode: 'both', keep: [], clearEmpty: false } },
  })
  return saved.step?.actionId as number
}

test.each([
  ['is undone after the export', true],
  ['is undone once an export covered what it changed', false],
])('Leads a newer file moved to another gate stay complete if it %s', async (_, isExportedFirst) => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, file(t, 'v', 6), { name: 'Verified' })
  if (isExportedFirst) exported(t, listId, 6)
  const header = 'Email,First Name,Company,Note,Email Status'
  const actionId = await newerFile(t, listId, [header, 'v0@acme.example,vFirst0,vCompany,vNote0,invalid'])
  if (!isExportedFirst) exported(t, listId, 6)
  await t.call('lists.undo', { actionId })
  const { rows } = await t.call('lists.leads', { listId, page: {} })
  const lead = rows.find(({ email }) => email === 'v0@acme.example')
  if (lead?.gate !== 'ready') throw new Error('not as before')
  const before = await t.call('lists.lead', { leadId: lead.id })
  expect(before.original.map(({ cell }) => cell)).toContain('vNote0')
  await t.call('lists.purge', { listId, what: 'removed', typed: 'Verified' })
  expect(await t.call('lists.lead', { leadId: lead.id })).toEqual(before)
})

test('A permanently deleted lead leaves nothing in newer files that had the same data', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, file(t, 'w', 3), { name: 'Told twice' })
  await newerFile(t, listId, rowsOf('w', 2))
  const inFiles = (text: string): number =>
    inStore(t.dir, (db) =>
      (db.prepare(`select codec, cells from import_rows`).all() as { codec: 'zstd'; cells: Buffer }[])
        .flatMap((block) => rowsOfBlock(block, ','))
        .filter((cells) => cells.join(' ').includes(text)),
    ).length
  expect([inFiles('wNote0'), inFiles('wNote1')]).toEqual([2, 2])
  const { rows } = await t.call('lists.leads', { listId, page: {} })
  await t.call('lists.removeLeads', { listId, choice: { leadIds: [rows[0]?.id as never] } })
  await t.call('lists.purge', { listId, what: 'removed', typed: 'Told twice' })
  expect([inFiles('wNote0'), inFiles('wNote1')]).toEqual([0, 2])
})

test('Leads copied to another list keep their file rows when the first list is deleted', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, file(t, 'c', 6), { name: 'From' })
  const rows = (await t.call('lists.leads', { listId, page: {} })).rows
  await t.call('lists.transfer', {
    listId,
    choice: { leadIds: [(rows[2] as (typeof rows)[number]).id] },
    kind: 'copy',
    into: { name: 'To' },
  })
  const to = (await t.call('lists.all', { workspaceId: t.workspaceId, archived: false })).find(
    ({ name }) => name === 'To',
  )
  await t.call('lists.archive', { listId, archived: true })
  await t.call('lists.purge', { listId, what: 'list', typed: 'From' })
  const [copy] = (await t.call('lists.leads', { listId: to?.id as never, page: {} })).rows
  const lead = await t.call('lists.lead', { leadId: copy?.id as never })
  expect(lead.original.map(({ cell }) => cell)).toEqual(['c2@acme.example', 'cFirst2', 'cCompany', 'cNote2'])
})

test('An interrupted deletion is completed at the next start', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, file(t, 'half', 50), { name: 'Half' })
  await t.stop()
  inStore(t.dir, (db) => {
    db.prepare("update lead_list set state = 'purging' where id = ?").run(listId)
    db.prepare('delete from lead where list_id = ? and position > 20').run(listId)
  })
  const again = await startLeads(t.dir)
  await expect
    .poll(() => inStore(t.dir, (db) => db.prepare('select state from lead_list').pluck().get()))
    .toBe('purged')
  expect(holds(again, 'half')).toBe(false)
})

test('A killed deletion of removed leads deletes those of its time at the next start, and nobody else', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, file(t, 'k', 900), { name: 'Killed' })
  const { rows } = await t.call('lists.leads', { listId, page: { limit: 500 } })
  const from = (first: number, last: number) => rows.slice(first, last).map(({ id }) => id)
  await t.call('lists.removeLeads', { listId, choice: { leadIds: from(0, 400) } })
  await t.stop()
  inStore(t.dir, (db) =>
    db
      .prepare(
        `insert into list_action (workspace_id, list_id, kind, lead_count, at, state)
         values (?, ?, 'purge', 0, '2026-11-20T00:00:00.000Z', 'working')`,
      )
      .run(t.workspaceId, listId),
  )
  inStore(t.dir, (db) =>
    db.exec(`insert into list_action (workspace_id, list_id, kind, lead_count, at)
               values (${t.workspaceId}, ${listId}, 'remove', 1, '2026-11-20T00:00:01.000Z');
             update lead set removed = last_insert_rowid() where list_id = ${listId} and position = 450`),
  )
  const again = await startLeads(t.dir)
  await expect.poll(async () => (await again.call('lists.history', { listId }))[1]).toMatchObject({ count: 400 })
  await expect
    .poll(() =>
      inStore(t.dir, (db) => db.prepare("select count(*) from list_action where state = 'working'").pluck().get()),
    )
    .toBe(0)
  expect(holds(again, 'k399@')).toBe(false)
  expect(holds(again, 'k449@')).toBe(true)
})
