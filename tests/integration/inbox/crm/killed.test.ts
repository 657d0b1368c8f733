import { afterEach, beforeEach, expect, it } from 'vitest'
import type { WorkspaceId } from '#shared/ids.ts'
import { temporaryDir, until } from '../../../support/backend.ts'
import { startAfterKill, startHere, type UnkilledApp } from '../../../support/crash/after-kill.ts'
import { startCrashingApp } from '../../../support/crash/crashing-app.ts'
import { type FakeCrm, startFakeCrm } from '../../../support/crm/fake-crm.ts'
import { type CrmCase, crmCases, qualified } from '../../../support/crm/systems.ts'
import { times } from '../../../support/long.ts'
import { startWebhookReceiver } from '../../../support/webhook-receiver.ts'

/** The app is killed during a delivery; the CRM's content afterwards decides. */

let crm: FakeCrm
let dir: string
let app: UnkilledApp
/** Of the process to be killed. */
let pid: number
let workspaceId: WorkspaceId
const nowhere = 'http://127.0.0.1:9'

async function startKillable(): Promise<void> {
  if (!app.dead()) await app.kill()
  const killable = await startCrashingApp(dir, nowhere, { crmUrl: crm.url })
  pid = killable.pid
  app = killable
}
beforeEach(async () => {
  crm = await startFakeCrm()
  dir = temporaryDir('sendoff-crm-')
  app = startHere(dir, nowhere, { crmUrl: crm.url })
  workspaceId = (await app.call('workspaces.create', { name: 'Northwind', colour: 1 })).id
})
afterEach(async () => {
  if (!app.dead()) await app.kill()
  await crm.close()
})

const states = async () => (await app.call('crm.deliveries', { workspaceId })).rows.map(({ state }) => state)
const connect = ({ kind, access, chosen }: CrmCase) =>
  app.call('crm.connect', { workspaceId, name: kind, access, ...chosen })
/** A handover whose process may die during it: afterwards it is stored, or the inbox hands it over again. */
const handOver = () => app.call('crm.handOver', { workspaceId, lead: qualified() }).catch(() => undefined)
async function again(places = 1): Promise<void> {
  await app.gone
  app = await startAfterKill(dir, nowhere, { crmUrl: crm.url })
  await handOver()
  await until('it to arrive', async () => {
    const now = await states()
    return now.length === places && now.every((state) => state === 'done')
  })
}

/** After each part was created but not answered, and once before. */
const points = [
  ['person', 'after'],
  ['deal', 'before'],
  ['deal', 'after'],
  ['note', 'after'],
] as const
/** A Salesforce lead is both person and deal. */
const makes = (one: CrmCase, part: (typeof points)[number][0]) => part !== 'person' || one.kind !== 'salesforce'
/**
 * Deliveries run in parallel: in the short run one kill meets all CRMs at the same point; in long runs each is killed
 * separately.
 */
const together = times(1, 0) === 1 ? [crmCases] : crmCases.map((one) => [one])
const cases = points.flatMap(([part, when]) =>
  together
    .map((all) => [all, all.filter((one) => makes(one, part))] as const)
    .filter(([, killed]) => killed.length > 0)
    .map(([all, killed]) => [killed.map(({ kind }) => kind).join(', '), part, when, all, killed] as const),
)

it.each(cases)(
  '%s: killed while a %s is created, %s it existed: one of each afterwards',
  async (_, part, when, all, killed) => {
    for (const one of all) await connect(one)
    await startKillable()
    let missing = killed.length
    const came = () => {
      missing -= 1
      if (missing === 0) process.kill(pid, 'SIGKILL')
    }
    for (const one of killed) crm.fault('POST', one.create[part], { kind: 'unanswered', when, came })
    await handOver()
    await again(all.length)
    for (const one of all) {
      const { persons, deals, notes } = one.holds(crm)
      expect({ kind: one.kind, persons, deals, notes: notes.length }).toEqual({
        kind: one.kind,
        persons: 1,
        deals: 1,
        notes: 1,
      })
    }
  },
)

it('Killed twice, during the contact and during the deal, there is one of each', async () => {
  const [one] = crmCases
  if (!one) throw new Error('no case')
  await connect(one)
  await startKillable()
  crm.fault('POST', one.create.person, { kind: 'kill', pid, when: 'after' })
  await handOver()
  await app.gone
  await startKillable()
  crm.fault('POST', one.create.deal, { kind: 'kill', pid, when: 'after' })
  await again()
  expect(one.holds(crm)).toMatchObject({ persons: 1, deals: 1 })
})

it('Killed while a webhook receiver has the lead and has not answered, it is sent again with the same id', async () => {
  const receiver = await startWebhookReceiver()
  await app.call('crm.addWebhook', { workspaceId, name: 'n8n', address: receiver.url, privateNetwork: true })
  receiver.state.answer = 'hang'
  await startKillable()
  await handOver()
  await until('a request', () => receiver.received.length === 1)
  await app.kill()
  receiver.state.answer = 200
  await again()
  expect(receiver.received).toHaveLength(2)
  expect(new Set(receiver.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  await receiver.close()
})
