import type { AlertLevel, CampaignFacts } from '#shared/domain/alerts/judge.ts'
import { campaignStateOf } from '#shared/domain/campaigns/campaign-state.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../deps.ts'
import { allClientsSql } from '../workspaces/demo-teller.ts'

type Row = {
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
  readonly campaignName: string
  readonly status: number
  readonly goneAt: number | null
  readonly totalsAt: number | null
  readonly sent: number
  readonly bounced: number
  readonly lastDay: number | null
  readonly lateSent: number | null
  readonly lateReplied: number | null
  readonly beforeSent: number | null
  readonly beforeReplied: number | null
}

export type FactsOfCampaign = {
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
  readonly campaignName: string
  readonly readAt: string | null
  readonly facts: CampaignFacts
}

export type Scope = { readonly workspaceId: WorkspaceId | null; readonly campaignId: CampaignId | null }

/** How bad: to tell what got worse from what stayed. */
export const rankOf: Readonly<Record<AlertLevel, number>> = { info: 1, amber: 2, red: 3 }

/**
 * What alerts are judged by, of campaigns still at Instantly that sent something. Age is counted from when the campaign was
 * read, not from now: of a client that has not been read for a week nobody knows whether it sends.
 */
export function createAlertFacts({ raw }: Store): (scope: Scope) => readonly FactsOfCampaign[] {
  const dayMs = 86_400_000
  const find = raw.prepare<[object], Row>(
    `select c.id as campaignId, c.workspace_id as workspaceId, c.name as campaignName, c.status, c.gone_at as goneAt,
       c.totals_at as totalsAt, c.sent, c.bounced,
       (select max(d.day) from campaign_day d where d.campaign_id = c.id and d.sent > 0) as lastDay,
       (select sum(d.sent) from campaign_day d where d.campaign_id = c.id and d.day > c.totals_at / ${dayMs} - 14) as lateSent,
       (select sum(d.replied_unique) from campaign_day d where d.campaign_id = c.id and d.day > c.totals_at / ${dayMs} - 14) as lateReplied,
       (select sum(d.sent) from campaign_day d where d.campaign_id = c.id
         and d.day between c.totals_at / ${dayMs} - 41 and c.totals_at / ${dayMs} - 14) as beforeSent,
       (select sum(d.replied_unique) from campaign_day d where d.campaign_id = c.id
         and d.day between c.totals_at / ${dayMs} - 41 and c.totals_at / ${dayMs} - 14) as beforeReplied
     from campaign c join workspace w on w.id = c.workspace_id and w.archived_at is null and (w.demo is null or w.demo = 'ready')
     where c.gone_at is null and c.sent > 0
       and (@campaignId is null or c.id = @campaignId)
       and (@workspaceId is null or c.workspace_id = @workspaceId)
       and (@workspaceId is not null or @campaignId is not null or ${allClientsSql('c.workspace_id')})`,
  )
  return (scope) =>
    find.all(scope).map((row) => ({
      campaignId: row.campaignId,
      workspaceId: row.workspaceId,
      campaignName: row.campaignName,
      readAt: row.totalsAt === null ? null : new Date(row.totalsAt).toISOString(),
      facts: {
        state: campaignStateOf(row.status, row.goneAt !== null),
        sent: row.sent,
        bounced: row.bounced,
        quietDays:
          row.lastDay === null || row.totalsAt === null
            ? null
            : Math.max(0, Math.floor(row.totalsAt / dayMs) - row.lastDay),
        late: { sent: row.lateSent ?? 0, replied: row.lateReplied ?? 0 },
        before: { sent: row.beforeSent ?? 0, replied: row.beforeReplied ?? 0 },
      },
    }))
}
