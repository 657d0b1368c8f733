/** What a newer file does to leads a list already has: value by value, and to the gate they stand at. */
import { isWrittenText } from './business-texts.ts'
import { type GateCode, gateCodes } from './gates.ts'
import type { Mapping } from './mapping.ts'
import type { MergeRule } from './merge-rule.ts'
import type { ImportSettings } from './row-settings.ts'

export type ValueChange = {
  readonly kind: 'field' | 'variable'
  readonly name: string
  /** Null where there is none. */
  readonly before: string | null
  readonly after: string | null
}

export type Merged = { readonly payload: string; readonly changes: readonly ValueChange[] }

type Values = Record<string, unknown>
type Payload = Values & { custom_variables?: Values }

/** Never of a row for a person behind a business: those columns are about the business. */
const notOfPerson = new Set(['first_name', 'last_name', 'job_title', 'personalization'])

/**
 * Merges a row's lead into the stored one, both as `POST /leads/add` takes them; null where nothing changes. Empty cells
 * change nothing unless the rule says so; a value in `rule.keep` is only ever filled in. The address stays.
 */
export function createMerger(mapping: Mapping, settings: ImportSettings, rule: MergeRule) {
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
    // A company that only stands in for a missing first name is no first name of the newer file.
    const standIn = settings.companyAsFirstName && row['first_name'] === row['company_name']
    const set = (kind: ValueChange['kind'], name: string, after: string | null) => {
      const into: Values = kind === 'field' ? lead : variables
      const before = Object.hasOwn(into, name) ? asText(into[name]) : null
      if (before === after) return
      const fillsOnly = kept.has(keepName(kind, name)) || (kind === 'field' && name === 'first_name' && standIn)
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
        if (isPerson && kind === 'field' && notOfPerson.has(name)) continue
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

/** How a value is named in `MergeRule.keep`. */
export const keepName = (kind: ValueChange['kind'], name: string): string => `${kind}:${name}`

/** What the file itself says against an address: that also counts for a lead the list has. */
const saidByFile = new Set<GateCode>([
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
const ofVerification = new Set<GateCode>([gateCodes.not_found, gateCodes.unverified, gateCodes.risky])

/** The gate of a lead whose row of the newer file is held back; the lead's own where the row says nothing about it. */
export function gateHeldBy(lead: GateCode, row: GateCode): GateCode {
  // Whatever else holds the lead may end; a wish does not.
  if (lead === gateCodes.opted_out || row === gateCodes.opted_out) return gateCodes.opted_out
  if (!saidByFile.has(row)) return lead
  return lead === gateCodes.ready || saidByFile.has(lead) ? row : lead
}

/**
 * The gate of a held lead whose row of the newer file is ready. Who opted out stays so; what a verification said stands
 * until another says otherwise, and so does a missing consent. `lookedUp` is what sources outside the file say now.
 */
export function gateFreedBy(
  lead: GateCode,
  row: {
    readonly isVerificationKnown: boolean
    /** Whether the newer file has a column that tells who wants no mail. */
    readonly tellsNo: boolean
    readonly settings: ImportSettings
    lookedUp(): GateCode | null
  },
): GateCode {
  if (lead === gateCodes.ready || lead === gateCodes.opted_out) return lead
  if (ofVerification.has(lead) && !row.isVerificationKnown) return lead
  if ((lead === gateCodes.declined || lead === gateCodes.unclear) && !row.tellsNo) return lead
  if (lead === gateCodes.no_consent && !row.settings.needConsent) return lead
  return row.lookedUp() ?? gateCodes.ready
}
