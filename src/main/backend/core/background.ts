/** Types of background work: each says what is due and runs it; `background/runtime.ts` decides when. */
import type { JobCounts, JobKind } from '#shared/contract/background/health.ts'
import type { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { JobSchedule } from './jobs.ts'

/** Background work without a row on the page *Background jobs*, because its own screen shows its state. */
export type UnlistedKind =
  | 'archives'
  | 'half_imports'
  | 'reports'
  | 'keep_paused'
  | 'campaign_switches'
  | 'take_backs'
  | 'stuck_exports'
  | 'moves'
  | 'deletions'
  | 'snoozes'
  | 'held_sends'
  | 'label_steps'
  | 'bulk_steps'
  | 'whole_threads'
  | 'account_actions'
  | 'erasures'
  | 'client_removals'
  | 'retention'
  | 'relay_tunnel'
  | 'relay_moves'
  | 'relay_reach'
export type TaskKind = JobKind | UnlistedKind

/**
 * How a run ended. `retry` and `blocked` are failures: `retry` is tried again automatically, with backoff if no time is
 * given; `blocked` is tried again once something changed (a key, the network, the passphrase). `failed` is already
 * recorded on disk. An error thrown by a run counts as `retry`, or as `cancelled` if its signal was aborted.
 */
export type RunOutcome =
  | { readonly end: 'done'; readonly counts?: JobCounts }
  /** Most of the run succeeded. */
  | { readonly end: 'partly'; readonly problem: AppError; readonly counts?: JobCounts }
  | { readonly end: 'retry'; readonly problem: AppError; readonly afterMs?: number; readonly counts?: JobCounts }
  | { readonly end: 'blocked'; readonly problem: AppError; readonly counts?: JobCounts }
  | { readonly end: 'failed'; readonly problem: AppError; readonly counts?: JobCounts }
  /** Nothing was tried, or the run was stopped; not counted as success or failure. */
  | { readonly end: 'cancelled' }

/** Why due work is looked for now. `ended`: a run of the same kind has just finished and freed a slot. */
export type CheckReason = 'start' | 'wake' | 'due' | 'ended'

/** A client in use, and why it is not polled automatically; null if it is. */
export type ClientAvailability = {
  readonly workspaceId: WorkspaceId
  readonly held: 'no_key' | 'offline' | 'paused' | null
}

/** Reads something from each client periodically. Cancelled when the machine goes to sleep. */
export type PollerDefinition = {
  readonly kind: JobKind
  /** The API key scope that a client must have; or a function that returns the clients and why each is not polled. */
  readonly scope: string | (() => readonly ClientAvailability[])
  /** Time from the end of one round to the start of the next. `jitter` is the fraction by which it is randomised. */
  readonly every: () => number
  readonly jitter?: number
  /** Delay of the first round after the app starts, and of the next round after a wake-up. */
  readonly firstMs: number
  readonly wakeMs: number
  /** Clients polled concurrently. */
  readonly atOnce: number
  /** Whether a client can be skipped in this round; `woken` if the round follows a wake-up. */
  readonly skip?: (client: WorkspaceId, woken: boolean) => boolean
  /** `asked`: the operator requested the run and is waiting for it. */
  readonly run: (client: WorkspaceId, signal: AbortSignal, asked: boolean) => Promise<RunOutcome>
  /** Called after each round. */
  readonly after?: (clients: readonly WorkspaceId[]) => Promise<void> | void
  /** What the page's button runs instead of `run`. */
  readonly runNow?: (client: WorkspaceId | null) => unknown
}

export type Poller = {
  /** Runs now for any client, or joins the run under way. Never rejects. */
  run(client: WorkspaceId, asked: boolean): Promise<RunOutcome>
  /** Runs again after the run under way has ended, if the client can be polled automatically. */
  again(client: WorkspaceId): void
  isRunning(client?: WorkspaceId): boolean
  /**
   * The clients to run for the operator: one, or all that are not paused. Those without a suitable key are left out,
   * unless nobody has one: then trying says why, for example that Instantly rejected it. Throws CLIENT_PAUSED.
   */
  clientsToTry(only: WorkspaceId | null): readonly WorkspaceId[]
  clients(): readonly (ClientAvailability & JobSchedule)[]
  /** Schedules a round in `ms`; without `ms` after the usual interval, used when the interval was changed. */
  plan(ms?: number): void
  /** Aborted when the machine goes to sleep and when the app quits. */
  signal(): AbortSignal
}

/** Events that interrupt runs under way. */
export type Interruption = 'sleep' | 'offline' | 'wake'

/** Work that is stored on disk and done item by item. */
export type JobDefinition<Item> = {
  readonly kind: TaskKind
  /** Interrupted work resumes at the next start; with `ask` only when the operator asks for it. */
  readonly recovery?: 'ask'
  /** Whether no run starts without a network. */
  readonly network: boolean
  /** Items run concurrently; 1 if omitted. */
  readonly atOnce?: number
  /** Looks for due work at this interval in any case, starting `firstMs` after the start. */
  readonly regularly?: { readonly firstMs: number; readonly everyMs: number }
  /** Delays after a thrown error or a `retry` without a time; the last one repeats. */
  readonly waitsMs?: readonly number[]
  /** Returns due items, most urgent first (at most `free` are started), and when the next is due. */
  readonly next: (look: { readonly why: CheckReason; readonly now: number; readonly free: number }) => {
    readonly due: readonly Item[]
    readonly at?: number | null
  }
  /**
   * The key, of which only one run is active at a time, and the client. Items of a paused client are not started;
   * `null` if the item belongs to no client.
   */
  readonly of: (item: Item) => { readonly key: string | number; readonly client: WorkspaceId | null }
  readonly run: (item: Item, signal: AbortSignal) => Promise<RunOutcome>
  /** Called at the start, before the first look, to settle what an interruption left half done. */
  readonly reconcile?: () => void
  /** Called at a wake-up, before due work is looked for: stored waiting times can be dropped. */
  readonly woken?: () => void
  /** Called before work is looked for after the clock was set back: due times far ahead can be dropped. */
  readonly clockPutBack?: () => void
  /** Interruptions that cancel runs. After `wake` they are restarted, as a request may hang on a dead connection. */
  readonly cancelOn?: readonly Interruption[]
  /** Called when the machine goes to sleep or the network is lost. */
  readonly interrupted?: () => void
  /**
   * Called when the app quits, after the runs' signals were aborted; waits for work in flight. `timeUp` is aborted once
   * the app stops waiting; the remaining work must then finish immediately.
   */
  readonly finish?: (timeUp: AbortSignal) => Promise<void>
  /** The job handles paused clients itself: it records waiting items as waiting. */
  readonly whilePaused?: boolean
  /** Work that a restored copy left half done resumes only once the operator releases the client's background work. */
  readonly untilReleased?: boolean
  /** The job reports the results of its runs itself, because it also runs outside this runtime. */
  readonly reportsItself?: boolean
  /** Where the job runs, shown on the page; and what the page's button does. */
  readonly places?: () => readonly JobSchedule[]
  readonly runNow?: (client: WorkspaceId | null) => unknown
}

export type Job<Item> = {
  look(): void
  /** Looks for due work despite the waits after failures, of one key or of all. Resolves once nothing is under way. */
  wake(key?: string | number): Promise<void>
  /** Runs the item now without waiting, or joins the run under way. Never rejects. */
  run(item: Item): Promise<RunOutcome>
  isRunning(key: string | number): boolean
  /** Cancels and restarts what is under way and ignores the waits after failures, of one key or of all. */
  restart(key?: string | number): void
  /** Aborts the run of the key; resolves when it has ended. */
  cancel(key: string | number): Promise<void>
  /** Resolves when the run under way has ended; immediately if there is none. */
  ended(key: string | number): Promise<void>
  /** Time until which a key waits after a failure; null if it does not wait, or the time is unknown. */
  waitsUntil(key: string | number): number | null
}

export type Background = {
  definePoller(definition: PollerDefinition): Poller
  defineJob<Item>(definition: JobDefinition<Item>): Job<Item>
  /** Clients in use, each with why it is not polled automatically: no working key with the scope, or no network. */
  clients(scope: string): readonly ClientAvailability[]
  /** False while the machine sleeps and once the app is quitting. */
  isAwake(): boolean
}
