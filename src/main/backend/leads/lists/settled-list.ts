import type { ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

/** State of a list that is not being changed: anything read of its leads is valid while this is the same. */
type SettledList = { readonly revision: number; readonly rowCount: number }

/** Cache of what was read of some lists, while they are unchanged. */
export type ListCache<T> = {
  /** Returns the cached value of an unchanged list; null if it has to be read. */
  known(listId: ListId): T | null
  /** Reads a list with its number of rows. The result is cached if nothing changed the list meanwhile. */
  read(listId: ListId, read: (rowCount: number) => Promise<T>): Promise<T>
}

/**
 * Creates a cache by list and revision: every action on leads changes the revision of its list. While an action writes
 * in several chunks, nothing of its list is cached. It has room for `most` lists, those read last.
 */
export function createListCache<T>({ raw }: Pick<Store, 'raw'>, most: number): ListCache<T> {
  const settled = raw.prepare<[number], SettledList>(
    `select revision, row_count as rowCount from lead_list l where id = ? and state = 'ready'
       and not exists (select 1 from list_action a where a.list_id = l.id and a.state <> 'done')`,
  )
  const rowCountOf = raw.prepare<[number], number>('select row_count from lead_list where id = ?').pluck()
  const kept = new Map<ListId, { readonly list: SettledList; readonly value: T }>()
  const isStill = (listId: ListId, { revision, rowCount }: SettledList): boolean => {
    const now = settled.get(listId)
    return now?.revision === revision && now.rowCount === rowCount
  }
  return {
    known(listId) {
      const found = kept.get(listId)
      return found && isStill(listId, found.list) ? found.value : null
    },
    async read(listId, read) {
      const list = settled.get(listId)
      const value = await read(list?.rowCount ?? rowCountOf.get(listId) ?? 0)
      if (list && isStill(listId, list)) {
        kept.delete(listId)
        kept.set(listId, { list, value })
        for (const old of kept.keys()) if (kept.size > most) kept.delete(old)
      }
      return value
    },
  }
}
