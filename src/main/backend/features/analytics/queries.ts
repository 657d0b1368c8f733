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
import type { CampaignId, ClientPartId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../deps.ts'
import { ofPart } from '../clients/filter-sql.ts'
import { createClients } from './scope.ts'
import { added, nothing } from './sums.ts'

const summed = [
  ['sent', 'sent'],
  ['contacted', 'contacted'],
  ['opened_unique', 'openedUnique'],
  ['clicked_unique', 'clickedUnique'],
  ['replied_unique', 'repliedUnique'],
  ['automatic', 'automatic'],
  ['opportunities', 'opportunities'],
] as const
const sumColumns = summed.map(([column, name]) => `sum(d.${column}) as ${name}`).join(', ')
const dayColumns = summed.map(([column, name]) => `d.${column} as ${name}`).join(', ')
/** What lies between two days, whatever number of days that is. */
const betweenColumns = summed
  .map(([column, name]) => `b.${column}_so_far - coalesce(a.${column}_so_far, 0) as ${name}`)
  .join(', ')

type CampaignSums = PeriodSums & {
  readonly id: CampaignId
  readonly workspaceId: WorkspaceId
  readonly partId: ClientPartId | null
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

export function createAnalyticsQueries(store: Store, now: () => number) {
  const { raw } = store
  const clientsOf = createClients(store)
  const ofClients = (alias: string) => `${alias}.workspace_id in (select value from json_each(@of))`
  const inSet = `c.id in (select value from json_each(@ids)) and ${ofClients('c')}`
  const inPart = ofPart('c.')
  const campaignColumns = `c.id, c.workspace_id as workspaceId, c.part_id as partId, c.name, c.status, c.gone_at as goneAt, c.open_tracking as opens,
    c.link_tracking as clicks, c.opened as lifeOpened, c.clicked as lifeClicked, c.sent as lifeSent, c.bounced, c.unsubscribed`

  // A campaign's period is its sums up to the last day less those before the first: two leaps, however long it is.
  const campaignSql = (where: string) =>
    `select ${campaignColumns}, ${betweenColumns} from campaign c
       join campaign_day b on b.campaign_id = c.id
         and b.day = (select max(day) from campaign_day where campaign_id = c.id and day <= @to)
       left join campaign_day a on a.campaign_id = c.id
         and a.day = (select max(day) from campaign_day where campaign_id = c.id and day < @from)
      where ${where} and b.day >= @from
      order by sent desc, c.search_name, c.id`
  type Known = { readonly first: number | null; readonly last: number | null }
  type Freshness = { readonly oldest: number | null; readonly behind: number }
  const freshSql = (where: string) =>
    `select min(case when c.gone_at is null then c.details_at end) as oldest,
       count(case when c.gone_at is null and (c.details_key is null or c.details_key <> c.totals_key) then 1 end) as behind
     from campaign c where ${where} and c.totals_key is not null`
  /** The same questions of all campaigns of clients, and of some: a set of them, or those of a part. */
  const whole = {
    campaigns: raw.prepare<[object], CampaignSums>(campaignSql(ofClients('c'))),
    days: raw.prepare<[object], DaySums>(
      `select d.day, ${sumColumns} from workspace_day d
        where ${ofClients('d')} and d.day between @from and @to group by d.day order by d.day`,
    ),
    known: raw.prepare<[object], Known>(
      `select min((select min(day) from workspace_day where workspace_id = j.value)) as first,
         max((select max(day) from workspace_day where workspace_id = j.value)) as last from json_each(@of) j`,
    ),
    freshness: raw.prepare<[object], Freshness>(freshSql(ofClients('c'))),
  }
  const some = (where: string): typeof whole => ({
    campaigns: raw.prepare<[object], CampaignSums>(campaignSql(where)),
    days: raw.prepare<[object], DaySums>(
      `select d.day, ${sumColumns} from campaign c join campaign_day d on d.campaign_id = c.id
        where ${where} and d.day between @from and @to group by d.day order by d.day`,
    ),
    known: raw.prepare<[object], Known>(
      `select min((select min(day) from campaign_day where campaign_id = c.id)) as first,
         max((select max(day) from campaign_day where campaign_id = c.id)) as last from campaign c where ${where}`,
    ),
    freshness: raw.prepare<[object], Freshness>(freshSql(where)),
  })
  const [set, part] = [some(inSet), some(inPart)]
  const daysOf = raw.prepare<[object], DaySums>(
    `select d.day, ${dayColumns} from campaign_day d where d.campaign_id = @id and d.day between @from and @to order by d.day`,
  )

  const periodOf = ({ period }: AnalyticsAsked, days: { first: number | null; last: number | null }): Period => {
    if (typeof period === 'object') return { from: dayOfDate(period.from), to: dayOfDate(period.to) }
    const today = Math.floor(now() / 86_400_000)
    // A demo's days run ahead of the calendar's.
    return namedPeriod(period, days.first ?? today, Math.max(today, days.last ?? today))
  }

  return {
    overview(asked: AnalyticsAsked): AnalyticsOverview {
      const { workspaceId, partId, campaignIds } = asked
      const statements = campaignIds !== null ? set : partId !== null ? part : whole
      const scope = {
        of: JSON.stringify(clientsOf(asked)),
        ids: JSON.stringify(campaignIds ?? []),
        workspaceId,
        partId,
      }
      const days = statements.known.get(scope) ?? { first: null, last: null }
      const period = periodOf(asked, days)
      const grain = grainOf(period)
      const sums = statements.days.all({ ...scope, ...period })
      const earlier = periodBefore(period)
      // With the whole past asked for, or its first days missing, there is nothing fair to compare with.
      const comparable = days.first !== null && days.first <= earlier.from
      const { oldest = null, behind = 0 } = statements.freshness.get(scope) ?? {}
      const campaigns = statements.campaigns.all({ ...scope, ...period })
      return {
        from: dateOfDay(period.from),
        to: dateOfDay(period.to),
        grain,
        campaigns: campaigns.map((row) => ({
          id: row.id,
          workspaceId: row.workspaceId,
          partId: row.partId,
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
        before: comparable ? statements.days.all({ ...scope, ...earlier }).reduce<PeriodSums>(added, nothing) : null,
        places: along(sums, period, grain),
        readAt: oldest === null ? null : new Date(oldest).toISOString(),
        behind,
      }
    },
    /** Each day of a period of one client; a day nothing happened on is there, with zeros. */
    days(
      client: { readonly workspaceId: WorkspaceId; readonly partId: ClientPartId | null },
      period: Period,
    ): readonly PeriodPlace[] {
      const { days } = client.partId === null ? whole : part
      return along(days.all({ ...client, of: JSON.stringify([client.workspaceId]), ...period }), period, 'day')
    },
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
