/** Wires together the parts that manage the clients' relays. */
import type { Metrics } from '../../background/metrics.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Deps } from '../../core/deps.ts'
import { createOneAtATime } from '../../core/lib/one-at-a-time.ts'
import type { EventIngest } from '../events/ingest-events.ts'
import type { IsAutomatic } from '../events/mail-as-event.ts'
import { createRelayConnector } from './connect-relay.ts'
import { createConnections } from './connections.ts'
import type { CopiesAmong } from './gap-mails.ts'
import { createGapRunner } from './gap-runner.ts'
import { createGapStore } from './gap-store.ts'
import { createInAppRelay, type InAppRelayTimings } from './in-app-relay.ts'
import { createKnownEvents } from './known-events.ts'
import { createRelayPoller } from './poller.ts'
import type { PollerTimings } from './relay-live.ts'
import { createRelayStates } from './relay-state.ts'
import type { SpawnRelay } from './relay-thread.ts'
import { relayRoutes } from './routes.ts'
import { createSendTestEvents } from './send-test-events.ts'
import { createRelaySetup } from './setup.ts'
import { createTestEvents } from './test-events.ts'
import { monitorWebhooks } from './webhook-monitor.ts'
import { createWebhooks } from './webhooks.ts'

export type RelayParts = {
  readonly vault: Vault
  readonly ingest: EventIngest
  readonly isAutomatic: IsAutomatic
  readonly copiesAmong: CopiesAmong
  /** Counts events by the way they arrived. */
  readonly counted: Metrics['events']
  /** Starts the thread of a relay in the app; null if none can run. */
  readonly spawn: SpawnRelay | null
  readonly timings?: RelayTimings | undefined
}
export type RelayTimings = {
  readonly poller?: PollerTimings
  readonly gapWaitsMs?: readonly number[]
  readonly here?: Partial<InAppRelayTimings>
}

/** The relays of workspaces, their webhooks at Instantly, and the proof that nothing is missing. */
export function createRelay(deps: Deps, parts: RelayParts) {
  const { vault, ingest, isAutomatic, copiesAmong, counted, spawn, timings = {} } = parts
  const { store, clock } = deps
  const connections = createConnections({ store, clock, vault })
  const testEvents = createTestEvents(store, clock)
  const gaps = createGapStore(store, clock)
  const knownEvents = createKnownEvents(store)
  const runner = createGapRunner(deps, {
    gaps,
    ingest,
    knownEvents,
    isAutomatic,
    copiesAmong,
    counted,
    webhookSince: (workspaceId) => connections.find(workspaceId)?.webhookSince ?? null,
    waitsMs: timings.gapWaitsMs,
  })
  const gapFound = runner.wake
  const inOrder = createOneAtATime()
  const webhooks = createWebhooks(deps, { connections, gaps, gapFound })
  const here = createInAppRelay(deps, {
    spawn,
    vault,
    connections,
    webhooks,
    gaps,
    gapFound,
    inOrder,
    reader: {
      begin: (workspaceId) => poller.begin(workspaceId),
      end: (workspaceId) => poller.end(workspaceId),
    },
    timings: timings.here,
  })
  const poller = createRelayPoller(deps, {
    connections,
    isReady: (workspaceId) => !setup.isPending(workspaceId),
    addressOf: here.addressOf,
    ingest,
    testEvents,
    gaps,
    gapFound,
    counted,
    ...(timings.poller ? { timings: timings.poller } : {}),
  })
  const setup = createRelaySetup(deps, {
    connections,
    vault,
    testEvents,
    passed: (workspaceId) => poller.begin(workspaceId),
  })
  monitorWebhooks(deps, { connections, webhooks, gaps, gapFound, seen: here.webhookSeen })
  const shown = createRelayStates(connections, poller, here)
  const known = { connections, poller, here, setup, webhooks, testEvents, gaps, shown }
  const connecting = createRelayConnector(deps, { ...known, vault, gapFound })
  const sendTestEvents = createSendTestEvents(deps, { ...known, ingest })

  return {
    routes: relayRoutes(deps, { ...known, knownEvents, runner, connecting, sendTestEvents, inOrder }),
    /** Erases an address from the unread events of the relay in the app. */
    erase: here.erase,
    leave: connecting.leave,
    stop: here.stop,
  }
}
