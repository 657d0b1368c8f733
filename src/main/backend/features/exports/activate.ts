import { AppError } from '#shared/errors.ts'
import type { Asker, Instantly } from '../../instantly/types.ts'
import type { Run, RunStore } from './run-store.ts'

const active = 1

/**
 * Starts the campaign when the operator asked for it. A lost answer is settled by reading its status; a campaign that
 * somebody paused meanwhile is left alone. A refusal is kept with the run and does not undo the export.
 */
export async function activate(
  run: Run,
  asker: Asker,
  parts: { readonly runs: RunStore; readonly instantly: Instantly },
): Promise<void> {
  const { runs, instantly } = parts
  if (run.campaignId === null || (run.activation !== 'pending' && run.activation !== 'sent')) return
  // Nobody wants other words sent than those that were planned: the operator looks first.
  if (run.activation === 'pending' && Array.isArray(run.copyCheck) && run.copyCheck.length > 0) {
    runs.moveActivation(run.id, ['pending'], 'failed')
    return
  }
  if (run.activation === 'sent') {
    const campaign = await instantly.campaign(asker, run.campaignId)
    if (campaign.status === active) {
      runs.moveActivation(run.id, ['sent'], 'done')
      return
    }
    if (campaign.status !== 0) {
      runs.moveActivation(run.id, ['sent'], 'failed')
      return
    }
  }
  // Not where the operator keeps it paused by now.
  if (!runs.moveActivation(run.id, ['pending', 'sent'], 'sent')) return
  try {
    await instantly.activateCampaign(asker, run.campaignId)
    runs.moveActivation(run.id, ['sent'], 'done')
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'API_REFUSED') {
      runs.moveActivation(run.id, ['sent'], 'failed')
      return
    }
    if (error.code === 'OUTCOME_UNKNOWN') {
      const campaign = await instantly.campaign(asker, run.campaignId)
      if (campaign.status === active) {
        runs.moveActivation(run.id, ['sent'], 'done')
        return
      }
      throw new AppError('API_UNAVAILABLE', {}, { cause: error })
    }
    runs.moveActivation(run.id, ['sent'], 'pending')
    throw error
  }
}
