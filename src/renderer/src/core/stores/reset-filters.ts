import { useEffect, useId } from 'react'
import { currentPath } from '../lib/router.ts'
import { t } from '../lib/texts.ts'
import { forgetActsOf, pushUndo } from './undo.ts'

/** Resets the filters of a screen; can be undone while the screen is shown. */
export function useResetFilters(reset: () => void, bringBack: () => void): () => void {
  const scope = useId()
  useEffect(() => () => forgetActsOf(scope), [scope])
  return () => {
    reset()
    pushUndo({ scope, path: currentPath(), words: () => t.undo.acts.filters, undo: bringBack, redo: reset })
  }
}
