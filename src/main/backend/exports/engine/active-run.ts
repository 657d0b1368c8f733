import type { ExportState } from '#shared/contract/exports/exports.ts'
import { isOver } from '#shared/domain/exports/export-verdict.ts'
import type { Problem } from '#shared/errors.ts'
import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import type { RunOutcome } from '../../core/background.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { createPace, type Pace } from './pace.ts'
import type { Run } from './run-store.ts'

/** In-memory state of a run that is active in this process. */
export type ActiveRun = {
  readonly id: ExportId
  readonly workspaceId: WorkspaceId
  run: Run
  head: string
  phase: 'idle' | 'preparing' | 'sending' | 'closing'
  inFlight: number
  settling: number
  waitsFor: Problem | null
  /** Number of consecutive waits, which sets how long the next one waits. */
  waits: number
  /** Number of requests that were rejected for their content and split in two. */
  halved: number
  /** Number of consecutive groups of lost answers. */
  losses: number
  /** How long creating the campaign took, as a measure of a request without leads. */
  smallCallMs: number | null
  lostAt: number
  lastProgress: number
  /** The first check of a new campaign's texts, made while its leads are sent. */
  copyLook: Promise<void> | null
  /** Whether addresses are being claimed in a shared memory. */
  claiming: boolean
  /** Ends this run of the background job; null while the run waits. */
  end: ((outcome: RunOutcome) => void) | null
  readonly pace: Pace
  readonly abort: AbortController
}

export function createActiveRun(run: Run, nowMs: number): ActiveRun {
  return {
    id: run.id,
    workspaceId: run.workspaceId,
    run,
    head: '',
    phase: 'idle',
    inFlight: 0,
    settling: 0,
    waitsFor: null,
    waits: 0,
    halved: 0,
    losses: 0,
    smallCallMs: null,
    lostAt: -Infinity,
    lastProgress: nowMs,
    copyLook: null,
    claiming: false,
    end: null,
    pace: createPace(),
    abort: new AbortController(),
  }
}

export const requestContextOf = (live: ActiveRun): RequestContext => ({
  workspaceId: live.workspaceId,
  priority: 'job',
  requestedBy: `export ${live.id}`,
  signal: live.abort.signal,
})

/** Reports the outcome to the background runtime when a run starts waiting or ends. */
export function endRun(live: ActiveRun, outcome: RunOutcome): void {
  live.end?.(outcome)
  live.end = null
}

/** Whether the run sends nothing more, because it has ended or waits for the operator. */
export const isStopped = (state: ExportState): boolean => isOver(state) || state === 'paused'

export const canSend = (live: ActiveRun): boolean =>
  live.phase === 'sending' && live.waitsFor === null && live.run.state === 'running'
