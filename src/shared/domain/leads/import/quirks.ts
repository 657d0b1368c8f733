/**
 * Peculiarities of an opened file, with example cells: those Sendoff fixes automatically, and those it offers to fix.
 */
import { findAddresses } from './addresses.ts'
import { cellValue, isEmptyValue, isMasked } from './cell-value.ts'
import type { ColumnSample } from './columns/column.ts'
import { headerKey } from './header-key.ts'
import type { Suggestion } from './mapping.ts'
import { mayBeMojibake, repairMojibake } from './mojibake.ts'

export const quirkCodes = [
  'mojibake',
  'apostrophes',
  'company_for_emails',
  'salutation_title',
  'further_addresses',
  'address_type_beside',
  'several_in_cell',
  'address_in_text',
  'json_cells',
  'null_words',
  'cut_numbers',
  'icon_glyphs',
  'masked',
  'long_cells',
  'rewritten',
  'open_quotes',
  'hidden_rows',
  'duplicate_header',
  'empty_header',
] as const
export type QuirkCode = (typeof quirkCodes)[number]

export type Quirk = {
  readonly code: QuirkCode
  /** Positions of the columns that have it. */
  readonly columns: readonly number[]
  /** Number of affected cells among those examined; of rows if it concerns whole rows. */
  readonly cells: number
  /** A value in the file, and the value used instead. */
  readonly example: { readonly before: string; readonly after: string } | null
}

type CellTest = {
  readonly code: QuirkCode
  readonly test: (cell: string) => boolean
  readonly after: (cell: string) => string
}

const cellText = (cell: string) => cellValue(cell, false)
const cellTests: readonly CellTest[] = [
  { code: 'mojibake', test: (cell) => mayBeMojibake(cell) && repairMojibake(cell) !== cell, after: repairMojibake },
  {
    code: 'apostrophes',
    test: (cell) => /^\s*'[+=\-@\d(]/.test(cell) && cellText(cell) !== cell.trim(),
    after: cellText,
  },
  {
    code: 'several_in_cell',
    test: (cell) => addressesIn(cell).length > 1,
    after: (cell) => addressesIn(cell).join(', '),
  },
  {
    code: 'address_in_text',
    test: (cell) => {
      const [address, ...more] = addressesIn(cell)
      // The same address repeated is not additional text.
      return more.length === 0 && address !== undefined && cell.toLowerCase().split(address).some(isWorded)
    },
    after: (cell) => addressesIn(cell).join(''),
  },
  { code: 'json_cells', test: (cell) => /^\s*(?:\{\s*"|\[\s*[{"])/.test(cell), after: () => '' },
  { code: 'null_words', test: (cell) => cell.length > 2 && isEmptyValue(cell.trim()), after: () => '' },
  { code: 'cut_numbers', test: (cell) => /^\s*[+-]?\d[.,]\d+E\+\d{1,2}\s*$/.test(cell), after: cellText },
  { code: 'icon_glyphs', test: (cell) => /[\ue000-\uf8ff]/.test(cell), after: cellText },
  { code: 'masked', test: (cell) => (cell.includes('**') || /[●•]{2}/.test(cell)) && isMasked(cell), after: () => '' },
]

/** A longer cell is text, whatever addresses it contains. */
function addressesIn(cell: string): readonly string[] {
  return cell.includes('@') && cell.length <= 400 ? findAddresses(cell).valid : []
}

/** Returns whether a text is more than separators between addresses. */
const isWorded = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

const SHOWN = 120

/** Returns every peculiarity of the columns, in a fixed order. */
export function findQuirks(columns: readonly ColumnSample[], suggestions: readonly Suggestion[]): readonly Quirk[] {
  const found = new Map<QuirkCode, { columns: number[]; cells: number; example: Quirk['example'] }>()
  const note = (code: QuirkCode, at: number, before?: string, after?: string) => {
    const quirk = found.get(code) ?? { columns: [], cells: 0, example: null }
    if (quirk.columns.at(-1) !== at) quirk.columns.push(at)
    quirk.cells += 1
    if (before !== undefined) quirk.example ??= { before: before.slice(0, SHOWN), after: (after ?? '').slice(0, SHOWN) }
    found.set(code, quirk)
  }
  const keys = columns.map(({ header }) => headerKey(header))
  columns.forEach(({ header, cells }, at) => {
    const target = suggestions[at]?.target
    const isSent = target?.kind === 'field' || target?.kind === 'variable'
    const isAddress = target?.kind === 'field' && target.field === 'email'
    for (const cell of cells) {
      for (const { code, test, after } of cellTests) {
        // A word for nothing matters only in values that are sent; in a status column it is a status.
        if ((code === 'null_words' || code === 'cut_numbers') && !isSent) continue
        // Addresses in a text that is kept as text are not changed.
        if ((code === 'several_in_cell' || code === 'address_in_text') && !isAddress) continue
        if (test(cell)) note(code, at, cell, after(cell))
      }
    }
    const key = keys[at] ?? ''
    if (header.trim() === '') note('empty_header', at)
    else if (keys.indexOf(key) !== at && key !== '') note('duplicate_header', at)
    if (key.endsWith('name for emails')) note('company_for_emails', at)
    if (target?.kind === 'email_other') note('further_addresses', at)
    if (/^email \d (?:type|label)$/.test(key)) note('address_type_beside', at)
    const isTitle = key === 'title' || key === 'titel' || key === 'titre'
    if (isTitle && target?.kind === 'left_out' && cells.length > 0) note('salutation_title', at, cells[0], '')
  })
  return quirkCodes.flatMap((code) => {
    const quirk = found.get(code)
    return quirk ? [{ code, ...quirk }] : []
  })
}
