/** Looks after webhooks: whether Instantly has switched one off, and once a day whether anything is missing. */
import { setTimeout as after } from 'node:timers'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { Connections } from './connections.ts'
import { dayMs, dayOf } from './days.ts'
import type { GapStore } from './gap-store.ts'
import type { Webhooks } from './webhooks.ts'

/** `firstMs` after the start and after a wake-up. */
export type WatchTimings = { readonly firstMs: number; readonly everyMs: number }
const watchTimings: WatchTimings = { firstMs: 5_000, everyMs: 10 * 60_000 }
/** What may still arrive late belongs to these days: today and the two before. */
const daysBack = 2

export type WatchParts = {
  readonly connections: Connections
  readonly webhooks: Webhooks
  readonly gaps: GapStore
  readonly gapFound: () => void
  readonly timings?: WatchTimings | undefined
}

export function createWatch(deps: Deps, { connections, webhooks, gaps, gapFound, timings = watchTimings }: WatchParts) {
  const log = deps.log('webhooks')
  const ended = new AbortController()
  let timer: ReturnType<typeof setTimeout> | null = null
  let looking: Promise<void> | null = null
  let nextAt: number | null = null

  const withWebhook = () =>
    connections.all().filter(({ webhookId, webhookState }) => webhookId !== null || webhookState === 'creating')

  async function look(only: WorkspaceId | null = null): Promise<void> {
    for (const { workspaceId } of withWebhook()) {
      if (ended.signal.aborted || !deps.online()) return
      if (only !== null && workspaceId !== only) continue
      const run = deps.jobs.begin('webhooks', workspaceId)
      try {
        await webhooks.check(workspaceId, 'poll', ended.signal)
        wantDaily(workspaceId)
        run.done()
      } catch (error) {
        if (ended.signal.aborted) return run.cut()
        run.failed(error)
        log.info('a webhook could not be looked at', {
          workspace: workspaceId,
          reason: error instanceof Error ? error.message : 'unknown',
        })
      }
    }
    deps.changed('relay')
  }

  function wantDaily(workspaceId: Parameters<GapStore['lastOf']>[0]): void {
    const now = deps.clock.now()
    const last = gaps.lastOf(workspaceId, 'daily')
    if (last !== null && now - Date.parse(last) < dayMs) return
    gaps.want(workspaceId, 'daily', dayOf(now - daysBack * dayMs), dayOf(now))
    gapFound()
  }

  function schedule(ms: number): void {
    if (ended.signal.aborted) return
    if (timer) clearTimeout(timer)
    nextAt = deps.clock.now() + ms
    timer = after(() => {
      nextAt = null
      looking ??= look().finally(() => {
        looking = null
        schedule(timings.everyMs)
      })
    }, ms)
    timer.unref()
  }

  deps.jobs.about('webhooks', {
    places: () =>
      withWebhook().map(({ workspaceId }) => ({
        workspaceId,
        nextAt,
        held: deps.online() ? null : ('offline' as const),
      })),
    run: (workspaceId) => looking ?? look(workspaceId),
  })

  return {
    begin: () => schedule(timings.firstMs),
    poke: () => {
      if (!looking) schedule(timings.firstMs)
    },
    async stop(): Promise<void> {
      ended.abort()
      if (timer) clearTimeout(timer)
      await looking
    },
  }
}
