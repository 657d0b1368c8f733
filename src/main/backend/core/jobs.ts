/** What every job that runs by itself is given, to say how it goes. */
import type { JobCounts, JobHeld, JobKind } from '#shared/contract/background/health.ts'
import type { WorkspaceId } from '#shared/ids.ts'

/** A run under way; exactly one of these ends it, what follows is not heard. */
export type JobRun = {
  done(counts?: JobCounts): void
  /** Most of it went well. */
  partial(thrown: unknown, counts?: JobCounts): void
  failed(thrown: unknown, counts?: JobCounts): void
  /** Cut off by the end of the app, by sleep, or by who asked for it: says nothing of how well it goes. */
  cancelled(): void
}

/** Where a job runs by itself. Times are epoch ms; `nextAt` null where nothing but an event begins it. */
export type JobPlace = {
  readonly workspaceId: WorkspaceId | null
  readonly nextAt: number | null
  readonly held: JobHeld | null
}

export type JobSource = {
  places(): readonly JobPlace[]
  /** Does it now; resolves when it is over, or has begun where it has no end. */
  run?(workspaceId: WorkspaceId | null): unknown
}

export type Jobs = {
  /** Says where a job runs. Without it only what was run is known. */
  about(kind: JobKind, source: JobSource): void
  /** A run begins. `workspaceId` null: a job of the app itself. */
  begin(kind: JobKind, workspaceId: WorkspaceId | null): JobRun
  /** Runs of it that failed in a row. */
  failures(kind: JobKind, workspaceId: WorkspaceId | null): number
  /** A run from begin to end of `work`; what it throws rises. */
  during<T>(
    kind: JobKind,
    workspaceId: WorkspaceId | null,
    work: () => Promise<T>,
    counted?: (result: T) => JobCounts,
  ): Promise<T>
}

/** For parts that run beside the app: benches, a demo that is being made. */
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
