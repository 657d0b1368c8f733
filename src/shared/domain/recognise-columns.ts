/** Proposes what each column of a file is, by its header and by what stands in it; one column per target. */
import { addressKey, findAddresses, isAddress } from './addresses.ts'
import { saysNothing } from './cell-value.ts'
import {
  consentAliases,
  fieldAliases,
  maybeVerification,
  optOutAliases,
  otherEmail,
  placeHeaders,
  salutations,
  variableAliases,
  verificationAliases,
  wholeNames,
} from './column-aliases.ts'
import { headerKey } from './header-key.ts'
import { knownVariables, type LeadField, leadFields, type Suggestion, type Target } from './mapping.ts'
import { recogniseSource } from './recognise-source.ts'
import { type SourceId, sourceProfiles } from './source-profiles.ts'
import { readVerification, saysNoMail, saysStage } from './verification.ts'

export type ColumnLook = {
  readonly header: string
  /** Cells that are not empty, from the first rows; some dozens are enough. */
  readonly cells: readonly string[]
}

/** Above this a file is some tool's export: what nobody asked for stays at home. */
const HAND_MADE_COLUMNS = 20
const VARIABLE_CELL_MAX = 500

const share = (cells: readonly string[], test: (cell: string) => boolean) =>
  cells.length === 0 ? 0 : cells.filter(test).length / cells.length

const holdsAddress = (cell: string) => findAddresses(cell).valid.length > 0
const isAloneAddress = (cell: string) => isAddress(addressKey(cell))
const isJson = (cell: string) => /^\s*[[{]/.test(cell)
const isSalutation = (cell: string) => salutations.has(headerKey(cell))
const isNumber = (cell: string) => /^[\d.,\s+-]+$/.test(cell)
const isLink = (cell: string) => /^https?:\/\//i.test(cell.trim())
const isFlag = (cell: string) => /^(true|false|yes|no|ja|nein|oui|non|si|0|1)$/i.test(cell.trim())
const isStatusWord = (cell: string) => !isFlag(cell) && readVerification(cell) !== 'unknown'

/** Whether the cells can be what the header says. Empty columns are taken at their word. */
const fits: Partial<Record<string, (cells: readonly string[]) => boolean>> = {
  // Also where the addresses are broken, masked or said to be missing: then that is what the operator must be told.
  email: (cells) => {
    const said = cells.filter((cell) => !saysNothing(cell.trim()))
    return said.length === 0 || share(said, (cell) => holdsAddress(cell) || /@|\(at\)|\[at\]/i.test(cell)) >= 0.2
  },
  first_name: (cells) => share(cells, (cell) => isNumber(cell) || holdsAddress(cell)) < 0.5,
  last_name: (cells) => share(cells, (cell) => isNumber(cell) || holdsAddress(cell)) < 0.5,
  company_name: (cells) => share(cells, (cell) => isNumber(cell) || isLink(cell) || holdsAddress(cell)) < 0.5,
  job_title: (cells) =>
    share(cells, (cell) => isSalutation(cell) || isNumber(cell) || isLink(cell) || isFlag(cell)) < 0.5,
  phone: (cells) => share(cells, (cell) => /\d{3}/.test(cell.replace(/[\s().\-/]/g, ''))) >= 0.3,
  website: (cells) =>
    share(cells, (cell) => /[^\s@]\.[a-z]{2,}/i.test(cell)) >= 0.3 &&
    share(cells, (cell) => /linkedin\.com|facebook\.com|google\.[a-z.]+\/maps/i.test(cell)) < 0.5,
  linkedin_url: (cells) => share(cells, (cell) => /linkedin|^\/?in\//i.test(cell)) >= 0.3,
  facebook_url: (cells) => share(cells, (cell) => /facebook|fb\.|^@?[\w.]+$/i.test(cell)) >= 0.3,
  rating: (cells) => share(cells, isNumber) >= 0.3,
  reviews: (cells) => share(cells, isNumber) >= 0.3,
}

const fitsTarget = (name: string, cells: readonly string[]) =>
  // Addresses are found in JSON too.
  cells.length === 0 || ((fits[name]?.(cells) ?? true) && (name === 'email' || share(cells, isJson) < 0.5))

const rank = new Map<string, { readonly name: string; readonly place: number }>()
for (const [name, aliases] of [...Object.entries(fieldAliases), ...Object.entries(variableAliases)]) {
  aliases.forEach((alias, place) => {
    if (!rank.has(alias)) rank.set(alias, { name, place })
  })
}

const targetOf = (name: string): Target =>
  (leadFields as readonly string[]).includes(name)
    ? { kind: 'field', field: name as LeadField }
    : { kind: 'variable', name }

type Column = ColumnLook & { readonly at: number; readonly key: string }

const leftOut: Suggestion = { target: { kind: 'left_out' }, sure: 'ask', why: 'none' }

/**
 * Proposes a target for every column, in the order of the file. `rows` are some rows as they are: what stands beside an
 * address tells what it is.
 */
export function recogniseColumns(
  looks: readonly ColumnLook[],
  rows: readonly (readonly string[])[] = [],
): Suggestion[] {
  const columns: readonly Column[] = looks.map((look, at) => ({
    ...look,
    at,
    key: headerKey(look.header).replace(asking, ''),
  }))
  const found = new Map<number, Suggestion>()
  const taken = new Set<string>()
  const settle = (column: Column, name: string, suggestion: Suggestion) => {
    found.set(column.at, suggestion)
    taken.add(name)
  }
  const source = recogniseSource(looks.map(({ header }) => header))
  proposeBySource(source?.id ?? null, columns, found, taken, settle)
  proposeConsentFacts(columns, found)
  const open = columns.filter((column) => !found.has(column.at))
  proposeByAlias(open, columns, taken, settle)
  proposeEmails(columns, found, taken, settle)
  proposeNames(columns, found, taken, settle)
  proposeConsent(columns, found)
  proposeVerification(columns, found, settle)
  proposeStatus(columns, found)
  proposeByContent(columns, rows, found, taken, settle)
  proposeRest(columns, found, taken)
  return columns.map((column) => found.get(column.at) ?? leftOut)
}

type Settle = (column: Column, name: string, suggestion: Suggestion) => void

/** What the source's profile says, where the cells do not contradict it. */
function proposeBySource(
  source: SourceId | null,
  columns: readonly Column[],
  found: Map<number, Suggestion>,
  taken: ReadonlySet<string>,
  settle: Settle,
) {
  const known = sourceProfiles.find(({ id }) => id === source)?.columns
  if (!known) return
  for (const column of columns) {
    const said = Object.hasOwn(known, column.key) ? known[column.key] : undefined
    if (said === undefined) continue
    const name = said.replace('$', '')
    if (said === 'left_out') found.set(column.at, { target: { kind: 'left_out' }, sure: 'certain', why: 'source' })
    else if (!taken.has(name) && fitsTarget(name, column.cells)) {
      settle(column, name, { target: targetOf(name), sure: 'certain', why: 'source' })
    }
  }
}

const whose =
  /^(?:business|contact|lead|person|prospect|customer|client|invitee|attendee|participant|registrant|subscriber|member|candidate|guest) /
/** The meaning of a header: `business_phone` is a phone, `contact_city` a city. */
function meaningOf(key: string) {
  return rank.get(key) ?? rank.get(key.replace(whose, ''))
}

/** What forms ask: `What is your e-mail address?` */
const asking =
  /^(?:what (?:is|s) your|(?:please )?(?:enter|provide|type) your|your|wie (?:ist|lautet) (?:ihre?|deine?)|ihre?|quell?e? est votre|votre|cual es (?:su|tu)|wat is (?:uw|je)|uw) /

/** The best column of each target among those whose header names it. Filled columns come before empty ones. */
function proposeByAlias(
  open: readonly Column[],
  columns: readonly Column[],
  taken: ReadonlySet<string>,
  settle: Settle,
) {
  const byName = new Map<string, { column: Column; place: number }[]>()
  for (const column of open) {
    const hit = meaningOf(column.key)
    if (!hit || taken.has(hit.name) || !fitsTarget(hit.name, column.cells)) continue
    if (isPlaceTitle(column, columns)) continue
    byName.set(hit.name, [...(byName.get(hit.name) ?? []), { column, place: hit.place }])
  }
  for (const [name, candidates] of byName) {
    candidates.sort(
      (a, b) =>
        Number(a.column.cells.length === 0) - Number(b.column.cells.length === 0) ||
        Number(isOfFew(a.column)) - Number(isOfFew(b.column)) ||
        a.place - b.place ||
        a.column.at - b.column.at,
    )
    const { column } = candidates[0] as { column: Column }
    const own = column.key === name.replace(/_/g, ' ')
    const sure = own || (name !== 'website' && name !== 'job_title') ? 'certain' : 'likely'
    settle(column, name, {
      target: targetOf(name),
      sure: column.cells.length === 0 ? 'likely' : sure,
      why: own ? 'header' : 'alias',
    })
  }
}

/** `title` in a directory of places is the name of the business. */
function isPlaceTitle(column: Column, columns: readonly Column[]): boolean {
  return column.key === 'title' && isOfPlaces(columns)
}

const isOfPlaces = (columns: readonly Column[]): boolean =>
  columns.filter((other) => placeHeaders.has(other.key)).length >= 3

/** The same few addresses again and again: those of the people who keep the file, not of those who are in it. */
function isOfFew({ cells }: Column): boolean {
  const addresses = cells.map(addressKey).filter(isAddress)
  return addresses.length >= 3 && new Set(addresses).size * 2 <= addresses.length
}
/** Whoever keeps a record: never a second address of the person in it. */
const ofKeeper = /^(?:(?:lead|contact|account|record|deal) )?(?:user|owner) email$/

/** Further address columns, and an address column whose header says nothing. */
function proposeEmails(
  columns: readonly Column[],
  found: Map<number, Suggestion>,
  taken: ReadonlySet<string>,
  settle: Settle,
) {
  for (const column of columns) {
    if (found.has(column.at)) continue
    const named = otherEmail.test(column.key) || meaningOf(column.key)?.name === 'email'
    if (!named || !fitsTarget('email', column.cells)) continue
    if (!taken.has('email') && column.cells.length > 0) {
      settle(column, 'email', { target: targetOf('email'), sure: 'likely', why: 'alias' })
    } else if (!isOfFew(column) && !ofKeeper.test(column.key)) {
      found.set(column.at, { target: { kind: 'email_other' }, sure: 'likely', why: 'alias' })
    }
  }
  if (taken.has('email')) return
  // The only address there is: then the row itself is that person.
  const person = columns.find(({ at }) => {
    const target = found.get(at)?.target
    return target?.kind === 'variable' && target.name === 'linkedin_email'
  })
  if (person && person.cells.length > 0) {
    settle(person, 'email', { target: targetOf('email'), sure: 'likely', why: 'alias' })
    for (const [key, name] of [
      ['linkedin contact title', 'job_title'],
      ['linkedin contact name', 'full_name'],
    ] as const) {
      const column = columns.find((each) => each.key === key)
      if (column && !taken.has(name)) settle(column, name, { target: targetOf(name), sure: 'likely', why: 'alias' })
    }
    return
  }
  const candidates = columns
    .filter((column) => !found.has(column.at) && !rank.has(column.key))
    .map((column) => ({ column, alone: share(column.cells, isAloneAddress), some: share(column.cells, holdsAddress) }))
    .filter(({ some }) => some >= 0.5)
    .toSorted((a, b) => b.alone - a.alone || b.some - a.some || a.column.at - b.column.at)
  const best = candidates[0]
  if (best) settle(best.column, 'email', { target: targetOf('email'), sure: 'likely', why: 'content' })
}

/** `Name`, `Nom`, `Title`: a person's whole name, a surname or a business, by its neighbours and its cells. */
function proposeNames(
  columns: readonly Column[],
  found: ReadonlyMap<number, Suggestion>,
  taken: ReadonlySet<string>,
  settle: Settle,
) {
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
  // `Kunde` beside `Ansprechpartner` is a business more often than not.
  const named = columns
    .filter(({ at, key }) => !found.has(at) && wholeNames.has(key))
    .toSorted((a, b) => Number(mayBeBusiness.has(a.key)) - Number(mayBeBusiness.has(b.key)))
  for (const column of named) {
    const target = nameTarget(column, columns, taken)
    if (target && !taken.has(target))
      settle(column, target, { target: targetOf(target), sure: 'likely', why: 'content' })
  }
}

const surnameFirst =
  /^(?:nachname|name|surname|last name|apellidos?|cognome|achternaam|nom) (?:vorname|e nome|y nombre|nombre|first name|voornaam|nome)$/
const mayBeBusiness = new Set(['name', 'kunde', 'client', 'cliente', 'klant'])

/** `CEO Name` or `Owner` where the address is that of `CEO Email` or `Owner Email`. */
function nameBesideAddress(columns: readonly Column[], found: ReadonlyMap<number, Suggestion>): Column | undefined {
  const address = columns.find(({ at }) => isField(found.get(at)?.target, 'email'))
  const who = address && / email(?: address)?$/.test(address.key) && address.key.replace(/ email(?: address)?$/, '')
  if (!who) return undefined
  return columns.find(
    ({ at, key, cells }) =>
      !found.has(at) &&
      [who, `${who} name`, `${who} full name`].includes(key) &&
      share(cells, (cell) => cell.trim().includes(' ') && !legalForm.test(cell.trim())) >= 0.5,
  )
}

function nameTarget(column: Column, columns: readonly Column[], taken: ReadonlySet<string>): string | null {
  const person = taken.has('first_name') || taken.has('last_name') || taken.has('job_title')
  const place = ['website', 'phone', 'address', 'location', 'rating', 'reviews', 'category', 'city'].filter((name) =>
    taken.has(name),
  ).length
  if (column.key === 'name' && !person && !taken.has('company_name') && place >= 2) return 'company_name'
  const isCompanies = share(column.cells, (cell) => legalForm.test(cell.trim())) >= 0.3
  // Beside a whole name; but `Name` beside `Vorname` is the surname.
  const isOther = taken.has('full_name') && !(column.key === 'name' && taken.has('first_name'))
  if (mayBeBusiness.has(column.key) && !taken.has('company_name') && (isCompanies || isOther)) {
    return 'company_name'
  }
  // Without a comma nobody can tell which of the two a word is.
  if (surnameFirst.test(column.key))
    return share(column.cells, (cell) => cell.includes(',')) >= 0.8 ? 'full_name' : null
  if (share(column.cells, (cell) => cell.trim().includes(' ')) >= 0.5) return 'full_name'
  if (['name', 'nom', 'naam', 'nome'].includes(column.key) && taken.has('first_name')) return 'last_name'
  // `Anrede;Name`: whoever is addressed as Mr or Ms is so by the surname.
  const isAddressed = columns.some(({ cells }) => cells.length > 0 && share(cells, isSalutation) >= 0.8)
  if (['name', 'nom', 'naam', 'nome'].includes(column.key) && isAddressed) return 'last_name'
  if (['nombre', 'nome', 'ten', 'navn', 'namn'].includes(column.key) && taken.has('last_name')) return 'first_name'
  return 'full_name'
}

/** Where a consent came from and when: kept with the lead, a variable only where somebody makes it one. */
function proposeConsentFacts(columns: readonly Column[], found: Map<number, Suggestion>) {
  for (const kind of ['consent_source', 'consent_date'] as const) {
    const column = columns.find(({ at, key }) => !found.has(at) && variableAliases[kind].includes(key))
    if (column) found.set(column.at, { target: { kind }, sure: 'certain', why: 'alias' })
  }
}

/** Columns by which people are left in peace. Their headers must say so, and their cells not say something else. */
function proposeConsent(columns: readonly Column[], found: Map<number, Suggestion>) {
  const named = (aliases: readonly string[]) =>
    columns.filter(
      ({ at, key, cells }) =>
        !found.has(at) &&
        (aliases.includes(key) || aliases.includes(key.replace(/^(?:is|has|was) /, ''))) &&
        share(cells, (cell) => cell.trim().length > 80) === 0,
    )
  const tell = (column: Column, kind: 'opt_out' | 'consent') =>
    found.set(column.at, { target: { kind }, sure: 'certain', why: 'alias' })
  for (const column of named(optOutAliases)) tell(column, 'opt_out')
  const [consent] = named(consentAliases)
  if (consent) tell(consent, 'consent')
}

const statusEnd =
  /^(.+?) (?:emails validator status|validator status|verification status|validation status|verification|validation|status|deliverability)$/
/** `Email Verified`, `Is Valid`: yes or no about the address; directories mark businesses with a bare `Verified`. */
const saysVerified =
  /^(?:is )?email (?:is )?(?:verified|valid|deliverable)$|^verified email$|^(?:is )?(?:valid|deliverable)$/
/** `AcmeCheck Result`: what a checker's name stands before, where words say it that are said of addresses alone. */
const verdictEnd = / (?:status|result|verdict|quality|validity|deliverability)$/
const isAboutAddress = (cell: string) => isStatusWord(cell) && /valid|deliver|catch|accept|dispos|mailbox/i.test(cell)
const catchAllEnd = /(?:^|^(.+?) )catch ?all(?: status)?$/

/** The column that says how good the address is, and one for each further address that has its own. */
function proposeVerification(columns: readonly Column[], found: Map<number, Suggestion>, settle: Settle) {
  const addresses = columns.filter(({ at }) => {
    const target = found.get(at)?.target
    return target?.kind === 'email_other' || (target?.kind === 'field' && target.field === 'email')
  })
  const isMain = (column: Column) => found.get(column.at)?.target.kind === 'field'
  const keyed = (key: string | undefined) => addresses.find((address) => address.key === key)
  for (const column of columns) {
    if (found.has(column.at)) continue
    const catchAll = catchAllEnd.exec(column.key)
    if (catchAll) {
      const of = keyed(catchAll[1])
      const about = of && !isMain(of) ? { column: of.at } : {}
      const another = [...found.values()].some(
        ({ target }) => target.kind === 'catch_all' && target.column === about.column,
      )
      if (!another) found.set(column.at, { target: { kind: 'catch_all', ...about }, sure: 'certain', why: 'alias' })
      continue
    }
    const of = keyed(statusEnd.exec(column.key)?.[1])
    if (!of || isMain(of) || share(column.cells, isFlag) >= 0.8) continue
    const taken = [...found.values()].some(({ target }) => target.kind === 'verification' && target.column === of.at)
    if (!taken) found.set(column.at, { target: { kind: 'verification', column: of.at }, sure: 'certain', why: 'alias' })
  }
  const open = columns.filter((column) => !found.has(column.at))
  const ownStatus = (column: Column) =>
    Number(addresses.some((each) => isMain(each) && statusEnd.exec(column.key)?.[1] === each.key))
  const named = open
    .map((column) => ({ column, place: verificationAliases.indexOf(column.key), own: ownStatus(column) }))
    .filter(({ column, place, own }) => (place >= 0 || own === 1) && share(column.cells, isFlag) < 0.8)
    .toSorted(
      (a, b) =>
        share(b.column.cells, isStatusWord) - share(a.column.cells, isStatusWord) ||
        b.own - a.own ||
        a.place - b.place ||
        a.column.at - b.column.at,
    )[0]
  if (named) {
    const speaks = share(named.column.cells, isStatusWord) >= 0.5
    settle(named.column, 'verification', {
      target: { kind: 'verification' },
      sure: speaks ? 'certain' : 'likely',
      why: 'alias',
    })
    return
  }
  const speaking = open.find(
    ({ key, cells }) =>
      share(cells, isStatusWord) >= 0.6 &&
      (maybeVerification.has(key) || (verdictEnd.test(key) && cells.some(isAboutAddress))),
  )
  const flagged = open.find(
    ({ key, cells }) =>
      saysVerified.test(key) && cells.length > 0 && share(cells, isFlag) >= 0.8 && !isOfPlaces(columns),
  )
  const column = speaking ?? flagged
  if (column) settle(column, 'verification', { target: { kind: 'verification' }, sure: 'likely', why: 'content' })
}

const statusOf = /(?:^| )(?:status|stage|subscription)$|^lead category$/

/** A status by which some want no mail: `Unsubscribed` among `Completed` and `Replied`, `Do Not Contact` among the stages. */
function proposeStatus(columns: readonly Column[], found: Map<number, Suggestion>) {
  const column = columns.find(
    ({ at, key, cells }) =>
      statusOf.test(key) &&
      // `Lead Category` was taken for a category of businesses.
      ['left_out', 'variable'].includes(found.get(at)?.target.kind ?? 'left_out') &&
      cells.some(saysNoMail) &&
      share(cells, (cell) => saysNoMail(cell) || saysStage(cell)) >= 0.8,
  )
  if (column) found.set(column.at, { target: { kind: 'opt_out' }, sure: 'likely', why: 'content' })
}

const legalForm =
  /\b(?:gmbh|ag|kg|ohg|ug|e\.?k\.?|ltd|limited|llc|inc|corp|plc|llp|sarl|sas|s\.?a\.?|s\.?l\.?|b\.?v\.?|n\.?v\.?|s\.?r\.?l\.?|s\.?p\.?a\.?|oy|ab|aps|lda|ltda|pty|sp\. z o\.o\.|tnhh)\.?$/i
const bare = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]/g, '')

/** Columns whose headers say nothing: links and phones by their form, names and companies by the address beside them. */
function proposeByContent(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  found: Map<number, Suggestion>,
  taken: ReadonlySet<string>,
  settle: Settle,
) {
  const silent = columns.filter(
    ({ at, key, cells }) => !found.has(at) && cells.length > 0 && !meaningOf(key) && !wholeNames.has(key),
  )
  const offer = (column: Column, name: string, fit: number, least: number) => {
    if (fit < least || taken.has(name) || found.has(column.at)) return
    settle(column, name, { target: targetOf(name), sure: 'likely', why: 'content' })
  }
  for (const column of silent) {
    const { cells } = column
    offer(
      column,
      'linkedin_url',
      share(cells, (cell) => /linkedin\.com\/(?:in|pub|sales)\//i.test(cell)),
      0.6,
    )
    offer(
      column,
      'facebook_url',
      share(cells, (cell) => /facebook\.com\//i.test(cell)),
      0.6,
    )
    const sites = share(cells, (cell) =>
      /^(?:https?:\/\/)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\/?\S*$/i.test(cell.trim()),
    )
    const places = share(cells, (cell) =>
      /google\.[a-z.]+\/|goo\.gl|linkedin\.com|facebook\.com|\.(?:jpe?g|png|webp|svg)\b/i.test(cell),
    )
    if (places < 0.3) offer(column, 'website', sites, 0.7)
    offer(column, 'phone', share(cells, isPhoneCell), 0.7)
  }
  const emailAt = columns.find(({ at }) => isField(found.get(at)?.target, 'email'))?.at
  const open = silent.filter(({ at }) => !found.has(at))
  if (emailAt !== undefined) {
    for (const [name, fit] of [
      ['first_name', fitsFirst],
      ['last_name', fitsLast],
      ['company_name', fitsDomain],
    ] as const) {
      const best = open
        .filter(({ at }) => !found.has(at))
        .map((column) => ({ column, fit: rowShare(rows, emailAt, column.at, fit) }))
        .toSorted((a, b) => b.fit - a.fit)[0]
      if (best) offer(best.column, name, best.fit, 0.4)
    }
  }
  for (const column of open)
    offer(
      column,
      'company_name',
      share(column.cells, (cell) => legalForm.test(cell.trim())),
      0.3,
    )
}

const isField = (target: Target | undefined, field: LeadField) => target?.kind === 'field' && target.field === field

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

type Fit = (cell: string, local: string, domain: string) => boolean
const fitsFirst: Fit = (cell, local) => cell.length >= 3 && local.startsWith(cell)
const fitsLast: Fit = (cell, local) => cell.length >= 3 && local.endsWith(cell)
const fitsDomain: Fit = (cell, _local, domain) =>
  cell.length >= 4 && domain.length >= 4 && (cell.startsWith(domain) || domain.startsWith(cell))

/** Of the rows with an address and this cell, the share where they fit each other. */
function rowShare(rows: readonly (readonly string[])[], emailAt: number, at: number, fit: Fit): number {
  let all = 0
  let fitting = 0
  for (const row of rows) {
    const [email] = findAddresses(row[emailAt] ?? '').valid
    const cell = bare(row[at] ?? '')
    if (!email || cell === '') continue
    all += 1
    const [local = '', domain = ''] = email.split('@')
    if (fit(cell, bare(local), bare(domain.split('.').slice(0, -1).join('')))) fitting += 1
  }
  return all < 2 ? 0 : fitting / all
}

/** In a hand-made sheet every short text column may be a variable under its own name; exports of tools stay lean. */
function proposeRest(columns: readonly Column[], found: Map<number, Suggestion>, taken: Set<string>) {
  if (columns.length > HAND_MADE_COLUMNS) return
  for (const column of columns) {
    if (found.has(column.at) || column.cells.length === 0 || column.key === '') continue
    if (share(column.cells, (cell) => cell.length > VARIABLE_CELL_MAX || isJson(cell)) > 0) continue
    if (share(column.cells, holdsAddress) >= 0.5) continue
    // Numbers of other programs, and a `Title` of Mr and Ms, say nothing in a mail.
    if (/(?:^|\s)(?:id|ids|uuid|guid)$/.test(column.key)) continue
    if (/^tit(?:le|el|re)$/.test(column.key) && share(column.cells, isSalutation) >= 0.5) continue
    const name =
      namesCompany.has(column.key) && !taken.has(LEGAL_NAME) ? LEGAL_NAME : variableNameFor(column.header, taken)
    if (!name) continue
    taken.add(name)
    found.set(column.at, { target: { kind: 'variable', name }, sure: 'ask', why: 'none' })
  }
}

/** A second column with the company, beside the tidied one: a variable called `company` would be taken for that. */
const namesCompany = new Set(['company', 'company name', 'organization', 'organization name', 'organisation name'])
const LEGAL_NAME = 'companyLegalName'

const reserved = new Set<string>([...leadFields, ...knownVariables, 'verification', 'full_name'])

/** A name templates can use, made from a header; null where nothing of it can be kept. */
export function variableNameFor(header: string, taken: ReadonlySet<string>): string | null {
  const base = headerKey(header)
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 60)
  if (base === '') return null
  for (let n = 1; n <= 99; n += 1) {
    const name = n === 1 ? base : `${base}_${n}`
    if (!taken.has(name) && !(n === 1 && reserved.has(name) && name !== headerKey(header).replace(/ /g, '_'))) {
      if (!(leadFields as readonly string[]).includes(name)) return name
    }
  }
  return null
}
