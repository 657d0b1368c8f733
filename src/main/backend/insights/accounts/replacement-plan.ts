/** Plans what removing accounts from their campaigns, or replacing them, would change in each campaign. */
import type { ReplacementStep } from '#shared/contract/insights/accounts.ts'
import { campaignStatus } from '#shared/domain/campaigns/campaign-state.ts'
import { plainAddress } from '#shared/domain/core/plain-address.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { applySenderChange } from '../../campaigns/campaign-edits/change-senders.ts'
import type { CampaignEdits } from '../../campaigns/campaign-edits/routes.ts'
import { createMailboxStore } from '../../campaigns/mailboxes/mailbox-store.ts'
import type { Store } from '../../core/deps.ts'

export function createReplacementPlan(store: Store, edits: Pick<CampaignEdits, 'senders' | 'hasUnsentEdit'>) {
  const mailboxes = createMailboxStore(store)
  const using = store.raw.prepare<
    [object],
    { id: CampaignId; name: string; status: number; hasTags: 0 | 1; byTag: 0 | 1 }
  >(
    `select c.id, c.name, c.status, min(u.by_tag) as byTag,
       coalesce(json_array_length(t.raw, '$.email_tag_list'), 0) > 0 as hasTags
     from mailbox_campaign u join campaign c on c.id = u.campaign_id join campaign_content t on t.campaign_id = c.id
     where u.workspace_id = @workspaceId and u.email in (select value from json_each(@emails)) and c.gone_at is null
     group by c.id order by c.status = ${campaignStatus.running} desc, name_order(c.name)`,
  )

  const spellingOf = (workspaceId: WorkspaceId, email: string): string => {
    const known = mailboxes.list(workspaceId).find((each) => each.email.toLowerCase() === email)
    if (!known) throw new AppError('NOT_FOUND', { what: 'account' })
    return known.email
  }

  return function plan(
    workspaceId: WorkspaceId,
    emails: readonly string[],
    withEmail: string | null,
  ): readonly ReplacementStep[] {
    mailboxes.relink(workspaceId)
    const out = new Set(emails)
    const other = withEmail === null || out.has(withEmail) ? null : spellingOf(workspaceId, withEmail)
    return using.all({ workspaceId, emails: JSON.stringify(emails) }).map((row): ReplacementStep => {
      const before = edits.senders(row.id)
      const removed = before.filter((email) => out.has(plainAddress(email)))
      const known = new Set(before.map((email) => plainAddress(email)))
      const added = other !== null && removed.length > 0 && !known.has(other.toLowerCase()) ? [other] : []
      return {
        campaignId: row.id,
        name: row.name,
        running: row.status === campaignStatus.running,
        removed,
        added,
        left: applySenderChange(before, { removed, added }).length,
        hasTags: row.hasTags === 1,
        blocked: removed.length === 0 ? 'tag' : edits.hasUnsentEdit(row.id) ? 'edited' : null,
      }
    })
  }
}
