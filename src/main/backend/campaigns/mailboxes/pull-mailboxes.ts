/** Reads a client's accounts and plan regularly. */
import { z } from 'zod'
import { ageOf } from '#shared/domain/core/age-of.ts'
import { dayAt } from '#shared/domain/core/days.ts'
import { AppError, hasCode, type Problem } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { createMailboxStore, type MailboxCounts } from './mailbox-store.ts'
import { readMailboxes } from './read-mailboxes.ts'

/** Accounts seldom change, so they are not read with every reading of campaigns. */
const everyMs = 30 * 60_000

export type MailboxPuller = ReturnType<typeof createMailboxPuller>

const pulledAt: Setting<number> = { key: 'mailboxesPulledAt', shape: z.number(), fallback: 0 }

/** Creates the reading. `pulled` is called when a client's accounts are up to date; `asked`: an operator waits. */
export function createMailboxPuller(deps: Deps, pulled: (workspaceId: WorkspaceId, asked: boolean) => void) {
  const { store, clock, instantly } = deps
  const kept = createMailboxStore(store)
  const log = deps.log('mailboxes')
  const running = new Map<WorkspaceId, Promise<void>>()
  /** Why the accounts of a client could not be read last; not stored, as they are read again at every start. */
  const problems = new Map<WorkspaceId, Problem>()
  const abort = new AbortController()

  /** Returns Instantly's current day; called after an answer, as midnight or a sleep may have passed before. */
  const today = (workspaceId: WorkspaceId) => dayAt(instantly.now(workspaceId))

  async function pullOf(workspaceId: WorkspaceId): Promise<void> {
    const requestContext: RequestContext = {
      workspaceId,
      priority: 'poll',
      requestedBy: 'mailboxes',
      signal: abort.signal,
    }
    const at = clock.now()
    const [mailboxes, plan] = await Promise.allSettled([
      readMailboxes(deps, kept, requestContext),
      instantly.planDetails(requestContext),
    ])
    if (abort.signal.aborted) return
    if (mailboxes.status === 'fulfilled') await kept.keep(workspaceId, mailboxes.value, at, today(workspaceId))
    remember(workspaceId, mailboxes.status === 'fulfilled' ? null : mailboxes.reason)
    if (plan.status === 'fulfilled') kept.keepPlan(workspaceId, plan.value, at)
    for (const one of [mailboxes, plan]) {
      if (one.status === 'fulfilled') continue
      if (!(one.reason instanceof AppError)) throw one.reason
      // The key may lack a scope, or Instantly did not answer; the existing data stays, with its age.
      log.info('mailboxes or plan not read', { workspace: workspaceId, code: one.reason.code })
    }
    // Without an answer they are read again with the next reading of campaigns; a refusal would only be repeated.
    if (mailboxes.status === 'fulfilled' || isRefusal(mailboxes.reason))
      setSetting(store, workspaceId, pulledAt, at, clock.now())
    deps.changed('campaigns', 'accounts')
    pulled(workspaceId, false)
  }

  const isRefusal = (error: unknown): boolean => isRefused(error) || hasCode(error, 'INSTANTLY_SCOPE_MISSING')

  function remember(workspaceId: WorkspaceId, thrown: unknown): void {
    if (thrown instanceof AppError) problems.set(workspaceId, { code: thrown.code, data: thrown.data })
    else problems.delete(workspaceId)
  }

  return {
    problemOf: (workspaceId: WorkspaceId): Problem | null => problems.get(workspaceId) ?? null,
    /** Reads accounts and plan unless that was done a moment ago. Never throws; problems are logged. */
    pull(workspaceId: WorkspaceId): Promise<void> {
      const known = running.get(workspaceId)
      if (known) return known
      if (deps.pauses.isPaused(workspaceId)) return Promise.resolve()
      if (ageOf(getSetting(store, workspaceId, pulledAt), clock.now()) < everyMs) return Promise.resolve()
      const work = pullOf(workspaceId)
        .catch((error: unknown) => {
          if (!abort.signal.aborted) log.error('mailboxes not kept', { error: String(error) })
        })
        .finally(() => running.delete(workspaceId))
      running.set(workspaceId, work)
      return work
    },
    /** Reads only the accounts while the operator waits, and returns what changed. Throws Instantly's error. */
    async now(workspaceId: WorkspaceId, priority: RequestContext['priority']): Promise<MailboxCounts> {
      await running.get(workspaceId)
      const at = clock.now()
      const requestContext: RequestContext = { workspaceId, priority, requestedBy: 'accounts', signal: abort.signal }
      const rows = await readMailboxes(deps, kept, requestContext).catch((error: unknown) => {
        remember(workspaceId, error)
        throw error
      })
      remember(workspaceId, null)
      const counts = await kept.keep(workspaceId, rows, at, today(workspaceId))
      deps.changed('campaigns', 'accounts')
      pulled(workspaceId, true)
      return counts
    },
    async stop(): Promise<void> {
      abort.abort()
      await Promise.allSettled(running.values())
    },
  }
}
