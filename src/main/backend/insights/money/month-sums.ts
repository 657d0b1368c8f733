/**
 * Sums mails, people and replies of campaigns by calendar month, by which costs are divided. Summing a year of days
 * takes too long for a click, so the sums are cached; a campaign whose days were read again since (`details_at`) is
 * summed again.
 */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { intervalStartOf, type Period } from '#shared/domain/insights/analytics/period.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

export type DaySums = {
  readonly id: CampaignId
  readonly sent: number
  readonly contacted: number
  readonly replies: number
}
type Day = Omit<DaySums, 'id'> & { readonly day: number }
type KnownMonths = { readonly version: string; readonly months: ReadonlyMap<number, DaySums> }
type ClientMonths = {
  readonly campaigns: Map<CampaignId, KnownMonths>
  readonly byMonth: Map<number, readonly DaySums[]>
}

/** Campaigns summed before yielding to other work. */
const stepCampaigns = 25

const statementsOf = (raw: Database) => ({
  versions: raw.prepare<[number], { id: CampaignId; version: string }>(
    `select id, coalesce(details_at, '') || ' ' || coalesce(details_key, '') as version from campaign where workspace_id = ? order by id`,
  ),
  daysOf: raw.prepare<[number], Day>(
    `select day, sent, contacted, replied_unique as replies from campaign_day where campaign_id = ? order by day`,
  ),
  between: raw.prepare<[number, number, number], DaySums>(
    `select campaign_id as id, sum(sent) as sent, sum(contacted) as contacted, sum(replied_unique) as replies
     from campaign_day indexed by campaign_day_money
     where workspace_id = ? and day between ? and ? group by campaign_id order by campaign_id`,
  ),
})

export function createMonthSums({ raw }: Store) {
  const sql = statementsOf(raw)
  const clients = new Map<WorkspaceId, ClientMonths>()

  function clientOf(workspaceId: WorkspaceId): ClientMonths {
    const known = clients.get(workspaceId) ?? { campaigns: new Map(), byMonth: new Map() }
    clients.set(workspaceId, known)
    return known
  }

  /** Returns campaigns whose sums are outdated; deleted campaigns are removed. */
  function stale(workspaceId: WorkspaceId): readonly { readonly id: CampaignId; readonly version: string }[] {
    const { campaigns, byMonth } = clientOf(workspaceId)
    const rows = sql.versions.all(workspaceId)
    if (campaigns.size > 0) {
      const there = new Set(rows.map(({ id }) => id))
      for (const id of campaigns.keys()) if (!there.has(id) && campaigns.delete(id)) byMonth.clear()
    }
    return rows.filter(({ id, version }) => campaigns.get(id)?.version !== version)
  }

  function addUp(workspaceId: WorkspaceId, id: CampaignId, version: string): void {
    const months = new Map<number, DaySums>()
    let month = Number.NaN
    let last = Number.NaN
    for (const { day, sent, contacted, replies } of sql.daysOf.all(id)) {
      if (!(day >= month && day <= last)) {
        month = intervalStartOf(day, 'month')
        last = intervalStartOf(month + 31, 'month') - 1
      }
      const so = months.get(month) ?? { id, sent: 0, contacted: 0, replies: 0 }
      months.set(month, {
        id,
        sent: so.sent + sent,
        contacted: so.contacted + contacted,
        replies: so.replies + replies,
      })
    }
    const client = clientOf(workspaceId)
    client.campaigns.set(id, { version, months })
    client.byMonth.clear()
  }

  /** Returns the sums of every campaign with days in a month. `month`: its first day. */
  function ofMonth(workspaceId: WorkspaceId, month: number): readonly DaySums[] {
    const { campaigns, byMonth } = clientOf(workspaceId)
    const known = byMonth.get(month)
    if (known) return known
    const found = [...campaigns.values()]
      .flatMap(({ months }) => months.get(month) ?? [])
      .toSorted((a, b) => a.id - b.id)
    byMonth.set(month, found)
    return found
  }

  return {
    /** Updates outdated sums, some campaigns at a time. */
    async prepare(workspaces: readonly WorkspaceId[]): Promise<void> {
      for (const workspaceId of workspaces) {
        for (const [at, { id, version }] of stale(workspaceId).entries()) {
          if (at % stepCampaigns === stepCampaigns - 1) await nextTurn()
          addUp(workspaceId, id, version)
        }
      }
    },
    /** Updates outdated sums at once; right after `prepare` there are none. */
    refresh(workspaceId: WorkspaceId): void {
      for (const { id, version } of stale(workspaceId)) addUp(workspaceId, id, version)
    },
    ofMonth,
    /** Returns sums over days, whole months from the cache, the rest from the store. Call `refresh` before. */
    over(workspaceId: WorkspaceId, { from, to }: Period): readonly DaySums[] {
      const sums = new Map<CampaignId, DaySums>()
      const add = (rows: readonly DaySums[]) => {
        for (const row of rows) {
          const so = sums.get(row.id)
          sums.set(
            row.id,
            so
              ? {
                  id: row.id,
                  sent: so.sent + row.sent,
                  contacted: so.contacted + row.contacted,
                  replies: so.replies + row.replies,
                }
              : row,
          )
        }
      }
      for (let month = intervalStartOf(from, 'month'); month <= to; month = intervalStartOf(month + 31, 'month')) {
        const last = intervalStartOf(month + 31, 'month') - 1
        if (month >= from && last <= to) add(ofMonth(workspaceId, month))
        else add(sql.between.all(workspaceId, Math.max(from, month), Math.min(to, last)))
      }
      return [...sums.values()].toSorted((a, b) => a.id - b.id)
    },
  }
}
