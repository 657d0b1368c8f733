import type { WorkspaceId } from '#shared/ids.ts'
import type { RemoteCampaign } from '../../core/instantly/types.ts'

/** What the plan saw this recently need not be asked for again at the click. */
const freshMs = 30_000

/**
 * Which campaigns a workspace had a moment ago, as the plan read them. Each sighting serves one campaign creation: the
 * next one must know of the first.
 */
export type SeenCampaigns = ReturnType<typeof createSeenCampaigns>

export function createSeenCampaigns(now: () => number) {
  const seen = new Map<WorkspaceId, { readonly askedAt: number; readonly campaigns: readonly RemoteCampaign[] }>()
  return {
    /** `askedAt` is when the reading began. */
    note(workspaceId: WorkspaceId, askedAt: number, campaigns: readonly RemoteCampaign[]): void {
      seen.set(workspaceId, { askedAt, campaigns })
    },
    /** The campaigns of exactly this name; null when they were not seen, not recently, or the sighting was used. */
    take(workspaceId: WorkspaceId, name: string): readonly RemoteCampaign[] | null {
      const found = seen.get(workspaceId)
      seen.delete(workspaceId)
      if (!found || now() - found.askedAt > freshMs) return null
      return found.campaigns.filter((campaign) => campaign.name === name)
    },
  }
}
