import { Undo2 } from 'lucide-react'
import type { LeadList } from '#shared/contract/lists.ts'
import { call } from '../../lib/call.ts'
import { t } from '../../lib/texts.ts'
import { tellFailure } from '../../stores/tell-failure.ts'
import { showToast } from '../../stores/toasts.ts'

/** Takes back what a file did to a list, and says what came of it. */
export async function undoImport(actionId: number): Promise<void> {
  try {
    const { count, kept = 0 } = await call('lists.undo', { actionId })
    showToast(kept > 0 ? t.reImport.undoneKept(count, kept) : t.reImport.undone(count))
  } catch (error) {
    tellFailure(error)
  }
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
