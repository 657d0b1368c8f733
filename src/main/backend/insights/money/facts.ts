/** What costs are divided by and what they brought, of one client. All days are UTC days, counted from 1970. */
import { dayOfDate, type Period } from '#shared/domain/insights/analytics/period.ts'
import { minorDigits } from '#shared/domain/insights/money/amounts.ts'
import type { Stage } from '#shared/domain/insights/money/figures.ts'
import type { CampaignId, ListId, WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../../clients/workspaces/demo-teller.ts'
import type { Store } from '../../core/deps.ts'
import { createMonthSums } from './month-sums.ts'

export type Exported = {
  readonly exportId: number
  readonly listId: ListId
  /** Null: a campaign this computer does not know. */
  readonly campaignId: CampaignId | null
  readonly day: number
  readonly uploaded: number
}
export type QualifiedLead = {
  readonly campaignId: CampaignId | null
  readonly email: string
  readonly stage: Stage
  readonly day: number
}
export type WonDeal = {
  readonly campaignId: CampaignId | null
  readonly email: string
  readonly day: number
  /** Null: the CRM names no amount. */
  readonly cents: number | null
  readonly currency: string | null
}
export type CreditRun = { readonly listId: ListId; readonly day: number; readonly credits: number }

/** Instantly's own statuses by how far they are; a label of the client's own that is positive says *interested*. */
const stageOf = new Map<number, Stage>([
  [1, 'interested'],
  [2, 'meeting'],
  [3, 'meeting'],
  [4, 'won'],
])
const dayOf = (text: string): number => dayOfDate(text.slice(0, 10))
const dayMs = 86_400_000

export type MoneyFacts = ReturnType<typeof createFacts>

const made = new WeakMap<Store, MoneyFacts>()

/** The facts of a store: one for all who ask, as they remember sums. */
export function moneyFacts(store: Store): MoneyFacts {
  const known = made.get(store) ?? createFacts(store)
  made.set(store, known)
  return known
}

function createFacts(store: Store) {
  const { raw } = store
  const months = createMonthSums(store)
  const clients = raw.prepare<[], { id: WorkspaceId }>(
    `select id from workspace w where archived_at is null and (demo is null or demo = 'ready') and ${allClientsSql('w.id')} order by id`,
  )
  const campaigns = raw.prepare<
    [number],
    { id: CampaignId; remoteId: string; name: string; opportunityCents: number; partId: number | null }
  >(
    `select id, remote_id as remoteId, name, part_id as partId, opportunity_cents as opportunityCents from campaign where workspace_id = ?`,
  )
  const opportunityDays = raw.prepare<[number], { day: number; count: number }>(
    'select day, opportunities as count from campaign_day where campaign_id = ? and opportunities > 0 order by day',
  )
  const days = raw.prepare<[number], { first: number | null; last: number | null }>(
    // Two looks at the ends of the index; asked for together they would read all of it.
    `select (select min(day) from campaign_day where workspace_id = w.id) as first,
       (select max(day) from campaign_day where workspace_id = w.id) as last from workspace w where w.id = ?`,
  )
  const read = raw.prepare<[number], { oldest: number | null }>(
    'select min(details_at) as oldest from campaign where workspace_id = ? and gone_at is null and totals_key is not null',
  )
  const runs = raw.prepare<
    [number],
    { exportId: number; listId: ListId; remoteId: string | null; at: string; uploaded: number }
  >(
    `select r.id as exportId, r.list_id as listId, r.campaign_id as remoteId, r.created_at as at,
       (select coalesce(sum(b.uploaded), 0) from export_batch b where b.export_id = r.id) as uploaded
     from export_run r where r.workspace_id = ? and r.target = 'campaign' order by r.id`,
  )
  const positive = raw.prepare<[number], { value: number }>(
    `select value from inbox_label where workspace_id = ? and tone = 'positive'`,
  )
  const labelled = raw.prepare<[object], { campaignId: string | null; email: string; interest: number; at: number }>(
    `select t.campaign_id as campaignId, t.lead_email as email, t.interest, coalesce(t.last_received_at, t.last_at) as at
     from json_each(@values) v join inbox_thread t indexed by inbox_thread_interest on t.interest = v.value
     where t.last_at >= @from and t.workspace_id = @workspaceId and t.lead_email is not null`,
  )
  const deals = raw.prepare<
    [number],
    { campaignId: string; email: string; value: number | null; currency: string | null; at: string | null }
  >(
    `select campaign_id as campaignId, email, value, currency, coalesce(closed_at, read_at) as at
     from crm_deal where workspace_id = ? and state = 'won' order by target_id, id`,
  )
  const anyDeal = raw.prepare<[number]>('select 1 from crm_deal where workspace_id = ? limit 1')
  const credits = raw.prepare<[number], { listId: ListId; at: string; credits: number | null }>(
    `select r.list_id as listId, r.started_at as at, (select sum(c.credits_used) from email_check c
       indexed by email_check_credits where c.run_id = r.id and c.credits_used is not null) as credits
     from verification_run r where r.workspace_id = ? order by r.id`,
  )
  const fileRows = raw.prepare<[object], { rows: number | null }>(
    `select sum(row_count) as rows from list_import
     where list_id = @listId and state = 'ready' and (@importId is null or id = @importId)`,
  )

  return {
    /** One client, or those *All clients* means. */
    clients: (workspaceId: WorkspaceId | null): readonly WorkspaceId[] =>
      workspaceId === null ? clients.all().map(({ id }) => id) : [workspaceId],
    /** Sums of campaigns' days. */
    months,
    campaigns: (workspaceId: WorkspaceId) => campaigns.all(workspaceId),
    opportunityDays: (campaignId: CampaignId) => opportunityDays.all(campaignId),
    /** First and last day anything is known of. */
    days: (workspaceId: WorkspaceId) => days.get(workspaceId) ?? { first: null, last: null },
    readAt: (workspaceId: WorkspaceId): number | null => read.get(workspaceId)?.oldest ?? null,
    exported(workspaceId: WorkspaceId, idOf: (remoteId: string | null) => CampaignId | null): readonly Exported[] {
      return runs.all(workspaceId).map(({ remoteId, at, ...run }) => ({
        ...run,
        campaignId: idOf(remoteId),
        day: dayOf(at),
      }))
    },
    /** Each lead once a campaign, as far as it came; its day is that of its last reply, and in the period. */
    qualified(
      workspaceId: WorkspaceId,
      { from, to }: Period,
      idOf: (remoteId: string | null) => CampaignId | null,
    ): readonly QualifiedLead[] {
      const own = positive.all(workspaceId).map(({ value }) => value)
      const values = [...new Set([...stageOf.keys(), ...own])]
      const rank: Readonly<Record<Stage, number>> = { interested: 0, meeting: 1, won: 2 }
      const found = new Map<string, QualifiedLead>()
      for (const row of labelled.all({ workspaceId, values: JSON.stringify(values), from: from * dayMs })) {
        const day = Math.floor(row.at / dayMs)
        if (day < from || day > to) continue
        const stage = stageOf.get(row.interest) ?? 'interested'
        const key = `${row.campaignId ?? ''} ${row.email}`
        const known = found.get(key)
        if (known && rank[known.stage] >= rank[stage]) continue
        found.set(key, { campaignId: idOf(row.campaignId), email: row.email, stage, day })
      }
      return [...found.values()]
    },
    /** Deals that were won, one for each lead and campaign: of the CRM that was connected first. */
    won(workspaceId: WorkspaceId, idOf: (remoteId: string | null) => CampaignId | null): readonly WonDeal[] {
      const found = new Map<string, WonDeal>()
      for (const { campaignId, email, value, currency, at } of deals.all(workspaceId)) {
        const key = `${campaignId} ${email}`
        if (found.has(key) || at === null) continue
        const whole = value === null ? null : Math.round(value * 10 ** minorDigits(currency ?? 'USD'))
        const cents = whole !== null && Number.isSafeInteger(whole) && whole >= 0 ? whole : null
        found.set(key, { campaignId: idOf(campaignId), email, day: dayOf(at), cents, currency })
      }
      return [...found.values()]
    },
    hasDeals: (workspaceId: WorkspaceId): boolean => anyDeal.get(workspaceId) !== undefined,
    creditRuns(workspaceId: WorkspaceId): readonly CreditRun[] {
      return credits
        .all(workspaceId)
        .map(({ listId, at, credits: used }) => ({ listId, day: dayOf(at), credits: used ?? 0 }))
        .filter((run) => run.credits > 0)
    },
    /** Rows of a list's files, or of one of them. */
    fileRows: (listId: ListId, importId: number | null): number => fileRows.get({ listId, importId })?.rows ?? 0,
  }
}
