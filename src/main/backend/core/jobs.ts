/** Interface through which background jobs report their results. */
import type { JobCounts, JobKind, JobWaitReason } from '#shared/contract/background/health.ts'
import type { WorkspaceId } from '#shared/ids.ts'

/** A run under way; exactly one of these calls ends it, further ones are ignored. */
export type JobRun = {
  done(counts?: JobCounts): void
  /** Most of the run succeeded. */
  partial(thrown: unknown, counts?: JobCounts): void
  failed(thrown: unknown, counts?: JobCounts): void
  /** Stopped because the app quit, by sleep, or by whoever requested it; not counted as success or failure. */
  cancelled(): void
}

/** Where a job runs automatically. Times are epoch ms; `nextAt` null if only an event starts it. */
export type JobSchedule = {
  readonly workspaceId: WorkspaceId | null
  readonly nextAt: number | null
  readonly held: JobWaitReason | null
}

export type JobSource = {
  places(): readonly JobSchedule[]
  /** Runs it now; resolves when it has ended, or has started if it has no end. */
  run?(workspaceId: WorkspaceId | null): unknown
}

export type Jobs = {
  /** Registers where a job runs. Without it only past runs are known. */
  about(kind: JobKind, source: JobSource): void
  /** Starts a run. `workspaceId` null: a job of the app itself. */
  begin(kind: JobKind, workspaceId: WorkspaceId | null): JobRun
  /** Number of its consecutive failed runs. */
  failures(kind: JobKind, workspaceId: WorkspaceId | null): number
  /** Records `work` as a run; rethrows its errors. */
  during<T>(
    kind: JobKind,
    workspaceId: WorkspaceId | null,
    work: () => Promise<T>,
    counted?: (result: T) => JobCounts,
  ): Promise<T>
}

/** Does nothing; for parts that run outside the app: benchmarks, a demo being built. */
export const noJobs: Jobs = {
  about: () => undefined,
  begin: () => ({
    done: () => undefined,
    partial: () => undefined,
    failed: () => undefined,
    cancelled: () => undefined,
  }),
  failures: () => 0,
  during: (_kind, _workspaceId, work) => work(),
}
