/** Columns beside the built-in ones: shown, sorted and filtered by; tags and files as filters. */
import { expect, test } from 'vitest'
import type { LeadPage } from '#shared/contract/leads/lists.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import { until } from '../../../support/backend.ts'
import { makeList } from '../../../support/lists.ts'
import { spawnIndexer } from '../../../support/threads.ts'
import { importFile, inStore, startLeads, writeFile } from '../support.ts'

const file = [
  'Email,First Name,City,Reviews,Odd Column',
  'a@acme.example,Ann,Ulm,90,x1',
  'b@acme.example,Bob,aachen,9,',
  'c@acme.example,Cid,,120,x3',
  'd@acme.example,Dee,Bonn,n/a,x2',
].join('\n')

const numbers = (page: LeadPage) => page.rows.map(({ position }) => position)

test('A list offers every field, variable and column of its file, and shows their values', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, writeFile(t.files, 'leads.csv', file))
  const { others, sources } = await t.call('lists.columns', { listId })
  expect(others).toEqual(expect.arrayContaining(['field:first_name', 'variable:city', 'original:Odd Column']))
  expect(sources.map(({ fileName, rowCount }) => [fileName, rowCount])).toEqual([['leads.csv', 4]])
  const columns = ['variable:city', 'original:Odd Column', 'field:first_name']
  const page = await t.call('lists.leads', { listId, columns, page: {} })
  expect(page.rows.map(({ values }) => values)).toEqual([
    ['Ulm', 'x1', 'Ann'],
    ['aachen', '', 'Bob'],
    ['', 'x3', 'Cid'],
    ['Bonn', 'x2', 'Dee'],
  ])
})

test('Each list remembers its own chosen columns', async () => {
  const t = await startLeads()
  const one = await importFile(t, writeFile(t.files, 'leads.csv', file))
  const other = await importFile(t, writeFile(t.files, 'more.csv', file), { name: 'Other' })
  await t.call('lists.showColumns', { listId: one.id, shown: ['email', 'variable:city'] })
  expect((await t.call('lists.columns', { listId: one.id })).shown).toEqual(['email', 'variable:city'])
  expect((await t.call('lists.columns', { listId: other.id })).shown).not.toContain('variable:city')
})

test('Any column sorts: numbers by size, texts ignoring case, empty values last in both directions', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, writeFile(t.files, 'leads.csv', file))
  const sorted = async (sort: string, descending = false) =>
    numbers(await t.call('lists.leads', { listId, sort, descending, page: {} }))
  expect(await sorted('variable:city')).toEqual([2, 4, 1, 3])
  expect(await sorted('variable:city', true)).toEqual([1, 4, 2, 3])
  expect(await sorted('original:Reviews')).toEqual([2, 1, 3, 4])
  expect(await sorted('original:Odd Column')).toEqual([1, 4, 3, 2])
})

test('Conditions on columns narrow the rows, together with file and gate, and select what is removed', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, writeFile(t.files, 'leads.csv', file))
  await importFile(t, writeFile(t.files, 'more.csv', 'Email,City\ne@acme.example,Ulm\n'), { listId })
  const ask = async (more: object) => numbers(await t.call('lists.leads', { listId, page: {}, ...more }))
  expect(await ask({ where: [{ column: 'variable:city', op: 'is', value: 'ULM' }] })).toEqual([1, 5])
  expect(await ask({ where: [{ column: 'variable:city', op: 'empty' }] })).toEqual([3])
  const { sources } = await t.call('lists.columns', { listId })
  expect(await ask({ importId: sources[1]?.importId })).toEqual([5])
  const where = [
    { column: 'variable:city', op: 'filled' as const },
    { column: 'original:Odd Column', op: 'contains' as const, value: 'X' },
  ]
  expect(await ask({ where })).toEqual([1, 4])
  expect((await t.call('lists.removeLeads', { listId, choice: { all: { where } } })).count).toBe(2)
  expect(await ask({})).toEqual([2, 3, 5])
})

test('A file whose import was undone is no filter any more, until its leads are put back', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, writeFile(t.files, 'leads.csv', file))
  const { lastFile } = await importFile(t, writeFile(t.files, 'more.csv', 'Email,City\ne@acme.example,Ulm\n'), {
    listId,
  })
  const files = async () => (await t.call('lists.columns', { listId })).sources.map(({ fileName }) => fileName)
  expect(await files()).toEqual(['leads.csv', 'more.csv'])
  await t.call('lists.undo', { actionId: lastFile?.actionId ?? 0 })
  expect(await files()).toEqual(['leads.csv'])
  const [removal] = await t.call('lists.history', { listId })
  await t.call('lists.undo', { actionId: removal?.actionId ?? 0 })
  expect(await files()).toEqual(['leads.csv', 'more.csv'])
})

test('A list is filtered by consents of its files: basis missing or present, and its date', async () => {
  const t = await startLeads()
  const withConsent = [
    'Email,Consent,Consent Source,Consent Date',
    'a@acme.example,yes,web form,2026-01-31',
    'b@acme.example,no,,',
    'c@acme.example,legitimate interest,fair,01.02.2026 10:00',
    'd@acme.example,,,',
    'e@acme.example,yes,card,02/03/2026',
  ].join('\n')
  const { id: listId } = await importFile(t, writeFile(t.files, 'consent.csv', withConsent))
  await importFile(t, writeFile(t.files, 'without.csv', 'Email\nf@acme.example'), { listId })
  const { others } = await t.call('lists.columns', { listId })
  expect(others).toEqual(expect.arrayContaining(['consent:basis', 'consent:source', 'consent:date']))
  const where = async (column: string, op: 'empty' | 'filled' | 'before' | 'since', value = '') =>
    numbers(await t.call('lists.leads', { listId, where: [{ column, op, value }], page: {} }))
  expect(await where('consent:basis', 'empty')).toEqual([2, 4, 6])
  expect(await where('consent:basis', 'filled')).toEqual([1, 3, 5])
  expect(await where('consent:date', 'before', '2026-02-01')).toEqual([1])
  expect(await where('consent:date', 'since', '2026-02-01')).toEqual([3])
  const page = await t.call('lists.leads', { listId, columns: ['consent:basis', 'consent:date'], page: {} })
  expect(page.rows[2]?.values).toEqual(['legitimate interest', '01.02.2026 10:00'])
  const without = await importFile(t, writeFile(t.files, 'other.csv', 'Email\ng@acme.example'), { name: 'Other' })
  expect((await t.call('lists.columns', { listId: without.id })).others).not.toContain('consent:basis')
})

test('Tags are given to all search results, filtered by, and removed, each with undo', async () => {
  const t = await startLeads()
  const { id: listId } = await importFile(t, writeFile(t.files, 'leads.csv', file))
  const all = await t.call('lists.leads', { listId, page: {} })
  const [first] = all.rows
  await t.call('lists.tag', { listId, choice: { leadIds: [first?.id ?? 0] as never }, name: 'Call first' })
  const step = await t.call('lists.tag', { listId, choice: { all: { gate: 'ready' } }, name: ' call FIRST ' })
  expect(step.count).toBe(3)
  const [tag] = await t.call('lists.tags', { listId })
  expect([tag?.name, tag?.leads]).toEqual(['Call first', 4])
  const tagged = async () => numbers(await t.call('lists.leads', { listId, tagId: tag?.id ?? 0, page: {} }))
  expect(await tagged()).toEqual([1, 2, 3, 4])
  const away = await t.call('lists.untag', { listId, choice: { all: { search: 'b@' } }, tagId: tag?.id ?? 0 })
  expect(await tagged()).toEqual([1, 3, 4])
  await t.call('lists.undo', { actionId: away.actionId })
  expect(await tagged()).toEqual([1, 2, 3, 4])
  await t.call('lists.undo', { actionId: step.actionId })
  expect(await tagged()).toEqual([1])
})

test('A big list gives the same with the index of a column as a small one without, with edits visible at once', async () => {
  const t = await startLeads(undefined, { spawnIndexer })
  const rows = 21_000
  const { listId } = makeList(t.dir, { workspaceId: t.workspaceId, name: 'Big', count: rows, heldEvery: 7 })
  inStore(t.dir, (db) =>
    db
      .prepare(
        `update lead set payload = json_set(payload, '$.custom_variables', json_object('city', 'Town ' || (position % 10)))
         where list_id = ?`,
      )
      .run(listId),
  )
  const ask = (more: object) => t.call('lists.leads', { listId, page: { limit: 5 }, ...more })
  await until(
    'the index',
    async () => (await ask({ sort: 'email' })).making === null && (await ask({ sort: 'email' })).sorted,
  )
  const where = [{ column: 'variable:city', op: 'is' as const, value: 'town 3' }]
  await until('the hits', async () => (await ask({ where })).complete)
  const page = await ask({ where })
  expect([page.total, ...numbers(page)]).toEqual([rows / 10, 3, 13, 23, 33, 43])
  await until('the order', async () => (await ask({ sort: 'variable:city' })).sorted)
  expect(numbers(await ask({ sort: 'variable:city', descending: true }))).toEqual([
    20_999, 20_989, 20_979, 20_969, 20_959,
  ])
  const third = page.rows[0]?.id as never
  await t.call('lists.editLead', { leadId: third, change: { kind: 'variable', name: 'city', value: 'Elsewhere' } })
  const after = await ask({ where })
  expect([after.complete, after.total, ...numbers(after)]).toEqual([true, rows / 10 - 1, 13, 23, 33, 43, 53])
  const { sources } = await t.call('lists.columns', { listId })
  expect((await ask({ importId: sources[0]?.importId })).total).toBe(rows)
})

test('A condition matches the current leads, even after the index of a big list was rebuilt', async () => {
  const t = await startLeads(undefined, { spawnIndexer })
  const rows = 21_000
  const { listId } = makeList(t.dir, { workspaceId: t.workspaceId, name: 'Big', count: rows, heldEvery: 7 })
  inStore(t.dir, (db) =>
    db
      .prepare(
        `update lead set payload = json_set(payload, '$.custom_variables', json_object('city', 'Town ' || (position % 10000)))
         where list_id = ?`,
      )
      .run(listId),
  )
  const ask = (more: object) => t.call('lists.leads', { listId, page: { limit: 5 }, ...more })
  const isMade = () => until('the index', async () => (await ask({ sort: 'email' })).making === null)
  await isMade()
  const where = [{ column: 'variable:city', op: 'is' as const, value: 'town 3' }]
  await until('the hits', async () => (await ask({ where })).complete)
  const page = await ask({ where })
  expect(numbers(page)).toEqual([3, 10_003, 20_003])
  const [first, second] = page.rows
  if (!first || !second) throw new Error('no leads')
  const change = { kind: 'variable', name: 'city', value: 'Elsewhere' } as const
  await t.call('lists.editLead', { leadId: first.id, change })
  // Permanently removed leads leave the index, which is rebuilt for that.
  await t.call('lists.removeLeads', { listId, choice: { leadIds: [second.id] } })
  await t.call('lists.purge', { listId, what: 'removed', typed: 'Big' })
  await isMade()
  await until('the hits again', async () => (await ask({ where })).complete)
  expect(numbers(await ask({ where }))).toEqual([20_003])
  const all = { gate: 'all' as const, search: '', importId: null, tagId: null, where }
  expect((await t.call('lists.removeLeads', { listId, choice: { all } })).count).toBe(1)
})

test('Leads moved to another gate are found there at once, even if the step began before the index was built', async () => {
  const t = await startLeads(undefined, { spawnIndexer })
  const { listId } = makeList(t.dir, { workspaceId: t.workspaceId, name: 'Big', count: 21_000 })
  const step = inStore(t.dir, (db) =>
    Number(
      db
        .prepare(
          `insert into list_action (workspace_id, list_id, kind, lead_count, at) values (?, ?, 'verify', 0, '2026-11-01')`,
        )
        .run(t.workspaceId, listId).lastInsertRowid,
    ),
  )
  const held = () => t.call('lists.leads', { listId, page: { limit: 5 }, gate: 'not_found' })
  /** Changes gates as a run does each time some of its addresses are answered. */
  const regate = (position: number) =>
    inStore(t.dir, (db) => {
      const of = [listId, position]
      db.prepare(
        `insert into lead_change (action_id, lead_id, gate, email, payload)
         select ?, id, gate, email, payload from lead where list_id = ? and position = ?`,
      ).run(step, ...of)
      db.prepare('update lead set gate = ? where list_id = ? and position = ?').run(gateCodes.not_found, ...of)
      db.prepare('update lead_list set revision = revision + 1 where id = ?').run(listId)
    })
  regate(7)
  await until('the index', async () => ((await held()).making === null && (await held()).complete ? true : null))
  expect(numbers(await held())).toEqual([7])
  regate(9)
  expect(numbers(await held())).toEqual([7, 9])
})

test.each([
  ['by reading', undefined, 0],
  ['by the thread', spawnIndexer, 0],
  ['by the thread, of a client with more people than the list has', spawnIndexer, 9],
])(
  "leads who opened, clicked or replied come first, %s, newest first; others stay in the list's order",
  async (_, thread, strangers) => {
    const t = await startLeads(undefined, thread ? { spawnIndexer: thread } : {})
    const { id: listId } = await importFile(t, writeFile(t.files, 'leads.csv', file))
    const at = (day: number) => Date.UTC(2026, 10, day)
    inStore(t.dir, (raw) => {
      const { workspaceId } = raw
        .prepare('select workspace_id as workspaceId from lead_list where id = ?')
        .get(listId) as {
        workspaceId: number
      }
      const campaign = Number(
        raw
          .prepare(`insert into event_campaign (workspace_id, remote_id, name, named_at) values (?, 'c1', 'One', 0)`)
          .run(workspaceId).lastInsertRowid,
      )
      const person = (email: string) =>
        Number(
          raw.prepare('insert into event_contact (workspace_id, email) values (?, ?)').run(workspaceId, email)
            .lastInsertRowid,
        )
      const told = raw.prepare(
        `insert into event_lead (workspace_id, contact_id, campaign_id, sent, opened, clicked, replied, auto_replied, bounced,
         unsubscribed, events, first_at, last_at, score) values (?, ?, ?, 1, ?, 0, ?, ?, 0, 0, 2, 0, 0, ?)`,
      )
      const key = raw.prepare(
        'insert into event_key (workspace_id, contact_id, at, type, hash, event_id) values (?, ?, ?, ?, ?, ?)',
      )
      const listed = raw.prepare(
        `insert into lead_activity (workspace_id, contact_id, campaign_id, opened, clicked, replied, bounced, unsubscribed,
         opened_at, clicked_at, replied_at, last_at, score) values (?, ?, ?, 1, ?, ?, 0, 0, ?, ?, ?, 0, ?)`,
      )
      for (let no = 0; no < strangers; no += 1) person(`stranger${no}@else.example`)
      // Events report of b: opened long ago, and contacted since. The list of leads reports of d: clicked.
      const b = person('b@acme.example')
      told.run(workspaceId, b, campaign, 1, 0, 0, 2)
      key.run(workspaceId, b, at(3), 2, 1, 1)
      key.run(workspaceId, b, at(20), 1, 2, 2)
      listed.run(workspaceId, person('d@acme.example'), campaign, 1, 0, at(9), at(10), null, 3)
      // An automatic reply does not count as a reply, whatever the list of leads says.
      const c = person('c@acme.example')
      told.run(workspaceId, c, campaign, 0, 0, 1, 1)
      listed.run(workspaceId, c, campaign, 0, 1, null, null, at(21), 4)
    })
    const page = (descending: boolean) =>
      t.call('lists.leads', { listId, sort: 'engagement', descending, page: { limit: 3 } })
    await until('who did something', async () => (await page(true)).sorted)
    const newest = await page(true)
    expect(numbers(newest)).toEqual([4, 2, 1])
    expect(newest.rows.map(({ engagement }) => engagement)).toEqual([
      { what: 'clicked', at: new Date(at(10)).toISOString() },
      { what: 'opened', at: new Date(at(3)).toISOString() },
      null,
    ])
    expect(numbers(await page(false))).toEqual([2, 4, 1])
    expect(
      numbers(await t.call('lists.leads', { listId, sort: 'engagement', descending: true, search: 'bob', page: {} })),
    ).toEqual([2])

    // A lead with new activity comes first with the next reading; until then the page is unchanged.
    inStore(t.dir, (raw) => {
      raw.exec(`update lead_activity set opened_at = ${at(22)}, score = 2 where contact_id in
      (select id from event_contact where email = 'c@acme.example')`)
      raw.exec(`update event_lead set auto_replied = 0, replied = 1, score = 4`)
    })
    await t.call('lists.showColumns', { listId, shown: ['email'] })
    expect((await page(true)).sorted).toBe(true)
    await until('the newer order', async () => numbers(await page(true)).join() === '3,4,2')
  },
)
