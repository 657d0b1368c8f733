import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import { campaignStateOf } from '#shared/domain/campaigns/campaign-state.ts'
import { measuresOf } from '#shared/domain/campaigns/rates.ts'
import type { CampaignFacts } from '#shared/domain/insights/alerts/judge.ts'
import type { CampaignId, ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { byReach, campaignsSql } from '../../clients/clients/filter-sql.ts'
import type { Store } from '../../core/deps.ts'

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
  /** Of both, one after the other. */
  readonly bothSent: number
  readonly bothReplied: number
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
  readonly facts: Omit<CampaignFacts, 'period'> & {
    readonly period: Omit<CampaignFacts['period'], 'costCents' | 'interested'>
  }
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
export function createAlertFacts({ raw }: Store) {
  const read = `c.totals_at / ${dayMs}`
  const within = (days: string, column: string) =>
    `coalesce(sum(case when d.day > ${read} - ${days} then d.${column} end), 0)`
  /** The period of targets is summed up only where there are any: it doubles the work. */
  const periodColumns = (wanted: boolean) =>
    (['sent', 'contacted', 'opened_unique', 'replied_unique'] as const)
      .map((column, at) => {
        const name = ['periodSent', 'periodContacted', 'periodOpened', 'periodReplied'][at]
        return `${wanted ? within('@periodDays', column) : '0'} as ${name}`
      })
      .join(', ')
  const sqlOf = (whose: string, withPeriod: boolean) => `
    select c.id as campaignId, c.workspace_id as workspaceId, c.part_id as partId, c.name as campaignName, c.status,
      c.totals_at as totalsAt, c.sent, c.bounced, c.contacted, c.unsubscribed, c.opened, c.open_tracking as opens,
      (select max(l.day) from campaign_day l where l.campaign_id = c.id and l.sent > 0) as lastDay,
      ${within('14', 'sent')} as lateSent, ${within('14', 'replied_unique')} as lateReplied,
      ${within(String(comparedDays), 'sent')} as bothSent, ${within(String(comparedDays), 'replied_unique')} as bothReplied,
      ${periodColumns(withPeriod)}
    from campaign c join workspace w on w.id = c.workspace_id and w.archived_at is null and (w.demo is null or w.demo = 'ready')
      left join campaign_day d on d.campaign_id = c.id and c.status in (1, 4)
        and d.day > ${read} - ${withPeriod ? `max(${comparedDays}, @periodDays)` : comparedDays}
    where c.gone_at is null and c.sent > 0 and ${whose}
    group by c.id`
  const statements = [false, true].map((withPeriod) => ({
    ofClient: byReach<Row>(raw, (reach) => sqlOf(campaignsSql(reach, 'c'), withPeriod)),
    ofCampaign: raw.prepare<object, Row>(sqlOf('c.id = @campaignId', withPeriod)),
  }))

  /** `withPeriod`: there are targets to look at. */
  return (
    { campaignId, ...client }: Scope,
    { periodDays, withPeriod }: { readonly periodDays: number; readonly withPeriod: boolean },
  ): readonly FactsOfCampaign[] => {
    const { ofClient, ofCampaign } = statements[Number(withPeriod)] as (typeof statements)[number]
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
      before: { sent: row.bothSent - row.lateSent, replied: row.bothReplied - row.lateReplied },
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
