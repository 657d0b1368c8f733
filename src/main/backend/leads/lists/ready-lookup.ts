/**
 * Finds the lead of a list that is ready under an address, in either spelling of its domain, as one person gets one
 * mail.
 */
import type { LeadId, ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { ofAnySpelling } from '../../core/lib/domain-spellings.ts'

export function readyLookup({ raw }: Pick<Store, 'raw'>): (email: string, listId: ListId) => LeadId | undefined {
  const find = raw
    .prepare<[string, number], LeadId>(
      'select id from lead where email = ? and list_id = ? and removed = 0 and gate = 0',
    )
    .pluck()
  return (email, listId) => ofAnySpelling(email, (spelling) => find.get(spelling, listId))
}
