/** Stores a client's accounts and plan as last read. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { dayAt } from '#shared/domain/core/days.ts'
import { troubleOf } from '#shared/domain/insights/alerts/evaluate-account.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { groupCommitOf } from '../../core/db/group-commit.ts'
import type { Store } from '../../core/deps.ts'
import type { RemoteMailbox, RemotePlan } from '../../core/instantly/types.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { longestAnswerMs } from '../../core/lib/clock-spans.ts'

/** Rows written in one transaction. */
const rowsPerStep = 500

/** What a complete answer changed here. */
export type MailboxCounts = { readonly added: number; readonly updated: number; readonly gone: number }

/** An account that exists at Instantly. `email` is spelled as at Instantly. */
export type KnownMailbox = {
  readonly email: string
  readonly status: number | null
  readonly dailyLimit: number | null
}

/** A campaign that sends with an account. */
type CampaignLink = { readonly email: string; readonly campaignId: number; readonly byTag: 0 | 1 }

/** What a client has and pays according to Instantly. Times are epoch ms; null if not reported. */
export type KnownSubscription = {
  readonly mailboxes: number
  readonly mailboxesAt: number | null
  readonly planName: string | null
  readonly planCents: number | null
  readonly planInterval: 'day' | 'week' | 'month' | 'year' | null
  readonly planAt: number | null
  readonly planUntil: number | null
}

/** Returns an account in its stored form. */
function rowOf({ email: written, ...remote }: RemoteMailbox) {
  const address = written.trim()
  const email = address.toLowerCase()
  const bit = (value: boolean | null) => (value === null ? null : Number(value))
  return {
    email,
    spelling: address === email ? null : address,
    dailyLimit: remote.dailyLimit,
    // An unknown status is read as 0.
    status: remote.status === 0 ? null : remote.status,
    warmupStatus: remote.warmupStatus,
    warmupScore: remote.warmupScore,
    message: remote.message,
    provider: remote.provider,
    sendingGap: remote.sendingGap,
    trackingDomain: remote.trackingDomainName,
    setupPending: bit(remote.setupPending),
    tags: remote.tags === null ? null : JSON.stringify(remote.tags),
    warmupSince: remote.warmupSince,
    slowRamp: bit(remote.slowRamp),
  }
}

/** Whether an account equals the stored one and still exists. Tags that were not reported count as unchanged. */
function isUnchanged(row: ReturnType<typeof rowOf>, was: readonly (string | number | null)[]): boolean {
  const { email: _, ...rest } = row
  return (
    was.at(-1) === null &&
    Object.entries(rest).every(([name, value], at) => value === was[at] || (name === 'tags' && value === null))
  )
}

const namingCampaignsSql = `from campaign c join campaign_content t on t.campaign_id = c.id
     where c.workspace_id = @workspaceId and c.gone_at is null`

/**
 * SQL condition for rows read before the clock was put back. They count as old, as otherwise nothing would be stored
 * until that time is reached again.
 */
const isAheadSql = (noted: string, now: string) => `${noted} - ${now} > ${longestAnswerMs}`

const statementsOf = (raw: Database) => ({
  put: raw.prepare(
    `insert into mailbox (workspace_id, email, spelling, daily_limit, status, warmup_status, warmup_score, message, failing_since,
       pulled_at, provider, sending_gap, tracking_domain, setup_pending, tags, warmup_since, slow_ramp)
     values (@workspaceId, @email, @spelling, @dailyLimit, @status, @warmupStatus, @warmupScore, @message, @failing, @at,
       @provider, @sendingGap, @trackingDomain, @setupPending, @tags, @warmupSince, @slowRamp)
     on conflict (workspace_id, email) do update set spelling = excluded.spelling, daily_limit = excluded.daily_limit,
       status = excluded.status, warmup_status = excluded.warmup_status,
       warmup_score = excluded.warmup_score, message = excluded.message, provider = excluded.provider,
       sending_gap = excluded.sending_gap, tracking_domain = excluded.tracking_domain,
       setup_pending = excluded.setup_pending, tags = coalesce(excluded.tags, tags), warmup_since = excluded.warmup_since, slow_ramp = excluded.slow_ramp,
       pulled_at = excluded.pulled_at, gone_at = null,
       failing_since = case when excluded.failing_since is null then null else coalesce(failing_since, excluded.failing_since) end
       -- What was changed or read of one account since the list was asked for is newer than the list.
       where pulled_at <= excluded.pulled_at or ${isAheadSql('pulled_at', 'excluded.pulled_at')}`,
  ),
  markGone: raw.prepare(
    `update mailbox set gone_at = @at where workspace_id = @workspaceId and (pulled_at < @at or ${isAheadSql('pulled_at', '@at')}) and gone_at is null`,
  ),
  markOneGone: raw.prepare('update mailbox set gone_at = ? where workspace_id = ? and email = ? and gone_at is null'),
  noteRead: raw.prepare('update workspace set mailboxes_at = @at where id = @workspaceId'),
  confirm: raw.prepare(
    `update mailbox set pulled_at = case when ${isAheadSql('pulled_at', '@at')} then @at else max(pulled_at, @at) end
      where workspace_id = @workspaceId and email in (select value from json_each(@emails))`,
  ),
  stored: raw
    .prepare<[number, string], (string | number | null)[]>(
      `select spelling, daily_limit, status, warmup_status, warmup_score, message, provider, sending_gap,
         tracking_domain, setup_pending, tags, warmup_since, slow_ramp, gone_at from mailbox where workspace_id = ? and email = ?`,
    )
    .raw(),
  scoreOf: raw
    .prepare<[number, string, number], number | null>(
      'select score from mailbox_warmup_day where workspace_id = ? and email = ? and day = ?',
    )
    .pluck(),
  putScore: raw.prepare(
    `insert into mailbox_warmup_day (workspace_id, email, day, score) values (?, ?, ?, ?)
       on conflict do update set score = excluded.score where score is not excluded.score`,
  ),
  named: raw.prepare<[object], CampaignLink>(
    `select lower(trim(j.value)) as email, c.id as campaignId, 0 as byTag
       from campaign c join campaign_content t on t.campaign_id = c.id, json_each(t.raw, '$.email_list') j
      where c.workspace_id = @workspaceId and c.gone_at is null and j.type = 'text'`,
  ),
  tagging: raw.prepare<[object], string>(
    `select c.id ${namingCampaignsSql} and json_array_length(t.raw, '$.email_tag_list') > 0 limit 1`,
  ),
  byTag: raw.prepare<[object], CampaignLink>(
    `select distinct m.email, c.id as campaignId, 1 as byTag
       from campaign c join campaign_content t on t.campaign_id = c.id, json_each(t.raw, '$.email_tag_list') j
         join mailbox m on m.workspace_id = c.workspace_id and m.gone_at is null and m.tags is not null, json_each(m.tags) g
      where c.workspace_id = @workspaceId and c.gone_at is null and json_extract(g.value, '$.id') = j.value`,
  ),
  links: raw.prepare<[object], CampaignLink>(
    'select email, campaign_id as campaignId, by_tag as byTag from mailbox_campaign where workspace_id = @workspaceId',
  ),
  link: raw.prepare(
    `insert into mailbox_campaign (workspace_id, email, campaign_id, by_tag) values (@workspaceId, @email, @campaignId, @byTag)
       on conflict do update set by_tag = excluded.by_tag`,
  ),
  unlink: raw.prepare(
    'delete from mailbox_campaign where workspace_id = @workspaceId and email = @email and campaign_id = @campaignId',
  ),
  putContacts: raw.prepare('update workspace set contacts_limit = ?, contacts_left = ?, contacts_at = ? where id = ?'),
  putPlan: raw.prepare(
    `update workspace set plan_name = coalesce(@name, plan_name), plan_cents = @cents, plan_interval = @interval,
       plan_until = @until, plan_at = @at where id = @workspaceId`,
  ),
  listed: raw.prepare<[number], KnownMailbox>(
    `select coalesce(spelling, email) as email, status, daily_limit as dailyLimit from mailbox
       where workspace_id = ? and gone_at is null order by email`,
  ),
  subscription: raw.prepare<[number], KnownSubscription>(
    `select (select count(*) from mailbox m where m.workspace_id = w.id and m.gone_at is null) as mailboxes,
       mailboxes_at as mailboxesAt, plan_name as planName, plan_cents as planCents, plan_interval as planInterval,
       plan_at as planAt, plan_until as planUntil from workspace w where w.id = ?`,
  ),
})

/** Creates the function that recomputes which campaigns send with which accounts, in the caller's transaction. */
function createRelinking(sql: ReturnType<typeof statementsOf>) {
  return (workspaceId: WorkspaceId): void => {
    const wanted = new Map<string, CampaignLink>()
    const note = (one: CampaignLink) => {
      const key = `${one.campaignId} ${one.email}`
      // If a campaign both names an account and has its tag, it counts as named, because only that can be edited.
      if (!wanted.has(key)) wanted.set(key, one)
    }
    for (const one of sql.named.iterate({ workspaceId })) note(one)
    if (sql.tagging.get({ workspaceId }) !== undefined) for (const one of sql.byTag.iterate({ workspaceId })) note(one)
    for (const one of sql.links.all({ workspaceId })) {
      const key = `${one.campaignId} ${one.email}`
      const so = wanted.get(key)
      if (!so) sql.unlink.run({ ...one, workspaceId })
      else if (so.byTag === one.byTag) wanted.delete(key)
    }
    for (const one of wanted.values()) sql.link.run({ ...one, workspaceId })
  }
}

export type MailboxStore = ReturnType<typeof createMailboxStore>

export function createMailboxStore(store: Store) {
  const { raw } = store
  const together = groupCommitOf(store)
  const sql = statementsOf(raw)

  const take = raw.transaction((workspaceId: WorkspaceId, rows: readonly RemoteMailbox[], at: number, day: number) => {
    const asBefore: string[] = []
    let added = 0
    let updated = 0
    for (const remote of rows) {
      const row = rowOf(remote)
      const { email } = row
      const was = sql.stored.get(workspaceId, email)
      if (was && isUnchanged(row, was)) asBefore.push(email)
      else {
        sql.put.run({ ...row, workspaceId, at, failing: troubleOf(row) === null ? null : at })
        if (was) updated += 1
        else added += 1
      }
      const score = row.warmupScore === null ? null : Math.round(row.warmupScore)
      if (score !== null && sql.scoreOf.get(workspaceId, email, day) !== score)
        sql.putScore.run(workspaceId, email, day, score)
    }
    if (asBefore.length > 0) sql.confirm.run({ workspaceId, at, emails: JSON.stringify(asBefore) })
    return { added, updated }
  })
  const relinkNow = createRelinking(sql)
  const relink = raw.transaction(relinkNow)

  type Last = {
    readonly workspaceId: WorkspaceId
    readonly rows: readonly RemoteMailbox[]
    readonly at: number
    readonly day: number
    readonly counts: MailboxCounts
  }
  /**
   * Stores the last part and what only the complete answer shows, in one transaction. Most clients have no other part,
   * and each transaction costs a write to the disk.
   */
  const finish = ({ workspaceId, rows, at, day, counts }: Last): MailboxCounts => {
    const { added, updated } = take(workspaceId, rows, at, day)
    const gone = sql.markGone.run({ workspaceId, at }).changes
    sql.noteRead.run({ workspaceId, at })
    relinkNow(workspaceId)
    return { added: counts.added + added, updated: counts.updated + updated, gone }
  }

  return {
    /** Stores a complete answer, read at `at`. Accounts missing from it are marked as gone. */
    async keep(
      workspaceId: WorkspaceId,
      rows: readonly RemoteMailbox[],
      at: number,
      day = dayAt(at),
    ): Promise<MailboxCounts> {
      const parts = chunk(rows, rowsPerStep)
      const counts = { added: 0, updated: 0, gone: 0 }
      for (const some of parts.slice(0, -1)) {
        const { added, updated } = take.immediate(workspaceId, some, at, day)
        counts.added += added
        counts.updated += updated
        await nextTurn()
      }
      return together(() => finish({ workspaceId, rows: parts.at(-1) ?? [], at, day, counts }))
    },
    /** Stores some accounts, read at `at`; others are not affected. */
    keepSome: (workspaceId: WorkspaceId, rows: readonly RemoteMailbox[], at: number, day = dayAt(at)): void =>
      void take.immediate(workspaceId, rows, at, day),
    /** Marks an account as gone, as reported by Instantly. */
    gone: (workspaceId: WorkspaceId, email: string, at: number): void =>
      void sql.markOneGone.run(at, workspaceId, email.toLowerCase()),
    /** Recomputes which campaigns send with which accounts, from the last readings of both. */
    relink: (workspaceId: WorkspaceId): void => relink.immediate(workspaceId),
    keepPlan(workspaceId: WorkspaceId, plan: RemotePlan, at: number): void {
      const { contactsLimit: limit, contactsUsed: used, priceDollars, interval, planName, periodEndsAt } = plan
      if (limit !== null && used !== null) sql.putContacts.run(limit, Math.max(0, limit - used), at, workspaceId)
      const cents = priceDollars === null ? null : Math.round(priceDollars * 100)
      sql.putPlan.run({ workspaceId, name: planName, cents, interval, until: periodEndsAt, at })
    },
    /** Returns existing accounts, by address. */
    list: (workspaceId: WorkspaceId): readonly KnownMailbox[] => sql.listed.all(workspaceId),
    subscription: (workspaceId: WorkspaceId): KnownSubscription | null => sql.subscription.get(workspaceId) ?? null,
  }
}
