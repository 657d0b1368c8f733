/** Makes first and last names from their own columns, or from a full name. */
import { oneLine } from '#shared/domain/core/one-line.ts'
import { isAddress } from '#shared/domain/leads/import/addresses.ts'
import { cellValue, isEmptyValue } from '#shared/domain/leads/import/cell-value.ts'
import type { LeadField } from '#shared/domain/leads/import/mapping.ts'
import { isCompanyPlaceholder, isFirstPlaceholder, isPlaceholder } from '#shared/domain/leads/import/no-values.ts'
import {
  isNameInfix,
  nameInfix,
  orderedByAddress,
  splitName,
  splitSurnameFirst,
  tidyFirstName,
  tidyLastName,
} from '#shared/domain/leads/import/person-names.ts'
import type { FullSettings } from '#shared/domain/leads/import/row-settings.ts'
import type { Places } from './column-places.ts'
import { asPlainText } from './plain-text.ts'
import { companyFlagColumns } from './sent-values.ts'

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

/** Written by statistics programs for a missing value; in lists all in capitals, and in lower case, it is a name. */
const MISSING = 'NA'

function clearMissing(lead: NameValues): void {
  const isInCapitals = (other: string | undefined) =>
    other !== undefined && other !== MISSING && other === other.toUpperCase()
  const { first, last } = lead
  if (first === MISSING && !isInCapitals(last)) lead.first = undefined
  if (last === MISSING && !isInCapitals(first)) lead.last = undefined
  if (lead.company === MISSING) lead.company = undefined
}

export type NameValues = { first: string | undefined; last: string | undefined; company: string | undefined }
export type NameBuilder = {
  complete(lead: NameValues, cells: readonly string[], email: string | null): void
  readonly makes: readonly LeadField[]
}

/** Creates first and last names from their own columns or from a full name; existing values are not overwritten. */
export function createNameBuilder(
  { fieldAt, variableAt, addresses, surnameFirst }: Places,
  settings: FullSettings,
): NameBuilder {
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
    complete(lead, cells, email) {
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
        const split = surnameFirst ? splitSurnameFirst(whole) : orderedByAddress(splitName(whole), email)
        const { first, last } = isPlaceholderFullName(whole) ? nobody : split
        const isUnknown = first !== null && isFirstPlaceholder(first)
        if (first && !isUnknown) lead.first ||= tidyFirstName(first)
        if (last && !(isUnknown && isPlaceholderSurname(last, first))) lead.last ||= tidyLastName(last)
      }
      if (besideAt >= 0) {
        const cell = cells[besideAt] ?? ''
        const end = cell.indexOf('<')
        if (end > 0 && cell.indexOf('<', end + 1) < 0) {
          const shown = asPlainText(cell.slice(0, end).replace(/["“”]/g, '').trim())
          const { first, last } = orderedByAddress(splitName(shown), email)
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

export const SPACE = 0x20
