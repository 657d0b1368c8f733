/** Tries one delivery to a webhook or CRM and determines its outcome. */
import { AppError, hasCode } from '#shared/errors.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import type { Deps } from '../../core/deps.ts'
import { createDealStore } from './deal-store.ts'
import { type DeliveryResult, deliverToCrm } from './deliver.ts'
import type { OutboxParts } from './outbox.ts'
import type { DeliveryOutcome, DueDelivery } from './queries.ts'
import { possibleHandoversSince } from './restore-gap.ts'
import { sendWebhook } from './send-webhook.ts'
import { openCrmAccess, openWebhookAccess, parseChoices, targetRow } from './target-store.ts'

export const minuteMs = 60_000

export type DeliveryContext = ReturnType<typeof createDeliveryContext>

/** Collects what a delivery needs. */
export function createDeliveryContext(deps: Deps, parts: OutboxParts) {
  const { vault, openCrmClient, timings } = parts
  const { store, clock } = deps
  const log = deps.log('crm')
  const deals = createDealStore(store)
  const iso = (ms = clock.now()) => new Date(ms).toISOString()
  return { store, log, vault, clock, deps, openCrmClient, timings, deals, parts, iso }
}

/** Tries a delivery. Returns null if the passphrase is missing and no try was made. */
export async function trySending(
  carrying: DeliveryContext,
  due: DueDelivery,
  signal: AbortSignal,
): Promise<DeliveryResult | null> {
  try {
    const target = targetRow(carrying.store, due.targetId)
    return target.kind === 'webhook'
      ? await sendToWebhook(carrying, due, target.privateNetwork, signal)
      : await sendToCrm(carrying, due, target.settings, signal)
  } catch (error) {
    if (hasCode(error, 'KEYS_LOCKED')) return null
    if (error instanceof AppError) return { ok: false, status: null, problem: 'secret_unreadable', retryAfterMs: null }
    // An unsettled delivery would hold up all others to the same CRM.
    carrying.log.error('a delivery failed', { delivery: due.id, error: String(error) })
    return { ok: false, status: null, problem: 'unclear', retryAfterMs: null }
  }
}

async function sendToWebhook(
  carrying: DeliveryContext,
  { targetId, uid, body }: DueDelivery,
  privateNetwork: boolean,
  signal: AbortSignal,
): Promise<DeliveryResult> {
  const { address, secret } = await openWebhookAccess(carrying.vault, targetId)
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

async function sendToCrm(
  carrying: DeliveryContext,
  due: DueDelivery,
  settings: string | null,
  signal: AbortSignal,
): Promise<DeliveryResult> {
  const { openCrmClient, vault, deps, timings, store, deals, clock, parts } = carrying
  const door = openCrmClient(await openCrmAccess(vault, due.targetId), parseChoices(settings), signal)
  const words = backendTexts[operatorLanguage(deps)].crm.record
  const firstReadMs = Math.min(minuteMs, timings.readEveryMs)
  const { lateMs } = timings
  const doubt = (qualifiedAt: string) => possibleHandoversSince(store, new Date(qualifiedAt).toISOString())
  const delivered = await deliverToCrm(
    { deals, now: () => clock.now(), lateMs, firstReadMs, words, doubtSince: doubt },
    door,
    due,
  )
  if (delivered.ok) parts.arrived()
  return delivered
}

/** Returns the delivery's next state and when it is tried again. */
export function deliveryOutcomeOf(
  carrying: DeliveryContext,
  { tries }: DueDelivery,
  { ok, status, problem, retryAfterMs }: DeliveryResult,
): DeliveryOutcome {
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
