/** Finds the field or variable that a header names. */
import { fieldAliases, variableAliases, wholeNameHeaders } from '../column-aliases.ts'
import { headerKey } from '../header-key.ts'

export const targetOfKey = new Map<string, { readonly name: string; readonly place: number }>()
for (const [name, aliases] of [...Object.entries(fieldAliases), ...Object.entries(variableAliases)]) {
  aliases.forEach((alias, place) => {
    if (!targetOfKey.has(alias)) targetOfKey.set(alias, { name, place })
  })
}

/** Returns the key of a header. If letters were lost (`Pr�nom`, `T?l?phone`), the matching known name is used. */
export function keyOf(header: string): string {
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
  // `Nom / Last name`: which name the vaguer word means; `Nom / Prénom` in one language is both.
  const partOfName = sign === '/' && keys.find((key) => englishPartOfName.test(key))
  if (partOfName && keys.some((key) => wholeNameHeaders.has(key) && key !== 'name')) return partOfName
  const names = keys.map(nameOfKey)
  const meant = names[0] ?? names[1]
  const isOneKnown = names[0] === undefined || names[1] === undefined
  const differ = isOneKnown ? sign === '(' || !ofOneLanguage.has(meant ?? '') : names[0] !== names[1]
  if (meant === undefined || differ || nameOfKey(whole) !== undefined) return undefined
  // Either part may say where an address is used, so the whole header is needed.
  if (meant === 'email' && (privateHeader.test(whole) || workHeader.test(whole))) return undefined
  return names[0] === undefined ? keys[1] : keys[0]
}

const englishPartOfName = /^(?:first|given|last|family) ?name$|^(?:fore|sur)name$/
const ofOneLanguage: ReadonlySet<string> = new Set(['first_name', 'last_name', 'company_name', 'job_title'])
const twoParts = /^([^/()]{1,40})([/(])([^/()]{1,40})\)?\s*$/

const ownerPrefix =
  /^(?:business|billing|contact|lead|person|persoon|personne|persona|pessoa|osoba|henkilo|prospect|customer|client|invitee|attendee|participant|registrant|subscriber|member|candidate|guest|employment|properties|payload|(?:custom )?(?:fields?|attributes?)|ap|ansprechpartner|ansprechperson|kontakt|kontaktperson|contactpersoon|interlocuteur|referente|contacto|contatto) /

/**
 * Returns the meaning of a header: `business_phone` is a phone, `contact_city` a city, and so is `Address 1 - City`.
 */
export function meaningOf(key: string) {
  return targetOfKey.get(key) ?? meaningWithoutOwner(key) ?? meaningOfAddressPart(key) ?? meaningOfNumbered(key)
}

/** The account holder takes precedence over the payer: `user_email` over `billing_email`. */
function meaningWithoutOwner(key: string) {
  const hit = targetOfKey.get(key.replace(ownerPrefix, ''))
  return hit && key.startsWith('billing ') ? { name: hit.name, place: hit.place + 100 } : hit
}

export const ofPerson = new Set(['first_name', 'last_name', 'job_title'])

/**
 * Additions to a header if a file has several columns of a kind, and how much lower such a column ranks than one
 * without.
 */
const headerAdditions = [
  // `Company1`, `B2B Email 1`: the first of several.
  { form: /^(.{2,}?\D) ?1$/, later: 400 },
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
export const questionStart =
  /^(?:\p{L}+ ){0,5}(?:what|which) (?:is|s) your |^(?:and |und |et |y |e |en )?(?:(?:please )?(?:enter|provide|type) your|your|(?:wie|was) (?:ist|lautet) (?:ihre?|deine?)|ihre?|quell?e? est votre|votre|cual es (?:su|tu)|wat is (?:uw|je)|uw|je|jouw|deine?|vase|tvoje) /u

export const privateHeader =
  /(?:^| )(?:personal|private|privat|prive|perso|personnel|personale|personlich|priv|home|casa|thuis|prywatny)(?: |$)/

export const workHeader =
  /(?:^| )(?:work|business|professional|corporate|company|office|b2b|gesch|geschaftl[^ ]*|dienstl[^ ]*|zakelijk|professionnel|professionnelle|pro|trabajo|lavoro|aziendale|arbeit|berufl[^ ]*|travail|sluzbowy)(?: |$)/

/** Returns whether a header names a value, so that words in the cells are not about emails. */
export const isOfValues = (key: string): boolean => {
  const meaning = meaningOf(key)
  return meaning ? meaning.name !== 'category' : wholeNameHeaders.has(key)
}

/** Returns whether any cell under a header may say that somebody does not want email, although the header does not. */
export const mayHoldWishes = (header: string): boolean => !isOfValues(keyOf(header).replace(questionStart, ''))
