/** Finds the lead of a list that is ready under an address, in either spelling, as one person gets one mail. */
import type { LeadId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { findByAnySpelling } from '../../core/lib/domain-spellings.ts'

/** `besides`: at most two leads that do not count, such as the one that is to become ready. */
type ReadyLookup = (email: string, listId: number, besides?: readonly (number | null)[]) => LeadId | undefined

export function createReadyLookup({ raw }: Pick<Store, 'raw'>): ReadyLookup {
  const find = raw
    .prepare<[string, number, number, number], LeadId>(
      'select id from lead where email = ? and list_id = ? and removed = 0 and gate = 0 and id not in (?, ?)',
    )
    .pluck()
  return (email, listId, [one, other] = []) =>
    findByAnySpelling(email, (spelling) => find.get(spelling, listId, one ?? 0, other ?? 0))
}
