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

/** Time as the backend sees it; replaceable in tests. */
export type Clock = {
  now(): number
  /** Resolves after `ms`, or rejects with CANCELLED when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export type Store = {
  /** For reads typed by the schema and small writes. */
  readonly orm: BetterSQLite3Database
  /** For bulk work and hand-written SQL. */
  readonly raw: Database
}

/** Dependencies given to every feature. */
export type Deps = {
  readonly store: Store
  readonly clock: Clock
  readonly host: Host
  readonly config: BackendConfig
  readonly instantly: Instantly
  /** Where background work reports its results. */
  readonly jobs: Jobs
  /** Where background work is registered. */
  readonly background: Background
  /** Starts the thread that removes deleted data from the store's file. */
  readonly spawnCleaner: SpawnCleaner
  log(scope: string): Logger
  /** Sends an event to the window. */
  announce<Name extends EventName>(name: Name, payload: Events[Name]): void
  /** Announces that rows of these topics changed, so that open queries run again. */
  changed(...topics: readonly Topic[]): void
  /** Whether there is a network connection. */
  online(): boolean
  readonly pauses: Pauses
  /** Why a client's background work must not send: the operator paused it, or a restored copy is not compared yet. */
  pausedBy(workspaceId: WorkspaceId): 'CLIENT_PAUSED' | 'PAUSED_AFTER_RESTORE' | null
}
