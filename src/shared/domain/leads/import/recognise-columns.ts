/** Suggests a target for each column of a file, by its header and its contents; each target is used for one column. */
import { addressKey, findAddresses, isAddress } from './addresses.ts'
import { isEmptyValue } from './cell-value.ts'
import {
  consentAliases,
  fieldAliases,
  maybeVerification,
  optOutAliases,
  otherEmailHeader,
  placeHeaders,
  recordOwnerHeaders,
  roleHeaders,
  salutationWords,
  variableAliases,
  verificationAliases,
  wholeNameHeaders,
} from './column-aliases.ts'
import { domainOfAddress, isFreeMail } from './free-mail.ts'
import { isGivenName } from './given-names.ts'
import { headerKey } from './header-key.ts'
import { parseHeaderSlot } from './header-slot.ts'
import {
  knownVariables,
  type LeadField,
  leadFields,
  type PersonField,
  type Suggestion,
  type Target,
} from './mapping.ts'
import {
  forbidsEmail,
  isConsentStatus,
  isOfGonePerson,
  isOfOwnBusiness,
  isOwnActivityHeader,
  isPlainNo,
  isRefusalCell,
  isStageCell,
  type OptOutColumnRule,
  onlyForbidsEmail,
  optOutHeaderOf,
  otherChannel,
  readOptOutCell,
  stopReasonOf,
  withoutFlagWords,
} from './opt-out-cells.ts'
import { hasPatronymic, isNameInfix, nameInfix, splitName } from './person-names.ts'
import { recogniseSource } from './recognise-source.ts'
import { secondTableAt } from './second-table.ts'
import { type SourceId, sourceProfiles } from './source-profiles.ts'
import { isRoleAddress } from './special-addresses.ts'
import { readVerification } from './verification.ts'

export type ColumnSample = {
  readonly header: string
  /** Non-empty cells from the first rows; a few dozen are enough. */
  readonly cells: readonly string[]
}

/** With more columns, a file is the export of a tool, and columns that are not needed are left out. */
const HAND_MADE_COLUMNS = 20
const VARIABLE_CELL_MAX = 500

const share = (cells: readonly string[], test: (cell: string) => boolean) =>
  cells.length === 0 ? 0 : cells.filter(test).length / cells.length

const holdsAddress = (cell: string) => findAddresses(cell).valid.length > 0
/** Of any kind: web pages have others between the words of a name. */
const hasSpace = (cell: string) => /\s/.test(cell.trim())
const isAloneAddress = (cell: string) => isAddress(addressKey(cell))
const isJson = (cell: string) => /^\s*[[{]/.test(cell)
const isSalutation = (cell: string) => salutationWords.has(headerKey(cell))
const isNumber = (cell: string) => /^[\d.,\s+-]+$/.test(cell)
const isLink = (cell: string) => /^https?:\/\//i.test(cell.trim())
const isFlag = (cell: string) =>
  /^(true|false|yes|no|ja|nein|oui|non|s[ií]|sì|sim|n[ãa]o|tak|nie|nee|nej|[yjn]|0|1)$/i.test(cell.trim())
const isStatusWord = (cell: string) => !isFlag(cell) && readVerification(cell) !== 'unknown'

/** A profile on another site, a map, a shortened or tracked link, an address. */
const elsewhereOnTheWeb =
  /^(?:https?:\/\/)?(?:[\w-]+\.)*(?:linkedin\.com|lnkd\.in|facebook\.com|fb\.com|fb\.me|instagram\.com|twitter\.com|x\.com|youtube\.com|youtu\.be|tiktok\.com|pinterest\.[a-z]+|xing\.com|yelp\.[a-z]+|tripadvisor\.[a-z]+|wa\.me|whatsapp\.com|t\.me|threads\.net|linktr\.ee|goo\.gl|g\.page|g\.co|google\.[a-z.]+|bit\.ly|tinyurl\.com|calendly\.com|zoom\.us|list-manage\.com|hubspotlinks\.com|sendgrid\.net|crunchbase\.com|angel\.co|github\.com|skype\.com|gravatar\.com)(?:[/?#:]|$)/i
const isNoWebsite = (cell: string) =>
  elsewhereOnTheWeb.test(cell.trim()) || /@/.test(cell) || /\.(?:jpe?g|png|webp|svg|gif)(?:[?#]|$)/i.test(cell)
/** Links that are not the business's website, according to their header. */
const noWebsiteHeader =
  /(?:^| )(?:personal|private|privat|prive|photo|image|img|picture|logo|avatar|icon|thumbnail|profile|unsubscribe|preferences?|calendar|booking|meeting|join|tracking|track|click|reviews?|menu|orders?|reservations?|video|blog|maps?|drive|document|file|attachment|referrer|referer|landing|source|utm|free busy|freebusy|recording|invite|ticket|invoice|qr|check in|checkin|registration)(?: |$)/

/** Returns whether this is a role in a meeting or a tool rather than a job title. */
const isSeat = (cell: string) =>
  /^(?:attendee|presenter|organi[sz]er|panelist|host|co-?host|guest|participant|viewer|member|admin|user|subscriber|customer)$/i.test(
    cell.trim(),
  )

/**
 * Returns whether this is the text of an email. An address in it belongs to the writer, not to the person the row is
 * about.
 */
const isMailText = (cell: string) => cell.includes('@') && cell.split(/\s+/).filter(isWord).length >= 8
const isWord = (word: string) => /^\p{L}{2,}[,.!?;:]?$/u.test(word)

/** Checks whether the cells can be what the header says. Empty columns are assumed to be. */
const cellTestOfTarget: Partial<Record<string, (cells: readonly string[]) => boolean>> = {
  // Also accepts invalid, masked or missing addresses, because the operator must then be told about them.
  email: (cells) => {
    const said = cells.filter((cell) => !isEmptyValue(cell.trim()))
    if (share(said, isMailText) >= 0.5) return false
    return said.length === 0 || share(said, (cell) => holdsAddress(cell) || /@|\(at\)|\[at\]/i.test(cell)) >= 0.2
  },
  first_name: (cells) => share(cells, (cell) => isNumber(cell) || holdsAddress(cell)) < 0.5,
  last_name: (cells) => share(cells, (cell) => isNumber(cell) || holdsAddress(cell)) < 0.5,
  company_name: (cells) => share(cells, (cell) => isNumber(cell) || isLink(cell) || holdsAddress(cell)) < 0.5,
  job_title: (cells) =>
    share(cells, (cell) => isSalutation(cell) || isNumber(cell) || isLink(cell) || isFlag(cell) || isSeat(cell)) < 0.5,
  phone: (cells) => share(cells, (cell) => /\d{3}/.test(cell.replace(/[\s().\-/]/g, ''))) >= 0.3,
  website: (cells) => share(cells, (cell) => /[^\s@]\.[a-z]{2,}/i.test(cell)) >= 0.3 && share(cells, isNoWebsite) < 0.5,
  linkedin_url: (cells) => share(cells, (cell) => /linkedin|^\/?in\//i.test(cell)) >= 0.3,
  facebook_url: (cells) => share(cells, (cell) => /facebook|fb\.|^@?[\w.]+$/i.test(cell)) >= 0.3,
  rating: (cells) => share(cells, isNumber) >= 0.3,
  reviews: (cells) => share(cells, isNumber) >= 0.3,
  // `Completed`, `Bounced`: a lead's status, not a state in which somebody lives. `Deliverable`, `Risky`: a
  // verification result for an address.
  state: (cells) =>
    share(cells, isVerdict) < 0.5 &&
    (!cells.some(forbidsEmail) || share(cells, (cell) => isStageCell(cell) || forbidsEmail(cell)) < 0.5),
}

const fitsTarget = (name: string, all: readonly string[]) => {
  // If a report writes `--` for every missing value, only the other cells count.
  const cells = name === 'email' ? all : all.filter((cell) => !isEmptyValue(cell.trim()))
  // Addresses are found inside JSON too.
  return (
    cells.length === 0 ||
    ((cellTestOfTarget[name]?.(cells) ?? true) && (name === 'email' || share(cells, isJson) < 0.5))
  )
}

const targetOfKey = new Map<string, { readonly name: string; readonly place: number }>()
for (const [name, aliases] of [...Object.entries(fieldAliases), ...Object.entries(variableAliases)]) {
  aliases.forEach((alias, place) => {
    if (!targetOfKey.has(alias)) targetOfKey.set(alias, { name, place })
  })
}

const targetOf = (name: string): Target =>
  (leadFields as readonly string[]).includes(name)
    ? { kind: 'field', field: name as LeadField }
    : { kind: 'variable', name }

/** Returns the key of a header. If letters were lost (`Pr�nom`, `T?l?phone`), the matching known name is used. */
function keyOf(header: string): string {
  // `And your last name, {{field:first}}?`: a form inserts an earlier answer into the question.
  if (header.includes('{{')) return keyOf(header.replace(/\{\{[^{}]*\}\}/g, ' ').replaceAll('{{', ' '))
  // `What is your name? (first and last)`: the hint in brackets is not part of the question.
  const question = /^(.*\?)\s*\([^()]*\)\s*$/s.exec(header)?.[1]
  if (question !== undefined) return keyOf(question)
  const named = nameInTwoLanguages(header)
  if (named !== undefined) return named
  const parts = header.length > 60 ? [header] : header.split(/\ufffd+|(?<=\p{L})\?+(?=\p{L})/u)
  if (parts.length === 1) return headerKey(header)
  const bare = (part: string) => headerKey(part).replace(/[^\p{L}\p{N} ]/gu, '')
  const pattern = new RegExp(`^${parts.map(bare).join(' ?\\p{L}{1,2}')}$`, 'u')
  const meant = [...targetOfKey.keys(), ...wholeNameHeaders].filter((name) => pattern.test(name))
  return meant[0] ?? headerKey(header)
}

const nameOfKey = (key: string) => targetOfKey.get(key)?.name ?? (wholeNameHeaders.has(key) ? 'full_name' : undefined)

/**
 * `Company / Firma`, `Firma (Company)`: the same name in two languages. If they are separated by a slash, one may be
 * unknown.
 */
function nameInTwoLanguages(header: string): string | undefined {
  const [, before, sign, after] = twoParts.exec(header) ?? []
  if (before === undefined || after === undefined) return undefined
  const whole = headerKey(header)
  const keys = [before, after].map(headerKey)
  const names = keys.map(nameOfKey)
  const meant = names[0] ?? names[1]
  const isOneKnown = names[0] === undefined || names[1] === undefined
  const differ = isOneKnown ? sign === '(' || !ofOneLanguage.has(meant ?? '') : names[0] !== names[1]
  if (meant === undefined || differ || nameOfKey(whole) !== undefined) return undefined
  // Either part may say where an address is used, so the whole header is needed.
  if (meant === 'email' && (privateHeader.test(whole) || workHeader.test(whole))) return undefined
  return names[0] === undefined ? keys[1] : keys[0]
}
const ofOneLanguage: ReadonlySet<string> = new Set(['first_name', 'last_name', 'company_name', 'job_title'])
const twoParts = /^([^/()]{1,40})([/(])([^/()]{1,40})\)?\s*$/

type Column = ColumnSample & { readonly at: number; readonly key: string }

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

type AssignColumn = (column: Column, name: string, suggestion: Suggestion) => void

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

const ownerPrefix =
  /^(?:business|billing|contact|lead|person|prospect|customer|client|invitee|attendee|participant|registrant|subscriber|member|candidate|guest|employment|properties|ap|ansprechpartner|ansprechperson|kontakt|kontaktperson|contactpersoon|interlocuteur|referente|contacto|contatto) /
/**
 * Returns the meaning of a header: `business_phone` is a phone, `contact_city` a city, and so is `Address 1 - City`.
 */
function meaningOf(key: string) {
  return targetOfKey.get(key) ?? meaningWithoutOwner(key) ?? meaningOfAddressPart(key) ?? meaningOfNumbered(key)
}

/** The account holder takes precedence over the payer: `user_email` over `billing_email`. */
function meaningWithoutOwner(key: string) {
  const hit = targetOfKey.get(key.replace(ownerPrefix, ''))
  return hit && key.startsWith('billing ') ? { name: hit.name, place: hit.place + 100 } : hit
}

const ofPerson = new Set(['first_name', 'last_name', 'job_title'])
/**
 * Additions to a header if a file has several columns of a kind, and how much lower such a column ranks than one
 * without.
 */
const headerAdditions = [
  // `Company1`, `Job Title 1`: the first of several.
  { form: /^(\D{3,}?) ?1$/, later: 400 },
  // `Company (Billing)`, `Last Name (Shipping)`: the payer comes before the recipient.
  { form: /^(.+) billing$/, later: 100 },
  // `company (metadata)`: a payment service's export of metadata added to a customer.
  { form: /^(.+) metadata$/, later: 150 },
  { form: /^(.+) shipping$/, later: 300 },
  // `Vorname Ansprechpartner`, `Prénom du contact`.
  {
    form: /^(.+?) (?:ansprechpartner(?:in)?|ansprechperson|kontaktperson|kontakt|contact|du contact|(?:del |de )?contacto|(?:del )?contatto|contactpersoon)$/,
    later: 60,
    names: ofPerson,
  },
  // `DirectorSurname` in a company register: the director, if nobody else is named.
  { form: /^(?:director|provider|principal|proprietor) (.+)$/, later: 500, names: ofPerson },
]

function meaningOfNumbered(key: string) {
  for (const { form, later, names } of headerAdditions) {
    const name = form.exec(key)?.[1]
    const hit = name === undefined ? undefined : targetOfKey.get(name)
    if (hit && (names?.has(hit.name) ?? true)) return { name: hit.name, place: hit.place + later }
  }
  return undefined
}

const placeNames = new Set(['address', 'city', 'state', 'zip', 'country', 'phone'])
const atWork =
  /^(?:adr )?(?:business|work|office|company|hq|headquarters?|organization|werkadres|employer|practice|clinic|school) | (?:geschaftlich|dienstlich|bureau|werk|zakelijk|del trabajo|de trabajo|trabajo|empresa|lavoro|ufficio|business|work|office|company|firma|societe|bedrijf|hq|sluzbowy)$/
const atHome =
  /^(?:adr )?(?:home|private|thuisadres|other) | (?:privat|domicile|autre|thuis|prive|del domicilio|casa|particular|abitazione|home|weitere|prywatny)$/
const elsewhere =
  /^(?:address \d+|adr(?: \d+)?|default address|mailing|billing|shipping|postal|primary|main|location|address|adresse|anschrift|indirizzo|adres|direccion|account|store|property|street address|registered|physical|geo) /

/** Returns the meaning of a part of an address in an address book; a work address ranks before a home address. */
function meaningOfAddressPart(key: string) {
  const [at, rest] = atWork.test(key)
    ? [100, key.replace(atWork, '')]
    : atHome.test(key)
      ? [300, key.replace(atHome, '')]
      : [200, key.replace(elsewhere, '')]
  const part = rest === 'region' ? 'state' : rest
  const hit = rest === key ? undefined : (targetOfKey.get(part) ?? targetOfKey.get(part.replace(elsewhere, '')))
  return hit && placeNames.has(hit.name) ? { name: hit.name, place: hit.place + at } : undefined
}

/** Questions in forms, such as `What is your e-mail address?` */
const questionStart =
  /^(?:and |und |et |y |e |en )?(?:what (?:is|s) your|(?:please )?(?:enter|provide|type) your|your|(?:wie|was) (?:ist|lautet) (?:ihre?|deine?)|ihre?|quell?e? est votre|votre|cual es (?:su|tu)|wat is (?:uw|je)|uw|je|jouw|deine?|vase|tvoje) /

/**
 * Selects the best column for each target among those with a matching header. Columns with values come before empty
 * ones.
 */
function proposeByAlias(
  open: readonly Column[],
  columns: readonly Column[],
  taken: ReadonlySet<string>,
  settle: AssignColumn,
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
        Number(repeatsFewAddresses(a.column)) - Number(repeatsFewAddresses(b.column)) ||
        // With two `email` columns, one of them with role addresses, the other is what an email finder found for the
        // person.
        Number(holdsRoleAddresses(a.column)) - Number(holdsRoleAddresses(b.column)) ||
        a.place - b.place ||
        a.column.at - b.column.at,
    )
    const { column } = candidates[0] as { column: Column }
    // `Corporate Email` beside `Personal Email`: people are contacted at work.
    if (name === 'email' && privateHeader.test(column.key) && open.some(isWorkAddress)) continue
    const better = name === 'email' && !workHeader.test(column.key) ? preferWorkAddress(column, open) : undefined
    if (better) {
      settle(better, name, { target: targetOf(name), sure: 'likely', why: 'alias' })
      continue
    }
    const own = column.key === name.replace(/_/g, ' ')
    const sure = own || (name !== 'website' && name !== 'job_title') ? 'certain' : 'likely'
    settle(column, name, {
      target: targetOf(name),
      sure: column.cells.length === 0 ? 'likely' : sure,
      why: own ? 'header' : 'alias',
    })
  }
}

const privateHeader =
  /(?:^| )(?:personal|private|privat|prive|perso|personnel|personale|personlich|priv|home|casa|thuis|prywatny)(?: |$)/
const workHeader =
  /(?:^| )(?:work|business|professional|corporate|company|office|b2b|gesch|geschaftl[^ ]*|dienstl[^ ]*|zakelijk|professionnel|professionnelle|pro|trabajo|lavoro|aziendale|arbeit|berufl[^ ]*|travail|sluzbowy)(?: |$)/
const isWorkAddress = (column: Column): boolean =>
  workHeader.test(column.key) &&
  column.cells.length > 0 &&
  parseHeaderSlot(column.key).isAddress &&
  fitsTarget('email', column.cells) &&
  !repeatsFewAddresses(column)

/** Prefers a `Work Email` to an `Email Address` in which people entered their private address. */
function preferWorkAddress(column: Column, open: readonly Column[]): Column | undefined {
  const isAtHome = ({ cells }: Column) =>
    share(cells, (cell) => findAddresses(cell).valid.some((address) => isFreeMail(domainOfAddress(address))))
  const most = isAtHome(column)
  return most < 0.2 ? undefined : open.find((other) => isWorkAddress(other) && isAtHome(other) < most)
}

/**
 * Returns whether `title` is the name of a business, as in a directory of places; so is `Nom` in a directory without
 * first names.
 */
function isPlaceTitle({ key }: Column, columns: readonly Column[]): boolean {
  const isName = ['nom', 'nombre', 'nome', 'naam'].includes(key)
  if (key !== 'title' && !isName) return false
  return isPlaceFile(columns) && !(isName && columns.some((other) => meaningOf(other.key)?.name === 'first_name'))
}

const isPlaceFile = (columns: readonly Column[]): boolean =>
  columns.filter((other) => placeHeaders.has(other.key)).length >= 3

/** Returns whether the column contains role addresses. */
const holdsRoleAddresses = ({ cells }: Column): boolean =>
  share(cells, (cell) => isRoleAddress(addressKey(cell))) >= 0.8

/**
 * Returns whether the same few addresses are repeated: they belong to the people who maintain the file, not to those in
 * it.
 */
function repeatsFewAddresses({ cells }: Column): boolean {
  const addresses = cells.map(addressKey).filter(isAddress)
  return addresses.length >= 3 && new Set(addresses).size * 2 <= addresses.length
}
/**
 * Returns whether the column contains a separate address for each row's person, whatever its header: `Enriched email`.
 */
const isOwnAddress = (column: Column): boolean =>
  /(?:^| )(?:emails?|mail|epost|correo|courriel)(?: |$)/.test(column.key) &&
  column.cells.length >= 2 &&
  share(column.cells, isAloneAddress) >= 0.8 &&
  !repeatsFewAddresses(column) &&
  !nobodysAddress.test(column.key) &&
  !ofAssistant.test(column.key)
const nobodysAddress =
  /(?:^| )(?:owner|user|sender|from|by|created|captured|assigned|agent|representative|representant|rep|manager|verantwortlich[^ ]*|zustandig[^ ]*|intern|interner?|bearbeiter(?:in)?|(?:kunden)?betreuer(?:in)?|vertriebler(?:in)?|du commercial|inviter|host|spouse|parent|suggest[^ ]*|did you mean|normali[sz]ed|recommended|corrected|old|previous|former|invalid|bounced|unsubscribed|wrong|bad|dead|blocked|opted out|gesperrte?|abgemeldete?|falsche?|ungultige?|alte|veraltete?|anciens?|anciennes?|anterior|vecchi[ao]|antigu[ao]|antig[ao]|gamm[ae]l|gaml[ae]|star[yáéa]|bisher[^ ]*|fruher[^ ]*|precedent[^ ]*|vroeger[^ ]*|tidligere|tidigare|dawn[yae]|eski|vanha|oude?|steuerberater|accountant|emergency|notfall[^ ]*|guests?|referr[^ ]*|cc|bcc|reply to|newsletter|pec|domain|provider|template|subject)(?: |$)/
/** `Old email`, and `E-Mail alt` beside `E-Mail neu`; on its own, `alt` means an alternative address in English. */
const isReplaced = ({ key }: Column, columns: readonly Column[]): boolean =>
  nobodysAddress.test(key) || (key.endsWith(' alt') && columns.some((other) => / (?:neu|aktuell)$/.test(other.key)))
/** The person who maintains a record; never a second address of the person in it. */
const recordOwnerEmail = /^(?:(?:lead|contact|account|record|deal) )?(?:user|owner) email$/
/** The person who bought tickets for others. */
const isTicketBuyer = ({ key }: Column, columns: readonly Column[]): boolean =>
  /^(?:buyer|purchaser|orderer) email(?: address)?$/.test(key) &&
  columns.some((other) => /^(?:attendee|ticket) /.test(other.key))
/** Somebody who works for the person, or lives with them. */
const ofAssistant = /(?:^| )(?:assistant|secretary|assistenz|assistent|assistente|spouse)(?: |$)/

/** Words for an address that everybody at the business reads; any other address comes first. */
const ofNobody =
  /(?:^| )(?:zentrale|central[aeo]?|allgemein|general(?! manager| director)|generic|algemeen|switchboard)(?: |$)/

/** Suggests further address columns, and an address column whose header says nothing. */
function proposeEmails(
  columns: readonly Column[],
  found: Map<number, Suggestion>,
  taken: ReadonlySet<string>,
  settle: AssignColumn,
) {
  const lateness = ({ key }: Column) => 2 * Number(ofNobody.test(key)) + Number(privateHeader.test(key))
  const personalFirst = columns.toSorted((a, b) => lateness(a) - lateness(b))
  for (const column of personalFirst) {
    if (found.has(column.at)) continue
    const named =
      otherEmailHeader.test(column.key) ||
      meaningOf(column.key)?.name === 'email' ||
      parseHeaderSlot(column.key).isAddress
    if (!named || !fitsTarget('email', column.cells) || ofAssistant.test(column.key)) continue
    if (!taken.has('email') && column.cells.length > 0) {
      settle(column, 'email', { target: targetOf('email'), sure: 'likely', why: 'alias' })
    } else if (!repeatsFewAddresses(column) && !recordOwnerEmail.test(column.key) && !isTicketBuyer(column, columns)) {
      found.set(column.at, { target: { kind: 'email_other' }, sure: 'likely', why: 'alias' })
    }
  }
  if (taken.has('email')) {
    for (const column of columns) {
      if (found.has(column.at) || !isOwnAddress(column) || isTicketBuyer(column, columns)) continue
      found.set(column.at, { target: { kind: 'email_other' }, sure: 'likely', why: 'content' })
    }
    return
  }
  // If this is the only address, the row itself is that person.
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
    .filter((column) => !found.has(column.at) && !targetOfKey.has(column.key))
    .map((column) => ({ column, alone: share(column.cells, isAloneAddress), some: share(column.cells, holdsAddress) }))
    .filter(({ some }) => some >= 0.5)
    .toSorted(
      (a, b) =>
        // `New email` comes before `Old email`.
        Number(isReplaced(a.column, columns)) - Number(isReplaced(b.column, columns)) ||
        b.alone - a.alone ||
        b.some - a.some ||
        a.column.at - b.column.at,
    )
  const best = candidates[0]
  if (best) settle(best.column, 'email', { target: targetOf('email'), sure: 'likely', why: 'content' })
}

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
function proposePersons(columns: readonly Column[], found: Map<number, Suggestion>, settle: AssignColumn) {
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
  for (const { column: address, slot } of others) {
    const own = telling(slot === main.slot ? '' : slot)
    if (!own.some(isName) && !(isMainNamed && slot !== '' && slot !== main.slot)) continue
    found.set(address.at, { target: { kind: 'email_other', own: true }, sure: 'certain', why: 'alias' })
    const told = new Set<PersonField>()
    for (const { column, field } of own) {
      if (told.has(field)) continue
      told.add(field)
      found.set(column.at, { target: { kind: 'of_address', field, column: address.at }, sure: 'certain', why: 'alias' })
    }
  }
}

const holdsName = (cell: string) => /^\p{L}[\p{L}.'’-]*(?: \p{L}[\p{L}.'’-]*){1,4}$/u.test(cell.trim())
const isOpenOrPerson = (suggestion: Suggestion | undefined) =>
  isReassignable(suggestion) || (suggestion?.target.kind === 'field' && suggestion.target.field !== 'email')

/**
 * Decides whether `Name`, `Nom` or `Title` is a whole name, a surname or a business, by the neighbouring columns and
 * the cells.
 */
function proposeNames(
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
  // `Kunde` beside `Ansprechpartner` is usually a business.
  const likelyBusiness = (column: Column) =>
    isBusinessOfPerson(column, columns, fitShare) ? 2 : Number(mayBeBusiness.has(column.key))
  const named = columns
    .filter((column) => !found.has(column.at) && (wholeNameHeaders.has(column.key) || isCloseBusiness(column, columns)))
    .filter((column) => !isJoinedName(column, columns) && !asksWhetherToWrite(column.key, column.cells))
    .filter((column) => !isRecordOwner(column, columns, taken, fitShare))
    .toSorted(
      (a, b) => Number(a.cells.length === 0) - Number(b.cells.length === 0) || likelyBusiness(a) - likelyBusiness(b),
    )
  for (const column of named) {
    const target = nameTarget(column, likelyBusiness(column) > 0, columns, taken, fitShare, () =>
      repeatsNames(column.at, columns, found, rows),
    )
    if (target && !taken.has(target))
      settle(column, target, { target: targetOf(target), sure: 'likely', why: 'content' })
  }
  // Outlook exports `van den` as the middle name.
  const between = columns.find(
    ({ at, key, cells }) =>
      !found.has(at) && /^(?:middelste naam|middle name)$/.test(key) && share(cells, isNameInfix) >= 0.5,
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
  columns: readonly Column[],
  taken: ReadonlySet<string>,
  fitShare: (at: number, fit: Fit) => number,
): boolean {
  if (!recordOwnerHeaders.has(column.key) || fitShare(column.at, yieldsLocalPart) >= 0.4) return false
  const isOfFewNames = column.cells.length >= 3 && new Set(column.cells).size * 2 <= column.cells.length
  return isOfFewNames || hasColumnOfPeople(columns, fitShare) || (taken.has('first_name') && taken.has('last_name'))
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
const isBusinessOfPerson = (column: Column, columns: readonly Column[], fitShare: (at: number, fit: Fit) => number) =>
  !namesPeople(column, fitShare) && fitShare(column.at, fitsDomain) >= 0.5 && hasColumnOfPeople(columns, fitShare)
const isPersonName = (cell: string) => {
  const { first, last } = splitName(cell)
  return first !== null && last !== null && isGivenName(first)
}

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

/** In Close, a lead is a business, and its people are contacts. */
function isCloseBusiness({ key }: Column, columns: readonly Column[]): boolean {
  const has = (other: RegExp) => columns.some((column) => other.test(column.key))
  if (key === 'lead name') return has(/^(?:name|contact name|lead id)$/)
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
const surnames = new Set(['name', 'nom', 'naam', 'nome', 'nume', 'nom du contact'])
const surnameFirst =
  /^(?:(?:nachname|name|surname|last name|apellidos?|cognome|achternaam|nom) (?:vorname|e nome|y nombre|nombre|first name|voornaam|nome)|(?:teljes )?nev|фио|фамилия имя(?: отчество)?)$/
const mayBeBusiness = new Set([
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
const isOneWord = (cell: string) => /^\p{L}[\p{L}.'’-]*$/u.test(cell.trim())
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

function nameTarget(
  column: Column,
  isBusiness: boolean,
  columns: readonly Column[],
  taken: ReadonlySet<string>,
  fitShare: (at: number, fit: Fit) => number,
  repeats: () => boolean,
): string | null {
  const person = taken.has('first_name') || taken.has('last_name') || taken.has('job_title')
  const place = ['website', 'phone', 'address', 'location', 'rating', 'reviews', 'category', 'city'].filter((name) =>
    taken.has(name),
  ).length
  if (isCloseBusiness(column, columns)) return 'company_name'
  if (column.key === 'name' && !person && !taken.has('company_name') && place >= 2) return 'company_name'
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
  // Without a comma, it cannot be determined which of the two a word is.
  if (surnameFirst.test(column.key))
    return share(column.cells, (cell) => cell.includes(',') || hasPatronymic(cell)) >= 0.8 ? 'full_name' : null
  // If most rows are like `Müller Hans`, the surname comes first and must not be used as the first name.
  if (column.cells.length >= 3 && share(column.cells, isSurnameFirst) >= 0.8) return null
  if (share(column.cells, hasSpace) >= 0.5) return 'full_name'
  if (surnames.has(column.key) && taken.has('first_name')) return 'last_name'
  // `Anrede;Name`: a person addressed with a salutation is addressed by surname.
  const isAddressed = columns.some(({ cells }) => cells.length > 0 && share(cells, isSalutation) >= 0.8)
  if (['name', 'nom', 'naam', 'nome'].includes(column.key) && isAddressed) return 'last_name'
  if (givenBesideSurname.has(column.key) && taken.has('last_name')) return 'first_name'
  const lone = column.cells.length === 0 ? null : loneNameTarget(column, fitShare)
  return lone !== null && !taken.has(lone) && !taken.has('full_name') ? lone : 'full_name'
}

/**
 * Maps a job title column such as `Intitulé` in an account book to the company if its cells match the domains of the
 * addresses.
 */
function proposeBusinessOfTitle(
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

/**
 * Suggests columns with the source and date of a consent. They are stored with the lead, and are variables only if the
 * operator makes them so.
 */
function proposeConsentFacts(columns: readonly Column[], found: Map<number, Suggestion>) {
  for (const kind of ['consent_source', 'consent_date'] as const) {
    const column = columns.find(({ at, key }) => !found.has(at) && variableAliases[kind].includes(key))
    if (column) found.set(column.at, { target: { kind }, sure: 'certain', why: 'alias' })
  }
}

/**
 * Columns that an email service's list of bounces, blocks or spam reports has besides the address, and that no plain
 * list of leads has.
 */
const suppressionKeys: ReadonlySet<string> = new Set(['email', 'status', 'reason', 'created', 'ip'])

/** Suggests opt-out and consent columns, by their headers. */
function proposeConsent(columns: readonly Column[], found: Map<number, Suggestion>) {
  const keys = columns.map(({ key }) => key)
  const since = columns.find(({ key }) => key === 'created')
  // Everyone in such a list counts, even without a reason.
  if (since && keys.every((key) => suppressionKeys.has(key)) && (keys.includes('reason') || keys.includes('ip')))
    found.set(since.at, optOutSuggestion('yes_stops', 'certain', since.cells))
  const open = columns.filter(({ at }) => isReassignable(found.get(at)))
  const consent = open.find(
    ({ key, cells }) =>
      consentAliases.includes(withoutFlagWords(key)) && share(cells, isLink) < 0.5 && !isOfPartners(key, columns),
  )
  if (consent)
    found.set(consent.at, isOpenQuestion(consent) ? optOutSuggestion('no_stops', 'likely', consent.cells) : isConsent)
  for (const { at, key, cells } of open) {
    if (at === consent?.at || share(cells, isLink) >= 0.5) continue
    const isListed = optOutAliases.includes(withoutFlagWords(key))
    const kind = isListed ? 'stop' : optOutHeaderOf(key)
    if (kind === 'stop' && (isCountBesideStatus(key, cells, columns) || isOfPost(key, columns))) continue
    if (isOfPlan(key, cells, columns) || isOfPartners(key, columns)) continue
    if (kind === 'stop') {
      // `Kein Mailing` also ends with a word for mailings, but a yes under it means no.
      found.set(at, optOutSuggestion('yes_stops', isListed ? 'certain' : 'likely', cells))
      continue
    }
    if ((isHarmful(key) && share(cells, isFlag) >= 0.8) || (kind === null && isOfGonePerson(key, cells))) {
      found.set(at, optOutSuggestion('yes_stops', 'likely', cells))
      continue
    }
    const permits =
      kind === 'permission' || isAddressByName(key, cells) || isOfMailing(key, cells) || asksWhetherToWrite(key, cells)
    if (permits || isConfirmation(key, columns)) {
      const read = ruleOfPermissionColumn(cells)
      if (read) found.set(at, optOutSuggestion(read, 'likely', cells))
    }
  }
}

/** Flags set by verification services for addresses that harm the sender or reach nobody. */
const isHarmful = (key: string): boolean =>
  /^(?:(?:is|known|email) )?(?:spam ?trap|honeypot|toxic|abuse|complainer|(?:serial )?litigator|disposable(?: email)?|temporary email|temp ?mail|throwaway|wegwerfadresse|wegwerf ?mail)s?$/.test(
    key,
  )
/** `Email` with yes and no: below *Marketing consent* in the line above, or beside `Phone` and `Post`. */
const isAddressByName = (key: string, cells: readonly string[]): boolean =>
  targetOfKey.get(key)?.name === 'email' && cells.length > 0 && share(cells, isFlag) >= 0.8
/** `Bounce Count`: the number of bounces is not a result if a status column shows bounces. */
const isCountBesideStatus = (key: string, cells: readonly string[], columns: readonly Column[]): boolean =>
  /(?:^| )bounces?(?: count)?$/.test(key) &&
  cells.every((cell) => /^\s*\d*\s*$/.test(cell)) &&
  columns.some((other) => optOutHeaderOf(other.key) === 'status' && other.cells.some(saysBounced))
/** `Statistics mailing`, `Werbung per E-Mail`, `Contact by email` with yes and no. */
const isOfMailing = (key: string, cells: readonly string[]): boolean =>
  !isOwnActivityHeader(key) &&
  (/(?:^| )(?:mailings?|emailing|newsletter|infomail)$/.test(key) || (byMail.test(key) && forMailing.test(key))) &&
  share(cells, isFlag) >= 0.5
const byMail = /(?:^| )(?:e ?mails?|mails?|e ?post|correos?|courriels?|mailen)(?: |$)/
const forMailing =
  /(?:^| )(?:werbung|reclame|publicidad|publicite|pubblicita|publicidade|kontakt[^ ]*|contact[^ ]*|communications?|commercial|promotional|promo|offers|angebote|updates|prospection|marketing|third party|toegestaan|ok|j n|y n|ja nein|yes no)(?: |$)|^(?:mailen|emails)$/
/** `Contact?` with yes and no does not say whom to contact. */
const asksWhetherToWrite = (key: string, cells: readonly string[]): boolean =>
  /^(?:contact|kontakt|contacto|contatto|contato)$/.test(key) &&
  cells.length > 0 &&
  share(cells, (cell) => !/\d/.test(cell) && /^(?:fine|stop)$/.test(readOptOutCell(cell, 'no_stops'))) >= 0.9
/** `Activated` beside `Deactivated`: without a value, the person never confirmed. */
const isConfirmation = (key: string, columns: readonly Column[]): boolean =>
  /^(?:activated|aktiviert|active since|active|actif|geactiveerd|attivato|activado|confirmed)(?: at| am| on)?$/.test(
    key,
  ) &&
  columns.some((other) =>
    /^(?:deactivated|deaktiviert|desactive|gedeactiveerd|disattivato|desactivado)(?: at| am| on)?$/.test(other.key),
  )
/** `Do not allow mails` beside `Do not allow emails` is about postal mail. */
const isOfPost = (key: string, columns: readonly Column[]): boolean =>
  /(?:^| )mails?(?: |$)/.test(key) &&
  columns.some(
    (other) =>
      other.key !== key && other.key.replace(/(^| )emails?(?= |$)/, '$1mails') === key.replace(/mail(?= |$)/, 'mails'),
  )
/** `active_subscription` beside a plan and payments: a paid subscription, not an email subscription. */
const isOfPlan = (key: string, cells: readonly string[], columns: readonly Column[]): boolean =>
  /(?:^| )subscri(?:ption|ber)s?(?: |$)/.test(key) &&
  !/email|newsletter|marketing|status/.test(key) &&
  share(cells, isFlag) >= 0.8 &&
  columns.some((other) =>
    /(?:^| )(?:plan|payment|paid|billing|expiry|expires|renewal|mrr|price|tier)(?: |$)/.test(other.key),
  )
/** A shop that asks for consent to its own newsletter, and uses `optin` for offers of partners. */
const isOfPartners = (key: string, columns: readonly Column[]): boolean =>
  /^(?:opt ?in|partner offers?)$/.test(key) && columns.some((other) => other.key === 'newsletter')
const saysBounced = (cell: string) => /bounce/i.test(cell) && forbidsEmail(cell)

const isConsent: Suggestion = { target: { kind: 'consent' }, sure: 'certain', why: 'alias' }
/**
 * Returns whether a yes/no consent column also contains other answers, such as `to be checked`; the operator is then
 * asked about those people.
 */
const isOpenQuestion = ({ cells }: Column) => {
  const answers = new Set(cells.map((cell) => readOptOutCell(cell, 'no_stops')))
  return ruleOfPermissionColumn(cells) === 'no_stops' && answers.has('fine') && answers.has('unknown')
}

/** Returns whether a column is not assigned, or assigned to something that emails can do without. */
const isReassignable = (suggestion: Suggestion | undefined) =>
  suggestion === undefined || suggestion.target.kind === 'left_out' || suggestion.target.kind === 'variable'

/**
 * Suggests an opt-out column. Cells that are not understood exclude their row, and the operator is asked about them.
 */
function optOutSuggestion(read: OptOutColumnRule, sure: 'certain' | 'likely', cells: readonly string[]): Suggestion {
  const isClear = cells.every((cell) => readOptOutCell(cell, read) !== 'unknown')
  const target: Target = read === 'yes_stops' ? { kind: 'opt_out' } : { kind: 'opt_out', read }
  return { target, sure: isClear ? sure : 'ask', why: 'alias' }
}

/**
 * Returns how to read a `Newsletter` column, which may contain yes and no or the newsletter's name; the cells decide.
 */
function ruleOfPermissionColumn(cells: readonly string[]): OptOutColumnRule | null {
  const answers = cells.map((cell) => readOptOutCell(cell, 'no_stops')).filter((answer) => answer !== 'blank')
  if (!answers.some((answer) => answer !== 'unknown')) return null
  const understood = answers.filter((answer) => answer !== 'unknown').length
  return understood * 2 >= answers.length ? 'no_stops' : 'refusal_stops'
}

const statusEnd =
  /^(.+?) (?:emails validator status|validator status|verification status|validation status|verification|validation|status|deliverability)$/
const statusStart =
  /^(?:verif(?:y|ied|ication|ier)|validat(?:e|ed|ion|or)|check(?:ed|er)?|status|result)(?: of| status| result)? (.+?)(?: status| result)?$/
/** Returns the header of the address column that a status column refers to: `Email 2 Status`, `Verify Email 2`. */
const addressHeaderOfStatus = (key: string) => statusEnd.exec(key)?.[1] ?? statusStart.exec(key)?.[1]
/**
 * `Email Verified`, `Is Valid`: yes or no for the address. A bare `Verified` is not included, because directories use
 * it for businesses.
 */
const saysVerified =
  /^(?:can send|(?:is |email )?sendable|(?:ok|okay) to send|send ok)$|^(?:is )?email (?:is )?(?:verified|valid|deliverable)$|^(?:verified|valid) email$|^(?:is )?(?:valid|deliverable|safe to send)$|^(?:gultig|zustellbar|valide|valido|valida|geldig|wazny|giltig|gyldig|reachable|email works|email funktioniert|mail kommt an)$|^email (?:verifiziert|gepruft|gultig|verifie|valide|valido|verificado|verificato|geverifieerd|geldig)$/
/** Results of querying the mail server; without a mailbox, nothing arrives. */
const ofMailbox = /^(?:mailbox exists|email exists|smtp valid|smtp check|mx valid|mx found|has mx|domain exists)$/
/**
 * Endings such as `AcmeCheck Result` after the name of a verification service, used if the cells have words that only
 * describe addresses.
 */
const verdictEnd = / (?:status|result|verdict|quality|validity|deliverability)$/
const isAboutAddress = (cell: string) =>
  isStatusWord(cell) &&
  /valid|deliver|catch|accept[-_ ]?all|accepted[-_ ]e?-?mail|dispos|mailbox|gültig|zustell|válid|geldig|spam ?trap|safe to send/i.test(
    cell,
  )
const catchAllEnd = /(?:^|^(.+?) )catch ?all(?: status)?$/

/** Suggests the verification column, and one for each further address that has its own. */
function proposeVerification(columns: readonly Column[], found: Map<number, Suggestion>, settle: AssignColumn) {
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
    const of = keyed(addressHeaderOfStatus(column.key))
    if (!of || isMain(of) || share(column.cells, isFlag) >= 0.8) continue
    const taken = [...found.values()].some(({ target }) => target.kind === 'verification' && target.column === of.at)
    if (!taken) found.set(column.at, { target: { kind: 'verification', column: of.at }, sure: 'certain', why: 'alias' })
  }
  const open = columns.filter(({ at, key, cells }) => !found.has(at) && !(notVerdict.test(key) && cells.length > 0))
  const ownStatus = (column: Column) =>
    Number(addresses.some((each) => isMain(each) && addressHeaderOfStatus(column.key) === each.key))
  const named = open
    .map((column) => ({
      column,
      place: verificationAliases.indexOf(column.key),
      own: ownStatus(column),
      speaks: share(column.cells, isVerdict),
      // `catch_all` is more informative than `risky` in another column, and interpreted as something else it would
      // count as an opt-out.
      about: Number(column.cells.some(isAboutAddress)),
      // The result of a verification service takes precedence over what the source of the address said about it.
      checker: Number(checker.test(column.key)),
      plain: Number(share(column.cells, isJson) < 0.5),
    }))
    .filter(({ column, place, own, speaks, checker: checks }) => {
      if (share(column.cells, isFlag) >= 0.8) return false
      if (place >= 0 || own === 1) return true
      if (speaks < 0.6 || otherSubject.test(column.key)) return false
      if (maybeVerification.has(column.key)) return column.cells.some(isStatusWord)
      const isAbout = column.cells.some(isAboutAddress)
      return checks === 1 || (isAbout && (verdictEnd.test(column.key) || speaks >= 0.9))
    })
    .toSorted(
      (a, b) =>
        Number(b.speaks >= 0.5) - Number(a.speaks >= 0.5) ||
        b.plain - a.plain ||
        b.checker - a.checker ||
        b.own - a.own ||
        Number(a.place < 0) - Number(b.place < 0) ||
        a.place - b.place ||
        b.about - a.about ||
        a.column.at - b.column.at,
    )[0]
  if (named) {
    settle(named.column, 'verification', {
      target: { kind: 'verification' },
      sure: named.speaks >= 0.5 && (named.place >= 0 || named.own === 1) ? 'certain' : 'likely',
      why: named.place >= 0 || named.own === 1 ? 'alias' : 'content',
    })
    return
  }
  const flagged = columns.find(
    ({ at, key, cells }) =>
      !found.has(at) &&
      (ofMailbox.test(key) || open.some((other) => other.at === at)) &&
      (saysVerified.test(key) ||
        ofMailbox.test(key) ||
        (checker.test(key) && !otherSubject.test(key) && (key !== 'verified' || hasPerson(columns)))) &&
      cells.length > 0 &&
      share(cells, isFlag) >= 0.8 &&
      !isPlaceFile(columns),
  )
  const told =
    flagged ?? columns.find(({ at, key, cells }) => isReassignable(found.get(at)) && isAnswerOfServer(key, cells))
  if (told) settle(told, 'verification', { target: { kind: 'verification' }, sure: 'likely', why: 'content' })
}

/**
 * Returns whether the rows are about people, whose addresses are verified, rather than places, which are verified
 * themselves.
 */
const hasPerson = (columns: readonly Column[]): boolean =>
  columns.some(({ key }) => wholeNameHeaders.has(key) || ofPerson.has(meaningOf(key)?.name ?? ''))

/** `SMTP code` with 250 and 550, as returned by a server for the address. */
const isAnswerOfServer = (key: string, cells: readonly string[]): boolean =>
  /^(?:smtp|bounce|dsn|smtp response|smtp reply|server response) (?:code|status|status code|response)$/.test(key) &&
  cells.length > 0 &&
  cells.every((cell) => /^\s*[245](?:\d\d|\.\d{1,3}\.\d{1,3})\s*$/.test(cell))

const isVerdict = (cell: string) => isStatusWord(cell) || /^\s*unknown\s*$/i.test(cell)
const checker =
  /(?:^| )(?:verif\w*|validat\w*|valid|validity|deliverab\w*|check\w*|zb|zero ?bounce|nb|never ?bounce|mv|million ?verifier|bouncer|use ?bouncer|reoon|email ?list ?verify|elv|kickbox|debounce|hunter|clearout|emailable|quick ?email ?verification|bounce ?ban|findymail|icypeas|dropcontact|prospeo|enrow|lead ?magic|verifalia|brite ?verify|xverify|mail ?tester|truelist|scrubby|my ?email ?verifier|gepruft|prufung|prufergebnis|prufstatus|verifie|geverifieerd|verificado|verificato)(?: |$)/
/** Other columns written by verification services. */
const notVerdict =
  /(?:^| )(?:sub ?status|reason|accounts?|domain|gender|free|mx|smtp|provider|did you mean|at|date|time|on|by|score|confidence|source|count|cost|credits|id|role|disposable|first name|last name|city|country|region|zipcode|ip|activity|phone|age)(?: |$)/
const otherSubject =
  /(?:^| )(?:phone|mobile|sms|fax|tel|telefon\w*|vat|tax|licen[cs]e|insurance|passport|certificate|website|url|web|linkedin|company|business|order|payment|contract|warranty|address line|postal|identity|age|captcha|ssl|tls|https|dkim|spf|dmarc|schema|html|sitemap)(?: |$)/

/** Longer texts are not answers; the text of an email in a cell also says how to unsubscribe. */
const ANSWER_MAX = 40
/** Status columns may also contain whole sentences from a mail server. */
const REASON_MAX = 160
/** `debounce_reason`: the reason for a result is given in a separate column. */
const isOfChecker = (key: string) =>
  /(?:^| )sub ?(?:status|result)$/.test(key) ||
  (checker.test(key) && /(?:^| )(?:reason|code|result|score|sub ?status)(?: |$)/.test(key))

/**
 * Suggests columns whose cells say that some people do not want email: `Unsubscribed` among `Completed`, a tag, a note,
 * an answer.
 */
function proposeStatus(columns: readonly Column[], found: Map<number, Suggestion>) {
  for (const { at, key, cells } of columns) {
    const now = found.get(at)
    if (
      !isReassignable(now) ||
      (otherChannel.test(key) && optOutHeaderOf(key) !== 'notes') ||
      isOfChecker(key) ||
      (now?.target.kind === 'variable' && isUsualVariable(now.target.name))
    )
      continue
    if (isInterestOfLead(key, cells)) {
      found.set(at, optOutSuggestion('interest_numbers', 'certain', cells))
      continue
    }
    const kind = key === 'state' ? 'status' : optOutHeaderOf(key)
    // `Unsubscribe Ltd` is a company, and every newsletter has an unsubscribe link.
    if (kind === null && meaningOf(key)?.name !== 'category' && (meaningOf(key) || wholeNameHeaders.has(key))) continue
    const most = kind === 'status' ? REASON_MAX : ANSWER_MAX
    // Excludes URLs, but not `cancelled / unsubscribed`.
    const isShort = (cell: string) => cell.length <= most && !/\S\/|\/\S/.test(cell)
    // Under any header, if the cells show that it tells prospects from others; among tags, it is one of many.
    const sorts =
      kind !== 'answer' &&
      (kind !== 'notes' || /(?:^| )label$/.test(key)) &&
      isSometimes(cells, isOfOwnBusiness) &&
      share(cells, isState) >= (kind === 'status' ? 0.6 : 0.8)
    if (kind === 'notes' && !sorts) {
      if (cells.some((cell) => stopReasonOf(cell, 'words_stop') !== null))
        found.set(at, optOutSuggestion('words_stop', 'likely', cells))
      continue
    }
    // `Bounce house rental`, `Unsubscribe management`: what a business does.
    const saysNo = kind === null && ofBusiness.test(key) ? onlyForbidsEmail : forbidsEmail
    const wishes = cells.some((cell) => isShort(cell) && saysNo(cell))
    if (isLeadState(key, cells, columns)) {
      found.set(at, optOutSuggestion('states', 'certain', cells))
      continue
    }
    if (
      ofDelivery.test(key) &&
      share(cells, isDelivery) >= 0.6 &&
      cells.some((cell) => stopReasonOf(cell, 'states') !== null)
    ) {
      found.set(at, optOutSuggestion('states', 'likely', cells))
      continue
    }
    const isOfConsent = isConsentStatus(key)
    const refused =
      (kind === 'answer' || kind === 'status') &&
      cells.some((cell) => isShort(cell) && (isRefusalCell(cell) || (isOfConsent && isPlainNo(cell))))
    const refuses = refused && (kind === 'answer' || isOfConsent || share(cells, isState) >= 0.6)
    if (!wishes && !refuses && !sorts) continue
    const isOfStates = kind === 'answer' || kind === 'status' || share(cells, isState) >= 0.8
    // Whether somebody is subscribed has a definite answer; somebody who has not confirmed yet has not given one.
    const read = isOfConsent ? 'no_stops' : 'states'
    found.set(at, optOutSuggestion(isOfStates ? read : 'words_stop', 'likely', cells))
  }
}

/** `status` of a lead in Instantly's API: 1 active, 2 paused, 3 completed, -1 bounced, -2 unsubscribed, -3 skipped. */
const isLeadState = (key: string, cells: readonly string[], columns: readonly Column[]): boolean =>
  key === 'status' &&
  cells.length > 0 &&
  cells.every((cell) => /^-?[0-3]$/.test(cell.trim())) &&
  columns.some((other) => other.key === 'timestamp created' || other.key === interestKey)
const interestKey = 'lt interest status'
/** A column with the interest of a lead in the numbers of Instantly’s API: 1 interested, -1 not interested. */
const isInterestOfLead = (key: string, cells: readonly string[]): boolean =>
  key === interestKey && cells.length > 0 && cells.every((cell) => /^-?\d+$/.test(cell.trim()))
const ofBusiness =
  /(?:^| )(?:bio|biography|pain ?points?|einleitung|aufhanger|hook|opener|intro|introduction|ice ?breaker|keywords?|products?|services?|description|technolog(?:y|ies)|industr(?:y|ies)|special(?:ties|ities)|categor(?:y|ies)|types?|branche|produkte?|leistungen|beschreibung|kategorie|secteur|activite|sector|categoria|rubro)$/
/** The delivery of an email rather than a parcel, which the words in the cells show. */
const ofDelivery =
  /^(?:(?:last|email|mail|message) )*(?:delivery|delivered|send(?:ing)?|sent|zustell(?:ung|status)|versand(?:status)?|zustellungs?status|livraison|envoi|entrega|envio|bezorg(?:ing|status)|consegna|invio)(?: (?:status|state|result|event|outcome|statut|estado|stato))?$|^(?:status|statut|estado|stato) (?:der |de |d |di |del )?(?:zustellung|livraison|envoi|entrega|envio|consegna|invio)$/
const isDelivery = (cell: string) =>
  /^(?:sent|delivered|failed|failure|dropped|deferred|delayed|queued|processed|opened|clicked|complaints?|spam|rejected|blocked|undelivered|(?:hard |soft )?bounced?|delivery failed|failed to deliver|zugestellt|gesendet|fehlgeschlagen|nicht zugestellt|zustellung fehlgeschlagen|unzustellbar|envoyée?|livrée?|échec|échoué|entregado|enviado|fallido|consegnato|inviato|fallito|verzonden|bezorgd|mislukt)$/i.test(
    cell.trim(),
  ) || forbidsEmail(cell)
const isSometimes = (cells: readonly string[], is: (cell: string) => boolean) =>
  cells.some(is) && share(cells, is) <= 0.5
const isState = (cell: string) =>
  forbidsEmail(cell) || isStageCell(cell) || isOfOwnBusiness(cell) || isRefusalCell(cell)
/**
 * Returns whether a variable is certainly what its header says. `category` is not, because `Lead Category` is mapped to
 * it too.
 */
const isUsualVariable = (name: string) => (knownVariables as readonly string[]).includes(name) && name !== 'category'

const legalForm =
  /\b(?:gmbh|ag|kg|ohg|ug|e\.?k\.?|ltd|limited|llc|inc|corp|plc|llp|sarl|sas|s\.?a\.?|s\.?l\.?|b\.?v\.?|n\.?v\.?|s\.?r\.?l\.?|s\.?p\.?a\.?|oy|ab|aps|lda|ltda|pty|sp\. z o\.o\.|tnhh)\.?$/i
/** `SARL`, `GmbH`: a legal form, not a company name. */
const isFormAlone = /^[\p{L}.&\s]{1,8}$/u
const bare = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]/g, '')

/**
 * Suggests columns whose headers say nothing: links and phones by their form, names and companies by comparison with
 * the address.
 */
function proposeByContent(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  found: Map<number, Suggestion>,
  taken: ReadonlySet<string>,
  settle: AssignColumn,
) {
  const silent = columns.filter(
    ({ at, key, cells }) => !found.has(at) && cells.length > 0 && !meaningOf(key) && !wholeNameHeaders.has(key),
  )
  const offer = (column: Column, name: string, fit: number, least: number) => {
    if (fit < least || taken.has(name) || found.has(column.at)) return
    settle(column, name, { target: targetOf(name), sure: 'likely', why: 'content' })
  }
  const emailAt = columns.find(({ at }) => isField(found.get(at)?.target, 'email'))?.at
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
    const who = nameOfRole(open, (at) => matchingRowShare(rows, emailAt, at, yieldsLocalPart))
    if (who && !taken.has('first_name') && !taken.has('last_name')) offer(who, 'full_name', 1, 1)
    // If there are two columns of names, the one that `ann@…` starts with contains the first name.
    const names = open.filter(({ cells }) => share(cells, isNameLike) >= 0.8)
    for (const [name, fit] of [
      ['first_name', names.length > 1 ? startsLocalPart : fitsFirstName],
      ['last_name', fitsLastName],
      ['company_name', fitsDomain],
    ] as const) {
      const best = open
        // A number may also be part of an address: `max17@…` in row 17.
        .filter(({ at, cells }) => !found.has(at) && share(cells, (cell) => holdsAddress(cell) || isNumber(cell)) < 0.3)
        .map((column) => ({
          column,
          fit: matchingRowShare(rows, emailAt, column.at, fit),
          // A surname may be the beginning of a domain, but the company name covers the whole domain.
          whole: name === 'company_name' ? matchingRowShare(rows, emailAt, column.at, coversDomain) : 0,
        }))
        .toSorted((a, b) => b.fit - a.fit || b.whole - a.whole)[0]
      if (best) offer(best.column, name, best.fit, 0.4)
      const firstAt = columns.find(
        ({ at }) => found.get(at)?.why === 'content' && isField(found.get(at)?.target, 'first_name'),
      )?.at
      const nameAt = (place: number) => names.find(({ at }) => firstAt !== undefined && at === firstAt + place)
      const [before, after] = [nameAt(-1), nameAt(1)]
      // `Keene, Roland, Keene Kayaks`: a longer text is not a name.
      const isLone = (column: Column | undefined) => column !== undefined && share(column.cells, isOneWord) >= 0.5
      const beside = isLone(before) && !isLone(after) ? before : after
      if (name === 'last_name' && beside && !taken.has('last_name')) offer(beside, 'last_name', 1, 1)
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

/**
 * Returns the column of names under a header such as `Candidate` or `Teilnehmer`: the addresses are derived from them,
 * or they are all different and not those of people who maintain the file.
 */
function nameOfRole(columns: readonly Column[], fit: (at: number) => number): Column | undefined {
  // If a column has such a header and the addresses are derived from it, it contains names, even if they are not in our
  // list of first names.
  const isMadeOf = ({ at, key, cells }: Column) =>
    roleHeaders.has(key) && share(cells, holdsName) >= 0.8 && fit(at) >= 0.6
  const isOfPersons = (column: Column) =>
    (share(column.cells, isPersonName) >= 0.5 || isMadeOf(column)) &&
    share(column.cells, (cell) => legalForm.test(cell.trim())) < 0.1
  const named = columns.filter((column) => !recordOwnerHeaders.has(column.key) && isOfPersons(column))
  const isDifferent = ({ cells }: Column) => new Set(cells).size === cells.length
  return (
    named.find(({ at, key }) => fit(at) >= (roleHeaders.has(key) ? 0.3 : 0.5)) ??
    named.find((column) => roleHeaders.has(column.key) && !staffHeaders.has(column.key) && isDifferent(column))
  )
}
/** In a list of a CRM or an agency, these are its own staff. */
const staffHeaders = new Set(
  'owner agent manager host user author responsable responsavel leiter verwalter makler broker realtor member lead record'.split(
    ' ',
  ),
)

/** Registration and account numbers, which are as long as phone numbers and often also start with zero. */
const numberOfBusiness =
  /(?:^| )(?:vat|vat ?no|tax|tin|ein|nif|cif|siret|siren|kvk|ico|nip|regon|cvr|org ?nr|orgnr|ust|steuer[^ ]*|handelsregister|αφμ|инн|огрн|duns|iban|account|order|invoice|rechnung[^ ]*|safe ?number|reg ?no|registration|npi)(?: |$)/

const hostOf = (cell: string) => /^(?:https?:\/\/)?([^/?#\s]+)/i.exec(cell.trim())?.[1]?.toLowerCase()

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
const isNameLike = (cell: string) =>
  /^\p{Lu}[\p{L}'’.-]+(?: \p{L}[\p{L}'’.-]+){0,2}$/u.test(cell.trim()) && !legalForm.test(cell.trim())
const startsLocalPart: Fit = (cell, local) => cell.length >= 3 && local.startsWith(cell)
/** In `weber@…`, Weber may be the first name or the surname. */
const fitsFirstName: Fit = (cell, local) =>
  cell.length >= 3 && local.startsWith(cell) && (local !== cell || isGivenName(cell))
const fitsLastName: Fit = (cell, local) => cell.length >= 3 && local !== cell && local.endsWith(cell)
/** `r.falk@…`, `falk@…`: derived from a whole name. */
const yieldsLocalPart: Fit = (cell, local) =>
  local.length >= 3 &&
  (cell.startsWith(local) || cell.endsWith(local) || (local.length >= 4 && cell.endsWith(local.slice(1))))
/** Returns whether cell and domain contain each other, or the domain contains the last six letters of the cell. */
const holdsDomain: Fit = (cell, _local, domain) =>
  cell.length >= 4 && domain.length >= 4 && (cell.includes(domain) || domain.includes(cell) || sharesEnd(cell, domain))
const sharesEnd = (cell: string, domain: string) => cell.length >= 6 && domain.includes(cell.slice(-6))
const fitsDomain: Fit = (cell, _local, domain) =>
  cell.length >= 4 && domain.length >= 4 && (cell.startsWith(domain) || domain.startsWith(cell))

const coversDomain: Fit = (cell, _local, domain) => cell.startsWith(domain)

/** Returns the share of rows, among those with an address and this cell, in which the two match. */
function matchingRowShare(rows: readonly (readonly string[])[], emailAt: number, at: number, fit: Fit): number {
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

/**
 * Suggests every short text column of a hand-made sheet as a variable of its own name; exports of tools get no further
 * variables.
 */
function proposeRemaining(columns: readonly Column[], found: Map<number, Suggestion>, taken: Set<string>) {
  if (columns.length > HAND_MADE_COLUMNS) return
  for (const column of columns) {
    if (found.has(column.at) || column.cells.length === 0 || column.key === '') continue
    if (share(column.cells, (cell) => cell.length > VARIABLE_CELL_MAX || isJson(cell)) > 0) continue
    if (share(column.cells, holdsAddress) >= 0.5) continue
    // Ids of other programs, and salutations under `Title`, are of no use in an email.
    if (/(?:^|\s)(?:id|ids|uuid|guid)$/.test(column.key)) continue
    if (/^tit(?:le|el|re)$/.test(column.key) && share(column.cells, isSalutation) >= 0.5) continue
    const name =
      namesCompany.has(column.key) && !taken.has(LEGAL_NAME) ? LEGAL_NAME : variableNameFor(column.header, taken)
    if (!name) continue
    taken.add(name)
    found.set(column.at, { target: { kind: 'variable', name }, sure: 'ask', why: 'none' })
  }
}

/**
 * Headers of a second company column beside the tidied one; a variable called `company` would be taken for the first.
 */
const namesCompany = new Set(['company', 'company name', 'organization', 'organization name', 'organisation name'])
const LEGAL_NAME = 'companyLegalName'

const reserved = new Set<string>([...leadFields, ...knownVariables, 'verification', 'full_name'])

/** Returns a variable name for templates, derived from a header; null if none of its characters can be used. */
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
