/** What a file says against writing to somebody: a wish of theirs, or only that mail does not arrive. */
import type { Mapping } from './mapping.ts'
import { readOptOut, readWithdrawn } from './verification.ts'

const doesNotArrive =
  /^(?:(?:hard|soft)[-_ ]?)?bounced?(?:[-_ ]?back)?$|^(?:cleaned|invalid|undeliverable|not deliverable|unreachable|dead|unzustellbar|ung.ltig|ongeldig|onbestelbaar|invalide|inv.lido)$/i

/**
 * The cell in which a row says that the person wants no mail; null where it says only that mail bounces, or nothing. A
 * bounce holds the row back too, and is no wish of anybody.
 */
export function wishIn(mapping: Mapping, cells: readonly string[]): string | null {
  const found = mapping.flatMap((target, at) => {
    const cell = cells[at]?.trim() ?? ''
    const says = target.kind === 'opt_out' ? readOptOut(cell) : target.kind === 'consent' && readWithdrawn(cell)
    return says && !doesNotArrive.test(cell) ? [cell] : []
  })
  return found[0] ?? null
}
