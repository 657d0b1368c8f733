import type { ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

/** A list nothing is being done to: whatever was read of its leads is true while this is the same. */
export type SettledList = { readonly revision: number; readonly rowCount: number }

/**
 * Every step over leads ends with another revision; one over many leads is written in pieces, and between them there is no
 * answer: null.
 */
export function createSettledLists({ raw }: Pick<Store, 'raw'>): (listId: ListId) => SettledList | null {
  const read = raw.prepare<[number], SettledList>(
    `select revision, row_count as rowCount from lead_list l where id = ? and state = 'ready'
       and not exists (select 1 from list_action a where a.list_id = l.id and a.state <> 'done')`,
  )
  return (listId) => read.get(listId) ?? null
}

export const isSame = (one: SettledList | null, other: SettledList | null): boolean =>
  one !== null && one.revision === other?.revision && one.rowCount === other.rowCount
