/** Tries one delivery to a webhook or CRM and determines its outcome. */
import { AppError } from '#shared/errors.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import type { Deps } from '../../core/deps.ts'
import { createDealStore } from './deal-store.ts'
import { type Delivered, deliverToCrm } from './deliver.ts'
import type { OutboxParts } from './outbox.ts'
import type { DueDelivery, Settled } from './queries.ts'
import { doubtSince } from './restored-doubt.ts'
import { sendWebhook } from './send-webhook.ts'
import { choicesOf, openCrm, openTarget, targetRow } from './target-store.ts'

export const minute = 60_000

export type Carrying = ReturnType<typeof openCarrying>

/** Collects what a delivery needs. */
export function openCarrying(deps: Deps, parts: OutboxParts) {
  const { vault, openCrmClient, timings } = parts
  const { store, clock } = deps
  const log = deps.log('crm')
  const deals = createDealStore(store)
  const iso = (ms = clock.now()) => new Date(ms).toISOString()
  return { store, log, vault, clock, deps, openCrmClient, timings, deals, parts, iso }
}

/** Tries a delivery. Returns null if the passphrase is missing and no try was made. */
export async function trySending(carrying: Carrying, due: DueDelivery, signal: AbortSignal): Promise<Delivered | null> {
  try {
    const target = targetRow(carrying.store, due.targetId)
    return target.kind === 'webhook'
      ? await toWebhook(carrying, due, target.privateNetwork, signal)
      : await toCrm(carrying, due, target.settings, signal)
  } catch (error) {
    if (error instanceof AppError && error.code === 'KEYS_LOCKED') return null
    if (error instanceof AppError) return { ok: false, status: null, problem: 'secret_unreadable', retryAfterMs: null }
    // An unsettled delivery would hold up all others to the same CRM.
    carrying.log.error('a delivery failed', { delivery: due.id, error: String(error) })
    return { ok: false, status: null, problem: 'unclear', retryAfterMs: null }
  }
}

async function toWebhook(
  carrying: Carrying,
  { targetId, uid, body }: DueDelivery,
  privateNetwork: boolean,
  signal: AbortSignal,
): Promise<Delivered> {
  const { address, secret } = await openTarget(carrying.vault, targetId)
  return sendWebhook({
    url: new URL(address),
    privateNetwork,
    secret,
    body,
    uid,
    now: carrying.clock.now(),
    appVersion: carrying.deps.config.appVersion,
    signal,
  })
}

async function toCrm(
  carrying: Carrying,
  due: DueDelivery,
  settings: string | null,
  signal: AbortSignal,
): Promise<Delivered> {
  const { openCrmClient, vault, deps, timings, store, deals, clock, parts } = carrying
  const door = openCrmClient(await openCrm(vault, due.targetId), choicesOf(settings), signal)
  const words = backendTexts[operatorLanguage(deps)].crm.record
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

/** Returns the delivery's next state and when it is tried again. */
export function outcomeOf(
  carrying: Carrying,
  { tries }: DueDelivery,
  { ok, status, problem, retryAfterMs }: Delivered,
): Settled {
  const { iso } = carrying
  if (ok) return { state: 'done', status, problem: null, nextTryAt: null, settledAt: iso() }
  const wait = carrying.timings.retryAfterMs[tries - 1]
  if (wait === undefined || problem === 'gone') {
    return { state: 'dead', status, problem, nextTryAt: null, settledAt: iso() }
  }
  return {
    state: 'waiting',
    status,
    problem,
    nextTryAt: iso(carrying.clock.now() + Math.max(wait, retryAfterMs ?? 0)),
    settledAt: null,
  }
}
