/** Stores totals of campaigns, with a snapshot of each change. */

import type { Database } from 'better-sqlite3'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { CampaignTotals } from '../../core/instantly/schemas-campaigns.ts'
import { countColumns, countValues } from './count-columns.ts'

const endColumns = ['bounced', 'unsubscribed', 'completed', 'opportunity_cents'] as const
const totalColumns = [...countColumns, ...endColumns]

const statementsOf = (raw: Database) => ({
  totalsKey: raw.prepare<[number, string], { id: CampaignId; totalsKey: string | null; status: number }>(
    'select id, totals_key as totalsKey, status from campaign where workspace_id = ? and remote_id = ?',
  ),
  sameTotals: raw.prepare('update campaign set totals_at = ? where id = ?'),
  putTotals: raw.prepare(
    `update campaign set ${totalColumns.map((column) => `${column} = @${column}`).join(', ')},
       totals_at = @at, totals_key = @key where id = @id`,
  ),
  putSnapshot: raw.prepare(
    `insert into campaign_snapshot (workspace_id, campaign_id, at, status, ${totalColumns.join(', ')})
     values (@workspaceId, @id, @at, @status, ${totalColumns.map((column) => `@${column}`).join(', ')})
       on conflict do nothing`,
  ),
  nothingSent: raw.prepare(
    `update campaign set totals_at = ? where workspace_id = ? and gone_at is null and totals_key is null`,
  ),
})

export function createTotalsStore({ raw }: Store) {
  const sql = statementsOf(raw)
  const storeTotals = raw.transaction(
    (workspaceId: WorkspaceId, rows: readonly CampaignTotals[], at: number): number => {
      let changed = 0
      for (const row of rows) {
        const known = sql.totalsKey.get(workspaceId, row.campaignId)
        if (!known) continue
        const values = totalValues(row)
        const key = totalColumns.map((column) => values[column]).join(' ')
        if (known.totalsKey === key) {
          sql.sameTotals.run(at, known.id)
          continue
        }
        changed++
        sql.putTotals.run({ ...values, at, key, id: known.id })
        sql.putSnapshot.run({ ...values, at, workspaceId, id: known.id, status: known.status })
      }
      return changed
    },
  )

  return {
    /** Stores totals read at `at`; returns how many changed. At most a few hundred at a time. */
    storeTotals: (workspaceId: WorkspaceId, rows: readonly CampaignTotals[], at: number): number =>
      storeTotals.immediate(workspaceId, rows, at),
    /** Records that campaigns without totals were read too and have sent nothing. */
    confirmUnsent: (workspaceId: WorkspaceId, at: number): void => void sql.nothingSent.run(at, workspaceId),
  }
}

const totalValues = (row: CampaignTotals) => ({
  ...countValues(row),
  contacted: row.contacted,
  bounced: row.bounced,
  unsubscribed: row.unsubscribed,
  completed: row.completed,
  opportunity_cents: Math.round(row.opportunityValue * 100),
})
