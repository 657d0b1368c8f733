/** Starts or pauses a subsequence: at Instantly first; only what Instantly then returns is stored here. */

import { isSending } from '#shared/domain/campaigns/campaign-state.ts'
import { AppError } from '#shared/errors.ts'
import type { SubsequenceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RemoteSubsequence } from '../../core/instantly/schemas-subsequences.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import type { SubsequenceStore } from './subsequence-store.ts'

/**
 * Starts or pauses one subsequence. A lost answer and a refusal are settled by reading, as with campaigns: what was
 * read is stored, and Instantly's error is thrown if it is not as requested.
 */
export async function setSubsequenceActive(
  { instantly, clock }: Pick<Deps, 'instantly' | 'clock'>,
  rows: SubsequenceStore,
  id: SubsequenceId,
  active: boolean,
): Promise<void> {
  const { workspaceId, remoteId, goneAt, campaignGoneAt } = rows.get(id)
  if (goneAt !== null || campaignGoneAt !== null) throw new AppError('SUBSEQUENCE_GONE')
  const requestContext: RequestContext = {
    workspaceId,
    priority: 'click',
    requestedBy: active ? 'start subsequence' : 'pause subsequence',
  }

  /** Stored with the current time, because a list requested before the switch shows the earlier state. */
  const keep = (told: RemoteSubsequence) => {
    if (told.id !== remoteId) throw new AppError('API_ANSWER_UNREADABLE', { reason: 'other_subsequence' })
    rows.take(workspaceId, [told], clock.now())
  }

  try {
    keep(
      await (active
        ? instantly.resumeSubsequence(requestContext, remoteId)
        : instantly.pauseSubsequence(requestContext, remoteId)),
    )
  } catch (error) {
    if (isRefused(error, 404)) {
      rows.gone(id, clock.now())
      throw new AppError('SUBSEQUENCE_GONE', error.data, { cause: error })
    }
    if (!(error instanceof AppError)) throw error
    if (error.code !== 'OUTCOME_UNKNOWN' && error.code !== 'API_REFUSED') throw error
    const told = await instantly.subsequence(requestContext, remoteId).catch(() => {
      throw error
    })
    keep(told)
    if (isSending(told.status) !== active) throw error
  }
}
