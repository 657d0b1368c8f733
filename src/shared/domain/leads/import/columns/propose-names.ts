/** Suggests the columns of people's names, and tells them from names of businesses. */
import { once } from '../../../core/once.ts'
import { recordOwnerHeaders, wholeNameHeaders } from '../column-aliases.ts'
import { isGivenName } from '../given-names.ts'
import { headerKey } from '../header-key.ts'
import type { LeadField, Suggestion, Target } from '../mapping.ts'
import { isNameInfix, nameInfix, showsSurname, splitName } from '../person-names.ts'
import { hasSpace, isNumber, isOneWord, isPersonName, isSalutation, legalForm, share } from './cells.ts'
import { type AssignColumn, type Column, isField, targetOf } from './column.ts'
import { meaningOf } from './header-meaning.ts'
import {
  bare,
  type Fit,
  fitsDomain,
  fitsFirstName,
  fitsLastName,
  holdsDomain,
  matchingRowShare,
  yieldsLocalPart,
} from './match-address.ts'
import { isPlaceTitle } from './propose-by-alias.ts'
import { asksWhetherToWrite } from './propose-consent.ts'

/**
 * Decides whether `Name`, `Nom` or `Title` is a whole name, a surname or a business, by the neighbouring columns and
 * the cells.
 */
export function proposeNames(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  found: Map<number, Suggestion>,
  taken: Set<string>,
  settle: AssignColumn,
) {
  wholeNamesInPart(columns, found, taken, settle)
  const emailAt = columns.find(({ at }) => isField(found.get(at)?.target, 'email'))?.at
  const fitShare = (at: number, fit: Fit) => (emailAt === undefined ? 0 : matchingRowShare(rows, emailAt, at, fit))
  for (const column of columns) {
    if (found.has(column.at)) continue
    if (isPlaceTitle(column, columns) && !taken.has('company_name')) {
      settle(column, 'company_name', { target: targetOf('company_name'), sure: 'likely', why: 'content' })
      continue
    }
  }
  const beside = nameBesideAddress(columns, found)
  if (beside && !taken.has('full_name') && !taken.has('first_name')) {
    settle(beside, 'full_name', { target: targetOf('full_name'), sure: 'likely', why: 'alias' })
  }
  // Determined once for all columns, of which a file may have hundreds with the same header.
  const arePeopleNamed = once(() => hasColumnOfPeople(columns, fitShare))
  const isAddressed = once(() => columns.some(({ cells }) => cells.length > 0 && share(cells, isSalutation) >= 0.8))
  const named = columns
    .filter((column) => !found.has(column.at) && (wholeNameHeaders.has(column.key) || isCloseBusiness(column, columns)))
    .filter((column) => !isJoinedName(column, columns) && !asksWhetherToWrite(column.key, column.cells))
    .filter((column) => !isRecordOwner(column, taken, fitShare, arePeopleNamed))
    .map((column) => ({
      column,
      // `Kunde` beside `Ansprechpartner` is usually a business.
      business: isBusinessOfPerson(column, fitShare, arePeopleNamed) ? 2 : Number(mayBeBusiness.has(column.key)),
    }))
    .toSorted(
      (a, b) => Number(a.column.cells.length === 0) - Number(b.column.cells.length === 0) || a.business - b.business,
    )
  for (const { column, business } of named) {
    const target = nameTarget(column, business > 0, columns, taken, fitShare, isAddressed, () =>
      repeatsNames(column.at, columns, found, rows),
    )
    if (target && !taken.has(target))
      settle(column, target, { target: targetOf(target), sure: 'likely', why: 'content' })
    else if (target === null && !taken.has('full_name') && beginsWithSurname(column))
      settle(column, 'full_name', { target: surnameThenGiven, sure: 'likely', why: 'alias' })
  }
  // Outlook exports `van den` as the middle name.
  const between = columns.find(
    ({ at, key, cells }) =>
      !found.has(at) &&
      /^(?:middelste naam|middle name|\p{L}+ tussenvoegsels?)$/u.test(key) &&
      share(cells, isNameInfix) >= 0.5,
  )
  if (between && taken.has('last_name'))
    settle(between, nameInfix, { target: targetOf(nameInfix), sure: 'likely', why: 'content' })
}

/**
 * Returns whether a column names the person who maintains the records, or the owner of a board, rather than the lead.
 * It is the lead if the address in the row is derived from that name.
 */
function isRecordOwner(
  column: Column,
  taken: ReadonlySet<string>,
  fitShare: (at: number, fit: Fit) => number,
  arePeopleNamed: () => boolean,
): boolean {
  if (!recordOwnerHeaders.has(column.key) || fitShare(column.at, yieldsLocalPart) >= 0.4) return false
  const isOfFewNames = column.cells.length >= 3 && new Set(column.cells).size * 2 <= column.cells.length
  return isOfFewNames || arePeopleNamed() || (taken.has('first_name') && taken.has('last_name'))
}

const namesPeople = ({ cells, at }: Column, fitShare: (at: number, fit: Fit) => number) =>
  share(cells, isPersonName) >= 0.5 || fitShare(at, yieldsLocalPart) >= 0.4

const hasColumnOfPeople = (columns: readonly Column[], fitShare: (at: number, fit: Fit) => number) =>
  columns.some(
    (column) =>
      wholeNameHeaders.has(column.key) && !recordOwnerHeaders.has(column.key) && namesPeople(column, fitShare),
  )

/**
 * Returns whether a column of whole names, such as `Display name` or `Contact`, holds the businesses the addresses
 * belong to, while another one holds the people.
 */
const isBusinessOfPerson = (
  column: Column,
  fitShare: (at: number, fit: Fit) => number,
  arePeopleNamed: () => boolean,
) => !namesPeople(column, fitShare) && fitShare(column.at, fitsDomain) >= 0.5 && arePeopleNamed()

/** Returns whether a column repeats the first name and surname columns in at least half of the rows. */
function repeatsNames(
  at: number,
  columns: readonly Column[],
  found: ReadonlyMap<number, Suggestion>,
  rows: readonly (readonly string[])[],
): boolean {
  const columnOf = (field: LeadField) =>
    columns.find((column) => isField(found.get(column.at)?.target, field))?.at ?? -1
  const [firstAt, lastAt] = [columnOf('first_name'), columnOf('last_name')]
  const told = rows
    .map((row) => [row[at], row[firstAt], row[lastAt]].map((cell) => bare(cell ?? '')))
    .filter(([whole, first, last]) => whole !== '' && (first !== '' || last !== ''))
  const same = told.filter(([whole = '', first = '', last = '']) => whole.includes(first) && whole.includes(last))
  return told.length === 0 || same.length * 2 >= told.length
}

/** In Close, a lead is a business, and its people are contacts; so is a record with a list of people. */
function isCloseBusiness({ key }: Column, columns: readonly Column[]): boolean {
  const has = (other: RegExp) => columns.some((column) => other.test(column.key))
  if (key === 'name') return has(/^(?:contacts|people|persons|employees) 1 (?:name|full name|first name)$/)
  if (key === 'lead name') return has(/^(?:name|(?:primary )?contact name|lead id)$/)
  return key === 'display name' && has(/^(?:primary contact (?:name|primary email)|contacts 1 name)$/)
}

/**
 * Returns whether this is the display line `Business, Person` of an address book that also has both in separate
 * columns.
 */
const isJoinedName = ({ key }: Column, columns: readonly Column[]): boolean =>
  key === 'display name' &&
  columns.some((column) => column.key === 'name') &&
  columns.some((column) => column.key.startsWith('related company'))

/** Headers of a surname column if another column has the first name. */
const surnames = new Set([
  'name',
  'nom',
  'naam',
  'nome',
  'nume',
  'nom du contact',
  'nom contact',
  'nom du dirigeant',
  'nom dirigeant',
  'nom du gerant',
  'nom du responsable',
])

const surnameFirst =
  /^(?:(?:nachname|name|surname|last name|apellidos?|cognome|achternaam|nom|nazwisko|efternavn|efternamn|etternavn) (?:[aeiy] )?(?:vorname|nombre|first name|voornaam|nome|imie|fornavn|fornamn)|(?:teljes )?nev|(?:prijmeni|priezvisko)(?: a)? (?:jmeno|meno)|фио|фамилия имя(?: отчество)?|піб|прізвище (?:та |і )?ім я(?: по батькові)?)$/

export const mayBeBusiness = new Set([
  'customer name',
  'client name',
  'kunde name',
  'name',
  'kunde',
  'client',
  'cliente',
  'klant',
  'prospect',
  'member name',
])

/** Returns `CEO Name` or `Owner` if the address is from `CEO Email` or `Owner Email`. */
function nameBesideAddress(columns: readonly Column[], found: ReadonlyMap<number, Suggestion>): Column | undefined {
  const address = columns.find(({ at }) => isField(found.get(at)?.target, 'email'))
  const who = address && / email(?: address)?$/.test(address.key) && address.key.replace(/ email(?: address)?$/, '')
  if (!who) return undefined
  return columns.find(
    ({ at, key, cells }) =>
      !found.has(at) &&
      [who, `${who} name`, `${who} full name`].includes(key) &&
      share(cells, (cell) => hasSpace(cell) && !legalForm.test(cell.trim())) >= 0.5,
  )
}

/** Detects whole names under `Vorname` if there is no surname column, or the other way round. */
function wholeNamesInPart(
  columns: readonly Column[],
  found: Map<number, Suggestion>,
  taken: Set<string>,
  settle: AssignColumn,
) {
  const held = columns.filter(({ at }) => {
    const target = found.get(at)?.target
    return isField(target, 'first_name') || isField(target, 'last_name')
  })
  const [only] = held
  if (held.length !== 1 || !only || taken.has('full_name')) return
  // `Nombre` beside `Apellidos`: two surnames are not a whole name.
  const isLast = isField(found.get(only.at)?.target, 'last_name')
  const given = columns.find(
    ({ at, key, cells }) =>
      isLast && !found.has(at) && givenHeaders.has(key) && share(cells.filter(isWordsOnly), isGivenAlone) >= 0.6,
  )
  if (given) {
    settle(given, 'first_name', { target: targetOf('first_name'), sure: 'likely', why: 'content' })
    return
  }
  const isWhole = share(only.cells, hasSpace) >= 0.8 && share(only.cells, isWholeName) >= 0.5
  if (only.cells.length < 2 || !isWhole) return
  found.delete(only.at)
  taken.delete('first_name')
  taken.delete('last_name')
  settle(only, 'full_name', { target: targetOf('full_name'), sure: 'likely', why: 'content' })
}

const givenHeaders = new Set(['nombre', 'nome', 'navn', 'namn', 'name', 'ten', 'naam', 'nev', 'nume'])

/** Returns whether a cell can be a name at all, which excludes report footers and the like. */
const isWordsOnly = (cell: string) => /^[\p{L}\p{M}.'’ -]{1,40}$/u.test(cell.trim())

/** Accepts `Begoña`, `José María` and `María del Carmen`. */
const isGivenAlone = (cell: string) =>
  isOneWord(cell) ||
  cell
    .trim()
    .split(' ')
    .every((word) => isGivenName(word) || /^(?:del?|l[ao]s?)$/.test(word))

/** Accepts `Ann Lee`, but not `Anne Marie` or `van Dijk`. */
const isWholeName = (cell: string) => {
  const { first, last } = splitName(cell)
  return first !== null && last !== null && !isGivenName(last)
}

/** Returns whether a name has the surname first, as in `Müller Hans`, if neither capitals nor a comma indicate that. */
const isSurnameFirst = (cell: string) => {
  const { first, last } = splitName(cell)
  if (first === null || last === null || !cell.trim().startsWith(first)) return false
  return first.length > 2 && !isGivenName(first) && isGivenName(last)
}

/** Headers of a given name if another column has the surname. */
const givenBesideSurname = new Set(['nombre', 'nome', 'ten', 'navn', 'namn', 'meno', '이름'].map(headerKey))

/** `Nom et prénom`, `Név`: people also write the given name first below it. */
const perhapsSurnameFirst = /^(?:nom (?:et )?prenoms?|(?:teljes )?nev)$/

const surnameThenGiven: Target = { kind: 'variable', name: 'full_name', surnameFirst: true }

/** Returns whether the names of this column begin with the surname, by a header that the cells do not contradict. */
function beginsWithSurname({ key, cells }: Column): boolean {
  const given = share(cells, isGivenFirst)
  if (perhapsSurnameFirst.test(key)) return share(cells, isSurnameFirst) >= 0.5 && given <= 0.1
  return surnameFirst.test(key) && share(cells, hasSpace) >= 0.5 && given <= 0.2
}

/** Returns whether only the first word of a name is one that people are given. */
const isGivenFirst = (cell: string) => {
  const { first, last } = splitName(cell)
  return first !== null && last !== null && cell.trim().startsWith(first) && isGivenName(first) && !isGivenName(last)
}

/** Returns the target of a column of single words: surnames, unless something indicates first names. */
function loneNameTarget({ key, cells, at }: Column, fitShare: (at: number, fit: Fit) => number): string | null {
  const given = share(cells, isGivenName)
  const first = fitShare(at, fitsFirstName)
  const last = fitShare(at, fitsLastName)
  if (key === 'nombre') return 'first_name'
  if (given >= (key === 'nom' ? 0.9 : 0.6) && last < 0.4) return 'first_name'
  if (first >= 0.5 && first > last) return 'first_name'
  const isSurname = last >= 0.4 || (['name', 'nom', 'naam'].includes(key) && given <= 0.2 && cells.length >= 2)
  return isSurname ? 'last_name' : null
}

/** `navn` beside `cvr-nummer`: in a register of businesses, the name is that of the business. */
const isInRegister = ({ key }: Column, columns: readonly Column[]): boolean =>
  /^(?:name|navn|namn|naam|nom|nome|nombre|nimi|nazwa|nazev)$/.test(key) &&
  columns.some((other) => register.test(other.key))

const register =
  /^(?:cvr|kvk|siren|siret|krs|regon|y tunnus|org(?:anisations?|anisasjons)?|handelsregister\p{L}*|hrb|company (?:registration|house)|crn) ?(?:nr|no|number|nummer|numero|code)?$/u

function nameTarget(
  column: Column,
  isBusiness: boolean,
  columns: readonly Column[],
  taken: ReadonlySet<string>,
  fitShare: (at: number, fit: Fit) => number,
  isAddressed: () => boolean,
  repeats: () => boolean,
): string | null {
  const person = taken.has('first_name') || taken.has('last_name') || taken.has('job_title')
  const place = ['website', 'phone', 'address', 'location', 'rating', 'reviews', 'category', 'city'].filter((name) =>
    taken.has(name),
  ).length
  if (isCloseBusiness(column, columns)) return 'company_name'
  if (column.key === 'name' && !person && !taken.has('company_name') && place >= 2) return 'company_name'
  if (isInRegister(column, columns) && !person && !taken.has('company_name') && !namesPeople(column, fitShare))
    return 'company_name'
  if (share(column.cells, isNumber) >= 0.5 && column.cells.length > 0) return null
  const isCompanies = share(column.cells, (cell) => legalForm.test(cell.trim())) >= 0.3
  // True beside a column of whole names, except that `Name` beside `Vorname` is the surname.
  const isOther = taken.has('full_name') && !(column.key === 'name' && taken.has('first_name'))
  if (isBusiness) {
    // Beside a first name and a surname, there is no third name of the same person, unless it repeats the two.
    const isThird = taken.has('first_name') && taken.has('last_name') && column.cells.length > 0 && !repeats()
    if (!taken.has('company_name') && (isCompanies || isOther || isThird)) return 'company_name'
    if (isThird) return null
  }
  // `Le Goff` under `Nom` beside `Prénom`: several words, but not a whole name.
  if (surnames.has(column.key) && taken.has('first_name') && !taken.has('last_name') && !repeats()) return 'last_name'
  // A comma shows which is which; without it, the order of the header has to be trusted.
  if (surnameFirst.test(column.key))
    return share(column.cells, (cell) => cell.includes(',') || showsSurname(cell)) >= 0.8 ? 'full_name' : null
  if (beginsWithSurname(column)) return null
  // If most rows are like `Müller Hans`, the surname comes first and must not be used as the first name.
  if (column.cells.length >= 3 && share(column.cells, isSurnameFirst) >= 0.8) return null
  if (share(column.cells, hasSpace) >= 0.5) return 'full_name'
  if (surnames.has(column.key) && taken.has('first_name')) return 'last_name'
  // `Anrede;Name`: a person addressed with a salutation is addressed by surname.
  if (['name', 'nom', 'naam', 'nome'].includes(column.key) && isAddressed()) return 'last_name'
  if (givenBesideSurname.has(column.key) && taken.has('last_name')) return 'first_name'
  const lone = column.cells.length === 0 ? null : loneNameTarget(column, fitShare)
  return lone !== null && !taken.has(lone) && !taken.has('full_name') ? lone : 'full_name'
}

/**
 * Maps a job title column such as `Intitulé` in an account book to the company if its cells match the domains of the
 * addresses.
 */
export function proposeBusinessOfTitle(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  found: Map<number, Suggestion>,
  taken: Set<string>,
  settle: AssignColumn,
) {
  if (taken.has('company_name')) return
  const emailAt = columns.find(({ at }) => isField(found.get(at)?.target, 'email'))?.at
  if (emailAt === undefined) return
  const title = columns.find(
    ({ at, key }) =>
      meaningOf(key)?.name === 'job_title' &&
      (!found.has(at) || isField(found.get(at)?.target, 'job_title')) &&
      matchingRowShare(rows, emailAt, at, holdsDomain) >= 0.4,
  )
  if (!title) return
  const wasTitle = found.has(title.at)
  settle(title, 'company_name', { target: targetOf('company_name'), sure: 'likely', why: 'content' })
  if (!wasTitle) return
  taken.delete('job_title')
  const other = columns.find(
    ({ at, key, cells }) => !found.has(at) && cells.length > 0 && meaningOf(key)?.name === 'job_title',
  )
  if (other) settle(other, 'job_title', { target: targetOf('job_title'), sure: 'likely', why: 'alias' })
}
