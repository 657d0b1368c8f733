/**
 * The disk is full while leads go to a CRM and their deals are read back: the app keeps running, and both resume once
 * there is space.
 */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { migrationsDir, startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { type FakeCrm, startFakeCrm } from '../../../support/crm/fake-crm.ts'
import { crmCases, qualified } from '../../../support/crm/systems.ts'
import { hastyClock } from '../../../support/hasty-clock.ts'

/** A busy loop would hang the test too, so the disk has space again after this many refusals. */
const maxRefused = 300

let crm: FakeCrm
let app: TestBackend
let store: Store
let workspaceId: WorkspaceId
let isFull = false
let refused = 0

beforeEach(async () => {
  crm = await startFakeCrm()
  isFull = false
  refused = 0
  app = startBackend({
    instantlyUrl: null,
    crmUrl: crm.url,
    clock: hastyClock(60),
    crmTimings: { retryAfterMs: [1_000, 1_000, 1_000, 1_000], lateMs: 1_000, readEveryMs: 60_000 },
    openStore: (path) => (store = openStore(path, migrationsDir)),
  })
  store.raw.function('refuses', () => {
    if (isFull && refused < maxRefused) {
      refused += 1
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    }
    return null
  })
  workspaceId = (await app.call('workspaces.create', { name: 'Northwind', colour: 1 })).id
})
afterEach(async () => {
  await app.stop()
  await crm.close()
})

const refuseTo = (what: string) =>
  store.raw.exec(`create temp trigger "${what}" before ${what} begin select refuses(); end`)
const [one] = crmCases
const delivery = async () => (await app.call('crm.deliveries', { workspaceId })).rows[0]
async function connect(): Promise<void> {
  if (!one) throw new Error('no CRM')
  await app.call('crm.connect', { workspaceId, name: 'h', access: one.access, ...one.chosen })
}

it('Deals to be read back wait for room on a full disk, and are read then', async () => {
  await connect()
  await app.call('crm.handOver', { workspaceId, lead: qualified() })
  await until('the deal', async () => (await delivery())?.state === 'done')
  refuseTo('update on main.crm_target')
  isFull = true
  await until('a reading to be refused', () => refused > 0)
  expect(await app.call('crm.readDeals', { workspaceId })).toEqual({ read: 0, failed: 1 })
  const [told] = await app.call('jobs.history', { kind: 'deals', workspaceId })
  expect(told).toMatchObject({ state: 'failed', problem: { code: 'STORE_FULL' } })
  isFull = false
  expect(refused).toBeLessThan(maxRefused)
  await until('the deal to be read', async () => (await app.call('crm.targets', { workspaceId }))[0]?.crm?.readAt)
})

it('A lead that reached the CRM while the disk was full is settled once there is room, and exists once', async () => {
  await connect()
  refuseTo('update of settled_at on main.crm_delivery')
  isFull = true
  await app.call('crm.handOver', { workspaceId, lead: qualified() })
  await until('the end to be refused', () => refused > 0)
  isFull = false
  await until('the delivery to end', async () => (await delivery())?.state === 'done')
  expect(one?.holds(crm)).toMatchObject({ persons: 1, deals: 1 })
})

it('A lead the CRM refused temporarily while the disk was full is sent again, and what follows is not held up', async () => {
  await connect()
  crm.fault('POST', /./, { kind: 'answer', status: 503 }, Number.POSITIVE_INFINITY)
  refuseTo('update of settled_at on main.crm_delivery')
  isFull = true
  await app.call('crm.handOver', { workspaceId, lead: qualified() })
  await until('the end to be refused', () => refused > 0)
  isFull = false
  crm.heal()
  await app.call('crm.handOver', { workspaceId, lead: qualified('meeting_booked') })
  const states = async () => (await app.call('crm.deliveries', { workspaceId })).rows.map(({ state }) => state)
  await until('both to arrive', async () => (await states()).join() === 'done,done', 15_000)
})
