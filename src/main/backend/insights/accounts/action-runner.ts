/**
 * Carries out actions on accounts. Each request is recorded before it is sent, its outcome is determined for each
 * account, and nothing is sent again before the account was read. Resumes after a crash.
 */

import type { ErrorCode } from '#shared/errors.ts'
import type { RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import { transientErrors } from '../../core/lib/transient-errors.ts'
import type { AccountFacts } from './account-facts.ts'
import { createActionContext } from './action-context.ts'
import type { ActionItem, ActionStore } from './action-store.ts'
import { concurrentReads, followJob, reconcileAction } from './reconcile-action.ts'
import { sendAccountChange, sendPause, sendRequest, sendWarmup } from './send-action.ts'

export type AccountTimings = {
  /** Delay before reading the result of a request without an answer. */
  readonly settleMs: number
  /** Interval for polling a background job of Instantly. */
  readonly followMs: number
  /** Delay before retrying an action held up by an external problem. */
  readonly retryMs: number
}
export const accountTimings: AccountTimings = { settleMs: 5_000, followMs: 2_000, retryMs: 60_000 }
const accountsPerRequest = 100
/** Problems after which actions continue by themselves. */
export const passingErrors: ReadonlySet<ErrorCode> = new Set([
  ...transientErrors,
  'PAUSED_AFTER_RESTORE',
  'CLIENT_PAUSED',
  'KEYS_LOCKED',
])

export function createActionRunner(deps: Deps, actions: ActionStore, facts: AccountFacts, timings: AccountTimings) {
  const context = createActionContext(deps, actions, facts, timings)
  const { clock } = context
  const log = deps.log('accounts')

  async function carryOut(id: number, signal: AbortSignal): Promise<void> {
    const action = actions.find(id)
    const requestContext: RequestContext = {
      workspaceId: action.workspaceId,
      priority: 'job',
      requestedBy: 'accounts',
      signal,
    }
    for (;;) {
      const open = actions.open(id)
      if (open.length === 0) break
      signal.throwIfAborted()
      const sent = open.filter(({ state }) => state === 'sent')
      if (sent.length > 0) await reconcileAction(context, requestContext, action, sent)
      const jobs = new Map<string, ActionItem[]>()
      for (const item of actions.open(id))
        if (item.state === 'following' && item.jobId !== null)
          jobs.set(item.jobId, [...(jobs.get(item.jobId) ?? []), item])
      for (const [jobId, items] of jobs) await followJob(context, requestContext, action, jobId, items)
      const waiting = actions.open(id).filter(({ state }) => state === 'waiting')
      if (action.kind === 'pause' || action.kind === 'warmup_on' || action.kind === 'warmup_off') {
        const carry = action.kind === 'pause' ? sendPause : sendWarmup
        for (const some of chunk(waiting, accountsPerRequest))
          await sendRequest(
            context,
            some,
            action,
            (items) => carry(context, requestContext, action, items),
            requestContext,
          )
      } else {
        await mapLimit(waiting, concurrentReads, (item) =>
          sendRequest(
            context,
            [item],
            action,
            () => sendAccountChange(context, requestContext, action, item),
            requestContext,
          ),
        )
      }
      deps.changed('accounts')
    }
    actions.state(id, 'done', null, clock.now())
  }

  async function run(id: number, signal: AbortSignal): Promise<RunOutcome> {
    actions.state(id, 'running', null, null)
    try {
      await carryOut(id, signal)
      return { end: 'done' }
    } catch (thrown) {
      // The app is quitting; the action resumes at the next start.
      if (signal.aborted) return { end: 'cancelled' }
      const problem = asProblem(thrown, log)
      if (passingErrors.has(problem.code)) {
        actions.state(id, 'waiting', problem, null)
        return { end: 'retry', problem, afterMs: timings.retryMs }
      }
      // The key is wrong or lacks a scope. Requests not yet sent have failed; those sent are checked once the key
      // works.
      for (const item of actions.open(id)) if (item.state === 'waiting') actions.outcome(item, 'failed', problem)
      const isOver = actions.open(id).length === 0
      actions.state(id, isOver ? 'done' : 'waiting', problem, clock.now())
      return { end: isOver ? 'failed' : 'blocked', problem }
    } finally {
      if (!signal.aborted) deps.changed('accounts')
    }
  }

  const job = deps.background.defineJob<number>({
    kind: 'account_actions',
    untilReleased: true,
    network: true,
    // Each client's rate limiter determines how much is sent at once.
    atOnce: Number.POSITIVE_INFINITY,
    next: () => ({ due: actions.unended().map(({ id }) => id) }),
    of: (id) => ({ key: id, client: actions.find(id).workspaceId }),
    run,
  })

  return { run: (id: number): void => void job.run(id) }
}
