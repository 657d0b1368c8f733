import type { ExportProgress } from '#shared/contract/exports/exports.ts'
import type { Problem } from '#shared/errors.ts'
import type { ExportId } from '#shared/ids.ts'
import { clientPlaces } from '../../background/client-places.ts'
import type { CheckReason, Job, RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { type ActiveRun, createActiveRun, endRun } from './active-run.ts'
import { createLanes } from './client-lanes.ts'
import { createRunCloser } from './close-run.ts'
import { createEngineContext, type EngineContext, type EngineParts } from './engine-context.ts'
import { type EngineTimings, engineTimings } from './engine-timings.ts'
import { createKeepPaused } from './keep-paused.ts'
import { createOperatorActions } from './operator-actions.ts'
import { createRunPreparation } from './prepare-run.ts'
import { createLostBatchReconciler } from './reconcile-lost.ts'
import { createRunStates, needsOperator, type RunStates } from './run-states.ts'
import { createCampaignTagger } from './tag-campaign.ts'
import { watchProgress } from './watch-progress.ts'

export type ExportEngine = ReturnType<typeof createExportEngine>

/**
 * Runs exports: one lane per workspace, whose exports send their batches in turn. Everything needed to recover is on
 * disk before the engine acts, so a process that dies at any point continues there at the next start.
 */
export function createExportEngine(deps: Deps, parts: EngineParts, timings: EngineTimings = engineTimings) {
  const context = createEngineContext(deps, parts, timings)
  const { activeRuns, progressPublisher } = context
  const runLife = createRunLife(context)

  return {
    ...createOperatorActions(context, runLife),
    go: runLife.go,
    /** The operator chose not to start the campaigns of this export. */
    keepPaused: runLife.keepPaused,
    /** Retries tagging a new campaign. Throws Instantly's error. */
    tagAgain: runLife.tagAgain,
    /** Whether the run is active in this process. */
    isLive: (id: ExportId): boolean => activeRuns.has(id),
    progress: (): readonly ExportProgress[] => [...activeRuns.values()].map(progressPublisher.progressOf),
  }
}

/** Wires the phases of a run together, from preparing the target to closing it. */
function createRunLife(context: EngineContext) {
  const { deps, runs, batches, bodies, activeRuns, progressPublisher, timings } = context
  const states = createRunStates(context, () => job.look())
  const watch = watchProgress(context, states)
  const reconcileLost = createLostBatchReconciler(deps, { batches, bodies }, timings, {
    ...states,
    settled: (live) => {
      progressPublisher.publishSoon()
      pump(live)
    },
  })
  const tagging = createCampaignTagger(deps, runs)
  const keepPaused = createKeepPaused(deps, runs, {
    retryAfterMs: timings.retryAfterMs,
    isStarting: (id) => activeRuns.get(id)?.phase === 'closing',
    noteCampaign: (workspaceId, campaign) => context.campaigns.note(workspaceId, campaign, deps.clock.now()),
  })
  const closeIfDone = createRunCloser(context, { states, tagging, startAnswered: keepPaused.startAnswered })
  const pump = createLanes(context, { states, reconcileLost, closeIfDone })
  const { prepare, startSending } = createRunPreparation(context, { states, tagging, reconcileLost, pump })

  function track(id: ExportId): ActiveRun {
    const known = activeRuns.get(id)
    if (known) return known
    const live = createActiveRun(runs.get(id), deps.clock.now())
    activeRuns.set(id, live)
    return live
  }

  /** Starts or continues a run; does nothing if it is already running. */
  function go(id: ExportId): void {
    if (context.stopping) return
    const live = activeRuns.get(id)
    if (live?.end) carryOn(live)
    // The run has just ended, but the background runtime has not noticed yet.
    else if (job.isRunning(id)) void job.ended(id).then(() => go(id))
    else void job.run(id)
  }

  function carryOn(live: ActiveRun): void {
    // Settling batches that were already sent only reads, so it needs no permission.
    const pausedBy = deps.pausedBy(live.workspaceId)
    if (pausedBy !== null && live.run.state !== 'paused') {
      states.wait(live, { code: pausedBy, data: {} })
      return
    }
    states.stopWaiting(live)
    live.lastProgress = deps.clock.now()
    watch.look()
    if (live.phase === 'idle') {
      live.run = runs.get(live.id)
      void prepare(live)
      return
    }
    // Published before the next answer, which may take long.
    if (live.phase !== 'preparing') {
      startSending(live)
      progressPublisher.publishNow(live)
    }
    pump(live)
  }

  const job = createExportJob(context, { states, track, carryOn, go, pump })

  return { states, track, go, keepPaused: keepPaused.keep, tagAgain: tagging.again }
}

type RunParts = {
  readonly states: RunStates
  readonly track: (id: ExportId) => ActiveRun
  readonly carryOn: (live: ActiveRun) => void
  readonly go: (id: ExportId) => void
  readonly pump: (live: ActiveRun) => void
}

/** The background job that starts and resumes runs. One run of the job lasts until the export waits or ends. */
function createExportJob(context: EngineContext, { states, track, carryOn, go, pump }: RunParts): Job<ExportId> {
  const { deps, runs, activeRuns } = context
  let wasInterrupted = false

  /** Runs that wait here, and at start or wake also those an earlier process left unfinished on disk. */
  function waiting(why: CheckReason): readonly ExportId[] {
    const here = [...activeRuns.values()]
      .filter(({ waitsFor }) => waitsFor !== null && goesOnByItself(waitsFor))
      .map(({ id }) => id)
    // While a demo is made, the store also contains runs of other engines.
    if (why !== 'start' && why !== 'wake') return here
    const onDisk = runs.liveIds().filter((id) => !activeRuns.has(id) && goesOnByItself(runs.get(id).problem))
    return [...here, ...onDisk]
  }

  return deps.background.defineJob<ExportId>({
    kind: 'exports',
    // The export itself shows that it waits for the network.
    network: false,
    atOnce: Number.POSITIVE_INFINITY,
    whilePaused: true,
    next: ({ why }) => ({ due: waiting(why) }),
    of: (id) => ({ key: id, client: (activeRuns.get(id) ?? runs.get(id)).workspaceId }),
    run: (id) =>
      new Promise<RunOutcome>((resolve) => {
        const live = track(id)
        live.end = resolve
        carryOn(live)
      }),
    interrupted: () => {
      wasInterrupted = true
    },
    woken() {
      for (const live of activeRuns.values()) {
        // When a client is paused nothing new is sent, but batches in flight are settled.
        if (
          live.waitsFor?.code !== 'CLIENT_PAUSED' &&
          goesOnByItself(live.waitsFor) &&
          deps.pauses.isPaused(live.workspaceId)
        )
          states.wait(live, { code: 'CLIENT_PAUSED', data: {} })
        if (!wasInterrupted) continue
        live.lastProgress = deps.clock.now()
        pump(live)
      }
      wasInterrupted = false
    },
    finish: (timeUp) => finishRuns(context, timeUp),
    places: () => clientPlaces(deps, [...activeRuns.values()]),
    runNow(workspaceId) {
      for (const id of waiting('wake')) if (workspaceId === null || runs.get(id).workspaceId === workspaceId) go(id)
    },
  })
}

/** Sends nothing new and waits for the answers in flight. What is not answered is read back at the next start. */
async function finishRuns(context: EngineContext, timeUp: AbortSignal): Promise<void> {
  const { deps, activeRuns, progressPublisher } = context
  context.stopping = true
  const end = () => {
    context.stopped = true
    for (const live of activeRuns.values()) {
      endRun(live, { end: 'cancelled' })
      live.abort.abort()
    }
    progressPublisher.stop()
  }
  // Synchronously, because the store is closed right after.
  timeUp.addEventListener('abort', end, { once: true })
  while (!timeUp.aborted && [...activeRuns.values()].some((live) => live.inFlight > 0))
    await deps.clock.sleep(25, timeUp).catch(() => undefined)
  if (!timeUp.aborted) end()
}

const goesOnByItself = (problem: Problem | null): boolean => problem === null || !needsOperator.has(problem.code)
