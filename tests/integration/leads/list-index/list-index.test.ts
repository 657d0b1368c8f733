/** Pages of a big list come from its index, and must equal those from reading the whole list. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import type { LeadRow } from '#shared/contract/leads/lists.ts'
import type { ListId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import { makeList } from '../../../support/lists.ts'
import { spawnIndexer } from '../../../support/threads.ts'
import { inStore, startLeads } from '../support.ts'

const rows = 24_000

test('Every order, filter and search of a big list gives the same with its index as without', async () => {
  const t = await startLeads(undefined, { spawnIndexer })
  const { listId } = makeList(t.dir, { workspaceId: t.workspaceId, name: 'Big', count: rows, heldEvery: 7 })
  const ask = (input: object) => t.call('lists.leads', { listId, page: {}, ...input })
  const questions = (['position', 'email', 'company_name'] as const).flatMap((sort) =>
    [false, true].flatMap((descending) =>
      [{ gate: 'all' }, { gate: 'held' }, { gate: 'ready' }, { search: 'lead1234' }, { search: 'Company 77' }].map(
        (filter) => ({ sort, descending, ...filter, page: { offset: 13, limit: 40 } }),
      ),
    ),
  )
  const positions = (page: { rows: readonly LeadRow[]; total: number }) => [
    page.total,
    ...page.rows.map(({ position }) => position),
  ]
  const byReading = []
  // The first query requests the index; until it exists the list is read.
  for (const question of questions) byReading.push(positions(expected(t.dir, listId, question)))
  await ask({ sort: 'email' })
  await until('the index', async () => (await ask({})).making === null)
  const filesOf = fs.readdirSync(t.dir).filter((name) => name.startsWith('list-index.db'))
  expect(filesOf).toContain('list-index.db')
  // It contains the people of the list, so no other user of this computer may read it.
  if (process.platform !== 'win32')
    expect(filesOf.filter((name) => fs.statSync(path.join(t.dir, name)).mode & 0o077)).toEqual([])
  for (const [at, question] of questions.entries()) expect(positions(await ask(question))).toEqual(byReading[at])

  // Changes since the index was built.
  const [first] = (await ask({ search: 'lead20001@' })).rows
  await t.call('lists.removeLeads', { listId, choice: { leadIds: [(first as LeadRow).id] } })
  expect((await ask({ search: 'lead20001@' })).total).toBe(0)
  const [second] = (await ask({ search: 'lead20002@' })).rows
  const change = { kind: 'field' as const, name: 'company_name' as const, value: 'Quite Another Name' }
  await t.call('lists.editLead', { leadId: (second as LeadRow).id, change })
  expect((await ask({ search: 'Another Name' })).rows.map(({ position }) => position)).toEqual([20_002])
})

test('A common text shows its first rows at once and all of them in the end', async () => {
  const t = await startLeads(undefined, { spawnIndexer })
  const { listId } = makeList(t.dir, { workspaceId: t.workspaceId, name: 'Big', count: rows })
  const ask = () => t.call('lists.leads', { listId, search: 'company', page: {} })
  await ask()
  await until('the index', async () => (await ask()).making === null)
  const whole = await until('every row', async () => {
    const page = await ask()
    return page.complete ? page : null
  })
  expect(whole.total).toBe(rows)
})

test('A tag of nearly all leads filters a big list with the right count, even after an undo', async () => {
  const t = await startLeads(undefined, { spawnIndexer })
  const { listId } = makeList(t.dir, { workspaceId: t.workspaceId, name: 'Big', count: rows, heldEvery: 7 })
  await t.call('lists.leads', { listId, sort: 'email', page: {} })
  await until('the index', async () => (await t.call('lists.leads', { listId, page: {} })).making === null)
  const wholly = (input: object) =>
    until('every row', async () => {
      const page = await t.call('lists.leads', { listId, page: { offset: 0, limit: 3 }, ...input })
      return page.complete && page.making === null ? page : null
    })
  const all = { all: {} }
  await t.call('lists.tag', { listId, choice: all, name: 'Autumn' })
  const [tag] = await t.call('lists.tags', { listId })
  expect(tag).toMatchObject({ name: 'Autumn', leads: rows })
  const tagId = tag?.id ?? 0
  expect((await wholly({ tagId })).total).toBe(rows)
  const held = (await wholly({ gate: 'held' })).total
  const removed = await t.call('lists.removeLeads', { listId, choice: { all: { gate: 'held' } } })
  expect((await t.call('lists.tags', { listId }))[0]?.leads).toBe(rows - held)
  const untagged = await t.call('lists.untag', { listId, choice: { all: { search: 'lead1234' } }, tagId })
  expect((await wholly({ tagId })).total).toBe(rows - held - untagged.count)
  await t.call('lists.undo', { actionId: untagged.actionId })
  expect((await wholly({ tagId })).total).toBe(rows - held)
  await t.call('lists.undo', { actionId: removed.actionId })
  expect((await wholly({ tagId })).total).toBe(rows)
  expect((await t.call('lists.tags', { listId }))[0]?.leads).toBe(rows)
})

test('An index built while the clock was a year ahead is renewed once the clock is right', async () => {
  let aheadMs = 400 * 86_400_000
  const clock = { ...systemClock, now: () => Date.now() + aheadMs }
  const t = await startLeads(undefined, { spawnIndexer, clock })
  const { listId } = makeList(t.dir, { workspaceId: t.workspaceId, name: 'Big', count: rows })
  const making = async () => (await t.call('lists.leads', { listId, sort: 'email', page: { limit: 3 } })).making
  await making()
  await until('the index', async () => (await making()) === null)
  aheadMs = 0
  await t.call('lists.tag', { listId, choice: { all: { search: 'lead1234' } }, name: 'Autumn' })
  expect(await making()).not.toBeNull()
})

test('After a restore a list is searched by its own leads, not by those of a list the copy does not know', async () => {
  const t = await startLeads(undefined, { spawnIndexer })
  await t.call('backups.start', {})
  const copy = (await t.call('backups.state', {})).copies?.[0]?.path ?? ''
  const make = (tag: string) => makeList(t.dir, { workspaceId: t.workspaceId, name: 'Big', count: rows, tag }).listId
  const found = async (listId: ListId, search: string) => {
    const ask = () => t.call('lists.leads', { listId, search, page: {} })
    await ask()
    return until('the search', async () => {
      const page = await ask()
      return page.making === null && page.complete ? { total: page.total } : null
    })
  }
  const lost = make('lost')
  expect(await found(lost, 'lead20001@lost')).toEqual({ total: 1 })
  await t.call('backups.restore', { path: copy })
  await until('the copy', async () => (await t.call('backups.restored', {})) !== null)
  const own = make('own')
  expect(own).toBe(lost)
  expect(await found(own, 'lead20001@own')).toEqual({ total: 1 })
})

type Question = {
  readonly sort: string
  readonly descending: boolean
  readonly gate?: string
  readonly search?: string
  readonly page: { readonly offset: number; readonly limit: number }
}

/** Returns the same page from the plainest SQL. */
function expected(dir: string, listId: number, { sort, descending, gate, search, page }: Question) {
  const where = `list_id = ${listId}${gate === 'ready' ? ' and gate = 0' : gate === 'held' ? ' and gate <> 0' : ''}${
    search
      ? ` and (coalesce(email, '') || ' ' || coalesce(first_name, '') || ' ' || coalesce(company_name, '')) like '%${search}%'`
      : ''
  }`
  const all = inStore(dir, (db) => db.prepare(`select position, ${sort} as value from lead where ${where}`).all()) as {
    position: number
    value: string | number | null
  }[]
  const turn = descending ? -1 : 1
  const compare = (a: (typeof all)[number], b: (typeof all)[number]) => {
    if (a.value === null || b.value === null) {
      return a.value === b.value ? a.position - b.position : a.value === null ? 1 : -1
    }
    const [left, right] =
      typeof a.value === 'string' ? [a.value.toLowerCase(), String(b.value).toLowerCase()] : [a.value, b.value]
    return left < right ? -turn : left > right ? turn : turn * (a.position - b.position)
  }
  const sorted = all.toSorted(compare).slice(page.offset, page.offset + page.limit)
  return { total: all.length, rows: sorted as unknown as readonly LeadRow[] }
}
