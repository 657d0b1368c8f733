/** The exports of a list or into a campaign, sorted, with keyset paging. */
import type { HistoryPlace, HistoryRow, HistoryScope, HistorySort } from '#shared/contract/exports/export-history.ts'
import type { ExportId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { LedgerQueries } from './ledger.ts'

const sumOf = (column: string) => `(select coalesce(sum(b.${column}), 0) from export_batch b where b.export_id = r.id)`
/** Never null, because a page continues from the last value of the previous one. */
const values: Readonly<Record<HistorySort, string>> = {
  at: 'r.id',
  name: `coalesce((select name_order(l.name) from lead_list l where l.id = r.list_id), '') || char(31) || name_order(r.campaign_name)`,
  uploaded: sumOf('uploaded'),
  stayedBehind: 'coalesce(r.zone_rows, r.row_count) - r.ready_count + r.stayed_behind',
  refused: sumOf('refused'),
  failed: sumOf('failed'),
  takenBack: `case when r.taken_back_at is null then 0 else coalesce(r.taken_back_count, ${sumOf('uploaded')}) end`,
  took: 'coalesce(cast(round((julianday(r.finished_at) - julianday(r.created_at)) * 86400000) as integer), -1)',
  cost: 'coalesce((select c.total_cents from export_cost c where c.export_id = r.id), -1)',
}

export type HistoryRequest = { readonly of: HistoryScope; readonly sort: HistorySort; readonly descending: boolean }

export function createHistory({ raw }: Store, ledger: Pick<LedgerQueries, 'summary'>) {
  const costOf = raw.prepare<[number], { cents: number; currency: string }>(
    'select total_cents as cents, currency from export_cost where export_id = ?',
  )
  const scopeOf = (of: HistoryScope) =>
    'listId' in of
      ? { where: 'r.list_id = @listId', given: { listId: of.listId } }
      : {
          where: 'r.workspace_id = @workspaceId and r.campaign_id = @remoteId',
          given: { workspaceId: of.workspaceId, remoteId: of.remoteId },
        }

  function page(
    { of, sort, descending }: HistoryRequest,
    after: HistoryPlace | null,
    limit: number,
  ): { readonly rows: readonly HistoryRow[]; readonly next: HistoryPlace | null } {
    const { where, given } = scopeOf(of)
    const [order, beyond] = descending ? ['desc', '<'] : ['asc', '>']
    const found = raw
      .prepare<[Record<string, unknown>], { id: ExportId; value: number | string }>(
        `select id, value from (select r.id, ${values[sort]} as value from export_run r where ${where})
         ${after ? `where (value, id) ${beyond} (@value, @id)` : ''}
         order by value ${order}, id ${order} limit @more`,
      )
      .all({ ...given, ...(after ? { value: after.value, id: after.id } : {}), more: limit + 1 })
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return {
      rows: shown.map(({ id }) => ({ ...ledger.summary(id), cost: costOf.get(id) ?? null })),
      next: found.length > limit && last ? { value: last.value, id: last.id } : null,
    }
  }

  return {
    page,
    total(of: HistoryScope): number {
      const { where, given } = scopeOf(of)
      return raw.prepare(`select count(*) from export_run r where ${where}`).pluck().get(given) as number
    },
    /** All pages, for a file. */
    *every(asked: HistoryRequest): Generator<readonly HistoryRow[]> {
      for (let after: HistoryPlace | null = null; ; ) {
        const { rows, next } = page(asked, after, 100)
        if (rows.length > 0) yield rows
        if (next === null) return
        after = next
      }
    },
  }
}
