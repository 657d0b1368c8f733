/** Maps one row of a file to a lead as `POST /leads/add` takes it, and determines the reasons against sending it. */

import { oneLine } from '#shared/domain/core/one-line.ts'
import { withoutAccents } from '#shared/domain/core/without-accents.ts'
import { addressKey, findAddresses, isAddress } from '#shared/domain/leads/import/addresses.ts'
import { isWrittenText } from '#shared/domain/leads/import/business-texts.ts'
import {
  cellValue,
  isEmptyValue,
  isMasked,
  mayDiffer,
  repairText,
  textMayDiffer,
  type ValueFlag,
} from '#shared/domain/leads/import/cell-value.ts'
import { type ComposedVariable, columnsOfComposed, createValueComposer } from '#shared/domain/leads/import/composed.ts'
import { flagOfField } from '#shared/domain/leads/import/flag-of-field.ts'
import { domainOfAddress, isFreeMail } from '#shared/domain/leads/import/free-mail.ts'
import { type GateCode, gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { LeadField, Mapping, PersonField } from '#shared/domain/leads/import/mapping.ts'
import { isCompanyPlaceholder, isFirstPlaceholder, isPlaceholder } from '#shared/domain/leads/import/no-values.ts'
import {
  forbidsEmail,
  hasConsent,
  hasOptOutColumn,
  isPastJob,
  type OptOutColumnRule,
  onlyForbidsEmail,
  type StopReason,
  stopReasonOf,
} from '#shared/domain/leads/import/opt-out-cells.ts'
import {
  isNameInfix,
  nameInfix,
  splitName,
  tidyFirstName,
  tidyLastName,
} from '#shared/domain/leads/import/person-names.ts'
import { type FullSettings, fullSettings, type ImportSettings } from '#shared/domain/leads/import/row-settings.ts'
import {
  gateOfAddressKind,
  isDisposable,
  isReadByNobody,
  isRoleAddress,
} from '#shared/domain/leads/import/special-addresses.ts'
import {
  readCatchAll,
  readVerification,
  readVerificationStrictly,
  type Verification,
  verificationRank,
} from '#shared/domain/leads/import/verification.ts'
import { ACCENTED, type CellMarks, MARKUP, ODD, SLASH } from '../files/cell-marks.ts'
import { FILLED } from '../files/tokenizer.ts'
import {
  createPayloadText,
  isPlainJsonText,
  type PayloadLabel,
  type PayloadSink,
  payloadLabel,
} from './payload-text.ts'
import { createPersonChooser, personColumns } from './person-of-address.ts'
import { asPlainText, mayContainMarkup } from './plain-text.ts'

/**
 * Maximum length of a value that is sent; a longer one is a whole page in a cell, and would make the whole request
 * fail.
 */
export const VALUE_MAX = 20_000
/** Maximum length of a broken address kept for display. */
const BROKEN_SHOWN = 320

export type CheckedRow = {
  /** The gate of this row considered alone; duplicates are found where all rows are known. */
  readonly gate: GateCode
  /** The key of the lead; for a broken address, the text of the cell; null if there is none. */
  readonly email: string | null
  readonly otherEmails: readonly string[]
  readonly verification: Verification
  /** The column the address was taken from; -1 if there is none. */
  readonly emailColumn: number
}

/** The gates of opt-outs stated in the file, the strongest first. */
export const optOutGates = [gateCodes.opted_out, gateCodes.declined, gateCodes.unclear] as const
export type OptOutGate = (typeof optOutGates)[number]
const gateOfStop: Readonly<Record<StopReason, OptOutGate>> = {
  stop: gateCodes.opted_out,
  declined: gateCodes.declined,
  unknown: gateCodes.unclear,
}
const isOptOutGate = (gate: GateCode): gate is OptOutGate => (optOutGates as readonly GateCode[]).includes(gate)
/** Returns the stronger of two such gates; any other gate gives way to it. */
function strongerOptOut(gate: GateCode, other: OptOutGate | undefined): GateCode {
  if (other === undefined) return gate
  return isOptOutGate(gate) && optOutGates.indexOf(gate) < optOutGates.indexOf(other) ? gate : other
}

/** A second lead of a row: the person behind a business. */
export type DerivedLead = {
  readonly gate: GateCode
  readonly email: string
  readonly payload: string
  /** Variables of the row that were left out because they were written for the business. */
  readonly textsLeftOut: readonly string[]
  /** Returns a field of the lead; null if it is empty. */
  made(field: LeadField): string | null
}

export type RowMapper = {
  /**
   * Excludes all further rows with one of these addresses, or at one of these domains (`@acme.example`), because
   * another row of the file says so.
   */
  bar(addresses: ReadonlyMap<string, OptOutGate>): void
  /** Judges a row; `ragged`: it had fewer or more cells than the header. */
  judge(cells: readonly string[], ragged?: boolean): CheckedRow
  /** Returns the lead as JSON for `POST /leads/add`; empty values are left out. */
  payload(cells: readonly string[], email: string | null): string
  /** Does the same, writing into a sink instead of a string. */
  write(cells: readonly string[], email: string | null, sink: PayloadSink): void
  /** Returns a field of the lead last made by `payload` or `write`; null if it is empty. */
  made(field: LeadField): string | null
  /** Returns the lead of the person whose address the row has beside its own; null if there is none. */
  derive(cells: readonly string[], row: CheckedRow, ragged?: boolean): DerivedLead | null
  /** Columns that are not read: `write` only copies them, using their marks if they contain only usual characters. */
  readonly copied: readonly number[]
  /** Columns that variables are composed of: read even if the column itself is left out. */
  readonly composedOf: readonly number[]
  /** Returns irregularities of the values that would be sent, each flag once. */
  flags(cells: readonly string[]): readonly ValueFlag[]
}

/** `aboutNo`: the file's name or title says that the people in it get no mail. */
export type RowRules = ImportSettings & { readonly aboutNo?: boolean }

type Place = { readonly at: number; readonly name: string }
type Form = Record<string, string | undefined>

/**
 * Prepares the mapping once, so that rows are cheap to process. The mapping must be valid. `marks` come from the
 * tokenizer that produces the rows; without them every cell is examined.
 */
export function createRowMapper(mapping: Mapping, given: RowRules, marks: CellMarks | null = null): RowMapper {
  const settings = fullSettings(given)
  const places = arrangeColumns(mapping)
  const { fields, variables } = places
  const sent = [...fields, ...variables, ...personColumns(mapping)]
  // If a column says who opted out, it decides.
  const everybody = given.aboutNo && settings.holdAboutNo && !hasOptOutColumn(mapping) ? gateCodes.unclear : undefined
  let barred: ReadonlyMap<string, OptOutGate> | null = null
  let barsDomains = false
  const noOf = (email: string): OptOutGate | undefined =>
    barred?.get(email) ?? (barsDomains ? barred?.get(email.slice(email.indexOf('@'))) : undefined) ?? everybody
  const asPerson = createPersonChooser(mapping, {
    addresses: places.addresses.map(({ at }) => at),
    placeOf: new Map<PersonField, number>([...places.fieldAt, ...places.variableAt] as [PersonField, number][]),
  })
  const address = createAddressChooser(places, settings)
  const names = createNameBuilder(places, settings)
  const composed = prepareComposed(settings)
  const own = createLeadBuilder(places, settings, names, marks, composed)
  const person = createPersonBuilder(mapping, places, settings, composed)

  return {
    bar(addresses) {
      barred = addresses
      barsDomains = [...addresses.keys()].some((key) => key.startsWith('@'))
    },
    judge(cells, ragged = false) {
      const judged = address(cells, ragged)
      const no = (barred ?? everybody) != null && judged.email !== null ? noOf(judged.email) : undefined
      if (no !== undefined) return { ...judged, gate: strongerOptOut(judged.gate, no) }
      if (judged.gate !== gateCodes.ready) return judged
      if (composed.some(({ mostLength }) => mostLength(cells) > VALUE_MAX))
        return { ...judged, gate: gateCodes.too_long }
      // No cell can be longer than its row.
      if (marks !== null && marks.row === cells && marks.rowEnd - marks.rowStart <= VALUE_MAX) return judged
      const tooLong = sent.some(({ at }) => (cells[at]?.length ?? 0) > VALUE_MAX)
      return tooLong ? { ...judged, gate: gateCodes.too_long } : judged
    },
    payload: asPerson ? (cells, email) => own.payload(asPerson(cells, email), email) : own.payload,
    write: asPerson ? (cells, email, sink) => own.write(asPerson(cells, email), email, sink) : own.write,
    made: own.made,
    derive(cells, row, ragged) {
      const made = person(cells, row, ragged)
      return made && { ...made, gate: strongerOptOut(made.gate, noOf(made.email)) }
    },
    copied: asPerson ? [] : copiedColumns(places, settings, composed),
    composedOf: [...new Set(composed.flatMap(({ columns }) => columns))],
    flags(cells) {
      const found = new Set<ValueFlag>()
      for (const { at, name } of sent) {
        const cell = cells[at]
        if (cell === undefined || cell === '') continue
        const flag = flagOfField(name, settings.mendValues ? repairText(cell) : cell, settings.tidyNames)
        if (flag) found.add(flag)
      }
      return [...found]
    },
  }
}

/** Creates the function that turns a cell into the value that is sent. */
function createValueCleaner({
  repairMojibake: repair,
  mendValues,
}: FullSettings): (cell: string | undefined) => string {
  if (!mendValues) return (cell) => cellValue(cell, repair)
  return (cell) => repairText(cellValue(cell, repair))
}

type Composed = {
  readonly name: string
  readonly columns: readonly number[]
  value(cells: readonly string[]): string
  mostLength(cells: readonly string[]): number
}

/** Prepares the variables composed of several columns and text. */
function prepareComposed(settings: FullSettings): readonly Composed[] {
  const valueOf = createValueCleaner(settings)
  return settings.composed.map((variable: ComposedVariable): Composed => {
    const compose = createValueComposer(variable)
    const columns = variable.parts.flatMap((part) => ('column' in part ? [part.column] : []))
    const textLength = variable.parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : 0), 0)
    return {
      name: variable.name.trim(),
      columns: columnsOfComposed(variable),
      value: (cells) => compose((column) => valueOf(cells[column])),
      mostLength: (cells) => columns.reduce((sum, at) => sum + (cells[at]?.length ?? 0), textLength),
    }
  })
}

type Places = ReturnType<typeof arrangeColumns>

function arrangeColumns(mapping: Mapping) {
  const fieldAt = new Map<LeadField, number>()
  const variableAt = new Map<string, number>()
  const others: number[] = []
  const ofOthers = new Set<number>()
  const verdicts: { readonly kind: 'verification' | 'catch_all'; readonly at: number; readonly of: number }[] = []
  const optOuts: {
    readonly at: number
    readonly read: OptOutColumnRule
    readonly allowed: ReadonlySet<string> | null
  }[] = []
  let consentAt = -1
  let consentSourceAt = -1
  mapping.forEach((target, at) => {
    switch (target.kind) {
      case 'field':
        fieldAt.set(target.field, at)
        return
      case 'variable':
        variableAt.set(target.name.trim(), at)
        return
      case 'email_other':
        others.push(at)
        if (target.own) ofOthers.add(at)
        return
      case 'verification':
      case 'catch_all':
        verdicts.push({ kind: target.kind, at, of: target.column ?? -1 })
        return
      case 'opt_out':
        optOuts.push({ at, read: target.read ?? 'yes_stops', allowed: target.allow ? new Set(target.allow) : null })
        return
      case 'consent':
        consentAt = at
        return
      case 'consent_source':
        consentSourceAt = at
        return
      case 'consent_date':
      case 'of_address':
        return
      case 'left_out':
        return
    }
  })
  // A field that only a further person has gets a position beyond the last column; a whole name is split, whoever it
  // belongs to.
  const isSplit = variableAt.has('full_name') && !(fieldAt.has('first_name') && fieldAt.has('last_name'))
  for (const { name } of personColumns(mapping)) {
    if (name === 'linkedin_url') continue
    const isName = name.endsWith('_name')
    if (isName && isSplit) continue
    for (const field of isName ? (['first_name', 'last_name'] as const) : [name as LeadField])
      if (!fieldAt.has(field)) fieldAt.set(field, mapping.length + fieldAt.size)
  }
  const emailAt = fieldAt.get('email') ?? -1
  fieldAt.delete('email')
  const fields: Place[] = [...fieldAt].map(([name, at]) => ({ at, name }))
  const variables: Place[] = [...variableAt].map(([name, at]) => ({ at, name }))
  const addressAt = emailAt < 0 ? others : [emailAt, ...others]
  const statusOf = (column: number, kind: 'verification' | 'catch_all') =>
    verdicts.find(
      (verdict) => verdict.kind === kind && (verdict.of === column || (verdict.of < 0 && column === addressAt[0])),
    )?.at ?? -1
  const addresses = addressAt.map((at) => ({
    at,
    statusAt: statusOf(at, 'verification'),
    catchAllAt: statusOf(at, 'catch_all'),
    isOfOther: ofOthers.has(at),
  }))
  // If only the source of a consent is given, it is the basis.
  if (consentAt < 0) consentAt = consentSourceAt
  if (consentAt >= 0) optOuts.push({ at: consentAt, read: 'refusal_stops', allowed: null })
  return { width: mapping.length, addresses, optOuts, consentAt, fieldAt, variableAt, fields, variables }
}

const NONE: readonly string[] = []

/**
 * `ann@acme.example (unsubscribed)`, `DO NOT MAIL ann@acme.example`: written there because the person who keeps the
 * file had no other place.
 */
const hasNoteBesideAddress = (cell: string): boolean =>
  (cell.includes(' ') || cell.includes('(')) &&
  cell.includes('@') &&
  isNoBeside(cell.slice(0, BROKEN_SHOWN).replace(/[^\s<>()]*@[^\s<>()]*/g, ' '))
const isNoBeside = (text: string): boolean =>
  forbidsEmail(text) ||
  /^\W*(?:nicht(?: mehr)?|not?|nein|never|stop|don['’]?t|niet|nee|non?|nie|raus|x)\W*$/i.test(text)
/**
 * Returns whether a name contains a note, as in `Ann (DNC)`, `Lee - do not contact`, `DNC: Ann`. Words not separated by
 * punctuation are part of the name, whatever they say.
 */
function hasNoteInName(cell: string): boolean {
  const at = noteAt(cell)
  return at >= 0 && forbidsEmail(cell[at] === ':' ? cell : cell.slice(at))
}

/**
 * Returns where a note may begin. This is done for every name, and a regular expression would take several times as
 * long.
 */
function noteAt(cell: string): number {
  for (let at = 0; at < cell.length; at += 1) {
    const code = cell.charCodeAt(at)
    // Letters, with their diacritics, and spaces make up nearly all of a name.
    if ((code >= LETTERS_FROM && code !== OPEN_BRACKET && code < EN_DASH) || code === SPACE) continue
    if (noteSigns.has(code) || (code === HYPHEN && cell[at - 1] === ' ' && cell[at + 1] === ' ')) return at
  }
  return -1
}
const noteSigns: ReadonlySet<number> = new Set(Array.from('!(*:[–—', (sign) => sign.charCodeAt(0)))
const LETTERS_FROM = 0x41
const OPEN_BRACKET = 0x5b
const EN_DASH = 0x2013
const HYPHEN = 0x2d

/**
 * Does the same for a business, whose name may itself contain these words: matches `Acme (do not contact)` but not
 * `Acme (Blacklist Records)`.
 */
function hasNoteOnBusiness(cell: string): boolean {
  const at = noteAt(cell)
  return at > 0 && onlyForbidsEmail(cell.slice(at))
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
  "do don't don’t dont never no not please pls unsubscribed opted blacklisted nicht keine bitte abgemeldet niet geen uitgeschreven ne désabonné non não".split(
    ' ',
  ),
)
const LONGEST_WISH_WORD = Math.max(...[...wishBegins].map(({ length }) => length))

const nameColumns = ({ fieldAt, variableAt }: Places): readonly number[] =>
  [fieldAt.get('first_name'), fieldAt.get('last_name'), variableAt.get('full_name')].filter((at) => at !== undefined)

const foldedLettersOf = (text: string): string => withoutAccents(text.replace(/ß/g, 'ss')).toLowerCase()

/**
 * Returns whether an address, such as `ann.lee@acme.example` beside `annie84@gmail.com` or `info@acme.example`, is made
 * of the name in the row and therefore belongs to the same person.
 */
const isBetterFor = (address: string, first: string, cells: readonly string[], names: readonly number[]): boolean =>
  (isFreeMail(domainOfAddress(first)) || (isRoleAddress(first) && !isNamedAfter(first, cells, names))) &&
  !isFreeMail(domainOfAddress(address)) &&
  isNamedAfter(address, cells, names)

function isNamedAfter(address: string, cells: readonly string[], names: readonly number[]): boolean {
  const parts = foldedLettersOf(address.slice(0, address.indexOf('@'))).split(/[^a-z]+/)
  return names.some((at) =>
    foldedLettersOf(cells[at] ?? '')
      .split(/[^a-z]+/)
      .some(
        (word) =>
          word.length >= 3 && parts.some((part) => part === word || (word.length >= 4 && part.slice(1) === word)),
      ),
  )
}

/** Cells beyond the last column, which contain remarks added later. */
const columnsBeyond = (length: number, width: number) =>
  Array.from({ length: length - width }, (_, at) => ({ at: width + at, read: 'words_stop' as const, allowed: null }))

/**
 * Creates the function that returns why the person of a row gets no mail: because of an opt-out column, or a note in a
 * status column.
 */
function createOptOutReader(places: Places): (cells: readonly string[]) => OptOutGate | null {
  const { optOuts, addresses, width } = places
  const states = [...new Set(addresses.map(({ statusAt }) => statusAt))].filter((at) => at >= 0)
  const names = nameColumns(places)
  const businessAt = places.fieldAt.get('company_name')
  const jobAt = places.fieldAt.get('job_title')
  const values = [...names, businessAt, jobAt].filter((at) => at !== undefined)
  return (cells) => {
    for (const { at } of addresses) if (hasNoteBesideAddress(cells[at] ?? '')) return gateCodes.opted_out
    for (const at of names) if (hasNoteInName(cells[at] ?? '')) return gateCodes.opted_out
    if (businessAt !== undefined && hasNoteOnBusiness(cells[businessAt] ?? '')) return gateCodes.opted_out
    for (const at of values) if (isWishItself(cells[at] ?? '')) return gateCodes.opted_out
    let found: OptOutGate | null = jobAt !== undefined && isPastJob(cells[jobAt] ?? '') ? gateCodes.unclear : null
    const looked = cells.length > width ? [...optOuts, ...columnsBeyond(cells.length, width)] : optOuts
    for (const { at, read, allowed } of looked) {
      const stop = stopReasonOf(cells[at] ?? '', read, allowed)
      if (stop === 'stop') return gateCodes.opted_out
      if (stop !== null && found !== gateCodes.declined) found = gateOfStop[stop]
    }
    return states.some((at) => readVerification(cells[at] ?? '') === 'unknown' && forbidsEmail(cells[at] ?? ''))
      ? gateCodes.opted_out
      : found
  }
}

/** Picks the address of a row: the one with the best verification result, or the first of equal ones. */
function createAddressChooser(places: Places, settings: FullSettings) {
  const { addresses, consentAt } = places
  const isBarred = createOptOutReader(places)
  const holdsWidth = isHeldByWidth(places, settings)
  const names = nameColumns(places)
  const verdict = (cells: readonly string[], statusAt: number, catchAllAt: number): Verification => {
    const said = statusAt < 0 ? 'unknown' : readVerification(cells[statusAt] ?? '')
    const catchAll =
      catchAllAt >= 0 && (said === 'verified' || said === 'unknown') && readCatchAll(cells[catchAllAt] ?? '')
    return catchAll ? 'risky' : said
  }
  return (cells: readonly string[], ragged: boolean): CheckedRow => {
    let email: string | null = null
    let emailColumn = -1
    let verification: Verification = 'unknown'
    let others: readonly string[] = NONE
    let broken: string | null = null
    let usedStatusAt = -1
    for (const { at, statusAt, catchAllAt, isOfOther } of addresses) {
      const cell = cells[at]
      if (cell === undefined || cell === '') continue
      const found = findAddresses(cell)
      if (found.broken) broken ??= addressKey(cell)
      const [before] = found.valid
      if (before === undefined) continue
      const first =
        found.valid.length === 1 || isOfOther
          ? before
          : (found.valid.find((address) => isBetterFor(address, before, cells, names)) ?? before)
      const said = verdict(cells, statusAt, catchAllAt)
      if (email === null) {
        email = first
        emailColumn = at
        verification = said
        usedStatusAt = statusAt
        if (found.valid.length > 1) others = found.valid.filter((address) => address !== first)
      } else if (
        first !== email &&
        (verificationRank[said] > verificationRank[verification] ||
          (said === verification && !isOfOther && (isReadByNobody(email) || isBetterFor(first, email, cells, names))))
      ) {
        others = [...new Set([email, ...others, ...found.valid])]
        email = first
        emailColumn = at
        verification = said
        usedStatusAt = statusAt
      } else {
        others = [...new Set([...others, ...found.valid])]
      }
      if (others.length > 0 && others.includes(email)) others = others.filter((other) => other !== email)
    }
    // An unknown word is no reason to use another address of the row, nor a reason to send to this one.
    if (verification === 'unknown' && usedStatusAt >= 0)
      verification = readVerificationStrictly(cells[usedStatusAt] ?? '')
    const barred = isBarred(cells)
    const noConsent = settings.needConsent && !(consentAt >= 0 && hasConsent(cells[consentAt] ?? ''))
    const masked = email === null && broken !== null && isMasked(broken)
    const gate: GateCode =
      email === null
        ? broken === null
          ? gateCodes.no_address
          : masked
            ? gateCodes.masked
            : gateCodes.bad_syntax
        : (barred ??
          (noConsent ? gateCodes.no_consent : gateOfAddress(email, verification, holdsWidth(cells, ragged), settings)))
    return {
      gate,
      email: email ?? broken?.slice(0, BROKEN_SHOWN).toWellFormed() ?? null,
      otherEmails: others,
      verification,
      emailColumn,
    }
  }
}

/**
 * Returns the first reason in the order in which an operator would name them. Duplicates come before `too_long`: see
 * `gate.ts`.
 */
function gateOfAddress(email: string, verification: Verification, held: boolean, settings: FullSettings): GateCode {
  if (isMasked(email)) return gateCodes.masked
  if (verification === 'not_found') return gateCodes.not_found
  if (settings.holdDisposable && isDisposable(email)) return gateCodes.disposable
  if (verification === 'unverified' && settings.holdUnverified) return gateCodes.unverified
  if (verification === 'risky' && settings.holdRisky) return gateCodes.risky
  return gateOfAddressKind(email, settings) ?? (held ? gateCodes.ragged : gateCodes.ready)
}

/**
 * Returns whether a row is excluded because of its number of cells. `Rand Roofs, Inc.` without quotes shifts all cells
 * after it, so that the value of an opt-out column is unknown.
 */
const isHeldByWidth =
  ({ width, optOuts }: Pick<Places, 'width' | 'optOuts'>, { holdRagged }: FullSettings) =>
  (cells: readonly string[], ragged: boolean): boolean =>
    ragged &&
    (holdRagged ||
      (optOuts.length > 0 && cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')))

/** Fields that are stored beside the payload, or made of others. */
const readFields = new Set<string>(['first_name', 'last_name', 'company_name', 'job_title'])

function copiedColumns(
  { fields, variables, variableAt }: Places,
  settings: FullSettings,
  composed: readonly Composed[],
): readonly number[] {
  if (settings.derivePersons && variableAt.has('linkedin_email')) return []
  const copied = [
    ...fields.filter(({ name }) => !readFields.has(name)),
    ...variables.filter(({ name }) => name !== 'full_name' && name !== nameInfix && !companyFlagColumns.has(name)),
  ]
  const read = new Set(composed.flatMap(({ columns }) => columns))
  return copied.map(({ at }) => at).filter((at) => !read.has(at))
}

/** Address books keep companies and people in one name column, and say in another one which a row is. */
const companyFlagColumns = new Set(['is_a_company', 'is_company', 'company_type'])
const companyFlagValues = /^(?:true|1|yes|y|x|ja|oui|si|sí|wahr|vrai|waar|company|firma|bedrijf|société)$/i

/** A Dutch sheet has `van der` in a column of its own; a letter to the person includes it. */
const withInfix = (infix: string, last: string): string =>
  !isNameInfix(infix) || last.toLowerCase().startsWith(`${infix.toLowerCase()} `) ? last : `${infix} ${last}`

/** Returns whether a name is a placeholder such as `.`, `Mr` or an address, entered because the field was mandatory. */
function isPlaceholderName(name: string): boolean {
  // Nearly every name begins with a letter, so the regular expression is applied to few.
  if (!isLetter(name.charCodeAt(0))) return !/\p{L}/u.test(name) || isAddress(name)
  return name.includes('@') ? isAddress(name) : name.length < 7 && salutationAlone.test(name)
}
const isLetter = (code: number) => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
/** None is longer than six characters. */
const salutationAlone = /^(?:mr|mrs|ms|dr|herrn?|frau|fr|hr|mme|mlle|dhr|mevr)\.?$/i

/** `Unknown` is also a surname, but not next to the first name `Unknown`. */
const isPlaceholderSurname = (last: string, placeholder: string | undefined): boolean =>
  isPlaceholderName(last) || isPlaceholder(last) || last === placeholder

const nobody = { first: null, last: null }
/** Returns whether a full name is a placeholder: `k.A.`, or `k.A. k.A.` when put together from two cells. */
function isPlaceholderFullName(whole: string): boolean {
  const middle = (whole.length - 1) / 2
  const once = whole[middle] === ' ' && whole.endsWith(whole.slice(0, middle)) ? whole.slice(0, middle) : whole
  return once === MISSING || isFirstPlaceholder(once) || isEmptyValue(once)
}
/**
 * Written by statistics programs for a missing value; in lists written all in capitals, and in lower case, it is a
 * name.
 */
const MISSING = 'NA'
function clearMissing(lead: NameValues): void {
  const isInCapitals = (other: string | undefined) =>
    other !== undefined && other !== MISSING && other === other.toUpperCase()
  const { first, last } = lead
  if (first === MISSING && !isInCapitals(last)) lead.first = undefined
  if (last === MISSING && !isInCapitals(first)) lead.last = undefined
  if (lead.company === MISSING) lead.company = undefined
}

type NameValues = { first: string | undefined; last: string | undefined; company: string | undefined }
type NameBuilder = { complete(lead: NameValues, cells: readonly string[]): void; readonly makes: readonly LeadField[] }

/** Creates first and last names from their own columns or from a full name; existing values are not overwritten. */
function createNameBuilder({ fieldAt, variableAt, addresses }: Places, settings: FullSettings): NameBuilder {
  const wholeAt = variableAt.get('full_name') ?? -1
  const splits = settings.tidyNames && wholeAt >= 0
  const firmAt = splits ? ([...companyFlagColumns].flatMap((name) => variableAt.get(name) ?? [])[0] ?? -1) : -1
  const isFirm = (cells: readonly string[]) => firmAt >= 0 && companyFlagValues.test((cells[firmAt] ?? '').trim())
  /** With a column for each part, the full name only counts if both are empty. */
  const hasParts = fieldAt.has('first_name') && fieldAt.has('last_name')
  const infixAt = settings.tidyNames && fieldAt.has('last_name') ? (variableAt.get(nameInfix) ?? -1) : -1
  const tidyFirst = memoizeFirst((name) =>
    isPlaceholderName(name) || isFirstPlaceholder(name) ? '' : tidyFirstName(name),
  )
  // `Ann Lee <ann@acme.example>`, and no name columns.
  const besideAt =
    settings.tidyNames && wholeAt < 0 && !fieldAt.has('first_name') && !fieldAt.has('last_name')
      ? (addresses[0]?.at ?? -1)
      : -1
  const makes: LeadField[] = []
  if (besideAt >= 0) makes.push('first_name', 'last_name')
  else if ((splits && !hasParts) || settings.companyAsFirstName) makes.push('first_name')
  if (splits && !hasParts) makes.push('last_name')
  return {
    makes,
    complete(lead, cells) {
      if (settings.tidyNames) {
        if (lead.first && lead.last && lead.first.length !== lead.last.length) splitPartNames(lead)
        clearMissing(lead)
        const { first } = lead
        if (first) lead.first = tidyFirst(first) || undefined
        if (lead.last)
          lead.last = isPlaceholderSurname(lead.last, lead.first ? '' : first) ? undefined : tidyLastName(lead.last)
        if (lead.company && isCompanyPlaceholder(lead.company)) lead.company = undefined
      }
      if (infixAt >= 0 && lead.last)
        lead.last = withInfix(cellValue(cells[infixAt], settings.repairMojibake), lead.last)
      if (splits && isFirm(cells)) {
        lead.company ||= oneLine(asPlainText(cellValue(cells[wholeAt], settings.repairMojibake))) || undefined
      } else if (splits && (!hasParts || (!lead.first && !lead.last))) {
        const whole = asPlainText(cellValue(cells[wholeAt], settings.repairMojibake))
        const { first, last } = isPlaceholderFullName(whole) ? nobody : splitName(whole)
        const isUnknown = first !== null && isFirstPlaceholder(first)
        if (first && !isUnknown) lead.first ||= tidyFirstName(first)
        if (last && !(isUnknown && isPlaceholderSurname(last, first))) lead.last ||= tidyLastName(last)
      }
      if (besideAt >= 0) {
        const cell = cells[besideAt] ?? ''
        const end = cell.indexOf('<')
        if (end > 0 && cell.indexOf('<', end + 1) < 0) {
          const { first, last } = splitName(asPlainText(cell.slice(0, end).replace(/["“”]/g, '').trim()))
          if (first) lead.first = tidyFirstName(first)
          if (last) lead.last = tidyLastName(last)
        }
      }
      if (settings.companyAsFirstName && !lead.first) lead.first = lead.company || undefined
    },
  }
}

const MAX_REMEMBERED = 2000

/** Returns the same rule with a cache of its first results: there are few distinct first names. */
function memoizeFirst(rule: (text: string) => string): (text: string) => string {
  const made = new Map<string, string>()
  return (text) => {
    const known = made.get(text)
    if (known !== undefined) return known
    const result = rule(text)
    if (made.size < MAX_REMEMBERED) made.set(text, result)
    return result
  }
}

/** Splits a full name in the place of one of its parts: `Ann Lee` beside `Lee`, or beside `Ann`. */
function splitPartNames(lead: NameValues): void {
  const { first = '', last = '' } = lead
  const [longer, shorter] = first.length > last.length ? [first, last] : [last, first]
  if (longer.length < shorter.length + 2) return
  const isAtEnd = longer.endsWith(shorter) && longer.charCodeAt(longer.length - shorter.length - 1) === SPACE
  const isAtStart = !isAtEnd && longer.startsWith(shorter) && longer.charCodeAt(shorter.length) === SPACE
  if (!isAtEnd && !isAtStart) return
  const rest = (isAtEnd ? longer.slice(0, -shorter.length) : longer.slice(shorter.length)).trim()
  if (longer === first) lead.first = rest
  else lead.last = rest
}

const SPACE = 0x20

function createLeadBuilder(
  { addresses, fields, variables }: Places,
  settings: FullSettings,
  names: NameBuilder,
  marks: CellMarks | null,
  composed: readonly Composed[],
) {
  const keys = [...new Set<string>([...fields.map(({ name }) => name), ...names.makes])]
  /** Values by key, one list for all rows: looking up dynamic keys in an object takes twice as long. */
  const values: (string | undefined)[] = keys.map(() => undefined)
  let address: string | null = null
  const placeOf = new Map(keys.map((name, i) => [name, i]))
  // Needed in every row, where a map lookup would cost more than the result.
  const [firstAt, lastAt, companyAt, titleAt] = [
    placeOf.get('first_name'),
    placeOf.get('last_name'),
    placeOf.get('company_name'),
    placeOf.get('job_title'),
  ]
  const valueAt = (at: number | undefined) => (at === undefined ? undefined : values[at])
  const named: NameValues = { first: undefined, last: undefined, company: undefined }
  /** The column of each key whose value is written exactly as in the file; -1 for any other. */
  const columns = new Int32Array(keys.length)
  const emailLabel = payloadLabel('"email":')
  const keyLabels = keys.map((name) => payloadLabel(`"${name}":`))
  const variableLabels = variables.map(({ at, name }) => ({ at, label: payloadLabel(`"${name}":`) }))
  const composedLabels = composed.map(({ name, value }) => ({ value, label: payloadLabel(`"${name}":`) }))
  const customLabel = payloadLabel('"custom_variables":{')
  const isUsual = createPlainCellCheck(settings, marks)
  const valueOf = createValueCleaner(settings)
  const isName = fields.map(({ name }) => readFields.has(name))
  const isText = fields.map(({ name }) => name === 'personalization')
  const addressAt = addresses[0]?.at ?? -1
  const write = (cells: readonly string[], email: string | null, sink: PayloadSink): void => {
    const isMarked = marks !== null && marks.row === cells
    address = email
    // Written as a loop: there are few keys, and `fill` calls into the platform.
    for (let i = 0; i < keys.length; i += 1) {
      values[i] = undefined
      columns[i] = -1
    }
    for (let i = 0; i < fields.length; i += 1) {
      const { at } = fields[i] as Place
      const cell = cells[at]
      if (cell === undefined || cell === '') continue
      const mayHold = isName[i] && (!isMarked || ((marks.kinds[at] as number) & (ODD | MARKUP | SLASH)) !== 0)
      if (mayHold && mayContainMarkup(cell)) values[i] = oneLine(asPlainText(valueOf(cell))) || undefined
      else if (isMarked && isUsual(cell, at)) {
        values[i] = cell
        columns[i] = at
      } else values[i] = (isText[i] ? valueOf(cell) : oneLine(valueOf(cell))) || undefined
    }
    named.first = valueAt(firstAt)
    named.last = valueAt(lastAt)
    named.company = valueAt(companyAt)
    names.complete(named, cells)
    if (firstAt !== undefined) values[firstAt] = named.first
    if (lastAt !== undefined) values[lastAt] = named.last
    if (companyAt !== undefined) values[companyAt] = named.company
    sink.begin()
    if (email !== null) {
      const at = addressAt
      if (isMarked && marks !== null && cells[at] === email && isVerbatim(email, marks, at))
        writeCell(sink, emailLabel, marks, at)
      else {
        sink.label(emailLabel)
        sink.value(email)
      }
    }
    for (let i = 0; i < keyLabels.length; i += 1) {
      const value = values[i]
      if (value === undefined) continue
      const at = columns[i] as number
      // A name may have been tidied in the meantime.
      if (at >= 0 && marks !== null && value === cells[at]) writeCell(sink, keyLabels[i] as PayloadLabel, marks, at)
      else {
        sink.label(keyLabels[i] as PayloadLabel)
        sink.value(value)
      }
    }
    let any = false
    for (const { at, label } of variableLabels) {
      const cell = cells[at]
      if (cell === undefined || cell === '') continue
      const usual = isMarked && isUsual(cell, at)
      const value = usual ? cell : valueOf(cell)
      if (value === '') continue
      if (!any) sink.label(customLabel)
      any = true
      if (usual && marks !== null) writeCell(sink, label, marks, at)
      else {
        sink.label(label)
        sink.value(value)
      }
    }
    for (const { value: compose, label } of composedLabels) {
      const value = compose(cells)
      if (value === '') continue
      if (!any) sink.label(customLabel)
      any = true
      sink.label(label)
      sink.value(value)
    }
    sink.end(any)
  }
  const text = createPayloadText()
  return {
    write,
    payload(cells: readonly string[], email: string | null): string {
      write(cells, email, text)
      return text.text()
    },
    made(field: LeadField): string | null {
      switch (field) {
        case 'email':
          return address
        case 'first_name':
          return valueAt(firstAt) ?? null
        case 'last_name':
          return valueAt(lastAt) ?? null
        case 'company_name':
          return valueAt(companyAt) ?? null
        case 'job_title':
          return valueAt(titleAt) ?? null
        default:
          return valueAt(placeOf.get(field)) ?? null
      }
    },
  }
}

const writeCell = (sink: PayloadSink, label: PayloadLabel, { bytes, starts, ends }: CellMarks, at: number): void =>
  sink.cell(label, bytes, starts[at] as number, ends[at] as number)

/** Returns whether a cell that needs no conversion also needs no escaping in JSON, and its bytes can be copied. */
const isVerbatim = (cell: string, { starts }: CellMarks, at: number): boolean =>
  (starts[at] as number) >= 0 && isPlainJsonText(cell)

/**
 * Creates a function that returns whether a non-empty cell needs no conversion, based on what was seen when its row was
 * split.
 */
function createPlainCellCheck({ repairMojibake: repair, mendValues }: FullSettings, marks: CellMarks | null) {
  const notUsual = ODD | (repair ? ACCENTED : 0) | (mendValues ? MARKUP : 0)
  return (cell: string, at: number): boolean => {
    if (marks === null) return false
    const kind = marks.kinds[at] as number
    if ((kind & notUsual) !== 0) return false
    if (cell === FILLED) return true
    // Examines the bytes: strings have many internal representations, and examining one costs as much as a cell.
    const start = marks.starts[at] as number
    return (kind & ACCENTED) !== 0
      ? !textMayDiffer(cell)
      : !mayDiffer(marks.bytes[start] as number, (marks.ends[at] as number) - start)
  }
}

/** Returns the variables with text written for the row's own lead, including those composed of such a column. */
function variablesWithText(mapping: Mapping, variables: readonly Place[], composed: readonly Composed[]): Set<string> {
  const isText = (at: number) => {
    const target = mapping[at]
    return target?.kind === 'variable'
      ? isWrittenText(target.name)
      : target?.kind === 'field' && target.field === 'personalization'
  }
  return new Set([
    ...variables.map(({ name }) => name).filter(isWrittenText),
    ...composed.filter(({ name, columns }) => isWrittenText(name) || columns.some(isText)).map(({ name }) => name),
  ])
}

/** Derives the person of a business row from `linkedin_email` with `linkedin_contact_name` and `…_title`. */
function createPersonBuilder(
  mapping: Mapping,
  places: Places,
  settings: FullSettings,
  composed: readonly Composed[],
): RowMapper['derive'] {
  const { fieldAt, fields, variables, variableAt, addresses, consentAt } = places
  const at = variableAt.get('linkedin_email')
  if (at === undefined || !settings.derivePersons || addresses.length === 0) return () => null
  const nameAt = variableAt.get('linkedin_contact_name') ?? -1
  const titleAt = variableAt.get('linkedin_contact_title') ?? -1
  const ofPerson = new Set<string>(['first_name', 'last_name', 'job_title', 'personalization'])
  const shared = fields.filter(({ name }) => !ofPerson.has(name))
  const valueOf = createValueCleaner(settings)
  const isBarred = createOptOutReader(places)
  const holdsWidth = isHeldByWidth(places, settings)
  const writtenForBusiness = settings.personTexts ? new Set<string>() : variablesWithText(mapping, variables, composed)
  const value = (cells: readonly string[], column: number | undefined) =>
    column === undefined || column < 0 ? '' : valueOf(cells[column])
  return (cells, row, ragged = false) => {
    const [email] = findAddresses(cells[at] ?? '').valid
    if (email === undefined || email === row.email) return null
    const { first, last } = splitName(value(cells, nameAt))
    const custom: Form = {}
    const textsLeftOut: string[] = []
    const put = (name: string, made: string) => {
      if (made === '') return
      if (writtenForBusiness.has(name)) textsLeftOut.push(name)
      else custom[name] = made
    }
    for (const { at: column, name } of variables) put(name, value(cells, column))
    for (const each of composed) put(each.name, each.value(cells))
    const personalization = value(cells, fieldAt.get('personalization'))
    if (personalization !== '' && !settings.personTexts) textsLeftOut.push('personalization')
    const lead: Form = {
      email,
      first_name: first ? tidyFirstName(first) : undefined,
      last_name: last ? tidyLastName(last) : undefined,
      job_title: oneLine(value(cells, titleAt)) || undefined,
      personalization: (settings.personTexts && personalization) || undefined,
      ...Object.fromEntries(shared.map(({ at: column, name }) => [name, oneLine(value(cells, column)) || undefined])),
    }
    const barred = isBarred(cells)
    const noConsent = settings.needConsent && !(consentAt >= 0 && hasConsent(cells[consentAt] ?? ''))
    const tooLong = [...fieldAt.values(), ...variableAt.values()].some(
      (column) => (cells[column]?.length ?? 0) > VALUE_MAX,
    )
    const judged = gateOfAddress(email, 'unknown', holdsWidth(cells, ragged), settings)
    const gate =
      barred ?? (noConsent ? gateCodes.no_consent : judged === gateCodes.ready && tooLong ? gateCodes.too_long : judged)
    const payload = JSON.stringify({ ...lead, custom_variables: custom })
    return { gate, email, payload, textsLeftOut, made: (field) => lead[field] ?? null }
  }
}
