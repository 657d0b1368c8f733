import type { JobKind } from '#shared/contract/background/health.ts'
import { jobKinds } from '#shared/contract/background/health.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { ClientAvailability, RunOutcome, TaskKind } from '../core/background.ts'
import type { Deps } from '../core/deps.ts'
import type { Pauses } from '../core/pauses.ts'
import type { Timer } from './timer.ts'

/**
 * Schedule that overrides a kind's own. `asked`: runs on request only. `woken`: not by the clock, only when something
 * has changed. For tests and benchmarks.
 */
export type TaskPace = 'asked' | 'woken' | { readonly firstMs?: number; readonly everyMs?: number }
export type TaskPaces = Partial<Readonly<Record<TaskKind, TaskPace>>>

/** Interface of pollers and jobs to the runtime. */
export type Task = {
  readonly kind: TaskKind
  start(): void
  wake(): void
  suspend(): void
  offline(): void
  /** Resolves when nothing is running. `timeUp` is fired when the app waits no longer. */
  stop(timeUp: AbortSignal): Promise<unknown>
  state(): { readonly running: number; readonly nextAt: number | null; readonly looks: number }
}

export type RuntimeParts = Pick<Deps, 'clock' | 'jobs' | 'online'> & {
  readonly log: ReturnType<Deps['log']>
  readonly pauses: Pauses
  /** False while a client's background work is held back after a restore. */
  readonly isReleased: (client: WorkspaceId) => boolean
  readonly random: () => number
  readonly paceOf: (kind: TaskKind) => TaskPace
  readonly isAwake: () => boolean
  readonly isStopped: () => boolean
  readonly clients: (scope: string) => readonly ClientAvailability[]
  readonly timer: (ring: () => void) => Timer
  readonly attempt: Attempt
  readonly register: (task: Task) => void
}

/** Carries out a run and records it as one row, unless the kind is null. Never rejects. */
export type Attempt = (
  kind: TaskKind | null,
  client: WorkspaceId | null,
  signal: AbortSignal,
  work: () => Promise<RunOutcome>,
) => Promise<RunOutcome>

const listed: ReadonlySet<TaskKind> = new Set(jobKinds)

/** Whether the kind has a row on the page *Background jobs*. */
export const isListedJob = (kind: TaskKind): kind is JobKind => listed.has(kind)
