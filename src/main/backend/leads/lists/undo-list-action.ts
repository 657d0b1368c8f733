/** Undoes a step over the leads of a list; an import into it by `re-import-steps.ts`. */
import type { ListHistoryStep } from '#shared/contract/leads/lists.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import { createLongWrite } from '../../core/db/long-write.ts'
import type { Deps } from '../../core/deps.ts'
import { mayHaveOtherSpellingSql } from '../../core/lib/domain-spellings.ts'
import { undoImport } from '../import/re-import-steps.ts'
import type { ListIndex } from '../list-index/list-index.ts'
import { copiedPositions } from './copy-leads.ts'
import { createLeadEdits } from './edit-lead.ts'
import { assertListSettled, assertNoImportRunning, assertNotExportedSince } from './lead-writes.ts'
import { PURGED_PAYLOAD } from './purge-list.ts'
import { listStateOf } from './queries.ts'
import { createReadyLookup } from './ready-lookup.ts'
import { changeAlongList, type PositionRange } from './step-along-list.ts'
import { undoTagging } from './tags.ts'

export type ActionRecord = {
  readonly id: number
  readonly listId: ListId
  readonly kind: ListHistoryStep['kind']
  readonly at: string
  readonly undoneAt: string | null
  readonly unfinished: string | null
  readonly tagId: number | null
  readonly targetListId: ListId | null
}

/**
 * Prepares the query for the leads of a range that undoing a removal brings back. If an address was added to the list
 * again in the meantime, the newer lead is kept and the old one stays out. So does one that was moved on from where this
 * step brought it, or two lists would have it.
 */
function prepareRemoved(raw: Deps['store']['raw']) {
  return raw.prepare<[object], { position: number; speltTwice: string | null }>(
    `select position, case when gate = 0 and ${mayHaveOtherSpellingSql('email')} then email end as speltTwice from lead l
       where list_id = :listId and position between :first and :last and removed = :id and payload <> '${PURGED_PAYLOAD}'
         and not exists (
           select 1 from lead o where o.email = l.email and o.list_id = l.list_id and o.removed = 0 and o.gate = 0
             and l.gate = 0)
         and not exists (
           select 1 from lead m join list_action a on a.id = m.removed and a.id <> :id
           join list_copy c on c.action_id = :id and m.position >= c.first_position
             and m.position < c.first_position + c.row_count
           where m.email = l.email and m.list_id = :targetListId and m.gate = 0
             and a.kind = 'move' and a.undone_at is null)`,
  )
}

export function createActionUndo({
  deps,
  index,
  setRemoved,
  touch,
  edits,
  readAction,
}: {
  readonly deps: Deps
  readonly index: ListIndex
  readonly setRemoved: (listId: ListId, positions: readonly number[], from: number, to: number) => number
  readonly touch: (listId: ListId) => void
  readonly edits: ReturnType<typeof createLeadEdits>
  readonly readAction: (actionId: number) => ActionRecord
}) {
  const { raw } = deps.store
  const at = () => new Date(deps.clock.now()).toISOString()
  const markUndone = raw.prepare("update list_action set state = 'done', undone_at = ?, unfinished = null where id = ?")

  async function undoTransfer(action: ActionRecord): Promise<number> {
    const to = action.targetListId as ListId
    const long = createLongWrite(raw)
    let count = 0
    for (const positions of copiedPositions(deps.store, action.id, to)) {
      // One after the other, so that other work gets its turn in between.
      count += await long.along(positions.length, (from, end) =>
        setRemoved(to, positions.slice(from, end), 0, action.id),
      )
    }
    await long.settle()
    return action.kind === 'move' ? undoRemoval(action) : count
  }

  function undoRemoval({ id, listId, targetListId }: ActionRecord): Promise<number> {
    const out = prepareRemoved(raw)
    const findReady = createReadyLookup(deps.store)
    return changeAlongList(deps.store, listId, ([first, last]) => {
      const back = out
        .all({ listId, targetListId, first, last, id })
        .flatMap(({ position, speltTwice }) => (speltTwice !== null && findReady(speltTwice, listId) ? [] : [position]))
      return setRemoved(listId, back, id, 0)
    })
  }

  /** Restores what a file, a verification or a split changed, lead by lead. */
  async function undoChanges(action: ActionRecord) {
    assertNoImportRunning(deps.store, action.listId)
    const undone = await undoImport(deps.store, action.id, at())
    index.renew(listStateOf(deps.store, action.listId))
    return undone
  }

  async function undo(actionId: number): Promise<{ count: number; kept?: number }> {
    const action = readAction(actionId)
    if (action.undoneAt !== null) return { count: 0 }
    assertListSettled(deps.store, action.listId, actionId)
    if (action.kind === 'split') assertNotExportedSince(deps.store, action.listId, action.at)
    if (action.kind === 'import' || action.kind === 'verify' || action.kind === 'split') return undoChanges(action)
    const end = () => markUndone.run(at(), actionId)
    if (action.kind === 'edit')
      return raw.transaction(() => {
        const count = edits.undoEdit(action)
        end()
        return { count }
      })()
    if (action.kind === 'purge') throw new AppError('INVALID_INPUT', { field: 'action', message: 'it is final' })
    // An interrupted undo is continued at the next start: leads halfway back from another list are in neither.
    raw.prepare("update list_action set state = 'undoing' where id = ?").run(actionId)
    const count = await undoStep(action, action.kind)
    end()
    return { count }
  }

  function undoStep(
    action: ActionRecord,
    kind: Exclude<ActionRecord['kind'], 'import' | 'verify' | 'split' | 'edit' | 'purge'>,
  ): Promise<number> {
    switch (kind) {
      case 'remove':
        return undoRemoval(action)
      case 'tag':
      case 'untag': {
        const { id: actionId, listId, tagId } = action
        const step = raw.transaction((places: PositionRange) => {
          const count = undoTagging(deps.store, kind, { listId, tagId: tagId as number, actionId }, places)
          if (count > 0) touch(listId)
          return count
        })
        return changeAlongList(deps.store, listId, step)
      }
      case 'move':
      case 'copy':
        return undoTransfer(action)
      default:
        return kind satisfies never
    }
  }
  return { undo }
}
