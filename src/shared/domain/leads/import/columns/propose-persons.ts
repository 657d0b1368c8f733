/** Suggests the columns of several people in one row. */
import { wholeNameHeaders } from '../column-aliases.ts'
import { parseHeaderSlot } from '../header-slot.ts'
import type { PersonField, Suggestion } from '../mapping.ts'
import { holdsName, isPersonName, legalForm, share } from './cells.ts'
import { type AssignColumn, type Column, fitsTarget, isField, isReassignable, targetOf } from './column.ts'
import { targetOfKey } from './header-meaning.ts'
import { mayBeBusiness } from './propose-names.ts'

/** Returns the person field for a header from which the words that identify the person were removed. */
function personFieldOf(rest: string): PersonField | null {
  if (rest === 'display name') return null
  const name = targetOfKey.get(rest)?.name
  if (name === 'first_name' || name === 'last_name' || name === 'job_title' || name === 'phone') return name
  if (name === 'linkedin_url') return name
  return wholeNameHeaders.has(rest) && (rest === 'name' || !mayBeBusiness.has(rest)) ? 'full_name' : null
}

/**
 * Suggests columns for several people in a row, distinguished by a number or a role: `Email 2` and `Email 2 First
 * Name`.
 */
export function proposePersons(columns: readonly Column[], found: Map<number, Suggestion>, settle: AssignColumn) {
  const seen = new Map<string, number>()
  const parts = columns.map((column) => {
    const times = (seen.get(column.key) ?? 0) + 1
    seen.set(column.key, times)
    const { slot, rest } = parseHeaderSlot(column.key)
    // Repeated headers: the second `Name` belongs to the second `Email`.
    return { column, slot: slot === '' && times > 1 ? `again ${times}` : slot, rest }
  })
  const main = parts.find(({ column }) => isField(found.get(column.at)?.target, 'email'))
  if (!main) return
  const others = parts.filter(({ column }) => found.get(column.at)?.target.kind === 'email_other')
  const telling = (slot: string) =>
    parts.flatMap(({ column, slot: own, rest }) => {
      if (own !== slot || slot === '' || !isOpenOrPerson(found.get(column.at))) return []
      // `Ansprechpartner 2`: a role on its own is the column with the person's name.
      const isWho = rest === '' && /\p{L}/u.test(slot) && share(column.cells, holdsName) >= 0.5
      const field = isWho ? 'full_name' : personFieldOf(rest)
      return field !== null && fitsTarget(field, column.cells) ? [{ column, field }] : []
    })
  const isName = ({ field }: { readonly field: PersonField }) => field.endsWith('_name')
  const ofMain = telling(main.slot)
  const isMainNamed = ofMain.some(isName)
  if (isMainNamed) {
    // Columns of another person, or of no particular one, give way.
    const given = new Set(ofMain.map(({ field }) => field))
    for (const [at, { target }] of found) {
      const name = target.kind === 'field' ? target.field : target.kind === 'variable' ? target.name : null
      if (name !== null && (given as ReadonlySet<string>).has(name) && name !== 'phone') found.delete(at)
    }
    for (const { column, field } of ofMain) {
      const holder = [...found].find(([, { target }]) => isField(target, 'phone'))
      if (field === 'phone' && holder && holder[0] !== column.at) continue
      settle(column, field, { target: targetOf(field), sure: 'certain', why: 'alias' })
    }
  }
  for (const { column: address, slot, rest } of others) {
    const told = telling(slot === main.slot ? '' : slot)
    const who = told.some(isName)
      ? undefined
      : parts.find(({ column }) => isNameBeside(column, address, found, main.slot !== ''))
    const own = who ? [...told, { column: who.column, field: 'full_name' as const }] : told
    // The name of the CEO is not that of whoever reads `Head of Marketing Email`.
    const isOfAnother = slot === '' ? main.slot !== '' && rest !== '' : slot !== main.slot
    if (!own.some(isName) && !(isMainNamed && isOfAnother)) continue
    found.set(address.at, { target: { kind: 'email_other', own: true }, sure: 'certain', why: 'alias' })
    const given = new Set<PersonField>()
    for (const { column, field } of own) {
      if (given.has(field)) continue
      given.add(field)
      found.set(column.at, { target: { kind: 'of_address', field, column: address.at }, sure: 'certain', why: 'alias' })
    }
  }
}

/** `Responsabile acquisti` beside `Email resp. acquisti`: names of people under the words of the address. */
function isNameBeside(
  column: Column,
  address: Column,
  found: ReadonlyMap<number, Suggestion>,
  areRoles: boolean,
): boolean {
  if (!isReassignable(found.get(column.at)) || parseHeaderSlot(address.key).isAddress) return false
  const names = wordsBut(/^(?:full|name|nome|nom|naam)$/, column.key)
  const words = wordsBut(/^(?:e?mails?|courriel|correo|adresse?|address)$/, address.key)
  const isSame = words.length > 0 && words.length === names.length && words.every((word, i) => areAlike(word, names[i]))
  if (!isSame) return false
  // Beside `CEO Name`, a name that is in no list of first names is that of a person too.
  const saysName = areRoles && /(?:^| )name$|^(?:name|nome|nom|naam) /.test(column.key)
  const isFirm = share(column.cells, (cell) => legalForm.test(cell.trim())) >= 0.1
  return share(column.cells, saysName && !isFirm ? holdsName : isPersonName) >= 0.5
}

const wordsBut = (left: RegExp, key: string) => key.split(' ').filter((word) => !left.test(word))

/** The same word, which may be abbreviated. */
const areAlike = (word: string, other = ''): boolean =>
  word === other || (Math.min(word.length, other.length) >= 3 && (word.startsWith(other) || other.startsWith(word)))

const isOpenOrPerson = (suggestion: Suggestion | undefined) =>
  isReassignable(suggestion) || (suggestion?.target.kind === 'field' && suggestion.target.field !== 'email')
