import { create } from 'zustand'
import type { ListId } from '#shared/ids.ts'
import { t } from '../../core/lib/texts.ts'
import { forgetActsOf, pushUndo } from '../../core/stores/undo.ts'
import type { PlanForm } from './plan-form.ts'

type All = Readonly<Record<number, PlanForm>>
const useEdits = create<All>(() => ({}))

/** What the operator has changed in the plan of a list and not sent off yet. Leaving the screen keeps it. */
export const usePlanEdits = (listId: ListId): PlanForm | undefined => useEdits((all) => all[listId])

/** The same, asked for once. */
export const planEditsOf = (listId: ListId): PlanForm | undefined => useEdits.getState()[listId]

export const editPlan = (listId: ListId, form: PlanForm): void => useEdits.setState({ [listId]: form })

/** The history of one plan: gone with it. */
export const planScope = (listId: ListId): string => `plan:${listId}`

/** Puts `after` in place of `before`, as one act that can be undone; with `said`, says so. */
export function replacePlan(
  listId: ListId,
  before: PlanForm,
  after: PlanForm,
  words: () => string,
  said?: string,
): void {
  editPlan(listId, after)
  pushUndo(
    {
      scope: planScope(listId),
      path: `/exports/plan/${listId}`,
      words,
      undo: () => editPlan(listId, before),
      redo: () => editPlan(listId, after),
    },
    said,
  )
}

/** Begins the plan anew, as it was before anything was changed; can be undone. */
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

/** It was sent off: there is nothing left to take back in it. */
export function forgetPlan(listId: ListId): void {
  forgetActsOf(planScope(listId))
  drop(listId)
}

/** The plan as it was before anything was changed; whoever calls this says what was done. */
export const dropPlanEdits = (listId: ListId): void => drop(listId)

function drop(listId: ListId): void {
  useEdits.setState((all) => {
    const { [listId]: _gone, ...rest } = all
    return rest
  }, true)
}
