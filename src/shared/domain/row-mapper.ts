/** One row of a file, by the mapping, as the lead `POST /leads/add` takes, and what speaks against sending it. */
import { addressKey, findAddresses } from './addresses.ts'
import { type GateCode, gateCodes } from './gates.ts'
import type { LeadField, Mapping } from './mapping.ts'
import { readVerification, type Verification } from './verification.ts'

/** Longest value that is sent; a longer one is a page in a cell, and would fail the whole request. */
export const VALUE_MAX = 20_000
/** How much of a broken address is kept for the eye. */
const BROKEN_SHOWN = 320

export type JudgedRow = {
  /** The gate by this row alone: duplicates are found where all rows are known. */
  readonly gate: GateCode
  /** The key of the lead; for a broken address what the cell says; null where there is none. */
  readonly email: string | null
  readonly otherEmails: readonly string[]
  readonly verification: Verification
}

export type RowMapper = {
  /** What the row is worth. */
  judge(cells: readonly string[]): JudgedRow
  /** JSON text of the lead as `POST /leads/add` takes it; empty values are left out. */
  payload(cells: readonly string[], email: string | null): string
}

type Place = { readonly at: number; readonly name: string }
/** One object is filled again for every row: with the same keys each time it becomes text in half the time. */
type Form = Record<string, string | undefined>

const emptyForm = (names: readonly string[]): Form => Object.fromEntries(names.map((name) => [name, '']))

/** Prepares the mapping once, so that a row costs little. The mapping must have no fault. */
export function createRowMapper(mapping: Mapping, settings: { readonly holdUnverified: boolean }): RowMapper {
  const { emailAt, verificationAt, others, fields, variables } = arrange(mapping)
  const lead = emptyForm(['email', ...fields.map(({ name }) => name)]) as Form & { custom_variables?: Form | undefined }
  const custom = emptyForm(variables.map(({ name }) => name))
  const sent = [...fields, ...variables]

  function judge(cells: readonly string[]): JudgedRow {
    const own = findAddresses(emailAt < 0 ? '' : (cells[emailAt] ?? ''))
    let valid = own.valid
    let broken = own.broken ? addressKey(cells[emailAt] ?? '') : null
    for (const at of others) {
      const further = findAddresses(cells[at] ?? '')
      if (further.broken) broken ??= addressKey(cells[at] ?? '')
      if (further.valid.length === 0) continue
      valid = valid.length === 0 ? further.valid : [...new Set([...valid, ...further.valid])]
    }
    // The file's word is about its first address; one taken from another column was not judged by it.
    const verification =
      verificationAt < 0 || own.valid.length === 0 ? 'unknown' : readVerification(cells[verificationAt] ?? '')
    const tooLong = sent.some(({ at }) => (cells[at]?.length ?? 0) > VALUE_MAX)
    return {
      gate: ownGate(valid.length > 0, broken !== null, verification, settings.holdUnverified, tooLong),
      email: valid[0] ?? broken?.slice(0, BROKEN_SHOWN).toWellFormed() ?? null,
      otherEmails: valid.length > 1 ? valid.slice(1) : [],
      verification,
    }
  }

  function payload(cells: readonly string[], email: string | null): string {
    lead.email = email ?? undefined
    for (const { at, name } of fields) lead[name] = cells[at]?.trim() || undefined
    let any = false
    for (const { at, name } of variables) {
      const value = cells[at]?.trim() || undefined
      if (value !== undefined) any = true
      custom[name] = value
    }
    lead.custom_variables = any ? custom : undefined
    return JSON.stringify(lead)
  }

  return { judge, payload }
}

function arrange(mapping: Mapping) {
  const fieldAt = new Map<LeadField, number>()
  const variables: Place[] = []
  const others: number[] = []
  let verificationAt = -1
  mapping.forEach((target, at) => {
    if (target.kind === 'field') fieldAt.set(target.field, at)
    else if (target.kind === 'variable') variables.push({ at, name: target.name.trim() })
    else if (target.kind === 'email_other') others.push(at)
    else if (target.kind === 'verification') verificationAt = at
  })
  const emailAt = fieldAt.get('email') ?? -1
  fieldAt.delete('email')
  const fields: Place[] = [...fieldAt].map(([name, at]) => ({ at, name }))
  return { emailAt, verificationAt, others, fields, variables }
}

/** The first reason in the order an operator would name them. Duplicates come before `too_long`: see `gate.ts`. */
function ownGate(
  hasAddress: boolean,
  isBroken: boolean,
  verification: Verification,
  holdUnverified: boolean,
  tooLong: boolean,
): GateCode {
  if (!hasAddress) return isBroken ? gateCodes.bad_syntax : gateCodes.no_address
  if (verification === 'not_found') return gateCodes.not_found
  if (verification === 'unverified' && holdUnverified) return gateCodes.unverified
  return tooLong ? gateCodes.too_long : gateCodes.ready
}
