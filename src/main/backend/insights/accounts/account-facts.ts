/** Evaluates every sending account from the data last read; the page, alerts and files share the result. */
import type { Database } from 'better-sqlite3'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { AccountActionKind, AccountRow, AccountState } from '#shared/contract/insights/accounts.ts'
import { dayAt } from '#shared/domain/core/days.ts'
import { type BounceLimits, evaluateAccount } from '#shared/domain/insights/alerts/evaluate-account.ts'
import { domainOfAddress } from '#shared/domain/leads/import/free-mail.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../../clients/workspaces/demo-workspaces.ts'
import { trackRowRevisions } from '../../core/db/watch-rows.ts'
import type { Deps, Store } from '../../core/deps.ts'
import { isoOrNull } from '../../core/lib/iso-or-null.ts'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'

type MailboxRow = {
  readonly email: string
  readonly status: number | null
  readonly warmupStatus: number | null
  readonly score: number | null
  readonly message: string | null
  readonly failingSince: number | null
  readonly dailyLimit: number | null
  readonly provider: number | null
  readonly sendingGap: number | null
  readonly trackingDomain: string | null
  readonly setupPending: 0 | 1 | null
  readonly pulledAt: number
}
/** Figures from the account's days. */
type Figures = {
  readonly bestScore: number | null
  readonly sentToday: number
  readonly sent7: number
  readonly bounced7: number
  readonly sentWeek: number
  readonly bouncedWeek: number
  readonly sent14: number
  readonly replied14: number
  readonly sent42: number
  readonly replied42: number
}
type UsedMailbox = MailboxRow & Figures & { readonly campaigns: number; readonly pending: AccountActionKind | null }

/** An evaluated account; daily scores are only read for accounts that are shown. */
export type EvaluatedAccount = Omit<AccountRow, 'kind' | 'scores'> & {
  /** Over the seven whole days before today; `sent7` and `bounced7` include today. */
  readonly sentWeek: number
  readonly bouncedWeek: number
}

/** Running, in subsequences, or held up by its accounts: campaigns that are affected when an account fails. */
export const runningStatesSql = '(1, 4, -1)'

/** A computed value, valid as long as `key` stays the same. */
type Cached<T> = { readonly key: string; readonly value: T }
function cachedAs<T>(kept: Map<WorkspaceId, Cached<T>>, of: WorkspaceId, key: string, count: () => T): T {
  const known = kept.get(of)
  if (known?.key === key) return known.value
  const value = count()
  kept.set(of, { key, value })
  return value
}

const dayTables = ['mailbox_day', 'mailbox_warmup_day']
const otherTables = ['mailbox', 'mailbox_campaign', 'campaign', 'account_action', 'account_action_item']
const writesOf = memoizeByKey((store: Store) => {
  const days = trackRowRevisions(store, 'account_days', dayTables)
  const others = trackRowRevisions(store, 'accounts', otherTables)
  return { days, all: (of: WorkspaceId): string => `${days(of)} ${others(of)}` }
})
const noFigures: Figures = {
  bestScore: null,
  sentToday: 0,
  sent7: 0,
  bounced7: 0,
  sentWeek: 0,
  bouncedWeek: 0,
  sent14: 0,
  replied14: 0,
  sent42: 0,
  replied42: 0,
}

export type AccountFacts = ReturnType<typeof createAccountFacts>

const leap = (name: string, day: string) =>
  `left join mailbox_day ${name} on ${name}.workspace_id = m.workspace_id and ${name}.email = m.email and ${name}.day =
       (select max(day) from mailbox_day where workspace_id = m.workspace_id and email = m.email and day <= ${day})`

const since = (column: string, name: string) =>
  `coalesce(d.${column}_so_far, 0) - coalesce(${name}.${column}_so_far, 0)`

/** Sum over the seven whole days before today. */
const inWeek = (column: string) =>
  `${since(column, 'd7')} - iif(d.day = @today, d.${column}, 0) + iif(d7.day = @today - 7, d7.${column}, 0)`

const statementsOf = (raw: Database) => ({
  boxesOf: raw.prepare<[number], MailboxRow>(
    `select m.email, m.status, m.warmup_status as warmupStatus, m.warmup_score as score, m.message,
       m.failing_since as failingSince, m.daily_limit as dailyLimit, m.provider, m.sending_gap as sendingGap,
       m.tracking_domain as trackingDomain, m.setup_pending as setupPending, m.pulled_at as pulledAt
     from mailbox m where m.workspace_id = ? and m.gone_at is null order by m.email`,
  ),
  // Includes deleted accounts, because deletion can change without a day being written.
  daysOf: raw.prepare<[object], Figures & { readonly email: string }>(
    `select m.email,
       (select max(score) from mailbox_warmup_day w where w.workspace_id = m.workspace_id and w.email = m.email
          and w.day between @today - 13 and @today) as bestScore,
       case when d.day = @today then d.sent else 0 end as sentToday,
       ${since('sent', 'd7')} as sent7, ${since('bounced', 'd7')} as bounced7,
       ${inWeek('sent')} as sentWeek, ${inWeek('bounced')} as bouncedWeek,
       ${since('sent', 'd14')} as sent14, ${since('replied_unique', 'd14')} as replied14,
       ${since('sent', 'd42')} as sent42, ${since('replied_unique', 'd42')} as replied42
     from mailbox m ${leap('d', '@today')} ${leap('d7', '@today - 7')} ${leap('d14', '@today - 14')} ${leap('d42', '@today - 42')}
     where m.workspace_id = @workspaceId`,
  ),
  campaignsOf: raw
    .prepare<[number], [string, number]>(
      `select u.email, count(*) from mailbox_campaign u join campaign c on c.id = u.campaign_id
        where u.workspace_id = ? and c.gone_at is null and c.status in ${runningStatesSql} group by u.email`,
    )
    .raw(),
  // In order, so that the last action requested wins.
  pendingOf: raw
    .prepare<[number], [string, AccountActionKind]>(
      `select i.email, a.kind from account_action a join account_action_item i on i.action_id = a.id
        where a.workspace_id = ? and a.state <> 'done' and i.state in ('waiting', 'sent', 'following') order by a.id`,
    )
    .raw(),
  usedByPart: raw
    .prepare<[object], string>(
      `select distinct u.email from mailbox_campaign u join campaign c on c.id = u.campaign_id
        where u.workspace_id = @workspaceId and c.part_id = @partId and c.gone_at is null`,
    )
    .pluck(),
  sharedByPart: raw
    .prepare<[object], 0 | 1>(
      `select exists (select 1 from mailbox_campaign u join campaign c on c.id = u.campaign_id
        join mailbox_campaign o on o.workspace_id = u.workspace_id and o.email = u.email
        join campaign other on other.id = o.campaign_id and other.part_id is not c.part_id and other.gone_at is null
        where u.workspace_id = @workspaceId and c.part_id = @partId and c.gone_at is null)`,
    )
    .pluck(),
  clients: raw
    .prepare<[], WorkspaceId>(
      `select w.id from workspace w where w.archived_at is null and (w.demo is null or w.demo = 'ready')
         and ${allClientsSql('w.id')} order by w.id`,
    )
    .pluck(),
})

/** Creates the evaluation. `limits`: bounce rates set by the operator. */
export function createAccountFacts(
  { store, instantly }: Pick<Deps, 'store' | 'instantly'>,
  limits: () => BounceLimits,
) {
  const { raw } = store
  const sql = statementsOf(raw)
  const writes = writesOf(store)
  const rows = new Map<WorkspaceId, Cached<readonly EvaluatedAccount[]>>()
  const figures = new Map<WorkspaceId, Cached<ReadonlyMap<string, Figures>>>()

  const todayOf = (workspaceId: WorkspaceId): number => dayAt(instantly.now(workspaceId))

  /** Returns figures from the accounts' days: the more expensive half, which only changes with a sync. */
  const figuresOf = (workspaceId: WorkspaceId, today: number): ReadonlyMap<string, Figures> =>
    cachedAs(
      figures,
      workspaceId,
      `${writes.days(workspaceId)} ${today}`,
      () => new Map(sql.daysOf.all({ workspaceId, today }).map(({ email, ...of }) => [email, of])),
    )

  function count(workspaceId: WorkspaceId, today: number, wanted: BounceLimits): readonly EvaluatedAccount[] {
    const campaigns = new Map(sql.campaignsOf.all(workspaceId))
    const pending = new Map(sql.pendingOf.all(workspaceId))
    const of = figuresOf(workspaceId, today)
    return sql.boxesOf.all(workspaceId).map((row) => {
      const { email } = row
      const so = { campaigns: campaigns.get(email) ?? 0, pending: pending.get(email) ?? null }
      return toEvaluatedAccount(workspaceId, { ...row, ...(of.get(email) ?? noFigures), ...so }, wanted)
    })
  }

  /** Returns all accounts of a client. Nothing is counted again unless one of its rows was written. */
  function ofWorkspace(workspaceId: WorkspaceId, wanted: BounceLimits): readonly EvaluatedAccount[] {
    const today = todayOf(workspaceId)
    const key = `${writes.all(workspaceId)} ${today} ${wanted.bounceAmber} ${wanted.bounceRed}`
    return cachedAs(rows, workspaceId, key, () => count(workspaceId, today, wanted))
  }

  const workspacesOf = ({ workspaceId }: Pick<ClientFilter, 'workspaceId'>): readonly WorkspaceId[] =>
    workspaceId === null ? sql.clients.all() : [workspaceId]

  return {
    workspacesOf,
    todayOf,
    /** Returns a client's accounts; for a part, those that its campaigns send with. */
    of(client: ClientFilter): readonly EvaluatedAccount[] {
      if (client.partId !== null && client.workspaceId !== null) {
        const used = new Set(sql.usedByPart.all(client))
        return ofWorkspace(client.workspaceId, limits()).filter(({ email }) => used.has(email))
      }
      const wanted = limits()
      return workspacesOf(client).flatMap((id) => ofWorkspace(id, wanted))
    },
    /** Whether some of a part's accounts also send for other campaigns of the workspace. */
    isShared: (client: ClientFilter): boolean => client.partId !== null && sql.sharedByPart.get(client) === 1,
  }
}

function stateOf(row: UsedMailbox): AccountState {
  if (row.setupPending === 1) return 'setup'
  if (row.status === 2) return 'paused'
  if (row.status === 3) return 'maintenance'
  return row.campaigns === 0 ? 'unused' : 'sending'
}

function toEvaluatedAccount(workspaceId: WorkspaceId, row: UsedMailbox, limits: BounceLimits): EvaluatedAccount {
  const { verdict, reasons } = evaluateAccount(
    {
      status: row.status,
      warmupStatus: row.warmupStatus,
      sent7: row.sent7,
      bounced7: row.bounced7,
      late: { sent: row.sent14, replied: row.replied14 },
      before: { sent: row.sent42 - row.sent14, replied: row.replied42 - row.replied14 },
      sentToday: row.sentToday,
      dailyLimit: row.dailyLimit,
      score: row.score,
      bestScore: row.bestScore,
    },
    limits,
  )
  return {
    workspaceId,
    email: row.email,
    domain: domainOfAddress(row.email),
    verdict,
    reasons,
    state: stateOf(row),
    provider: row.provider,
    warmup: row.warmupStatus === null ? null : row.warmupStatus < 0 ? 'failing' : row.warmupStatus === 1 ? 'on' : 'off',
    score: row.score,
    sentToday: row.sentToday,
    dailyLimit: row.dailyLimit,
    sendingGap: row.sendingGap,
    trackingDomain: row.trackingDomain,
    sent7: row.sent7,
    bounced7: row.bounced7,
    sentWeek: row.sentWeek,
    bouncedWeek: row.bouncedWeek,
    campaigns: row.campaigns,
    message: row.message,
    failingSince: isoOrNull(row.failingSince),
    readAt: new Date(row.pulledAt).toISOString(),
    pending: row.pending,
  }
}
