/** Deletes campaigns at Instantly from the window: can be undone while held back, with the result on any screen. */
import { create } from 'zustand'
import type { Deletion } from '#shared/contract/campaigns/campaign-edits.ts'
import type { CampaignId } from '#shared/ids.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { closeUndoToasts, showToast } from '../../core/stores/toasts.ts'
import { forgetUndoOf, pushUndo } from '../../core/stores/undo.ts'

/** Failed deletions to show; empty for none. */
export const useFailedDeletions = create<readonly Deletion[]>(() => [])
export const forgetFailedDeletions = (): void => useFailedDeletions.setState([], true)

const checkEveryMs = 700

/** Requests the deletion of campaigns. They are deleted after some seconds unless it is undone. */
export async function deleteCampaigns(campaignIds: readonly CampaignId[]): Promise<void> {
  hold(await call('campaignDeletions.ask', { campaignIds: [...campaignIds] }))
}

/** Offers Undo for deletions that are held back, and watches them. */
export function hold(asked: readonly Deletion[]): void {
  if (asked.length === 0) return
  const words = t.campaignEdits
  const ids = asked.map(({ id }) => id)
  const scope = `deletions:${ids.join(',')}`
  pushUndo({
    words: () => t.campaignEdits.removingWords(ids.length),
    scope,
    undo: async () => {
      const taken = await call('campaignDeletions.undo', { ids })
      if (taken.length < ids.length) showToast(t.campaignEdits.removeTooLate, { tone: 'bad' })
    },
    redo: () => deleteCampaigns(asked.map(({ campaignId }) => campaignId)),
    toast: words.removing(ids.length),
  })
  watch(ids, scope)
}

function watch(ids: readonly number[], scope: string): void {
  const look = async () => {
    const rows = await call('campaignDeletions.results', { ids: [...ids] }).catch(() => null)
    if (rows === null || rows.some(({ state }) => state === 'held')) {
      setTimeout(() => void look(), checkEveryMs)
      return
    }
    if (rows.every(({ state }) => state === 'undone')) return
    // The request has been sent and can no longer be undone.
    forgetUndoOf(scope)
    if (rows.some(({ state }) => state === 'sent')) {
      closeUndoToasts()
      setTimeout(() => void look(), checkEveryMs)
      return
    }
    closeUndoToasts()
    const done = rows.filter(({ state }) => state === 'done').length
    if (done > 0) showToast(t.campaignEdits.removedDone(done))
    useFailedDeletions.setState(
      rows.filter(({ state }) => state === 'failed'),
      true,
    )
  }
  setTimeout(() => void look(), checkEveryMs)
}
