import { type CopyDifference, compareCopy } from '#shared/domain/campaigns/copy/compare-copy.ts'
import { AppError } from '#shared/errors.ts'
import type { Clock } from '../../core/deps.ts'
import type { Instantly, RequestContext } from '../../core/instantly/types.ts'
import { buildCampaignBody } from './build-campaign.ts'
import type { Run, RunStore } from './run-store.ts'

/**
 * Reads a new campaign's texts back and stores how they differ from what was sent. It only reads and compares, so it
 * may be repeated. A campaign that cannot be read is marked as unread, or left unmarked if it `isReadAgain`; either way
 * its leads are not held up.
 */
export async function checkCampaignTexts(
  run: Run,
  requestContext: RequestContext,
  parts: { readonly runs: RunStore; readonly instantly: Instantly; readonly clock: Clock },
  isReadAgain = false,
): Promise<void> {
  const { target } = run.settings
  if (run.copyCheck !== null || run.campaignId === null || target.kind !== 'new' || target.steps.length === 0) return
  const { sequences = [] } = buildCampaignBody(target, parts.clock.now(), parts.runs.variablesOf(run.listId))
  let found: readonly CopyDifference[] | 'unread' = 'unread'
  try {
    const { raw } = await parts.instantly.campaign(requestContext, run.campaignId)
    found = compareCopy(sequences[0]?.steps ?? [], raw)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error
  }
  if (found !== 'unread' || !isReadAgain) parts.runs.setCopyCheck(run.id, found)
}
