/** Changes a campaign at Instantly. The edit is stored first, sent once, and only confirmed by reading it back. */
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
import { AppError, hasCode } from '#shared/errors.ts'
import type { CampaignId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemoteCampaign, RequestContext } from '../../core/instantly/types.ts'
import type { CampaignStore } from '../campaigns/campaign-store.ts'
import type { CampaignQueries } from '../campaigns/queries.ts'
import { type EditStore, hasExactValues, isEditApplied } from './edit-store.ts'

export type EditParts = {
  readonly deps: Deps
  readonly campaigns: CampaignStore
  readonly queries: CampaignQueries
  readonly edits: EditStore
}

type EditInput = { readonly draft: CampaignDraft; readonly opened: CampaignDraft }

/** Throws INVALID_INPUT for values that Instantly would refuse, before sending a request. */
export function assertNoProblems(draft: CampaignDraft, fields?: readonly DraftField[]): void {
  const [problem] = draftProblems(draft, fields)
  if (problem) throw new AppError('INVALID_INPUT', { field: problem })
}

/**
 * Changes a campaign. The edit is stored as pending first and stays so whatever fails afterwards. `differs`:
 * Instantly's version is not the one that was opened; nothing was sent, and the operator is asked.
 */
export const saveEdit = (parts: EditParts, id: CampaignId, given: EditInput): Promise<SaveResult> =>
  parts.edits.inTurn(id, () => saveNow(parts, id, given))

/** Sends the pending edit. With `force`, even if Instantly's version changed: the operator has seen it. */
export const submitEdit = (parts: EditParts, id: CampaignId, force: boolean): Promise<SaveResult> =>
  parts.edits.inTurn(id, () => submitNow(parts, id, force))

async function saveNow(parts: EditParts, id: CampaignId, given: EditInput): Promise<SaveResult> {
  const { deps, queries, edits } = parts
  const row = queries.row(id)
  if (row.state === 'gone') throw new AppError('CAMPAIGN_GONE')
  const wanted = withTidyBodies(given.opened, given.draft)
  const fields = changedFields(given.opened, wanted)
  if (fields.length === 0) {
    // The draft equals Instantly's version again, so nothing is pending.
    edits.drop(id)
    return { outcome: 'unchanged' }
  }
  assertNoProblems(wanted, fields)
  edits.wish(row.workspaceId, id, { opened: given.opened, wanted, fields }, deps.clock.now())
  return submitNow(parts, id, false)
}

async function submitNow(parts: EditParts, id: CampaignId, force: boolean): Promise<SaveResult> {
  const { deps, campaigns, queries, edits } = parts
  const { instantly, clock } = deps
  const { workspaceId, remoteId } = queries.row(id)
  const edit = edits.find(id)
  if (!edit) return { outcome: 'unchanged' }
  const requestContext: RequestContext = { workspaceId, priority: 'click', requestedBy: 'edit campaign' }

  const keep = (remote: RemoteCampaign): CampaignDraft => {
    if (remote.id !== remoteId) throw new AppError('API_ANSWER_UNREADABLE', { reason: 'other_campaign' })
    campaigns.take(workspaceId, [remote], clock.now())
    return readDraft(remote.raw).draft
  }
  const readBack = async () => keep(await instantly.campaign(requestContext, remoteId))
  /** Keeps the edit after a failure and records the reason. */
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
    const remote = await instantly.campaign(requestContext, remoteId)
    const there = keep(remote)
    if (hasExactValues(there, edit)) {
      edits.agreed(id, clock.now())
      return { outcome: 'saved' }
    }
    if (!force && changedFields(edit.opened, there).length > 0) {
      edits.drifts(id, 'both_changed', clock.now())
      return { outcome: 'differs' }
    }
    const { unread } = readDraft(remote.raw)
    const blind = unread.find((part) => edit.fields.includes(unreadFields[part]))
    if (blind) throw new AppError('INVALID_INPUT', { field: blind })
    edits.sent(id, there, clock.now())
    await instantly
      .updateCampaign(requestContext, remoteId, patchOf(edit.wanted, edit.fields))
      .catch((error: unknown) => {
        // The answer was lost, so the version read back decides.
        if (!(error instanceof AppError) || error.code !== 'OUTCOME_UNKNOWN') throw error
      })
    const after = await readBack().catch((error: unknown) => {
      if (hasCode(error, 'CAMPAIGN_NOT_FOUND')) throw error
      throw new AppError('OUTCOME_UNKNOWN', {}, { cause: error })
    })
    const sent = { ...edit, opened: there }
    if (isEditApplied(after, sent)) {
      edits.agreed(id, clock.now())
      return { outcome: 'saved' }
    }
    // Instantly answered but did not make the change, for example by storing an empty body or a different limit.
    throw new AppError('CAMPAIGN_EDIT_NOT_KEPT', {
      fields: edit.fields.filter((field) => !isEditApplied(after, { ...sent, fields: [field] })).join(', '),
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw failed(error)
  }
}
