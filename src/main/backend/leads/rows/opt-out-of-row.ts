/** Finds why the person of a row gets no mail, wherever in the row that is written. */
import { hasCross } from '#shared/domain/leads/import/cross-marks.ts'
import { isDead, isPastJob } from '#shared/domain/leads/import/departures.ts'
import { type GateCode, gateCodes } from '#shared/domain/leads/import/gates.ts'
import { onlySaysGone } from '#shared/domain/leads/import/gone-persons.ts'
import {
  forbidsEmail,
  isOfOwnBusiness,
  onlyForbidsEmail,
  type StopReason,
  stopReasonOf,
} from '#shared/domain/leads/import/opt-out-cells.ts'
import type { FullSettings } from '#shared/domain/leads/import/row-settings.ts'
import { readVerification } from '#shared/domain/leads/import/verification.ts'
import { nameColumns, type Places } from './column-places.ts'
import { SPACE } from './names-of-row.ts'

/** Maximum length of a broken address kept for display. */
export const BROKEN_SHOWN = 320

/** The gates of opt-outs stated in the file, the strongest first. */
export const optOutGates = [gateCodes.opted_out, gateCodes.declined, gateCodes.unclear] as const

export type OptOutGate = (typeof optOutGates)[number]

export const gateOfStop: Readonly<Record<StopReason, OptOutGate>> = {
  stop: gateCodes.opted_out,
  declined: gateCodes.declined,
  unknown: gateCodes.unclear,
}

const isOptOutGate = (gate: GateCode): gate is OptOutGate => (optOutGates as readonly GateCode[]).includes(gate)

/** Returns the stronger of two such gates; any other gate gives way to it. */
export function strongerOptOut(gate: GateCode, other: OptOutGate | undefined): GateCode {
  if (other === undefined) return gate
  return isOptOutGate(gate) ? stronger(gate, other) : other
}

function stronger<T extends OptOutGate | null>(found: T, other: T): T {
  if (found === null || other === null) return found ?? other
  return optOutGates.indexOf(found) < optOutGates.indexOf(other) ? found : other
}

/** `ann@acme.example (unsubscribed)`, `DO NOT USE ann@acme.example`: written there for want of another place. */
function noteBesideAddress(cell: string): OptOutGate | null {
  if (!besideAddress.test(cell) || !cell.includes('@')) return null
  const whole = cell.slice(0, BROKEN_SHOWN)
  const text = whole.replace(/[^\s<>();,|]*@[^\s<>();,|]*/g, ' ')
  if (isNoBeside(text)) return gateCodes.opted_out
  if (hasCross(whole)) return gateCodes.unclear
  // `Ann Lee <ann@acme.example>`: a name is no remark.
  const stop = cell.includes('<') ? null : stopReasonOf(text, 'words_stop')
  return stop && gateOfStop[stop]
}

const besideAddress = /[ (;,|]/

const isNoBeside = (text: string): boolean =>
  forbidsEmail(text) ||
  /^\W*(?:(?:bitte |please )?(?:nicht(?: mehr)?|not?|nein|never|stop|don['’]?t|niet|nee|non?|nie|raus|x))\W*$/i.test(
    text,
  )

/**
 * Reads the note in a name, as in `Ann (DNC)`, `Lee - do not contact`, `DNC: Ann`, `Lee †`, `❌ Lee`, `Lee OPT-OUT`.
 * Other words not separated by punctuation are part of the name, whatever they say.
 */
function noteInName(cell: string): OptOutGate | null {
  const at = noteAt(cell)
  if (at >= 0) {
    const note = cell[at] === ':' ? cell : cell.slice(at)
    const stop = stopReasonOf(note, 'words_stop')
    if (stop !== 'stop' && hasCross(note)) return gateCodes.unclear
    return stop === 'stop' || (stop !== null && !note.includes('?')) ? gateOfStop[stop] : null
  }
  const last = cell.charCodeAt(cell.length - 1)
  // Hardly any name ends in a capital.
  const capitals = last >= LETTERS_FROM && last < OPEN_BRACKET ? endInCapitals.exec(cell)?.[0] : undefined
  if (capitals === undefined) return null
  if (onlyForbidsEmail(capitals)) return gateCodes.opted_out
  return onlySaysGone(capitals) ? gateCodes.unclear : null
}

/** What stands in capitals behind a name that does not. */
const endInCapitals = /(?<=\p{Ll}) \p{Lu}[\p{Lu} -]+$/u

/** Returns where a note may begin. Done for every name: a regular expression would take several times as long. */
function noteAt(cell: string): number {
  for (let at = 0; at < cell.length; at += 1) {
    const code = cell.charCodeAt(at)
    // Letters, with their diacritics, and spaces make up nearly all of a name.
    if ((code >= LETTERS_FROM && code !== OPEN_BRACKET && code < EN_DASH) || code === SPACE) continue
    if (noteSigns.has(code) || (code === HYPHEN && cell[at - 1] === ' ' && cell[at + 1] === ' ')) return at
  }
  return -1
}

const noteSigns: ReadonlySet<number> = new Set(Array.from('!(*:[–—†✝✖✗✘❌⛔🚫', (sign) => sign.charCodeAt(0)))
const LETTERS_FROM = 0x41
const OPEN_BRACKET = 0x5b
const EN_DASH = 0x2013
const HYPHEN = 0x2d

/** The same for a business, whose name may contain these: `Acme (do not contact)`, not `Acme (Blacklist Records)`. */
function noteOnBusiness(cell: string): OptOutGate | null {
  const at = noteAt(cell)
  if (at <= 0) return null
  const note = cell.slice(at)
  if (onlyForbidsEmail(note)) return gateCodes.opted_out
  const isGone = stopReasonOf(note, 'words_stop') === 'unknown' && !note.includes('?')
  return isGone || isOfOwnBusiness(note) || onlySaysGone(note) ? gateCodes.unclear : null
}

/** An opt-out entered in place of a value: `DO NOT CONTACT`, `DO NOT CONTACT - Acme`. */
function isWishItself(cell: string): boolean {
  const space = cell.indexOf(' ')
  const word = space < 0 ? cell : cell.slice(0, space)
  if (word.length > LONGEST_WISH_WORD || !wishBegins.has(word.toLowerCase())) return false
  const at = noteAt(cell)
  return onlyForbidsEmail(at > 0 ? cell.slice(0, at) : cell)
}

/** Cheap test before the full one, as hardly any value begins like this. */
const wishBegins: ReadonlySet<string> = new Set(
  "dnc do don't don’t dont never no not please pls unsubscribed opted blacklisted nicht keine bitte abgemeldet niet geen uitgeschreven ne désabonné non não".split(
    ' ',
  ),
)

const LONGEST_WISH_WORD = Math.max(...[...wishBegins].map(({ length }) => length))

/** Cells beyond the last column, which contain remarks added later. */
const columnsBeyond = (length: number, width: number) =>
  Array.from({ length: length - width }, (_, at) => ({ at: width + at, read: 'words_stop' as const, answers: null }))

/** Creates the function that returns why a row's person gets no mail: an opt-out column, or a status column's note. */
export function createOptOutReader(
  places: Places,
  { holdPastJobs }: Pick<FullSettings, 'holdPastJobs'>,
): (cells: readonly string[]) => OptOutGate | null {
  const { optOuts, addresses, width } = places
  const states = [...new Set(addresses.flatMap(({ statusAt, secondStatusAt }) => [statusAt, secondStatusAt]))].filter(
    (at) => at >= 0,
  )
  const names = nameColumns(places)
  const businessAt = places.fieldAt.get('company_name')
  const jobAt = places.fieldAt.get('job_title')
  const values = [...names, businessAt, jobAt].filter((at) => at !== undefined)
  /** Whether somebody at `dnc.example` works for a business called `DNC`. */
  const isInAddress = (cell: string, cells: readonly string[]): boolean =>
    addresses.some(({ at }) => cells[at]?.toLowerCase().includes(cell.trim().toLowerCase()))
  return (cells) => {
    let found: OptOutGate | null = null
    for (const { at } of addresses) {
      found = stronger(found, noteBesideAddress(cells[at] ?? ''))
      if (found === gateCodes.opted_out) return found
    }
    for (const at of names) {
      found = stronger(found, noteInName(cells[at] ?? ''))
      if (found === gateCodes.opted_out) return found
    }
    if (businessAt !== undefined) found = stronger(found, noteOnBusiness(cells[businessAt] ?? ''))
    if (found === gateCodes.opted_out) return found
    for (const at of values) {
      const cell = cells[at] ?? ''
      if (isWishItself(cell) && !(at === businessAt && isInAddress(cell, cells))) return gateCodes.opted_out
    }
    const job = jobAt === undefined ? '' : (cells[jobAt] ?? '')
    if (holdPastJobs ? isPastJob(job) : isDead(job)) found ??= gateCodes.unclear
    const looked = cells.length > width ? [...optOuts, ...columnsBeyond(cells.length, width)] : optOuts
    for (const { at, read, answers } of looked) {
      const stop = stopReasonOf(cells[at] ?? '', read, answers)
      if (stop === 'stop') return gateCodes.opted_out
      if (stop !== null) found = stronger(found, gateOfStop[stop])
    }
    return states.some((at) => readVerification(cells[at] ?? '') === 'unknown' && forbidsEmail(cells[at] ?? ''))
      ? gateCodes.opted_out
      : found
  }
}
