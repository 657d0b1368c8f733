/** Everything a report says, gathered from the store; nothing is asked of the network. */
import type { ShownAlert } from '#shared/contract/insights/alerts.ts'
import type { AnalyticsOverview, PeriodPlace } from '#shared/contract/insights/analytics.ts'
import type { QuotableReply, ReportClient } from '#shared/contract/insights/reports.ts'
import { dateOfDay, dayAt, dayOfDate } from '#shared/domain/core/days.ts'
import { type AccountReason, type AccountVerdict, verdicts } from '#shared/domain/insights/alerts/evaluate-account.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import type { Verdict, VerdictRules } from '#shared/domain/insights/reports/verdict.ts'
import { verdictOf } from '#shared/domain/insights/reports/verdict.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createCampaignQueries } from '../../campaigns/campaigns/queries.ts'
import { byReach, campaignsSql, type Reach, remoteIdsOfPartSql } from '../../clients/clients/filter-sql.ts'
import type { Store } from '../../core/deps.ts'
import { createAnalyticsQueries } from '../analytics/queries.ts'
import { createReportMails } from './mails-of-report.ts'
import { createQuotes } from './quotes.ts'
import { createTimeline } from './timeline.ts'

/** What the period cost and brought; each figure null where nobody knows it. Whole currency units. */
export type ReportMoney = {
  /** ISO 4217; null where none was chosen. */
  readonly currency: string | null
  readonly cost: number | null
  readonly revenue: number | null
  readonly costPerReply: number | null
  readonly costPerPositive: number | null
  readonly costPerMeeting: number | null
}

/** A dated thing worth telling. `day`: days since 1970; `until`: the last of several days. */
export type TimelineEntry = { readonly day: number; readonly until?: number } & (
  | { readonly kind: 'started' | 'finished' | 'paused'; readonly campaign: string }
  | { readonly kind: 'exported'; readonly campaign: string; readonly leads: number }
  /** Who became interested, and meetings. */
  | { readonly kind: 'wins'; readonly replies: number; readonly meetings: number }
  | { readonly kind: 'alert'; readonly alert: ShownAlert; readonly campaign: string }
)

export type RunningCampaign = {
  readonly name: string
  /** Leads of our exports not yet written to; null where it was filled elsewhere too. */
  readonly left: number | null
}

export type BestMail = {
  readonly campaign: string
  readonly step: number
  /** From 0, which is A; null where there is only one. */
  readonly variant: number | null
  readonly subject: string | null
  readonly sent: number
  readonly replied: number
}

/** How a sending account stands now, whatever the period. */
export type ReportAccount = {
  readonly email: string
  readonly verdict: AccountVerdict
  /** The worst first. */
  readonly reasons: readonly AccountReason[]
  readonly readAt: string
}

export type ReportFacts = {
  readonly overview: AnalyticsOverview
  /** The period day by day, whatever the grain of the overview. */
  readonly days: readonly PeriodPlace[]
  readonly verdict: Verdict
  /** Bounces of all campaigns of the period over their whole life. */
  readonly life: { readonly sent: number; readonly bounced: number }
  readonly money: ReportMoney | null
  readonly timeline: readonly TimelineEntry[]
  readonly next: {
    readonly running: readonly RunningCampaign[]
    readonly followUps: number
  }
  readonly mails: readonly BestMail[]
  readonly quotes: readonly QuotableReply[]
  /** The worst first. */
  readonly accounts: readonly ReportAccount[]
}

/** Ports to what other features know. */
export type ReportSources = {
  /** Costs and revenue of a client; null where nothing is known. */
  readonly money: (client: ReportClient, period: Period) => ReportMoney | null
  readonly alerts: (workspaceId: WorkspaceId) => readonly ShownAlert[]
  /** Accounts a client's campaigns send with, judged. */
  readonly accounts: (client: ReportClient) => readonly ReportAccount[]
}

export function createGatherer(store: Store, now: () => number, sources: ReportSources) {
  const { raw } = store
  const analytics = createAnalyticsQueries(store, now)
  const campaigns = createCampaignQueries(store)
  const quotes = createQuotes(store)

  /** Of a part, only what lies in its campaigns: those a table has Instantly's id of in `column`. */
  const within = (reach: Reach, column: string) => (reach === 'part' ? `and ${remoteIdsOfPartSql(column)}` : '')
  const timelineOf = createTimeline(raw, now, sources)
  const running = byReach<{ remoteId: string; name: string; contacted: number; first: number | null }>(
    raw,
    (reach) => `select c.remote_id as remoteId, c.name, c.contacted,
       (select min(d.day) from campaign_day d where d.campaign_id = c.id and d.sent > 0) as first from campaign c
     where ${campaignsSql(reach, 'c')} and c.gone_at is null and c.status in (1, 4) order by c.sent desc, c.search_name`,
  )
  const uploadedInto = raw
    .prepare<[number, string], number | null>(
      `select sum((select coalesce(sum(b.uploaded), 0) from export_batch b where b.export_id = r.id))
       from export_run r where r.workspace_id = ? and r.campaign_id = ? and r.taken_back_at is null`,
    )
    .pluck()
  const followUps = byReach<{ count: number }>(
    raw,
    (reach) => `select count(*) as count from inbox_thread indexed by inbox_thread_follow_up
      where workspace_id = @workspaceId and follow_up_of is not null ${within(reach, '+campaign_id')}`,
  )
  const mailsOf = createReportMails(campaigns)

  return {
    quotable: quotes.list,
    /** `rules` judge; `quoted`: ids of replies the operator ticked, those of others or of other days are left out. */
    gather(
      client: ReportClient,
      period: Period,
      { rules, quoted }: { readonly rules: VerdictRules; readonly quoted: readonly number[] },
    ): ReportFacts {
      const { workspaceId } = client
      const overview = analytics.overview({
        ...client,
        campaignIds: null,
        period: { from: dateOfDay(period.from), to: dateOfDay(period.to) },
      })
      const life = overview.campaigns.reduce(
        (so, one) => ({ sent: so.sent + one.life.sent, bounced: so.bounced + one.life.bounced }),
        { sent: 0, bounced: 0 },
      )
      const { contacted, repliedUnique } = overview.sums
      const days = analytics.days(client, period)
      return {
        overview,
        days,
        life,
        verdict: verdictOf({ contacted, replied: Math.min(repliedUnique, contacted), life }, rules),
        money: sources.money(client, period),
        timeline: timelineOf(client, period, { days }),
        next: {
          // What began after the period is of a later report.
          running: running(client)
            .filter(({ first }) => first === null || first <= period.to)
            .map(({ remoteId, name, contacted: written }) => {
              const uploaded = uploadedInto.get(workspaceId, remoteId) ?? 0
              return { name, left: uploaded >= written && uploaded > 0 ? uploaded - written : null }
            }),
          followUps: followUps(client)[0]?.count ?? 0,
        },
        mails: mailsOf(overview),
        quotes: quotes.chosen(client, period, quoted),
        accounts: sources
          .accounts(client)
          .map(({ email, verdict, reasons, readAt }) => ({ email, verdict, reasons, readAt }))
          .toSorted(
            (a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) || (a.email < b.email ? -1 : 1),
          ),
      }
    },
    /** The last day there are figures of: a demo's days run ahead of the calendar's. */
    today(workspaceId: WorkspaceId): number {
      const last = raw
        .prepare<[number], number | null>('select max(day) from campaign_day where workspace_id = ?')
        .pluck()
        .get(workspaceId)
      return Math.max(dayAt(now()), last ?? 0)
    },
    days: (from: string, to: string): Period => ({ from: dayOfDate(from), to: dayOfDate(to) }),
  }
}
