import { AppError } from '#shared/errors.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Job, Outcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { createDealStore } from './deal-store.ts'
import { type Delivered, deliverToCrm } from './deliver.ts'
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
import { doubtSince } from './restored-doubt.ts'
import { sendWebhook } from './send-webhook.ts'
import type { OpenDoor } from './systems/doors.ts'
import { choicesOf, openCrm, openTarget, targetRow } from './target-store.ts'

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

const minute = 60_000
export const crmTimings: CrmTimings = {
  retryAfterMs: [0.5, 2, 10, 30, 60, 120, 240, 480, 720].map((minutes) => minutes * minute),
  lockedMs: minute,
  lateMs: 0.5 * minute,
  readEveryMs: 60 * minute,
  readRetryMs: 10 * minute,
}

/** Sent at once, so that one slow receiver does not hold up the others. */
const lanes = 4

export type CourierParts = {
  readonly vault: Vault
  readonly openDoor: OpenDoor
  readonly timings: CrmTimings
  /** A delivery to a CRM arrived. */
  readonly arrived: () => void
}

/** Carries deliveries out. Each is marked on disk before its request leaves and settled after; a restart goes on. */
export function createCourier(deps: Deps, parts: CourierParts) {
  const { vault, openDoor, timings } = parts
  const { store, clock } = deps
  const log = deps.log('crm')
  const deals = createDealStore(store)
  const iso = (ms = clock.now()) => new Date(ms).toISOString()

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

  async function carry(due: DueDelivery, signal: AbortSignal): Promise<Outcome> {
    const answer = await trySending(due, signal)
    if (answer === null) {
      putBack(store, due.id, due.tries - 1, iso(clock.now() + timings.lockedMs))
      return { end: 'cancelled' }
    }
    // Ended in between: it stays `sending` and goes again at the next start.
    if (signal.aborted && !answer.ok) return { end: 'cancelled' }
    settle(store, due.id, outcomeOf(due, answer))
    deps.changed('crm')
    if (answer.ok) return { end: 'done', counts: { items: 1 } }
    log.warn('a lead did not reach the CRM', { delivery: due.id, status: answer.status, problem: answer.problem })
    return { end: 'failed', problem: problemAsError(answer.problem) }
  }

  /** Null while the passphrase is missing: no try was made. */
  async function trySending(due: DueDelivery, signal: AbortSignal): Promise<Delivered | null> {
    try {
      const target = targetRow(store, due.targetId)
      return target.kind === 'webhook'
        ? await toWebhook(due, target.privateNetwork, signal)
        : await toCrm(due, target.settings, signal)
    } catch (error) {
      if (error instanceof AppError && error.code === 'KEYS_LOCKED') return null
      if (error instanceof AppError)
        return { ok: false, status: null, problem: 'secret_unreadable', retryAfterMs: null }
      // Left unsettled it would hold up all that goes to the same CRM.
      log.error('a delivery failed', { delivery: due.id, error: String(error) })
      return { ok: false, status: null, problem: 'unclear', retryAfterMs: null }
    }
  }

  async function toWebhook(
    { targetId, uid, body }: DueDelivery,
    privateNetwork: boolean,
    signal: AbortSignal,
  ): Promise<Delivered> {
    const { address, secret } = await openTarget(vault, targetId)
    return sendWebhook({
      url: new URL(address),
      privateNetwork,
      secret,
      body,
      uid,
      now: clock.now(),
      appVersion: deps.config.appVersion,
      signal,
    })
  }

  async function toCrm(due: DueDelivery, settings: string | null, signal: AbortSignal): Promise<Delivered> {
    const door = openDoor(await openCrm(vault, due.targetId), choicesOf(settings), signal)
    const words = textsOf[operatorLanguage(deps)].crm.record
    const firstReadMs = Math.min(minute, timings.readEveryMs)
    const { lateMs } = timings
    const doubt = (qualifiedAt: string) => doubtSince(store, new Date(qualifiedAt).toISOString())
    const delivered = await deliverToCrm(
      { deals, now: () => clock.now(), lateMs, firstReadMs, words, doubtSince: doubt },
      door,
      due,
    )
    if (delivered.ok) parts.arrived()
    return delivered
  }

  function outcomeOf({ tries }: DueDelivery, { ok, status, problem, retryAfterMs }: Delivered): Settled {
    if (ok) return { state: 'done', status, problem: null, nextTryAt: null, settledAt: iso() }
    const wait = timings.retryAfterMs[tries - 1]
    if (wait === undefined || problem === 'gone') {
      return { state: 'dead', status, problem, nextTryAt: null, settledAt: iso() }
    }
    return {
      state: 'waiting',
      status,
      problem,
      nextTryAt: iso(clock.now() + Math.max(wait, retryAfterMs ?? 0)),
      settledAt: null,
    }
  }

  const job: Job<DueDelivery> = deps.background.defineJob<DueDelivery>({
    kind: 'crm',
    recovery: 'resume',
    network: true,
    atOnce: lanes,
    reconcile: () => putBackSending(store, iso()),
    next: ({ free }) => {
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
