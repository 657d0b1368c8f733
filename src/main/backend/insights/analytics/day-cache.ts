/** Caches the days of campaigns unpacked in memory, 12 KB per campaign and year. The store remains authoritative. */
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { addSeries, type DaySeries, noDays, unpackDays } from '../../campaigns/campaigns/day-sums.ts'
import type { Store } from '../../core/deps.ts'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'

type CachedDays = { readonly rev: number; readonly series: DaySeries }
type CachedClientDays = { readonly of: readonly Revision[]; readonly series: DaySeries }

/** Current version of a campaign in the store; `rev` changes whenever its days are written. */
export type Revision = { readonly id: CampaignId; readonly workspaceId: WorkspaceId; readonly rev: number }

/** Returns the cache of a store, shared by all callers. */
export const dayCacheOf = memoizeByKey(createDayCache)

function createDayCache({ raw }: Store) {
  const read = raw.prepare<[number], Buffer>('select packed from campaign_sums where campaign_id = ?').pluck()
  const campaigns = new Map<CampaignId, CachedDays>()
  const clients = new Map<WorkspaceId, CachedClientDays>()

  function ofCampaign({ id, rev }: Pick<Revision, 'id' | 'rev'>): DaySeries {
    const known = campaigns.get(id)
    if (known?.rev === rev) return known.series
    const packed = rev === 0 ? undefined : read.get(id)
    const series = packed ? unpackDays(packed) : noDays
    // Not cached inside a transaction, which may be rolled back.
    if (!raw.inTransaction) campaigns.set(id, { rev, series })
    return series
  }

  /** Returns the sum of a client's campaigns, all of which must be in `of`. */
  function ofClient(workspaceId: WorkspaceId, of: readonly Revision[]): DaySeries {
    const known = clients.get(workspaceId)
    if (known && sameRevisions(known.of, of)) return known.series
    const series = addSeries(of.map(ofCampaign))
    if (!raw.inTransaction) clients.set(workspaceId, { of, series })
    return series
  }

  return { ofCampaign, ofClient }
}

const sameRevisions = (a: readonly Revision[], b: readonly Revision[]): boolean =>
  a.length === b.length && a.every(({ id, rev }, at) => b[at]?.id === id && b[at]?.rev === rev)
