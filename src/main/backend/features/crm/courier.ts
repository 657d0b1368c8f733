import { AppError } from '#shared/errors.ts'
import type { Deps } from '../../deps.ts'
import type { Vault } from '../workspaces/vault.ts'
import { type DueDelivery, nextDue, putBack, putBackSending, type Settled, settle, takeDue } from './queries.ts'
import { sendWebhook, type WebhookAnswer } from './send-webhook.ts'
import { openTarget, targetRow } from './target-store.ts'

export type CrmTimings = {
  /** Waits before each further try; after the last one it is dead. */
  readonly retryAfterMs: readonly number[]
  /** Until the passphrase is looked for again. */
  readonly lockedMs: number
}

const minute = 60_000
const crmTimings: CrmTimings = {
  retryAfterMs: [0.5, 2, 10, 30, 60, 120, 240, 480, 720].map((minutes) => minutes * minute),
  lockedMs: minute,
}

/** Sent at once, so that one slow receiver does not hold up the others. */
const lanes = 4
/** The longest wait of a timer; then it looks again. */
const mostSleepMs = 10 * minute

/** Carries deliveries out. Each is marked on disk before its request leaves and settled after; a restart goes on. */
export function createCourier(deps: Deps, vault: Vault, timings: CrmTimings = crmTimings) {
  const { store, clock } = deps
  const log = deps.log('crm')
  const stopping = new AbortController()
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
    const answer = await trySending(due)
    if (answer === null) {
      putBack(store, due.id, due.tries - 1, iso(clock.now() + timings.lockedMs))
      return
    }
    // Ended in between: it stays `sending` and goes again at the next start.
    if (stopping.signal.aborted && !answer.ok) return
    settle(store, due.id, outcomeOf(due, answer))
    if (!answer.ok)
      log.warn('a lead did not reach the CRM', { delivery: due.id, status: answer.status, problem: answer.problem })
  }

  /** Null while the passphrase is missing: no try was made. */
  async function trySending(due: DueDelivery): Promise<WebhookAnswer | null> {
    try {
      const { privateNetwork } = targetRow(store, due.targetId)
      const { address, secret } = await openTarget(vault, due.targetId)
      const { uid, body } = due
      const { appVersion } = deps.config
      const url = new URL(address)
      return await sendWebhook({
        url,
        privateNetwork,
        secret,
        body,
        uid,
        now: clock.now(),
        appVersion,
        signal: stopping.signal,
      })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'KEYS_LOCKED') return null
      return { ok: false, status: null, problem: 'secret_unreadable', retryAfterMs: null }
    }
  }

  function outcomeOf({ tries }: DueDelivery, { ok, status, problem, retryAfterMs }: WebhookAnswer): Settled {
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
