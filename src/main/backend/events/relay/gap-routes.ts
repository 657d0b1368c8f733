import type { relay } from '#shared/contract/events/relay.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { demoTeller } from '../../clients/workspaces/demo-teller.ts'
import { workspaceRow } from '../../clients/workspaces/queries.ts'
import type { Deps } from '../../core/deps.ts'
import type { Connections } from './connections.ts'
import { dayOf } from './days.ts'
import type { GapRunner } from './gap-runner.ts'
import { type GapStore, shownCheck } from './gap-store.ts'
import { viewGaps } from './gap-view.ts'
import type { HeardEvents } from './heard-events.ts'

export type GapRouteParts = {
  readonly connections: Connections
  readonly gaps: GapStore
  readonly heard: HeardEvents
  readonly runner: GapRunner
}

export function gapRoutes(
  { store, clock }: Deps,
  { connections, gaps, heard, runner }: GapRouteParts,
): Pick<Handlers<typeof relay>, 'gaps.view' | 'gaps.check' | 'gaps.cancel'> {
  const isDemo = demoTeller(store)
  return {
    'gaps.view': ({ workspaceId, fromDay, toDay }) => {
      // The simulated Instantly has told of everything from the beginning.
      const webhookSince = isDemo(workspaceId)
        ? new Date(0).toISOString()
        : (connections.find(workspaceId)?.webhookSince ?? null)
      const today = dayOf(clock.now())
      return viewGaps({ gaps, heard, today }, { workspaceId, fromDay, toDay, webhookSince })
    },
    'gaps.check': ({ workspaceId, fromDay, toDay }) => {
      workspaceRow(store, workspaceId)
      const id = gaps.want(workspaceId, 'asked', fromDay, toDay)
      runner.poke()
      return shownCheck(gaps.check(id))
    },
    'gaps.cancel': ({ checkId }) => {
      runner.cancel(checkId)
      return null
    },
  }
}
