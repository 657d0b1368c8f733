/**
 * Counts the values of a file that exclude rows but that the operator may allow: a refusal of another offer, a word
 * nobody recognises.
 */

import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { stopReasonOf, type UnclearAnswer, unclearAnswerKey } from '#shared/domain/leads/import/opt-out-cells.ts'
import type { CheckedRow } from '../rows/address-of-row.ts'

/** More distinct values than anybody would answer: a column of free text. The others stay excluded. */
const MAX_WORDS = 200
const CELL_SHOWN = 200

type Counted = UnclearAnswer & { count: number }

export function createUnclearAnswers(mapping: Mapping) {
  const columns = mapping.flatMap((target, at) =>
    target.kind === 'opt_out' ? [{ at, read: target.read ?? 'yes_stops' }] : [],
  )
  const found = new Map<string, Counted>()
  return {
    add(cells: readonly string[], row: number, { email, gate }: CheckedRow): void {
      if (email === null || gate === gateCodes.bad_syntax || gate === gateCodes.masked) return
      for (const { at, read } of columns) {
        const cell = cells[at] ?? ''
        const why = stopReasonOf(cell, read)
        if (why === null || why === 'stop') continue
        const word = unclearAnswerKey(cell)
        const known = found.get(`${at} ${word}`)
        if (known) known.count += 1
        else if (found.size < MAX_WORDS) {
          const shown = cell.trim().slice(0, CELL_SHOWN).toWellFormed()
          found.set(`${at} ${word}`, { column: at, word, cell: shown, why, count: 1, row, email })
        }
      }
    },
    /** Most frequent first. */
    all: (): readonly UnclearAnswer[] => [...found.values()].toSorted((one, other) => other.count - one.count),
  }
}
