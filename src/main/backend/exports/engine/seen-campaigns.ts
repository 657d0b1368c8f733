import type { WorkspaceId } from '#shared/ids.ts'
import type { RemoteCampaign } from '../../core/instantly/types.ts'

/** Campaigns the plan read this recently are not read again at the click. */
const freshMs = 30_000

/**
 * Remembers a workspace's campaigns as the plan read them a moment ago. Each reading serves one campaign creation only,
 * as the next creation must know of the first.
 */
export type SeenCampaigns = ReturnType<typeof createSeenCampaigns>

export function createSeenCampaigns(now: () => number) {
  const seen = new Map<WorkspaceId, { readonly askedAt: number; readonly campaigns: readonly RemoteCampaign[] }>()
  return {
    /** `askedAt` is when the reading began. */
    note(workspaceId: WorkspaceId, askedAt: number, campaigns: readonly RemoteCampaign[]): void {
      seen.set(workspaceId, { askedAt, campaigns })
    },
    /** Returns the campaigns with exactly this name; null if there is no recent reading that is still unused. */
    take(workspaceId: WorkspaceId, name: string): readonly RemoteCampaign[] | null {
      const found = seen.get(workspaceId)
      seen.delete(workspaceId)
      if (!found || now() - found.askedAt > freshMs) return null
      return found.campaigns.filter((campaign) => campaign.name === name)
    },
  }
}
