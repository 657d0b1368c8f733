import { create } from 'zustand'
import type { RepeatOf } from '#shared/contract/exports/export-history.ts'
import { localDate } from '#shared/domain/core/days.ts'
import type { ExportId, ListId } from '#shared/ids.ts'
import { call } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { operatorZone, t } from '../../core/lib/texts.ts'
import { showFailure } from '../../core/stores/show-failure.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { dropPlanEdits, editPlan, planEditsOf, planScope } from './plan-edits.ts'
import { formOfRun } from './repeat-form.ts'

type Repeats = Readonly<Record<number, { readonly exportId: ExportId; readonly of: RepeatOf }>>
const useRepeats = create<{ readonly byList: Repeats; readonly choosing: Choosing | null }>(() => ({
  byList: {},
  choosing: null,
}))

export type Choosing = { readonly exportId: ExportId; readonly of: RepeatOf }

/** Returns the export whose settings filled in the plan of a list; undefined if there is none. */
export const useRepeatOf = (listId: ListId) => useRepeats(({ byList }) => byList[listId])
/** Returns the export for which a list is being chosen; null if there is none. */
export const useChoosing = (): Choosing | null => useRepeats(({ choosing }) => choosing)
export const stopChoosing = (): void => useRepeats.setState({ choosing: null })

/** Removes the link between the plan and the export it was filled in from, and with it the note. */
export function forgetRepeat(listId: ListId): void {
  useRepeats.setState(({ byList: { [listId]: _gone, ...byList } }) => ({ byList }))
}
const remember = (listId: ListId, repeat: Choosing): void =>
  useRepeats.setState(({ byList }) => ({ byList: { ...byList, [listId]: repeat } }))

/** Opens the plan of the export's own list with its settings; if that list is gone, asks for another. */
export function repeatExport(exportId: ExportId, how: 'same_list' | 'choose' = 'same_list'): void {
  call('exportHistory.repeat', { exportId })
    .then((of) => {
      if (how === 'choose' || !of.listThere) useRepeats.setState({ choosing: { exportId, of } })
      else return openRepeat({ exportId, of }, of.listId)
      return undefined
    })
    .catch(showFailure)
}

/** Fills in the plan of a list and opens it. Undo restores what was in the plan before. Nothing is sent. */
export async function openRepeat(repeat: Choosing, listId: ListId): Promise<void> {
  const plan = await call('exports.plan', { listId })
  const before = planEditsOf(listId)
  const after = formOfRun(repeat.of, plan, operatorZone(), localDate(Date.now()))
  const fill = () => {
    editPlan(listId, after)
    remember(listId, repeat)
  }
  fill()
  pushUndo({
    scope: planScope(listId),
    path: `/exports/plan/${listId}`,
    words: () => t.exportHistory.replacedAct,
    undo: () => {
      forgetRepeat(listId)
      if (before) editPlan(listId, before)
      else dropPlanEdits(listId)
    },
    redo: fill,
  })
  go(`/exports/plan/${listId}`)
}
