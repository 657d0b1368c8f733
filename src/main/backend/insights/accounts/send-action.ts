/** Sends actions on accounts to Instantly, for one account or several at a time. */
import type { AccountActionKind } from '#shared/contract/insights/accounts.ts'
import { plainAddress } from '#shared/domain/core/plain-address.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { MailboxFields, RequestContext } from '../../core/instantly/types.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { type ActionContext, hasRequestedValue } from './action-context.ts'
import type { ActionItem, ActionRow } from './action-store.ts'
import { failUnchanged, readAccounts, settleGoneAccount, settleItems, storeAccounts } from './reconcile-action.ts'

/** Problems that concern a single account. */
const accountErrors: ReadonlySet<ErrorCode> = new Set(['API_REFUSED', 'INVALID_INPUT', 'API_ANSWER_UNREADABLE'])

function fieldsOfAction(kind: AccountActionKind, value: unknown): MailboxFields {
  if (kind === 'daily_limit') return { daily_limit: Number(value) }
  if (kind === 'sending_gap') return { sending_gap: Number(value) }
  return typeof value === 'string' ? { tracking_domain_name: value } : { remove_tracking_domain: true }
}

export async function sendWarmup(
  context: ActionContext,
  requestContext: RequestContext,
  action: ActionRow,
  items: readonly ActionItem[],
): Promise<void> {
  const emails = items.map((item) => context.written(action.workspaceId, item))
  const job = await context.instantly.setWarmup(requestContext, emails, action.kind === 'warmup_on')
  context.actions.following({ items, jobId: job.id })
}

export async function sendPause(
  context: ActionContext,
  requestContext: RequestContext,
  action: ActionRow,
  items: readonly ActionItem[],
): Promise<void> {
  const remote = await context.instantly.pauseMailboxes(
    requestContext,
    items.map((item) => context.written(action.workspaceId, item)),
  )
  const paused = new Set(remote.paused.map((email) => plainAddress(email)))
  const done = items.filter(({ email }) => paused.has(email))
  for (const item of done) context.actions.outcome(item, 'done')
  // The account was already paused, does not exist, or was refused; only reading shows which. The paused ones are read
  // as well, for the page.
  const others = items.filter(({ email }) => !paused.has(email))
  failUnchanged(context, settleItems(context, action, others, await readAccounts(context, requestContext, items)))
}

export async function sendAccountChange(
  context: ActionContext,
  requestContext: RequestContext,
  action: ActionRow,
  item: ActionItem,
): Promise<void> {
  const { instantly } = context
  const value = action.value === null ? null : parseJson(action.value)
  const written = context.written(action.workspaceId, item)
  const remote =
    action.kind === 'resume'
      ? await instantly.resumeMailbox(requestContext, written)
      : action.kind === 'mark_fixed'
        ? await instantly.markMailboxFixed(requestContext, written)
        : await instantly.updateMailbox(requestContext, written, fieldsOfAction(action.kind, value))
  if (plainAddress(remote.email) !== item.email) throw new AppError('OUTCOME_UNKNOWN')
  storeAccounts(context, action.workspaceId, [remote])
  if (hasRequestedValue(action.kind, value, remote)) context.actions.outcome(item, 'done')
  else failUnchanged(context, [item])
}

/** Sends one request, recorded before it is sent. Throws problems that hold up the whole action. */
export async function sendRequest(
  context: ActionContext,
  wanted: readonly ActionItem[],
  action: ActionRow,
  request: (items: readonly ActionItem[]) => Promise<void>,
  requestContext: RequestContext,
): Promise<void> {
  const { actions } = context
  const items = actions.sent(wanted, context.clock.now())
  if (items.length === 0) return
  try {
    await request(items)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // The items stay sent; the next run reads the accounts before anything is sent again.
    if (error.code === 'OUTCOME_UNKNOWN' || requestContext.signal?.aborted) return
    const open = new Set(actions.open(action.id).map(({ place }) => place))
    const unsettled = items.filter(({ place }) => open.has(place))
    if (!accountErrors.has(error.code)) {
      for (const item of unsettled) actions.outcome(item, 'waiting')
      throw error
    }
    for (const item of unsettled)
      if (isRefused(error, 404) && items.length === 1) settleGoneAccount(context, action, item)
      else actions.outcome(item, 'failed', error)
  }
  context.deps.changed('accounts')
}
