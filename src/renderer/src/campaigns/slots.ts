import type { BreakdownScope } from '#shared/contract/insights/breakdowns.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { slot } from '../core/lib/slot.tsx'

export const CampaignAlerts = slot<{ campaignId: CampaignId }>('CampaignAlerts')

/** Cost and revenue of a campaign. */
export const CampaignMoney = slot<{ campaignId: CampaignId; workspaceId: WorkspaceId; name: string }>('CampaignMoney')

export const Breakdowns = slot<{ scope: BreakdownScope; oneClient: boolean; zone?: string | null }>(
  'campaignBreakdowns',
)
