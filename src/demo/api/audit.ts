import type { AuditEntry } from '../state/world-types.ts'
import type { Call } from './http-types.ts'

/** Instantly's numbers of activities. */
const activities = {
  leadsDeleted: 2,
  campaignDeleted: 3,
  campaignLaunched: 4,
  campaignPaused: 5,
  accountAdded: 6,
  accountDeleted: 7,
  leadsMoved: 8,
  leadsAdded: 9,
  campaignUpdated: 11,
  subsequenceUpdated: 12,
  webhookCreated: 18,
  webhookUpdated: 19,
  webhookResumed: 21,
  accountUpdated: 36,
  keyCreated: 37,
  keyDeleted: 38,
} as const

const keptEntries = 5_000

/** Records which key did what through the API. */
export function recordAudit(
  call: Call,
  activity: keyof typeof activities,
  about: Partial<Pick<AuditEntry, 'campaignId' | 'webhookId' | 'listId' | 'affected'>> = {},
): void {
  const { campaignId = null, webhookId = null, listId = null, affected = null } = about
  const { workspace, world, key, nowMs } = call
  const id = world.newId(workspace)
  workspace.audit.push({
    id,
    at: nowMs,
    activity: activities[activity],
    keyId: key.id,
    campaignId,
    webhookId,
    listId,
    affected,
  })
  if (workspace.audit.length > keptEntries * 1.1) workspace.audit.splice(0, keptEntries / 10)
}
