import type { ClientFilter } from '#shared/contract/client-filter.ts'
import type { CampaignFacts } from '#shared/domain/alerts/judge.ts'
import { campaignStateOf } from '#shared/domain/campaigns/campaign-state.ts'
import { measuresOf } from '#shared/domain/campaigns/rates.ts'
import type { CampaignId, ClientPartId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../deps.ts'
import { byReach, campaignsSql } from '../clients/filter-sql.ts'

type Row = {
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
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
  readonly lateSent: number
  readonly lateReplied: number
  readonly beforeSent: number
  readonly beforeReplied: number
  readonly periodSent: number
  readonly periodContacted: number
  readonly periodOpened: number
  readonly periodReplied: number
}

export type FactsOfCampaign = {
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
  readonly partId: ClientPartId | null
  readonly campaignName: string
  readonly readAt: string | null
  /** First and last day of the period, days since 1970. */
  readonly days: { readonly from: number; readonly to: number }
  readonly facts: Omit<CampaignFacts, 'period'> & { readonly period: Omit<CampaignFacts['period'], 'costCents'> }
}

export type Scope = ClientFilter & { readonly campaignId: CampaignId | null }

const dayMs = 86_400_000
/** The last 14 days, and the 28 before. */
const comparedDays = 42

/**
 * What alerts are judged by, of campaigns still at Instantly that sent something. Age is counted from when the campaign was
 * read, not from now: of a client that has not been read for a week nobody knows whether it sends. Days are read of
 * campaigns that send: of others nothing is judged by them.
 */
export function createAlertFacts({ raw }: Store): (scope: Scope, periodDays: number) => readonly FactsOfCampaign[] {
  const read = `c.totals_at / ${dayMs}`
  const sum = (column: string, when: string) => `coalesce(sum(case when ${when} then d.${column} end), 0)`
  const late = `d.day > ${read} - 14`
  const before = `d.day between ${read} - ${comparedDays - 1} and ${read} - 14`
  const period = `d.day > ${read} - @periodDays`
  const sqlOf = (whose: string) => `
    select c.id as campaignId, c.workspace_id as workspaceId, c.part_id as partId, c.name as campaignName, c.status,
      c.totals_at as totalsAt, c.sent, c.bounced, c.contacted, c.unsubscribed, c.opened, c.open_tracking as opens,
      (select max(l.day) from campaign_day l where l.campaign_id = c.id and l.sent > 0) as lastDay,
      ${sum('sent', late)} as lateSent, ${sum('replied_unique', late)} as lateReplied,
      ${sum('sent', before)} as beforeSent, ${sum('replied_unique', before)} as beforeReplied,
      ${sum('sent', period)} as periodSent, ${sum('contacted', period)} as periodContacted,
      ${sum('opened_unique', period)} as periodOpened, ${sum('replied_unique', period)} as periodReplied
    from campaign c join workspace w on w.id = c.workspace_id and w.archived_at is null and (w.demo is null or w.demo = 'ready')
      left join campaign_day d on d.campaign_id = c.id and c.status in (1, 4)
        and d.day > ${read} - max(${comparedDays}, @periodDays)
    where c.gone_at is null and c.sent > 0 and ${whose}
    group by c.id`
  const ofClient = byReach<Row>(raw, (reach) => sqlOf(campaignsSql(reach, 'c')))
  const ofCampaign = raw.prepare<object, Row>(sqlOf('c.id = @campaignId'))

  return ({ campaignId, ...client }, periodDays) => {
    const rows = campaignId === null ? ofClient(client, { periodDays }) : ofCampaign.all({ campaignId, periodDays })
    return rows.map((row) => factsOf(row, periodDays))
  }
}

function factsOf(row: Row, periodDays: number): FactsOfCampaign {
  const readDay = Math.floor((row.totalsAt ?? 0) / dayMs)
  const opens = row.opens === null ? null : row.opens === 1
  const measured = measuresOf({ opens, clicks: null }, { opened: row.opened, clicked: 0 }).opens
  return {
    campaignId: row.campaignId,
    workspaceId: row.workspaceId,
    partId: row.partId,
    campaignName: row.campaignName,
    readAt: row.totalsAt === null ? null : new Date(row.totalsAt).toISOString(),
    days: { from: readDay - periodDays + 1, to: readDay },
    facts: {
      state: campaignStateOf(row.status, false),
      sent: row.sent,
      bounced: row.bounced,
      quietDays: row.lastDay === null || row.totalsAt === null ? null : Math.max(0, readDay - row.lastDay),
      late: { sent: row.lateSent, replied: row.lateReplied },
      before: { sent: row.beforeSent, replied: row.beforeReplied },
      period: {
        sent: row.periodSent,
        contacted: row.periodContacted,
        opened: measured ? row.periodOpened : null,
        replied: row.periodReplied,
      },
      life: { contacted: row.contacted, unsubscribed: row.unsubscribed },
    },
  }
}
