/** Stores the value of an interested person, a meeting and a deal, as entered by the operator. */
import type { Values } from '#shared/contract/insights/money.ts'
import type { ValueSource } from '#shared/domain/insights/money/figures.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

const noValues: Values = { source: null, interestedCents: null, meetingCents: null, wonCents: null }

export function createValueStore({ raw }: Store, now: () => number) {
  const values = raw.prepare<[number], Values & { campaignId: number }>(
    `select campaign_id as campaignId, source, interested_cents as interestedCents, meeting_cents as meetingCents,
       won_cents as wonCents from money_value where workspace_id = ? order by campaign_id`,
  )
  const campaignName = raw.prepare<[number, number], { name: string }>(
    'select name from campaign where id = ? and workspace_id = ?',
  )

  return {
    /** Returns the client's values, and those of campaigns that have their own. */
    values(workspaceId: WorkspaceId): { readonly client: Values; readonly byCampaign: ReadonlyMap<number, Values> } {
      const rows = values.all(workspaceId).map(({ campaignId, ...rest }) => [campaignId, rest] as const)
      const byCampaign = new Map(rows)
      const client = byCampaign.get(0) ?? noValues
      byCampaign.delete(0)
      return { client, byCampaign }
    },
    saveValues(workspaceId: WorkspaceId, campaignId: CampaignId | null, wanted: Values): void {
      if (campaignId !== null && !campaignName.get(campaignId, workspaceId)) {
        throw new AppError('NOT_FOUND', { what: 'campaign' })
      }
      if (Object.values(wanted).every((value) => value === null)) {
        raw
          .prepare('delete from money_value where workspace_id = ? and campaign_id = ?')
          .run(workspaceId, campaignId ?? 0)
        return
      }
      raw
        .prepare(
          `insert into money_value (workspace_id, campaign_id, source, interested_cents, meeting_cents, won_cents, changed_at)
           values (@workspaceId, @campaignId, @source, @interestedCents, @meetingCents, @wonCents, @changedAt)
           on conflict do update set source = @source, interested_cents = @interestedCents, meeting_cents = @meetingCents,
             won_cents = @wonCents, changed_at = @changedAt`,
        )
        .run({ ...wanted, workspaceId, campaignId: campaignId ?? 0, changedAt: new Date(now()).toISOString() })
    },
  }
}

/** Returns the values for a campaign: its own, or else the client's. Without a choice, labels count. */
export function valuesForCampaign(
  { client, byCampaign }: { readonly client: Values; readonly byCampaign: ReadonlyMap<number, Values> },
  campaignId: number | null,
): Omit<Values, 'source'> & { readonly source: ValueSource } {
  const own = campaignId === null ? undefined : byCampaign.get(campaignId)
  return {
    source: own?.source ?? client.source ?? 'labels',
    interestedCents: own?.interestedCents ?? client.interestedCents,
    meetingCents: own?.meetingCents ?? client.meetingCents,
    wonCents: own?.wonCents ?? client.wonCents,
  }
}
