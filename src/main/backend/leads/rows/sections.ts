/** Sections of a sheet kept by hand: a line that applies to all rows below it, and a second table beside the first. */
import { addressKey, findAddresses, isAddress } from '#shared/domain/leads/import/addresses.ts'
import { parseBlockValue } from '#shared/domain/leads/import/block-value.ts'
import { isFreeMail } from '#shared/domain/leads/import/free-mail.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import { isStageCell, listedIn, readOptOutCell } from '#shared/domain/leads/import/opt-out-cells.ts'
import { isOptOutTitle } from '#shared/domain/leads/import/opt-out-titles.ts'
import { isColumnName } from '../files/known-headers.ts'
import { collectNamed, type Legend, legendsIn } from './legends.ts'
import type { OptOutGate } from './opt-out-of-row.ts'

const TITLE_CHARS = 120
/** The people who hosted a meeting, listed below those who attended it. */
const hosts =
  /^(?:(?:staff|hosts?|panell?ists?|organi[sz]ers?|presenters?|speakers?|moderator(?:en|s)?|referenten|veranstalter|intervenants|animateurs|organisat(?:eurs|oren)|sprekers|relatori|ponentes|palestrantes)\b.{0,30})$/i

export type Sections = {
  /** Adds everybody in the row who may not be emailed because of the section it is in; by address, or by `@domain`. */
  take(cells: readonly string[], line: number, found: Map<string, OptOutGate>): void
  /** The marks that rows of their own explain. */
  readonly legends: readonly Legend[]
}

/** Tracks the sections of one file; rows must be passed in order. */
export function createSections(): Sections {
  let current: OptOutGate | null = null
  let isHosts = false
  let lastLine = 0
  let isAfterGap = false
  let beganAfterGap = false
  const legends: Legend[] = []
  return {
    legends,
    take(cells, line, found) {
      const [first, second, third] = firstFilled(cells)
      if (first === null) {
        isAfterGap = true
        return
      }
      const gap = isAfterGap || line > lastLine + 1
      isAfterGap = false
      lastLine = line
      const explained = third === null ? legendsOf(first, second) : []
      legends.push(...explained)
      if (explained.some(({ isTitle: mayBeTitle }) => !mayBeTitle)) return
      if (second === null) collectNamed(first, gateCodes.opted_out, found)
      const isTitle = second === null && first.length <= TITLE_CHARS && !first.includes('@')
      if (isTitle && (current === null || businessDomain(first) === null)) {
        const says = gateOfTitle(first)
        isHosts = says === null && gap && hosts.test(first)
        if (says !== null) {
          current = says
          beganAfterGap = gap
        } else if (gap || !beganAfterGap || mayBeWrittenTo(first)) current = null
        return
      }
      // Only a separate table lists hosts.
      if (isHosts) {
        isHosts = false
        if (cells.filter((cell) => isColumnName(cell)).length >= 2) {
          current = gateCodes.unclear
          beganAfterGap = true
        }
      }
      if (current !== null) collectAddresses(cells, current, found)
    },
  }
}

/** Reads a row of one or two cells; most such rows are an address, with a name or without. */
function legendsOf(first: string, second: string | null): readonly Legend[] {
  if (first.includes('@')) return []
  if (second === null) return legendsIn(first)
  return first.length <= LONGEST_MARK && !second.includes('@') ? legendsIn(`${first} = ${second}`) : []
}

const LONGEST_MARK = 3

/** Returns the first three non-empty cells. */
function firstFilled(cells: readonly string[]): readonly [string | null, string | null, string | null] {
  let first: string | null = null
  let second: string | null = null
  for (const cell of cells) {
    if (cell === '' || cell.trim() === '') continue
    if (second !== null) return [first, second, cell]
    if (first === null) first = cell.trim()
    else second = cell
  }
  return [first, second, null]
}

/** Returns whether a title such as `Active (12)` below `Do not contact` starts a list of other people. */
const mayBeWrittenTo = (title: string): boolean => isStageCell(title.replace(/[\s(]*\d+\)?:?$/, ''))

function gateOfTitle(title: string): OptOutGate | null {
  const answer = readOptOutCell(title, 'words_stop')
  if (answer === 'stop') return gateCodes.opted_out
  if (answer === 'declined') return gateCodes.declined
  // `Bounces`, `Erledigt / gesperrt`.
  return isOptOutTitle(title) ? gateCodes.unclear : null
}

/** Collects every address of a row, and every `@domain`; in a row without any, the domains and websites. */
export function collectAddresses(cells: readonly string[], gate: OptOutGate, found: Map<string, OptOutGate>): void {
  for (const cell of cells) {
    if (!cell.includes('@')) continue
    const key = cell.trim().toLowerCase()
    // `@acme.example` means everybody there.
    if (/^\*?@[^\s@]+\.[^\s@.]+$/.test(key)) found.set(key.replace('*', ''), gate)
    else for (const email of findAddresses(cell).valid) found.set(email, gate)
  }
  if (cells.some((cell) => cell.includes('@'))) return
  for (const cell of cells) {
    const domain = businessDomain(cell)
    if (domain !== null) found.set(`@${domain}`, gate)
  }
}

/** Returns the domain in a cell that is only a domain or website; null for pages of a site and email providers. */
function businessDomain(cell: string): string | null {
  if (!/^\s*(?:https?:\/\/)?[^\s/@]+\.[^\s/@.]+\/?\s*$/i.test(cell)) return null
  const domain = parseBlockValue(cell)
  return domain === null || isFreeMail(domain) ? null : domain
}

/**
 * Collects the addresses in columns such as `Blacklist` or `Unsubscribed email`: they belong to people who opted out,
 * whichever row they are in.
 */
export function collectListedAddresses(
  cells: readonly string[],
  columns: readonly number[],
  found: Map<string, OptOutGate>,
): void {
  for (const at of columns) {
    const key = addressKey(cells[at] ?? '')
    if (isAddress(key)) found.set(key, gateCodes.opted_out)
  }
}

/** Collects the addresses and domains in columns such as `Blocked domains`, whichever row they are in. */
export function collectListedDomains(
  cells: readonly string[],
  columns: readonly number[],
  found: Map<string, OptOutGate>,
): void {
  for (const at of columns)
    for (const value of listedIn(cells[at] ?? ''))
      found.set(value.includes('@') ? value : `@${value}`, gateCodes.opted_out)
}

/** Collects everybody in the second table: its meaning is unknown, so nobody in it is emailed unconfirmed. */
export function collectSecondTable(cells: readonly string[], from: number, found: Map<string, OptOutGate>): void {
  for (let at = from; at < cells.length; at += 1) {
    const cell = cells[at] ?? ''
    if (cell.includes('@')) for (const email of findAddresses(cell).valid) found.set(email, gateCodes.unclear)
  }
}
