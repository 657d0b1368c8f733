/** What costs are divided by and what campaigns achieved, for one client. All days are UTC days, counted from 1970. */
import type { Database } from 'better-sqlite3'
import { dayOfDate } from '#shared/domain/core/days.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { minorDigits } from '#shared/domain/insights/money/amounts.ts'
import { type Stage, stages } from '#shared/domain/insights/money/figures.ts'
import type { CampaignId, ListId, WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../../clients/workspaces/demo-workspaces.ts'
import type { Store } from '../../core/deps.ts'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'
import { countsOf, createLabelCounts, firstInterestOf } from '../../events/lead-labels/label-counts.ts'
import { addedLeadsSql } from '../../leads/gates/left-after-undo.ts'
import { isUndoneImportSql } from '../../leads/lists/same-rows.ts'
import { createMonthSums } from './month-sums.ts'

export type ExportedRun = {
  readonly exportId: number
  readonly listId: ListId
  /** Null: a campaign unknown on this computer. */
  readonly campaignId: CampaignId | null
  readonly day: number
  readonly uploaded: number
}
export type QualifiedLead = {
  readonly campaignId: CampaignId
  readonly email: string
  /** Furthest stage reached. */
  readonly stage: Stage
  /** The stage the lead had when it was moved here; its value counts where it came from. */
  readonly cameWith: Stage | null
  /** Whether the first stage that counts here was reached in the period: its revenue counts on that day. */
  readonly isPaid: boolean
  /** Which stages were reached in the period. */
  readonly interested: boolean
  readonly meeting: boolean
  readonly won: boolean
}
export type WonDeal = {
  readonly campaignId: CampaignId | null
  readonly email: string
  readonly day: number
  /** Null if the CRM gives no amount. */
  readonly cents: number | null
  readonly currency: string | null
}
export type CreditRun = { readonly listId: ListId; readonly day: number; readonly credits: number }

const dayOfTimestamp = (text: string): number => dayOfDate(text.slice(0, 10))

export type MoneyFacts = ReturnType<typeof createMoneyFacts>

/** Returns the facts of a store, shared by all callers because they cache sums. */
export const moneyFactsOf = memoizeByKey(createMoneyFacts)

const statementsOf = (raw: Database) => ({
  clients: raw.prepare<[], { id: WorkspaceId }>(
    `select id from workspace w where archived_at is null and (demo is null or demo = 'ready') and ${allClientsSql('w.id')} order by id`,
  ),
  campaigns: raw.prepare<
    [number],
    {
      id: CampaignId
      remoteId: string
      name: string
      opportunityCents: number
      partId: number | null
      contacted: number
      replies: number
      hasTotals: 0 | 1
    }
  >(
    `select id, remote_id as remoteId, name, part_id as partId, opportunity_cents as opportunityCents, contacted,
       replied_unique as replies, totals_key is not null as hasTotals from campaign where workspace_id = ?`,
  ),
  opportunityDays: raw.prepare<[number], { day: number; count: number }>(
    'select day, opportunities as count from campaign_day where campaign_id = ? and opportunities > 0 order by day',
  ),
  days: raw.prepare<[number], { first: number | null; last: number | null }>(
    // Two lookups at the ends of the index; combined in one query they would read all of it.
    `select (select min(day) from campaign_day where workspace_id = w.id) as first,
       (select max(day) from campaign_day where workspace_id = w.id) as last from workspace w where w.id = ?`,
  ),
  read: raw.prepare<[number], { oldest: number | null }>(
    'select min(details_at) as oldest from campaign where workspace_id = ? and gone_at is null and totals_key is not null',
  ),
  runs: raw.prepare<
    [number],
    { exportId: number; listId: ListId; remoteId: string | null; at: string; uploaded: number }
  >(
    `select r.id as exportId, r.list_id as listId, r.campaign_id as remoteId, r.created_at as at,
       ${addedLeadsSql('r')} as uploaded
     from export_run r where r.workspace_id = ? and r.target = 'campaign' order by r.id`,
  ),
  deals: raw.prepare<
    [number],
    { campaignId: string; email: string; value: number | null; currency: string | null; at: string | null }
  >(
    `select campaign_id as campaignId, email, value, currency, coalesce(closed_at, read_at) as at
     from crm_deal where workspace_id = ? and state = 'won' order by target_id, id`,
  ),
  anyDeal: raw.prepare<[number]>('select 1 from crm_deal where workspace_id = ? limit 1'),
  credits: raw.prepare<[number], { listId: ListId; at: string; credits: number }>(
    `select r.list_id as listId, r.started_at as at, r.credits_before + coalesce((select sum(c.credits_used)
       from email_check c indexed by email_check_credits where c.run_id = r.id and c.credits_used is not null), 0) as credits
     from verification_run r where r.workspace_id = ? order by r.id`,
  ),
  fileRows: raw.prepare<[object], { rows: number | null }>(
    `select sum(row_count) as rows from list_import i
     where list_id = @listId and state = 'ready' and (@importId is null or id = @importId) and not ${isUndoneImportSql('i')}`,
  ),
})

function createMoneyFacts(store: Store) {
  const { raw } = store
  const months = createMonthSums(store)
  const labels = createLabelCounts(store)
  const sql = statementsOf(raw)

  return {
    /** Returns one client, or those included in *All clients*. */
    clients: (workspaceId: WorkspaceId | null): readonly WorkspaceId[] =>
      workspaceId === null ? sql.clients.all().map(({ id }) => id) : [workspaceId],
    /** Sums of campaigns' days. */
    months,
    campaigns: (workspaceId: WorkspaceId) => sql.campaigns.all(workspaceId),
    opportunityDays: (campaignId: CampaignId) => sql.opportunityDays.all(campaignId),
    /** Returns the first and last day with emails. */
    days: (workspaceId: WorkspaceId) => sql.days.get(workspaceId) ?? { first: null, last: null },
    /** Returns the day on which the first lead became interested; null if there is none. */
    firstInterest: (workspaceId: WorkspaceId): number | null =>
      firstInterestOf(labels.leads({ workspaceId, partId: null })),
    readAt: (workspaceId: WorkspaceId): number | null => sql.read.get(workspaceId)?.oldest ?? null,
    exported(workspaceId: WorkspaceId, idOf: (remoteId: string | null) => CampaignId | null): readonly ExportedRun[] {
      return sql.runs.all(workspaceId).map(({ remoteId, at, ...run }) => ({
        ...run,
        campaignId: idOf(remoteId),
        day: dayOfTimestamp(at),
      }))
    },
    /** Returns leads that became interested, or went further, in these days, once per campaign; null if not known. */
    qualified(workspaceId: WorkspaceId, period: Period): readonly QualifiedLead[] | null {
      if (!labels.read(workspaceId).known) return null
      return labels.leads({ workspaceId, partId: null }).flatMap((lead) => {
        const counted = countsOf([lead], period)
        const [interested, meeting, won] = [counted.interested > 0, counted.meetings > 0, counted.closed > 0]
        if (!(interested || meeting || won)) return []
        const { campaignId, email } = lead
        const cameWith = Math.max(0, lead.cameWith)
        return {
          campaignId,
          email,
          stage: stages[lead.stage - 1] ?? 'interested',
          cameWith: stages[cameWith - 1] ?? null,
          isPaid: [interested, meeting, won][cameWith] ?? false,
          interested,
          meeting,
          won,
        }
      })
    },
    /** Returns deals won, one per lead and campaign, from the CRM connected first. `own`: their currency if none. */
    won(
      workspaceId: WorkspaceId,
      idOf: (remoteId: string | null) => CampaignId | null,
      own: string,
    ): readonly WonDeal[] {
      const found = new Map<string, WonDeal>()
      for (const { campaignId, email, value, currency, at } of sql.deals.all(workspaceId)) {
        const key = `${campaignId} ${email}`
        if (found.has(key) || at === null) continue
        const whole = value === null ? null : Math.round(value * 10 ** minorDigits(currency ?? own))
        const cents = whole !== null && Number.isSafeInteger(whole) && whole >= 0 ? whole : null
        found.set(key, { campaignId: idOf(campaignId), email, day: dayOfTimestamp(at), cents, currency })
      }
      return [...found.values()]
    },
    hasDeals: (workspaceId: WorkspaceId): boolean => sql.anyDeal.get(workspaceId) !== undefined,
    creditRuns(workspaceId: WorkspaceId): readonly CreditRun[] {
      return sql.credits
        .all(workspaceId)
        .map(({ listId, at, credits }) => ({ listId, day: dayOfTimestamp(at), credits }))
        .filter((run) => run.credits > 0)
    },
    /** Returns the number of rows of a list's files, or of one of them, without undone imports. */
    fileRows: (listId: ListId, importId: number | null): number => sql.fileRows.get({ listId, importId })?.rows ?? 0,
  }
}
