import { create } from 'zustand'
import type { ListId } from '#shared/ids.ts'
import type { PlanForm } from './plan-form.ts'

type All = Readonly<Record<number, PlanForm>>
const useEdits = create<All>(() => ({}))

/** What the operator has changed in the plan of a list and not sent off yet. Leaving the screen keeps it. */
export const usePlanEdits = (listId: ListId): PlanForm | undefined => useEdits((all) => all[listId])

export const editPlan = (listId: ListId, form: PlanForm): void => useEdits.setState({ [listId]: form })

export function forgetPlan(listId: ListId): void {
  useEdits.setState((all) => {
    const { [listId]: _gone, ...rest } = all
    return rest
  }, true)
}
