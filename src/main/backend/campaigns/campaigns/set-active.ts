/** Starts or pauses a campaign: at Instantly first; only what Instantly then returns is stored here. */
import { isSending } from '#shared/domain/campaigns/campaign-state.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemoteCampaign, RequestContext } from '../../core/instantly/types.ts'
import type { CampaignStore } from './campaign-store.ts'
import type { CampaignQueries } from './queries.ts'

/**
 * Starts or pauses one campaign. A lost answer is settled by reading, and so is a refusal, as somebody else may have
 * switched the campaign before: what was read is stored, and Instantly's error is thrown if it is not (yet) as
 * requested.
 */
export async function setCampaignActive(
  parts: { readonly deps: Deps; readonly campaigns: CampaignStore; readonly queries: CampaignQueries },
  id: CampaignId,
  active: boolean,
): Promise<void> {
  const { deps, campaigns, queries } = parts
  const { instantly, clock } = deps
  const { workspaceId, remoteId, state } = queries.row(id)
  if (state === 'gone') throw new AppError('CAMPAIGN_GONE')
  const requestContext: RequestContext = {
    workspaceId,
    priority: 'click',
    requestedBy: active ? 'start campaign' : 'pause campaign',
  }

  /** Stored with the current time, because a list requested before the switch shows the earlier state. */
  const keep = (remote: RemoteCampaign) => {
    const { imported } = campaigns.take(workspaceId, [remote], clock.now(), 'operator')
    if (imported > 0 || remote.id !== remoteId)
      throw new AppError('API_ANSWER_UNREADABLE', { reason: 'other_campaign' })
  }

  try {
    keep(
      await (active
        ? instantly.activateCampaign(requestContext, remoteId)
        : instantly.pauseCampaign(requestContext, remoteId)),
    )
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'CAMPAIGN_NOT_FOUND') {
      campaigns.gone(id, clock.now())
      throw new AppError('CAMPAIGN_GONE', error.data, { cause: error })
    }
    if (error.code !== 'OUTCOME_UNKNOWN' && error.code !== 'API_REFUSED') throw error
    const remote = await instantly.campaign(requestContext, remoteId).catch(() => {
      throw error
    })
    keep(remote)
    if (isSending(remote.status) !== active) throw error
  }
}
