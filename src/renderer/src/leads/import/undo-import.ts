import { Undo2 } from 'lucide-react'
import type { LeadList, SavedImport } from '#shared/contract/leads/lists.ts'
import { call } from '../../core/lib/call.ts'
import { t } from '../../core/lib/texts.ts'
import { tellFailure } from '../../core/stores/tell-failure.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { forgetStep, scopeOf, stepWords } from '../lists/list-steps.ts'

/** Takes back what a file did to a list; gives what came of it in words. */
async function takeBack(actionId: number): Promise<string> {
  const { count, kept = 0 } = await call('lists.undo', { actionId })
  return kept > 0 ? t.reImport.undoneKept(count, kept) : t.reImport.undone(count)
}

async function undoImport(actionId: number): Promise<void> {
  try {
    showToast(await takeBack(actionId))
    forgetStep(actionId)
  } catch (error) {
    tellFailure(error)
  }
}

/** Remembers that a file came into a list: ⌘/Ctrl-Z takes it back. To do it again takes the file again. */
export function didImport({ id, step }: Pick<SavedImport, 'id' | 'step'>, rows: number, said: string): void {
  if (!step) return
  const { actionId } = step
  pushUndo(
    {
      words: () => stepWords({ kind: 'import', count: rows, tag: null, target: null }),
      undo: () => takeBack(actionId),
      path: `/lists/${id}`,
      scope: scopeOf(actionId),
    },
    said,
  )
}

/** The menu's way to take back the last file that went into a list; nothing where there is none. */
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
