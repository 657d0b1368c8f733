/** Parts of the log, each in an order of its own, that a filter asks for. */

import type { Store } from '../../core/deps.ts'
import { keyTables } from './event-keys.ts'
import type { FilterIds } from './log-places.ts'

/** One walk: an index, and what its first columns are. */
export type IndexScan = {
  /** The events themselves by an index, or a table of keys. */
  readonly from: 'event_of_campaign' | 'event_of_workspace' | 'event_at' | (typeof keyTables)[number]
  readonly equal: Readonly<Record<string, number>>
  /** Conditions beyond the index, on the few rows it gives. */
  readonly also?: string | undefined
}

/** Finds them. */
export function createIndexScans(raw: Store['raw']) {
  /** The types there are in an index, found by leaps: one look for each, however many events have it. */
  const typesOf = (column: 'campaign_id' | 'workspace_id') =>
    raw
      .prepare(
        `with recursive t(type) as (
           select min(type) from event where ${column} = @id
           union all select (select min(type) from event where ${column} = @id and type > t.type) from t where t.type is not null)
         select type from t where type is not null`,
      )
      .pluck()
  const ofCampaign = typesOf('campaign_id')
  const ofWorkspace = typesOf('workspace_id')

  function scansOf(filterIds: FilterIds): readonly IndexScan[] {
    const { workspaces, types, campaigns, contacts } = filterIds
    if (contacts) {
      const also = [
        types && `type in (${types.map(({ code }) => code).join(', ')})`,
        campaigns && `(select campaign_id from event e where e.id = event_id) in (${campaigns.join(', ')})`,
      ].filter((part): part is string => typeof part === 'string')
      return contacts.flatMap(({ id, workspaceId }) =>
        keyTables.map((from) => ({
          from,
          equal: { workspace_id: workspaceId, contact_id: id },
          also: also.join(' and ') || undefined,
        })),
      )
    }
    if (workspaces.length === 0) return []
    if (campaigns)
      return campaigns.flatMap((id) => {
        const wanted = types?.map(({ code }) => code) ?? (ofCampaign.all({ id }) as number[])
        return wanted.map((type): IndexScan => ({ from: 'event_of_campaign', equal: { campaign_id: id, type } }))
      })
    if (types === null && filterIds.everyWorkspace) return [{ from: 'event_at', equal: {} }]
    return workspaces.flatMap((workspaceId) => {
      const own = types?.filter((type) => type.workspaceId === null || type.workspaceId === workspaceId)
      const codes = own?.map(({ code }) => code) ?? (ofWorkspace.all({ id: workspaceId }) as number[])
      return codes.map(
        (type): IndexScan => ({ from: 'event_of_workspace', equal: { workspace_id: workspaceId, type } }),
      )
    })
  }
  return scansOf
}
