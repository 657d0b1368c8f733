/**
 * Counts the values of a file about whose people only the operator can decide: a refusal of another offer, a word
 * nobody recognises, a mark that its legend explains so, and remarks in which no objection was found, as one may be worded in any way.
 */

import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { speaksOfPeople } from '#shared/domain/leads/import/note-grammar.ts'
import {
  type OptOutColumnRule,
  readOptOutCell,
  stopReasonOf,
  unclearAnswerKey,
  type ValueToDecide,
} from '#shared/domain/leads/import/opt-out-cells.ts'
import type { CheckedRow } from '../rows/address-of-row.ts'
import type { MarkedRows } from '../rows/legends.ts'

/** More distinct values than anybody would answer: a column of free text. The others stay excluded. */
const MAX_WORDS = 200
/** The same for remarks that exclude nobody, of each of the two kinds. The others stay included. */
const MAX_REMARKS = 200
/** Different cells may begin with the same word. */
const MAX_CELLS = 2_000
const CELL_SHOWN = 200

type Why = ValueToDecide['why']
type Counted = ValueToDecide & { count: number }

/** Those that exclude people come first, then what is most likely an objection after all; each most frequent first. */
const order: Readonly<Record<Why, number>> = { declined: 0, unknown: 0, personal: 1, fine: 2 }
const most: Readonly<Record<Why, number>> = {
  declined: MAX_WORDS,
  unknown: MAX_WORDS,
  personal: MAX_REMARKS,
  fine: MAX_REMARKS,
}

/** A remark is more than a tag. */
const hasWords = /\p{L}\P{L}+\p{L}/u

const remarkOf = (cell: string): 'personal' | 'fine' | null => {
  if (readOptOutCell(cell, 'words_stop') !== 'fine') return null
  if (!hasWords.test(cell)) return null
  return speaksOfPeople(cell) ? 'personal' : 'fine'
}

/** `remarksAt`: columns of remarks that are a variable or not used. */
export function createValuesToDecide(mapping: Mapping, remarksAt: readonly number[]) {
  const columns: { readonly at: number; readonly read: OptOutColumnRule; readonly hasAnswers: boolean }[] =
    remarksAt.map((at) => ({ at, read: 'words_stop', hasAnswers: false }))
  for (const [at, target] of mapping.entries()) {
    if (target.kind !== 'opt_out') continue
    columns.push({ at, read: target.read ?? 'yes_stops', hasAnswers: target.allow !== undefined })
  }
  const found = new Map<string, Counted>()
  /** The same by the text of a cell, which is found faster than its word. */
  const byCell = new Map<string, Counted>()
  const counts: Record<Why, number> = { declined: 0, unknown: 0, personal: 0, fine: 0 }
  const isFull = (why: Why) => counts[why] >= most[why]
  return {
    add(cells: readonly string[], row: number, { email, gate }: CheckedRow): void {
      if (email === null || gate === gateCodes.bad_syntax || gate === gateCodes.masked) return
      for (const { at, read, hasAnswers } of columns) {
        const cell = cells[at] ?? ''
        if (cell === '') continue
        const known = byCell.get(`${at} ${cell}`)
        if (known) {
          known.count += 1
          continue
        }
        const isRemark = read === 'words_stop'
        // Whoever is ready was excluded by no column.
        const stop = isRemark && gate === gateCodes.ready && !hasAnswers ? null : stopReasonOf(cell, read)
        if (stop === 'stop' || (stop === null && (!isRemark || (isFull('personal') && isFull('fine'))))) continue
        const why = stop ?? remarkOf(cell)
        if (why === null) continue
        const word = unclearAnswerKey(cell)
        const value = found.get(`${at} ${word}`)
        if (value) value.count += 1
        else if (isFull(why)) continue
        else counts[why] += 1
        const shown = cell.trim().slice(0, CELL_SHOWN).toWellFormed()
        const counted = value ?? { column: at, word, cell: shown, why, count: 1, row, email }
        if (!value) found.set(`${at} ${word}`, counted)
        if (byCell.size < MAX_CELLS) byCell.set(`${at} ${cell}`, counted)
      }
    },
    all: (): readonly ValueToDecide[] =>
      [...found.values()].toSorted((one, other) => order[one.why] - order[other.why] || other.count - one.count),
  }
}

/** Returns the question about a mark of a legend; null for an opt-out, and in a column that is used for values. */
export function markToDecide(
  { column, isOfMarks, legend: { mark, said }, gate, rows }: MarkedRows,
  target: Mapping[number] | undefined,
): ValueToDecide | null {
  const [first] = rows
  const email = first?.emails[0]
  if (gate === gateCodes.opted_out || !isOfMarks || target === undefined || email === undefined) return null
  if (target.kind !== 'opt_out' && target.kind !== 'variable' && target.kind !== 'left_out') return null
  const cell = `${mark} = ${said.trim()}`.slice(0, CELL_SHOWN).toWellFormed()
  const why = gate === gateCodes.declined ? 'declined' : 'unknown'
  // With its meaning, as the same mark may mean something else in another file.
  return {
    column,
    word: unclearAnswerKey(cell),
    cell,
    why,
    count: rows.length,
    row: first?.row ?? 0,
    email,
    ofLegend: true,
  }
}

export function isAllowed({ column, word }: ValueToDecide, mapping: Mapping): boolean {
  const target = mapping[column]
  return target?.kind === 'opt_out' && (target.allow?.includes(word) ?? false)
}
