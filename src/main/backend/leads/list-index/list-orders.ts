/** The order of a list by a column. */
import Database from 'better-sqlite3'
import type { Store } from '../../core/deps.ts'
import { isSortedColumn, type ToIndexer } from './index-jobs.ts'
import { appendLaterRows, type ListView, type RowOrder, toUint32Array, updateOrder } from './list-view.ts'
import { createTextSearch } from './text-search.ts'

/** Creates the function that returns the order, or requests it. */
export function createOrders({
  raw,
  open,
  search,
  tell,
}: {
  readonly raw: Store['raw']
  readonly open: () => Database.Database | null
  readonly search: ReturnType<typeof createTextSearch>
  readonly tell: (message: ToIndexer) => void
}) {
  const ordering = new Set<string>()

  /** Returns null while it is being prepared. */
  function orderOf(view: ListView, column: string): RowOrder | null {
    const kept = view.orders.get(column)
    if (kept) return kept
    const row = open()
      ?.prepare('select positions, empty_count as empty from list_order where list_id = ? and sorted_by = ?')
      .get(view.list.id, column) as { positions: Buffer; empty: number } | undefined
    if (!row) {
      const { id: listId, rowCount, revision } = view.list
      const key = `${listId} ${column}`
      if (!isSortedColumn(column) && !ordering.has(key)) {
        ordering.add(key)
        tell({ t: 'order', listId, rowCount, revision, column })
      }
      return null
    }
    const made = toUint32Array(row.positions)
    let order = appendLaterRows(made, row.empty, view.list.rowCount)
    if (isSortedColumn(column) && view.changed.length > 0) {
      const texts = search.textsOf(view)
      if (!texts) return null
      order = updateOrder(raw, view, { positions: made, empty: row.empty }, { column, texts })
    }
    view.orders.set(column, order)
    return order
  }
  return { ordering, orderOf }
}
