import type { crm, QualifiedLead } from '#shared/contract/inbox/crm.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { CrmDeliveryId, WorkspaceId } from '#shared/ids.ts'
import type { Deps, Store } from '../../core/deps.ts'
import { createCrmOutbox } from './outbox.ts'
import { deliveryCount, listDeliveries, queueEarlierLeads } from './queries.ts'
import { saveHandoversCsv } from './save-csv.ts'
import { targetRow } from './target-store.ts'

/** Lists deliveries, retries them, and hands over leads that qualified before a target was added. */
export function deliveryRoutes(parts: {
  readonly store: Store
  readonly outbox: ReturnType<typeof createCrmOutbox>
  readonly isDemo: (workspaceId: WorkspaceId) => boolean
  readonly now: () => string
  readonly retry: (deliveryId: CrmDeliveryId) => void
  readonly pushToCrm: (workspaceId: WorkspaceId, lead: QualifiedLead) => { readonly isNew: boolean }
  readonly deps: Deps
}): Pick<
  Handlers<typeof crm>,
  'crm.deliveries' | 'crm.deliveryCount' | 'crm.handEarlier' | 'crm.retry' | 'crm.handOver' | 'crm.saveCsv'
> {
  const { store, outbox, isDemo, now, retry, pushToCrm, deps } = parts
  return {
    'crm.deliveries': (filter) => listDeliveries(store, filter),
    'crm.deliveryCount': (filter) => ({ count: deliveryCount(store, filter) }),
    'crm.handEarlier': ({ targetId }) => {
      const { workspaceId } = targetRow(store, targetId)
      if (isDemo(workspaceId as WorkspaceId)) throw new AppError('DEMO_WORKSPACE')
      const leads = queueEarlierLeads(store, targetId, now())
      outbox.look()
      return { leads }
    },
    'crm.retry': ({ deliveryId }) => retry(deliveryId),
    'crm.handOver': ({ workspaceId, lead }) => pushToCrm(workspaceId, lead),
    'crm.saveCsv': ({ workspaceId }) => saveHandoversCsv(deps, workspaceId),
  }
}
