import type { clients } from '#shared/contract/clients/clients.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { Deps } from '../../core/deps.ts'
import { createAssigner } from './assign.ts'
import { createPartStore } from './parts.ts'

/** Routes of clients that are parts of a workspace. Everything is local: nothing is moved or changed at Instantly. */
export function clientRoutes(deps: Pick<Deps, 'store' | 'clock'>): Handlers<typeof clients> {
  const assigner = createAssigner(deps.store)
  const parts = createPartStore(deps, assigner)
  return {
    'clients.parts': ({ workspaceId }) => parts.list(workspaceId),
    'clients.createPart': (part) => parts.create(part),
    'clients.updatePart': ({ partId, ...wish }) => parts.update(partId, wish),
    'clients.removePart': ({ partId }) => parts.remove(partId),
    'clients.restorePart': (removed) => parts.restore(removed),
    'clients.rules': ({ workspaceId }) => assigner.rules(workspaceId),
    'clients.previewRules': ({ workspaceId, rules }) => assigner.preview(workspaceId, rules),
    'clients.saveRules': ({ workspaceId, rules }) => parts.saveRules(workspaceId, rules),
    'clients.assigned': ({ campaignIds }) => assigner.assigned(campaignIds),
    'clients.assign': ({ assignments }) => assigner.assign(assignments),
  }
}
