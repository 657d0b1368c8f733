/** Builds the timeline of a report: exports, campaigns that ended, and changes. */

import type { PeriodPlace } from '#shared/contract/insights/analytics.ts'
import type { ReportClient } from '#shared/contract/insights/reports.ts'
import { dayAt, dayMs, dayOfDate } from '#shared/domain/core/days.ts'
import type { AlertKind } from '#shared/domain/insights/alerts/evaluate-campaign.ts'
import { intervalStartOf, type Period } from '#shared/domain/insights/analytics/period.ts'
import { andOfPartSql, campaignsSql, createReachStatements } from '../../clients/clients/filter-sql.ts'
import type { Store } from '../../core/deps.ts'
import { addedLeadsSql } from '../../leads/gates/left-after-undo.ts'
import type { ReportSources, TimelineEntry } from './gather.ts'

/** Alerts describe the current state, so they only belong in a report about the last days. */
const alertsWithinDays = 8

const reportedAlerts: ReadonlySet<AlertKind> = new Set(['bounce', 'stopped', 'stalled', 'reply_drop'])

/** Groups results by week or month, because a line per day would say less. */
function toTimelineWins(
  days: readonly { readonly day: number; readonly interested: number; readonly meetings: number }[],
  period: Period,
): TimelineEntry[] {
  const grain = period.to - period.from < 7 ? 'day' : period.to - period.from < 100 ? 'week' : 'month'
  const found = new Map<number, { replies: number; meetings: number }>()
  const at = (day: number) => {
    const start = intervalStartOf(day, grain)
    const place = found.get(start) ?? { replies: 0, meetings: 0 }
    found.set(start, place)
    return place
  }
  for (const { day, interested, meetings } of days) {
    if (interested + meetings === 0) continue
    at(day).replies += interested
    at(day).meetings += meetings
  }
  return [...found].map(([start, counts]) => {
    const next = grain === 'day' ? start + 1 : grain === 'week' ? start + 7 : intervalStartOf(start + 31, 'month')
    return { day: Math.max(start, period.from), until: Math.min(next - 1, period.to), kind: 'wins', ...counts }
  })
}

const isOfClient = ({ partId }: ReportClient, other: number | null): boolean => partId === null || partId === other

export function createTimeline(raw: Store['raw'], now: () => number, sources: ReportSources) {
  const ends = createReachStatements<{ name: string; status: number; first: number | null; last: number | null }>(
    raw,
    (reach) => `select c.name, c.status,
       (select min(d.day) from campaign_day d where d.campaign_id = c.id and d.sent > 0) as first,
       (select max(d.day) from campaign_day d where d.campaign_id = c.id and d.sent > 0) as last
     from campaign c where ${campaignsSql(reach, 'c')} and c.sent > 0`,
  )
  const exported = createReachStatements<{ campaign: string; at: string; leads: number }>(
    raw,
    (reach) => `select r.campaign_name as campaign, coalesce(r.finished_at, r.created_at) as at,
       ${addedLeadsSql('r')} as leads
     from export_run r where r.workspace_id = @workspaceId and r.target = 'campaign'
       ${andOfPartSql(reach, 'r.campaign_id')}
       and coalesce(r.finished_at, r.created_at) >= @since and coalesce(r.finished_at, r.created_at) < @until`,
  )

  function timelineOf(
    client: ReportClient,
    period: Period,
    known: { readonly days: readonly PeriodPlace[] },
  ): readonly TimelineEntry[] {
    const of = {
      since: new Date(period.from * dayMs).toISOString(),
      until: new Date((period.to + 1) * dayMs).toISOString(),
    }
    const inPeriod = (day: number | null): day is number => day !== null && day >= period.from && day <= period.to
    const found: TimelineEntry[] = []
    for (const { name, status, first, last } of ends(client)) {
      if (inPeriod(first)) found.push({ day: first, kind: 'started', campaign: name })
      if (inPeriod(last) && status === 3) found.push({ day: last, kind: 'finished', campaign: name })
      if (inPeriod(last) && status === 2) found.push({ day: last, kind: 'paused', campaign: name })
    }
    for (const { campaign, at, leads } of exported(client, of))
      if (leads > 0) found.push({ day: dayAt(Date.parse(at)), kind: 'exported', campaign, leads })
    const wins = known.days.map(({ date, sums }) => ({
      day: dayOfDate(date),
      interested: sums.interested ?? 0,
      meetings: sums.meetings ?? 0,
    }))
    found.push(...toTimelineWins(wins, period))
    const today = dayAt(now())
    if (period.to >= today - alertsWithinDays)
      // Accounts, contacts and targets only concern the operator and Instantly.
      for (const alert of sources.alerts(client.workspaceId))
        if (alert.about.kind === 'campaign' && reportedAlerts.has(alert.kind) && isOfClient(client, alert.partId))
          found.push({ day: Math.min(today, period.to), kind: 'alert', alert, campaign: alert.about.name })
    return found.toSorted((a, b) => a.day - b.day)
  }
  return timelineOf
}
