/** Reads a client's mailboxes and its plan now and then. */
import { z } from 'zod'
import { dayAt } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Deps } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { ageOf } from '../../core/lib/rest-of.ts'
import { createMailboxStore, type MailboxCounts } from './mailbox-store.ts'

/** Mailboxes change seldom: not with every reading of campaigns. */
const everyMs = 30 * 60_000

export type MailboxPuller = ReturnType<typeof createMailboxPuller>

const pulledAt: Setting<number> = { key: 'mailboxesPulledAt', shape: z.number(), fallback: 0 }

/** `pulled`: what is known of a client's mailboxes is as new as it can be. `asked`: an operator waits for more. */
export function createMailboxPuller(deps: Deps, pulled: (workspaceId: WorkspaceId, asked: boolean) => void) {
  const { store, clock, instantly } = deps
  const kept = createMailboxStore(store)
  const log = deps.log('mailboxes')
  const running = new Map<WorkspaceId, Promise<void>>()
  const abort = new AbortController()

  /** The day at Instantly by now: asked once an answer is there, as midnight or a sleep may lie before it. */
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
      instantly.mailboxes(requestContext),
      instantly.planDetails(requestContext),
    ])
    if (abort.signal.aborted) return
    if (mailboxes.status === 'fulfilled') await kept.keep(workspaceId, mailboxes.value, at, today(workspaceId))
    if (plan.status === 'fulfilled') kept.keepPlan(workspaceId, plan.value, at)
    for (const one of [mailboxes, plan]) {
      if (one.status === 'fulfilled') continue
      if (!(one.reason instanceof AppError)) throw one.reason
      // The key may lack a scope, or Instantly did not answer: what is known stays, with its age.
      log.info('mailboxes or plan not read', { workspace: workspaceId, code: one.reason.code })
    }
    setSetting(store, workspaceId, pulledAt, at, clock.now())
    deps.changed('campaigns', 'accounts')
    pulled(workspaceId, false)
  }

  return {
    /** Reads them unless that was done a moment ago. Never throws: what went wrong is in the log. */
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
    /** Reads the mailboxes alone, for an operator who waits, and says what changed. Throws what Instantly answered. */
    async now(workspaceId: WorkspaceId, priority: RequestContext['priority']): Promise<MailboxCounts> {
      await running.get(workspaceId)
      const at = clock.now()
      const rows = await instantly.mailboxes({ workspaceId, priority, requestedBy: 'accounts', signal: abort.signal })
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
