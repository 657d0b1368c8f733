import type { Problem, RelayLight } from '#shared/contract/events/relay.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Metrics } from '../../background/metrics.ts'
import type { EventIngest } from '../events/ingest-events.ts'
import type { Connection, Connections } from './connections.ts'
import type { GapStore } from './gap-store.ts'
import type { RelayClient } from './relay-client.ts'
import type { TestEvents } from './test-events.ts'

export type PollerTimings = {
  /** How long one poll waits at the relay. Under the 30 s it allows and the 40 s proxies are asked for. */
  readonly waitS: number
  readonly retry: { readonly firstMs: number; readonly maxMs: number }
}

export type PollerParts = {
  readonly connections: Connections
  /** Whether it can be read; false while it is still being set up. */
  readonly isReady: (workspaceId: WorkspaceId) => boolean
  /** Where it is read: not at its public address where it runs here. */
  readonly addressOf: (connection: Connection) => Promise<string>
  readonly ingest: EventIngest
  readonly testEvents: TestEvents
  readonly gaps: GapStore
  /** Called after a gap was written down. */
  readonly gapFound: () => void
  /** Hears how events came. */
  readonly counted: Metrics['events']
  readonly timings?: PollerTimings
  readonly random?: () => number
}

/** A relay while it is read. */
export type RelayLive = {
  readonly workspaceId: WorkspaceId
  client: { readonly key: string; readonly value: RelayClient } | null
  light: RelayLight
  problem: Problem | null
  waiting: number
  polledAt: number | null
  notedAt: number
  /** By the computer's own count of ms: not asked before; the last time its store was another; the last acknowledgement. */
  nextAt: number
  anewAt: number
  acknowledgedAt: number
  /** The next poll answers at once, so that the state is known at once. */
  fresh: boolean
  /** In a row. */
  failures: number
}

/** Not read yet; how it is will be known with the first page. */
export const newLive = (workspaceId: WorkspaceId): RelayLive => ({
  workspaceId,
  client: null,
  light: 'behind',
  problem: null,
  waiting: 0,
  polledAt: null,
  notedAt: 0,
  nextAt: -Infinity,
  anewAt: -Infinity,
  acknowledgedAt: -Infinity,
  fresh: true,
  failures: 0,
})
