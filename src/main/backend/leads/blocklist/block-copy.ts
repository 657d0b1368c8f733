import { ageOf } from '#shared/domain/core/age-of.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { AppError, toWire } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { blockState, replaceCopy } from './entries.ts'

/** A copy older than this is refreshed when a file is opened. */
const staleMs = dayMs
/** Delay after a failed background attempt before the next one. */
const restMs = 60 * 60_000

export type BlockCopy = ReturnType<typeof createBlockCopy>

/** Keeps local copies of the clients' block lists at Instantly; only one copy per client is fetched at a time. */
export function createBlockCopy(deps: Deps) {
  const { store, clock, instantly } = deps
  const log = deps.log('blocklist')
  const running = new Map<WorkspaceId, Promise<void>>()
  const failedAt = new Map<WorkspaceId, number>()
  const abort = new AbortController()

  async function copy(workspaceId: WorkspaceId, priority: 'click' | 'poll'): Promise<void> {
    const iso = () => new Date(clock.now()).toISOString()
    const askedAt = iso()
    const found = await instantly.blockEntries({
      workspaceId,
      priority,
      requestedBy: 'block list',
      signal: abort.signal,
    })
    if (abort.signal.aborted) throw new AppError('CANCELLED')
    replaceCopy(store, workspaceId, found, { askedAt, at: iso() })
  }

  function pull(workspaceId: WorkspaceId, priority: 'click' | 'poll' = 'click'): Promise<void> {
    const known = running.get(workspaceId)
    if (known) return known
    const pulling = deps.jobs
      .during('blocklist', workspaceId, () => copy(workspaceId, priority))
      .finally(() => running.delete(workspaceId))
    running.set(workspaceId, pulling)
    return pulling
  }

  /** Returns whether a background request makes sense: the key works and is not known to lack the scope. */
  function reachable(workspaceId: WorkspaceId): boolean {
    if (!deps.online()) return false
    return (
      store.raw
        .prepare(
          `select 1 from workspace w where w.id = ? and w.archived_at is null and (w.demo = 'ready' or (w.demo is null
             and exists (select 1 from api_key k where k.workspace_id = w.id and k.removed_at is null
               and k.state = 'active' and k.missing_scopes not like '%block_list%')))`,
        )
        .get(workspaceId) !== undefined
    )
  }

  deps.jobs.about('blocklist', {
    places: () =>
      (
        store.raw
          .prepare(
            `select id from workspace where archived_at is null and (demo is null or demo = 'ready') order by id`,
          )
          .pluck()
          .all() as WorkspaceId[]
      ).map((workspaceId) => ({
        workspaceId,
        // The list is copied when a file is opened and the copy is a day old.
        nextAt: null,
        held: reachable(workspaceId) ? null : deps.online() ? ('no_key' as const) : ('offline' as const),
      })),
    run: (workspaceId) => (workspaceId === null ? undefined : pull(workspaceId)),
  })

  return {
    pull,
    /** Copies the list in the background if the copy is a day old. Returns immediately and never fails. */
    freshen(workspaceId: WorkspaceId): void {
      const now = clock.now()
      const { pulledAt } = blockState(store, workspaceId)
      if (pulledAt !== null && ageOf(Date.parse(pulledAt), now) < staleMs) return
      if (now - (failedAt.get(workspaceId) ?? Number.NEGATIVE_INFINITY) < restMs) return
      if (running.has(workspaceId) || !reachable(workspaceId)) return
      pull(workspaceId, 'poll').then(
        () => deps.changed('blocklist'),
        (error: unknown) => {
          failedAt.set(workspaceId, now)
          log.info('block list not copied', { error: toWire(error).code })
        },
      )
    },
    async stop(): Promise<void> {
      abort.abort()
      await Promise.allSettled(running.values())
    },
  }
}
