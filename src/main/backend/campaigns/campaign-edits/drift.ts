/** Finds where a campaign here and at Instantly differ, and resolves that as the operator decides. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Drift, DriftKind } from '#shared/contract/campaigns/campaign-edits.ts'
import { type CampaignDraft, draftChanges, patchOf, readDraft } from '#shared/domain/campaigns/campaign-draft.ts'
import { requireFound } from '#shared/errors.ts'
import type { CampaignId, LocalCampaignId, WorkspaceId } from '#shared/ids.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { driftOf, type Edit } from './edit-store.ts'
import type { LocalStore } from './local-store.ts'
import { type EditParts, submitEdit } from './save-edit.ts'

/** Checks per turn; each reads a campaign's content, which blocks the thread for a few milliseconds. */
const checksPerTurn = 20

/** The newer side is suggested: ours if Instantly's version is the one we opened, theirs if it was changed later. */
const rightSide: Readonly<Record<DriftKind, Drift['right']>> = {
  not_agreed: 'ours',
  both_changed: 'theirs',
  changed_there: 'theirs',
  deleted_there: 'theirs',
}

export function createDriftCheck(parts: EditParts, locals: LocalStore) {
  const { deps, queries, edits } = parts
  const { clock } = deps

  /** Checks an edit against the campaign as last read. */
  function look(edit: Edit): DriftKind | null {
    const { state } = queries.row(edit.campaignId)
    const there = readDraft(queries.content(edit.campaignId)).draft
    const drift = driftOf(edit, there, state === 'gone')
    if (drift !== null) edits.drifts(edit.campaignId, drift, clock.now())
    // Nothing is pending for a campaign that is gone, and confirmed changes are part of its content.
    else if (state === 'gone') edits.drop(edit.campaignId)
    else edits.agreed(edit.campaignId, clock.now())
    return drift
  }

  function shown(edit: Edit): Drift {
    const kind = edit.drift ?? 'not_agreed'
    const there = readDraft(queries.content(edit.campaignId)).draft
    // Fields not changed here take Instantly's values, so that they are not shown as differences.
    const wanted = withEditedFields(queries.content(edit.campaignId), edit)
    return {
      kind,
      right: rightSide[kind],
      problem: edit.problemCode === null ? null : { code: edit.problemCode, data: edit.problemData },
      changes: draftChanges(there, wanted),
    }
  }

  return {
    /** Called after a client's campaigns were read; checks pending and confirmed edits against them. */
    async check(workspaceId: WorkspaceId): Promise<void> {
      for (const some of chunk(edits.ofClient(workspaceId), checksPerTurn)) {
        // Read again, because an edit may have been saved or dropped while other work ran.
        for (const { campaignId } of some) {
          const edit = edits.find(campaignId)
          if (edit) look(edit)
        }
        await nextTurn()
      }
    },
    of(id: CampaignId): Drift | null {
      queries.row(id)
      const edit = edits.find(id)
      return edit && edit.drift !== null ? shown(edit) : null
    },
    /**
     * Resolves a difference: `ours` is sent, or kept as a local campaign if it was deleted; `theirs` drops the local
     * changes.
     */
    async take(id: CampaignId, side: 'ours' | 'theirs'): Promise<LocalCampaignId | null> {
      const edit = requireFound(edits.find(id), 'campaign')
      if (side === 'theirs') {
        edits.drop(id)
        return null
      }
      if (edit.drift === 'deleted_there') {
        const body = { ...queries.content(id), ...patchOf(edit.wanted, edit.fields) }
        // In one transaction, so that the edit is never lost with the deleted campaign.
        return deps.store.raw.transaction(() => {
          const localId = locals.add(
            { workspaceId: edit.workspaceId, body, sameClient: true, origin: 'deleted_there', figuresOf: id },
            clock.now(),
          )
          edits.drop(id)
          return localId
        })()
      }
      await submitEdit(parts, id, true)
      return null
    },
  }
}

/** Returns the campaign with the fields changed here. */
export const withEditedFields = (
  content: Readonly<Record<string, unknown>>,
  edit: Pick<Edit, 'wanted' | 'fields'>,
): CampaignDraft => readDraft({ ...content, ...patchOf(edit.wanted, edit.fields) }).draft
