/**
 * Runs checks: reads the delivery log, then the counts of analytics, then the mails of days that disagree, and ingests
 * what is missing. Each page is stored with the position to continue from, so a check can be interrupted at any point.
 */
import type { WorkspaceId } from '#shared/ids.ts'
import { clientPlaces } from '../../background/client-places.ts'
import type { Metrics } from '../../background/metrics.ts'
import type { Job, RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { EventIngest } from '../events/ingest-events.ts'
import type { IsAutomatic } from '../events/mail-as-event.ts'
import type { CopiesAmong } from './gap-mails.ts'
import type { CheckRow, GapStore } from './gap-store.ts'
import type { KnownEvents } from './known-events.ts'
import { createGapFilling, readAnalytics, readLog, readMails } from './read-missed.ts'

const clientsAtOnce = 100

export type GapRunnerParts = {
  readonly gaps: GapStore
  readonly ingest: EventIngest
  readonly knownEvents: KnownEvents
  readonly isAutomatic: IsAutomatic
  readonly copiesAmong: CopiesAmong
  /** ISO; null for a client without a webhook. */
  readonly webhookSince: (workspaceId: WorkspaceId) => string | null
  /** Counts events by the way they arrived. */
  readonly counted: Metrics['events']
  /** Waits after failures; the last one repeats. */
  readonly waitsMs?: readonly number[] | undefined
}

export type GapRunner = ReturnType<typeof createGapRunner>

export function createGapRunner(deps: Deps, parts: GapRunnerParts) {
  const filling = createGapFilling(deps, parts)
  const { gaps, log } = filling
  /** The running check of each client. */
  const running = new Map<WorkspaceId, CheckRow>()

  /** Checks the operator asked for come before automatic ones. */
  const waiting = () => gaps.alive().toSorted((a, b) => Number(b.reason === 'asked') - Number(a.reason === 'asked'))

  function dueChecks(): readonly CheckRow[] {
    const due = waiting()
    for (const { workspaceId, reason } of due) {
      // It continues later from its position.
      if (reason === 'asked' && running.get(workspaceId)?.reason !== 'asked') void job.cancel(workspaceId)
    }
    return due
  }

  async function run(begun: CheckRow, signal: AbortSignal): Promise<RunOutcome> {
    const { id, workspaceId } = begun
    running.set(workspaceId, begun)
    try {
      gaps.setState(id, 'running')
      deps.changed('relay')
      for (let check = gaps.check(id); check.phase !== 'over'; check = gaps.check(id)) {
        if (check.phase === 'log') await readLog(filling, check, signal)
        else if (check.phase === 'analytics') await readAnalytics(filling, check, signal)
        else await readMails(filling, check, signal)
      }
      gaps.setState(id, 'done')
      const { readCount, addedCount } = gaps.check(id)
      return { end: 'done', counts: { items: readCount, added: addedCount } }
    } catch (error) {
      if (signal.aborted) {
        gaps.setState(id, 'waiting')
        return { end: 'cancelled' }
      }
      const problem = asProblem(error, log)
      gaps.setState(id, 'waiting', { code: problem.code, data: problem.data })
      return { end: 'retry', problem }
    } finally {
      running.delete(workspaceId)
      deps.changed('relay')
    }
  }

  const job: Job<CheckRow> = deps.background.defineJob<CheckRow>({
    kind: 'gaps',
    // The check itself shows that it lacks a network.
    network: false,
    atOnce: clientsAtOnce,
    ...(parts.waitsMs && { waitsMs: parts.waitsMs }),
    next: () => ({ due: dueChecks() }),
    of: ({ workspaceId }) => ({ key: workspaceId, client: workspaceId }),
    run,
    places: () => clientPlaces(deps, gaps.alive()),
    runNow: () => void job.wake(),
  })

  return {
    wake: (): void => void job.wake(),
    cancel(id: number): void {
      const { workspaceId } = gaps.check(id)
      gaps.setState(id, 'cancelled')
      if (running.get(workspaceId)?.id === id) void job.cancel(workspaceId)
      deps.changed('relay')
    },
  }
}
