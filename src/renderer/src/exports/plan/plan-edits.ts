import { create } from 'zustand'
import type { ListId } from '#shared/ids.ts'
import { t } from '../../core/lib/texts.ts'
import { forgetUndoOf, pushUndo } from '../../core/stores/undo.ts'
import type { PlanForm } from './plan-form.ts'

type All = Readonly<Record<number, PlanForm>>
const useEdits = create<All>(() => ({}))

/** Returns the operator's unsent changes to a list's plan. They survive leaving the screen. */
export const usePlanEdits = (listId: ListId): PlanForm | undefined => useEdits((all) => all[listId])

/** Returns the current value without subscribing to it. */
export const planEditsOf = (listId: ListId): PlanForm | undefined => useEdits.getState()[listId]

export const editPlan = (listId: ListId, form: PlanForm): void => useEdits.setState({ [listId]: form })

/** Undo scope of one plan; it is dropped with the plan. */
export const planScope = (listId: ListId): string => `plan:${listId}`

/** Replaces `before` with `after` as one undoable action; with `message`, shows a toast. */
export function replacePlan(
  listId: ListId,
  before: PlanForm,
  after: PlanForm,
  words: () => string,
  message?: string,
): void {
  editPlan(listId, after)
  pushUndo({
    scope: planScope(listId),
    path: `/exports/plan/${listId}`,
    words,
    undo: () => editPlan(listId, before),
    redo: () => editPlan(listId, after),
    toast: message,
  })
}

/** Resets the plan to its state before any change; can be undone. */
export function resetPlan(listId: ListId, edited: PlanForm): void {
  drop(listId)
  pushUndo({
    scope: planScope(listId),
    path: `/exports/plan/${listId}`,
    words: () => t.undo.acts.planReset,
    undo: () => editPlan(listId, edited),
    redo: () => drop(listId),
  })
}

/** Drops the plan's changes and undo history after the export was sent. */
export function forgetPlan(listId: ListId): void {
  forgetUndoOf(planScope(listId))
  drop(listId)
}

/** Resets the plan without a message; the caller reports what was done. */
export const dropPlanEdits = (listId: ListId): void => drop(listId)

function drop(listId: ListId): void {
  useEdits.setState((all) => {
    const { [listId]: _gone, ...rest } = all
    return rest
  }, true)
}
