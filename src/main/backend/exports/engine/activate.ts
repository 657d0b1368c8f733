import type { Activation } from '#shared/contract/exports/exports.ts'
import { campaignStatus } from '#shared/domain/campaigns/campaign-state.ts'
import { AppError } from '#shared/errors.ts'
import type { Clock } from '../../core/deps.ts'
import type { Instantly, RemoteCampaign, RequestContext } from '../../core/instantly/types.ts'
import { isStopped } from './active-run.ts'
import type { StoreCampaign } from './prepare-target.ts'
import type { Run, RunStore } from './run-store.ts'

/** Whether the campaign's start is still to come, or was requested and not answered. */
export const isStartPending = (activation: Activation): boolean => activation === 'pending' || activation === 'sent'

/** Whether the campaign was started: it is sending, would send if nothing blocked it, or has nothing left to send. */
const isStarted = (status: number): boolean => status !== campaignStatus.draft && status !== campaignStatus.paused

/**
 * Starts the campaign if the operator asked for it. If the answer is lost, its status is read; a campaign that somebody
 * paused meanwhile is left alone. A refusal is stored with the run and does not undo the export.
 */
export async function activate(
  run: Run,
  requestContext: RequestContext,
  parts: {
    readonly runs: RunStore
    readonly instantly: Instantly
    readonly clock: Clock
    readonly note: StoreCampaign
  },
): Promise<void> {
  const { runs, instantly, clock } = parts
  // Stamped with the current time: a campaign list requested before the start shows the earlier status.
  const keep = (remote: RemoteCampaign) => {
    parts.note(run.workspaceId, remote, clock.now())
    return remote
  }
  if (run.campaignId === null || !isStartPending(run.activation)) return
  // The texts at Instantly differ from the planned ones, so the operator has to look before anything is sent.
  if (run.activation === 'pending' && Array.isArray(run.copyCheck) && run.copyCheck.length > 0) {
    runs.moveActivation(run.id, ['pending'], 'failed')
    return
  }
  const { campaignId } = run
  const read = async () => keep(await instantly.campaign(requestContext, campaignId))
  if (run.activation === 'sent') {
    const campaign = await read()
    if (isStarted(campaign.status)) {
      runs.moveActivation(run.id, ['sent'], 'done')
      return
    }
    if (campaign.status !== campaignStatus.draft) {
      runs.moveActivation(run.id, ['sent'], 'failed')
      return
    }
  }
  // An export that was cancelled or paused meanwhile starts nothing.
  if (isStopped(runs.get(run.id).state)) return
  // Fails if the operator has chosen meanwhile to keep the campaign paused.
  if (!runs.moveActivation(run.id, ['pending', 'sent'], 'sent')) return
  let remote: RemoteCampaign
  try {
    remote = keep(await instantly.activateCampaign(requestContext, campaignId))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code !== 'API_REFUSED' && error.code !== 'OUTCOME_UNKNOWN') {
      runs.moveActivation(run.id, ['sent'], 'pending')
      throw error
    }
    // A campaign that somebody else has started is refused too.
    const started = isStarted((await read()).status)
    if (!started && error.code === 'OUTCOME_UNKNOWN') throw new AppError('API_UNAVAILABLE', {}, { cause: error })
    runs.moveActivation(run.id, ['sent'], started ? 'done' : 'failed')
    return
  }
  // The answer to a start may still show the old status, so the campaign is read once more.
  if (!isStarted(remote.status)) remote = await read()
  if (isStarted(remote.status)) runs.moveActivation(run.id, ['sent'], 'done')
  // Not all of Instantly's servers may know yet, so the start is tried once more before the operator is notified.
  else if (run.activation === 'sent' || remote.status === campaignStatus.paused)
    runs.moveActivation(run.id, ['sent'], 'failed')
  else throw new AppError('API_UNAVAILABLE')
}
