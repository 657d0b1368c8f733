/** A client's mailboxes and plan as last read, in the store. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { troubleOf } from '#shared/domain/insights/alerts/judge-account.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { RemoteMailbox, RemotePlan } from '../../core/instantly/types.ts'
import { chunk } from '../../core/lib/chunk.ts'

/** Written in one transaction. */
const rowsPerStep = 500
const dayMs = 86_400_000
const dayAt = (at: number): number => Math.floor(at / dayMs)

/** What a whole answer changed here. */
export type MailboxCounts = { readonly added: number; readonly updated: number; readonly gone: number }

/** A mailbox that is at Instantly. `email` as Instantly writes it. */
export type KnownMailbox = {
  readonly email: string
  readonly status: number | null
  readonly dailyLimit: number | null
}

/** What Instantly says a client has and pays. Times are epoch ms; null where it was not told. */
export type KnownSubscription = {
  readonly mailboxes: number
  readonly mailboxesAt: number | null
  readonly planName: string | null
  readonly planCents: number | null
  readonly planInterval: 'day' | 'week' | 'month' | 'year' | null
  readonly planAt: number | null
  readonly planUntil: number | null
}

export function createMailboxStore({ raw }: Store) {
  const put = raw.prepare(
    `insert into mailbox (workspace_id, email, spelling, daily_limit, status, warmup_status, warmup_score, message, failing_since,
       pulled_at, provider, sending_gap, tracking_domain, setup_pending, tags, warmup_since, slow_ramp)
     values (@workspaceId, @email, @spelling, @dailyLimit, @status, @warmupStatus, @warmupScore, @message, @failing, @at,
       @provider, @sendingGap, @trackingDomain, @setupPending, @tags, @warmupSince, @slowRamp)
     on conflict (workspace_id, email) do update set spelling = excluded.spelling, daily_limit = excluded.daily_limit,
       status = excluded.status, warmup_status = excluded.warmup_status,
       warmup_score = excluded.warmup_score, message = excluded.message, provider = excluded.provider,
       sending_gap = excluded.sending_gap, tracking_domain = excluded.tracking_domain,
       setup_pending = excluded.setup_pending, tags = coalesce(excluded.tags, tags), warmup_since = excluded.warmup_since, slow_ramp = excluded.slow_ramp,
       pulled_at = max(pulled_at, excluded.pulled_at), gone_at = null,
       failing_since = case when excluded.failing_since is null then null else coalesce(failing_since, excluded.failing_since) end`,
  )
  const markGone = raw.prepare(
    'update mailbox set gone_at = @at where workspace_id = @workspaceId and pulled_at < @at and gone_at is null',
  )
  const markOneGone = raw.prepare(
    'update mailbox set gone_at = ? where workspace_id = ? and email = ? and gone_at is null',
  )
  const noteRead = raw.prepare('update workspace set mailboxes_at = @at where id = @workspaceId')
  const known = raw.prepare<[number, string], { was: string }>(
    `select json_array(spelling, daily_limit, status, warmup_status, warmup_score, message, provider, sending_gap,
       tracking_domain, setup_pending, tags, warmup_since, slow_ramp, gone_at) as was from mailbox where workspace_id = ? and email = ?`,
  )
  const putScore = raw.prepare(
    `insert into mailbox_warmup_day (workspace_id, email, day, score) values (?, ?, ?, ?)
       on conflict do update set score = excluded.score where score is not excluded.score`,
  )
  const unlink = raw.prepare('delete from mailbox_campaign where workspace_id = ?')
  const naming = `from campaign c join campaign_content t on t.campaign_id = c.id
     where c.workspace_id = @workspaceId and c.gone_at is null`
  // A mailbox a campaign names and has a tag of is named: only that can be edited.
  const link = raw.prepare(
    `insert into mailbox_campaign (workspace_id, email, campaign_id, by_tag)
       select c.workspace_id, lower(trim(j.value)), c.id, 0
         from campaign c join campaign_content t on t.campaign_id = c.id, json_each(t.raw, '$.email_list') j
        where c.workspace_id = @workspaceId and c.gone_at is null and j.type = 'text' on conflict do nothing`,
  )
  const tagging = raw.prepare<[object], string>(
    `select c.id ${naming} and json_array_length(t.raw, '$.email_tag_list') > 0 limit 1`,
  )
  const linkByTag = raw.prepare(
    `insert into mailbox_campaign (workspace_id, email, campaign_id, by_tag)
       select distinct c.workspace_id, m.email, c.id, 1
         from campaign c join campaign_content t on t.campaign_id = c.id, json_each(t.raw, '$.email_tag_list') j
           join mailbox m on m.workspace_id = c.workspace_id and m.gone_at is null and m.tags is not null, json_each(m.tags) g
        where c.workspace_id = @workspaceId and c.gone_at is null and json_extract(g.value, '$.id') = j.value
          on conflict do nothing`,
  )
  const putContacts = raw.prepare(
    'update workspace set contacts_limit = ?, contacts_left = ?, contacts_at = ? where id = ?',
  )
  const putPlan = raw.prepare(
    `update workspace set plan_name = coalesce(@name, plan_name), plan_cents = @cents, plan_interval = @interval,
       plan_until = @until, plan_at = @at where id = @workspaceId`,
  )
  const listed = raw.prepare<[number], KnownMailbox>(
    `select coalesce(spelling, email) as email, status, daily_limit as dailyLimit from mailbox
       where workspace_id = ? and gone_at is null order by email`,
  )
  const subscription = raw.prepare<[number], KnownSubscription>(
    `select (select count(*) from mailbox m where m.workspace_id = w.id and m.gone_at is null) as mailboxes,
       mailboxes_at as mailboxesAt, plan_name as planName, plan_cents as planCents, plan_interval as planInterval,
       plan_at as planAt, plan_until as planUntil from workspace w where w.id = ?`,
  )

  const take = raw.transaction((workspaceId: WorkspaceId, rows: readonly RemoteMailbox[], at: number, day: number) => {
    let added = 0
    let updated = 0
    for (const { email: written, status, warmupStatus, warmupScore, message, dailyLimit, ...told } of rows) {
      // 0 is what an unknown status is read as.
      const standing = { status: status === 0 ? null : status, warmupStatus }
      const address = written.trim()
      const email = address.toLowerCase()
      const spelling = address === email ? null : address
      const before = known.get(workspaceId, email)
      put.run({
        ...standing,
        workspaceId,
        email,
        spelling,
        dailyLimit,
        warmupScore,
        message,
        at,
        provider: told.provider,
        sendingGap: told.sendingGap,
        trackingDomain: told.trackingDomainName,
        setupPending: told.setupPending === null ? null : Number(told.setupPending),
        tags: told.tags === null ? null : JSON.stringify(told.tags),
        warmupSince: told.warmupSince,
        slowRamp: told.slowRamp === null ? null : Number(told.slowRamp),
        failing: troubleOf(standing) === null ? null : at,
      })
      if (warmupScore !== null) putScore.run(workspaceId, email, day, Math.round(warmupScore))
      if (!before) added += 1
      else if (before.was !== known.get(workspaceId, email)?.was) updated += 1
    }
    return { added, updated }
  })
  const relink = raw.transaction((workspaceId: WorkspaceId): void => {
    unlink.run(workspaceId)
    link.run({ workspaceId })
    if (tagging.get({ workspaceId }) !== undefined) linkByTag.run({ workspaceId })
  })

  return {
    /** Keeps a whole answer, read at `at`. What it does not name is marked as gone. */
    async keep(
      workspaceId: WorkspaceId,
      rows: readonly RemoteMailbox[],
      at: number,
      day = dayAt(at),
    ): Promise<MailboxCounts> {
      const counts = { added: 0, updated: 0, gone: 0 }
      for (const some of chunk(rows, rowsPerStep)) {
        const { added, updated } = take.immediate(workspaceId, some, at, day)
        counts.added += added
        counts.updated += updated
        await nextTurn()
      }
      counts.gone = markGone.run({ workspaceId, at }).changes
      noteRead.run({ workspaceId, at })
      relink.immediate(workspaceId)
      return counts
    },
    /** Keeps some, as read at `at`; nothing is said of the others. */
    keepSome: (workspaceId: WorkspaceId, rows: readonly RemoteMailbox[], at: number, day = dayAt(at)): void =>
      void take.immediate(workspaceId, rows, at, day),
    /** Instantly says that it is there no more. */
    gone: (workspaceId: WorkspaceId, email: string, at: number): void =>
      void markOneGone.run(at, workspaceId, email.toLowerCase()),
    /** Finds anew which campaigns send with which mailboxes, by what was last read of both. */
    relink: (workspaceId: WorkspaceId): void => relink.immediate(workspaceId),
    keepPlan(workspaceId: WorkspaceId, plan: RemotePlan, at: number): void {
      const { contactsLimit: limit, contactsUsed: used, priceDollars, interval, planName, periodEndsAt } = plan
      if (limit !== null && used !== null) putContacts.run(limit, Math.max(0, limit - used), at, workspaceId)
      const cents = priceDollars === null ? null : Math.round(priceDollars * 100)
      putPlan.run({ workspaceId, name: planName, cents, interval, until: periodEndsAt, at })
    },
    /** Those that are there, by address. */
    list: (workspaceId: WorkspaceId): readonly KnownMailbox[] => listed.all(workspaceId),
    subscription: (workspaceId: WorkspaceId): KnownSubscription | null => subscription.get(workspaceId) ?? null,
  }
}
