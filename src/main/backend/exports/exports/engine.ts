import type { ExportProgress } from '#shared/contract/exports/exports.ts'
import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { createCloseRun } from './close-run.ts'
import { createEngineContext, type EngineContext, type EngineParts } from './engine-context.ts'
import { type EngineTimings, engineTimings } from './engine-timings.ts'
import { createHolds, needsHand } from './hold-run.ts'
import { createKeepPaused } from './keep-paused.ts'
import { createLanes } from './lanes.ts'
import { createLive, type Live } from './live-run.ts'
import { createOperatorActs } from './operator-acts.ts'
import { createPrepareRun } from './prepare-run.ts'
import type { RunProblem } from './run-store.ts'
import { createSettleLost } from './settle-lost.ts'
import { createTagging } from './tag-campaign.ts'
import { watchProgress } from './watch-progress.ts'

export type ExportEngine = ReturnType<typeof createExportEngine>

/**
 * Carries out exports: one lane per workspace, batches of its exports in turn. All it must not forget is on disk before
 * it acts; a process that dies at any line goes on from there at the next start.
 */
export function createExportEngine(deps: Deps, parts: EngineParts, timings: EngineTimings = engineTimings) {
  const context = createEngineContext(deps, parts, timings)
  const { runs, lives, telling } = context
  const runLife = createRunLife(context)
  const { holds, go } = runLife
  const stopWatch = watchProgress(context, holds)
  const poke = createPoke(context, go)

  deps.jobs.about('exports', {
    places: () =>
      [...new Set([...lives.values()].map(({ workspaceId }) => workspaceId))].map((workspaceId) => ({
        workspaceId,
        nextAt: null,
        held: deps.online() ? null : ('offline' as const),
      })),
    run: poke,
  })

  return {
    ...createOperatorActs(context, runLife),
    go,
    /** Goes on with everything an earlier process left unfinished. */
    resumeAll(): void {
      for (const id of runs.liveIds()) {
        const { problem, state } = runs.get(id)
        if (state !== 'waiting' || goesOnByItself(problem)) go(id)
      }
    },
    /** The operator keeps the campaigns of a press from sending. */
    keepPaused: runLife.keepPaused,
    /** The operator paused clients: nothing more of them leaves, what is on its way is settled. */
    pausesChanged(): void {
      for (const live of lives.values()) {
        if (goesOnByItself(live.hold) && deps.pauses.isPaused(live.workspaceId))
          holds.hold(live, { code: 'CLIENT_PAUSED', data: {} })
      }
    },
    /** Something changed that waiting exports may have waited for: a key, the network, the passphrase. */
    poke: (): void => poke(),
    /** Tries again to put a new campaign's tags on it. Throws what Instantly answered. */
    tagAgain: runLife.tagAgain,
    /** Whether anything of it is still under way in this process. */
    isLive: (id: ExportId): boolean => lives.has(id),
    progress: (): readonly ExportProgress[] => [...lives.values()].map(telling.progressOf),
    setAwake(value: boolean): void {
      context.awake = value
      if (!value) return
      for (const live of lives.values()) {
        live.lastProgress = deps.clock.now()
        runLife.pump(live)
      }
    },
    /** Sends nothing new and waits, at most `ms`, for the answers on their way. */
    async stop(ms = 5_000): Promise<void> {
      context.stopping = true
      stopWatch()
      const until = deps.clock.now() + ms
      while ([...lives.values()].some((live) => live.inFlight > 0) && deps.clock.now() < until)
        await deps.clock.sleep(25)
      context.stopped = true
      for (const live of lives.values()) {
        if (live.wake) clearTimeout(live.wake)
        live.abort.abort()
      }
      telling.stop()
    },
  }
}

/** A run from its begin to its end, each part knowing those it leads to. */
function createRunLife(context: EngineContext) {
  const { deps, runs, batches, bodies, lives, telling, timings } = context
  const holds = createHolds(context, go)
  const settleLost = createSettleLost(deps, { batches, bodies }, timings, {
    ...holds,
    settled: (live) => {
      telling.told()
      pump(live)
    },
  })
  const tagging = createTagging(deps, runs)
  const keepPaused = createKeepPaused(deps, runs, {
    retryAfterMs: timings.retryAfterMs,
    isStarting: (id) => lives.get(id)?.phase === 'closing',
    told: (workspaceId, campaign) => context.campaigns.note(workspaceId, campaign, deps.clock.now()),
  })
  const closeIfDone = createCloseRun(context, { holds, tagging, startAnswered: keepPaused.startAnswered })
  const pump = createLanes(context, { holds, settleLost, closeIfDone })
  const { prepare, startSending } = createPrepareRun(context, { holds, tagging, settleLost, pump })

  function adopt(id: ExportId): Live {
    const known = lives.get(id)
    if (known) return known
    const live = createLive(runs.get(id), deps.clock.now())
    lives.set(id, live)
    return live
  }

  /** Starts or goes on with a run; does nothing for one that is already going. */
  function go(id: ExportId): void {
    if (context.stopping) return
    const live = adopt(id)
    // Settling what was sent only reads.
    const pausedBy = deps.pausedBy(live.workspaceId)
    if (pausedBy !== null && live.run.state !== 'paused') {
      holds.hold(live, { code: pausedBy, data: {} })
      return
    }
    holds.clearHold(live)
    live.job ??= deps.jobs.begin('exports', live.workspaceId)
    live.lastProgress = deps.clock.now()
    if (live.phase === 'idle') {
      live.run = runs.get(id)
      void prepare(live)
      return
    }
    // Told before the next answer, which may be long in coming.
    if (live.phase === 'sending') {
      startSending(live)
      telling.tellNow(live)
    }
    pump(live)
  }

  return { holds, adopt, go, pump, keepPaused: keepPaused.keep, tagAgain: tagging.again }
}

const goesOnByItself = (problem: RunProblem | null): boolean => problem === null || !needsHand.has(problem.code)

/** What waits for something outside is tried again: of a client, or of all. */
function createPoke({ runs, lives }: EngineContext, go: (id: ExportId) => void) {
  return (only: WorkspaceId | null = null): void => {
    const isMeant = (workspaceId: WorkspaceId) => only === null || workspaceId === only
    for (const live of lives.values())
      if (isMeant(live.workspaceId) && live.hold && goesOnByItself(live.hold)) go(live.id)
    for (const id of runs.liveIds()) {
      if (lives.has(id)) continue
      const { problem, workspaceId } = runs.get(id)
      if (isMeant(workspaceId) && goesOnByItself(problem)) go(id)
    }
  }
}
