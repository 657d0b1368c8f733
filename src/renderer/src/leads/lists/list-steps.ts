/** Changes to leads of a list as actions that can be undone and redone from the toast or with ⌘/Ctrl-Z. */
import type { LeadEdit, ListHistoryStep, ListStep } from '#shared/contract/leads/lists.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { forgetUndoOf, pushUndo } from '../../core/stores/undo.ts'

type Step = Pick<ListHistoryStep, 'kind' | 'count' | 'tag' | 'target'> & { readonly experiment?: string | null }

/** Describes a step, for example “3 leads taken out”. */
export const stepText = ({ kind, count, tag, target, experiment }: Step): string =>
  t.listWork.history.steps[kind](count, tag || target || experiment || '')

export const scopeOf = (actionId: number) => `list-step-${actionId}`

/** Drops a step that was undone elsewhere, so that ⌘/Ctrl-Z continues with the one before it. */
export const forgetStep = (actionId: number): void => forgetUndoOf(scopeOf(actionId))

type Done = { readonly listId: ListId; readonly kind: Step['kind']; readonly tag?: string; readonly target?: string }

/** Registers a completed step for undo and shows a toast; `again` redoes it. */
export function offerUndoStep<Made extends ListStep>(
  { listId, kind, tag = '', target = '' }: Done,
  first: Made,
  again: (before: Made) => Promise<Made>,
  message: string,
): void {
  let now = first
  pushUndo({
    words: () => stepText({ kind, count: first.count, tag, target }),
    undo: () => call('lists.undo', { actionId: now.actionId }),
    redo: async () => {
      now = await again(now)
    },
    path: `/lists/${listId}`,
    get scope() {
      return scopeOf(now.actionId)
    },
    toast: message,
  })
}

/** Corrects values of a lead as one action. `onMoved` is called if the lead is now in another row. */
export async function correctLead(
  listId: ListId,
  leadId: LeadId,
  changes: readonly LeadEdit[],
  onMoved: (from: LeadId, to: LeadId) => void,
): Promise<void> {
  let now = leadId
  let steps: number[] = []
  const correct = async () => {
    now = leadId
    steps = []
    for (const change of changes) {
      // An address that moves the lead gives the next value another row.
      const done = await call('lists.editLead', { leadId: now, change })
      now = done.leadId
      steps.unshift(done.actionId)
    }
    if (now !== leadId) onMoved(leadId, now)
  }
  const takeBack = async () => {
    // The last step is undone first.
    for (const actionId of steps) await call('lists.undo', { actionId })
    if (now !== leadId) onMoved(now, leadId)
  }
  if (changes.length === 0) return
  await correct()
  pushUndo({
    words: () => t.listWork.history.steps.edit(1),
    undo: takeBack,
    redo: correct,
    path: `/lists/${listId}`,
    get scope() {
      return scopeOf(steps[0] ?? 0)
    },
    toast: now === leadId ? t.listWork.edited : t.listWork.editedMoved,
  })
}
