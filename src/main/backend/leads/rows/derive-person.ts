/** Derives a second lead of a row: the person behind a business. */
import { oneLine } from '#shared/domain/core/one-line.ts'
import { findAddresses } from '#shared/domain/leads/import/addresses.ts'
import { isWrittenText } from '#shared/domain/leads/import/business-texts.ts'
import { type GateCode, gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { LeadField, Mapping } from '#shared/domain/leads/import/mapping.ts'
import { hasConsent } from '#shared/domain/leads/import/opt-out-cells.ts'
import { splitName, tidyFirstName, tidyLastName } from '#shared/domain/leads/import/person-names.ts'
import type { FullSettings } from '#shared/domain/leads/import/row-settings.ts'
import { type CheckedRow, gateOfAddress, isHeldByWidth } from './address-of-row.ts'
import type { Place, Places } from './column-places.ts'
import { createOptOutReader } from './opt-out-of-row.ts'
import { type Composed, createValueCleaner, VALUE_MAX } from './sent-values.ts'

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

type Form = Record<string, string | undefined>

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
export function createPersonBuilder(
  mapping: Mapping,
  places: Places,
  settings: FullSettings,
  composed: readonly Composed[],
): (cells: readonly string[], row: CheckedRow, ragged?: boolean) => DerivedLead | null {
  const { fieldAt, fields, variables, variableAt, addresses, consentAt } = places
  const at = variableAt.get('linkedin_email')
  if (at === undefined || !settings.derivePersons || addresses.length === 0) return () => null
  const nameAt = variableAt.get('linkedin_contact_name') ?? -1
  const titleAt = variableAt.get('linkedin_contact_title') ?? -1
  const ofPerson = new Set<string>(['first_name', 'last_name', 'job_title', 'personalization'])
  const shared = fields.filter(({ name }) => !ofPerson.has(name))
  const valueOf = createValueCleaner(settings)
  const isBarred = createOptOutReader(places, settings)
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
