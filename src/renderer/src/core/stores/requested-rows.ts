import { create } from 'zustand'
import type { ColumnFilter } from '#shared/domain/leads/import/list-columns.ts'
import type { ListId } from '#shared/ids.ts'

type Wanted = { readonly listId: ListId; readonly where: readonly ColumnFilter[] }

const useWanted = create<{ readonly wanted: Wanted | null }>(() => ({ wanted: null }))

/** Sets which rows of a list to show when it is opened next. */
export const requestRows = (listId: ListId, where: readonly ColumnFilter[]): void =>
  useWanted.setState({ wanted: { listId, where } })

/** Returns the filters set for this list; null for all rows. */
export const requestedRows = (listId: ListId): readonly ColumnFilter[] | null => {
  const { wanted } = useWanted.getState()
  return wanted?.listId === listId ? wanted.where : null
}

/** Clears the filters once they are applied: opening the list again shows all of it. */
export const clearRequestedRows = (): void => useWanted.setState({ wanted: null })
