/** Finds opt-outs noted in place of a value: `unsubscribed` under *City*, `do not contact` under *Phone*. */
import { isDescription, isWrittenText } from '../business-texts.ts'
import { forbidsEmail, onlyForbidsEmail } from '../opt-out-cells.ts'
import { hasSpace, isLink, isSite } from './cells.ts'
import { isOfValues, keyOf, meaningOf, questionStart } from './header-meaning.ts'

/** Values in which the mapping of a row looks for them. */
const ofRow: ReadonlySet<string | undefined> = new Set([
  'email',
  'first_name',
  'last_name',
  'company_name',
  'job_title',
  undefined,
])

const ofLink = /(?:^| )(?:urls?|links?|profile|linked ?in)$/

const places: ReadonlySet<string | undefined> = new Set(['address', 'city', 'state', 'country', 'location'])

/** A longer text is about something else as well. */
const NOTE_MAX = 60

/** Returns whether a cell under this header is an opt-out instead of a value; null if the header names no value. */
export function optOutInPlaceOf(header: string): ((cell: string) => boolean) | null {
  const key = keyOf(header).replace(questionStart, '')
  if (!ofLink.test(key) && (!isOfValues(key) || ofRow.has(meaningOf(key)?.name))) return null
  // `Loved your talk on why nobody should email strangers`, `3 Blacklist Alley`: such words may belong to the value.
  const isOfWords = places.has(meaningOf(key)?.name) || isWrittenText(key) || isDescription(key)
  const says = isOfWords ? onlyForbidsEmail : forbidsEmail
  // `unsubscribe.example`, `https://…`: words of a link say nothing, those beside one do.
  const isOnlyLink = (cell: string) => isSite(cell) || (isLink(cell) && !hasSpace(cell))
  return (cell) => cell.length <= NOTE_MAX && !isOnlyLink(cell) && says(cell)
}
