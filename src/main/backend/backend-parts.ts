import type { Worker } from 'node:worker_threads'
import type { EventName, Events } from '#shared/contract/index.ts'
import type { BackendConfig, Host, MachineEvent } from '#shared/host.ts'
import type { LogSink } from '#shared/log.ts'
import type { Reply } from '#shared/rpc.ts'
import type { SpawnBackup } from './app/backups/backup-orders.ts'
import type { AppLock } from './app/lock/app-lock.ts'
import type { SpawnUnpacker } from './app/people/packed-orders.ts'
import type { createRuntime } from './background/runtime.ts'
import type { Paces } from './background/runtime-parts.ts'
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

/** What the backend is started with. */
export type BackendParts = {
  readonly config: BackendConfig
  readonly host: Host
  readonly announce: <Name extends EventName>(name: Name, payload: Events[Name]) => void
  readonly logSink: LogSink
  /** Starts a thread that reads lead files. */
  readonly spawnParser: () => Worker
  /** Starts the thread that moves the write-ahead log into the store; without it the store does so itself. */
  readonly spawnCheckpoints?: (storePath: string) => Worker
  /** Starts the thread that makes the indexes of big lists; without it they are read through. */
  readonly spawnIndexer?: (storePath: string, indexPath: string) => Worker
  /** Starts the thread that copies the store and reads copies; without it there are none. */
  readonly spawnBackup?: SpawnBackup
  /** Starts the thread that takes deleted bytes out of the store's file. */
  readonly spawnCleaner: SpawnCleaner
  /** Starts the thread that looks for an address in what is packed. */
  readonly spawnUnpacker: SpawnUnpacker
  /** Starts the thread of a relay that runs in the app; without it none does. */
  readonly spawnRelay?: SpawnRelay
  readonly clock?: Clock
  /** Tests look into the store they gave, or fill its disk. */
  readonly openStore?: typeof openStore
  /** How what runs by itself goes; tests and benches let it go only when asked, or faster. */
  readonly paces?: Paces
  /** Tests look at what is registered. */
  readonly createRuntime?: typeof createRuntime
  /** Tests wait less before they settle a lost answer. */
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
  /** scrypt's N for passphrases. Only tests set it: deriving hundreds of keys at the strength that ships proves nothing more. */
  readonly passphraseCost?: number
  /** The share of its people a new demo's past is lived with. Only tests set it, of what becomes of a demo and not of what is in it. */
  readonly demoPeople?: number
  /** How long after the start a demo is prepared where nobody has a client; null: never. */
  readonly prepareDemoAfterMs?: number | null
  /** The operator's zone; the system's without it. */
  readonly zone?: () => string
}

/** The same, behind the lock of the app. */
export type OpenParts = BackendParts & { readonly appLock: AppLock; readonly passphraseCost: number }

export type Backend = {
  /** Answers a route of the contract; never rejects. */
  call(name: string, input: unknown): Promise<Reply>
  /** The machine slept, woke, lost or found its network. */
  machine(event: MachineEvent): void
  /** Finishes what is on its way (5 s at most), writes what waits, closes the store. */
  stop(): Promise<void>
}
