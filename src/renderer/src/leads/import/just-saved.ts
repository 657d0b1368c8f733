import { create } from 'zustand'
import type { ListId } from '#shared/ids.ts'
import { onPath, replace } from '../../core/lib/router.ts'

type JustSaved = { readonly listId: ListId | null }

/** The list an import was just saved into. Its page shows the next steps until it is left. */
export const useJustSaved = create<JustSaved>(() => ({ listId: null }))

/** Opens the list that was just saved, replacing the import in the browser history. */
export function showSavedList(listId: ListId): void {
  const path = `/lists/${listId}`
  useJustSaved.setState({ listId })
  replace(path)
  const stop = onPath(() => {
    useJustSaved.setState({ listId: null })
    stop()
  })
}
