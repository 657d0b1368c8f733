/** Builds the index scans that a filter of the log needs. */

import type { Store } from '../../core/deps.ts'
import { keyTables } from './event-keys.ts'
import type { FilterIds } from './log-places.ts'

/** One index scan: the index, and the values of its leading columns. */
export type IndexScan = {
  /** An index of `event`, or a table of keys. */
  readonly from: 'event_of_campaign' | 'event_of_workspace' | 'event_at' | (typeof keyTables)[number]
  readonly equal: Readonly<Record<string, number>>
  /** Conditions not covered by the index, for scans that return few rows. */
  readonly also?: string | undefined
}

export function createIndexScans(raw: Store['raw']) {
  /** The types that occur in an index, found by skip scan: one lookup per type, however many events have it. */
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
