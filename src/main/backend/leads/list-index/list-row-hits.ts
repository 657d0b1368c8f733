/** Rows of a list that match a condition on a column or a tag, as found by the index thread. */
import { type ColumnFilter, columnMatcher } from '#shared/domain/leads/import/list-columns.ts'
import type { Store } from '../../core/deps.ts'
import { valuesAt } from '../lists/column-values.ts'
import { type ToIndexer, taggedPositionsSql } from './index-jobs.ts'
import type { ListView } from './list-view.ts'

/** An index is still used, and not yet rebuilt, with up to this many rows added later. */
export const MAX_APPENDED = 2000

/** Maximum number of tagged rows read synchronously, which takes some ms. */
const MAX_READ = 20_000

export const RESULTS_KEPT = 8

/** Rows that met a condition on a column, or had a tag, when there were `rowCount`; null while being searched. */
type RowHits = { readonly rowCount: number; readonly positions: Uint32Array | null }

/** 1 for each matching row. */
type Hits = { readonly map: Uint8Array; readonly complete: boolean }

/** Requests searches for rows, and returns those known so far. */
export function createRowHits(raw: Store['raw'], tell: (message: ToIndexer) => void) {
  const rowHits = new Map<string, RowHits>()

  /** Returns 1 for rows that match a condition on a column. Rows changed since the search are checked here. */
  function columnHitsOf(view: ListView, filter: ColumnFilter): Hits {
    const { id: listId, rowCount, revision } = view.list
    // Specific to this build of the index: `changed` does not include changes between the search and a later build.
    const key = `${listId} ${view.made} ${filter.column} ${filter.op} ${filter.value.trim().toLowerCase()}`
    const known = rowHits.get(key)
    const map = new Uint8Array(rowCount)
    if (!known || rowCount - known.rowCount > MAX_APPENDED) {
      requestSearch({ t: 'match', listId, rowCount, revision, filter, key })
      return { map, complete: false }
    }
    if (!known.positions) return { map, complete: false }
    for (const position of known.positions) map[position - 1] = 1
    const later = Array.from({ length: rowCount - known.rowCount }, (_, at) => known.rowCount + 1 + at)
    const again = [...new Set([...view.changed, ...later])]
    const fits = columnMatcher(filter)
    for (const [position, [value = '']] of valuesAt(raw, listId, again, [filter.column])) {
      map[position - 1] = fits(value) ? 1 : 0
    }
    return { map, complete: true }
  }

  /** Returns 1 for leads that have a tag. A tag of many leads is read by the index thread. */
  function taggedHitsOf({ list: { id: listId, rowCount, revision } }: ListView, tagId: number): Hits {
    const key = `${listId} tag ${tagId} ${revision}`
    const map = new Uint8Array(rowCount)
    const known = rowHits.get(key)
    if (known && !known.positions) return { map, complete: false }
    const positions =
      known?.positions ??
      (raw
        .prepare(`${taggedPositionsSql} limit ${MAX_READ + 1}`)
        .pluck()
        .all(tagId, listId, rowCount) as number[])
    if (!known && positions.length > MAX_READ) {
      requestSearch({ t: 'tagged', listId, rowCount, tagId, key })
      return { map, complete: false }
    }
    for (const position of positions) map[position - 1] = 1
    return { map, complete: true }
  }

  function requestSearch(job: Extract<ToIndexer, { readonly t: 'match' | 'tagged' }>): void {
    rowHits.set(job.key, { rowCount: job.rowCount, positions: null })
    for (const old of rowHits.keys()) if (rowHits.size > RESULTS_KEPT) rowHits.delete(old)
    tell(job)
  }
  return { rowHits, columnHitsOf, taggedOf: taggedHitsOf }
}
