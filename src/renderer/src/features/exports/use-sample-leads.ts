import type { LeadDetail } from '#shared/contract/lists.ts'
import type { ListId } from '#shared/ids.ts'
import { call } from '../../lib/call.ts'
import { type Asked, useAsked } from '../../lib/use-query.ts'
import { valuesOf } from './template.ts'

const sampled = 20

/** Names copy can use for this list, in the order they turn up in its first ready leads; undefined until read. */
export function useSampleTags(listId: ListId, wanted: boolean): readonly string[] | undefined {
  return useAsked<readonly string[]>(wanted ? `variables of list ${listId}` : null, async () => {
    const { rows } = await call('lists.leads', { listId, gate: 'ready', page: { offset: 0, limit: sampled } })
    const leads = await Promise.all(rows.map((row) => call('lists.lead', { leadId: row.id })))
    return [...new Set(leads.flatMap((lead) => Object.keys(valuesOf(lead))))]
  }, ['lists']).data
}

/** The ready lead at this place of the list. */
export function useReadyLead(listId: ListId, at: number): Asked<LeadDetail | null> {
  return useAsked<LeadDetail | null>(`ready lead ${at} of list ${listId}`, async () => {
    const { rows } = await call('lists.leads', { listId, gate: 'ready', page: { offset: at, limit: 1 } })
    return rows[0] ? call('lists.lead', { leadId: rows[0].id }) : null
  }, ['lists'])
}
