/** Removes senders from a campaign and adds others, in the same way as any edit. */
import type { SaveResult } from '#shared/contract/campaigns/campaign-edits.ts'
import { readDraft } from '#shared/domain/campaigns/campaign-draft.ts'
import { plainAddress } from '#shared/domain/core/plain-address.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId } from '#shared/ids.ts'
import { isEditApplied } from './edit-store.ts'
import { type EditParts, saveEdit, submitEdit } from './save-edit.ts'

export type SenderChange = { readonly removed: readonly string[]; readonly added: readonly string[] }

/** Returns a campaign's senders after a change; addresses keep their spelling and order. */
export function applySenderChange(senders: readonly string[], { removed, added }: SenderChange): readonly string[] {
  const out = new Set(removed.map(plainAddress))
  const left = senders.filter((email) => !out.has(plainAddress(email)))
  const there = new Set(left.map(plainAddress))
  return [...left, ...added.filter((email) => !there.has(plainAddress(email)))]
}

/** Whether the campaign has an edit that Instantly has not confirmed; another change would overwrite it. */
export const hasUnsentEdit = ({ edits }: Pick<EditParts, 'edits'>, id: CampaignId): boolean => {
  const edit = edits.find(id)
  return edit !== null && edit.state !== 'agreed'
}

/** Changes a campaign's senders at Instantly and reads them back. `resumed`: it may already have been sent. */
export async function changeSenders(
  parts: EditParts,
  id: CampaignId,
  change: SenderChange,
  resumed: boolean,
): Promise<SaveResult> {
  const { draft: opened, unread } = readDraft(parts.queries.content(id))
  const edit = parts.edits.find(id)
  if (edit && edit.state !== 'agreed') {
    const mine = edit.fields.length === 1 && edit.fields[0] === 'email_list'
    const wished = applySenderChange(edit.opened.senders, change).join(' ') === edit.wanted.senders.join(' ')
    if (!resumed || !mine || !wished) throw new AppError('CAMPAIGN_EDIT_NOT_KEPT', { fields: edit.fields.join(', ') })
    return isEditApplied(opened, edit) ? { outcome: 'saved' } : submitEdit(parts, id, false)
  }
  if (unread.includes('senders')) throw new AppError('INVALID_INPUT', { field: 'senders' })
  const senders = [...applySenderChange(opened.senders, change)]
  return saveEdit(parts, id, { draft: { ...opened, senders }, opened })
}
