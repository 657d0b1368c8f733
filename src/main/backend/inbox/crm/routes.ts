import type { CrmAccess, CrmOffer, crm, QualifiedLead } from '#shared/contract/inbox/crm.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { CrmDeliveryId, CrmTargetId, WorkspaceId } from '#shared/ids.ts'
import { createDemoLookup } from '../../clients/workspaces/demo-workspaces.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Deps } from '../../core/deps.ts'
import { assertWorkspaceOpen } from '../../leads/lists/queries.ts'
import { dealLinkParts, dealsOf } from './deal-store.ts'
import { deliveryRoutes } from './delivery-routes.ts'
import { type CrmTimings, createCrmOutbox, crmTimings } from './outbox.ts'
import { makeDeliveryDue, pausedDueDate, writeHandover } from './queries.ts'
import { createDealReader } from './read-deals.ts'
import type { AccountOffer } from './systems/adapter.ts'
import { createCrmClients, withAppErrors } from './systems/adapters.ts'
import {
  parseChoices,
  removeTarget,
  renewCrmAccess,
  saveCrm,
  saveWebhook,
  targetRow,
  targetsOf,
} from './target-store.ts'
import { createTargetTester, resolveChoices } from './test-target.ts'

/** Hands qualified leads over to CRMs. The inbox calls `pushToCrm`; the other members are settings and the log. */
export function createCrm(deps: Deps, vault: Vault, some?: Partial<CrmTimings>) {
  const { store, clock } = deps
  const timings = { ...crmTimings, ...some }
  const parts = { store, clock, vault }
  const openCrmClient = createCrmClients(deps)
  const reader = createDealReader(deps, vault, openCrmClient, timings)
  const outbox = createCrmOutbox(deps, { vault, openCrmClient, timings, arrived: () => reader.look() })
  const isDemo = createDemoLookup(store)
  const stopping = new AbortController()
  const now = () => new Date(clock.now()).toISOString()

  /**
   * Stores the handover before returning; it is sent to every target of the client soon afterwards. The same key again
   * does nothing. With `sinceAdded`, targets added after the lead qualified are skipped.
   */
  function pushToCrm(
    workspaceId: WorkspaceId,
    lead: QualifiedLead,
    options: { readonly sinceAdded?: boolean } = {},
  ): { readonly isNew: boolean } {
    const written = writeHandover(store, workspaceId, lead, now(), options)
    if (written.isNew && deps.pausedBy(workspaceId) === 'PAUSED_AFTER_RESTORE') pauseNew(workspaceId)
    if (written.isNew) deps.changed('crm')
    // The caller may be in a transaction that is rolled back later.
    setImmediate(() => outbox.look())
    return written
  }

  /** Pauses new deliveries after a restore, as the leads may have been handed over unknown to the copy. */
  const pauseNew = (workspaceId: WorkspaceId): void =>
    void store.raw
      .prepare(`update crm_delivery set next_try_at = ? where workspace_id = ? and state = 'waiting' and tries = 0`)
      .run(pausedDueDate, workspaceId)

  /** Retries a delivery. Throws NOT_FOUND if it is neither dead nor waiting, or if its target was removed. */
  function retry(deliveryId: CrmDeliveryId): void {
    makeDeliveryDue(store, deliveryId, now())
    outbox.look()
  }

  const look = (access: CrmAccess): Promise<AccountOffer> =>
    withAppErrors(openCrmClient(access, null, stopping.signal).offer())
  const test = createTargetTester({ vault, deps, now, look, stopping })

  async function renew(targetId: CrmTargetId, access: CrmAccess) {
    const { kind, settings } = targetRow(store, targetId)
    if (access.kind !== kind) throw new AppError('INVALID_INPUT', { field: 'access' })
    const { account, accountId } = parseChoices(settings)
    const offer = await look(access)
    // Ids of one account mean something else in another.
    if (offer.accountId !== accountId) throw new AppError('CRM_OTHER_ACCOUNT', { account: offer.account, was: account })
    if (offer.missing.length > 0) throw new AppError('CRM_RIGHTS_MISSING', { rights: offer.missing.join(', ') })
    const target = await renewCrmAccess(parts, targetId, access)
    outbox.look()
    reader.look()
    return target
  }

  const routes: Handlers<typeof crm> = {
    'crm.targets': ({ workspaceId }) => targetsOf(store, workspaceId),
    'crm.addWebhook': (given) => {
      // Demo clients never access the network.
      if (isDemo(given.workspaceId)) throw new AppError('DEMO_WORKSPACE')
      assertWorkspaceOpen(store, given.workspaceId)
      return saveWebhook(parts, given)
    },
    'crm.look': ({ workspaceId, access }) => readShownOffer(isDemo, look, workspaceId, access),
    'crm.connect': async ({ workspaceId, name, access, ...wanted }) => {
      if (isDemo(workspaceId)) throw new AppError('DEMO_WORKSPACE')
      assertWorkspaceOpen(store, workspaceId)
      await vault.assertCanSeal()
      return saveCrm(parts, { workspaceId, name, access, chosen: resolveChoices(await look(access), wanted) })
    },
    'crm.renew': ({ targetId, access }) => renew(targetId, access),
    'crm.removeTarget': ({ targetId }) => removeTarget(parts, targetId),
    'crm.test': ({ targetId }) => test(targetId),
    ...deliveryRoutes({ store, outbox, isDemo, now, retry, pushToCrm, deps }),
    'crm.dealsOf': ({ workspaceId, email }) => dealsOf(store, workspaceId, email),
    'crm.readDeals': ({ workspaceId }) => reader.readAll(workspaceId),
    'crm.openDeal': async ({ dealId }) => {
      const { remoteId, settings } = dealLinkParts(store, dealId)
      await deps.host.openExternal(`${parseChoices(settings).web}${encodeURIComponent(remoteId)}`)
    },
  }
  return {
    routes,
    retry,
    pushToCrm,
    look: outbox.look,
    stop: (): void => stopping.abort(),
  }
}

async function readShownOffer(
  isDemo: (workspaceId: WorkspaceId) => boolean,
  look: (access: CrmAccess) => Promise<AccountOffer>,
  workspaceId: WorkspaceId,
  access: CrmAccess,
): Promise<CrmOffer> {
  // Demo clients never access the network.
  if (isDemo(workspaceId)) throw new AppError('DEMO_WORKSPACE')
  const { account, person, missing, pipelines, owners } = await look(access)
  return { account, person, missing, pipelines, owners }
}
