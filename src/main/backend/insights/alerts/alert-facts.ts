import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import { campaignStateOf } from '#shared/domain/campaigns/campaign-state.ts'
import { measuresOf } from '#shared/domain/campaigns/rates.ts'
import { dayAt } from '#shared/domain/core/days.ts'
import type { CampaignFacts } from '#shared/domain/insights/alerts/evaluate-campaign.ts'
import type { CampaignId, ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { type DaySeries, indexUpTo, noDays, sumsBetween } from '../../campaigns/campaigns/day-sums.ts'
import { campaignsSql, createReachStatements } from '../../clients/clients/filter-sql.ts'
import type { Store } from '../../core/deps.ts'
import { isoOrNull } from '../../core/lib/iso-or-null.ts'
import { dayCacheOf, type Revision } from '../analytics/day-cache.ts'

type Row = Revision & {
  readonly partId: ClientPartId | null
  readonly campaignName: string
  readonly status: number
  readonly totalsAt: number | null
  readonly sent: number
  readonly bounced: number
  readonly contacted: number
  readonly unsubscribed: number
  readonly opened: number
  readonly opens: number | null
  readonly lastDay: number | null
}

export type FactsOfCampaign = {
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
  readonly partId: ClientPartId | null
  readonly campaignName: string
  readonly readAt: string | null
  /** First and last day of the period, days since 1970. */
  readonly days: { readonly from: number; readonly to: number }
  readonly facts: Omit<CampaignFacts, 'period'> & {
    readonly period: Omit<CampaignFacts['period'], 'costCents' | 'interested'>
  }
}

export type Scope = ClientFilter & { readonly campaignId: CampaignId | null }

/** The last 14 days, and 42 days including the 28 before them. */
const [lateDays, comparedDays] = [14, 42]

/**
 * Creates the facts that alerts are based on, for campaigns that still exist at Instantly and have sent something. Age
 * counts back from when the campaign was read and not from now, because a campaign not read for a week may still be
 * sending. Days are only read for campaigns that send, as no other alerts depend on them.
 */
export function createAlertFacts(store: Store) {
  const { raw } = store
  const days = dayCacheOf(store)
  const sqlOf = (whose: string) => `
    select c.id, c.rev, c.workspace_id as workspaceId, c.part_id as partId, c.name as campaignName, c.status,
      c.totals_at as totalsAt, c.sent, c.bounced, c.contacted, c.unsubscribed, c.opened, c.open_tracking as opens,
      (select l.day from campaign_day l where l.campaign_id = c.id and l.sent > 0 order by l.day desc limit 1) as lastDay
    from campaign c join workspace w on w.id = c.workspace_id and w.archived_at is null and (w.demo is null or w.demo = 'ready')
    where c.gone_at is null and c.sent > 0 and ${whose}
    order by c.id`
  const ofClient = createReachStatements<Row>(raw, (reach) => sqlOf(campaignsSql(reach, 'c')))
  const ofCampaign = raw.prepare<object, Row>(sqlOf('c.id = @campaignId'))

  return ({ campaignId, ...client }: Scope, periodDays: number): readonly FactsOfCampaign[] => {
    const rows = campaignId === null ? ofClient(client) : ofCampaign.all({ campaignId })
    return rows.map((row) => toCampaignFacts(row, isSendingCampaign(row) ? days.ofCampaign(row) : noDays, periodDays))
  }
}

const isSendingCampaign = ({ status, totalsAt }: Row): boolean => totalsAt !== null && (status === 1 || status === 4)

function toCampaignFacts(row: Row, series: DaySeries, periodDays: number): FactsOfCampaign {
  const readDay = dayAt(row.totalsAt ?? 0)
  /** Sums the last days before the campaign was read, and later ones if there are any. */
  const lastDays = (count: number) => sumsBetween(series, indexUpTo(series, readDay - count), series.days.length - 1)
  const [late, both, period] = [lastDays(lateDays), lastDays(comparedDays), lastDays(periodDays)]
  const opens = row.opens === null ? null : row.opens === 1
  const measured = measuresOf({ opens, clicks: null }, { opened: row.opened, clicked: 0 }).opens
  return {
    campaignId: row.id,
    workspaceId: row.workspaceId,
    partId: row.partId,
    campaignName: row.campaignName,
    readAt: isoOrNull(row.totalsAt),
    days: { from: readDay - periodDays + 1, to: readDay },
    facts: {
      state: campaignStateOf(row.status, false),
      sent: row.sent,
      bounced: row.bounced,
      quietDays: row.lastDay === null || row.totalsAt === null ? null : Math.max(0, readDay - row.lastDay),
      late: { sent: late.sent, replied: late.repliedUnique },
      before: { sent: both.sent - late.sent, replied: both.repliedUnique - late.repliedUnique },
      period: {
        sent: period.sent,
        contacted: period.contacted,
        opened: measured ? period.openedUnique : null,
        replied: period.repliedUnique,
      },
      life: { contacted: row.contacted, unsubscribed: row.unsubscribed },
    },
  }
}
