import type { RelayLight } from '#shared/contract/events/relay.ts'
import type { Problem } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Metrics } from '../../background/metrics.ts'
import type { EventIngest } from '../events/ingest-events.ts'
import type { Connection, Connections } from './connections.ts'
import type { GapStore } from './gap-store.ts'
import type { RelayClient } from './relay-client.ts'
import type { TestEvents } from './test-events.ts'

export type PollerTimings = {
  /** How long one poll waits at the relay: less than the 30 s it allows and the 40 s required of proxies. */
  readonly waitS: number
  readonly retry: { readonly firstMs: number; readonly maxMs: number }
}

export type PollerParts = {
  readonly connections: Connections
  /** Whether the relay can be read; false while it is still being set up. */
  readonly isReady: (workspaceId: WorkspaceId) => boolean
  /** The address it is read at, which is not its public one if it runs in the app. */
  readonly addressOf: (connection: Connection) => Promise<string>
  readonly ingest: EventIngest
  readonly testEvents: TestEvents
  readonly gaps: GapStore
  /** Called after a gap was stored. */
  readonly gapFound: () => void
  /** Counts events by the way they arrived. */
  readonly counted: Metrics['events']
  readonly timings?: PollerTimings
  readonly random?: () => number
}

/** In-memory state of a relay that is being read. */
export type RelayLive = {
  readonly workspaceId: WorkspaceId
  client: { readonly key: string; readonly value: RelayClient } | null
  light: RelayLight
  problem: Problem | null
  waiting: number
  polledAt: number | null
  notedAt: number
  /** Monotonic times in ms: earliest next poll, last time its store was found reset, last acknowledgement. */
  nextAt: number
  restartedAt: number
  acknowledgedAt: number
  /** Whether the next poll should return at once, to learn the state quickly. */
  fresh: boolean
  /** Consecutive failures. */
  failures: number
}

/** State before the first page; the first page shows how the relay is. */
export const newRelayLive = (workspaceId: WorkspaceId): RelayLive => ({
  workspaceId,
  client: null,
  light: 'behind',
  problem: null,
  waiting: 0,
  polledAt: null,
  notedAt: 0,
  nextAt: -Infinity,
  restartedAt: -Infinity,
  acknowledgedAt: -Infinity,
  fresh: true,
  failures: 0,
})
