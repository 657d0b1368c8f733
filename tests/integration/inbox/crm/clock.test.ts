/**
 * The computer's clock is set back while leads wait to be sent again, and deals to be read: both resume soon all the
 * same.
 */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { type FakeCrm, startFakeCrm } from '../../../support/crm/fake-crm.ts'
import { crmCases, qualified } from '../../../support/crm/systems.ts'

let crm: FakeCrm
let app: TestBackend
let workspaceId: WorkspaceId
let aheadMs = 0

const start = (dir?: string) =>
  startBackend({
    instantlyUrl: null,
    crmUrl: crm.url,
    crmTimings: { retryAfterMs: [300, 300, 300, 300], lateMs: 300 },
    clock: { ...systemClock, now: () => Date.now() + aheadMs },
    ...(dir === undefined ? {} : { dir }),
  })
beforeEach(async () => {
  crm = await startFakeCrm()
  aheadMs = 0
  app = start()
  workspaceId = (await app.call('workspaces.create', { name: 'Northwind', colour: 1 })).id
})
afterEach(async () => {
  await app.stop()
  await crm.close()
})

it.each(['lost', 'dropped'] as const)('A deal whose request was %s exists once', async (kind) => {
  const one = crmCases.find((each) => each.kind === 'pipedrive')
  if (!one) throw new Error('no such CRM')
  await app.call('crm.connect', { workspaceId, name: 'p', access: one.access, ...one.chosen })
  const delivery = async () => (await app.call('crm.deliveries', { workspaceId })).rows[0]
  crm.fault('POST', /v2\/deals$/, { kind })
  await app.call('crm.handOver', { workspaceId, lead: qualified() })
  await until('no answer', async () => (await delivery())?.problem === 'unclear')
  aheadMs = -86_400_000
  await until('the deal', async () => (await delivery())?.state === 'done')
  expect(one.holds(crm)).toMatchObject({ persons: 1, deals: 1 })
})

it('Deals read by a clock that was a month ahead are read again after the next start', async () => {
  const one = crmCases.find((each) => each.kind === 'pipedrive')
  if (!one) throw new Error('no such CRM')
  aheadMs = 30 * 86_400_000
  await app.call('crm.connect', { workspaceId, name: 'p', access: one.access, ...one.chosen })
  await app.call('crm.handOver', { workspaceId, lead: qualified() })
  await until('the deal', async () => (await app.call('crm.deliveries', { workspaceId })).rows[0]?.state === 'done')
  const deals = () => app.call('crm.dealsOf', { workspaceId, email: 'tom@harbour.example' })
  await app.call('crm.readDeals', { workspaceId })
  expect(await deals()).toMatchObject([{ state: 'open' }])
  await app.stop()
  aheadMs = 0
  Object.assign(crm.pipedrive.deals()[0] ?? {}, { status: 'won', value: 500, won_time: new Date().toISOString() })
  app = start(app.dir)
  await until('the deal to be read', async () => (await deals())[0]?.state === 'won', 20_000)
})
