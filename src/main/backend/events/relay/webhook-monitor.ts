/** Monitors webhooks: whether Instantly has switched one off, and once a day whether events are missing. */

import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createArchivedLookup } from '../../clients/workspaces/queries.ts'
import type { Deps } from '../../core/deps.ts'
import type { Connections } from './connections.ts'
import { maxDaysBack } from './days.ts'
import type { GapStore } from './gap-store.ts'
import type { Webhooks } from './webhooks.ts'

/** Late events may belong to today and the two days before. */
const daysBack = 2

type WatchParts = {
  readonly connections: Connections
  readonly webhooks: Webhooks
  readonly gaps: GapStore
  readonly gapFound: () => void
  /** Called after a webhook was checked. */
  readonly seen: () => void
}

export function monitorWebhooks(deps: Deps, { connections, webhooks, gaps, gapFound, seen }: WatchParts): void {
  const isArchived = createArchivedLookup(deps.store)
  const withWebhook = () =>
    connections
      .all()
      .filter(({ webhookId, webhookState }) => webhookId !== null || webhookState === 'creating')
      .filter(({ workspaceId }) => !isArchived(workspaceId))

  function wantDaily(workspaceId: WorkspaceId): void {
    const now = deps.clock.now()
    const usual = now - daysBack * dayMs
    const last = gaps.lastOf(workspaceId, 'daily')
    const lastAt = last === null ? null : Date.parse(last)
    if (lastAt !== null && now - lastAt < dayMs) return
    // If the app did not run for days, those days have not been compared yet.
    const since = lastAt === null ? usual : Math.min(usual, lastAt - (daysBack - 1) * dayMs)
    gaps.want(workspaceId, 'daily', utcDate(Math.max(since, now - maxDaysBack * dayMs)), utcDate(now))
    gapFound()
  }

  deps.background.definePoller({
    kind: 'webhooks',
    scope: () =>
      withWebhook().map(({ workspaceId }) => ({ workspaceId, held: deps.online() ? null : ('offline' as const) })),
    every: () => 10 * 60_000,
    firstMs: 5_000,
    wakeMs: 5_000,
    atOnce: 1,
    run: async (workspaceId, signal) => {
      await webhooks.check(workspaceId, 'poll', signal)
      wantDaily(workspaceId)
      seen()
      return { end: 'done' }
    },
    after: () => deps.changed('relay'),
  })
}
