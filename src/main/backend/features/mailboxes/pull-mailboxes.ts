/** Reads a client's mailboxes and what is left of its plan, for the alerts on them. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { troubleOf } from '#shared/domain/alerts/judge-account.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../deps.ts'
import type { Asker, RemoteMailbox, RemotePlan } from '../../instantly/types.ts'
import { chunk } from '../../lib/chunk.ts'
import { parseJson } from '../../lib/parse-json.ts'
import { getSetting, type Setting, setSetting } from '../settings/settings-store.ts'

/** Mailboxes change seldom: not with every reading of campaigns. */
const everyMs = 30 * 60_000
/** Written in one transaction. */
const rowsPerStep = 500

const pulledAt: Setting<number> = { key: 'mailboxesPulledAt', shape: z.number(), fallback: 0 }

/** `pulled`: what is known of a client's mailboxes and plan is as new as it can be. */
export function createMailboxPuller(deps: Deps, pulled: (workspaceId: WorkspaceId) => void) {
  const { store, clock, instantly } = deps
  const { raw } = store
  const log = deps.log('mailboxes')
  const running = new Map<WorkspaceId, Promise<void>>()
  const abort = new AbortController()

  const put = raw.prepare(
    `insert into mailbox (workspace_id, email, status, warmup_status, warmup_score, message, failing_since, pulled_at)
     values (@workspaceId, @email, @status, @warmupStatus, @warmupScore, @message, @failing, @at)
     on conflict (workspace_id, email) do update set status = excluded.status, warmup_status = excluded.warmup_status,
       warmup_score = excluded.warmup_score, message = excluded.message, pulled_at = excluded.pulled_at, gone_at = null,
       failing_since = case when excluded.failing_since is null then null else coalesce(failing_since, excluded.failing_since) end`,
  )
  const markGone = raw.prepare(
    'update mailbox set gone_at = @at where workspace_id = @workspaceId and pulled_at < @at and gone_at is null',
  )
  const failing = raw
    .prepare<[number], string>(
      'select email from mailbox where workspace_id = ? and failing_since is not null and gone_at is null',
    )
    .pluck()
  const putCampaigns = raw.prepare('update mailbox set campaign_ids = ? where workspace_id = ? and email = ?')
  // The text is looked through before it is read: of a thousand campaigns few name one mailbox.
  const naming = raw.prepare<[number, string], { id: CampaignId; raw: string }>(
    `select t.campaign_id as id, t.raw from campaign_content t join campaign c on c.id = t.campaign_id
       where t.workspace_id = ? and c.gone_at is null and c.status in (1, 4, -1) and instr(lower(t.raw), ?) > 0`,
  )
  const putPlan = raw.prepare(
    'update workspace set contacts_limit = ?, contacts_left = ?, contacts_at = ? where id = ?',
  )

  const take = raw.transaction((workspaceId: WorkspaceId, rows: readonly RemoteMailbox[], at: number): void => {
    for (const { email, status, warmupStatus, warmupScore, message } of rows) {
      // 0 is what an unknown status is read as.
      const standing = { status: status === 0 ? null : status, warmupStatus }
      const row = { ...standing, workspaceId, email: email.trim().toLowerCase(), warmupScore, message, at }
      put.run({ ...row, failing: troubleOf(standing) === null ? null : at })
    }
  })

  async function takeMailboxes(workspaceId: WorkspaceId, rows: readonly RemoteMailbox[], at: number): Promise<void> {
    for (const some of chunk(rows, rowsPerStep)) {
      take.immediate(workspaceId, some, at)
      await nextTurn()
    }
    // Only a whole answer says that one is gone.
    markGone.run({ workspaceId, at })
    for (const email of failing.all(workspaceId)) {
      const ids = naming
        .all(workspaceId, JSON.stringify(email))
        .filter((row) => sendersOf(row.raw).includes(email))
        .map(({ id }) => id)
      putCampaigns.run(JSON.stringify(ids), workspaceId, email)
      await nextTurn()
    }
  }

  function takePlan(workspaceId: WorkspaceId, { contactsLimit, contactsUsed }: RemotePlan, at: number): void {
    if (contactsLimit === null || contactsUsed === null) return
    putPlan.run(contactsLimit, Math.max(0, contactsLimit - contactsUsed), at, workspaceId)
  }

  async function pullOf(workspaceId: WorkspaceId): Promise<void> {
    const asker: Asker = { workspaceId, priority: 'poll', askedBy: 'mailboxes', signal: abort.signal }
    const at = clock.now()
    const [mailboxes, plan] = await Promise.allSettled([instantly.mailboxes(asker), instantly.planDetails(asker)])
    if (abort.signal.aborted) return
    if (mailboxes.status === 'fulfilled') await takeMailboxes(workspaceId, mailboxes.value, at)
    if (plan.status === 'fulfilled') takePlan(workspaceId, plan.value, at)
    for (const one of [mailboxes, plan]) {
      if (one.status === 'fulfilled') continue
      if (!(one.reason instanceof AppError)) throw one.reason
      // The key may lack a scope, or Instantly did not answer: what is known stays, with its age.
      log.info('mailboxes or plan not read', { workspace: workspaceId, code: one.reason.code })
    }
    setSetting(store, workspaceId, pulledAt, at, clock.now())
    deps.changed('campaigns')
    pulled(workspaceId)
  }

  return {
    /** Reads them unless that was done a moment ago. Never throws: what went wrong is in the log. */
    pull(workspaceId: WorkspaceId): Promise<void> {
      const known = running.get(workspaceId)
      if (known) return known
      if (clock.now() - getSetting(store, workspaceId, pulledAt) < everyMs) return Promise.resolve()
      const work = pullOf(workspaceId)
        .catch((error: unknown) => {
          if (!abort.signal.aborted) log.error('mailboxes not kept', { error: String(error) })
        })
        .finally(() => running.delete(workspaceId))
      running.set(workspaceId, work)
      return work
    },
    async stop(): Promise<void> {
      abort.abort()
      await Promise.allSettled(running.values())
    },
  }
}

/** The mailboxes a campaign names, in lower case. */
function sendersOf(text: string): readonly string[] {
  const read = parseJson(text)
  const list = typeof read === 'object' && read !== null && 'email_list' in read ? read.email_list : []
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string').map((one) => one.trim().toLowerCase()) : []
}
