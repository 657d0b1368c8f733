import type { World } from '../state/world.ts'
import type { Campaign, Workspace } from '../state/world-types.ts'
import { scheduleTick } from './sending.ts'

/** Delay between starting a campaign and its first mail. */
const startsAfterMs = 90_000

export function startCampaign(world: World, workspace: Workspace, campaign: Campaign, at: number): void {
  campaign.status = 1
  campaign.updatedAt = at
  scheduleTick(world, workspace, campaign, at + startsAfterMs)
}

export function pauseCampaign(campaign: Campaign, at: number): void {
  campaign.status = 2
  campaign.updatedAt = at
}
