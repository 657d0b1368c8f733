/** Gathers everything a report shows from the store, without network requests. */

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
import { andOfPartSql, campaignsSql, createReachStatements, switchedOnSql } from '../../clients/clients/filter-sql.ts'
import type { Store } from '../../core/deps.ts'
import { addedLeadsSql } from '../../leads/gates/left-after-undo.ts'
import { createAnalyticsQueries } from '../analytics/queries.ts'
import { createReportMails } from './mails-of-report.ts'
import { createQuotes } from './quotes.ts'
import { createTimeline } from './timeline.ts'

/** Costs and revenue of the period in whole currency units; null for unknown figures. */
export type ReportMoney = {
  /** ISO 4217; null if none was chosen. */
  readonly currency: string | null
  readonly cost: number | null
  readonly revenue: number | null
  readonly costPerReply: number | null
  readonly costPerPositive: number | null
  readonly costPerMeeting: number | null
}

/** A dated event worth reporting. `day`: days since 1970; `until`: the last of several days. */
export type TimelineEntry = { readonly day: number; readonly until?: number } & (
  | { readonly kind: 'started' | 'finished' | 'paused'; readonly campaign: string }
  | { readonly kind: 'exported'; readonly campaign: string; readonly leads: number }
  /** Number of people who became interested, and of meetings. */
  | { readonly kind: 'wins'; readonly replies: number; readonly meetings: number }
  | { readonly kind: 'alert'; readonly alert: ShownAlert; readonly campaign: string }
)

export type RunningCampaign = {
  readonly name: string
  /** Leads of our exports that have not been contacted; null if leads were also added elsewhere. */
  readonly left: number | null
}

export type BestMail = {
  readonly campaign: string
  readonly step: number
  /** Counted from 0, which is A; null if there is only one. */
  readonly variant: number | null
  readonly subject: string | null
  readonly sent: number
  readonly replied: number
}

/** A sending account's current state, whatever the period. */
export type ReportAccount = {
  readonly email: string
  readonly verdict: AccountVerdict
  /** Worst first. */
  readonly reasons: readonly AccountReason[]
  readonly readAt: string
}

export type ReportFacts = {
  readonly overview: AnalyticsOverview
  /** The days of the period, whatever the overview's interval. */
  readonly days: readonly PeriodPlace[]
  readonly verdict: Verdict
  /** Emails and bounces of all campaigns of the period over their whole life. */
  readonly life: { readonly sent: number; readonly bounced: number }
  readonly money: ReportMoney | null
  readonly timeline: readonly TimelineEntry[]
  readonly next: {
    readonly running: readonly RunningCampaign[]
    readonly followUps: number
  }
  readonly mails: readonly BestMail[]
  readonly quotes: readonly QuotableReply[]
  /** Worst first. */
  readonly accounts: readonly ReportAccount[]
}

/** Data from other features. */
export type ReportSources = {
  /** Returns costs and revenue of a client; null if nothing is known. */
  readonly money: (client: ReportClient, period: Period) => ReportMoney | null
  readonly alerts: (workspaceId: WorkspaceId) => readonly ShownAlert[]
  /** Returns the evaluated accounts with which a client's campaigns send. */
  readonly accounts: (client: ReportClient) => readonly ReportAccount[]
}

export function createReportGatherer(store: Store, now: () => number, sources: ReportSources) {
  const { raw } = store
  const analytics = createAnalyticsQueries(store, now)
  const campaigns = createCampaignQueries(store)
  const quotes = createQuotes(store)

  const timelineOf = createTimeline(raw, now, sources)
  const running = createReachStatements<{ remoteId: string; name: string; contacted: number; first: number | null }>(
    raw,
    (reach) => `select c.remote_id as remoteId, c.name, c.contacted,
       (select min(d.day) from campaign_day d where d.campaign_id = c.id and d.sent > 0) as first from campaign c
     where ${campaignsSql(reach, 'c')} and ${switchedOnSql('c')} order by c.sent desc, name_order(c.name)`,
  )
  const uploadedInto = raw
    .prepare<[number, string], number | null>(
      `select sum(${addedLeadsSql('r')}) from export_run r where r.workspace_id = ? and r.campaign_id = ?`,
    )
    .pluck()
  const followUps = createReachStatements<{ count: number }>(
    raw,
    (reach) => `select count(*) as count from inbox_thread indexed by inbox_thread_follow_up
      where workspace_id = @workspaceId and follow_up_of is not null ${andOfPartSql(reach, '+campaign_id')}`,
  )
  const mailsOf = createReportMails(campaigns)

  return {
    quotable: quotes.list,
    /**
     * Gathers the facts. `rules` are the rules for the verdict; `quoted`: ids of replies the operator selected,
     * ignoring those of other clients or days.
     */
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
          // Campaigns that started after the period belong to a later report.
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
    /** Returns the last day with figures, as a demo's days run ahead of the calendar. */
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
