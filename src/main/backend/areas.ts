import { createAppArea } from './app-area.ts'
import type { OpenParts } from './backend-parts.ts'
import { createCampaignsArea } from './campaigns-area.ts'
import { createFirstKeyCheck } from './clients/workspaces/first-key-check.ts'
import { leadActivityOf } from './events/lead-activity/lead-activity.ts'
import { createExportsArea } from './exports-area.ts'
import type { Foundation } from './foundation.ts'
import { createLeadsArea } from './leads-area.ts'
import { createMailsArea } from './mails-area.ts'

export type Areas = ReturnType<typeof createAreas>

/** Creates all areas in order. What an area needs from a later one is looked up when used, once all exist. */
export function createAreas(
  foundation: Foundation,
  parts: OpenParts,
  acts: { readonly wake: () => void; readonly restart: () => void },
) {
  const { deps, store, vault } = foundation
  const firstKeyCheck = createFirstKeyCheck({ ...deps, vault, log: deps.log('first-key check') })
  const leads = createLeadsArea(foundation, parts, {
    listed: (workspaceId, seen) => mails.inbox.warm(workspaceId, leadActivityOf(store).take(workspaceId, seen)),
    sourceRemoved: (sourceId) => campaigns.writeBack.sourceRemoved(sourceId),
  })
  const mails = createMailsArea(foundation, parts)
  const campaigns = createCampaignsArea(foundation, parts, leads, mails, (workspaceId, remoteId) =>
    exports.blackoutDates.switched(workspaceId, remoteId),
  )
  const exports = createExportsArea(foundation, parts, leads, campaigns)
  const before = { ...leads, ...mails, ...campaigns, ...exports }
  return { firstKeyCheck, ...before, ...createAppArea(foundation, parts, before, acts) }
}
