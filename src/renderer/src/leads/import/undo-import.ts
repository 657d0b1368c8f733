import { Undo2 } from 'lucide-react'
import type { LeadList, SavedImport } from '#shared/contract/leads/lists.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showFailure } from '../../core/stores/show-failure.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { forgetStep, scopeOf, stepText } from '../lists/list-steps.ts'

/** Undoes a file's changes to a list; returns the result in words. */
async function takeBack(actionId: number): Promise<string> {
  const { count, kept = 0 } = await call('lists.undo', { actionId })
  return kept > 0 ? t.reImport.undoneKept(count, kept) : t.reImport.undone(count)
}

async function undoImport(actionId: number): Promise<void> {
  try {
    showToast(await takeBack(actionId))
    forgetStep(actionId)
  } catch (error) {
    showFailure(error)
  }
}

/** Registers an import into a list for undo with ⌘/Ctrl-Z. Redo imports the file again. */
export function offerUndoImport({ id, step }: Pick<SavedImport, 'id' | 'step'>, rows: number, message: string): void {
  if (!step) return
  const { actionId } = step
  pushUndo({
    words: () => stepText({ kind: 'import', count: rows, tag: null, target: null }),
    undo: () => takeBack(actionId),
    path: `/lists/${id}`,
    scope: scopeOf(actionId),
    toast: message,
  })
}

/** Returns the menu item to undo the last file imported into a list; empty if there is none. */
export const undoItems = ({ lastFile }: LeadList) =>
  lastFile
    ? [
        {
          label: t.reImport.takeBack(lastFile.fileName),
          icon: Undo2,
          onSelect: () => void undoImport(lastFile.actionId),
        },
      ]
    : []
