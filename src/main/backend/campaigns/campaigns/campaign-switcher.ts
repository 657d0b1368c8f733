/** Starts or pauses campaigns for the operator. */

import type { SwitchResult } from '#shared/contract/campaigns/campaigns.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { CampaignQueries } from './queries.ts'
import { setCampaignActive } from './set-active.ts'

/** Switches campaigns and notifies features that follow them. */
export function createCampaignSwitcher(
  queries: CampaignQueries,
  switchParts: Parameters<typeof setCampaignActive>[0],
  options: { readonly switched?: (workspaceId: WorkspaceId, remoteId: string) => void },
) {
  async function switchByHand(id: CampaignId, active: boolean): Promise<void> {
    const { workspaceId, remoteId } = queries.row(id)
    await setCampaignActive(switchParts, id, active)
    options.switched?.(workspaceId, remoteId)
  }

  async function trySwitch(campaignId: CampaignId, active: boolean): Promise<SwitchResult> {
    let name = ''
    try {
      name = queries.row(campaignId).name
      await switchByHand(campaignId, active)
      return { campaignId, name, problem: null }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return { campaignId, name, problem: { code: error.code, data: error.data } }
    }
  }
  return { switchByHand, trySwitch }
}
