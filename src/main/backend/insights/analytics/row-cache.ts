/** Caches what lists show of campaigns, because reading a thousand rows takes longer than all computations on them. */
import type { CampaignPeriod } from '#shared/contract/insights/analytics.ts'
import { campaignStateOf } from '#shared/domain/campaigns/campaign-state.ts'
import { measuresOf } from '#shared/domain/campaigns/rates.ts'
import type { CampaignId, ClientPartId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'
import type { Revision } from './day-cache.ts'

/** A campaign as shown in lists, with the data needed to check its days. */
export type CampaignRow = StoredRow & Pick<CampaignPeriod, 'state' | 'measures' | 'life'>

type StoredRow = Revision & {
  readonly partId: ClientPartId | null
  readonly name: string
  readonly nameOrder: string
  readonly status: number
  readonly goneAt: number | null
  readonly opens: number | null
  readonly clicks: number | null
  readonly lifeOpened: number
  readonly lifeClicked: number
  readonly lifeSent: number
  readonly contacted: number
  readonly openedUnique: number
  readonly clickedUnique: number
  readonly repliedUnique: number
  readonly bounced: number
  readonly unsubscribed: number
  readonly hasTotals: 0 | 1
  readonly detailsAt: number | null
  /** Whether its days match its totals. */
  readonly isRead: 0 | 1
}

/** Returns the cache of a store, shared by all callers. */
export const rowCacheOf = memoizeByKey(createRowCache)

function createRowCache({ raw }: Store) {
  // A column added here must be added to the trigger that increments `rev`.
  const read = raw.prepare<[string], StoredRow>(
    `select id, workspace_id as workspaceId, rev, part_id as partId, name, name_order(name) as nameOrder, status, gone_at as goneAt,
       open_tracking as opens, link_tracking as clicks, opened as lifeOpened, clicked as lifeClicked, sent as lifeSent,
       contacted, opened_unique as openedUnique, clicked_unique as clickedUnique, replied_unique as repliedUnique, bounced,
       unsubscribed, totals_key is not null as hasTotals, details_at as detailsAt, details_key is totals_key as isRead
     from campaign where id in (select value from json_each(?))`,
  )
  const kept = new Map<CampaignId, CampaignRow>()
  const known = (id: CampaignId, rev: number) => {
    const row = kept.get(id)
    return row?.rev === rev ? row : undefined
  }

  /** Prepares a query for campaigns by a condition on `campaign`, aliased `c`. */
  return (where: string) => {
    const ask = raw.prepare<[object], [CampaignId, number]>(`select c.id, c.rev from campaign c where ${where}`).raw()
    return (scope: object): readonly CampaignRow[] => {
      const asked = ask.all(scope)
      const rows = asked.map(([id, rev]) => known(id, rev))
      const unknown = asked.filter((_, at) => rows[at] === undefined).map(([id]) => id)
      if (unknown.length === 0) return rows.filter((row) => row !== undefined)
      const found = read.all(JSON.stringify(unknown)).map(toCampaignRow)
      const fresh = new Map(found.map((row) => [row.id, row]))
      // Not cached inside a transaction, which may be rolled back.
      if (!raw.inTransaction) for (const row of found) kept.set(row.id, row)
      return asked.flatMap(([id], at) => rows[at] ?? fresh.get(id) ?? [])
    }
  }
}

/** Adds what depends on the row alone, so that it is computed once and not on every query. */
const toCampaignRow = (row: StoredRow): CampaignRow => ({
  ...row,
  state: campaignStateOf(row.status, row.goneAt !== null),
  measures: measuresOf(
    { opens: toBoolean(row.opens), clicks: toBoolean(row.clicks) },
    { opened: row.lifeOpened, clicked: row.lifeClicked },
  ),
  life: { sent: row.lifeSent, bounced: row.bounced, unsubscribed: row.unsubscribed },
})

const toBoolean = (value: number | null): boolean | null => (value === null ? null : value === 1)
