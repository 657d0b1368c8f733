/** Puts together what looks after the relays of clients. */
import type { Meter } from '../../background/meter.ts'
import { createOneAtATime } from '../../clients/workspaces/one-at-a-time.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Deps } from '../../core/deps.ts'
import type { EventIngest } from '../events/ingest-events.ts'
import type { IsAutomatic } from '../events/mail-as-event.ts'
import { createConnecting } from './connect-relay.ts'
import { createConnections } from './connections.ts'
import { createGapRunner } from './gap-runner.ts'
import { createGapStore } from './gap-store.ts'
import { createHeardEvents } from './heard-events.ts'
import { createRelayHere, type HereTimings } from './here.ts'
import { createPoller } from './poller.ts'
import type { PollerTimings } from './relay-live.ts'
import { createRelayStates } from './relay-state.ts'
import type { SpawnRelay } from './relay-thread.ts'
import { relayRoutes } from './routes.ts'
import { createSendTrials } from './send-trials.ts'
import { createRelaySetup } from './setup.ts'
import { createTrials } from './trials.ts'
import { watchWebhooks } from './watch.ts'
import { createWebhooks } from './webhooks.ts'

export type RelayParts = {
  readonly vault: Vault
  readonly ingest: EventIngest
  readonly isAutomatic: IsAutomatic
  /** Hears how events came. */
  readonly counted: Meter['events']
  /** Starts the thread of a relay that runs in the app; without it none does. */
  readonly spawn: SpawnRelay | null
  readonly timings?: RelayTimings | undefined
}
export type RelayTimings = {
  readonly poller?: PollerTimings
  readonly gapRetryMs?: number
  readonly here?: Partial<HereTimings>
}

/** The relays of workspaces, their webhooks at Instantly, and the proof that nothing is missing. */
export function createRelay(deps: Deps, { vault, ingest, isAutomatic, counted, spawn, timings = {} }: RelayParts) {
  const { store, clock } = deps
  const connections = createConnections({ store, clock, vault })
  const trials = createTrials(store, clock)
  const gaps = createGapStore(store, clock)
  const heard = createHeardEvents(store)
  const runner = createGapRunner(deps, {
    gaps,
    ingest,
    heard,
    isAutomatic,
    counted,
    webhookSince: (workspaceId) => connections.find(workspaceId)?.webhookSince ?? null,
    ...(timings.gapRetryMs === undefined ? {} : { retryAfterMs: timings.gapRetryMs }),
  })
  const gapFound = runner.poke
  const inOrder = createOneAtATime()
  const webhooks = createWebhooks(deps, { connections, gaps, gapFound })
  const here = createRelayHere(deps, {
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
  const poller = createPoller(deps, {
    connections,
    isReady: (workspaceId) => !setup.isPending(workspaceId),
    addressOf: here.addressOf,
    ingest,
    trials,
    gaps,
    gapFound,
    counted,
    ...(timings.poller ? { timings: timings.poller } : {}),
  })
  const setup = createRelaySetup(deps, {
    connections,
    vault,
    trials,
    passed: (workspaceId) => poller.begin(workspaceId),
  })
  watchWebhooks(deps, { connections, webhooks, gaps, gapFound, seen: here.webhookSeen })
  const shown = createRelayStates(connections, poller, here)
  const known = { connections, poller, here, setup, webhooks, trials, gaps, shown }
  const connecting = createConnecting(deps, { ...known, vault, gapFound })
  const sendTrials = createSendTrials(deps, { ...known, ingest })

  return {
    routes: relayRoutes(deps, { ...known, heard, runner, connecting, sendTrials, inOrder }),
    /** Takes an address out of what a relay here keeps to be read. */
    erase: here.erase,
    leave: connecting.leave,
    stop: here.stop,
  }
}
