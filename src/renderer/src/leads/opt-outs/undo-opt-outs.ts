import type { OptOutId } from '#shared/ids.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo } from '../../core/stores/undo.ts'

/** Undoes opt-outs, or restores them, and shows a toast. */
export async function undoOptOuts(ids: readonly OptOutId[], undone: boolean): Promise<void> {
  const words = t.optOuts
  const change = (to: boolean) => call('optOuts.undo', { ids: [...ids], undone: to })
  const count = await change(undone)
  if (undone && count < ids.length) showToast(words.elsewhere(ids.length - count))
  if (count === 0) return
  const message = undone ? words.undone(count) : words.added(count)
  pushUndo({
    words: () => message,
    undo: () => change(!undone),
    redo: () => change(undone),
    path: '/opted-out',
    toast: message,
  })
}
