/** Sums over campaigns' days. Instantly's days are UTC days; nothing here is converted to another zone. */
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type {
  AnalyticsOverview,
  AnalyticsRequest,
  CampaignPeriod,
  CampaignSeries,
  PeriodPlace,
  PeriodSums,
} from '#shared/contract/insights/analytics.ts'
import type { CampaignState } from '#shared/domain/campaigns/campaign-state.ts'
import { dateOfDay, dayAt, dayOfDate } from '#shared/domain/core/days.ts'
import {
  type Grain,
  grainOf,
  intervalStartsOf,
  namedPeriod,
  type Period,
  periodBefore,
} from '#shared/domain/insights/analytics/period.ts'
import type { CampaignId, ClientPartId, WorkspaceId } from '#shared/ids.ts'
import {
  type DaySeries,
  type DaySums,
  indexUpTo,
  limitPeople,
  sumsBetween,
} from '../../campaigns/campaigns/day-sums.ts'
import { ofPartSql, switchedOnSql } from '../../clients/clients/filter-sql.ts'
import type { Store } from '../../core/deps.ts'
import {
  countsOf,
  createLabelCounts,
  firstInterestOf,
  type InterestedLead,
} from '../../events/lead-labels/label-counts.ts'
import { dayCacheOf, type Revision } from './day-cache.ts'
import { type CampaignRow, rowCacheOf } from './row-cache.ts'
import { createClientScope } from './scope.ts'
import { addDaySums, sumDaySums, zeroDaySums } from './sums.ts'

/** Prepares what all figures are computed from: the rows of campaigns, their days, and the labels of leads. */
function createReadings(store: Store) {
  const { raw } = store
  const clientsOf = createClientScope(store)
  const kept = dayCacheOf(store)
  const labelCounts = createLabelCounts(store)
  const rowsOf = rowCacheOf(store)
  const ofClients = 'c.workspace_id in (select value from json_each(@of))'
  const inIds = 'c.id in (select value from json_each(@ids))'
  const [whole, set, part] = [rowsOf(ofClients), rowsOf(`${inIds} and ${ofClients}`), rowsOf(ofPartSql('c.'))]
  const [ofIds, ofClient] = [rowsOf(inIds), rowsOf('c.workspace_id = @workspaceId')]
  const counts = (where: string) =>
    raw.prepare<[object], { all: number; running: number }>(
      `select count(*) as "all", count(*) filter (where ${switchedOnSql('c')}) as running from campaign c
       where ${where} and c.gone_at is null`,
    )
  const [countOfClient, countOfPart] = [counts('c.workspace_id = @workspaceId'), counts(ofPartSql('c.'))]
  return { clientsOf, kept, labelCounts, whole, set, part, ofIds, ofClient, countOfClient, countOfPart }
}

const periodOf = (
  { period }: AnalyticsRequest,
  { first, last }: ReturnType<typeof firstAndLastDay>,
  interested: readonly InterestedLead[],
  now: () => number,
): Period => {
  if (typeof period === 'object') return { from: dayOfDate(period.from), to: dayOfDate(period.to) }
  const today = dayAt(now())
  // A demo's days run ahead of the calendar.
  return namedPeriod(
    period,
    Math.min(first ?? today, firstInterestOf(interested) ?? today),
    Math.max(today, last ?? today),
  )
}

export function createAnalyticsQueries(store: Store, now: () => number) {
  const readings = createReadings(store)
  const { clientsOf, kept, labelCounts, whole, set, part, ofIds, ofClient } = readings
  /** Returns a series for each client, with all campaigns of the clients. */
  const byClient = (rows: readonly Revision[]): readonly DaySeries[] =>
    [...Map.groupBy(rows, ({ workspaceId }) => workspaceId)].map(([client, own]) => kept.ofClient(client, own))

  return {
    overview(asked: AnalyticsRequest): AnalyticsOverview {
      const { workspaceId, partId, campaignIds } = asked
      const reading = campaignIds !== null ? set : partId !== null ? part : whole
      const scope = {
        of: JSON.stringify(clientsOf(asked)),
        ids: JSON.stringify(campaignIds ?? []),
        workspaceId,
        partId,
      }
      const rows = reading(scope)
      const series = reading === whole ? byClient(rows) : rows.map(kept.ofCampaign)
      const ends = firstAndLastDay(series)
      const labels = labelCounts.read(workspaceId)
      const ids = new Set(rows.map(({ id }) => id))
      // The selection may contain only some of the clients' campaigns, so the leads of the others are filtered out.
      const interested = labels.known
        ? labelCounts.leads({ workspaceId, partId }).filter(({ campaignId }) => ids.has(campaignId))
        : null
      const period = periodOf(asked, ends, interested ?? [], now)
      const grain = grainOf(period)
      const earlier = periodBefore(period)
      // If the whole past is selected, or the first days of the comparison are missing, a comparison would not be fair.
      const comparable = ends.first !== null && ends.first <= earlier.from
      const expected = rows.filter(({ goneAt, hasTotals }) => goneAt === null && hasTotals === 1)
      const each = rows.map((row) => [row, kept.ofCampaign(row)] as const)
      const byCampaign = interested === null ? null : Map.groupBy(interested, ({ campaignId }) => campaignId)
      const ofCampaign = (id: CampaignId) => (byCampaign === null ? null : (byCampaign.get(id) ?? noLeads))
      const oldest = expected.reduce((at, { detailsAt }) => Math.min(at, detailsAt ?? at), Number.POSITIVE_INFINITY)
      const found = each
        .map(([row, days]) => toPeriodRow(row, days, period, ofCampaign(row.id)))
        .filter((one) => one !== null)
      return {
        from: dateOfDay(period.from),
        to: dateOfDay(period.to),
        grain,
        campaigns: found.toSorted(bySent).map(({ shown }) => shown),
        sums: withLabels(sumDaySums(found.map(({ shown }) => shown.sums)), interested, period),
        before: comparable ? withLabels(totalOf(each, earlier), interested, earlier) : null,
        places: splitIntoIntervals(series, period, grain, interested),
        labels,
        readAt: Number.isFinite(oldest) ? new Date(oldest).toISOString() : null,
        behind: expected.filter(({ isRead }) => isRead === 0).length,
      }
    },
    /** Returns each day of a period of one client; days without activity are included with zeros. */
    days(
      client: { readonly workspaceId: WorkspaceId; readonly partId: ClientPartId | null },
      period: Period,
    ): readonly PeriodPlace[] {
      const series = client.partId === null ? byClient(ofClient(client)) : part(client).map(kept.ofCampaign)
      return splitIntoIntervals(
        series,
        period,
        'day',
        labelCounts.read(client.workspaceId).known ? labelCounts.leads(client) : null,
      )
    },
    ...createWeekQueries(readings),
    series(campaignIds: readonly CampaignId[], from: string, to: string): readonly CampaignSeries[] {
      const period = { from: dayOfDate(from), to: dayOfDate(to) }
      const grain = grainOf(period)
      const found = new Map(ofIds({ ids: JSON.stringify(campaignIds) }).map((row) => [row.id, row]))
      return campaignIds.map((id) => {
        const row = found.get(id)
        const isKnown = row !== undefined && labelCounts.read(row.workspaceId).known
        const interested = isKnown ? labelCounts.leadsOf(id) : null
        return { id, places: splitIntoIntervals(row ? [kept.ofCampaign(row)] : [], period, grain, interested) }
      })
    },
  }
}

function createWeekQueries(readings: ReturnType<typeof createReadings>) {
  const { clientsOf, kept, labelCounts, whole, part, countOfClient, countOfPart } = readings
  return {
    /** Returns weeks of seven days, oldest first, ending the day before `today`, and the number of campaigns. */
    weeks(
      client: { readonly workspaceId: WorkspaceId; readonly partId: ClientPartId | null },
      today: number,
      count: number,
    ): {
      readonly weeks: readonly PeriodSums[]
      readonly campaigns: { readonly all: number; readonly running: number }
    } {
      const scope = { of: JSON.stringify([client.workspaceId]), ids: '[]', ...client }
      const rows = (client.partId === null ? whole : part)(scope).map((row) => [row, kept.ofCampaign(row)] as const)
      const interested = labelCounts.read(client.workspaceId).known ? labelCounts.leads(client) : null
      const campaigns = (client.partId === null ? countOfClient : countOfPart).get(client)
      return {
        weeks: weekPeriods(today, count).map((period) => withLabels(totalOf(rows, period), interested, period)),
        campaigns: campaigns ?? { all: 0, running: 0 },
      }
    },
    /** Returns the same for each campaign. */
    campaignWeeks({ workspaceId, partId }: ClientFilter, today: number, count: number): readonly CampaignWeeks[] {
      const scope = { of: JSON.stringify(clientsOf({ workspaceId })), ids: '[]', workspaceId, partId }
      const known = labelCounts.read(workspaceId).known
      const byCampaign = Map.groupBy(labelCounts.leads({ workspaceId, partId }), ({ campaignId }) => campaignId)
      return (partId === null ? whole : part)(scope).map((row) => ({
        id: row.id,
        name: row.name,
        state: row.state,
        life: { sent: row.lifeSent, bounced: row.bounced },
        weeks: weekPeriods(today, count).map((period) =>
          withLabels(
            totalOf([[row, kept.ofCampaign(row)]], period),
            known ? (byCampaign.get(row.id) ?? noLeads) : null,
            period,
          ),
        ),
      }))
    },
  }
}

/** Returns the indexes before and at the end of a period; null if none of its days has figures. */
function periodIndexes(series: DaySeries, { from, to }: Period): { before: number; last: number } | null {
  const last = indexUpTo(series, to)
  const before = indexUpTo(series, from - 1)
  return last === before ? null : { before, last }
}

/** Returns a campaign's table row; null if nothing is known about the period. */
function toPeriodRow(
  row: CampaignRow,
  series: DaySeries,
  period: Period,
  interested: readonly InterestedLead[] | null,
): ShownCampaign | null {
  const found = periodIndexes(series, period)
  // Labels set after the last email count too, and so does a meeting with somebody who was interested before.
  if (!found && Object.values(countsOf(interested ?? noLeads, period)).every((count) => count === 0)) return null
  const shown = {
    id: row.id,
    workspaceId: row.workspaceId,
    partId: row.partId,
    name: row.name,
    state: row.state,
    measures: row.measures,
    sums: withLabels(found ? peopleIn(row, series, found) : zeroDaySums, interested, period),
    life: row.life,
  }
  return { shown, nameOrder: row.nameOrder }
}
type ShownCampaign = { readonly shown: CampaignPeriod; readonly nameOrder: string }

const bySent = (a: ShownCampaign, b: ShownCampaign): number => {
  const more = b.shown.sums.sent - a.shown.sums.sent
  if (more !== 0 || a.nameOrder === b.nameOrder) return more || a.shown.id - b.shown.id
  return a.nameOrder < b.nameOrder ? -1 : 1
}

/** Returns the sums of a period; the number of people is at most the campaign's total. */
const peopleIn = (row: CampaignRow, series: DaySeries, { before, last }: { before: number; last: number }): DaySums =>
  row.hasTotals === 0 ? sumsBetween(series, before, last) : limitPeople(sumsBetween(series, before, last), row)

const noLeads: readonly InterestedLead[] = []
const unknownLabels = { interested: null, meetings: null, closed: null }

/**
 * Adds how many people became interested in these days; null if labels have not all been read. The properties are
 * listed one by one, because the time is noticeable with a thousand campaigns.
 */
function withLabels(sums: DaySums, interested: readonly InterestedLead[] | null, period: Period): PeriodSums {
  const labels = interested === null ? unknownLabels : countsOf(interested, period)
  return {
    sent: sums.sent,
    contacted: sums.contacted,
    openedUnique: sums.openedUnique,
    clickedUnique: sums.clickedUnique,
    repliedUnique: sums.repliedUnique,
    automatic: sums.automatic,
    interested: labels.interested,
    meetings: labels.meetings,
    closed: labels.closed,
  }
}

const totalOf = (rows: readonly (readonly [CampaignRow, DaySeries])[], period: Period): DaySums =>
  sumDaySums(
    rows.flatMap(([row, series]) => {
      const found = periodIndexes(series, period)
      return found ? [peopleIn(row, series, found)] : []
    }),
  )

export type CampaignWeeks = {
  readonly id: CampaignId
  readonly name: string
  readonly state: CampaignState
  readonly life: { readonly sent: number; readonly bounced: number }
  readonly weeks: readonly PeriodSums[]
}

const weekPeriods = (today: number, count: number): readonly Period[] =>
  Array.from({ length: count }, (_, at) => {
    const to = today - 1 - 7 * (count - 1 - at)
    return { from: to - 6, to }
  })

function firstAndLastDay(series: readonly DaySeries[]): {
  readonly first: number | null
  readonly last: number | null
} {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { days } of series) {
    first = Math.min(first, days[0] ?? first)
    last = Math.max(last, days.at(-1) ?? last)
  }
  return Number.isFinite(first) ? { first, last } : { first: null, last: null }
}

/** Returns the period split into intervals; those without activity are included with zeros. */
function splitIntoIntervals(
  series: readonly DaySeries[],
  period: Period,
  grain: Grain,
  interested: readonly InterestedLead[] | null,
): readonly PeriodPlace[] {
  const starts = intervalStartsOf(period, grain)
  const sums = starts.map((): DaySums => zeroDaySums)
  for (const one of series) {
    let before = indexUpTo(one, period.from - 1)
    for (const [at, next] of starts
      .slice(1)
      .concat(period.to + 1)
      .entries()) {
      const last = indexUpTo(one, Math.min(next - 1, period.to))
      if (last !== before) sums[at] = addDaySums(sums[at] ?? zeroDaySums, sumsBetween(one, before, last))
      before = last
    }
  }
  return starts.map((start, at) => {
    const to = Math.min((starts[at + 1] ?? period.to + 1) - 1, period.to)
    const days = { from: Math.max(start, period.from), to }
    return { date: dateOfDay(start), sums: withLabels(sums[at] ?? zeroDaySums, interested, days) }
  })
}
