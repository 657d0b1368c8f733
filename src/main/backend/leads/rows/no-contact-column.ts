/** Tells whether a file states that a person does not want emails, or only that mail to them does not arrive. */

import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { isDeadAddress, readOptOutCell } from '#shared/domain/leads/import/opt-out-cells.ts'
import { plainWords } from '#shared/domain/leads/import/opt-out-wording.ts'

const undeliverablePattern =
  /^(?:hard |soft )?bounc(?:e|es|ed)(?: back)?$|^(?:cleaned|invalid|undeliverable|not deliverable|unreachable|dead|unzustellbar|ungultig|ongeldig|onbestelbaar|invalide|invalido)$/

const isUndeliverable = (plain: string) => undeliverablePattern.test(plain) || isDeadAddress(plain)

/**
 * Returns the cell in which a row says that the person wants no mail; null if it only says that mail bounces, says
 * something unreadable, or says nothing. Those exclude the row too, but are not certain to be anybody's wish.
 */
export function noContactCell(mapping: Mapping, cells: readonly string[]): string | null {
  const found = mapping.flatMap((target, at) => {
    const cell = cells[at]?.trim() ?? ''
    const reading = target.kind === 'opt_out' ? (target.read ?? 'yes_stops') : 'refusal_stops'
    const isColumn = target.kind === 'opt_out' || target.kind === 'consent'
    // A box that is not ticked is nobody's request.
    return isColumn && cell !== '' && readOptOutCell(cell, reading) === 'stop' && !isUndeliverable(plainWords(cell))
      ? [cell]
      : []
  })
  return found[0] ?? null
}
