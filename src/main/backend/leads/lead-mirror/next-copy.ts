/** Determines when a client’s leads are copied next, completely or only the new ones, and what prevents it. */

import type { Statement } from 'better-sqlite3'
import type { LeadMirrorState } from '#shared/contract/leads/lead-mirror.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { copyEffort } from '#shared/domain/leads/lead-mirror/lead-mirror.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { CopyScope } from './copier.ts'
import { leadMirrorSettingsOf } from './copy-settings.ts'
import type { CopyStore } from './copy-store.ts'

/** Delay after a failure. */
const restMs = 60 * 60_000

/**
 * New leads are added daily if this takes no more requests; otherwise they wait for the next full copy. A full copy
 * this cheap is also made daily if no webhook reports what leads of running campaigns do.
 */
const maxRequestsForNew = 100

/** Assumed duration of a request until one was measured. */
const usualAnswerMs = 400

export type CopyRequest = { readonly workspaceId: WorkspaceId; readonly what: CopyScope }

export type CopyPlanContext = {
  readonly clients: Statement<[], { id: WorkspaceId; demo: string | null; able: 0 | 1; used: number | null }>
  readonly store: Deps['store']
  readonly rows: CopyStore
  readonly instantly: Deps['instantly']
  readonly deps: Deps
  readonly tellsActivity: Statement<[{ readonly workspaceId: WorkspaceId }]>
  readonly clock: Deps['clock']
  readonly triedAt: Map<WorkspaceId, number>
}

/** Prepares the data that planning uses. */
export function createCopyPlanContext(deps: Deps, rows: CopyStore): CopyPlanContext {
  const { clock, store, instantly } = deps
  const triedAt = new Map<WorkspaceId, number>()
  const clients = store.raw.prepare<[], { id: WorkspaceId; demo: string | null; able: 0 | 1; used: number | null }>(
    `select w.id, w.demo, w.contacts_limit - w.contacts_left as used,
       exists (select 1 from api_key k where k.workspace_id = w.id and k.removed_at is null
         and k.state in ('active', 'untested', 'scope_missing') and k.missing_scopes not like '%leads:read%') as able
     from workspace w where w.archived_at is null and (w.demo is null or w.demo = 'ready') order by w.id`,
  )

  // Without a webhook, opens, clicks and bounces of single leads are only known from this list.
  const tellsActivity = store.raw
    .prepare<[{ readonly workspaceId: WorkspaceId }]>(
      `select 1 from campaign c where c.workspace_id = @workspaceId and c.status = 1 and not exists (
         select 1 from relay_connection r where r.workspace_id = @workspaceId and r.removed_at is null
           and r.webhook_since is not null) limit 1`,
    )
    .pluck()
  return { clients, store, rows, instantly, deps, tellsActivity, clock, triedAt }
}

export function nextCopyOf(planning: CopyPlanContext, workspaceId: WorkspaceId) {
  const { clients, store, rows, instantly, deps, tellsActivity } = planning
  const now = instantly.now(workspaceId)
  const client = clients.all().find(({ id }) => id === workspaceId)
  const settings = leadMirrorSettingsOf(store)
  const expected = expectedLeads(planning, workspaceId, client?.used ?? null)
  const copy = rows.whole(workspaceId)
  const open = rows.open(workspaceId)
  const answerMs = instantly.limiterState(workspaceId).answerTimeMs ?? usualAnswerMs
  const tooMany = (expected ?? 0) > settings.mostLeads || open?.problemCode === 'LEADS_TOO_MANY'
  const held = ((): LeadMirrorState['held'] => {
    if (deps.pauses.isPaused(workspaceId)) return 'paused'
    if (client === undefined || (client.demo === null && client.able === 0)) return 'no_key'
    if (client.demo === null && !deps.online()) return 'offline'
    if (settings.everyDays === 0) return 'off'
    return tooMany ? 'too_many' : null
  })()
  const forNew = copy?.newestId ? copyEffort(copy.afterNewest, answerMs) : null
  const effort = expected === null ? null : copyEffort(expected, answerMs)
  const isDaily =
    effort !== null && effort.requests <= maxRequestsForNew && tellsActivity.get({ workspaceId }) !== undefined
  // A copy dated later than now was begun before the clock was put back.
  const wholeAt =
    copy === null || copy.startedAt > now ? now : copy.startedAt + (isDaily ? 1 : settings.everyDays) * dayMs
  const newAt =
    forNew && forNew.requests <= maxRequestsForNew && copy
      ? Math.max(copy.startedAt, copy.newAt ?? 0) + dayMs
      : Number.POSITIVE_INFINITY
  const rested = retryAllowedAt(planning, workspaceId)
  return {
    held,
    answerMs,
    expected,
    whole: effort,
    added: forNew,
    next: {
      what: wholeAt <= newAt ? ('whole' as const) : ('new' as const),
      at: Math.max(Math.min(wholeAt, newAt), rested),
    },
  }
}

/** The number of leads to expect: the last copy's or the plan's contacts, whichever is greater; null if unknown. */
export function expectedLeads(planning: CopyPlanContext, workspaceId: WorkspaceId, used: number | null): number | null {
  const known = [planning.rows.whole(workspaceId)?.leads, used ?? undefined].filter((leads) => leads !== undefined)
  return known.length === 0 ? null : Math.max(...known)
}

export const retryAllowedAt = (planning: CopyPlanContext, workspaceId: WorkspaceId) =>
  (planning.triedAt.get(workspaceId) ?? Number.NEGATIVE_INFINITY) + restMs
