/** Looks after webhooks: whether Instantly has switched one off, and once a day whether anything is missing. */
import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { Connections } from './connections.ts'
import type { GapStore } from './gap-store.ts'
import type { Webhooks } from './webhooks.ts'

/** What may still arrive late belongs to these days: today and the two before. */
const daysBack = 2

type WatchParts = {
  readonly connections: Connections
  readonly webhooks: Webhooks
  readonly gaps: GapStore
  readonly gapFound: () => void
  /** A webhook was looked at. */
  readonly seen: () => void
}

export function monitorWebhooks(deps: Deps, { connections, webhooks, gaps, gapFound, seen }: WatchParts): void {
  const withWebhook = () =>
    connections.all().filter(({ webhookId, webhookState }) => webhookId !== null || webhookState === 'creating')

  function wantDaily(workspaceId: WorkspaceId): void {
    const now = deps.clock.now()
    const last = gaps.lastOf(workspaceId, 'daily')
    if (last !== null && now - Date.parse(last) < dayMs) return
    gaps.want(workspaceId, 'daily', utcDate(now - daysBack * dayMs), utcDate(now))
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
