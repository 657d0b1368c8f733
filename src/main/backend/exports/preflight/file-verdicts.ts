/** Reads from the file a lead came from what it says about the address. */
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import {
  readCatchAll,
  readVerification,
  type Verification,
  verificationRank,
} from '#shared/domain/leads/import/verification.ts'
import type { Store } from '../../core/deps.ts'
import { createOriginalRowReader } from '../../leads/lists/original-rows.ts'

type Columns = Readonly<Record<'addresses' | 'states' | 'catchAll', readonly number[]>>

/** Answers per lead. Leads close to each other in their file share one unpacking. */
export function createFileVerdictReader({
  raw,
}: Store): (importId: number, rowNumber: number, email: string) => Verification {
  const originals = createOriginalRowReader(raw)
  const mappingOf = raw.prepare<[number], string>('select mapping from list_import where id = ?').pluck()
  const kept = new Map<number, Columns | null>()
  const columnsOf = (importId: number): Columns | null => {
    const known = kept.get(importId)
    if (known !== undefined) return known
    const targets = JSON.parse(mappingOf.get(importId) ?? '[]') as Mapping
    const at = (is: (target: Mapping[number]) => boolean) =>
      targets.flatMap((target, index) => (is(target) ? [index] : []))
    const columns = {
      addresses: at((each) => each.kind === 'email_other' || (each.kind === 'field' && each.field === 'email')),
      states: at(({ kind }) => kind === 'verification'),
      catchAll: at(({ kind }) => kind === 'catch_all'),
    }
    const found = columns.states.length + columns.catchAll.length > 0 ? columns : null
    kept.set(importId, found)
    return found
  }
  return (importId, rowNumber, email) => {
    const columns = columnsOf(importId)
    const cells = columns && originals.cells(importId, rowNumber)
    // An address that is not in the row was corrected by hand, so the file's verdict is about another address.
    if (!columns || !cells || !columns.addresses.some((at) => cells[at]?.toLowerCase().includes(email)))
      return 'unknown'
    if (columns.catchAll.some((at) => readCatchAll(cells[at] ?? ''))) return 'risky'
    // Of several columns the most certain verdict is used; the others refer to other addresses of the row.
    const [surest = 'unknown'] = columns.states
      .map((at) => readVerification(cells[at] ?? ''))
      .filter((verdict) => verdict !== 'unknown')
      .toSorted((a, b) => verificationRank[b] - verificationRank[a])
    return surest
  }
}
