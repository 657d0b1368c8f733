/** A newer file of a list: what is added, changed and left out, what stays unchanged, and the undo. */
import { describe, expect, test } from 'vitest'
import type { MergeCounts, MergePreview } from '#shared/contract/leads/imports.ts'
import type { LeadList, SavedImport } from '#shared/contract/leads/lists.ts'
import type { MergeRule } from '#shared/domain/leads/import/merge-rule.ts'
import type { ImportSettings } from '#shared/domain/leads/import/row-settings.ts'
import { failure, firstProgress, inStore, type LeadsTest, startLeads, suggested, writeFile } from '../support.ts'

const header = 'Email,First Name,City,Email Status'
const both: MergeRule = { mode: 'both', keep: [], clearEmpty: false }
const settings: ImportSettings = { holdUnverified: true }

type Started = { readonly t: LeadsTest; readonly list: LeadList }

async function startList(rows: string[], t?: LeadsTest): Promise<Started> {
  const app = t ?? (await startLeads())
  const draft = await app.call('imports.open', {
    workspaceId: app.workspaceId,
    path: writeFile(app.files, 'old.csv', [header, ...rows].join('\n')),
  })
  const list = await app.call('imports.save', {
    importId: draft.importId,
    mapping: suggested(draft),
    settings,
    into: { name: 'Leads' },
  })
  return { t: app, list }
}

type Done = { readonly preview: MergePreview; readonly saved: SavedImport }

/** Previews the effect of a newer file, then saves it. */
async function reImport({ t, list }: Started, rows: string[], merge: Partial<MergeRule> = {}): Promise<Done> {
  const draft = await t.call('imports.open', {
    workspaceId: t.workspaceId,
    path: writeFile(t.files, 'new.csv', [header, ...rows].join('\n')),
  })
  const choice = { importId: draft.importId, mapping: suggested(draft), settings }
  const rule = { ...both, ...merge }
  const preview = await t.call('imports.compare', { ...choice, listId: list.id, merge: rule })
  const saved = await t.call('imports.save', { ...choice, into: { listId: list.id, merge: rule } })
  return { preview, saved }
}

const undo = (t: LeadsTest, { saved }: Done) => t.call('lists.undo', { actionId: saved.step?.actionId as number })

/** Returns every lead in the list, by address: its gate, first name and city. */
async function leadsOf({ t, list }: Started): Promise<Record<string, string>> {
  const { rows } = await t.call('lists.leads', { listId: list.id, page: { limit: 500 } })
  const cityOf = (id: number) =>
    inStore(
      t.dir,
      (db) =>
        db.prepare("select payload ->> '$.custom_variables.city' from lead where id = ?").pluck().get(id) as
          | string
          | null,
    )
  const told = rows.map((lead): [string, string] => [
    `${lead.email}`,
    [lead.gate, lead.firstName ?? '-', cityOf(lead.id) ?? '-'].join(' '),
  ])
  return Object.fromEntries(told.toSorted(([a], [b]) => a.localeCompare(b)))
}

const nothing: MergeCounts = { added: 0, changed: 0, nowHeld: 0, same: 0, held: 0, leftOut: 0 }

const old = ['a@x.example,Ann,Ulm,verified', 'b@x.example,Bob,Bonn,verified', 'c@x.example,Cem,Kiel,unverified']

describe('a newer file', () => {
  test('adds new leads and changes known ones, and says so before', async () => {
    const started = await startList(old)
    const { preview, saved } = await reImport(started, [
      'A@X.example,Anna,Ulm,verified',
      'b@x.example,Bob,Bonn,verified',
      'd@x.example,Dora,Mainz,verified',
      ',Nobody,Trier,',
    ])
    expect(saved.step?.counts).toEqual({ ...nothing, added: 1, changed: 1, same: 1, held: 1 })
    expect(preview).toMatchObject({ ...saved.step?.counts, rowCount: 4, derived: 0, heldAt: { no_address: 1 } })
    expect(preview.samples).toMatchObject([
      {
        rowNumber: 1,
        email: 'a@x.example',
        gate: null,
        changes: [{ kind: 'field', name: 'first_name', before: 'Ann', after: 'Anna' }],
      },
    ])
    expect(preview.rowsAt).toEqual({ same: [2], added: [3], no_address: [4] })
    expect(await leadsOf(started)).toEqual({
      'a@x.example': 'ready Anna Ulm',
      'b@x.example': 'ready Bob Bonn',
      'c@x.example': 'unverified Cem Kiel',
      'd@x.example': 'ready Dora Mainz',
      null: 'no_address Nobody Trier',
    })
    expect(saved.gates.ready).toBe(3)
  })

  test('only changes known leads if nothing is to be added', async () => {
    const started = await startList(old)
    const { preview, saved } = await reImport(
      started,
      ['a@x.example,Anna,Ulm,verified', 'd@x.example,Dora,Mainz,verified', ',Nobody,Trier,'],
      { mode: 'update' },
    )
    expect(saved.step?.counts).toEqual({ ...nothing, changed: 1, leftOut: 1, held: 1 })
    expect(preview.rowsAt).toEqual({ leftOut: [2], no_address: [3] })
    expect(saved.rowCount).toBe(3)
    expect((await leadsOf(started))['a@x.example']).toBe('ready Anna Ulm')
  })

  test('only adds if nothing is to be changed, and that can be undone too', async () => {
    const started = await startList(old)
    const done = await reImport(started, ['a@x.example,Anna,Ulm,verified', 'd@x.example,Dora,Mainz,verified'], {
      mode: 'add',
    })
    expect(done.saved.gates).toMatchObject({ ready: 3, already_in_list: 1 })
    expect((await leadsOf(started))['a@x.example']).toBe('already_in_list Anna Ulm')
    await undo(started.t, done)
    expect(await started.t.call('lists.get', { listId: started.list.id })).toMatchObject({
      rowCount: 3,
      gates: started.list.gates,
    })
  })

  test('leaves values unchanged for empty cells, unless these are to clear them', async () => {
    const started = await startList(old)
    const rows = ['a@x.example,,Bremen,verified']
    await reImport(started, rows)
    expect((await leadsOf(started))['a@x.example']).toBe('ready Ann Bremen')
    const { preview } = await reImport(started, rows, { clearEmpty: true })
    expect(preview.samples[0]?.changes).toEqual([{ kind: 'field', name: 'first_name', before: 'Ann', after: null }])
    expect((await leadsOf(started))['a@x.example']).toBe('ready - Bremen')
  })

  test('only fills in a value that is protected', async () => {
    const started = await startList(['a@x.example,Ann,Ulm,verified', 'b@x.example,Bob,,verified'])
    await reImport(started, ['a@x.example,Anna,Bremen,verified', 'b@x.example,Bobby,Jena,verified'], {
      keep: ['variable:city'],
    })
    expect(await leadsOf(started)).toEqual({
      'a@x.example': 'ready Anna Ulm',
      'b@x.example': 'ready Bobby Jena',
    })
  })

  test('changes the lead of a duplicate address once, by the rule for duplicates', async () => {
    const started = await startList(old)
    const twice = [
      'a@x.example,Anna,,verified',
      'a@x.example,Anita,Jena,verified',
      'n@x.example,N,A,',
      'n@x.example,M,B,',
    ]
    const { preview, saved } = await reImport(started, twice)
    expect(saved.step?.counts).toEqual({ ...nothing, added: 1, changed: 1, held: 2 })
    expect(preview.heldAt.duplicate_in_file).toBe(2)
    expect((await leadsOf(started))['a@x.example']).toBe('ready Anna Ulm')
  })

  test('does not know leads removed from the list', async () => {
    const started = await startList(old)
    const { rows } = await started.t.call('lists.leads', { listId: started.list.id, page: {} })
    await started.t.call('lists.removeLeads', {
      listId: started.list.id,
      choice: { leadIds: [rows[0]?.id as never] },
    })
    const { saved } = await reImport(started, ['a@x.example,Anna,Ulm,verified'])
    expect(saved.step?.counts).toEqual({ ...nothing, added: 1 })
  })
})

describe('the gate of a known lead', () => {
  test('follows what the newer file says of the address', async () => {
    const started = await startList([...old, 'd@x.example,Dora,Mainz,unverified'])
    const { preview, saved } = await reImport(started, [
      'a@x.example,Ann,Ulm,invalid',
      'c@x.example,Cem,Kiel,verified',
      // It does not say, so the older value stays.
      'd@x.example,Dora,Mainz,',
    ])
    expect(saved.step?.counts).toEqual({ ...nothing, nowHeld: 1, changed: 1, same: 1 })
    expect(preview.samples.map(({ gate }) => gate)).toEqual([
      { before: 'unverified', after: 'ready' },
      { before: 'ready', after: 'not_found' },
    ])
    expect(saved.gates).toMatchObject({ ready: 2, not_found: 1, unverified: 1 })
    expect(Object.values(await leadsOf(started))).toEqual([
      'not_found Ann Ulm',
      'ready Bob Bonn',
      'ready Cem Kiel',
      'unverified Dora Mainz',
    ])
  })

  test('also recognises an excluded lead by the other spelling of its domain', async () => {
    const started = await startList([...old, 'jo@müller.example,Jo,Hof,unverified'])
    const done = await reImport(started, ['jo@xn--mller-kva.example,Jo,Hof,verified'])
    expect(done.saved.step?.counts).toEqual({ ...nothing, changed: 1 })
    expect(done.preview).toMatchObject({ ...nothing, changed: 1 })
    expect((await leadsOf(started))['jo@müller.example']).toBe('ready Jo Hof')
    await undo(started.t, done)
    expect((await leadsOf(started))['jo@müller.example']).toBe('unverified Jo Hof')
    await started.t.stop()
  })

  test('undone, it leaves out a lead that is ready again under the other spelling of its domain', async () => {
    const started = await startList([...old, 'jo@müller.example,Jo,Hof,verified'])
    const { t, list } = started
    const done = await reImport(started, ['jo@müller.example,Jo,Hof,invalid'])
    const email = 'jo@xn--mller-kva.example'
    await t.call('lists.addLead', { listId: list.id, fields: { email }, variables: {} })
    expect(await undo(t, done)).toEqual({ count: 0, kept: 1 })
    expect(await leadsOf(started)).toMatchObject({ 'jo@müller.example': 'not_found Jo Hof', [email]: 'ready - -' })
    await t.stop()
  })

  test('does not change in place once an export covered it', async () => {
    const started = await startList(old)
    const { t, list } = started
    inStore(t.dir, (db) =>
      db
        .prepare(
          `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_name, campaign_step,
             activation, row_count, ready_count, created_at)
           values (?, ?, 'click', '{}', 'done', 'C', 'done', 'not_wanted', ?, ?, '')`,
        )
        .run(list.workspaceId, list.id, list.rowCount, list.gates.ready),
    )
    const exported = () =>
      inStore(t.dir, (db) =>
        db
          .prepare('select id, position, gate, email from lead where position <= ? order by position')
          .all(list.rowCount),
      )
    const before = exported()
    const leadsBefore = await leadsOf(started)
    const done = await reImport(started, [
      'a@x.example,Anna,Ulm,invalid',
      'b@x.example,Bobby,Bonn,verified',
      'c@x.example,Cem,Kiel,verified',
    ])
    expect(done.saved.step?.counts).toEqual({ ...nothing, nowHeld: 1, changed: 2 })
    expect(exported()).toEqual(before)
    expect(await leadsOf(started)).toEqual({
      'a@x.example': 'not_found Ann Ulm',
      'b@x.example': 'ready Bobby Bonn',
      'c@x.example': 'ready Cem Kiel',
    })
    expect(done.saved.rowCount).toBe(3)
    expect(await undo(t, done)).toEqual({ count: 3, kept: 0 })
    expect(exported()).toEqual(before)
    expect(await leadsOf(started)).toEqual(leadsBefore)
    expect((await t.call('lists.get', { listId: list.id })).gates).toEqual(list.gates)
  })
})

describe('undoing a newer file', () => {
  test('restores everything at once, and only once', async () => {
    const started = await startList(old)
    const { t, list } = started
    const before = await leadsOf(started)
    const done = await reImport(started, [
      'a@x.example,Anna,Jena,verified',
      'b@x.example,Bob,Bonn,invalid',
      'c@x.example,Cem,Kiel,verified',
      'd@x.example,Dora,Mainz,verified',
    ])
    expect(await undo(t, done)).toEqual({ count: 4, kept: 0 })
    expect(await leadsOf(started)).toEqual(before)
    expect(await t.call('lists.get', { listId: list.id })).toMatchObject({ rowCount: 3, gates: list.gates })
    expect(await undo(t, done)).toEqual({ count: 0 })
    const again = await reImport(started, ['a@x.example,Anna,Jena,verified', 'd@x.example,Dora,Mainz,verified'])
    expect(again.saved.step?.counts).toEqual({ ...nothing, added: 1, changed: 1 })
  })

  test('keeps a lead that was corrected since', async () => {
    const started = await startList(old)
    const { t, list } = started
    const done = await reImport(started, ['a@x.example,Anna,Jena,verified', 'b@x.example,Bobby,Bonn,verified'])
    const { rows } = await t.call('lists.leads', { listId: list.id, page: {} })
    const leadId = rows[0]?.id as never
    await t.call('lists.editLead', { leadId, change: { kind: 'field', name: 'first_name', value: 'Annabel' } })
    expect(await undo(t, done)).toEqual({ count: 1, kept: 1 })
    expect(await leadsOf(started)).toMatchObject({
      'a@x.example': 'ready Annabel Jena',
      'b@x.example': 'ready Bob Bonn',
    })
  })
})

test('A changed lead names the newer file and row beside its first', async () => {
  const started = await startList(old)
  const { t, list } = started
  const done = await reImport(started, ['d@x.example,Dora,Mainz,verified', 'b@x.example,Bobby,Bonn,verified'])
  const { rows } = await t.call('lists.leads', { listId: list.id, page: {} })
  const leadId = rows[1]?.id as never
  const lead = await t.call('lists.lead', { leadId })
  expect(lead.source).toMatchObject({ fileName: 'old.csv', rowNumber: 2 })
  expect(lead.updates).toMatchObject([{ fileName: 'new.csv', rowNumber: 2 }])
  await undo(t, done)
  expect((await t.call('lists.lead', { leadId })).updates).toEqual([])
})

test('A list is offered for a file with its header or name, and no other list is', async () => {
  const { t, list } = await startList(old)
  const known = async (name: string, text: string) =>
    (await t.call('imports.open', { workspaceId: t.workspaceId, path: writeFile(t.files, name, text) })).knownList
  const row = 'z@x.example,Zoe,Ulm,verified'
  expect(await known('other.csv', `${header}\n${row}`)).toEqual({ listId: list.id, name: 'Leads', why: 'header' })
  expect(await known('old (2).csv', `E-Mail\nz@x.example`)).toEqual({ listId: list.id, name: 'Leads', why: 'name' })
  expect(await known('something.csv', `E-Mail\nz@x.example`)).toBeNull()
  await t.call('lists.archive', { listId: list.id, archived: true })
  expect(await known('other.csv', `${header}\n${row}`)).toBeNull()
})

test("A file cannot change another client's list", async () => {
  const { t, list } = await startList(old)
  const other = await t.call('workspaces.create', { name: 'Other', colour: 2 })
  const draft = await t.call('imports.open', {
    workspaceId: other.id,
    path: writeFile(t.files, 'new.csv', `${header}\n${old[0]}`),
  })
  const choice = { importId: draft.importId, mapping: suggested(draft), settings }
  const compared = t.call('imports.compare', { ...choice, listId: list.id, merge: both })
  expect((await failure(compared)).code).toBe('NOT_FOUND')
  const saved = t.call('imports.save', { ...choice, into: { listId: list.id, merge: both } })
  expect((await failure(saved)).code).toBe('NOT_FOUND')
})

test('Meanwhile the list accepts no other change; stopped, it is unchanged', async () => {
  const t = await startLeads()
  const rowsOf = (name: string) => Array.from({ length: 60_000 }, (_, i) => `p${i}@x.example,${name} ${i},Ulm,verified`)
  const started = await startList(rowsOf('Old'), t)
  const { list } = started
  const before = await t.call('lists.get', { listId: list.id })
  const { rows } = await t.call('lists.leads', { listId: list.id, page: { offset: 59_990 } })
  const draft = await t.call('imports.open', {
    workspaceId: t.workspaceId,
    path: writeFile(t.files, 'new.csv', [header, ...rowsOf('New')].join('\n')),
  })
  t.events.length = 0
  const choice = { importId: draft.importId, mapping: suggested(draft), settings }
  const saving = failure(t.call('imports.save', { ...choice, into: { listId: list.id, merge: both } }))
  await firstProgress(t, 'save')
  const leadId = rows[0]?.id as never
  const correcting = t.call('lists.editLead', { leadId, change: { kind: 'field', name: 'first_name', value: 'X' } })
  expect((await failure(correcting)).code).toBe('LIST_BUSY')
  const taking = t.call('lists.removeLeads', { listId: list.id, choice: { leadIds: [leadId] } })
  expect((await failure(taking)).code).toBe('LIST_BUSY')
  await t.call('imports.cancel', { importId: draft.importId })
  expect((await saving).code).toBe('CANCELLED')
  expect(await t.call('lists.get', { listId: list.id })).toEqual(before)
  const left = inStore(t.dir, (db) => ({
    changed: db.prepare("select count(*) from lead where first_name like 'New%'").pluck().get(),
    actions: db.prepare('select count(*) from list_action').pluck().get(),
    changes: db.prepare('select count(*) from lead_change').pluck().get(),
    imports: db.prepare('select count(*) from list_import').pluck().get(),
  }))
  expect(left).toEqual({ changed: 0, actions: 0, changes: 0, imports: 1 })
  await t.call('lists.editLead', { leadId, change: { kind: 'field', name: 'first_name', value: 'X' } })
})
