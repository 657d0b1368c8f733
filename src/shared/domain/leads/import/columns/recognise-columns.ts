/** Suggests a target for each column of a file, by its header and its contents; each target is used for one column. */
import type { Suggestion } from '../mapping.ts'
import { recogniseSource } from '../recognise-source.ts'
import { secondTableAt } from '../second-table.ts'
import { type SourceId, sourceProfiles } from '../source-profiles.ts'
import { type AssignColumn, type Column, type ColumnSample, fitsTarget, targetOf } from './column.ts'
import { keyOf, questionStart } from './header-meaning.ts'
import { proposeAsked } from './propose-asked.ts'
import { proposeByAlias } from './propose-by-alias.ts'
import { proposeByContent } from './propose-by-content.ts'
import { proposeConsent, proposeConsentFacts } from './propose-consent.ts'
import { proposeEmails } from './propose-emails.ts'
import { proposeBusinessOfTitle, proposeNames } from './propose-names.ts'
import { proposePersons } from './propose-persons.ts'
import { proposeRemaining } from './propose-remaining.ts'
import { proposeStatus } from './propose-status.ts'
import { proposeVerification } from './propose-verification.ts'

/** `3. First Name`, if all headers are numbered: the number is that of the column, not of a person. */
function withoutNumbers(headers: readonly string[]): readonly string[] {
  const named = headers.filter((header) => header.trim() !== '')
  const numbers = named.flatMap((header) => columnNumber.exec(header)?.[1] ?? [])
  const isNumbered = numbers.length >= 3 && new Set(numbers).size === named.length
  return isNumbered ? headers.map((header) => header.replace(columnNumber, '')) : headers
}

const columnNumber = /^\s*[([]?(\d{1,3})[.):\]]\s*(?=[\p{L}\p{Extended_Pictographic}])/u

/** `emails/0`, `emails/1`: programs count from 0, and the first one is the main address. */
function countedFromOne(columns: readonly Column[]): readonly Column[] {
  if (!columns.some(({ key }) => /^emails? 0$/.test(key))) return columns
  return columns.map((column) => {
    const number = /^emails? (\d{1,2})$/.exec(column.key)?.[1]
    return number === undefined ? column : { ...column, key: `email ${Number(number) + 1}` }
  })
}

const leftOutSuggestion: Suggestion = { target: { kind: 'left_out' }, sure: 'ask', why: 'none' }

/**
 * Suggests a target for every column, in file order. `rows` are some complete rows, because the values beside an
 * address indicate what they are.
 */
export function recogniseColumns(
  looks: readonly ColumnSample[],
  rows: readonly (readonly string[])[] = [],
): Suggestion[] {
  // A second table beside this one is ignored, because its people are not those in these rows.
  const besideAt = secondTableAt(looks.map(({ header }) => header))
  const own = besideAt > 0 && looks[besideAt - 1]?.cells.length === 0 ? looks.slice(0, besideAt) : looks
  const headers = withoutNumbers(own.map(({ header }) => header))
  const columns = countedFromOne(
    own.map((look, at) => ({ ...look, at, key: keyOf(headers[at] as string).replace(questionStart, '') })),
  )
  const found = new Map<number, Suggestion>()
  const taken = new Set<string>()
  const settle = (column: Column, name: string, suggestion: Suggestion) => {
    found.set(column.at, suggestion)
    taken.add(name)
  }
  const source = recogniseSource(looks.map(({ header }) => header))
  proposeBySource(source?.id ?? null, columns, found, taken, settle)
  proposeConsentFacts(columns, found)
  proposeAsked(columns, found)
  const open = columns.filter((column) => !found.has(column.at))
  proposeByAlias(open, columns, taken, settle)
  proposeEmails(columns, found, taken, settle)
  proposeNames(columns, rows, found, taken, settle)
  proposeBusinessOfTitle(columns, rows, found, taken, settle)
  proposePersons(columns, found, settle)
  proposeConsent(columns, found)
  proposeVerification(columns, found, settle)
  proposeStatus(columns, found)
  proposeByContent(columns, rows, found, taken, settle)
  proposeRemaining(columns, found, taken)
  return looks.map((_look, at) => found.get(at) ?? leftOutSuggestion)
}

/** Applies the source's profile where the cells do not contradict it. Columns with values come before empty ones. */
function proposeBySource(
  source: SourceId | null,
  columns: readonly Column[],
  found: Map<number, Suggestion>,
  taken: ReadonlySet<string>,
  settle: AssignColumn,
) {
  const known = sourceProfiles.find(({ id }) => id === source)?.columns
  if (!known) return
  const order = Object.keys(known)
  const named = columns
    .filter(({ key }) => Object.hasOwn(known, key))
    .toSorted(
      (a, b) =>
        Number(a.cells.length === 0) - Number(b.cells.length === 0) || order.indexOf(a.key) - order.indexOf(b.key),
    )
  for (const column of named) {
    const said = known[column.key] ?? 'left_out'
    const name = said.replace('$', '')
    if (said === 'left_out' || taken.has(name)) {
      found.set(column.at, { target: { kind: 'left_out' }, sure: 'certain', why: 'source' })
    } else if (fitsTarget(name, column.cells)) {
      settle(column, name, { target: targetOf(name), sure: 'certain', why: 'source' })
    }
  }
}
