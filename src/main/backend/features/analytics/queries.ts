/** Sums over campaigns' days. Instantly's days are UTC days; nothing here is moved into another zone. */
import type {
  AnalyticsAsked,
  AnalyticsOverview,
  CampaignSeries,
  PeriodPlace,
  PeriodSums,
} from '#shared/contract/analytics.ts'
import {
  dateOfDay,
  dayOfDate,
  type Grain,
  grainOf,
  namedPeriod,
  type Period,
  periodBefore,
  placesOf,
  startOf,
} from '#shared/domain/analytics/period.ts'
import { campaignStateOf } from '#shared/domain/campaigns/campaign-state.ts'
import { measuresOf } from '#shared/domain/campaigns/rates.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../deps.ts'
import { allClientsSql } from '../workspaces/demo-teller.ts'

const sumColumns = `sum(d.sent) as sent, sum(d.contacted) as contacted, sum(d.opened_unique) as openedUnique,
  sum(d.clicked_unique) as clickedUnique, sum(d.replied_unique) as repliedUnique, sum(d.automatic) as automatic,
  sum(d.opportunities) as opportunities`

type CampaignSums = PeriodSums & {
  readonly id: CampaignId
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly status: number
  readonly goneAt: number | null
  readonly opens: number | null
  readonly clicks: number | null
  readonly lifeOpened: number
  readonly lifeClicked: number
  readonly lifeSent: number
  readonly bounced: number
  readonly unsubscribed: number
}
type DaySums = PeriodSums & { readonly day: number }

const nothing: PeriodSums = {
  sent: 0,
  contacted: 0,
  openedUnique: 0,
  clickedUnique: 0,
  repliedUnique: 0,
  automatic: 0,
  opportunities: 0,
}

export function createAnalyticsQueries({ raw }: Store, now: () => number) {
  // Two statements rather than one with `or`, which would cost the index.
  const inScope = (of: string, one: boolean) =>
    one
      ? `${of}.workspace_id = @workspaceId`
      : `${of}.workspace_id in (select id from workspace w where w.archived_at is null and (w.demo is null or w.demo = 'ready'))
           and ${allClientsSql(`${of}.workspace_id`)}`
  const both = <Row>(sql: (one: boolean) => string) => {
    const [one, all] = [raw.prepare<[object], Row>(sql(true)), raw.prepare<[object], Row>(sql(false))]
    return (asked: { readonly workspaceId: WorkspaceId | null }) => (asked.workspaceId === null ? all : one).all(asked)
  }

  const byCampaign = both<CampaignSums>(
    (one) => `with s as (select d.campaign_id as id, ${sumColumns} from campaign_day d
        where ${inScope('d', one)} and d.day between @from and @to group by d.campaign_id)
      select s.*, c.workspace_id as workspaceId, c.name, c.status, c.gone_at as goneAt, c.open_tracking as opens,
        c.link_tracking as clicks, c.opened as lifeOpened, c.clicked as lifeClicked, c.sent as lifeSent, c.bounced, c.unsubscribed
      from s join campaign c on c.id = s.id order by s.sent desc, c.search_name, c.id`,
  )
  const byDay = both<DaySums>(
    (one) => `select d.day, ${sumColumns} from campaign_day d
      where ${inScope('d', one)} and d.day between @from and @to group by d.day order by d.day`,
  )
  const known = both<{ first: number | null; last: number | null }>(
    (one) => `select min(d.day) as first, max(d.day) as last from campaign_day d where ${inScope('d', one)}`,
  )
  const freshness = both<{ oldest: number | null; behind: number }>(
    (one) => `select min(case when c.gone_at is null then c.details_at end) as oldest,
        count(case when c.gone_at is null and (c.details_key is null or c.details_key <> c.totals_key) then 1 end) as behind
      from campaign c where ${inScope('c', one)} and c.totals_key is not null`,
  )
  const daysOf = raw.prepare<[object], DaySums>(
    `select d.day, d.sent, d.contacted, d.opened_unique as openedUnique, d.clicked_unique as clickedUnique,
       d.replied_unique as repliedUnique, d.automatic, d.opportunities
     from campaign_day d where d.campaign_id = @id and d.day between @from and @to order by d.day`,
  )

  const periodOf = ({ period }: AnalyticsAsked, days: { first: number | null; last: number | null }): Period => {
    if (typeof period === 'object') return { from: dayOfDate(period.from), to: dayOfDate(period.to) }
    const today = Math.floor(now() / 86_400_000)
    // A demo's days run ahead of the calendar's.
    return namedPeriod(period, days.first ?? today, Math.max(today, days.last ?? today))
  }

  return {
    overview(asked: AnalyticsAsked): AnalyticsOverview {
      const { workspaceId } = asked
      const days = known({ workspaceId })[0] ?? { first: null, last: null }
      const period = { workspaceId, ...periodOf(asked, days) }
      const grain = grainOf(period)
      const sums = byDay(period)
      const earlier = { ...period, ...periodBefore(period) }
      // With the whole past asked for, or its first days missing, there is nothing fair to compare with.
      const comparable = days.first !== null && days.first <= earlier.from
      const { oldest = null, behind = 0 } = freshness(period)[0] ?? {}
      return {
        from: dateOfDay(period.from),
        to: dateOfDay(period.to),
        grain,
        campaigns: byCampaign(period).map((row) => ({
          id: row.id,
          workspaceId: row.workspaceId,
          name: row.name,
          state: campaignStateOf(row.status, row.goneAt !== null),
          measures: measuresOf(
            { opens: flag(row.opens), clicks: flag(row.clicks) },
            { opened: row.lifeOpened, clicked: row.lifeClicked },
          ),
          sums: sumsOf(row),
          life: { sent: row.lifeSent, bounced: row.bounced, unsubscribed: row.unsubscribed },
        })),
        sums: sums.reduce<PeriodSums>(added, nothing),
        before: comparable ? byDay(earlier).reduce<PeriodSums>(added, nothing) : null,
        places: along(sums, period, grain),
        readAt: oldest === null ? null : new Date(oldest).toISOString(),
        behind,
      }
    },
    /** Each day of a period of one client; a day nothing happened on is there, with zeros. */
    days: (workspaceId: WorkspaceId, period: Period): readonly PeriodPlace[] =>
      along(byDay({ workspaceId, ...period }), period, 'day'),
    series(campaignIds: readonly CampaignId[], from: string, to: string): readonly CampaignSeries[] {
      const period = { from: dayOfDate(from), to: dayOfDate(to) }
      const grain = grainOf(period)
      return campaignIds.map((id) => ({ id, places: along(daysOf.all({ id, ...period }), period, grain) }))
    },
  }
}

/** Days gathered into the places of the period; a place nothing happened at is there, with zeros. */
function along(days: readonly DaySums[], period: Period, grain: Grain): readonly PeriodPlace[] {
  const sums = new Map<number, PeriodSums>()
  for (const day of days) {
    const place = startOf(day.day, grain)
    sums.set(place, added(sums.get(place) ?? nothing, day))
  }
  return placesOf(period, grain).map((place) => ({ date: dateOfDay(place), sums: sums.get(place) ?? nothing }))
}

const flag = (value: number | null): boolean | null => (value === null ? null : value === 1)

const sumsOf = (row: PeriodSums): PeriodSums => added(nothing, row)

function added(so: PeriodSums, more: PeriodSums): PeriodSums {
  return {
    sent: so.sent + more.sent,
    contacted: so.contacted + more.contacted,
    openedUnique: so.openedUnique + more.openedUnique,
    clickedUnique: so.clickedUnique + more.clickedUnique,
    repliedUnique: so.repliedUnique + more.repliedUnique,
    automatic: so.automatic + more.automatic,
    opportunities: so.opportunities + more.opportunities,
  }
}
