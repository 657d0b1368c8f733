import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { KeepUnsubscribed } from '../../leads/opt-outs/routes.ts'
import type { ActiveRun } from './active-run.ts'
import type { BatchStore } from './batch-store.ts'
import type { EngineTimings } from './engine-timings.ts'
import type { LeadBodies } from './lead-body.ts'
import type { NoteCampaign } from './prepare-target.ts'
import { createProgressPublisher, type ProgressPublisher } from './publish-progress.ts'
import type { RunStore } from './run-store.ts'
import type { SeenCampaigns } from './seen-campaigns.ts'
import type { SharedClaims } from './shared-claims.ts'

/** Where the campaigns of exports are shown. */
export type ExportCampaigns = {
  readonly note: NoteCampaign
  /** Instantly said that it has a campaign no more. */
  readonly gone: (workspaceId: WorkspaceId, remoteId: string) => void
  readonly keepUnsubscribed: KeepUnsubscribed
  /** Reads a client's campaigns again, soon. */
  readonly readAgain: (workspaceId: WorkspaceId) => void
}

/** What the engine works with. */
export type EngineParts = {
  readonly runs: RunStore
  readonly batches: BatchStore
  readonly bodies: LeadBodies
  readonly seenCampaigns: SeenCampaigns
  readonly campaigns: ExportCampaigns
  readonly claims?: SharedClaims | null
}

/** What all parts of the engine share: its stores on disk, and what is alive in this process. */
export type EngineContext = Required<EngineParts> & {
  readonly deps: Deps
  readonly log: ReturnType<Deps['log']>
  readonly timings: EngineTimings
  readonly progressPublisher: ProgressPublisher
  readonly activeRuns: Map<ExportId, ActiveRun>
  /** Nothing new leaves any more; answers are still waited for. */
  stopping: boolean
  /** The store may be gone. */
  stopped: boolean
  /** This moment, as it is written down. */
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
