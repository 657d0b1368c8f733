import { useEffect, useId } from 'react'
import { currentPath } from '../lib/router.ts'
import { t } from '../lib/texts.ts'
import { forgetUndoOf, pushUndo } from './undo.ts'

/** Resets the filters of a screen; can be undone while the screen is shown. */
export function useResetFilters(reset: () => void, bringBack: () => void): () => void {
  const scope = useId()
  useEffect(() => () => forgetUndoOf(scope), [scope])
  return () => {
    reset()
    pushUndo({ scope, path: currentPath(), words: () => t.undo.acts.filters, undo: bringBack, redo: reset })
  }
}
