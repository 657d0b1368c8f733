/** Suggests columns whose headers say nothing, by their cells. */
import { recordOwnerHeaders, roleHeaders, wholeNameHeaders } from '../column-aliases.ts'
import type { Suggestion } from '../mapping.ts'
import {
  hasSpace,
  holdsAddress,
  holdsName,
  isNoWebsite,
  isNumber,
  isOneWord,
  isPersonName,
  isSite,
  legalForm,
  share,
} from './cells.ts'
import { type AssignColumn, type Column, isField, isReassignable, targetOf } from './column.ts'
import { meaningOf } from './header-meaning.ts'
import {
  coversDomain,
  fitsDomain,
  fitsFirstName,
  fitsLastName,
  matchingRowShare,
  yieldsLocalPart,
} from './match-address.ts'
import { orderByAddress, rowsOfColumns, rowsOfWholeNames } from './name-order.ts'

/** Links that are not the business's website, according to their header. */
const noWebsiteHeader =
  /(?:^| )(?:personal|private|privat|prive|photo|image|img|picture|logo|avatar|icon|thumbnail|profile|unsubscribe|preferences?|calendar|booking|meeting|join|tracking|track|click|reviews?|menu|orders?|reservations?|video|blog|maps?|drive|document|file|attachment|referrer|referer|landing|source|utm|free busy|freebusy|recording|invite|ticket|invoice|qr|check in|checkin|registration)(?: |$)/

const isProfile = (cell: string) => /linkedin\.com\/(?:in|pub)\//i.test(cell)
const isNavigatorLink = (cell: string) => /linkedin\.com\/sales\//i.test(cell)

/** `SARL`, `GmbH`: a legal form, not a company name. */
const isFormAlone = /^[\p{L}.&\s]{1,8}$/u

/**
 * Suggests columns whose headers say nothing: links and phones by their form, names and companies by comparison with
 * the address.
 */
export function proposeByContent(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  found: Map<number, Suggestion>,
  taken: ReadonlySet<string>,
  settle: AssignColumn,
) {
  const silent = columns.filter(
    ({ at, key, cells }) =>
      !found.has(at) && cells.length > 0 && !meaningOf(key) && !wholeNameHeaders.has(key) && !loginName.test(key),
  )
  const offer = (column: Column, name: string, fit: number, least: number) => {
    if (fit < least || found.has(column.at)) return
    // A column that is empty under the right header gives way, as `Mobile` beside numbers under `Work`.
    const holder = columns.find(({ at }) => name === 'phone' && isField(found.get(at)?.target, name))
    if (taken.has(name) && holder?.cells.length !== 0) return
    if (holder) found.delete(holder.at)
    settle(column, name, { target: targetOf(name), sure: 'likely', why: 'content' })
  }
  const emailAt = columns.find(({ at }) => isField(found.get(at)?.target, 'email'))?.at
  // A link into Sales Navigator, which only opens for its subscribers, gives way to the profile itself.
  const navigator = columns.find(({ at, cells }) => {
    const target = found.get(at)?.target
    const isLinkedIn = target?.kind === 'variable' && target.name === 'linkedin_url'
    return isLinkedIn && share(cells, isNavigatorLink) >= 0.5
  })
  const profile =
    navigator && columns.find(({ at, cells }) => isReassignable(found.get(at)) && share(cells, isProfile) >= 0.6)
  if (profile) {
    found.delete(navigator.at)
    found.delete(profile.at)
    settle(profile, 'linkedin_url', { target: targetOf('linkedin_url'), sure: 'likely', why: 'content' })
  }
  // A profile is one under any header, also under `URL`.
  for (const column of columns) {
    const profiles = share(column.cells, (cell) => isProfile(cell) || isNavigatorLink(cell))
    offer(column, 'linkedin_url', profiles, 0.6)
  }
  for (const column of silent) {
    const { cells } = column
    offer(
      column,
      'facebook_url',
      share(cells, (cell) => /facebook\.com\//i.test(cell)),
      0.6,
    )
    const sites = share(cells, isSite)
    const others = share(cells, isNoWebsite)
    const isOfOne = cells.length >= 3 && new Set(cells.map(hostOf)).size === 1
    // `ann.lee` in `ann.lee@…` looks like a domain.
    const isLocal =
      emailAt !== undefined && matchingRowShare(rows, emailAt, column.at, (cell, local) => cell === local) >= 0.5
    if (others < 0.3 && !isOfOne && !isLocal && !noWebsiteHeader.test(column.key)) offer(column, 'website', sites, 0.7)
    if (!numberOfBusiness.test(column.key)) offer(column, 'phone', share(cells, isPhoneCell), 0.7)
  }
  const open = silent.filter(({ at }) => !found.has(at))
  if (emailAt !== undefined) {
    const who = wholeNameAmong(open, rows, emailAt)
    if (who && !taken.has('first_name') && !taken.has('last_name')) offer(who, 'full_name', 1, 1)
    const known = columns.filter(({ at }) => isField(found.get(at)?.target, 'last_name'))
    const unnamed = columns.filter((column) => open.includes(column) || numberedName.test(column.key))
    const pair = findNamePair([...unnamed.filter(({ at }) => !found.has(at)), ...known], rows, emailAt)
    if (pair.first && !taken.has('full_name')) {
      const { first, last } = pair
      if (known.length === 0 || last === known[0]) offer(first, 'first_name', 1, 1)
      if (last) offer(last, 'last_name', 1, 1)
    }
    for (const [name, fit] of [
      ['first_name', fitsFirstName],
      ['last_name', fitsLastName],
      ['company_name', fitsDomain],
    ] as const) {
      const best = open
        // A number may also be part of an address: `max17@…` in row 17.
        .filter(({ at, cells }) => !found.has(at) && share(cells, (cell) => holdsAddress(cell) || isNumber(cell)) < 0.3)
        // A first name is not the whole name, as in a second column of whole names: `Name` and `Card Name`.
        .filter(({ cells }) => name !== 'first_name' || share(cells, hasSpace) < 0.5)
        .filter((column) => name === 'company_name' || !pair.unclear.includes(column))
        .map((column) => ({
          column,
          fit: matchingRowShare(rows, emailAt, column.at, fit),
          // A surname may be the beginning of a domain, but the company name covers the whole domain.
          whole: name === 'company_name' ? matchingRowShare(rows, emailAt, column.at, coversDomain) : 0,
        }))
        .toSorted((a, b) => b.fit - a.fit || b.whole - a.whole)[0]
      if (best) offer(best.column, name, best.fit, 0.4)
    }
  }
  for (const column of open)
    offer(
      column,
      'company_name',
      share(column.cells, (cell) => legalForm.test(cell.trim()) && !isFormAlone.test(cell.trim())),
      0.3,
    )
}

/** What people sign in with is often their first name, but without accents and capitals. */
const loginName = /^(?:user )?(?:username|user name|user login|login|user nicename|nicename|nickname)$/

/** `name1` is the company in some programs, and nothing in particular if another column has the company. */
const numberedName = /^name ?\d$/

type NamePair = {
  readonly first?: Column
  readonly last?: Column | undefined
  /** Contained in the addresses, but it cannot be determined which of them is the first name. */
  readonly unclear: readonly Column[]
}

/** Finds the first name and the surname among neighbouring columns, if the addresses show which is which. */
function findNamePair(columns: readonly Column[], rows: readonly (readonly string[])[], emailAt: number): NamePair {
  const names = columns.filter(({ cells }) => share(cells, isInName) >= 0.8).toSorted((a, b) => a.at - b.at)
  const pairs = names.flatMap((one, at) =>
    names
      .slice(at + 1)
      .filter((other) => other.at - one.at <= 2)
      .flatMap((other) => {
        const order = orderByAddress(rowsOfColumns(rows, emailAt, one.at, other.at))
        return order ? [{ one, other, ...order }] : []
      }),
  )
  const unclear = pairs.filter(({ first }) => first === 'unclear').flatMap(({ one, other }) => [one, other])
  const found = pairs
    .filter(({ first }) => first !== 'unclear')
    .map(({ one, other, first, held }) => {
      const [given, family] = first === 'one' ? [one, other] : [other, one]
      const isFamilyHeld = held === 'both' || (held === 'one') === (family === one)
      // `Keene, Roland, Keene Kayaks`: a longer text is not a surname.
      const isFamily = isFamilyHeld || isSurnameBeside(family, rows, emailAt)
      return { first: given, last: isFamily ? family : undefined, rank: isFamilyHeld ? 2 : Number(isFamily) }
    })
    .toSorted((a, b) => b.rank - a.rank)[0]
  return { ...found, unclear }
}

/**
 * Names beside a first name that are not in the addresses. Cities are repeated and businesses named like their domain,
 * whereas Brock may own `brockbrew.com`.
 */
const isSurnameBeside = ({ at, cells }: Column, rows: readonly (readonly string[])[], emailAt: number): boolean =>
  share(cells, isOneWord) >= 0.5 &&
  share(cells, isNameLike) >= 0.8 &&
  new Set(cells).size >= cells.length * 0.9 &&
  matchingRowShare(rows, emailAt, at, coversDomain) < 0.3

/**
 * Returns the column of whole names. If the addresses show that the surname comes first, there is none, because nobody
 * is greeted by surname.
 */
function wholeNameAmong(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  emailAt: number,
): Column | undefined {
  const orderOf = ({ at }: Column) => orderByAddress(rowsOfWholeNames(rows, emailAt, at))
  const who = nameOfRole(columns, (at) => matchingRowShare(rows, emailAt, at, yieldsLocalPart))
  if (who) return orderOf(who)?.first === 'other' ? undefined : who
  return columns.find((column) => {
    const { at, key, cells } = column
    if (recordOwnerHeaders.has(key) || share(cells, holdsName) < 0.8) return false
    if (share(cells, (cell) => legalForm.test(cell.trim())) >= 0.1) return false
    if (matchingRowShare(rows, emailAt, at, fitsDomain) >= 0.3) return false
    const order = orderOf(column)
    return order?.first === 'one' && order.held === 'both' && order.isCertain
  })
}

/**
 * Returns the column of names under a header such as `Candidate` or `Teilnehmer`: the addresses are derived from them,
 * or they are all different and not those of people who maintain the file.
 */
function nameOfRole(columns: readonly Column[], fit: (at: number) => number): Column | undefined {
  const isOfRole = (key: string) => roleHeaders.has(key) || lastFirst.test(key)
  // If a column has such a header and the addresses are derived from it, it contains names, even if they are not in our
  // list of first names.
  const isMadeOf = ({ at, key, cells }: Column) => isOfRole(key) && share(cells, holdsName) >= 0.8 && fit(at) >= 0.6
  const isOfPersons = (column: Column) =>
    (share(column.cells, isPersonName) >= 0.5 || isMadeOf(column)) &&
    share(column.cells, (cell) => legalForm.test(cell.trim())) < 0.1
  const named = columns.filter((column) => !recordOwnerHeaders.has(column.key) && isOfPersons(column))
  // In a long list, two people may have the same name.
  const isDifferent = ({ cells }: Column) => new Set(cells).size >= cells.length * 0.9
  return (
    named.find(({ at, key }) => fit(at) >= (isOfRole(key) ? 0.3 : 0.5)) ??
    named.find((column) => isOfRole(column.key) && !staffHeaders.has(column.key) && isDifferent(column))
  )
}

/** `Rep (Last, First)`: whoever it is, the header says how the name is written. */
const lastFirst =
  / (?:(?:last|sur|family) ?(?:name )?first(?: ?name)?|nachname vorname|nom prenom|cognome nome|apellidos nombre|achternaam voornaam)$/

/** In a list of a CRM or an agency, these are its own staff. */
const staffHeaders = new Set(
  'owner agent manager host user author responsable responsavel leiter verwalter makler broker realtor member lead record'.split(
    ' ',
  ),
)

/** Registration and account numbers, which are as long as phone numbers and often also start with zero. */
const numberOfBusiness =
  /(?:^| )(?:vat|vat ?no|tax|tin|ein|nif|cif|siret|siren|kvk|ico|nip|regon|cvr|org ?nr|orgnr|ust|steuer[^ ]*|handelsregister|αφμ|инн|огрн|duns|iban|iva|p ?iva|tva|btw|moms|mwst|ustid[^ ]*|cod(?:ice)? fisc[^ ]*|codigo fiscal|cnpj|cpf|rfc|rut|cuit|adoszam|dic|oib|vergi[^ ]*|account|order|invoice|rechnung[^ ]*|safe ?number|reg ?no|registration|npi)(?: |$)/

const hostOf = (cell: string) => /^(?:https?:\/\/)?([^/?#\s]+)/i.exec(cell.trim())?.[1]?.toLowerCase()
const isDate = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{2}|\d{4}))(?:\s|$)/

const isPhoneCell = (cell: string) => {
  const digits = cell.replace(/\D/g, '').length
  return (
    digits >= 8 &&
    digits <= 15 &&
    !isDate.test(cell.trim()) &&
    /^['+(\d\ue000-\uf8ff\s][\d\s().\-/+]*$/.test(cell.trim()) &&
    /^['+(0\s]|[\s\-()]/.test(cell.trim())
  )
}

/** Also accepts `van den Berg`. */
const isInName = (cell: string) =>
  /^\p{L}[\p{L}'’.-]*(?: \p{L}[\p{L}'’.-]*){0,3}$/u.test(cell.trim()) && !legalForm.test(cell.trim())

const isNameLike = (cell: string) =>
  /^\p{Lu}[\p{L}'’.-]+(?: \p{L}[\p{L}'’.-]+){0,2}$/u.test(cell.trim()) && !legalForm.test(cell.trim())
