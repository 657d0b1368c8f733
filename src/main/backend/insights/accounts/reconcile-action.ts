/** Determines the outcome of actions on accounts by reading, before anything is sent again. */
import { plainAddress } from '#shared/domain/core/plain-address.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RemoteMailbox, RequestContext } from '../../core/instantly/types.ts'
import { remainingWaitMs } from '../../core/lib/clock-spans.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { type ActionContext, hasRequestedValue } from './action-context.ts'
import type { ActionItem, ActionRow } from './action-store.ts'

export const concurrentReads = 4

/** More accounts than this are read with the list, which takes fewer requests. */
const readOneByOne = 10

/** Most requests for one account, each after reading that the previous one had no effect. */
const maxTries = 3

/** A job that has not finished after this many polls is no longer awaited; its result is read anyway. */
const maxLooks = 900

/** Allowed difference between Instantly's clock and ours. */
const clockSlackMs = 60_000

/** Reconciles items that were sent without an answer, in this run of the app or an earlier one. */
export async function reconcileAction(
  context: ActionContext,
  requestContext: RequestContext,
  action: ActionRow,
  items: readonly ActionItem[],
): Promise<void> {
  const { timings, clock, instantly } = context
  const left = Math.max(...items.map(({ sentAt }) => sentAt ?? 0))
  const early = remainingWaitMs(timings.settleMs, left, clock.now())
  if (early > 0) await clock.sleep(early, requestContext.signal)
  let missing = settleItems(context, action, items, await readAccounts(context, requestContext, items))
  if (missing.length === 0) return
  if (action.kind === 'warmup_on' || action.kind === 'warmup_off') {
    // The request may have been accepted while its job is still running, in which case nothing must be sent again.
    const since = Math.min(...missing.map(({ sentAt }) => sentAt ?? 0)) + instantly.clockAheadMs(action.workspaceId)
    const jobs = (await instantly.warmupJobs(requestContext)).filter(
      ({ createdAt }) => createdAt === null || createdAt > since - clockSlackMs,
    )
    // It is unknown which job belongs to this request, as another action may have started one at the same time.
    for (const { id } of jobs.filter(({ state }) => state === 'running')) await waitForJob(context, requestContext, id)
    // Only now do the accounts show the result of the jobs.
    if (jobs.length > 0)
      missing = settleItems(context, action, missing, await readAccounts(context, requestContext, missing))
  }
  for (const item of missing) retryOrFail(context, [item], item.tries)
}

/** Waits for the job of a request to finish, then reads the outcome from each account. */
export async function followJob(
  context: ActionContext,
  requestContext: RequestContext,
  action: ActionRow,
  jobId: string,
  items: readonly ActionItem[],
): Promise<void> {
  await waitForJob(context, requestContext, jobId)
  failUnchanged(context, settleItems(context, action, items, await readAccounts(context, requestContext, items)))
}

async function waitForJob(context: ActionContext, requestContext: RequestContext, jobId: string): Promise<void> {
  const { clock, timings } = context
  for (let looks = 0; looks < maxLooks; looks++) {
    try {
      const { state } = await context.instantly.backgroundJob(requestContext, jobId)
      if (state !== 'running') return
    } catch (error) {
      // The key may not read jobs, or the job was deleted; the accounts themselves show the outcome.
      if (!(error instanceof AppError) || !(error.code === 'INSTANTLY_SCOPE_MISSING' || isRefused(error, 404)))
        throw error
      await clock.sleep(timings.settleMs, requestContext.signal)
      return
    }
    await clock.sleep(timings.followMs, requestContext.signal)
  }
}

/** Reads the accounts' current state, by address; accounts that no longer exist are missing. */
export async function readAccounts(
  context: ActionContext,
  requestContext: RequestContext,
  items: readonly ActionItem[],
): Promise<ReadonlyMap<string, RemoteMailbox>> {
  const { instantly } = context
  const { workspaceId } = requestContext
  const wanted = new Set(items.map(({ email }) => email))
  const found: RemoteMailbox[] = []
  if (wanted.size > readOneByOne) {
    const all = await instantly.mailboxes(requestContext)
    found.push(...all.filter(({ email }) => wanted.has(plainAddress(email))))
  } else {
    await mapLimit(items, concurrentReads, async (item) => {
      try {
        found.push(await instantly.mailbox(requestContext, context.written(workspaceId, item)))
      } catch (error) {
        if (!isRefused(error, 404)) throw error
      }
    })
  }
  storeAccounts(context, requestContext.workspaceId, found)
  return new Map(found.map((one) => [plainAddress(one.email), one]))
}

/** Settles items by the accounts read. Returns those whose account does not have the requested value. */
export function settleItems(
  context: ActionContext,
  action: ActionRow,
  items: readonly ActionItem[],
  there: ReadonlyMap<string, RemoteMailbox>,
): readonly ActionItem[] {
  const value = action.value === null ? null : parseJson(action.value)
  return items.filter((item) => {
    const now = there.get(item.email)
    if (!now) settleGoneAccount(context, action, item)
    else if (hasRequestedValue(action.kind, value, now)) context.actions.outcome(item, 'done')
    else return true
    return false
  })
}

/** Sends items again whose account does not have the requested value, or fails them after too many tries. */
function retryOrFail(context: ActionContext, items: readonly ActionItem[], triesSoFar: number): void {
  const { actions } = context
  for (const item of items)
    if (triesSoFar >= maxTries) actions.outcome(item, 'failed', new AppError('OUTCOME_UNKNOWN'))
    else actions.outcome(item, 'waiting')
}

export const failUnchanged = (context: ActionContext, items: readonly ActionItem[]): void => {
  for (const item of items)
    context.actions.outcome(item, 'failed', new AppError('ACCOUNT_NOT_CHANGED', { email: item.email }))
}

export const settleGoneAccount = (context: ActionContext, action: ActionRow, item: ActionItem): void => {
  context.kept.gone(action.workspaceId, item.email, context.clock.now())
  context.actions.outcome(item, 'failed', new AppError('ACCOUNT_GONE', { email: item.email }))
}

/** Stores accounts as read from Instantly. */
export const storeAccounts = (context: ActionContext, workspaceId: WorkspaceId, rows: readonly RemoteMailbox[]) =>
  context.kept.keepSome(workspaceId, rows, context.clock.now(), context.facts.todayOf(workspaceId))
