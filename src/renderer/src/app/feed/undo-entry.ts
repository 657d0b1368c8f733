import type { FeedEntry } from '#shared/contract/app/feed.ts'
import type { CampaignId } from '#shared/ids.ts'
import { switchAndReport } from '../../campaigns/campaigns/switch-campaigns.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { newSubmission } from '../../insights/accounts/account-text.ts'
import { undoOptOuts } from '../../leads/opt-outs/undo-opt-outs.ts'

const minuteMs = 60_000

/** Returns campaigns switched the same way around the same time, such as a paused client's, the entry's included. */
export function switchedWith(
  { at, undo, workspaceId }: FeedEntry,
  entries: readonly FeedEntry[],
): readonly CampaignId[] {
  if (undo?.kind !== 'campaign') return []
  return entries.flatMap((one) =>
    one.undo?.kind === 'campaign' &&
    one.event.kind === 'campaign' &&
    one.undo.active === undo.active &&
    one.workspaceId === workspaceId &&
    Math.abs(Date.parse(one.at) - Date.parse(at)) < minuteMs
      ? [one.event.campaignId]
      : [],
  )
}

/** Undoes an entry through the usual actions; the result is an entry of its own. */
export async function undoEntry({ event, undo, workspaceId }: FeedEntry): Promise<void> {
  if (undo?.kind === 'campaign' && event.kind === 'campaign') await switchAndReport([event.campaignId], undo.active)
  else if (undo?.kind === 'opt_out') await undoOptOuts([undo.id], true)
  else if (undo?.kind === 'accounts' && workspaceId !== null) {
    for (const { change, emails } of undo.changes) {
      const accounts = emails.map((email) => ({ workspaceId, email }))
      await call('accounts.act', { accounts, change, submission: newSubmission() })
    }
    showToast(t.feed.undone.accounts(undo.changes.flatMap(({ emails }) => emails).length))
  }
}
