import type { Verification } from '#shared/domain/leads/import/verification.ts'
import type { ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createFileVerdictReader } from './file-verdicts.ts'

/** Number of lists whose verdicts are cached: a byte per lead. */
const LISTS_KEPT = 3
const words: readonly Verification[] = ['unknown', 'verified', 'unverified', 'risky', 'not_found']

type Kept = { readonly revision: number; codes: Uint8Array }
type Lead = { readonly position: number; readonly importId: number; readonly rowNumber: number; readonly email: string }

/** Verdicts for the leads of a list in its current state. Each row of its files is read once until the list changes. */
export function createCachedVerdicts(store: Store): (listId: ListId) => (lead: Lead) => Verification {
  const kept = new Map<ListId, Kept>()
  const listOf = store.raw.prepare<[number], { revision: number; rows: number }>(
    'select revision, row_count as rows from lead_list where id = ?',
  )
  return (listId) => {
    const { revision, rows } = listOf.get(listId) ?? { revision: -1, rows: 0 }
    const known = kept.get(listId)
    // Zero means not read yet.
    const list = known?.revision === revision ? known : { revision, codes: new Uint8Array(rows + 1) }
    kept.delete(listId)
    kept.set(listId, list)
    for (const old of kept.keys()) if (kept.size > LISTS_KEPT) kept.delete(old)
    const read = createFileVerdictReader(store)
    return ({ position, importId, rowNumber, email }) => {
      const before = words[(list.codes[position] ?? 0) - 1]
      if (before) return before
      const verdict = read(importId, rowNumber, email)
      list.codes[position] = words.indexOf(verdict) + 1
      return verdict
    }
  }
}
