import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Job, RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { maxCrmWaitMs } from './max-wait.ts'
import { problemAsError } from './problem-as-error.ts'
import {
  claimDueDelivery,
  clientsWithTargets,
  type DeliveryOutcome,
  type DueDelivery,
  makeDeliveriesDue,
  nextDueAt,
  nextDueOfClients,
  requeueInterrupted,
  requeueUntriedDelivery,
  saveDeliveryOutcome,
} from './queries.ts'
import type { OpenCrmClient } from './systems/adapters.ts'
import { createDeliveryContext, deliveryOutcomeOf, minuteMs, trySending } from './try-sending.ts'

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
  retryAfterMs: [0.5, 2, 10, 30, 60, 120, 240, 480, 720].map((minutes) => minutes * minuteMs),
  lockedMs: minuteMs,
  lateMs: 0.5 * minuteMs,
  readEveryMs: 60 * minuteMs,
  readRetryMs: 10 * minuteMs,
}

/** Number of deliveries sent at the same time, so that one slow receiver does not hold up the others. */
const concurrentDeliveries = 4

export type OutboxParts = {
  readonly vault: Vault
  readonly openCrmClient: OpenCrmClient
  readonly timings: CrmTimings
  /** Called when a delivery has reached a CRM. */
  readonly arrived: () => void
}

/** Creates the job that sends deliveries. Each is marked as sending before and settled after, so it can resume. */
export function createCrmOutbox(deps: Deps, parts: OutboxParts) {
  const carrying = createDeliveryContext(deps, parts)
  const { store, iso, clock, timings, log } = carrying

  /** Takes as many due deliveries as there are free slots and marks them as sending. */
  function claimDueDeliveries(free: number): readonly DueDelivery[] {
    const due: DueDelivery[] = []
    while (due.length < free) {
      const one = claimDueDelivery(store, iso(), deps.pauses.clients())
      if (one === null) break
      due.push(one)
    }
    return due
  }

  /** Outcomes not written as the disk was full. Without them, deliveries would stay `sending` until the next start. */
  const unsettled = new Map<DueDelivery['id'], DeliveryOutcome>()
  function settleLate(): void {
    for (const [id, settled] of unsettled) {
      if (job.isRunning(id)) continue
      saveDeliveryOutcome(store, id, settled)
      unsettled.delete(id)
    }
  }

  async function deliverDue(due: DueDelivery, signal: AbortSignal): Promise<RunOutcome> {
    const answer = await trySending(carrying, due, signal)
    if (answer === null) {
      requeueUntriedDelivery(store, due.id, due.tries - 1, iso(clock.now() + timings.lockedMs))
      return { end: 'cancelled' }
    }
    // The app quit in the meantime, so the delivery stays in `sending` and is sent again at the next start.
    if (signal.aborted && !answer.ok) return { end: 'cancelled' }
    const settled = deliveryOutcomeOf(carrying, due, answer)
    unsettled.set(due.id, settled)
    try {
      saveDeliveryOutcome(store, due.id, settled)
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
    network: true,
    atOnce: concurrentDeliveries,
    reconcile() {
      requeueInterrupted(store, iso())
      // A time beyond the longest possible wait was set before the clock was put back.
      makeDeliveriesDue(store, null, iso(), iso(clock.now() + maxCrmWaitMs))
    },
    clockPutBack: () => makeDeliveriesDue(store, null, iso()),
    next: ({ free }) => {
      settleLate()
      const due = claimDueDeliveries(free)
      const next = nextDueAt(store, deps.pauses.clients())
      return { due, at: next === null ? null : Date.parse(next) }
    },
    of: ({ id, workspaceId }) => ({ key: id, client: workspaceId }),
    run: deliverDue,
    places: () => {
      const next = nextDueOfClients(store)
      return clientsWithTargets(store).map((workspaceId) => ({
        workspaceId,
        nextAt: next.get(workspaceId) ?? null,
        held: deps.online() ? null : ('offline' as const),
      }))
    },
    runNow(workspaceId) {
      if (workspaceId !== null) makeDeliveriesDue(store, workspaceId, iso())
      job.look()
    },
  })

  return { look: job.look }
}
