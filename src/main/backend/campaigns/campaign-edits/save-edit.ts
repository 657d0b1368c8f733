/** Changes a campaign at Instantly: written down first, sent once, and believed only when it was read back. */
import type { SaveResult } from '#shared/contract/campaigns/campaign-edits.ts'
import {
  type CampaignDraft,
  changedFields,
  type DraftField,
  draftProblems,
  patchOf,
  readDraft,
  unreadFields,
  withTidyBodies,
} from '#shared/domain/campaigns/campaign-draft.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemoteCampaign, RequestContext } from '../../core/instantly/types.ts'
import type { CampaignStore } from '../campaigns/campaign-store.ts'
import type { CampaignQueries } from '../campaigns/queries.ts'
import { type EditStore, isAsWished, isWhatWasWished } from './edit-store.ts'

export type EditParts = {
  readonly deps: Deps
  readonly campaigns: CampaignStore
  readonly queries: CampaignQueries
  readonly edits: EditStore
}

type Given = { readonly draft: CampaignDraft; readonly opened: CampaignDraft }

/** INVALID_INPUT for what Instantly would refuse, before anything is asked. */
export function refuseProblems(draft: CampaignDraft, fields?: readonly DraftField[]): void {
  const [problem] = draftProblems(draft, fields)
  if (problem) throw new AppError('INVALID_INPUT', { field: problem })
}

/**
 * Changes a campaign as the operator wishes. What differs is kept as waiting with the first line, and stays so whatever
 * goes wrong. `differs`: Instantly's is not what was opened; nothing was sent, and the operator is asked.
 */
export const saveEdit = (parts: EditParts, id: CampaignId, given: Given): Promise<SaveResult> =>
  parts.edits.inTurn(id, () => save(parts, id, given))

/** Sends what waits. With `force` also where Instantly's changed meanwhile: the operator has seen it. */
export const submitEdit = (parts: EditParts, id: CampaignId, force: boolean): Promise<SaveResult> =>
  parts.edits.inTurn(id, () => submit(parts, id, force))

async function save(parts: EditParts, id: CampaignId, given: Given): Promise<SaveResult> {
  const { deps, queries, edits } = parts
  const row = queries.row(id)
  if (row.state === 'gone') throw new AppError('CAMPAIGN_GONE')
  const wanted = withTidyBodies(given.opened, given.draft)
  const fields = changedFields(given.opened, wanted)
  if (fields.length === 0) {
    // Back to what Instantly has: nothing waits any more.
    edits.drop(id)
    return { outcome: 'unchanged' }
  }
  refuseProblems(wanted, fields)
  edits.wish(row.workspaceId, id, { opened: given.opened, wanted, fields }, deps.clock.now())
  return submit(parts, id, false)
}

async function submit(parts: EditParts, id: CampaignId, force: boolean): Promise<SaveResult> {
  const { deps, campaigns, queries, edits } = parts
  const { instantly, clock } = deps
  const { workspaceId, remoteId } = queries.row(id)
  const edit = edits.find(id)
  if (!edit) return { outcome: 'unchanged' }
  const requestContext: RequestContext = { workspaceId, priority: 'click', requestedBy: 'edit campaign' }

  const keep = (told: RemoteCampaign): CampaignDraft => {
    if (told.id !== remoteId) throw new AppError('API_ANSWER_UNREADABLE', { reason: 'other_campaign' })
    campaigns.take(workspaceId, [told], clock.now())
    return readDraft(told.raw).draft
  }
  const readBack = async () => keep(await instantly.campaign(requestContext, remoteId))
  /** Whatever ends it, what was wished stays and says why it is not there. */
  const failed = (error: AppError): AppError => {
    if (error.code === 'CAMPAIGN_NOT_FOUND') {
      campaigns.gone(id, clock.now())
      edits.drifts(id, 'deleted_there', clock.now())
      return new AppError('CAMPAIGN_GONE', error.data, { cause: error })
    }
    edits.refused(id, error, clock.now())
    return error
  }

  try {
    const told = await instantly.campaign(requestContext, remoteId)
    const there = keep(told)
    if (isWhatWasWished(there, edit)) {
      edits.agreed(id, clock.now())
      return { outcome: 'saved' }
    }
    if (!force && changedFields(edit.opened, there).length > 0) {
      edits.drifts(id, 'both_changed', clock.now())
      return { outcome: 'differs' }
    }
    const { unread } = readDraft(told.raw)
    const blind = unread.find((part) => edit.fields.includes(unreadFields[part]))
    if (blind) throw new AppError('INVALID_INPUT', { field: blind })
    edits.sent(id, there, clock.now())
    await instantly
      .updateCampaign(requestContext, remoteId, patchOf(edit.wanted, edit.fields))
      .catch((error: unknown) => {
        // Lost on the way: what is read back decides.
        if (!(error instanceof AppError) || error.code !== 'OUTCOME_UNKNOWN') throw error
      })
    const after = await readBack().catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'CAMPAIGN_NOT_FOUND') throw error
      throw new AppError('OUTCOME_UNKNOWN', {}, { cause: error })
    })
    const sent = { ...edit, opened: there }
    if (isAsWished(after, sent)) {
      edits.agreed(id, clock.now())
      return { outcome: 'saved' }
    }
    // An answer that was not lost and did not do it: a body Instantly stored empty, a limit it set otherwise.
    throw new AppError('CAMPAIGN_EDIT_NOT_KEPT', {
      fields: edit.fields.filter((field) => !isAsWished(after, { ...sent, fields: [field] })).join(', '),
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw failed(error)
  }
}
