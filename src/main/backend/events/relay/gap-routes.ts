import type { relay } from '#shared/contract/events/relay.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { utcDate } from '#shared/domain/core/days.ts'
import { createDemoLookup } from '../../clients/workspaces/demo-workspaces.ts'
import { workspaceRow } from '../../clients/workspaces/queries.ts'
import type { Deps } from '../../core/deps.ts'
import type { Connections } from './connections.ts'
import type { GapRunner } from './gap-runner.ts'
import { type GapStore, shownCheck } from './gap-store.ts'
import { viewGaps } from './gap-view.ts'
import type { KnownEvents } from './known-events.ts'

export type GapRouteParts = {
  readonly connections: Connections
  readonly gaps: GapStore
  readonly knownEvents: KnownEvents
  readonly runner: GapRunner
}

export function gapRoutes(
  { store, clock }: Deps,
  { connections, gaps, knownEvents, runner }: GapRouteParts,
): Pick<Handlers<typeof relay>, 'gaps.view' | 'gaps.check' | 'gaps.cancel'> {
  const isDemo = createDemoLookup(store)
  return {
    'gaps.view': ({ workspaceId, fromDay, toDay }) => {
      // The simulated Instantly has reported every event from the beginning.
      const webhookSince = isDemo(workspaceId)
        ? new Date(0).toISOString()
        : (connections.find(workspaceId)?.webhookSince ?? null)
      const today = utcDate(clock.now())
      return viewGaps({ gaps, knownEvents, today }, { workspaceId, fromDay, toDay, webhookSince })
    },
    'gaps.check': ({ workspaceId, fromDay, toDay }) => {
      workspaceRow(store, workspaceId)
      const id = gaps.want(workspaceId, 'asked', fromDay, toDay)
      runner.wake()
      return shownCheck(gaps.check(id))
    },
    'gaps.cancel': ({ checkId }) => runner.cancel(checkId),
  }
}
