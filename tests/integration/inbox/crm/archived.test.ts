/** An archived client sends nothing to its CRM and does not query it; queued leads are sent once it is restored. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { type FakeCrm, startFakeCrm } from '../../../support/crm/fake-crm.ts'
import { crmCases, qualified } from '../../../support/crm/systems.ts'

let crm: FakeCrm
let app: TestBackend
const [one] = crmCases

beforeEach(async () => {
  crm = await startFakeCrm()
  app = startBackend({
    instantlyUrl: null,
    crmUrl: crm.url,
    crmTimings: { retryAfterMs: [20, 20, 20, 20], lateMs: 20, readEveryMs: 50 },
  })
})
afterEach(async () => {
  await app.stop()
  await crm.close()
})

async function connected(name: string): Promise<WorkspaceId> {
  if (!one) throw new Error('no CRM')
  const { id } = await app.call('workspaces.create', { name, colour: 1 })
  await app.call('crm.connect', { workspaceId: id, name, access: one.access, ...one.chosen })
  return id
}
const states = async (workspaceId: WorkspaceId) =>
  (await app.call('crm.deliveries', { workspaceId })).rows.map(({ state }) => state)
const done = (workspaceId: WorkspaceId, count: number) =>
  until('the lead to arrive', async () => (await states(workspaceId)).join() === Array(count).fill('done').join())

it('An archived client hands over and reads nothing until it is restored', async () => {
  const [put, stays] = [await connected('Northwind'), await connected('Birch')]
  await app.call('crm.handOver', { workspaceId: put, lead: qualified() })
  await done(put, 1)
  await app.call('workspaces.archive', { workspaceId: put, archived: true })
  const readAt = async () => (await app.call('crm.targets', { workspaceId: put }))[0]?.crm?.readAt
  const before = await readAt()
  await app.call('crm.handOver', { workspaceId: put, lead: qualified('meeting_booked') })
  await app.call('crm.handOver', { workspaceId: stays, lead: qualified('won', { email: 'ann@harbour.example' }) })
  await done(stays, 1)
  const read = async () => (await app.call('crm.targets', { workspaceId: stays }))[0]?.crm?.readAt
  for (let times = 0; times < 2; times += 1) {
    const last = await read()
    await until('the deals of the other client to be read', async () => (await read()) !== last)
  }
  expect(await states(put)).toEqual(['waiting', 'done'])
  expect(await readAt()).toBe(before)
  await app.call('workspaces.archive', { workspaceId: put, archived: false })
  await done(put, 2)
  await until('its deals to be read again', async () => (await readAt()) !== before)
})
