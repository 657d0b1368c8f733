import { create } from 'zustand'
import type { ListId } from '#shared/ids.ts'
import { onPath, replace } from '../../core/lib/router.ts'

type JustSaved = { readonly listId: ListId | null }

/** The list an import was saved into a moment ago: its page says what comes next, until it is left. */
export const useJustSaved = create<JustSaved>(() => ({ listId: null }))

/** Goes on to the list that was just saved, in place of the import that is gone. */
export function showSavedList(listId: ListId): void {
  const path = `/lists/${listId}`
  useJustSaved.setState({ listId })
  replace(path)
  const stop = onPath(() => {
    useJustSaved.setState({ listId: null })
    stop()
  })
}
