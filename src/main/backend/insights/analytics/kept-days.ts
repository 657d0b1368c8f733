/** Days of campaigns, unpacked and kept in memory: 12 KB for a campaign and year. The store stays what counts. */
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { addSeries, type DaySeries, noDays, unpackDays } from '../../campaigns/campaigns/day-sums.ts'
import type { Store } from '../../core/deps.ts'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'

type Kept = { readonly rev: number; readonly series: DaySeries }
type KeptOfClient = { readonly of: readonly Revision[]; readonly series: DaySeries }

/** A campaign as the store has it now: `rev` moved whenever its days were written. */
export type Revision = { readonly id: CampaignId; readonly workspaceId: WorkspaceId; readonly rev: number }

/** One memory for a store, whoever asks. */
export const keptDaysOf = memoizeByKey(createKeptDays)

function createKeptDays({ raw }: Store) {
  const read = raw.prepare<[number], Buffer>('select packed from campaign_sums where campaign_id = ?').pluck()
  const campaigns = new Map<CampaignId, Kept>()
  const clients = new Map<WorkspaceId, KeptOfClient>()

  function ofCampaign({ id, rev }: Pick<Revision, 'id' | 'rev'>): DaySeries {
    const known = campaigns.get(id)
    if (known?.rev === rev) return known.series
    const packed = rev === 0 ? undefined : read.get(id)
    const series = packed ? unpackDays(packed) : noDays
    // What a transaction wrote may yet be taken back.
    if (!raw.inTransaction) campaigns.set(id, { rev, series })
    return series
  }

  /** The sum of a client's campaigns, all of which are in `of`. */
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
