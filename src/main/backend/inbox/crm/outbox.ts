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
  /** Waits before each further try; after the last one the delivery is dead. */
  readonly retryAfterMs: readonly number[]
  /** How long to wait before checking again for the passphrase. */
  readonly lockedMs: number
  /**
   * How long a CRM may still carry out a request whose answer was lost. During this time it is only searched for the
   * record; afterwards the record may be created again.
   */
  readonly lateMs: number
  /** Waits between two readings of deals, and after a failed one. */
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

/** Number of deliveries sent at the same time, so that one slow receiver does not hold up the others. */
const lanes = 4

export type OutboxParts = {
  readonly vault: Vault
  readonly openCrmClient: OpenCrmClient
  readonly timings: CrmTimings
  /** Called when a delivery has reached a CRM. */
  readonly arrived: () => void
}

/**
 * Creates the job that sends deliveries. Each is marked as sending before its request is sent and settled afterwards,
 * so a restart can resume.
 */
export function createOutbox(deps: Deps, parts: OutboxParts) {
  const carrying = openCarrying(deps, parts)
  const { store, iso, clock, timings, log } = carrying

  /** Takes as many due deliveries as there are free slots and marks them as sending. */
  function taken(free: number): readonly DueDelivery[] {
    const due: DueDelivery[] = []
    while (due.length < free) {
      const one = takeDue(store, iso(), deps.pauses.clients())
      if (one === null) break
      due.push(one)
    }
    return due
  }

  /**
   * Outcomes that could not be written because the disk was full. Without them, the deliveries would stay in `sending`
   * until the next start.
   */
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
    // The app quit in the meantime, so the delivery stays in `sending` and is sent again at the next start.
    if (signal.aborted && !answer.ok) return { end: 'cancelled' }
    const settled = outcomeOf(carrying, due, answer)
    unsettled.set(due.id, settled)
    try {
      settle(store, due.id, settled)
    } catch (error) {
      if (signal.aborted) throw error
      // `settleLate` writes the outcome at the next look. With `retry` the runtime would hold the delivery back when it
      // is taken again, and it would stay in `sending`.
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
      // A time beyond the longest possible wait was set before the clock was put back.
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

  return { look: job.look }
}
