/**
 * Carries out what was asked of accounts: each request written down before it leaves, its outcome known for each account,
 * and nothing sent again before the account was read. Goes on after any end.
 */
import type { AccountActionKind } from '#shared/contract/insights/accounts.ts'
import { plainAddress } from '#shared/domain/core/plain-address.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createMailboxStore } from '../../campaigns/mailboxes/mailbox-store.ts'
import type { Outcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker, RemoteMailbox } from '../../core/instantly/types.ts'
import type { MailboxFields } from '../../core/instantly/types-accounts.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import type { AccountFacts } from './account-facts.ts'
import type { ActionItem, ActionRow, ActionStore } from './action-store.ts'

export type AccountTimings = {
  /** From a request without an answer to reading what became of it. */
  readonly settleMs: number
  /** Between two looks at a background job of Instantly. */
  readonly followMs: number
  /** Until an action that something outside holds is tried again. */
  readonly retryMs: number
}
export const accountTimings: AccountTimings = { settleMs: 5_000, followMs: 2_000, retryMs: 60_000 }

const lanes = 4
const perRequest = 100
/** More than these are read by the list, which takes fewer requests. */
const readOneByOne = 10
/** Requests for one account, each after reading that the one before did nothing. */
const mostTries = 3
/** A job that is not over after so many looks is given up; what it did is read all the same. */
const mostLooks = 900
/** Instantly's clock and ours are not the same to the second. */
const clockSlackMs = 60_000

/** What concerns one account alone. */
const ofAccount: ReadonlySet<ErrorCode> = new Set(['API_REFUSED', 'INVALID_INPUT', 'API_ANSWER_UNREADABLE'])
/** What passes by itself: the action goes on then. */
const passes: ReadonlySet<ErrorCode> = new Set([
  'PAUSED_AFTER_RESTORE',
  'CLIENT_PAUSED',
  'RATE_LIMIT_EXCEEDED',
  'API_UNAVAILABLE',
  'API_OFFLINE',
  'KEYS_LOCKED',
])

const isGone = (error: AppError): boolean => error.code === 'API_REFUSED' && error.data['status'] === 404

/** Whether an account is as was asked. */
function isAsAsked(kind: AccountActionKind, value: unknown, there: RemoteMailbox): boolean {
  switch (kind) {
    case 'pause':
      return there.status === 2
    case 'resume':
      return there.status !== 2
    case 'mark_fixed':
      return there.status > 0
    case 'warmup_on':
      return there.warmupStatus === 1
    case 'warmup_off':
      return there.warmupStatus === 0
    case 'daily_limit':
      return there.dailyLimit === value
    case 'sending_gap':
      return there.sendingGap === value
    case 'tracking_domain':
      return (there.trackingDomainName?.toLowerCase() ?? null) === value
    default:
      return kind satisfies never
  }
}

function fieldsOf(kind: AccountActionKind, value: unknown): MailboxFields {
  if (kind === 'daily_limit') return { daily_limit: Number(value) }
  if (kind === 'sending_gap') return { sending_gap: Number(value) }
  return typeof value === 'string' ? { tracking_domain_name: value } : { remove_tracking_domain: true }
}

export function createActionRunner(deps: Deps, actions: ActionStore, facts: AccountFacts, timings: AccountTimings) {
  const { clock, instantly, store } = deps
  const kept = createMailboxStore(store)
  const log = deps.log('accounts')

  const keep = (workspaceId: WorkspaceId, rows: readonly RemoteMailbox[]) =>
    kept.keepSome(workspaceId, rows, clock.now(), facts.todayOf(workspaceId))

  /** Accounts as they are now, by address; those that are not there are missing. */
  async function read(asker: Asker, items: readonly ActionItem[]): Promise<ReadonlyMap<string, RemoteMailbox>> {
    const wanted = new Set(items.map(({ email }) => email))
    const found: RemoteMailbox[] = []
    if (wanted.size > readOneByOne) {
      const all = await instantly.mailboxes(asker)
      found.push(...all.filter(({ email }) => wanted.has(plainAddress(email))))
    } else {
      await mapLimit([...wanted], lanes, async (email) => {
        try {
          found.push(await instantly.mailbox(asker, email))
        } catch (error) {
          if (!(error instanceof AppError) || !isGone(error)) throw error
        }
      })
    }
    keep(asker.workspaceId, found)
    return new Map(found.map((one) => [plainAddress(one.email), one]))
  }

  const notChanged = (items: readonly ActionItem[]): void => {
    for (const item of items)
      actions.outcome(item, 'failed', new AppError('ACCOUNT_NOT_CHANGED', { email: item.email }))
  }
  const gone = (action: ActionRow, item: ActionItem): void => {
    kept.gone(action.workspaceId, item.email, clock.now())
    actions.outcome(item, 'failed', new AppError('ACCOUNT_GONE', { email: item.email }))
  }

  /** What reading says of accounts a request was sent for; gives those that are not as asked. */
  function settle(
    action: ActionRow,
    items: readonly ActionItem[],
    there: ReadonlyMap<string, RemoteMailbox>,
  ): readonly ActionItem[] {
    const value = action.value === null ? null : parseJson(action.value)
    return items.filter((item) => {
      const now = there.get(item.email)
      if (!now) gone(action, item)
      else if (isAsAsked(action.kind, value, now)) actions.outcome(item, 'done')
      else return true
      return false
    })
  }

  /** Read, and not as asked: sent once more, or given up. */
  function againOrFailed(items: readonly ActionItem[], triesSoFar: number): void {
    for (const item of items)
      if (triesSoFar >= mostTries) actions.outcome(item, 'failed', new AppError('OUTCOME_UNKNOWN'))
      else actions.outcome(item, 'waiting')
  }

  /** What left and was not answered, by this start or the one before. */
  async function reconcile(asker: Asker, action: ActionRow, items: readonly ActionItem[]): Promise<void> {
    const left = Math.max(...items.map(({ sentAt }) => sentAt ?? 0))
    const early = left + timings.settleMs - clock.now()
    if (early > 0) await clock.sleep(early, asker.signal)
    let missing = settle(action, items, await read(asker, items))
    if (missing.length === 0) return
    if (action.kind === 'warmup_on' || action.kind === 'warmup_off') {
      // The request may have been taken, and its job not be over: then there is nothing to send again.
      const since = Math.min(...missing.map(({ sentAt }) => sentAt ?? 0)) + instantly.clockAheadMs(action.workspaceId)
      const jobs = (await instantly.warmupJobs(asker)).filter(
        ({ createdAt }) => createdAt === null || createdAt > since - clockSlackMs,
      )
      const job = jobs.find(({ state }) => state === 'running')
      if (job) {
        actions.following({ items: missing, jobId: job.id })
        return
      }
      // One that ended between the two looks: only now the accounts are as it left them.
      if (jobs.length > 0) missing = settle(action, missing, await read(asker, missing))
    }
    for (const item of missing) againOrFailed([item], item.tries)
  }

  /** Until Instantly's job is over; then each account says what came of it. */
  async function follow(asker: Asker, action: ActionRow, jobId: string, items: readonly ActionItem[]): Promise<void> {
    for (let looks = 0; looks < mostLooks; looks++) {
      try {
        const { state } = await instantly.backgroundJob(asker, jobId)
        if (state !== 'running') break
      } catch (error) {
        // A key that may not read jobs, or a job that is forgotten: the accounts themselves tell.
        if (!(error instanceof AppError) || !(isGone(error) || error.code === 'INSTANTLY_SCOPE_MISSING')) throw error
        await clock.sleep(timings.settleMs, asker.signal)
        break
      }
      await clock.sleep(timings.followMs, asker.signal)
    }
    notChanged(settle(action, items, await read(asker, items)))
  }

  async function sendWarmup(asker: Asker, action: ActionRow, items: readonly ActionItem[]): Promise<void> {
    const emails = items.map(({ email }) => email)
    const job = await instantly.setWarmup(asker, emails, action.kind === 'warmup_on')
    actions.following({ items, jobId: job.id })
  }

  async function sendPause(asker: Asker, action: ActionRow, items: readonly ActionItem[]): Promise<void> {
    const told = await instantly.pauseMailboxes(
      asker,
      items.map(({ email }) => email),
    )
    const paused = new Set(told.paused.map((email) => plainAddress(email)))
    const done = items.filter(({ email }) => paused.has(email))
    for (const item of done) actions.outcome(item, 'done')
    // Paused before, not there, or refused: only reading tells which. What was paused is read along for the page.
    const others = items.filter(({ email }) => !paused.has(email))
    notChanged(settle(action, others, await read(asker, items)))
  }

  async function sendOne(asker: Asker, action: ActionRow, item: ActionItem): Promise<void> {
    const value = action.value === null ? null : parseJson(action.value)
    const told =
      action.kind === 'resume'
        ? await instantly.resumeMailbox(asker, item.email)
        : action.kind === 'mark_fixed'
          ? await instantly.markMailboxFixed(asker, item.email)
          : await instantly.updateMailbox(asker, item.email, fieldsOf(action.kind, value))
    if (plainAddress(told.email) !== item.email) throw new AppError('OUTCOME_UNKNOWN')
    keep(action.workspaceId, [told])
    if (isAsAsked(action.kind, value, told)) actions.outcome(item, 'done')
    else notChanged([item])
  }

  /** One request, written down before it leaves. Throws what holds the action as a whole. */
  async function send(
    items: readonly ActionItem[],
    action: ActionRow,
    request: () => Promise<void>,
    asker: Asker,
  ): Promise<void> {
    actions.sent({ items, at: clock.now() })
    try {
      await request()
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      // What was sent stays sent: the next look reads before anything is sent again.
      if (error.code === 'OUTCOME_UNKNOWN' || asker.signal?.aborted) return
      const open = new Set(actions.open(action.id).map(({ place }) => place))
      const unsettled = items.filter(({ place }) => open.has(place))
      if (!ofAccount.has(error.code)) {
        for (const item of unsettled) actions.outcome(item, 'waiting')
        throw error
      }
      for (const item of unsettled)
        if (isGone(error) && items.length === 1) gone(action, item)
        else actions.outcome(item, 'failed', error)
    }
    deps.changed('accounts')
  }

  async function carryOut(id: number, signal: AbortSignal): Promise<void> {
    const action = actions.find(id)
    const asker: Asker = { workspaceId: action.workspaceId, priority: 'job', askedBy: 'accounts', signal }
    for (;;) {
      const open = actions.open(id)
      if (open.length === 0) break
      signal.throwIfAborted()
      const sent = open.filter(({ state }) => state === 'sent')
      if (sent.length > 0) await reconcile(asker, action, sent)
      const jobs = new Map<string, ActionItem[]>()
      for (const item of actions.open(id))
        if (item.state === 'following' && item.jobId !== null)
          jobs.set(item.jobId, [...(jobs.get(item.jobId) ?? []), item])
      for (const [jobId, items] of jobs) await follow(asker, action, jobId, items)
      const waiting = actions.open(id).filter(({ state }) => state === 'waiting')
      if (action.kind === 'pause' || action.kind === 'warmup_on' || action.kind === 'warmup_off') {
        const carry = action.kind === 'pause' ? sendPause : sendWarmup
        for (const some of chunk(waiting, perRequest)) await send(some, action, () => carry(asker, action, some), asker)
      } else {
        await mapLimit(waiting, lanes, (item) => send([item], action, () => sendOne(asker, action, item), asker))
      }
      deps.changed('accounts')
    }
    actions.state(id, 'done', null, clock.now())
  }

  async function run(id: number, signal: AbortSignal): Promise<Outcome> {
    actions.state(id, 'running', null, null)
    try {
      await carryOut(id, signal)
      return { end: 'done' }
    } catch (thrown) {
      // At the end of the app it goes on with the next start.
      if (signal.aborted) return { end: 'cancelled' }
      const problem = asProblem(thrown, log)
      if (passes.has(problem.code)) {
        actions.state(id, 'waiting', problem, null)
        return { end: 'retry', problem, afterMs: timings.retryMs }
      }
      // A key that is wrong or may not: what was sent is still looked up, once something changed; the rest was refused.
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
    recovery: 'resume',
    network: true,
    // The limiter of each client says how much goes at once.
    atOnce: Number.POSITIVE_INFINITY,
    next: () => ({ due: actions.unended().map(({ id }) => id) }),
    of: (id) => ({ key: id, client: actions.find(id).workspaceId }),
    run,
  })

  return { run: (id: number): void => void job.run(id) }
}
