/** Publishes the progress of exports to the window, and their end as a desktop notification. */
import type { ExportProgress } from '#shared/contract/exports/exports.ts'
import { verdictOf } from '#shared/domain/exports/export-verdict.ts'
import type { Deps } from '../../core/deps.ts'
import { createDelayedRun } from '../../core/lib/delayed-run.ts'
import type { ActiveRun } from './active-run.ts'
import type { RunStore } from './run-store.ts'

/** Shorter exports cause no desktop notification, as the operator is probably still watching. */
const longJobMs = 15_000

export type ProgressPublisher = {
  progressOf(live: ActiveRun): ExportProgress
  /** Publishes at most five times a second; the last update is never dropped. */
  publishSoon(): void
  publishNow(live: ActiveRun): void
  notifyEnd(live: ActiveRun): Promise<void>
  stop(): void
}

export function createProgressPublisher(
  deps: Deps,
  runs: RunStore,
  activeRuns: ReadonlyMap<unknown, ActiveRun>,
): ProgressPublisher {
  const { clock, instantly } = deps
  const log = deps.log('exports')
  let lastPublished = 0
  let stopped = false

  function progressOf(live: ActiveRun): ExportProgress {
    const run = live.run
    const totals = runs.totals(run)
    const now = clock.now()
    const limiter = instantly.limiterState(live.workspaceId)
    const speed = live.pace.leadsPerSecond(now)
    return {
      exportId: live.id,
      target: run.target,
      state: live.waitsFor ? 'waiting' : run.state,
      problem: live.waitsFor ?? run.problem,
      settled: totals.uploaded + totals.refused + totals.failed,
      toSend: run.readyCount - run.stayedBehind,
      promised: runs.promised(run),
      totals,
      leadsPerSecond: speed,
      secondsLeft: speed && speed > 0 ? totals.waiting / speed : null,
      bound: live.pace.bound(now, { rate: limiter.rate, smallCallMs: live.smallCallMs ?? limiter.smallCallMs }),
    }
  }

  const tellAll = createDelayedRun(() => {
    lastPublished = clock.now()
    for (const one of activeRuns.values()) publishNow(one)
  })

  function publishNow(live: ActiveRun): void {
    live.run = runs.get(live.id)
    deps.announce('export.progress', progressOf(live))
  }

  async function notifyEnd(live: ActiveRun): Promise<void> {
    const { createdAt, campaignName, state } = live.run
    if (clock.now() - Date.parse(createdAt) < longJobMs) return
    const totals = runs.totals(live.run)
    const { kind, uploaded, promised } = verdictOf({
      state,
      totals,
      promised: runs.promised(live.run),
      alreadyThere: 0,
    })
    await deps.host
      .notify({
        kind: kind === 'complete' ? 'export_done' : state === 'done' ? 'export_short' : 'export_failed',
        campaignName,
        uploaded,
        promised,
        route: `/exports/${live.id}`,
      })
      .catch((error: unknown) => log.warn('notification not shown', { error: String(error) }))
  }

  return {
    progressOf,
    publishSoon: () => {
      if (!stopped) tellAll.in(Math.max(0, lastPublished + 200 - clock.now()))
    },
    publishNow,
    notifyEnd,
    stop: () => {
      // Requests that end later publish nothing, as the store may be closed by then.
      stopped = true
      tellAll.cancel()
    },
  }
}
