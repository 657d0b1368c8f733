/** Carries out a step over many leads in batches, each stored with its progress, so that it can resume. */
import type { LeadChoice, ListStep } from '#shared/contract/leads/lists.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import { createLongWrite } from '../../core/db/long-write.ts'
import type { Deps } from '../../core/deps.ts'
import type { ListIndex } from '../list-index/list-index.ts'
import { copyLeads } from './copy-leads.ts'
import { assertListSettled } from './lead-writes.ts'
import { chosenPositions, listStateOf } from './queries.ts'
import type { LeadRemoval } from './set-removed.ts'
import { tagLeads, untagLeads } from './tags.ts'
import type { ActionRecord } from './undo-list-action.ts'

/** What is left of a step: the chosen leads after a position, among the rows that existed when it began. */
export type RemainingStep = {
  readonly choice: LeadChoice
  readonly after: number
  readonly rowCount: number
  /** The name of the list it creates. */
  readonly newList?: string
}

/** Returns the positions left for a step, ascending. */
function remainingPositions(chosen: Uint32Array, { after, rowCount }: RemainingStep): Uint32Array {
  const first = chosen.findIndex((position) => position > after)
  return chosen.subarray(Math.max(0, first), first === -1 ? 0 : chosen.findLastIndex((at) => at <= rowCount) + 1)
}

/** Creates the function that carries out what is left of a step. */
export function createStepRunner({
  deps,
  index,
  setRemoved,
  touch,
  readAction,
  makeFor,
}: {
  readonly deps: Deps
  readonly index: ListIndex
  readonly setRemoved: LeadRemoval['setRemoved']
  readonly touch: LeadRemoval['touch']
  readonly readAction: (actionId: number) => ActionRecord
  readonly makeFor: (actionId: number, listId: ListId, name: string) => void
}) {
  const { raw } = deps.store

  /** Applies a step to some leads, in one transaction with its progress. */
  function doStep(action: ActionRecord, positions: readonly number[]): number {
    const { id: actionId, listId, tagId, targetListId } = action
    switch (action.kind) {
      case 'remove':
        return setRemoved(listId, positions, 0, actionId)
      case 'tag':
      case 'untag': {
        touch(listId)
        return (action.kind === 'tag' ? tagLeads : untagLeads)(
          deps.store,
          { listId, tagId: tagId as number, actionId },
          positions,
        )
      }
      case 'copy':
      case 'move': {
        const count = copyLeads(deps.store, { actionId, from: listId, to: targetListId as ListId }, positions)
        if (action.kind === 'move') setRemoved(listId, positions, 0, actionId)
        return count
      }
      default:
        throw new AppError('INVALID_INPUT', { field: 'action' })
    }
  }

  /** Returns the step with its list, which is created if it is new and does not exist yet. */
  function ensureTarget(actionId: number, { newList }: RemainingStep): ActionRecord {
    const action = readAction(actionId)
    if (newList === undefined || action.targetListId !== null) return action
    makeFor(actionId, action.listId, newList)
    return readAction(actionId)
  }

  const commitStep = raw.transaction((actionId: number, rest: RemainingStep, positions: readonly number[]) => {
    const action = ensureTarget(actionId, rest)
    const count = doStep(action, positions)
    const next: RemainingStep = { ...rest, after: positions.at(-1) ?? rest.after }
    raw
      .prepare('update list_action set lead_count = lead_count + ?, unfinished = ? where id = ?')
      .run(count, JSON.stringify(next), action.id)
    return count
  })

  const commitEnd = raw.transaction((actionId: number, rest: RemainingStep) => {
    ensureTarget(actionId, rest)
    raw.prepare('update list_action set unfinished = null where id = ?').run(actionId)
  })

  async function carryOut(actionId: number): Promise<ListStep> {
    const action = readAction(actionId)
    if (action.undoneAt !== null || action.unfinished === null) return { actionId, count: 0 }
    assertListSettled(deps.store, action.listId)
    const rest = JSON.parse(action.unfinished) as RemainingStep
    const list = listStateOf(deps.store, action.listId)
    const chosen = await chosenPositions(deps.store, index, list, rest.choice)
    assertListSettled(deps.store, action.listId)
    const positions = remainingPositions(chosen, rest)
    const long = createLongWrite(raw)
    const count = await long.along(positions.length, (from, to) =>
      commitStep(actionId, rest, [...positions.subarray(from, to)]),
    )
    await long.settle()
    commitEnd(actionId, rest)
    return { actionId, count }
  }
  return carryOut
}
