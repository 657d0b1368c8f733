/** Starts or pauses a subsequence: at Instantly first; only what Instantly then returns is stored here. */

import { AppError } from '#shared/errors.ts'
import type { SubsequenceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { switchAtInstantly } from '../campaigns/set-active.ts'
import type { SubsequenceStore } from './subsequence-store.ts'

/** Starts or pauses one subsequence. */
export async function setSubsequenceActive(
  { instantly, clock }: Pick<Deps, 'instantly' | 'clock'>,
  rows: SubsequenceStore,
  id: SubsequenceId,
  active: boolean,
): Promise<void> {
  const { workspaceId, remoteId, goneAt, campaignGoneAt } = rows.get(id)
  if (goneAt !== null || campaignGoneAt !== null) throw new AppError('SUBSEQUENCE_GONE')
  const requestedBy = active ? 'start subsequence' : 'pause subsequence'
  const requestContext: RequestContext = { workspaceId, priority: 'click', requestedBy }
  await switchAtInstantly(active, {
    change: () =>
      active
        ? instantly.resumeSubsequence(requestContext, remoteId)
        : instantly.pauseSubsequence(requestContext, remoteId),
    read: () => instantly.subsequence(requestContext, remoteId),
    keep(remote) {
      if (remote.id !== remoteId) throw new AppError('API_ANSWER_UNREADABLE', { reason: 'other_subsequence' })
      rows.take(workspaceId, [remote], clock.now())
    },
    goneBy(error) {
      if (!isRefused(error, 404)) return null
      rows.gone(id, clock.now())
      return new AppError('SUBSEQUENCE_GONE', error.data, { cause: error })
    },
  })
}
