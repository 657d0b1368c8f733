import type { Database } from 'better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { EventName, Events } from '#shared/contract/index.ts'
import type { Topic } from '#shared/contract/route.ts'
import type { BackendConfig, Host } from '#shared/host.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Logger } from '#shared/log.ts'
import type { Background } from './background.ts'
import type { SpawnCleaner } from './db/clean-orders.ts'
import type { Instantly } from './instantly/types.ts'
import type { Jobs } from './jobs.ts'
import type { Pauses } from './pauses.ts'

/** Time as the backend sees it; tests bring their own. */
export type Clock = {
  now(): number
  /** Resolves after `ms`, or rejects with CANCELLED when the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export type Store = {
  /** For schema-typed reads and small writes. */
  readonly orm: BetterSQLite3Database
  /** For bulk work and hand-written SQL. */
  readonly raw: Database
}

/** What every feature is given. */
export type Deps = {
  readonly store: Store
  readonly clock: Clock
  readonly host: Host
  readonly config: BackendConfig
  readonly instantly: Instantly
  /** What runs by itself says here how it goes. */
  readonly jobs: Jobs
  /** Where what runs by itself is registered. */
  readonly background: Background
  /** Starts the thread that takes deleted bytes out of the store's file. */
  readonly spawnCleaner: SpawnCleaner
  log(scope: string): Logger
  /** Announces to the window. */
  announce<Name extends EventName>(name: Name, payload: Events[Name]): void
  /** Says that rows of these topics changed: open queries ask again. */
  changed(...topics: readonly Topic[]): void
  /** Whether requests can leave at all. */
  online(): boolean
  /** What the operator paused. */
  readonly pauses: Pauses
  /** Why nothing of a client may leave by itself: the operator paused it, or a restored copy was not compared with Instantly. */
  pausedBy(workspaceId: WorkspaceId): 'CLIENT_PAUSED' | 'PAUSED_AFTER_RESTORE' | null
}
