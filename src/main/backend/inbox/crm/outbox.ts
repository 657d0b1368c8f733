import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Job, Outcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { mostCrmWaitMs } from './most-wait.ts'
import { problemAsError } from './problem-as-error.ts'
import {
  clientsWithTargets,
  type DueDelivery,
  hurry,
  nextDue,
  nextDueOfClients,
  putBack,
  putBackSending,
  type Settled,
  settle,
  takeDue,
} from './queries.ts'
import type { OpenCrmClient } from './systems/adapters.ts'
import { minute, openCarrying, outcomeOf, trySending } from './try-sending.ts'

export type CrmTimings = {
  /** Waits before each further try; after the last one it is dead. */
  readonly retryAfterMs: readonly number[]
  /** Until the passphrase is looked for again. */
  readonly lockedMs: number
  /** So long after a lost answer a CRM may still carry it out: it is looked for, and made anew only afterwards. */
  readonly lateMs: number
  /** Between two readings of deals, and after one that failed. */
  readonly readEveryMs: number
  readonly readRetryMs: number
}
export const crmTimings: CrmTimings = {
  retryAfterMs: [0.5, 2, 10, 30, 60, 120, 240, 480, 720].map((minutes) => minutes * minute),
  lockedMs: minute,
  lateMs: 0.5 * minute,
  readEveryMs: 60 * minute,
  readRetryMs: 10 * minute,
}

/** Sent at once, so that one slow receiver does not hold up the others. */
const lanes = 4

export type OutboxParts = {
  readonly vault: Vault
  readonly openCrmClient: OpenCrmClient
  readonly timings: CrmTimings
  /** A delivery to a CRM arrived. */
  readonly arrived: () => void
}

/** Carries deliveries out. Each is marked on disk before its request leaves and settled after; a restart goes on. */
export function createOutbox(deps: Deps, parts: OutboxParts) {
  const carrying = openCarrying(deps, parts)
  const { store, iso, clock, timings, log } = carrying

  /** As many as there is room for; from here on they count as sent. */
  function taken(free: number): readonly DueDelivery[] {
    const due: DueDelivery[] = []
    while (due.length < free) {
      const one = takeDue(store, iso(), deps.pauses.clients())
      if (one === null) break
      due.push(one)
    }
    return due
  }

  /** What a full disk kept from being written: it would be on its way until the next start. */
  const unsettled = new Map<DueDelivery['id'], Settled>()
  function settleLate(): void {
    for (const [id, settled] of unsettled) {
      if (job.isRunning(id)) continue
      settle(store, id, settled)
      unsettled.delete(id)
    }
  }

  async function carry(due: DueDelivery, signal: AbortSignal): Promise<Outcome> {
    const answer = await trySending(carrying, due, signal)
    if (answer === null) {
      putBack(store, due.id, due.tries - 1, iso(clock.now() + timings.lockedMs))
      return { end: 'cancelled' }
    }
    // Ended in between: it stays `sending` and goes again at the next start.
    if (signal.aborted && !answer.ok) return { end: 'cancelled' }
    const settled = outcomeOf(carrying, due, answer)
    unsettled.set(due.id, settled)
    try {
      settle(store, due.id, settled)
    } catch (error) {
      if (signal.aborted) throw error
      // Written with the next look. As `retry` the runtime would hold it back once it is taken again: on its way, and going nowhere.
      return { end: 'failed', problem: asProblem(error, log) }
    }
    unsettled.delete(due.id)
    deps.changed('crm')
    if (answer.ok) return { end: 'done', counts: { items: 1 } }
    log.warn('a lead did not reach the CRM', { delivery: due.id, status: answer.status, problem: answer.problem })
    return { end: 'failed', problem: problemAsError(answer.problem) }
  }

  const job: Job<DueDelivery> = deps.background.defineJob<DueDelivery>({
    kind: 'crm',
    recovery: 'resume',
    network: true,
    atOnce: lanes,
    reconcile() {
      putBackSending(store, iso())
      // Later than any wait: by a clock that was put back since.
      hurry(store, null, iso(), iso(clock.now() + mostCrmWaitMs))
    },
    clockPutBack: () => hurry(store, null, iso()),
    next: ({ free }) => {
      settleLate()
      const due = taken(free)
      const next = nextDue(store, deps.pauses.clients())
      return { due, at: next === null ? null : Date.parse(next) }
    },
    of: ({ id, workspaceId }) => ({ key: id, client: workspaceId }),
    run: carry,
    places: () => {
      const next = nextDueOfClients(store)
      return clientsWithTargets(store).map((workspaceId) => ({
        workspaceId,
        nextAt: next.get(workspaceId) ?? null,
        held: deps.online() ? null : ('offline' as const),
      }))
    },
    runNow(workspaceId) {
      if (workspaceId !== null) hurry(store, workspaceId, iso())
      job.look()
    },
  })

  /** Something may be due. */
  return { look: job.look }
}
