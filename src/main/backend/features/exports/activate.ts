import { AppError } from '#shared/errors.ts'
import type { Clock } from '../../deps.ts'
import type { Asker, Instantly, RemoteCampaign } from '../../instantly/types.ts'
import type { NoteCampaign } from './prepare-target.ts'
import type { Run, RunStore } from './run-store.ts'

const active = 1

/**
 * Starts the campaign when the operator asked for it. A lost answer is settled by reading its status; a campaign that
 * somebody paused meanwhile is left alone. A refusal is kept with the run and does not undo the export.
 */
export async function activate(
  run: Run,
  asker: Asker,
  parts: { readonly runs: RunStore; readonly instantly: Instantly; readonly clock: Clock; readonly note: NoteCampaign },
): Promise<void> {
  const { runs, instantly, clock } = parts
  // As of now: a list asked for before the start tells of the time before.
  const keep = (told: RemoteCampaign) => {
    parts.note(run.workspaceId, told, clock.now())
    return told
  }
  if (run.campaignId === null || run.activation === 'not_wanted' || run.activation === 'done') return
  if (run.activation === 'failed') return
  // Nobody wants other words sent than those that were planned: the operator looks first.
  if (run.activation === 'pending' && Array.isArray(run.copyCheck) && run.copyCheck.length > 0) {
    runs.setActivation(run.id, 'failed')
    return
  }
  if (run.activation === 'sent') {
    const campaign = keep(await instantly.campaign(asker, run.campaignId))
    if (campaign.status === active) {
      runs.setActivation(run.id, 'done')
      return
    }
    if (campaign.status !== 0) {
      runs.setActivation(run.id, 'failed')
      return
    }
  }
  runs.setActivation(run.id, 'sent')
  try {
    keep(await instantly.activateCampaign(asker, run.campaignId))
    runs.setActivation(run.id, 'done')
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'API_REFUSED') {
      runs.setActivation(run.id, 'failed')
      return
    }
    if (error.code === 'OUTCOME_UNKNOWN') {
      const campaign = keep(await instantly.campaign(asker, run.campaignId))
      if (campaign.status === active) {
        runs.setActivation(run.id, 'done')
        return
      }
      throw new AppError('API_UNAVAILABLE', {}, { cause: error })
    }
    runs.setActivation(run.id, 'pending')
    throw error
  }
}
