/** Determines what a newer file changes in leads a list already has: values, and the gate. */
import { isWrittenText } from './business-texts.ts'
import { type GateCode, gateCodes } from './gates.ts'
import type { Mapping } from './mapping.ts'
import type { MergeRule } from './merge-rule.ts'
import type { ImportSettings } from './row-settings.ts'

export type ValueChange = {
  readonly kind: 'field' | 'variable'
  readonly name: string
  /** Null if there is no value. */
  readonly before: string | null
  readonly after: string | null
}

export type Merged = { readonly payload: string; readonly changes: readonly ValueChange[] }

type Values = Record<string, unknown>
type Payload = Values & { custom_variables?: Values }

/** Not cleared for a person behind a business, because those columns are about the business. */
const businessOnlyFields = new Set(['first_name', 'last_name', 'job_title', 'personalization'])

/**
 * Merges a row's lead into the stored one, both in the format of `POST /leads/add`; returns null if nothing changes.
 * Empty cells change nothing unless the rule says so; a value in `rule.keep` is only filled in if missing. The address
 * never changes.
 */
export function createLeadMerger(mapping: Mapping, settings: ImportSettings, rule: MergeRule) {
  const kept = new Set(rule.keep)
  const mapped = mapping.flatMap((target): Pick<ValueChange, 'kind' | 'name'>[] =>
    target.kind === 'field' && target.field !== 'email'
      ? [{ kind: 'field', name: target.field }]
      : target.kind === 'variable'
        ? [{ kind: 'variable', name: target.name.trim() }]
        : [],
  )
  for (const { name } of settings.composed ?? []) mapped.push({ kind: 'variable', name: name.trim() })

  return (stored: string, fresh: string, isPerson: boolean): Merged | null => {
    if (stored === fresh) return null
    const lead = JSON.parse(stored) as Payload
    const row = JSON.parse(fresh) as Payload
    const variables = { ...lead.custom_variables }
    const changes: ValueChange[] = []
    // A company that stands in for a missing first name does not count as a first name in the newer file.
    const standIn = settings.companyAsFirstName && row['first_name'] === row['company_name']
    const set = (kind: ValueChange['kind'], name: string, after: string | null) => {
      const into: Values = kind === 'field' ? lead : variables
      const before = Object.hasOwn(into, name) ? asText(into[name]) : null
      if (before === after) return
      const fillsOnly = kept.has(valueKeyOf(kind, name)) || (kind === 'field' && name === 'first_name' && standIn)
      if (fillsOnly && before !== null) return
      if (after === null) delete into[name]
      else into[name] = after
      changes.push({ kind, name, before, after })
    }
    for (const [name, value] of Object.entries(row)) {
      if (name !== 'email' && typeof value === 'string' && value !== '') set('field', name, value)
    }
    for (const [name, value] of Object.entries(row.custom_variables ?? {})) {
      if (value !== '' && value !== null) set('variable', name, asText(value))
    }
    if (rule.clearEmpty) {
      for (const { kind, name } of mapped) {
        if (isPerson && kind === 'field' && businessOnlyFields.has(name)) continue
        if (isPerson && kind === 'variable' && !settings.personTexts && isWrittenText(name)) continue
        const from: Values | undefined = kind === 'field' ? row : row.custom_variables
        if (!from || !Object.hasOwn(from, name)) set(kind, name, null)
      }
    }
    if (changes.length === 0) return null
    delete lead.custom_variables
    if (Object.keys(variables).length > 0) lead.custom_variables = variables
    return { payload: JSON.stringify(lead), changes }
  }
}

const asText = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)

/** Returns the name of a value as used in `MergeRule.keep`. */
export const valueKeyOf = (kind: ValueChange['kind'], name: string): string => `${kind}:${name}`

/** Gates decided by the file itself; they also apply to a lead that is already in the list. */
const gatesOfFile = new Set<GateCode>([
  gateCodes.opted_out,
  gateCodes.declined,
  gateCodes.unclear,
  gateCodes.no_consent,
  gateCodes.not_found,
  gateCodes.unverified,
  gateCodes.risky,
  gateCodes.role_address,
  gateCodes.disposable,
])
const gatesOfVerification = new Set<GateCode>([gateCodes.not_found, gateCodes.unverified, gateCodes.risky])

/**
 * Returns the gate of a lead whose row in the newer file is excluded; the lead's own gate if the row's reason says
 * nothing about it.
 */
export function gateIfRowExcluded(lead: GateCode, row: GateCode): GateCode {
  // Any other gate may end, but an opt-out does not.
  if (lead === gateCodes.opted_out || row === gateCodes.opted_out) return gateCodes.opted_out
  if (!gatesOfFile.has(row)) return lead
  return lead === gateCodes.ready || gatesOfFile.has(lead) ? row : lead
}

/**
 * Returns the gate of an excluded lead whose row in the newer file is ready. An opt-out stays; a verification result
 * stays until there is another one, and so does a missing consent. `lookedUp` returns what sources outside the file say
 * now.
 */
export function gateIfRowReady(
  lead: GateCode,
  row: {
    readonly isVerificationKnown: boolean
    /** Whether the newer file has an opt-out column. */
    readonly tellsNo: boolean
    readonly settings: ImportSettings
    lookedUp(): GateCode | null
  },
): GateCode {
  if (lead === gateCodes.ready || lead === gateCodes.opted_out) return lead
  if (gatesOfVerification.has(lead) && !row.isVerificationKnown) return lead
  if ((lead === gateCodes.declined || lead === gateCodes.unclear) && !row.tellsNo) return lead
  if (lead === gateCodes.no_consent && !row.settings.needConsent) return lead
  return row.lookedUp() ?? gateCodes.ready
}
