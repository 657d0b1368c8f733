/**
 * Finds the lead of a list that is ready under an address, in either spelling of its domain, as one person gets one
 * mail.
 */
import type { LeadId, ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { findByAnySpelling } from '../../core/lib/domain-spellings.ts'

export function createReadyLookup({ raw }: Pick<Store, 'raw'>): (email: string, listId: ListId) => LeadId | undefined {
  const find = raw
    .prepare<[string, number], LeadId>(
      'select id from lead where email = ? and list_id = ? and removed = 0 and gate = 0',
    )
    .pluck()
  return (email, listId) => findByAnySpelling(email, (spelling) => find.get(spelling, listId))
}
