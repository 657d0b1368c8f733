import { afterEach, beforeEach, expect, it } from 'vitest'
import type { NamedPlace } from '#shared/contract/leads/remote-leads.ts'
import type { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend } from '../../../support/backend.ts'
import { emptyPageFirst } from '../../../support/instantly/empty-page.ts'
import { type FakeInstantly, startFakeInstantly } from '../../../support/instantly/server.ts'

const key = 'key-of-the-remote-lead-tests-0001'
let instantly: FakeInstantly
let app: TestBackend
let workspaceId: WorkspaceId
let campaign: NamedPlace
let list: NamedPlace
let oddPages: ReturnType<typeof emptyPageFirst> | null

/** Sends requests to Instantly as another program did before the app was connected. */
async function post(path: string, body: object): Promise<{ id: string }> {
  const response = await fetch(`${instantly.url}/api/v2${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as { id: string }
}

beforeEach(async () => {
  oddPages = null
  instantly = await startFakeInstantly({
    workspaces: [{ name: 'Northwind', keys: [{ key }] }],
    limits: null,
    control: async (request) => oddPages?.(request) ?? null,
  })
  const schedule = {
    schedules: [{ name: 'Week', timing: { from: '09:00', to: '17:00' }, days: { 1: true }, timezone: 'Etc/GMT+12' }],
  }
  const made = await post('/campaigns', { name: 'Old campaign', campaign_schedule: schedule })
  const kept = await post('/lead-lists', { name: 'Parked' })
  for (let from = 0; from < 230; from += 1) {
    await post('/leads', {
      campaign: made.id,
      email: `lead${from}@old.example`,
      first_name: 'Mara',
      company_name: `Company ${from}`,
      custom_variables: { city: from % 2 ? 'Köln' : 'Leeds', seats: from },
    })
  }
  campaign = { kind: 'campaign', id: made.id, name: 'Old campaign' }
  list = { kind: 'list', id: kept.id, name: 'Parked' }
  app = startBackend({ instantlyUrl: instantly.url })
  workspaceId = (await app.call('workspaces.addKey', { workspaceId: null, key })).workspace.id
})
afterEach(async () => {
  await app.stop()
  expect(instantly.violations).toEqual([])
  await instantly.close()
})

const place = ({ kind, id }: NamedPlace) => ({ kind, id })
const page = (at: NamedPlace, after: string | null = null) =>
  app.call('remoteLeads.page', { workspaceId, place: place(at), after })
const codeOf = (work: Promise<unknown>) => work.then(() => 'no error').catch((error: AppError) => error.code)

async function everyId(at: NamedPlace): Promise<readonly string[]> {
  const ids: string[] = []
  for (let after: string | null = null; ; ) {
    const { rows, next } = await page(at, after)
    ids.push(...rows.map((row) => row.id))
    if (next === null) return ids
    after = next
  }
}

it('Campaigns and lead lists are named, their leads paged to the end', async () => {
  expect(await app.call('remoteLeads.places', { workspaceId })).toEqual([campaign, list])
  expect((await page(campaign)).rows[0]).toMatchObject({ email: 'lead0@old.example', name: 'Mara', status: 1 })
  expect(new Set(await everyId(campaign)).size).toBe(230)
})

it('Leads behind an empty page are shown', async () => {
  oddPages = emptyPageFirst(() => instantly.url)
  expect((await page(campaign)).rows[0]).toMatchObject({ email: 'lead0@old.example' })
  expect(new Set(await everyId(campaign)).size).toBe(230)
})

it('A variable may be named like a built-in property: a lead without it has no value', async () => {
  await post('/leads', { list_id: list.id, email: 'a@old.example', custom_variables: { constructor: 'Bau AG' } })
  await post('/leads', { list_id: list.id, email: 'b@old.example' })
  const draft = await app.call('remoteLeads.pull', { workspaceId, place: place(list) })
  const samples = draft?.columns.find(({ header }) => header === 'constructor')?.samples
  expect(samples).toEqual(['Bau AG'])
})

it('Every lead is imported with its variables, opened like a file', async () => {
  const draft = await app.call('remoteLeads.pull', { workspaceId, place: place(campaign) })
  expect(draft).toMatchObject({ rowCount: 230, fileName: 'Instantly · Old campaign' })
  expect(draft?.columns.map((column) => column.header).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'city',
    'company_name',
    'email',
    'first_name',
    'seats',
  ])
  expect(await app.call('remoteLeads.pull', { workspaceId, place: place(list) })).toBeNull()
})

it('Leads move by their ids, and are reported as moved once Instantly has done it', async () => {
  const ids = (await everyId(campaign)).slice(0, 3)
  expect(await app.call('remoteLeads.move', { workspaceId, from: place(campaign), to: place(list), ids })).toEqual({
    count: 3,
    stayed: 0,
    optedOut: 0,
  })
  expect(await everyId(list)).toHaveLength(3)
  expect(await everyId(campaign)).toHaveLength(227)
})

it('A move is not reported as rejected because its result could not be read', async () => {
  let ids = (await everyId(campaign)).slice(0, 2)
  const move = () => app.call('remoteLeads.move', { workspaceId, from: place(campaign), to: place(list), ids })
  const unread = (times: number) =>
    instantly.faults.script({
      method: 'GET',
      path: '/background-jobs/*',
      times,
      fault: { kind: 'status', status: 404, when: 'before_commit' },
    })
  unread(1)
  expect(await move()).toMatchObject({ count: 2, stayed: 0 })
  expect(await everyId(list)).toHaveLength(2)
  unread(200)
  ids = (await everyId(campaign)).slice(0, 2)
  // Instantly may have finished by then, or may still be working.
  const told = await move().then(
    ({ count }) => count,
    (error: AppError) => error.code,
  )
  expect(told === 'OUTCOME_UNKNOWN' || told === 2, String(told)).toBe(true)
})

it('Leads that were moved or deleted although the answer was that of a rate limit count as moved or deleted', async () => {
  const ids = (await everyId(campaign)).slice(0, 6)
  const fault = { kind: 'status', status: 429, when: 'after_commit' } as const
  instantly.faults.script({ method: 'POST', path: '/leads/move', fault })
  instantly.faults.script({ method: 'DELETE', path: '/leads', fault })
  const [moved, deleted] = [ids.slice(0, 3), ids.slice(3)]
  expect(
    await app.call('remoteLeads.move', { workspaceId, from: place(campaign), to: place(list), ids: moved }),
  ).toMatchObject({ count: 3, stayed: 0 })
  expect(await app.call('remoteLeads.remove', { workspaceId, place: place(campaign), ids: deleted })).toEqual({
    count: 3,
  })
  expect(await everyId(campaign)).toHaveLength(224)
})

it('Leads that a rate limit refused for a moment are moved or deleted, and counted', async () => {
  const ids = (await everyId(campaign)).slice(0, 6)
  const fault = { kind: 'status', status: 429, when: 'before_commit' } as const
  instantly.faults.script({ method: 'POST', path: '/leads/move', fault })
  instantly.faults.script({ method: 'DELETE', path: '/leads', fault })
  const [moved, deleted] = [ids.slice(0, 3), ids.slice(3)]
  const move = { workspaceId, from: place(campaign), to: place(list), ids: moved }
  expect(await app.call('remoteLeads.move', move)).toMatchObject({ count: 3, stayed: 0 })
  const removal = { workspaceId, place: place(campaign), ids: deleted }
  expect(await app.call('remoteLeads.remove', removal)).toEqual({ count: 3 })
})

it('If Instantly does not say how many it moved, those still there do not count', async () => {
  await post('/leads', { list_id: list.id, email: 'lead0@old.example' })
  const ids = (await everyId(campaign)).slice(0, 3)
  instantly.faults.script({
    method: 'GET',
    path: '/background-jobs/*',
    times: 99,
    fault: { kind: 'older_answer', fields: { data: null } },
  })
  expect(
    await app.call('remoteLeads.move', { workspaceId, from: place(campaign), to: place(list), ids }),
  ).toMatchObject({
    count: 2,
    stayed: 1,
  })
})

it('A lead whose address is already in the target is not there twice after a move, and does not count as moved', async () => {
  await post('/leads', { list_id: list.id, email: 'lead0@old.example' })
  const ids = (await everyId(campaign)).slice(0, 3)
  expect(await app.call('remoteLeads.move', { workspaceId, from: place(campaign), to: place(list), ids })).toEqual({
    count: 2,
    stayed: 1,
    optedOut: 0,
  })
  expect(await everyId(list)).toHaveLength(3)
})

it('Only leads with the given ids are deleted; without ids nothing is requested', async () => {
  const ids = (await everyId(campaign)).slice(5, 9)
  expect(await app.call('remoteLeads.remove', { workspaceId, place: place(campaign), ids: [...ids] })).toEqual({
    count: 4,
  })
  const left = await everyId(campaign)
  expect(left).toHaveLength(226)
  expect(left.filter((id) => ids.includes(id))).toEqual([])
  const before = instantly.journal.requests('DELETE', '/api/v2/leads').length
  expect(await codeOf(app.call('remoteLeads.remove', { workspaceId, place: place(campaign), ids: [] }))).toBe(
    'INVALID_INPUT',
  )
  expect(await codeOf(app.call('remoteLeads.remove', { workspaceId, place: place(campaign), ids: [' '] }))).toBe(
    'INVALID_INPUT',
  )
  expect(instantly.journal.requests('DELETE', '/api/v2/leads')).toHaveLength(before)
})
