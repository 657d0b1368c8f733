import { randomUUID } from 'node:crypto'
import type { CrmTry, crm, QualifiedLead } from '#shared/contract/crm.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { CrmTargetId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../deps.ts'
import { demoTeller } from '../workspaces/demo-teller.ts'
import type { Vault } from '../workspaces/vault.ts'
import { type CrmTimings, createCourier } from './courier.ts'
import { deliveriesOf, retryNow, writeHandover } from './queries.ts'
import { saveHandoversCsv } from './save-csv.ts'
import { sendWebhook } from './send-webhook.ts'
import { keepWebhook, openTarget, removeTarget, targetRow, targetsOf } from './target-store.ts'

/** Qualified leads on their way to CRMs. `handOver` is what the inbox calls; the rest is settings and log. */
export function createCrm(deps: Deps, vault: Vault, timings?: CrmTimings) {
  const { store, clock } = deps
  const parts = { store, clock, vault }
  const courier = createCourier(deps, vault, timings)
  const isDemo = demoTeller(store)
  const stopping = new AbortController()
  const now = () => new Date(clock.now()).toISOString()

  /** Written before it is answered; sent to every target of the client soon after. The same key again does nothing. */
  function handOver(workspaceId: WorkspaceId, lead: QualifiedLead): { readonly isNew: boolean } {
    const written = writeHandover(store, workspaceId, lead, now())
    if (written.isNew) deps.changed('crm')
    courier.poke()
    return written
  }

  async function test(targetId: CrmTargetId): Promise<CrmTry> {
    const { privateNetwork } = targetRow(store, targetId)
    const { address, secret } = await openTarget(vault, targetId)
    const uid = randomUUID()
    const lead = { email: 'test@example.com', firstName: 'Test', lastName: 'Lead', label: 'interested' }
    const body = JSON.stringify({ version: 1, event: 'test', id: uid, handedAt: now(), client: null, lead })
    const { appVersion } = deps.config
    const request = { url: new URL(address), privateNetwork, secret, body, uid, now: clock.now(), appVersion }
    const { ok, status, problem } = await sendWebhook({ ...request, signal: stopping.signal })
    return { ok, status, problem }
  }

  const routes: Handlers<typeof crm> = {
    'crm.targets': ({ workspaceId }) => targetsOf(store, workspaceId),
    'crm.addWebhook': (given) => {
      // A demo never goes on the network.
      if (isDemo(given.workspaceId)) throw new AppError('DEMO_WORKSPACE')
      return keepWebhook(parts, given)
    },
    'crm.removeTarget': ({ targetId }) => {
      removeTarget(parts, targetId)
      return null
    },
    'crm.test': ({ targetId }) => test(targetId),
    'crm.deliveries': (filter) => deliveriesOf(store, filter),
    'crm.retry': ({ deliveryId }) => {
      retryNow(store, deliveryId, now())
      courier.poke()
      return null
    },
    'crm.handOver': ({ workspaceId, lead }) => handOver(workspaceId, lead),
    'crm.saveCsv': ({ workspaceId }) => saveHandoversCsv(deps, workspaceId),
  }
  return {
    routes,
    handOver,
    poke: courier.poke,
    async stop(): Promise<void> {
      stopping.abort()
      await courier.stop()
    },
  }
}
