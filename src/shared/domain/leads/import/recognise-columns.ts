/** Proposes what each column of a file is, by its header and by what stands in it; one column per target. */
import { addressKey, findAddresses, isAddress } from './addresses.ts'
import { saysNothing } from './cell-value.ts'
import {
  consentAliases,
  fieldAliases,
  keepers,
  maybeVerification,
  optOutAliases,
  otherEmail,
  placeHeaders,
  roles,
  salutations,
  variableAliases,
  verificationAliases,
  wholeNames,
} from './column-aliases.ts'
import {
  isOfTheirOwn,
  noHeaderOf,
  type OptOutColumnRule,
  otherChannel,
  readNo,
  saysNoMail,
  saysOnlyNoMail,
  saysRefusal,
  saysStage,
  stopOf,
} from './file-no.ts'
import { domainOfAddress, isFreeMail } from './free-mail.ts'
import { isGivenName } from './given-names.ts'
import { headerKey } from './header-key.ts'
import { slotOfHeader } from './header-slot.ts'
import {
  knownVariables,
  type LeadField,
  leadFields,
  type PersonField,
  type Suggestion,
  type Target,
} from './mapping.ts'
import { hasPatronymic, isNameInfix, nameInfix, splitName } from './person-names.ts'
import { recogniseSource } from './recognise-source.ts'
import { secondTableAt } from './second-table.ts'
import { type SourceId, sourceProfiles } from './source-profiles.ts'
import { isRoleAddress } from './special-addresses.ts'
import { readVerification } from './verification.ts'

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
const isFlag = (cell: string) =>
  /^(true|false|yes|no|ja|nein|oui|non|s[ií]|sì|sim|n[ãa]o|tak|nie|nee|nej|[yjn]|0|1)$/i.test(cell.trim())
const isStatusWord = (cell: string) => !isFlag(cell) && readVerification(cell) !== 'unknown'

/** A page of somebody at another's, a map, a shortened or a tracked link, an address. */
const elsewhereOnTheWeb =
  /^(?:https?:\/\/)?(?:[\w-]+\.)*(?:linkedin\.com|lnkd\.in|facebook\.com|fb\.com|fb\.me|instagram\.com|twitter\.com|x\.com|youtube\.com|youtu\.be|tiktok\.com|pinterest\.[a-z]+|xing\.com|yelp\.[a-z]+|tripadvisor\.[a-z]+|wa\.me|whatsapp\.com|t\.me|threads\.net|linktr\.ee|goo\.gl|g\.page|g\.co|google\.[a-z.]+|bit\.ly|tinyurl\.com|calendly\.com|zoom\.us|list-manage\.com|hubspotlinks\.com|sendgrid\.net|crunchbase\.com|angel\.co|github\.com|skype\.com|gravatar\.com)(?:[/?#:]|$)/i
const isNoWebsite = (cell: string) =>
  elsewhereOnTheWeb.test(cell.trim()) || /@/.test(cell) || /\.(?:jpe?g|png|webp|svg|gif)(?:[?#]|$)/i.test(cell)
/** Links that are not of the business, by what their header says of them. */
const noWebsiteHeader =
  /(?:^| )(?:personal|private|privat|prive|photo|image|img|picture|logo|avatar|icon|thumbnail|profile|unsubscribe|preferences?|calendar|booking|meeting|join|tracking|track|click|reviews?|menu|orders?|reservations?|video|blog|maps?|drive|document|file|attachment|referrer|referer|landing|source|utm|free busy|freebusy|recording|invite|ticket|invoice|qr|check in|checkin|registration)(?: |$)/

/** What somebody was in a meeting, or is in a tool: no job. */
const isSeat = (cell: string) =>
  /^(?:attendee|presenter|organi[sz]er|panelist|host|co-?host|guest|participant|viewer|member|admin|user|subscriber|customer)$/i.test(
    cell.trim(),
  )

/** A mail somebody wrote, with an address below it: whoever it is from, not who the row is about. */
const isMailText = (cell: string) => cell.includes('@') && cell.split(/\s+/).filter(isWord).length >= 8
const isWord = (word: string) => /^\p{L}{2,}[,.!?;:]?$/u.test(word)

/** Whether the cells can be what the header says. Empty columns are taken at their word. */
const fits: Partial<Record<string, (cells: readonly string[]) => boolean>> = {
  // Also where the addresses are broken, masked or said to be missing: then that is what the operator must be told.
  email: (cells) => {
    const said = cells.filter((cell) => !saysNothing(cell.trim()))
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
  // `Completed`, `Bounced`: the state somebody is in, not the one he lives in.
  // `Deliverable`, `Risky`: of an address, as a checker says it.
  state: (cells) =>
    share(cells, isVerdict) < 0.5 &&
    (!cells.some(saysNoMail) || share(cells, (cell) => saysStage(cell) || saysNoMail(cell)) < 0.5),
}

const fitsTarget = (name: string, all: readonly string[]) => {
  // Where a report writes `--` for every cell it has nothing for, the others tell.
  const cells = name === 'email' ? all : all.filter((cell) => !saysNothing(cell.trim()))
  // Addresses are found in JSON too.
  return cells.length === 0 || ((fits[name]?.(cells) ?? true) && (name === 'email' || share(cells, isJson) < 0.5))
}

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

/** Letters may be lost for good (`Pr�nom`, `T?l?phone`): then the one known name that fits is meant. */
function keyOf(header: string): string {
  // `And your last name, {{field:first}}?`: a form greets with an answer it has.
  if (header.includes('{{')) return keyOf(header.replace(/\{\{[^{}]*\}\}/g, ' ').replaceAll('{{', ' '))
  // `What is your name? (first and last)`: how to answer is no part of the question.
  const question = /^(.*\?)\s*\([^()]*\)\s*$/s.exec(header)?.[1]
  if (question !== undefined) return keyOf(question)
  const named = ofTwoLanguages(header)
  if (named !== undefined) return named
  const parts = header.length > 60 ? [header] : header.split(/\ufffd+|(?<=\p{L})\?+(?=\p{L})/u)
  if (parts.length === 1) return headerKey(header)
  const bare = (part: string) => headerKey(part).replace(/[^\p{L}\p{N} ]/gu, '')
  const pattern = new RegExp(`^${parts.map(bare).join(' ?\\p{L}{1,2}')}$`, 'u')
  const meant = [...rank.keys(), ...wholeNames].filter((name) => pattern.test(name))
  return meant[0] ?? headerKey(header)
}

const nameOfKey = (key: string) => rank.get(key)?.name ?? (wholeNames.has(key) ? 'full_name' : undefined)

/** `Company / Firma`, `Firma (Company)`: one thing in two languages, of which one may be unknown where a slash parts them. */
function ofTwoLanguages(header: string): string | undefined {
  const [, before, sign, after] = twoParts.exec(header) ?? []
  if (before === undefined || after === undefined) return undefined
  const whole = headerKey(header)
  const keys = [before, after].map(headerKey)
  const names = keys.map(nameOfKey)
  const meant = names[0] ?? names[1]
  const isOneKnown = names[0] === undefined || names[1] === undefined
  const differ = isOneKnown ? sign === '(' || !ofOneLanguage.has(meant ?? '') : names[0] !== names[1]
  if (meant === undefined || differ || nameOfKey(whole) !== undefined) return undefined
  // Where an address is used is told by either part.
  if (meant === 'email' && (ofHome.test(whole) || ofWork.test(whole))) return undefined
  return names[0] === undefined ? keys[1] : keys[0]
}
const ofOneLanguage: ReadonlySet<string> = new Set(['first_name', 'last_name', 'company_name', 'job_title'])
const twoParts = /^([^/()]{1,40})([/(])([^/()]{1,40})\)?\s*$/

type Column = ColumnLook & { readonly at: number; readonly key: string }

/** `3. First Name` where all are numbered: the number is the column's own, not that of a person. */
function withoutNumbers(headers: readonly string[]): readonly string[] {
  const named = headers.filter((header) => header.trim() !== '')
  const numbers = named.flatMap((header) => columnNumber.exec(header)?.[1] ?? [])
  const isNumbered = numbers.length >= 3 && new Set(numbers).size === named.length
  return isNumbered ? headers.map((header) => header.replace(columnNumber, '')) : headers
}
const columnNumber = /^\s*[([]?(\d{1,3})[.):\]]\s*(?=[\p{L}\p{Extended_Pictographic}])/u

/** `emails/0`, `emails/1`: lists of programs begin with 0, and the first is the one that is meant. */
function countedFromOne(columns: readonly Column[]): readonly Column[] {
  if (!columns.some(({ key }) => /^emails? 0$/.test(key))) return columns
  return columns.map((column) => {
    const number = /^emails? (\d{1,2})$/.exec(column.key)?.[1]
    return number === undefined ? column : { ...column, key: `email ${Number(number) + 1}` }
  })
}

const leftOut: Suggestion = { target: { kind: 'left_out' }, sure: 'ask', why: 'none' }

/**
 * Proposes a target for every column, in the order of the file. `rows` are some rows as they are: what stands beside an
 * address tells what it is.
 */
export function recogniseColumns(
  looks: readonly ColumnLook[],
  rows: readonly (readonly string[])[] = [],
): Suggestion[] {
  // What a table beside this one is, nobody said: its people are not those of these rows.
  const besideAt = secondTableAt(looks.map(({ header }) => header))
  const own = besideAt > 0 && looks[besideAt - 1]?.cells.length === 0 ? looks.slice(0, besideAt) : looks
  const headers = withoutNumbers(own.map(({ header }) => header))
  const columns = countedFromOne(
    own.map((look, at) => ({ ...look, at, key: keyOf(headers[at] as string).replace(asking, '') })),
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
  proposeRest(columns, found, taken)
  return looks.map((_look, at) => found.get(at) ?? leftOut)
}

type Settle = (column: Column, name: string, suggestion: Suggestion) => void

/** What the source's profile says, where the cells do not contradict it. Filled columns come before empty ones. */
function proposeBySource(
  source: SourceId | null,
  columns: readonly Column[],
  found: Map<number, Suggestion>,
  taken: ReadonlySet<string>,
  settle: Settle,
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

const whose =
  /^(?:business|billing|contact|lead|person|prospect|customer|client|invitee|attendee|participant|registrant|subscriber|member|candidate|guest|employment|properties|ap|ansprechpartner|ansprechperson|kontakt|kontaktperson|contactpersoon|interlocuteur|referente|contacto|contatto) /
/** The meaning of a header: `business_phone` is a phone, `contact_city` a city, `Address 1 - City` too. */
function meaningOf(key: string) {
  return rank.get(key) ?? ofWhomItIs(key) ?? placeOf(key) ?? oneOfSeveral(key)
}

/** Who pays comes after whoever has an account: `billing_email` beside `user_email`. */
function ofWhomItIs(key: string) {
  const hit = rank.get(key.replace(whose, ''))
  return hit && key.startsWith('billing ') ? { name: hit.name, place: hit.place + 100 } : hit
}

const ofPerson = new Set(['first_name', 'last_name', 'job_title'])
/** What stands beside a name where a file has several of the kind, and how far that column comes after one without. */
const besides = [
  // `Company1`, `Job Title 1`: the first of several.
  { form: /^(\D{3,}?) ?1$/, later: 400 },
  // `Company (Billing)`, `Last Name (Shipping)`: who pays comes before whoever it is sent to.
  { form: /^(.+) billing$/, later: 100 },
  // `company (metadata)`, as a shop of payments exports what was added to a customer.
  { form: /^(.+) metadata$/, later: 150 },
  { form: /^(.+) shipping$/, later: 300 },
  // `Vorname Ansprechpartner`, `Prénom du contact`.
  {
    form: /^(.+?) (?:ansprechpartner(?:in)?|ansprechperson|kontaktperson|kontakt|contact|du contact|(?:del |de )?contacto|(?:del )?contatto|contactpersoon)$/,
    later: 60,
    names: ofPerson,
  },
  // `DirectorSurname` of a register of companies: whoever runs it, where nobody else is named.
  { form: /^(?:director|provider|principal|proprietor) (.+)$/, later: 500, names: ofPerson },
]

function oneOfSeveral(key: string) {
  for (const { form, later, names } of besides) {
    const name = form.exec(key)?.[1]
    const hit = name === undefined ? undefined : rank.get(name)
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

/** The part of an address in an address book; where people work comes before where they live. */
function placeOf(key: string) {
  const [at, rest] = atWork.test(key)
    ? [100, key.replace(atWork, '')]
    : atHome.test(key)
      ? [300, key.replace(atHome, '')]
      : [200, key.replace(elsewhere, '')]
  const part = rest === 'region' ? 'state' : rest
  const hit = rest === key ? undefined : (rank.get(part) ?? rank.get(part.replace(elsewhere, '')))
  return hit && placeNames.has(hit.name) ? { name: hit.name, place: hit.place + at } : undefined
}

/** What forms ask: `What is your e-mail address?` */
const asking =
  /^(?:and |und |et |y |e |en )?(?:what (?:is|s) your|(?:please )?(?:enter|provide|type) your|your|(?:wie|was) (?:ist|lautet) (?:ihre?|deine?)|ihre?|quell?e? est votre|votre|cual es (?:su|tu)|wat is (?:uw|je)|uw|je|jouw|deine?|vase|tvoje) /

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
        // A second `email` beside one of offices: what a finder found for the person.
        Number(isOfOffices(a.column)) - Number(isOfOffices(b.column)) ||
        a.place - b.place ||
        a.column.at - b.column.at,
    )
    const { column } = candidates[0] as { column: Column }
    // `Corporate Email` beside `Personal Email`: people are written to at work.
    if (name === 'email' && ofHome.test(column.key) && open.some(isWorkAddress)) continue
    const better = name === 'email' && !ofWork.test(column.key) ? workBefore(column, open) : undefined
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

const ofHome =
  /(?:^| )(?:personal|private|privat|prive|perso|personnel|personale|personlich|priv|home|casa|thuis|prywatny)(?: |$)/
const ofWork =
  /(?:^| )(?:work|business|professional|corporate|company|office|b2b|gesch|geschaftl[^ ]*|dienstl[^ ]*|zakelijk|professionnel|professionnelle|pro|trabajo|lavoro|aziendale|arbeit|berufl[^ ]*|travail|sluzbowy)(?: |$)/
const isWorkAddress = (column: Column): boolean =>
  ofWork.test(column.key) &&
  column.cells.length > 0 &&
  slotOfHeader(column.key).isAddress &&
  fitsTarget('email', column.cells) &&
  !isOfFew(column)

/** `Work Email` beside an `Email Address` where people gave the one they have at home. */
function workBefore(column: Column, open: readonly Column[]): Column | undefined {
  const isAtHome = ({ cells }: Column) =>
    share(cells, (cell) => findAddresses(cell).valid.some((address) => isFreeMail(domainOfAddress(address))))
  const most = isAtHome(column)
  return most < 0.2 ? undefined : open.find((other) => isWorkAddress(other) && isAtHome(other) < most)
}

/** `title` in a directory of places is the name of the business, and so is `Nom` in one that tells no first names. */
function isPlaceTitle({ key }: Column, columns: readonly Column[]): boolean {
  const isName = ['nom', 'nombre', 'nome', 'naam'].includes(key)
  if (key !== 'title' && !isName) return false
  return isOfPlaces(columns) && !(isName && columns.some((other) => meaningOf(other.key)?.name === 'first_name'))
}

const isOfPlaces = (columns: readonly Column[]): boolean =>
  columns.filter((other) => placeHeaders.has(other.key)).length >= 3

/** Addresses everybody at a business reads. */
const isOfOffices = ({ cells }: Column): boolean => share(cells, (cell) => isRoleAddress(addressKey(cell))) >= 0.8

/** The same few addresses again and again: those of the people who keep the file, not of those who are in it. */
function isOfFew({ cells }: Column): boolean {
  const addresses = cells.map(addressKey).filter(isAddress)
  return addresses.length >= 3 && new Set(addresses).size * 2 <= addresses.length
}
/** `Enriched email`: whatever it is called, addresses of the people in the rows, each its own. */
const isOwnAddress = (column: Column): boolean =>
  /(?:^| )(?:emails?|mail|epost|correo|courriel)(?: |$)/.test(column.key) &&
  column.cells.length >= 2 &&
  share(column.cells, isAloneAddress) >= 0.8 &&
  !isOfFew(column) &&
  !nobodysAddress.test(column.key) &&
  !ofAssistant.test(column.key)
const nobodysAddress =
  /(?:^| )(?:owner|user|sender|from|by|created|captured|assigned|agent|representative|representant|rep|manager|verantwortlich[^ ]*|zustandig[^ ]*|intern|interner?|bearbeiter(?:in)?|(?:kunden)?betreuer(?:in)?|vertriebler(?:in)?|du commercial|inviter|host|spouse|parent|suggest[^ ]*|did you mean|normali[sz]ed|recommended|corrected|old|previous|former|invalid|bounced|unsubscribed|wrong|bad|dead|blocked|opted out|gesperrte?|abgemeldete?|falsche?|ungultige?|alte|veraltete?|anciens?|anciennes?|anterior|vecchi[ao]|antigu[ao]|antig[ao]|gamm[ae]l|gaml[ae]|star[yáéa]|bisher[^ ]*|fruher[^ ]*|precedent[^ ]*|vroeger[^ ]*|tidligere|tidigare|dawn[yae]|eski|vanha|oude?|steuerberater|accountant|emergency|notfall[^ ]*|guests?|referr[^ ]*|cc|bcc|reply to|newsletter|pec|domain|provider|template|subject)(?: |$)/
/** `Old email`, and `E-Mail alt` beside `E-Mail neu`: alone that is another address in English. */
const isReplaced = ({ key }: Column, columns: readonly Column[]): boolean =>
  nobodysAddress.test(key) || (key.endsWith(' alt') && columns.some((other) => / (?:neu|aktuell)$/.test(other.key)))
/** Whoever keeps a record: never a second address of the person in it. */
const ofKeeper = /^(?:(?:lead|contact|account|record|deal) )?(?:user|owner) email$/
/** Whoever paid for the tickets of others. */
const isOfTickets = ({ key }: Column, columns: readonly Column[]): boolean =>
  /^(?:buyer|purchaser|orderer) email(?: address)?$/.test(key) &&
  columns.some((other) => /^(?:attendee|ticket) /.test(other.key))
/** Whoever works for that person, or lives with him. */
const ofAssistant = /(?:^| )(?:assistant|secretary|assistenz|assistent|assistente|spouse)(?: |$)/

/** Said of an address that everybody at the business reads: any other comes before it. */
const ofNobody =
  /(?:^| )(?:zentrale|central[aeo]?|allgemein|general(?! manager| director)|generic|algemeen|switchboard)(?: |$)/

/** Further address columns, and an address column whose header says nothing. */
function proposeEmails(
  columns: readonly Column[],
  found: Map<number, Suggestion>,
  taken: ReadonlySet<string>,
  settle: Settle,
) {
  const lateness = ({ key }: Column) => 2 * Number(ofNobody.test(key)) + Number(ofHome.test(key))
  const personalFirst = columns.toSorted((a, b) => lateness(a) - lateness(b))
  for (const column of personalFirst) {
    if (found.has(column.at)) continue
    const named =
      otherEmail.test(column.key) || meaningOf(column.key)?.name === 'email' || slotOfHeader(column.key).isAddress
    if (!named || !fitsTarget('email', column.cells) || ofAssistant.test(column.key)) continue
    if (!taken.has('email') && column.cells.length > 0) {
      settle(column, 'email', { target: targetOf('email'), sure: 'likely', why: 'alias' })
    } else if (!isOfFew(column) && !ofKeeper.test(column.key) && !isOfTickets(column, columns)) {
      found.set(column.at, { target: { kind: 'email_other' }, sure: 'likely', why: 'alias' })
    }
  }
  if (taken.has('email')) {
    for (const column of columns) {
      if (found.has(column.at) || !isOwnAddress(column) || isOfTickets(column, columns)) continue
      found.set(column.at, { target: { kind: 'email_other' }, sure: 'likely', why: 'content' })
    }
    return
  }
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
    .toSorted(
      (a, b) =>
        // `Old email` beside `New email`.
        Number(isReplaced(a.column, columns)) - Number(isReplaced(b.column, columns)) ||
        b.alone - a.alone ||
        b.some - a.some ||
        a.column.at - b.column.at,
    )
  const best = candidates[0]
  if (best) settle(best.column, 'email', { target: targetOf('email'), sure: 'likely', why: 'content' })
}

/** What a column tells of a person, by its header without the words that say of whom. */
function personFieldOf(rest: string): PersonField | null {
  if (rest === 'display name') return null
  const name = rank.get(rest)?.name
  if (name === 'first_name' || name === 'last_name' || name === 'job_title' || name === 'phone') return name
  if (name === 'linkedin_url') return name
  return wholeNames.has(rest) && (rest === 'name' || !mayBeBusiness.has(rest)) ? 'full_name' : null
}

/** Columns of several persons in a row, told apart by a number or by what they are: `Email 2` and `Email 2 First Name`. */
function proposePersons(columns: readonly Column[], found: Map<number, Suggestion>, settle: Settle) {
  const seen = new Map<string, number>()
  const parts = columns.map((column) => {
    const times = (seen.get(column.key) ?? 0) + 1
    seen.set(column.key, times)
    const { slot, rest } = slotOfHeader(column.key)
    // The same names again and again: the second `Name` goes with the second `Email`.
    return { column, slot: slot === '' && times > 1 ? `again ${times}` : slot, rest }
  })
  const main = parts.find(({ column }) => isField(found.get(column.at)?.target, 'email'))
  if (!main) return
  const others = parts.filter(({ column }) => found.get(column.at)?.target.kind === 'email_other')
  const telling = (slot: string) =>
    parts.flatMap(({ column, slot: own, rest }) => {
      if (own !== slot || slot === '' || !isOpenOrPerson(found.get(column.at))) return []
      // `Ansprechpartner 2`: who it is says whose name it is.
      const isWho = rest === '' && /\p{L}/u.test(slot) && share(column.cells, holdsName) >= 0.5
      const field = isWho ? 'full_name' : personFieldOf(rest)
      return field !== null && fitsTarget(field, column.cells) ? [{ column, field }] : []
    })
  const isName = ({ field }: { readonly field: PersonField }) => field.endsWith('_name')
  const ofMain = telling(main.slot)
  const isMainNamed = ofMain.some(isName)
  if (isMainNamed) {
    // What is of somebody else, or of nobody in particular, gives way.
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
  isOpen(suggestion) || (suggestion?.target.kind === 'field' && suggestion.target.field !== 'email')

/** `Name`, `Nom`, `Title`: a person's whole name, a surname or a business, by its neighbours and its cells. */
function proposeNames(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  found: Map<number, Suggestion>,
  taken: Set<string>,
  settle: Settle,
) {
  wholeNamesInPart(columns, found, taken, settle)
  const emailAt = columns.find(({ at }) => isField(found.get(at)?.target, 'email'))?.at
  const fitShare = (at: number, fit: Fit) => (emailAt === undefined ? 0 : rowShare(rows, emailAt, at, fit))
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
    .filter((column) => !found.has(column.at) && (wholeNames.has(column.key) || isLeadOfClose(column, columns)))
    .filter((column) => !isJoinedName(column, columns) && !asksWhetherToWrite(column.key, column.cells))
    .filter((column) => !isKeeper(column, columns, taken, fitShare))
    .toSorted(
      (a, b) =>
        Number(a.cells.length === 0) - Number(b.cells.length === 0) ||
        Number(mayBeBusiness.has(a.key)) - Number(mayBeBusiness.has(b.key)),
    )
  for (const column of named) {
    const target = nameTarget(column, columns, taken, fitShare, () => repeatsNames(column.at, columns, found, rows))
    if (target && !taken.has(target))
      settle(column, target, { target: targetOf(target), sure: 'likely', why: 'content' })
  }
  // Outlook has `van den` as the middle name.
  const between = columns.find(
    ({ at, key, cells }) =>
      !found.has(at) && /^(?:middelste naam|middle name)$/.test(key) && share(cells, isNameInfix) >= 0.5,
  )
  if (between && taken.has('last_name'))
    settle(between, nameInfix, { target: targetOf(nameInfix), sure: 'likely', why: 'content' })
}

/** Whoever keeps the records, or one of the board they stand on: not the lead, unless the address beside is made of that name. */
function isKeeper(
  column: Column,
  columns: readonly Column[],
  taken: ReadonlySet<string>,
  fitShare: (at: number, fit: Fit) => number,
): boolean {
  if (!keepers.has(column.key) || fitShare(column.at, makesLocal) >= 0.4) return false
  const isOfFewNames = column.cells.length >= 3 && new Set(column.cells).size * 2 <= column.cells.length
  const isTold = columns.some(
    ({ key, cells, at }) =>
      wholeNames.has(key) &&
      !keepers.has(key) &&
      (share(cells, isPersonsName) >= 0.5 || fitShare(at, makesLocal) >= 0.4),
  )
  return isOfFewNames || isTold || (taken.has('first_name') && taken.has('last_name'))
}
const isPersonsName = (cell: string) => {
  const { first, last } = splitName(cell)
  return first !== null && last !== null && isGivenName(first)
}

/** Whether a column says once more what the columns of first names and surnames say: in one row of two at least. */
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

/** A lead of Close is a business, and its people are contacts. */
function isLeadOfClose({ key }: Column, columns: readonly Column[]): boolean {
  const has = (other: RegExp) => columns.some((column) => other.test(column.key))
  if (key === 'lead name') return has(/^(?:name|contact name|lead id)$/)
  return key === 'display name' && has(/^(?:primary contact (?:name|primary email)|contacts 1 name)$/)
}

/** An address book's own line, `Business, Person`, where both have columns of their own. */
const isJoinedName = ({ key }: Column, columns: readonly Column[]): boolean =>
  key === 'display name' &&
  columns.some((column) => column.key === 'name') &&
  columns.some((column) => column.key.startsWith('related company'))

/** Said of a surname where another column has the first name. */
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

/** `Vorname` with whole names in it, and no column for the surname; or the other way round. */
function wholeNamesInPart(
  columns: readonly Column[],
  found: Map<number, Suggestion>,
  taken: Set<string>,
  settle: Settle,
) {
  const held = columns.filter(({ at }) => {
    const target = found.get(at)?.target
    return isField(target, 'first_name') || isField(target, 'last_name')
  })
  const [only] = held
  if (held.length !== 1 || !only || taken.has('full_name')) return
  // `Nombre` beside `Apellidos`: two surnames are no whole name.
  const isLast = isField(found.get(only.at)?.target, 'last_name')
  const given = columns.find(
    ({ at, key, cells }) =>
      isLast && !found.has(at) && givenHeaders.has(key) && share(cells.filter(isWordsOnly), isGivenAlone) >= 0.6,
  )
  if (given) {
    settle(given, 'first_name', { target: targetOf('first_name'), sure: 'likely', why: 'content' })
    return
  }
  const isWhole = share(only.cells, (cell) => cell.trim().includes(' ')) >= 0.8 && share(only.cells, isWholeName) >= 0.5
  if (only.cells.length < 2 || !isWhole) return
  found.delete(only.at)
  taken.delete('first_name')
  taken.delete('last_name')
  settle(only, 'full_name', { target: targetOf('full_name'), sure: 'likely', why: 'content' })
}
const givenHeaders = new Set(['nombre', 'nome', 'navn', 'namn', 'name', 'ten', 'naam', 'nev', 'nume'])
/** Whatever else stands below a report, its footers are no names. */
const isWordsOnly = (cell: string) => /^[\p{L}\p{M}.'’ -]{1,40}$/u.test(cell.trim())
const isOneWord = (cell: string) => /^\p{L}[\p{L}.'’-]*$/u.test(cell.trim())
/** `Begoña`, `José María`, `María del Carmen`. */
const isGivenAlone = (cell: string) =>
  isOneWord(cell) ||
  cell
    .trim()
    .split(' ')
    .every((word) => isGivenName(word) || /^(?:del?|l[ao]s?)$/.test(word))
/** `Ann Lee`, not `Anne Marie` or `van Dijk`. */
const isWholeName = (cell: string) => {
  const { first, last } = splitName(cell)
  return first !== null && last !== null && !isGivenName(last)
}

/** `Müller Hans`, where capitals or a comma do not say so already. */
const isSurnameFirst = (cell: string) => {
  const { first, last } = splitName(cell)
  if (first === null || last === null || !cell.trim().startsWith(first)) return false
  return first.length > 2 && !isGivenName(first) && isGivenName(last)
}

/** A column of lone words: surnames, unless something says that they are first names. */
function loneNameTarget({ key, cells, at }: Column, fitShare: (at: number, fit: Fit) => number): string | null {
  const given = share(cells, isGivenName)
  const first = fitShare(at, fitsFirst)
  const last = fitShare(at, fitsLast)
  if (key === 'nombre') return 'first_name'
  if (given >= (key === 'nom' ? 0.9 : 0.6) && last < 0.4) return 'first_name'
  if (first >= 0.5 && first > last) return 'first_name'
  const isSurname = last >= 0.4 || (['name', 'nom', 'naam'].includes(key) && given <= 0.2 && cells.length >= 2)
  return isSurname ? 'last_name' : null
}

function nameTarget(
  column: Column,
  columns: readonly Column[],
  taken: ReadonlySet<string>,
  fitShare: (at: number, fit: Fit) => number,
  repeats: () => boolean,
): string | null {
  const person = taken.has('first_name') || taken.has('last_name') || taken.has('job_title')
  const place = ['website', 'phone', 'address', 'location', 'rating', 'reviews', 'category', 'city'].filter((name) =>
    taken.has(name),
  ).length
  if (isLeadOfClose(column, columns)) return 'company_name'
  if (column.key === 'name' && !person && !taken.has('company_name') && place >= 2) return 'company_name'
  if (share(column.cells, isNumber) >= 0.5 && column.cells.length > 0) return null
  const isCompanies = share(column.cells, (cell) => legalForm.test(cell.trim())) >= 0.3
  // Beside a whole name; but `Name` beside `Vorname` is the surname.
  const isOther = taken.has('full_name') && !(column.key === 'name' && taken.has('first_name'))
  if (mayBeBusiness.has(column.key)) {
    // Beside a first name and a surname there is no third name of the same person, unless it is the two together.
    const isThird = taken.has('first_name') && taken.has('last_name') && column.cells.length > 0 && !repeats()
    if (!taken.has('company_name') && (isCompanies || isOther || isThird)) return 'company_name'
    if (isThird) return null
  }
  // `Le Goff` in the `Nom` beside a `Prénom`: more than one word, and still no whole name.
  if (surnames.has(column.key) && taken.has('first_name') && !taken.has('last_name') && !repeats()) return 'last_name'
  // Without a comma nobody can tell which of the two a word is.
  if (surnameFirst.test(column.key))
    return share(column.cells, (cell) => cell.includes(',') || hasPatronymic(cell)) >= 0.8 ? 'full_name' : null
  // `Müller Hans` in row after row: the surname stands first, and nobody is greeted by it.
  if (column.cells.length >= 3 && share(column.cells, isSurnameFirst) >= 0.8) return null
  if (share(column.cells, (cell) => cell.trim().includes(' ')) >= 0.5) return 'full_name'
  if (surnames.has(column.key) && taken.has('first_name')) return 'last_name'
  // `Anrede;Name`: whoever is addressed as Mr or Ms is so by the surname.
  const isAddressed = columns.some(({ cells }) => cells.length > 0 && share(cells, isSalutation) >= 0.8)
  if (['name', 'nom', 'naam', 'nome'].includes(column.key) && isAddressed) return 'last_name'
  if (['nombre', 'nome', 'ten', 'navn', 'namn', 'meno'].includes(column.key) && taken.has('last_name'))
    return 'first_name'
  const lone = column.cells.length === 0 ? null : loneNameTarget(column, fitShare)
  return lone !== null && !taken.has(lone) && !taken.has('full_name') ? lone : 'full_name'
}

/** `Intitulé` of an account book is the business: its cells are what the domains of the addresses are made of. */
function proposeBusinessOfTitle(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  found: Map<number, Suggestion>,
  taken: Set<string>,
  settle: Settle,
) {
  if (taken.has('company_name')) return
  const emailAt = columns.find(({ at }) => isField(found.get(at)?.target, 'email'))?.at
  if (emailAt === undefined) return
  const title = columns.find(
    ({ at, key }) =>
      meaningOf(key)?.name === 'job_title' &&
      (!found.has(at) || isField(found.get(at)?.target, 'job_title')) &&
      rowShare(rows, emailAt, at, holdsDomain) >= 0.4,
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

/** Where a consent came from and when: kept with the lead, a variable only where somebody makes it one. */
function proposeConsentFacts(columns: readonly Column[], found: Map<number, Suggestion>) {
  for (const kind of ['consent_source', 'consent_date'] as const) {
    const column = columns.find(({ at, key }) => !found.has(at) && variableAliases[kind].includes(key))
    if (column) found.set(column.at, { target: { kind }, sure: 'certain', why: 'alias' })
  }
}

/** What a list of bounces, blocks or spam reports of a mail service has beside the address, and no list of leads alone. */
const suppressionKeys: ReadonlySet<string> = new Set(['email', 'status', 'reason', 'created', 'ip'])

/** Columns by which people are left in peace, as their headers say. */
function proposeConsent(columns: readonly Column[], found: Map<number, Suggestion>) {
  const keys = columns.map(({ key }) => key)
  const since = columns.find(({ key }) => key === 'created')
  // Whoever stands in such a list is in it: also the one without a reason.
  if (since && keys.every((key) => suppressionKeys.has(key)) && (keys.includes('reason') || keys.includes('ip')))
    found.set(since.at, optOut('yes_stops', 'certain', since.cells))
  const open = columns.filter(({ at }) => isOpen(found.get(at)))
  const consent = open.find(
    ({ key, cells }) =>
      consentAliases.includes(asked(key)) && share(cells, isLink) < 0.5 && !isOfPartners(key, columns),
  )
  if (consent) found.set(consent.at, isOpenQuestion(consent) ? optOut('no_stops', 'likely', consent.cells) : isConsent)
  for (const { at, key, cells } of open) {
    if (at === consent?.at || share(cells, isLink) >= 0.5) continue
    const isListed = optOutAliases.includes(asked(key))
    const kind = isListed ? 'stop' : noHeaderOf(key)
    if (kind === 'stop' && (isCountBesideStatus(key, cells, columns) || isOfPost(key, columns))) continue
    if (isOfPlan(key, cells, columns) || isOfPartners(key, columns)) continue
    if (kind === 'stop') {
      // `Kein Mailing` ends with a word of mailings, too: a yes below it is a no.
      found.set(at, optOut('yes_stops', isListed ? 'certain' : 'likely', cells))
      continue
    }
    if (isHarmful(key) && share(cells, isFlag) >= 0.8) {
      found.set(at, optOut('yes_stops', 'likely', cells))
      continue
    }
    const permits =
      kind === 'permission' || isAddressByName(key, cells) || isOfMailing(key, cells) || asksWhetherToWrite(key, cells)
    if (permits || isConfirmation(key, columns)) {
      const read = readingOfPermission(cells)
      if (read) found.set(at, optOut(read, 'likely', cells))
    }
  }
}

/** Flags of checkers: mail to such an address harms whoever sends it, or reaches nobody. */
const isHarmful = (key: string): boolean =>
  /^(?:(?:is|known|email) )?(?:spam ?trap|honeypot|toxic|abuse|complainer|(?:serial )?litigator|disposable(?: email)?|temporary email|temp ?mail|throwaway|wegwerfadresse|wegwerf ?mail)s?$/.test(
    key,
  )
/** `Email` with yes and no, below *Marketing consent* in the line above it or beside `Phone` and `Post`. */
const isAddressByName = (key: string, cells: readonly string[]): boolean =>
  rank.get(key)?.name === 'email' && cells.length > 0 && share(cells, isFlag) >= 0.8
/** `Bounce Count`: how often a mail came back is no verdict where a status says whether it is one. */
const isCountBesideStatus = (key: string, cells: readonly string[], columns: readonly Column[]): boolean =>
  /(?:^| )bounces?(?: count)?$/.test(key) &&
  cells.every((cell) => /^\s*\d*\s*$/.test(cell)) &&
  columns.some((other) => noHeaderOf(other.key) === 'status' && other.cells.some(saysBounced))
/** `Statistics mailing`, `Werbung per E-Mail`, `Contact by email` with yes and no. */
const isOfMailing = (key: string, cells: readonly string[]): boolean =>
  !isOfTheirOwn(key) &&
  (/(?:^| )(?:mailings?|emailing|newsletter|infomail)$/.test(key) || (byMail.test(key) && forMailing.test(key))) &&
  share(cells, isFlag) >= 0.5
const byMail = /(?:^| )(?:e ?mails?|mails?|e ?post|correos?|courriels?|mailen)(?: |$)/
const forMailing =
  /(?:^| )(?:werbung|reclame|publicidad|publicite|pubblicita|publicidade|kontakt[^ ]*|contact[^ ]*|communications?|commercial|promotional|promo|offers|angebote|updates|prospection|marketing|third party|toegestaan|ok|j n|y n|ja nein|yes no)(?: |$)|^(?:mailen|emails)$/
/** `Contact?` with yes and no is not who to contact. */
const asksWhetherToWrite = (key: string, cells: readonly string[]): boolean =>
  /^(?:contact|kontakt|contacto|contatto|contato)$/.test(key) &&
  cells.length > 0 &&
  share(cells, (cell) => !/\d/.test(cell) && /^(?:fine|stop)$/.test(readNo(cell, 'no_stops'))) >= 0.9
/** `Activated` beside `Deactivated`: whoever never confirmed. */
const isConfirmation = (key: string, columns: readonly Column[]): boolean =>
  /^(?:activated|aktiviert|active since|active|actif|geactiveerd|attivato|activado|confirmed)(?: at| am| on)?$/.test(
    key,
  ) &&
  columns.some((other) =>
    /^(?:deactivated|deaktiviert|desactive|gedeactiveerd|disattivato|desactivado)(?: at| am| on)?$/.test(other.key),
  )
/** `Do not allow mails` beside `Do not allow emails` is about the post. */
const isOfPost = (key: string, columns: readonly Column[]): boolean =>
  /(?:^| )mails?(?: |$)/.test(key) &&
  columns.some(
    (other) =>
      other.key !== key && other.key.replace(/(^| )emails?(?= |$)/, '$1mails') === key.replace(/mail(?= |$)/, 'mails'),
  )
/** `active_subscription` beside a plan and payments: what somebody pays for, not what mails he gets. */
const isOfPlan = (key: string, cells: readonly string[], columns: readonly Column[]): boolean =>
  /(?:^| )subscri(?:ption|ber)s?(?: |$)/.test(key) &&
  !/email|newsletter|marketing|status/.test(key) &&
  share(cells, isFlag) >= 0.8 &&
  columns.some((other) =>
    /(?:^| )(?:plan|payment|paid|billing|expiry|expires|renewal|mrr|price|tier)(?: |$)/.test(other.key),
  )
/** A shop that asks for its own newsletter, and by `optin` for offers of partners. */
const isOfPartners = (key: string, columns: readonly Column[]): boolean =>
  /^(?:opt ?in|partner offers?)$/.test(key) && columns.some((other) => other.key === 'newsletter')
const saysBounced = (cell: string) => /bounce/i.test(cell) && saysNoMail(cell)

const isConsent: Suggestion = { target: { kind: 'consent' }, sure: 'certain', why: 'alias' }
/** A consent asked with yes and no where somebody's answer is neither, `to be checked` for one: that person is asked about. */
const isOpenQuestion = ({ cells }: Column) => {
  const answers = new Set(cells.map((cell) => readNo(cell, 'no_stops')))
  return readingOfPermission(cells) === 'no_stops' && answers.has('fine') && answers.has('unknown')
}

const asked = (key: string) => key.replace(/^(?:is|has|was) /, '')
/** Not claimed, or claimed as something a mail can do without. */
const isOpen = (suggestion: Suggestion | undefined) =>
  suggestion === undefined || suggestion.target.kind === 'left_out' || suggestion.target.kind === 'variable'

/** What is not understood in such a column keeps its row back, and is asked about. */
function optOut(read: OptOutColumnRule, sure: 'certain' | 'likely', cells: readonly string[]): Suggestion {
  const isClear = cells.every((cell) => readNo(cell, read) !== 'unknown')
  const target: Target = read === 'yes_stops' ? { kind: 'opt_out' } : { kind: 'opt_out', read }
  return { target, sure: isClear ? sure : 'ask', why: 'alias' }
}

/** `Newsletter` with yes and no, or with the name of the newsletter: told by the cells. */
function readingOfPermission(cells: readonly string[]): OptOutColumnRule | null {
  const answers = cells.map((cell) => readNo(cell, 'no_stops')).filter((answer) => answer !== 'blank')
  if (!answers.some((answer) => answer !== 'unknown')) return null
  const understood = answers.filter((answer) => answer !== 'unknown').length
  return understood * 2 >= answers.length ? 'no_stops' : 'refusal_stops'
}

const statusEnd =
  /^(.+?) (?:emails validator status|validator status|verification status|validation status|verification|validation|status|deliverability)$/
const statusStart =
  /^(?:verif(?:y|ied|ication|ier)|validat(?:e|ed|ion|or)|check(?:ed|er)?|status|result)(?: of| status| result)? (.+?)(?: status| result)?$/
/** The header of the address a column of states is about: `Email 2 Status`, `Verify Email 2`. */
const addressOf = (key: string) => statusEnd.exec(key)?.[1] ?? statusStart.exec(key)?.[1]
/** `Email Verified`, `Is Valid`: yes or no about the address; directories mark businesses with a bare `Verified`. */
const saysVerified =
  /^(?:can send|(?:is |email )?sendable|(?:ok|okay) to send|send ok)$|^(?:is )?email (?:is )?(?:verified|valid|deliverable)$|^(?:verified|valid) email$|^(?:is )?(?:valid|deliverable|safe to send)$|^(?:gultig|zustellbar|valide|valido|valida|geldig|wazny|giltig|gyldig|reachable|email works|email funktioniert|mail kommt an)$|^email (?:verifiziert|gepruft|gultig|verifie|valide|valido|verificado|verificato|geverifieerd|geldig)$/
/** Told by whoever asked the mail server: without one nothing arrives. */
const ofMailbox = /^(?:mailbox exists|email exists|smtp valid|smtp check|mx valid|mx found|has mx|domain exists)$/
/** `AcmeCheck Result`: what a checker's name stands before, where words say it that are said of addresses alone. */
const verdictEnd = / (?:status|result|verdict|quality|validity|deliverability)$/
const isAboutAddress = (cell: string) =>
  isStatusWord(cell) &&
  /valid|deliver|catch|accept[-_ ]?all|accepted[-_ ]e?-?mail|dispos|mailbox|gültig|zustell|válid|geldig|spam ?trap|safe to send/i.test(
    cell,
  )
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
    const of = keyed(addressOf(column.key))
    if (!of || isMain(of) || share(column.cells, isFlag) >= 0.8) continue
    const taken = [...found.values()].some(({ target }) => target.kind === 'verification' && target.column === of.at)
    if (!taken) found.set(column.at, { target: { kind: 'verification', column: of.at }, sure: 'certain', why: 'alias' })
  }
  const open = columns.filter(({ at, key, cells }) => !found.has(at) && !(notVerdict.test(key) && cells.length > 0))
  const ownStatus = (column: Column) =>
    Number(addresses.some((each) => isMain(each) && addressOf(column.key) === each.key))
  const named = open
    .map((column) => ({
      column,
      place: verificationAliases.indexOf(column.key),
      own: ownStatus(column),
      speaks: share(column.cells, isVerdict),
      // `catch_all` tells more than the `risky` beside it, and read as anything else it would be somebody's wish.
      about: Number(column.cells.some(isAboutAddress)),
      // What a checker found comes before what the source of the address said of it.
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
      !isOfPlaces(columns),
  )
  const told = flagged ?? columns.find(({ at, key, cells }) => isOpen(found.get(at)) && isAnswerOfServer(key, cells))
  if (told) settle(told, 'verification', { target: { kind: 'verification' }, sure: 'likely', why: 'content' })
}

/** Whether the rows are of people, whose addresses are verified, and not of places, which are. */
const hasPerson = (columns: readonly Column[]): boolean =>
  columns.some(({ key }) => wholeNames.has(key) || ofPerson.has(meaningOf(key)?.name ?? ''))

/** `SMTP code` with 250 and 550, as a server answered for the address. */
const isAnswerOfServer = (key: string, cells: readonly string[]): boolean =>
  /^(?:smtp|bounce|dsn|smtp response|smtp reply|server response) (?:code|status|status code|response)$/.test(key) &&
  cells.length > 0 &&
  cells.every((cell) => /^\s*[245](?:\d\d|\.\d{1,3}\.\d{1,3})\s*$/.test(cell))

const isVerdict = (cell: string) => isStatusWord(cell) || /^\s*unknown\s*$/i.test(cell)
const checker =
  /(?:^| )(?:verif\w*|validat\w*|valid|validity|deliverab\w*|check\w*|zb|zero ?bounce|nb|never ?bounce|mv|million ?verifier|bouncer|use ?bouncer|reoon|email ?list ?verify|elv|kickbox|debounce|hunter|clearout|emailable|quick ?email ?verification|bounce ?ban|findymail|icypeas|dropcontact|prospeo|enrow|lead ?magic|verifalia|brite ?verify|xverify|mail ?tester|truelist|scrubby|my ?email ?verifier|gepruft|prufung|prufergebnis|prufstatus|verifie|geverifieerd|verificado|verificato)(?: |$)/
/** What else a checker tells. */
const notVerdict =
  /(?:^| )(?:sub ?status|reason|accounts?|domain|gender|free|mx|smtp|provider|did you mean|at|date|time|on|by|score|confidence|source|count|cost|credits|id|role|disposable|first name|last name|city|country|region|zipcode|ip|activity|phone|age)(?: |$)/
const otherSubject =
  /(?:^| )(?:phone|mobile|sms|fax|tel|telefon\w*|vat|tax|licen[cs]e|insurance|passport|certificate|website|url|web|linkedin|company|business|order|payment|contract|warranty|address line|postal|identity|age|captcha|ssl|tls|https|dkim|spf|dmarc|schema|html|sitemap)(?: |$)/

/** Longer texts are no answers; a mail in a cell also tells how to get no more of them. */
const ANSWER_MAX = 40
/** Where states are told, whole sentences of a mail server stand too. */
const REASON_MAX = 160
/** `debounce_reason`: why a checker said what it did is told beside it. */
const isOfChecker = (key: string) =>
  /(?:^| )sub ?(?:status|result)$/.test(key) ||
  (checker.test(key) && /(?:^| )(?:reason|code|result|score|sub ?status)(?: |$)/.test(key))

/** Columns whose cells say that some want no mail: `Unsubscribed` among `Completed`, a tag, a note, an answer. */
function proposeStatus(columns: readonly Column[], found: Map<number, Suggestion>) {
  for (const { at, key, cells } of columns) {
    const now = found.get(at)
    if (
      !isOpen(now) ||
      otherChannel.test(key) ||
      isOfChecker(key) ||
      (now?.target.kind === 'variable' && isPlain(now.target.name))
    )
      continue
    if (isInterestOfLead(key, cells)) {
      found.set(at, optOut('interest_numbers', 'certain', cells))
      continue
    }
    const kind = key === 'state' ? 'status' : noHeaderOf(key)
    // `Unsubscribe Ltd` is a company, and a link to unsubscribe is in every mail.
    if (kind === null && key !== 'category' && (meaningOf(key) || wholeNames.has(key))) continue
    const most = kind === 'status' ? REASON_MAX : ANSWER_MAX
    // A page's address, and not `cancelled / unsubscribed`.
    const isShort = (cell: string) => cell.length <= most && !/\S\/|\/\S/.test(cell)
    if (kind === 'notes') {
      if (cells.some((cell) => stopOf(cell, 'words_stop') !== null))
        found.set(at, optOut('words_stop', 'likely', cells))
      continue
    }
    // `Bounce house rental`, `Unsubscribe management`: what a business does.
    const saysNo = kind === null && ofBusiness.test(key) ? saysOnlyNoMail : saysNoMail
    const wishes = cells.some((cell) => isShort(cell) && saysNo(cell))
    if (isLeadState(key, cells, columns)) {
      found.set(at, optOut('states', 'certain', cells))
      continue
    }
    if (
      ofDelivery.test(key) &&
      share(cells, isDelivery) >= 0.6 &&
      cells.some((cell) => stopOf(cell, 'states') !== null)
    ) {
      found.set(at, optOut('states', 'likely', cells))
      continue
    }
    const isOfConsent = consentStatus.test(key)
    const refused = (kind === 'answer' || kind === 'status') && cells.some((cell) => isShort(cell) && saysRefusal(cell))
    if (!wishes && !(refused && (kind === 'answer' || isOfConsent || share(cells, isState) >= 0.6))) continue
    const isOfStates = kind === 'answer' || kind === 'status' || share(cells, isState) >= 0.8
    // Whether somebody is subscribed has one answer; whoever did not confirm yet has given none.
    const read = isOfConsent ? 'no_stops' : 'states'
    found.set(at, optOut(isOfStates ? read : 'words_stop', 'likely', cells))
  }
}

/** `status` of a lead as Instantly's API gives it: 1 active, 2 paused, 3 completed, -1 bounced, -2 unsubscribed, -3 skipped. */
const isLeadState = (key: string, cells: readonly string[], columns: readonly Column[]): boolean =>
  key === 'status' &&
  cells.length > 0 &&
  cells.every((cell) => /^-?[0-3]$/.test(cell.trim())) &&
  columns.some((other) => other.key === 'timestamp created' || other.key === interestKey)
const interestKey = 'lt interest status'
/** What a lead answered, as the same API counts it: 1 interested, -1 not interested. */
const isInterestOfLead = (key: string, cells: readonly string[]): boolean =>
  key === interestKey && cells.length > 0 && cells.every((cell) => /^-?\d+$/.test(cell.trim()))
const consentStatus =
  /(?:^| )(?:subscri(?:ber|ption|bed)|opt ?in|consent|permission|einwilligungs?|toestemmings?)(?: [^ ]+)* ?(?:status|(?:given|granted) (?:or )?(?:withdrawn|refused|revoked))(?: |$)/
const ofBusiness =
  /(?:^| )(?:bio|biography|pain ?points?|einleitung|aufhanger|hook|opener|intro|introduction|ice ?breaker|keywords?|products?|services?|description|technolog(?:y|ies)|industr(?:y|ies)|special(?:ties|ities)|categor(?:y|ies)|types?|branche|produkte?|leistungen|beschreibung|kategorie|secteur|activite|sector|categoria|rubro)$/
/** What became of a mail, and not of a parcel: told by the words below it. */
const ofDelivery =
  /^(?:(?:last|email|mail|message) )*(?:delivery|delivered|send(?:ing)?|sent|zustell(?:ung|status)|versand(?:status)?|zustellungs?status|livraison|envoi|entrega|envio|bezorg(?:ing|status)|consegna|invio)(?: (?:status|state|result|event|outcome|statut|estado|stato))?$|^(?:status|statut|estado|stato) (?:der |de |d |di |del )?(?:zustellung|livraison|envoi|entrega|envio|consegna|invio)$/
const isDelivery = (cell: string) =>
  /^(?:sent|delivered|failed|failure|dropped|deferred|delayed|queued|processed|opened|clicked|complaints?|spam|rejected|blocked|undelivered|(?:hard |soft )?bounced?|delivery failed|failed to deliver|zugestellt|gesendet|fehlgeschlagen|nicht zugestellt|zustellung fehlgeschlagen|unzustellbar|envoyée?|livrée?|échec|échoué|entregado|enviado|fallido|consegnato|inviato|fallito|verzonden|bezorgd|mislukt)$/i.test(
    cell.trim(),
  ) || saysNoMail(cell)
const isState = (cell: string) => saysNoMail(cell) || saysStage(cell) || saysRefusal(cell)
/** Variables that are what their header says. `Lead Category` was taken for a category of businesses. */
const isPlain = (name: string) => (knownVariables as readonly string[]).includes(name) && name !== 'category'

const legalForm =
  /\b(?:gmbh|ag|kg|ohg|ug|e\.?k\.?|ltd|limited|llc|inc|corp|plc|llp|sarl|sas|s\.?a\.?|s\.?l\.?|b\.?v\.?|n\.?v\.?|s\.?r\.?l\.?|s\.?p\.?a\.?|oy|ab|aps|lda|ltda|pty|sp\. z o\.o\.|tnhh)\.?$/i
/** `SARL`, `GmbH`: the kind of a business, not its name. */
const isFormAlone = /^[\p{L}.&\s]{1,8}$/u
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
    // `ann.lee` of `ann.lee@…` looks like a domain.
    const isLocal = emailAt !== undefined && rowShare(rows, emailAt, column.at, (cell, local) => cell === local) >= 0.5
    if (others < 0.3 && !isOfOne && !isLocal && !noWebsiteHeader.test(column.key)) offer(column, 'website', sites, 0.7)
    if (!numberOfBusiness.test(column.key)) offer(column, 'phone', share(cells, isPhoneCell), 0.7)
  }
  const open = silent.filter(({ at }) => !found.has(at))
  if (emailAt !== undefined) {
    const who = nameOfRole(open, (at) => rowShare(rows, emailAt, at, makesLocal))
    if (who && !taken.has('first_name') && !taken.has('last_name')) offer(who, 'full_name', 1, 1)
    // Of two columns of names, the one all of `ann@…` is made of is the first.
    const names = open.filter(({ cells }) => share(cells, isNameLike) >= 0.8)
    for (const [name, fit] of [
      ['first_name', names.length > 1 ? startsLocal : fitsFirst],
      ['last_name', fitsLast],
      ['company_name', fitsDomain],
    ] as const) {
      const best = open
        // A number may stand in an address, too: `max17@…` in row 17.
        .filter(({ at, cells }) => !found.has(at) && share(cells, (cell) => holdsAddress(cell) || isNumber(cell)) < 0.3)
        .map((column) => ({
          column,
          fit: rowShare(rows, emailAt, column.at, fit),
          // A surname may begin a domain; the business is what all of it is made of.
          whole: name === 'company_name' ? rowShare(rows, emailAt, column.at, coversDomain) : 0,
        }))
        .toSorted((a, b) => b.fit - a.fit || b.whole - a.whole)[0]
      if (best) offer(best.column, name, best.fit, 0.4)
      const firstAt = columns.find(
        ({ at }) => found.get(at)?.why === 'content' && isField(found.get(at)?.target, 'first_name'),
      )?.at
      const nameAt = (place: number) => names.find(({ at }) => firstAt !== undefined && at === firstAt + place)
      const [before, after] = [nameAt(-1), nameAt(1)]
      // `Keene, Roland, Keene Kayaks`: what is longer than a name is none.
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

/** `Candidate`, `Teilnehmer`: the addresses are made of the names below, or the names are all different and of nobody who keeps the file. */
function nameOfRole(columns: readonly Column[], fit: (at: number) => number): Column | undefined {
  // What is called so and makes the addresses is a name, whether or not ours are in it.
  const isMadeOf = ({ at, key, cells }: Column) => roles.has(key) && share(cells, holdsName) >= 0.8 && fit(at) >= 0.6
  const isOfPersons = (column: Column) =>
    (share(column.cells, isPersonsName) >= 0.5 || isMadeOf(column)) &&
    share(column.cells, (cell) => legalForm.test(cell.trim())) < 0.1
  const named = columns.filter((column) => !keepers.has(column.key) && isOfPersons(column))
  const isDifferent = ({ cells }: Column) => new Set(cells).size === cells.length
  return (
    named.find(({ at, key }) => fit(at) >= (roles.has(key) ? 0.3 : 0.5)) ??
    named.find((column) => roles.has(column.key) && !mayKeep.has(column.key) && isDifferent(column))
  )
}
/** In a list of a CRM or an agency these are one's own people. */
const mayKeep = new Set(
  'owner agent manager host user author responsable responsavel leiter verwalter makler broker realtor member lead record'.split(
    ' ',
  ),
)

/** Numbers of registers and books: as long as a phone's, and as often with a zero before. */
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
const startsLocal: Fit = (cell, local) => cell.length >= 3 && local.startsWith(cell)
/** `weber@…` may be hers by either name. */
const fitsFirst: Fit = (cell, local) =>
  cell.length >= 3 && local.startsWith(cell) && (local !== cell || isGivenName(cell))
const fitsLast: Fit = (cell, local) => cell.length >= 3 && local !== cell && local.endsWith(cell)
/** `r.falk@…`, `falk@…`: of a whole name. */
const makesLocal: Fit = (cell, local) =>
  local.length >= 3 &&
  (cell.startsWith(local) || cell.endsWith(local) || (local.length >= 4 && cell.endsWith(local.slice(1))))
/** The long words of the cell, wherever they stand in the domain. */
const holdsDomain: Fit = (cell, _local, domain) =>
  cell.length >= 4 && domain.length >= 4 && (cell.includes(domain) || domain.includes(cell) || sharesEnd(cell, domain))
const sharesEnd = (cell: string, domain: string) => cell.length >= 6 && domain.includes(cell.slice(-6))
const fitsDomain: Fit = (cell, _local, domain) =>
  cell.length >= 4 && domain.length >= 4 && (cell.startsWith(domain) || domain.startsWith(cell))

const coversDomain: Fit = (cell, _local, domain) => cell.startsWith(domain)

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
