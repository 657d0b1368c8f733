/**
 * Fetches events from the relays, one loop for each. Its only memory is the cursor, written in the transaction that takes
 * the events in; the relay is told afterwards. Ended at any line, it goes on without loss, and what comes twice is known.
 */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { newLive, type PollerParts, type RelayLive } from './relay-live.ts'
import { createRelayLoop } from './relay-loop.ts'

export type RelayPoller = ReturnType<typeof createPoller>

/** One loop for each connected workspace. `stop` ends all at once. */
export function createPoller(deps: Deps, parts: PollerParts) {
  const { connections } = parts
  const lives = new Map<WorkspaceId, RelayLive>()
  const ending = new Set<Promise<void>>()
  const loop = createRelayLoop(deps, parts, () => awake)
  let awake = true
  let stopped = false

  function begin(workspaceId: WorkspaceId): void {
    if (stopped || lives.has(workspaceId)) return
    const live = newLive(workspaceId)
    lives.set(workspaceId, live)
    live.done = loop(live).finally(() => ending.delete(live.done))
    ending.add(live.done)
  }

  async function end(workspaceId: WorkspaceId): Promise<void> {
    const live = lives.get(workspaceId)
    if (!live) return
    lives.delete(workspaceId)
    live.ended.abort()
    live.turn.abort()
    await live.done
  }

  function poke(): void {
    for (const live of lives.values()) {
      live.fresh = true
      live.client = null
      live.turn.abort()
    }
  }

  deps.jobs.about('relay', {
    // It waits at the relay all the time.
    places: () =>
      [...lives.keys()].map((workspaceId) => ({
        workspaceId,
        nextAt: null,
        held: deps.online() ? null : ('offline' as const),
      })),
    run: poke,
  })

  return {
    begin,
    end,
    poke,
    beginAll(isReady: (workspaceId: WorkspaceId) => boolean): void {
      for (const { workspaceId } of connections.all()) if (isReady(workspaceId)) begin(workspaceId)
    },
    setAwake(next: boolean): void {
      awake = next
      poke()
    },
    state(workspaceId: WorkspaceId) {
      const live = lives.get(workspaceId)
      if (!live) return { light: 'off', problem: null, waiting: 0, polledAt: null } as const
      const { light, problem, waiting, polledAt } = live
      return { light, problem, waiting, polledAt }
    },
    async stop(): Promise<void> {
      stopped = true
      for (const workspaceId of lives.keys()) void end(workspaceId)
      await Promise.allSettled(ending)
    },
  }
}
