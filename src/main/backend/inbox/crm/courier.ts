import { AppError } from '#shared/errors.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
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
/** The longest wait of a timer; then it looks again. */
const mostSleepMs = 10 * minute

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
  const stopping = new AbortController()
  const deals = createDealStore(store)
  const working = new Set<Promise<void>>()
  let timer: ReturnType<typeof setTimeout> | null = null
  const iso = (ms = clock.now()) => new Date(ms).toISOString()
  putBackSending(store, iso())

  function poke(): void {
    if (stopping.signal.aborted || !deps.online()) return
    while (working.size < lanes) {
      const due = takeDue(store, iso())
      if (due === null) break
      const work = carry(due)
        .catch((error: unknown) => log.error('a delivery was not settled', { delivery: due.id, error: String(error) }))
        .finally(() => {
          working.delete(work)
          deps.changed('crm')
          poke()
        })
      working.add(work)
    }
    sleepUntilDue()
  }

  function sleepUntilDue(): void {
    if (timer) clearTimeout(timer)
    timer = null
    const next = nextDue(store)
    if (next === null || stopping.signal.aborted || working.size >= lanes) return
    timer = setTimeout(poke, Math.min(Math.max(0, Date.parse(next) - clock.now()), mostSleepMs)).unref()
  }

  async function carry(due: DueDelivery): Promise<void> {
    const run = deps.jobs.begin('crm', due.workspaceId)
    const answer = await trySending(due)
    if (answer === null) {
      run.cut()
      putBack(store, due.id, due.tries - 1, iso(clock.now() + timings.lockedMs))
      return
    }
    // Ended in between: it stays `sending` and goes again at the next start.
    if (stopping.signal.aborted && !answer.ok) return run.cut()
    if (answer.ok) run.done({ items: 1 })
    else run.failed(problemAsError(answer.problem))
    settle(store, due.id, outcomeOf(due, answer))
    if (!answer.ok)
      log.warn('a lead did not reach the CRM', { delivery: due.id, status: answer.status, problem: answer.problem })
  }

  /** Null while the passphrase is missing: no try was made. */
  async function trySending(due: DueDelivery): Promise<Delivered | null> {
    try {
      const target = targetRow(store, due.targetId)
      return target.kind === 'webhook' ? await toWebhook(due, target.privateNetwork) : await toCrm(due, target.settings)
    } catch (error) {
      if (error instanceof AppError && error.code === 'KEYS_LOCKED') return null
      if (error instanceof AppError)
        return { ok: false, status: null, problem: 'secret_unreadable', retryAfterMs: null }
      // Left unsettled it would hold up all that goes to the same CRM.
      log.error('a delivery failed', { delivery: due.id, error: String(error) })
      return { ok: false, status: null, problem: 'unclear', retryAfterMs: null }
    }
  }

  async function toWebhook({ targetId, uid, body }: DueDelivery, privateNetwork: boolean): Promise<Delivered> {
    const { address, secret } = await openTarget(vault, targetId)
    return sendWebhook({
      url: new URL(address),
      privateNetwork,
      secret,
      body,
      uid,
      now: clock.now(),
      appVersion: deps.config.appVersion,
      signal: stopping.signal,
    })
  }

  async function toCrm(due: DueDelivery, settings: string | null): Promise<Delivered> {
    const door = openDoor(await openCrm(vault, due.targetId), choicesOf(settings), stopping.signal)
    const words = textsOf[operatorLanguage(deps)].crm.record
    const firstReadMs = Math.min(minute, timings.readEveryMs)
    const { lateMs } = timings
    const delivered = await deliverToCrm({ deals, now: () => clock.now(), lateMs, firstReadMs, words }, door, due)
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

  deps.jobs.about('crm', {
    places: () => {
      const next = nextDueOfClients(store)
      return clientsWithTargets(store).map((workspaceId) => ({
        workspaceId,
        nextAt: next.get(workspaceId) ?? null,
        held: deps.online() ? null : ('offline' as const),
      }))
    },
    run(workspaceId) {
      if (workspaceId !== null) hurry(store, workspaceId, iso())
      poke()
    },
  })

  return {
    /** Something may be due. */
    poke,
    async stop(): Promise<void> {
      stopping.abort()
      if (timer) clearTimeout(timer)
      await Promise.allSettled(working)
    },
  }
}
