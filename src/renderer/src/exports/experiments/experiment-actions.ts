/** Experiment actions that can be undone and redone from the toast, the page or with ⌘/Ctrl-Z. */
import type { Experiment } from '#shared/contract/exports/experiments.ts'
import type { ListStep } from '#shared/contract/leads/lists.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { forgetStep, scopeOf } from '../../leads/lists/list-steps.ts'

export function offerUndoAssignment(
  { id, plan }: Pick<Experiment, 'id' | 'plan'>,
  first: ListStep,
  message: string,
): void {
  let now = first
  pushUndo({
    words: () => t.experiments.form.act(plan.name),
    undo: () => call('lists.undo', { actionId: now.actionId }),
    redo: async () => {
      now = await call('experiments.apply', { id })
    },
    path: `/analytics/experiments/${id}`,
    get scope() {
      return scopeOf(now.actionId)
    },
    toast: message,
  })
}

/** Undoes the last step of an experiment. Throws if an export has included its leads since. */
export async function takeBack(actionId: number): Promise<void> {
  const { count, kept = 0 } = await call('lists.undo', { actionId })
  forgetStep(actionId)
  showToast(kept === 0 ? t.experiments.page.takenBack(count) : t.experiments.page.takenBackKept(count, kept))
}

/** Deletes an experiment; its leads keep their values. */
export async function removeExperiment({ id, plan }: Pick<Experiment, 'id' | 'plan'>): Promise<void> {
  const put = (removed: boolean) => call('experiments.remove', { id, removed })
  await put(true)
  pushUndo({
    words: () => t.experiments.page.removed(plan.name),
    undo: () => put(false),
    redo: () => put(true),
    path: '/analytics/experiments',
    toast: t.experiments.page.removed(plan.name),
  })
}
