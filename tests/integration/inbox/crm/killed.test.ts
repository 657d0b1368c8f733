import { afterEach, beforeEach, expect, it } from 'vitest'
import type { WorkspaceId } from '#shared/ids.ts'
import { temporaryDir, until } from '../../../support/backend.ts'
import { type CrashingApp, startCrashingApp } from '../../../support/crash/crashing-app.ts'
import { type FakeCrm, startFakeCrm } from '../../../support/crm/fake-crm.ts'
import { crmCases, qualified } from '../../../support/crm/systems.ts'
import { startWebhookReceiver } from '../../../support/webhook-receiver.ts'

/** The app is killed in the middle of a delivery; what the CRM holds afterwards decides. */

let crm: FakeCrm
let dir: string
let app: CrashingApp
let workspaceId: WorkspaceId
const nowhere = 'http://127.0.0.1:9'

beforeEach(async () => {
  crm = await startFakeCrm()
  dir = temporaryDir('sendoff-crm-')
  app = await startCrashingApp(dir, nowhere, { crmUrl: crm.url })
  workspaceId = (await app.call('workspaces.create', { name: 'Northwind', colour: 1 })).id
})
afterEach(async () => {
  if (!app.dead()) await app.kill()
  await crm.close()
})

const state = async () => (await app.call('crm.deliveries', { workspaceId })).rows[0]?.state
/** A handover whose process may die under it: it is there afterwards, or it is handed over again, as the inbox does. */
const handOver = () => app.call('crm.handOver', { workspaceId, lead: qualified() }).catch(() => undefined)
async function again(): Promise<void> {
  await app.gone
  app = await startCrashingApp(dir, nowhere, { crmUrl: crm.url })
  await handOver()
  await until('it to arrive', async () => (await state()) === 'done')
}

/** After each part was made and not answered for, and once before; a Salesforce lead is person and deal in one. */
const points = crmCases.flatMap((one) => [
  ...(one.kind === 'salesforce' ? [] : [[one.kind, 'person', 'after', one] as const]),
  [one.kind, 'deal', 'before', one] as const,
  [one.kind, 'deal', 'after', one] as const,
  [one.kind, 'note', 'after', one] as const,
])

it.each(points)(
  '%s: killed while a %s is made, %s it was there: one of each afterwards',
  async (_kind, part, when, one) => {
    await app.call('crm.connect', { workspaceId, name: one.kind, access: one.access, ...one.chosen })
    crm.fault('POST', one.create[part], { kind: 'kill', pid: app.pid, when })
    await handOver()
    await again()
    const { persons, deals, notes } = one.holds(crm)
    expect({ persons, deals, notes: notes.length }).toEqual({ persons: 1, deals: 1, notes: 1 })
  },
)

it('killed twice, over the contact and over the deal', async () => {
  const [one] = crmCases
  if (!one) throw new Error('no case')
  await app.call('crm.connect', { workspaceId, name: one.kind, access: one.access, ...one.chosen })
  crm.fault('POST', one.create.person, { kind: 'kill', pid: app.pid, when: 'after' })
  await handOver()
  await app.gone
  app = await startCrashingApp(dir, nowhere, { crmUrl: crm.url })
  crm.fault('POST', one.create.deal, { kind: 'kill', pid: app.pid, when: 'after' })
  await again()
  expect(one.holds(crm)).toMatchObject({ persons: 1, deals: 1 })
})

it('a webhook: killed while the receiver has the lead and has not answered, it goes again under the same id', async () => {
  const receiver = await startWebhookReceiver()
  await app.call('crm.addWebhook', { workspaceId, name: 'n8n', address: receiver.url, privateNetwork: true })
  receiver.state.answer = 'hang'
  await handOver()
  await until('a request', () => receiver.received.length === 1)
  await app.kill()
  receiver.state.answer = 200
  await again()
  expect(receiver.received).toHaveLength(2)
  expect(new Set(receiver.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  await receiver.close()
})
