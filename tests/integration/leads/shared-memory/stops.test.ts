import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { OptOutRow, OptOutState } from '#shared/contract/leads/opt-outs.ts'
import { until } from '../../../support/backend.ts'
import type { FakeInstantly } from '../../../support/instantly/server.ts'
import { makeList } from '../../../support/lists.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import { type Computer, listFor, startDatabase, twoComputers } from './support.ts'

/** An opt-out on one computer is known on both, and is sent to Instantly once. */

const person = 'lead7@list.example'
let db: TestPostgres
let fake: FakeInstantly
let one: Computer
let two: Computer

beforeAll(async () => {
  db = await startDatabase()
})
afterAll(() => db.stop())

beforeEach(async () => {
  ;({ fake, one, two } = await twoComputers(db, { dedupe: true }))
})
afterEach(async () => {
  await Promise.all([one.app.stop(), two.app.stop()])
  expect(fake.violations).toEqual([])
  await fake.close()
})

async function find(
  { app, workspaceId }: Computer,
  value: string,
  state: OptOutState = 'on',
): Promise<OptOutRow | null> {
  const filter = state === 'undone' ? 'undone' : 'all'
  const { rows } = await app.call('optOuts.list', { workspaceId, filter, search: value, page: {} })
  return rows.find((row) => row.value === value && row.state === state) ?? null
}
const arrives = (computer: Computer, value = person, state: OptOutState = 'on') =>
  until(`${value} to be ${state}`, () => find(computer, value, state))
const tellNow = ({ app, workspaceId }: Computer) => app.call('optOuts.tellNow', { workspaceId })
const say = ({ app, workspaceId }: Computer, text = person) =>
  app.call('optOuts.add', { workspaceId, scope: 'client', text })
const blocked = () => [...(fake.world.workspaces[0]?.blocked.keys() ?? [])]
const confirmed = (computer: Computer) =>
  until('Instantly to have it', async () => {
    await tellNow(computer)
    const row = await find(computer, person)
    return row?.atInstantly.state === 'confirmed' ? row : null
  })

it('An opt-out on one computer is an opt-out on both, and one entry at Instantly', async () => {
  listFor(two, 20)
  await say(one)
  expect((await arrives(two)).source).toBe('shared')
  // The computer it was entered on sends it to Instantly; the other one finds it there.
  expect((await confirmed(one)).atInstantly.blockedBefore).toBe(0)
  expect((await confirmed(two)).atInstantly.blockedBefore).toBe(1)
  expect(blocked()).toEqual([person])
  expect(fake.journal.requests('POST', /block-lists-entries/).length).toBe(1)
  // Nor does it return to the first one as new.
  await two.app.call('sharedMemory.syncNow', { id: two.memory.id })
  await one.app.call('sharedMemory.syncNow', { id: one.memory.id })
  expect((await find(one, person))?.source).toBe('hand')
  expect(await db.sql(`select count(*)::int as n from sendoff_shared.entry where kind = 'stop'`)).toEqual([{ n: 1 }])
})

it('Instantly is updated from here if the other computer does not', async () => {
  await one.app.call('optOuts.saveSettings', { atInstantly: false })
  listFor(two, 20)
  await say(one)
  await arrives(two)
  await confirmed(two)
  expect(blocked()).toEqual([person])
})

it('An opt-out is undone where it was recorded, and stays until then', async () => {
  listFor(two, 20)
  const { added } = await say(one)
  const there = await arrives(two)
  await confirmed(one)
  expect(await two.app.call('optOuts.undo', { ids: [there.id], undone: true })).toBe(0)
  expect((await find(two, person))?.state).toBe('on')
  expect(await one.app.call('optOuts.undo', { ids: [...added], undone: true })).toBe(1)
  await arrives(two, person, 'undone')
  await tellNow(one)
  await until('the entry to be gone', () => blocked().length === 0)
})

it('Recorded on both, an opt-out applies until both undid it', async () => {
  listFor(two, 20)
  const { added } = await say(one)
  await arrives(two)
  await say(two)
  expect((await find(two, person))?.source).toBe('hand')
  await until('the first one to hear of it', async () => {
    const [row] = await one.app.call('sharedMemory.list', {})
    return row?.stops === 1
  })
  await one.app.call('sharedMemory.syncNow', { id: one.memory.id })
  // Undone here, it belongs only to the other computer.
  expect(await one.app.call('optOuts.undo', { ids: [...added], undone: true })).toBe(0)
  expect((await find(one, person))?.source).toBe('shared')
  const mine = await find(two, person)
  await until(
    'the second one to hear of that',
    async () => (await two.app.call('sharedMemory.list', {}))[0]?.stops === 0,
  )
  expect(await two.app.call('optOuts.undo', { ids: mine ? [mine.id] : [], undone: true })).toBe(1)
  await arrives(one, person, 'undone')
})

it('A person who joins a list later is recorded then; a domain with its first address', async () => {
  await say(one)
  await say(one, 'late.example')
  await until('the stops to arrive', async () => (await two.app.call('sharedMemory.list', {}))[0]?.stops === 2)
  await two.app.call('sharedMemory.syncNow', { id: two.memory.id })
  expect(await find(two, person)).toBeNull()
  listFor(two, 20)
  listFor(two, 1, 'late')
  await two.app.call('sharedMemory.syncNow', { id: two.memory.id })
  expect((await find(two, person))?.source).toBe('shared')
  expect((await find(two, 'late.example'))?.source).toBe('shared')
})

it.each([
  ['info@müller.example', 'info@xn--mller-kva.example'],
  ['info@xn--mller-kva.example', 'info@müller.example'],
])('%s stopped there is recorded here, if a list has it as %s', async (there, here) => {
  await one.app.call('optOuts.saveSettings', { atInstantly: false })
  makeList(two.app.dir, { workspaceId: two.workspaceId, name: 'Umlauts', count: 1, emailOf: () => here })
  await say(one, there)
  await until('the stop to arrive', async () => (await two.app.call('sharedMemory.list', {}))[0]?.stops === 1)
  await two.app.call('sharedMemory.syncNow', { id: two.memory.id })
  expect((await find(two, here))?.source).toBe('shared')
})
