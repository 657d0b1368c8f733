/** Converts rows of the store to the shapes the window gets. */
import {
  type EventFilter,
  type EventSourceName,
  eventSources,
  type EventRow as Shown,
} from '#shared/contract/events/events.ts'
import { addressKey } from '#shared/domain/leads/import/addresses.ts'
import { sourceBits } from './ingest-events.ts'
import type { LogFilter } from './log-filter.ts'
import type { EventRow } from './queries.ts'

/** The sources in a value of `event.sources`. */
export const sourcesOfBits = (bits: number): readonly EventSourceName[] =>
  eventSources.filter((source) => (bits & sourceBits[source]) !== 0)

export function toShownEvent(row: EventRow): Shown {
  const none = row.campaignRemoteId === ''
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    partId: row.partId,
    at: new Date(row.at).toISOString(),
    type: row.type,
    kind: row.kind,
    campaignId: none ? null : row.campaignId,
    campaignName: none ? null : row.campaignName,
    lead: row.lead === '' ? null : row.lead,
    account: row.account,
    step: row.step,
    variant: row.variant,
    sources: sourcesOfBits(row.sources),
  }
}

export const toLogFilter = (filter: EventFilter): LogFilter => ({
  workspaceId: filter.workspaceId,
  partId: filter.partId,
  type: filter.type,
  campaignId: filter.campaignId,
  lead: addressKey(filter.lead) === '' ? null : addressKey(filter.lead),
  from: filter.from === null ? null : Date.parse(filter.from),
  to: filter.to === null ? null : Date.parse(filter.to),
})
