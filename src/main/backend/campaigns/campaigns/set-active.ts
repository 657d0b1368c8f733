/** Starts or pauses a campaign: at Instantly first; only what Instantly then returns is stored here. */
import { isSending } from '#shared/domain/campaigns/campaign-state.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import type { CampaignStore } from './campaign-store.ts'
import type { CampaignQueries } from './queries.ts'

/**
 * Starts or pauses something at Instantly and keeps its answer. A lost answer is settled by reading, and so is a refusal,
 * as somebody else may have switched it before: what was read is kept, and Instantly's error is thrown if it is not (yet)
 * as requested.
 */
export async function switchAtInstantly<Remote extends { readonly status: number }>(
  active: boolean,
  steps: {
    readonly change: () => Promise<Remote>
    readonly read: () => Promise<Remote>
    /** Stores it with the current time, because a list requested before the switch shows the earlier state. */
    readonly keep: (remote: Remote) => void
    /** Notes that it does not exist any more and returns what to throw; null if the error says something else. */
    readonly goneBy: (error: AppError) => AppError | null
  },
): Promise<void> {
  try {
    steps.keep(await steps.change())
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const throwIfGone = (cause: unknown) => {
      const gone = cause instanceof AppError ? steps.goneBy(cause) : null
      if (gone) throw gone
    }
    throwIfGone(error)
    if (error.code !== 'OUTCOME_UNKNOWN' && error.code !== 'API_REFUSED') throw error
    const remote = await steps.read().catch((unread: unknown) => {
      throwIfGone(unread)
      throw error
    })
    steps.keep(remote)
    if (isSending(remote.status) !== active) throw error
  }
}

/** Starts or pauses one campaign. */
export async function setCampaignActive(
  parts: { readonly deps: Deps; readonly campaigns: CampaignStore; readonly queries: CampaignQueries },
  id: CampaignId,
  active: boolean,
): Promise<void> {
  const { deps, campaigns, queries } = parts
  const { instantly, clock } = deps
  const { workspaceId, remoteId, state } = queries.row(id)
  if (state === 'gone') throw new AppError('CAMPAIGN_GONE')
  const requestedBy = active ? 'start campaign' : 'pause campaign'
  const requestContext: RequestContext = { workspaceId, priority: 'click', requestedBy }
  await switchAtInstantly(active, {
    change: () =>
      active ? instantly.activateCampaign(requestContext, remoteId) : instantly.pauseCampaign(requestContext, remoteId),
    read: () => instantly.campaign(requestContext, remoteId),
    keep(remote) {
      const { imported } = campaigns.take(workspaceId, [remote], clock.now(), 'operator')
      if (imported > 0 || remote.id !== remoteId)
        throw new AppError('API_ANSWER_UNREADABLE', { reason: 'other_campaign' })
    },
    goneBy(error) {
      if (error.code !== 'CAMPAIGN_NOT_FOUND') return null
      campaigns.gone(id, clock.now())
      return new AppError('CAMPAIGN_GONE', error.data, { cause: error })
    },
  })
}
