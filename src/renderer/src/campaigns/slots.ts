import type { BreakdownScope } from '#shared/contract/insights/breakdowns.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { slot } from '../core/lib/slot.tsx'

/** What of a campaign the operator should hear of. */
export const CampaignAlerts = slot<{ campaignId: CampaignId }>('CampaignAlerts')

/** What a campaign cost and brought. */
export const CampaignMoney = slot<{ campaignId: CampaignId; workspaceId: WorkspaceId; name: string }>('CampaignMoney')

/** A campaign's figures taken apart. */
export const Breakdowns = slot<{ scope: BreakdownScope; oneClient: boolean; zone?: string | null }>(
  'campaignBreakdowns',
)
