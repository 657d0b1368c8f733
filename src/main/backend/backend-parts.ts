import type { Worker } from 'node:worker_threads'
import type { EventName, Events } from '#shared/contract/index.ts'
import type { BackendConfig, Host, MachineEvent } from '#shared/host.ts'
import type { LogSink } from '#shared/log.ts'
import type { Reply } from '#shared/rpc.ts'
import type { SpawnBackup } from './app/backups/backup-orders.ts'
import type { AppLock } from './app/lock/app-lock.ts'
import type { SpawnUnpacker } from './app/people/packed-orders.ts'
import type { createRuntime } from './background/runtime.ts'
import type { TaskPaces } from './background/runtime-parts.ts'
import type { EditTimings } from './campaigns/campaign-edits/deletions.ts'
import type { MoveTimings } from './campaigns/subsequences/mover.ts'
import type { SpawnCleaner } from './core/db/clean-orders.ts'
import type { openStore } from './core/db/open.ts'
import type { Clock } from './core/deps.ts'
import type { MailReaderTimings } from './events/mails/mail-reader.ts'
import type { RelayTimings } from './events/relay/relay.ts'
import type { SpawnRelay } from './events/relay/relay-thread.ts'
import type { EngineTimings } from './exports/engine/engine-timings.ts'
import type { CrmTimings } from './inbox/crm/outbox.ts'
import type { InboxTimings } from './inbox/inbox/sync.ts'
import type { ModelTimings } from './inbox/inbox-model/routes.ts'
import type { AccountTimings } from './insights/accounts/action-runner.ts'
import type { ReportTimings } from './insights/reports/planner.ts'
import type { LeadMirrorTimings } from './leads/lead-mirror/planner.ts'
import type { OptOutTimings } from './leads/opt-outs/sync.ts'
import type { VerificationTimings } from './leads/verification/runner.ts'

/** Dependencies the backend is started with. */
export type BackendParts = {
  readonly config: BackendConfig
  readonly host: Host
  readonly announce: <Name extends EventName>(name: Name, payload: Events[Name]) => void
  readonly logSink: LogSink
  /** Starts a thread that reads lead files. */
  readonly spawnParser: () => Worker
  /** Starts the thread that checkpoints the write-ahead log; without it the store does so itself. */
  readonly spawnCheckpoints?: (storePath: string) => Worker
  /** Starts the thread that builds the indexes of big lists; without it the lists are scanned. */
  readonly spawnIndexer?: (storePath: string, indexPath: string) => Worker
  /** Starts the thread that copies the store and reads copies; without it there are no copies. */
  readonly spawnBackup?: SpawnBackup
  /** Starts the thread that removes deleted data from the store's file. */
  readonly spawnCleaner: SpawnCleaner
  /** Starts the thread that searches compressed blocks for an address. */
  readonly spawnUnpacker: SpawnUnpacker
  /** Starts the thread of a relay that runs in the app; without it no relay runs here. */
  readonly spawnRelay?: SpawnRelay
  readonly clock?: Clock
  /** Tests inspect the store they provide, or simulate a full disk. */
  readonly openStore?: typeof openStore
  /** Schedules of background work; tests and benchmarks run it only on request, or faster. */
  readonly paces?: TaskPaces
  /** Tests inspect what is registered. */
  readonly createRuntime?: typeof createRuntime
  /** Tests wait less before settling a lost answer. */
  readonly exportTimings?: EngineTimings
  readonly verificationTimings?: VerificationTimings
  readonly inboxTimings?: InboxTimings
  readonly relayTimings?: RelayTimings
  readonly mailReaderTimings?: MailReaderTimings
  readonly crmTimings?: Partial<CrmTimings>
  readonly editTimings?: EditTimings
  readonly modelTimings?: ModelTimings
  readonly moveTimings?: MoveTimings
  readonly reportTimings?: ReportTimings
  readonly leadMirrorTimings?: LeadMirrorTimings
  readonly optOutTimings?: OptOutTimings
  readonly accountTimings?: AccountTimings
  /** scrypt's N for passphrases. Set only by tests, as hundreds of keys at full strength prove nothing more. */
  readonly passphraseCost?: number
  /**
   * Fraction of its people for which a new demo's history is simulated. Set only by tests that are about the demo's
   * life cycle and not about its contents.
   */
  readonly demoPeople?: number
  /** Delay after the start until a demo is prepared if there is no client; null: never. */
  readonly prepareDemoAfterMs?: number | null
  /** The operator's time zone; by default the system's. */
  readonly zone?: () => string
}

/** The same parts, with the app lock and the passphrase cost resolved. */
export type OpenParts = BackendParts & { readonly appLock: AppLock; readonly passphraseCost: number }

export type Backend = {
  /** Handles a route of the contract; never rejects. */
  call(name: string, input: unknown): Promise<Reply>
  /** Reports that the machine went to sleep, woke up, or lost or regained its network. */
  machine(event: MachineEvent): void
  /** Finishes work in flight (5 s at most), writes pending data, closes the store. */
  stop(): Promise<void>
}
