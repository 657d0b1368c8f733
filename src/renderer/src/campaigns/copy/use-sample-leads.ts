import type { LeadDetail } from '#shared/contract/leads/lists.ts'
import { valuesOf } from '#shared/domain/campaigns/copy/fill-copy.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import { type Asked, useComposedQuery } from '../../core/lib/backend.ts'

const sampled = 20

/** Returns the variable names of this list, as they occur in its first ready leads; undefined until loaded. */
export function useSampleTags(listId: ListId | null, wanted: boolean): readonly string[] | undefined {
  return useComposedQuery<readonly string[]>(
    wanted && listId !== null ? `variables of list ${listId}` : null,
    async (ask) => {
      if (listId === null) return []
      const { rows } = await ask('lists.leads', { listId, gate: 'ready', page: { offset: 0, limit: sampled } })
      const leads = await Promise.all(rows.map((row) => ask('lists.lead', { leadId: row.id })))
      return [...new Set(leads.flatMap((lead) => Object.keys(valuesOf(lead))))]
    },
  ).data
}

/** Returns the ready lead at this index of the list, or a specific one. */
export function usePreviewLead(
  listId: ListId | null,
  at: number | { readonly leadId: LeadId },
): Asked<LeadDetail | null> {
  const which = typeof at === 'number' ? `#${at}` : `${at.leadId}`
  return useComposedQuery<LeadDetail | null>(
    listId === null ? null : `ready lead ${which} of list ${listId}`,
    async (ask) => {
      if (listId === null) return null
      if (typeof at !== 'number') return ask('lists.lead', { leadId: at.leadId })
      const { rows } = await ask('lists.leads', { listId, gate: 'ready', page: { offset: at, limit: 1 } })
      return rows[0] ? ask('lists.lead', { leadId: rows[0].id }) : null
    },
  )
}
