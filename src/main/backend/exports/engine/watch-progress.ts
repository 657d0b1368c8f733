import type { ActiveRun } from './active-run.ts'
import type { EngineContext } from './engine-context.ts'
import type { RunStates } from './run-states.ts'

/**
 * Lets runs wait that make no progress while online and awake, until the operator looks at them. Checks only while there
 * are runs; `look` is called when one begins.
 */
export function watchProgress(
  { deps, activeRuns, timings }: EngineContext,
  states: RunStates,
): { readonly look: () => void } {
  const { clock } = deps
  const checkEveryMs = Math.min(15_000, timings.noProgressMs / 4)
  let lookedAt = clock.now()
  const isUnderWay = ({ run, waitsFor }: ActiveRun) =>
    (run.state === 'running' || run.state === 'preparing') && waitsFor?.code !== 'EXPORT_TIMEOUT'

  const job = deps.background.defineJob<ActiveRun>({
    kind: 'stuck_exports',
    network: false,
    atOnce: Number.POSITIVE_INFINITY,
    whilePaused: true,
    next({ now }) {
      // If the check comes far too late the machine was asleep, reported or not, which is not a lack of progress.
      const slept = now - lookedAt > 3 * checkEveryMs
      lookedAt = now
      for (const live of activeRuns.values()) {
        // A time in the future was noted before the clock was put back.
        const isLater = live.lastProgress > now
        if (isLater || slept || !deps.online() || live.waitsFor?.code === 'CLIENT_PAUSED') live.lastProgress = now
      }
      const underWay = [...activeRuns.values()].filter(isUnderWay)
      const due = underWay.filter((live) => now - live.lastProgress > timings.noProgressMs)
      return { due, at: underWay.length > due.length ? now + checkEveryMs : null }
    },
    of: ({ id, workspaceId }) => ({ key: id, client: workspaceId }),
    async run(live) {
      states.wait(live, { code: 'EXPORT_TIMEOUT', data: { minutes: Math.round(timings.noProgressMs / 60_000) } })
      return { end: 'done' }
    },
  })
  return { look: job.look }
}
