/** Ingests what happens in the demo's simulated Instantly, the way webhook events are. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import type { EventIngest } from '../../events/events/ingest-events.ts'
import type { DemoWorld } from './world.ts'

/** How many of a client's events have been ingested. Ingesting one again changes nothing. */
const fedCountSetting: Setting<number> = { key: 'demoEventsFed', shape: z.number().int().min(0), fallback: 0 }

const eventsPerStep = 200

/** Ingests what happened since the last time. `workspaces` in the order of the simulated clients. */
export async function feedEvents(
  deps: Pick<Deps, 'store' | 'clock'>,
  ingest: EventIngest,
  world: DemoWorld,
  workspaces: readonly WorkspaceId[],
  signal: AbortSignal,
): Promise<void> {
  for (const [client, workspaceId] of workspaces.entries()) {
    const { campaigns, labels } = world.known(client)
    let from = getSetting(deps.store, workspaceId, fedCountSetting)
    for (let more = true, begun = false; more && !signal.aborted; ) {
      const deliveries = world.deliveriesSince(client, from, eventsPerStep)
      if (deliveries.next === from) break
      if (!begun) {
        ingest.knowCampaigns(workspaceId, campaigns)
        ingest.knowLabels(workspaceId, labels)
        begun = true
      }
      ingest.ingest(
        workspaceId,
        'simulator',
        deliveries.events.map(({ payload, at }) => ({ raw: payload, receivedAt: at, sourceId: null })),
      )
      setSetting(deps.store, workspaceId, fedCountSetting, deliveries.next, deps.clock.now())
      from = deliveries.next
      more = deliveries.more
      await nextTurn()
    }
  }
}
