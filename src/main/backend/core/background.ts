/** What runs by itself: a part says what is due and does it, the one runtime (`background/runtime.ts`) says when. */
import type { JobCounts, JobKind } from '#shared/contract/background/health.ts'
import type { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { JobPlace } from './jobs.ts'

/** What runs by itself and has no row on the page *Background jobs*: its own screen shows how it goes. */
export type UnlistedKind =
  | 'reports'
  | 'keep_paused'
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
 * How a run ended. `retry` and `blocked` are failures: the one is tried again by itself, later and later where no
 * time is given, the other once something changed (a key, the network, the passphrase). `failed` is settled on disk.
 * What a run throws counts as `retry`, or as `cancelled` where its signal was fired.
 */
export type Outcome =
  | { readonly end: 'done'; readonly counts?: JobCounts }
  /** Most of it went well. */
  | { readonly end: 'partly'; readonly problem: AppError; readonly counts?: JobCounts }
  | { readonly end: 'retry'; readonly problem: AppError; readonly afterMs?: number; readonly counts?: JobCounts }
  | { readonly end: 'blocked'; readonly problem: AppError; readonly counts?: JobCounts }
  | { readonly end: 'failed'; readonly problem: AppError; readonly counts?: JobCounts }
  /** Nothing was tried, or it was stopped: says nothing of how well it goes. */
  | { readonly end: 'cancelled' }

/** Why something is looked at now. `ended`: a run of the same kind has just made room. */
export type Reason = 'start' | 'wake' | 'due' | 'ended'

/** A client in use, and why it is not asked by itself. */
export type ClientPlace = { readonly workspaceId: WorkspaceId; readonly held: 'no_key' | 'offline' | 'paused' | null }

/** Reads something of each client now and then. Cancelled when the machine sleeps. */
export type PollerDefinition = {
  readonly kind: JobKind
  /** Of the clients whose key has it; or who they are, and why one is not asked. */
  readonly scope: string | (() => readonly ClientPlace[])
  /** From the end of one round to the next. Spread by `jitter`, a part of it. */
  readonly every: () => number
  readonly jitter?: number
  /** From the app's start to the first round, and from a wake-up to the next. */
  readonly firstMs: number
  readonly wakeMs: number
  /** Clients at once. */
  readonly atOnce: number
  /** A client that need not be asked in this round, `woken` or regular. */
  readonly skip?: (client: WorkspaceId, woken: boolean) => boolean
  /** `asked`: by the operator, who waits. */
  readonly run: (client: WorkspaceId, signal: AbortSignal, asked: boolean) => Promise<Outcome>
  /** After a round. */
  readonly after?: (clients: readonly WorkspaceId[]) => Promise<void> | void
  /** What the page's button does instead of `run`. */
  readonly runNow?: (client: WorkspaceId | null) => unknown
}

export type Poller = {
  /** Now, whoever it is; with the run under way where there is one. Never rejects. */
  run(client: WorkspaceId, asked: boolean): Promise<Outcome>
  /** Once what is under way has ended, where the client can be asked by itself. */
  again(client: WorkspaceId): void
  isRunning(client?: WorkspaceId): boolean
  clients(): readonly (ClientPlace & JobPlace)[]
  /** A round soon; without a time after the usual one, for an interval that was changed. */
  plan(ms?: number): void
  /** Fired by sleep and by the end of the app. */
  signal(): AbortSignal
}

/** What breaks off runs that are under way. */
export type Interruption = 'sleep' | 'offline' | 'wake'

/** Work that lies on disk and is done piece by piece. */
export type JobDefinition<Item> = {
  readonly kind: TaskKind
  /** What an end cut off goes on with the next start, or when it is asked for. */
  readonly recovery: 'resume' | 'ask'
  /** Whether nothing begins without a network. */
  readonly network: boolean
  /** Pieces at once. */
  readonly atOnce: number
  /** Looked at so often whatever is due, from `firstMs` after the start on. */
  readonly regularly?: { readonly firstMs: number; readonly everyMs: number }
  /** Waits after what was thrown, or `retry` without a time; the last one repeats. */
  readonly waitsMs?: readonly number[]
  /** What is due, the most urgent first, `free` of it at most being begun; and when the first of the rest will be. */
  readonly next: (look: { readonly why: Reason; readonly now: number; readonly free: number }) => {
    readonly due: readonly Item[]
    readonly at?: number | null
  }
  /** One run of a key at a time. What belongs to a client that is paused is not begun; `null`: to none. */
  readonly of: (item: Item) => { readonly key: string | number; readonly client: WorkspaceId | null }
  readonly run: (item: Item, signal: AbortSignal) => Promise<Outcome>
  /** At the start, before the first look: what an end left half done. */
  readonly reconcile?: () => void
  /** At a wake-up, before its look: what was written down to wait need not. */
  readonly woken?: () => void
  /** Before a look by a clock that was put back: what is written down to be due may lie far ahead, and need not wait. */
  readonly clockPutBack?: () => void
  /** After `wake` they begin anew: a request may hang on a connection that is gone. */
  readonly cancelOn?: readonly Interruption[]
  /** The machine falls asleep, or the network is gone. */
  readonly interrupted?: () => void
  /**
   * At the end of the app, after the signals of its runs: waits for what is on its way. `timeUp` is fired once the app waits no
   * longer; what is done then is done at once.
   */
  readonly finish?: (timeUp: AbortSignal) => Promise<void>
  /** It sees itself to clients that are paused: what waits is written down as waiting. */
  readonly whilePaused?: boolean
  /** What a restored copy left half done goes on once the operator releases the client's work in the background. */
  readonly untilReleased?: boolean
  /** It says itself how a run of it goes, because it also runs otherwise. */
  readonly reportsItself?: boolean
  /** Where it runs, for the page; and what its button does. */
  readonly places?: () => readonly JobPlace[]
  readonly runNow?: (client: WorkspaceId | null) => unknown
}

export type Job<Item> = {
  /** Something may be due. */
  look(): void
  /** The same, and what failed need not wait: of one key, or of all. Resolves once nothing is under way. */
  wake(key?: string | number): Promise<void>
  /** Now, whatever it waits for; the run under way where there is one. Never rejects. */
  run(item: Item): Promise<Outcome>
  isRunning(key: string | number): boolean
  /** Now, of one key or of all: what is under way is cancelled and begins anew, and what failed need not wait. */
  restart(key?: string | number): void
  /** Fires its signal; resolves when it has ended. */
  cancel(key: string | number): Promise<void>
  /** Resolves when what is under way has ended; at once where nothing is. */
  ended(key: string | number): Promise<void>
  /** Until when a key waits after a failure; null where it does not, or nobody knows how long. */
  waitsUntil(key: string | number): number | null
}

export type Background = {
  definePoller(definition: PollerDefinition): Poller
  defineJob<Item>(definition: JobDefinition<Item>): Job<Item>
  /** Clients in use, each with why it is not asked by itself: no key that works and may, no network. */
  clients(scope: string): readonly ClientPlace[]
  /** False while the machine sleeps, and once the app ends. */
  isAwake(): boolean
}
