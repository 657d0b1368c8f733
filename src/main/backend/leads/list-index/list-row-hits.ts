/** Rows of a list that a condition on a column or a tag fits, as the other thread found them. */
import { type ColumnFilter, columnMatcher } from '#shared/domain/leads/import/list-columns.ts'
import type { Store } from '../../core/deps.ts'
import { valuesAt } from '../lists/column-values.ts'
import { type ToIndexer, taggedPlaces } from './index-jobs.ts'
import type { View } from './list-view.ts'

/** An index is used beside so many rows that came later, and made anew no sooner than this. */
export const MOST_APPENDED = 2000

/** Rows with a tag read on the way: some ms. */
const MOST_READ = 20_000

export const RESULTS_KEPT = 8

/** Rows a condition on a column fitted, or a tag had, when the list had so many; null while they are looked for. */
type RowHits = { readonly rowCount: number; readonly positions: Uint32Array | null }

/** 1 where something fits. */
type Hits = { readonly map: Uint8Array; readonly complete: boolean }

/** Has rows looked for, and says which are known so far. */
export function createRowHits(raw: Store['raw'], tell: (message: ToIndexer) => void) {
  const rowHits = new Map<string, RowHits>()

  /** 1 where a condition on a column fits. What changed since it was looked for is looked at here. */
  function columnHitsOf(view: View, filter: ColumnFilter): Hits {
    const { id: listId, rowCount, revision } = view.list
    // Of this making of the index: `changed` says nothing of what changed between the look and a later making.
    const key = `${listId} ${view.made} ${filter.column} ${filter.op} ${filter.value.trim().toLowerCase()}`
    const known = rowHits.get(key)
    const map = new Uint8Array(rowCount)
    if (!known || rowCount - known.rowCount > MOST_APPENDED) {
      look({ t: 'match', listId, rowCount, revision, filter, key })
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

  /** 1 where a lead has a tag. What many have is read by the other thread. */
  function taggedOf({ list: { id: listId, rowCount, revision } }: View, tagId: number): Hits {
    const key = `${listId} tag ${tagId} ${revision}`
    const map = new Uint8Array(rowCount)
    const known = rowHits.get(key)
    if (known && !known.positions) return { map, complete: false }
    const positions =
      known?.positions ??
      (raw
        .prepare(`${taggedPlaces} limit ${MOST_READ + 1}`)
        .pluck()
        .all(tagId, listId, rowCount) as number[])
    if (!known && positions.length > MOST_READ) {
      look({ t: 'tagged', listId, rowCount, tagId, key })
      return { map, complete: false }
    }
    for (const position of positions) map[position - 1] = 1
    return { map, complete: true }
  }

  /** Has the rows looked for that something fits. */
  function look(job: Extract<ToIndexer, { readonly t: 'match' | 'tagged' }>): void {
    rowHits.set(job.key, { rowCount: job.rowCount, positions: null })
    for (const old of rowHits.keys()) if (rowHits.size > RESULTS_KEPT) rowHits.delete(old)
    tell(job)
  }
  return { rowHits, columnHitsOf, taggedOf }
}
