/** Finds where here and Instantly differ, and ends it as the operator says. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Drift, DriftKind } from '#shared/contract/campaigns/campaign-edits.ts'
import { type CampaignDraft, draftChanges, patchOf, readDraft } from '#shared/domain/campaigns/campaign-draft.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, LocalCampaignId, WorkspaceId } from '#shared/ids.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { driftOf, type Edit } from './edit-store.ts'
import type { LocalStore } from './local-store.ts'
import { type EditParts, submitEdit } from './save-edit.ts'

/** Each reads a campaign's content: some ms of the thread. */
const looksPerTurn = 20

/** The newer side is right: ours while Instantly's is as we opened it, Instantly's where it was changed after. */
const rightSide: Readonly<Record<DriftKind, Drift['right']>> = {
  not_agreed: 'ours',
  both_changed: 'theirs',
  changed_there: 'theirs',
  deleted_there: 'theirs',
}

export function createDriftCheck(parts: EditParts, locals: LocalStore) {
  const { deps, queries, edits } = parts
  const { clock } = deps

  /** By what was last read. */
  function look(edit: Edit): DriftKind | null {
    const { state } = queries.row(edit.campaignId)
    const there = readDraft(queries.content(edit.campaignId)).draft
    const drift = driftOf(edit, there, state === 'gone')
    if (drift !== null) edits.drifts(edit.campaignId, drift, clock.now())
    // Nothing waits for a campaign that is gone, and what was agreed is its content now.
    else if (state === 'gone') edits.drop(edit.campaignId)
    else edits.agreed(edit.campaignId, clock.now())
    return drift
  }

  function shown(edit: Edit): Drift {
    const { name } = queries.row(edit.campaignId)
    const kind = edit.drift ?? 'not_agreed'
    const there = readDraft(queries.content(edit.campaignId)).draft
    // Fields nobody changed here are as Instantly has them: they are no difference.
    const wanted = withWished(queries.content(edit.campaignId), edit)
    return {
      campaignId: edit.campaignId,
      workspaceId: edit.workspaceId,
      name,
      kind,
      right: rightSide[kind],
      changedAt: new Date(edit.changedAt).toISOString(),
      foundAt: new Date(edit.driftAt ?? edit.changedAt).toISOString(),
      problem: edit.problemCode === null ? null : { code: edit.problemCode, data: edit.problemData },
      changes: draftChanges(there, wanted),
    }
  }

  return {
    /** After a client's campaigns were read: what waits, what was settled, what changed there. */
    async check(workspaceId: WorkspaceId): Promise<void> {
      for (const some of chunk(edits.ofClient(workspaceId), looksPerTurn)) {
        // Anew: while others had their turn an edit may have been saved or dropped.
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
    /** `ours` is sent, or kept as a local campaign where it was deleted; `theirs` drops what was changed here. */
    async take(id: CampaignId, side: 'ours' | 'theirs'): Promise<LocalCampaignId | null> {
      const edit = edits.find(id)
      if (!edit) throw new AppError('NOT_FOUND', { what: 'campaign' })
      if (side === 'theirs') {
        edits.drop(id)
        return null
      }
      if (edit.drift === 'deleted_there') {
        const body = { ...queries.content(id), ...patchOf(edit.wanted, edit.fields) }
        // Both or none: what was wished is never only in a row that is gone.
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

/** What a campaign would be with the fields changed here. */
export const withWished = (
  content: Readonly<Record<string, unknown>>,
  edit: Pick<Edit, 'wanted' | 'fields'>,
): CampaignDraft => readDraft({ ...content, ...patchOf(edit.wanted, edit.fields) }).draft
