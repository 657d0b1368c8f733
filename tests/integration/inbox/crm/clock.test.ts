/** The computer's clock is put back a day while a lead waits to be sent again: it goes soon all the same, and once. */
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

beforeEach(async () => {
  crm = await startFakeCrm()
  aheadMs = 0
  app = startBackend({
    instantlyUrl: null,
    crmUrl: crm.url,
    crmTimings: { retryAfterMs: [300, 300, 300, 300], lateMs: 300 },
    clock: { ...systemClock, now: () => Date.now() + aheadMs },
  })
  workspaceId = (await app.call('workspaces.create', { name: 'Northwind', colour: 1 })).id
})
afterEach(async () => {
  await app.stop()
  await crm.close()
})

it.each(['lost', 'dropped'] as const)('a deal whose request was %s is there once', async (kind) => {
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
