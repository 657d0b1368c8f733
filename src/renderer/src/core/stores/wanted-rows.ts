import { create } from 'zustand'
import type { ColumnFilter } from '#shared/domain/leads/import/list-columns.ts'
import type { ListId } from '#shared/ids.ts'

type Wanted = { readonly listId: ListId; readonly where: readonly ColumnFilter[] }

const useWanted = create<{ readonly wanted: Wanted | null }>(() => ({ wanted: null }))

/** Which rows of a list another screen wants shown when it is opened next. */
export const wantRows = (listId: ListId, where: readonly ColumnFilter[]): void =>
  useWanted.setState({ wanted: { listId, where } })

/** The rows wanted of this list; null for all. */
export const rowsWanted = (listId: ListId): readonly ColumnFilter[] | null => {
  const { wanted } = useWanted.getState()
  return wanted?.listId === listId ? wanted.where : null
}

/** They are shown: whoever opens the list again sees all of it. */
export const rowsTaken = (): void => useWanted.setState({ wanted: null })
