/** Routes that link a local campaign to one at Instantly. */

import type { campaignEdits } from '#shared/contract/campaigns/campaign-edits.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { changedFields, draftChanges, readDraft, unreadFields } from '#shared/domain/campaigns/campaign-draft.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, LocalCampaignId } from '#shared/ids.ts'
import type { Clock, Store } from '../../core/deps.ts'
import type { CampaignQueries } from '../campaigns/queries.ts'
import type { EditStore } from './edit-store.ts'
import type { LocalStore } from './local-store.ts'
import type { EditParts } from './save-edit.ts'
import { submitEdit } from './save-edit.ts'

/** Compares and links the two; linking adopts one side. */
export function linkRoutes(given: {
  readonly clock: Clock
  readonly store: Store
  readonly queries: CampaignQueries
  readonly locals: LocalStore
  readonly andShow: <T>(work: Promise<T>) => Promise<T>
  readonly parts: EditParts
  readonly edits: EditStore
}): Pick<Handlers<typeof campaignEdits>, 'localCampaigns.compare' | 'localCampaigns.link' | 'localCampaigns.unlink'> {
  const { clock, store, queries, locals, andShow, parts, edits } = given
  function sameClient(localId: LocalCampaignId, id: CampaignId): void {
    if (locals.get(localId).workspaceId !== queries.row(id).workspaceId)
      throw new AppError('INVALID_INPUT', { field: 'campaignId' })
  }
  return {
    'localCampaigns.compare': ({ localId, campaignId }) => {
      sameClient(localId, campaignId)
      return draftChanges(readDraft(queries.content(campaignId)).draft, locals.get(localId).draft)
    },
    async 'localCampaigns.link'({ localId, campaignId, side }) {
      sameClient(localId, campaignId)
      const row = queries.row(campaignId)
      if (row.state === 'gone') throw new AppError('CAMPAIGN_GONE')
      const { draft, body } = locals.get(localId)
      const opened = readDraft(queries.content(campaignId)).draft
      const fields = changedFields(opened, draft)
      // Sending a draft that could not be read completely would delete emails or senders at Instantly.
      const blind = readDraft(body).unread.find((part) => fields.includes(unreadFields[part]))
      if (side === 'ours' && blind) throw new AppError('INVALID_INPUT', { field: blind })
      // The link and the pending edit are stored in one transaction; after a crash the edit remains as a difference.
      store.raw.transaction(() => {
        locals.link(localId, campaignId)
        if (side === 'ours' && fields.length > 0)
          edits.wish(row.workspaceId, campaignId, { opened, wanted: draft, fields }, clock.now())
      })()
      return side === 'ours' && fields.length > 0
        ? andShow(submitEdit(parts, campaignId, false))
        : { outcome: 'unchanged' as const }
    },
    'localCampaigns.unlink': ({ campaignId }) => {
      const { workspaceId } = queries.row(campaignId)
      const now = clock.now()
      const linked = locals.linkedTo(campaignId)
      if (linked) {
        locals.unlink(linked.id, campaignId, queries.content(campaignId), now)
        return linked.id
      }
      const body = queries.content(campaignId)
      return locals.add({ workspaceId, body, sameClient: true, origin: 'unlinked', figuresOf: campaignId }, now)
    },
  }
}
