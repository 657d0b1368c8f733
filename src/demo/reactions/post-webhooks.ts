/** Posts webhooks as Instantly does: without a signature or event id, retried with growing delays, then given up. */

import type { Delivery, Outgoing } from '../state/life-types.ts'
import { valuesOf } from '../state/values.ts'
import type { World } from '../state/world.ts'
import type { Workspace } from '../state/world-types.ts'
import { popDue, pushDue } from '../time/due-queue.ts'

/** A fetch for webhooks: returns the status of the answer, or throws if there was none. */
export type Deliver = (
  url: string,
  init: { readonly method: 'POST'; readonly headers: Readonly<Record<string, string>>; readonly body: string },
) => Promise<{ readonly status: number }>

/** Delays before the second and third attempt. */
const pausesMs = [10_000, 60_000] as const
/** Consecutive failed attempts after which a webhook is disabled. */
const maxFailedAttempts = 12

/** Deliveries kept per workspace; older ones are dropped. */
const keptDeliveries = 20_000

/** Posts the due webhooks, one after the other. */
export async function postWebhooks(world: World, deliver: Deliver | undefined): Promise<void> {
  if (!deliver) return markAllDelivered(world)
  for (const workspace of world.workspaces) {
    for (let next = nextOutgoing(world, workspace); next; next = nextOutgoing(world, workspace)) {
      const url = String(next.webhook.settings['target_hook_url'])
      recordAttempt(
        world,
        workspace,
        next,
        await postOnce(url, next.webhook.settings['headers'], next.payload, deliver),
      )
    }
  }
}

/** Counts all due webhooks as delivered, if nobody receives them. */
export function markAllDelivered(world: World): void {
  for (const workspace of world.workspaces) {
    for (let next = nextOutgoing(world, workspace); next; next = nextOutgoing(world, workspace)) {
      recordAttempt(world, workspace, next, { status: 200, error: null })
    }
  }
}

/** Returns the next due post whose webhook exists and is enabled. */
function nextOutgoing(world: World, workspace: Workspace): Outgoing | undefined {
  const { outgoing } = workspace
  while (outgoing[0] && outgoing[0].at <= world.clock.now()) {
    const next = popDue(outgoing)
    if (next && next.webhook.status === 1 && workspace.webhooks.has(next.webhook.id)) return next
  }
  return undefined
}

function recordAttempt(world: World, workspace: Workspace, out: Outgoing, answer: Answer): void {
  const { webhook, payload, group, tries, leadEmail } = out
  const success = answer.status !== null && answer.status >= 200 && answer.status < 300
  const pause = success ? undefined : pausesMs[tries]
  const delivery: Delivery = {
    id: world.newId(workspace),
    at: out.at,
    webhook,
    url: String(webhook.settings['target_hook_url']),
    payload,
    leadEmail,
    group,
    tries,
    status: answer.status,
    error: success ? null : answer.error,
    success,
    willRetry: pause !== undefined,
    nextRetryAt: pause === undefined ? null : out.at + pause,
    retrySuccessful: null,
    tookMs: 40 + (out.order % 160),
  }
  workspace.deliveries.push(delivery)
  if (workspace.deliveries.length > keptDeliveries * 1.1) workspace.deliveries.splice(0, keptDeliveries / 10)
  for (const earlier of out.earlier) {
    earlier.willRetry = false
    if (success || pause === undefined) earlier.retrySuccessful = success
  }
  webhook.failuresInRow = success ? 0 : webhook.failuresInRow + 1
  if (webhook.failuresInRow >= maxFailedAttempts) {
    webhook.status = -1
    webhook.errorAt = out.at
  }
  if (pause === undefined || webhook.status !== 1) return
  const earlier = [...out.earlier, delivery]
  pushDue(workspace.outgoing, { ...out, at: out.at + pause, order: world.state.order++, tries: tries + 1, earlier })
}

type Answer = { readonly status: number | null; readonly error: string | null }

export async function postOnce(
  url: string,
  headers: unknown,
  payload: Record<string, unknown>,
  deliver: Deliver,
): Promise<Answer> {
  const own = Object.entries(valuesOf(headers)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  try {
    const { status } = await deliver(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...Object.fromEntries(own) },
      body: JSON.stringify(payload),
    })
    return { status, error: status >= 200 && status < 300 ? null : `HTTP ${status}` }
  } catch (error) {
    return { status: null, error: error instanceof Error ? error.message : 'no answer' }
  }
}
