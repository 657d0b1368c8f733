import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { KeepUnsubscribed } from '../../leads/opt-outs/routes.ts'
import type { ActiveRun } from './active-run.ts'
import type { BatchStore } from './batch-store.ts'
import type { EngineTimings } from './engine-timings.ts'
import type { LeadBodies } from './lead-body.ts'
import type { StoreCampaign } from './prepare-target.ts'
import { createProgressPublisher, type ProgressPublisher } from './publish-progress.ts'
import type { RunStore } from './run-store.ts'
import type { SeenCampaigns } from './seen-campaigns.ts'
import type { SharedClaims } from './shared-claims.ts'

/** The engine's connection to the local copies of campaigns. */
export type ExportCampaigns = {
  readonly note: StoreCampaign
  /** Instantly reported that the campaign no longer exists. */
  readonly gone: (workspaceId: WorkspaceId, remoteId: string) => void
  readonly keepUnsubscribed: KeepUnsubscribed
  /** Schedules a new read of a client's campaigns. */
  readonly readAgain: (workspaceId: WorkspaceId) => void
}

export type EngineParts = {
  readonly runs: RunStore
  readonly batches: BatchStore
  readonly bodies: LeadBodies
  readonly seenCampaigns: SeenCampaigns
  readonly campaigns: ExportCampaigns
  readonly claims?: SharedClaims | null
}

/** State shared by all parts of the engine: its stores on disk and the runs active in this process. */
export type EngineContext = Required<EngineParts> & {
  readonly deps: Deps
  readonly log: ReturnType<Deps['log']>
  readonly timings: EngineTimings
  readonly progressPublisher: ProgressPublisher
  readonly activeRuns: Map<ExportId, ActiveRun>
  /** Set when the app is closing: nothing new is sent, but answers are still awaited. */
  stopping: boolean
  /** Set once the store may be closed. */
  stopped: boolean
  /** The current time in the format of the store. */
  readonly iso: () => string
}

export function createEngineContext(
  deps: Deps,
  { claims = null, ...parts }: EngineParts,
  timings: EngineTimings,
): EngineContext {
  const activeRuns = new Map<ExportId, ActiveRun>()
  return {
    ...parts,
    claims,
    deps,
    log: deps.log('exports'),
    timings,
    progressPublisher: createProgressPublisher(deps, parts.runs, activeRuns),
    activeRuns,
    stopping: false,
    stopped: false,
    iso: () => new Date(deps.clock.now()).toISOString(),
  }
}
