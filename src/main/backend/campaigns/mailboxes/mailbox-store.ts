/** A client's mailboxes and plan as last read, in the store. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { troubleOf } from '#shared/domain/insights/alerts/judge-account.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { RemoteMailbox, RemotePlan } from '../../core/instantly/types.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { parseJson } from '../../core/lib/parse-json.ts'

/** Written in one transaction. */
const rowsPerStep = 500

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
    `insert into mailbox (workspace_id, email, spelling, daily_limit, status, warmup_status, warmup_score, message, failing_since, pulled_at)
     values (@workspaceId, @email, @spelling, @dailyLimit, @status, @warmupStatus, @warmupScore, @message, @failing, @at)
     on conflict (workspace_id, email) do update set spelling = excluded.spelling, daily_limit = excluded.daily_limit,
       status = excluded.status, warmup_status = excluded.warmup_status,
       warmup_score = excluded.warmup_score, message = excluded.message,
       pulled_at = max(pulled_at, excluded.pulled_at), gone_at = null,
       failing_since = case when excluded.failing_since is null then null else coalesce(failing_since, excluded.failing_since) end`,
  )
  const markGone = raw.prepare(
    'update mailbox set gone_at = @at where workspace_id = @workspaceId and pulled_at < @at and gone_at is null',
  )
  const noteRead = raw.prepare('update workspace set mailboxes_at = @at where id = @workspaceId')
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

  const take = raw.transaction((workspaceId: WorkspaceId, rows: readonly RemoteMailbox[], at: number): void => {
    for (const { email: written, status, warmupStatus, warmupScore, message, dailyLimit } of rows) {
      // 0 is what an unknown status is read as.
      const standing = { status: status === 0 ? null : status, warmupStatus }
      const address = written.trim()
      const email = address.toLowerCase()
      const spelling = address === email ? null : address
      const row = { ...standing, workspaceId, email, spelling, dailyLimit, warmupScore, message, at }
      put.run({ ...row, failing: troubleOf(standing) === null ? null : at })
    }
  })

  return {
    /** Keeps a whole answer, read at `at`. What it does not name is marked as gone. */
    async keep(workspaceId: WorkspaceId, rows: readonly RemoteMailbox[], at: number): Promise<void> {
      for (const some of chunk(rows, rowsPerStep)) {
        take.immediate(workspaceId, some, at)
        await nextTurn()
      }
      markGone.run({ workspaceId, at })
      noteRead.run({ workspaceId, at })
      for (const email of failing.all(workspaceId)) {
        const ids = naming
          .all(workspaceId, JSON.stringify(email))
          .filter((row) => sendersOf(row.raw).includes(email))
          .map(({ id }) => id)
        putCampaigns.run(JSON.stringify(ids), workspaceId, email)
        await nextTurn()
      }
    },
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

/** The mailboxes a campaign names, in lower case. */
function sendersOf(text: string): readonly string[] {
  const read = parseJson(text)
  const list = typeof read === 'object' && read !== null && 'email_list' in read ? read.email_list : []
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string').map((one) => one.trim().toLowerCase()) : []
}
