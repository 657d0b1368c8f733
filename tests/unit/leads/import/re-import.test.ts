/** A newer row's values compared with the stored ones, and the lead's resulting gate. */
import { describe, expect, test } from 'vitest'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import type { MergeRule } from '#shared/domain/leads/import/merge-rule.ts'
import { createLeadMerger, gateIfRowExcluded, gateIfRowReady } from '#shared/domain/leads/import/re-import.ts'

const mapping: Mapping = [
  { kind: 'field', field: 'email' },
  { kind: 'field', field: 'first_name' },
  { kind: 'field', field: 'company_name' },
  { kind: 'field', field: 'personalization' },
  { kind: 'variable', name: 'city' },
]
const rule: MergeRule = { mode: 'both', keep: [], clearEmpty: false }
const settings = { holdUnverified: true }
type Lead = { readonly [name: string]: unknown }

function merged(
  stored: Lead,
  fresh: Lead,
  more: { rule?: Partial<MergeRule>; standIn?: boolean; person?: boolean } = {},
) {
  const merge = createLeadMerger(
    mapping,
    { ...settings, companyAsFirstName: more.standIn ?? false },
    { ...rule, ...more.rule },
  )
  const result = merge(JSON.stringify(stored), JSON.stringify(fresh), more.person ?? false)
  return result && (JSON.parse(result.payload) as Lead)
}

describe('values', () => {
  test('in another order, or as a number, are no change', () => {
    const stored = { email: 'a@x.example', first_name: 'Ann', custom_variables: { city: 'Ulm', reviews: 5 } }
    const fresh = { first_name: 'Ann', email: 'a@x.example', custom_variables: { reviews: '5' } }
    expect(merged(stored, fresh)).toBeNull()
  })

  test('the newer file lacks stay, even an address in another spelling', () => {
    expect(merged({ email: 'a@x.example', phone: '1' }, { email: 'A@x.example', first_name: 'Ann' })).toEqual({
      email: 'a@x.example',
      phone: '1',
      first_name: 'Ann',
    })
  })

  test('do not overwrite a real first name with a company that replaces a missing one', () => {
    const fresh = { email: 'a@x.example', first_name: 'Acme', company_name: 'Acme' }
    expect(
      merged({ email: 'a@x.example', first_name: 'Ann', company_name: 'Acme' }, fresh, { standIn: true }),
    ).toBeNull()
    expect(merged({ email: 'a@x.example', company_name: 'Acme' }, fresh, { standIn: true })).toEqual(fresh)
  })

  test('that are cleared leave no empty entry, and a business row clears nothing of its person', () => {
    const stored = { email: 'a@x.example', first_name: 'Ann', personalization: 'Hi', custom_variables: { city: 'Ulm' } }
    const cleared = { rule: { clearEmpty: true } }
    expect(merged(stored, { email: 'a@x.example' }, cleared)).toEqual({ email: 'a@x.example' })
    expect(merged(stored, { email: 'a@x.example' }, { ...cleared, person: true })).toEqual({
      email: 'a@x.example',
      first_name: 'Ann',
      personalization: 'Hi',
    })
  })
})

describe('gates', () => {
  const freed = (
    gate: keyof typeof gateCodes,
    known: boolean,
    lookedUp: keyof typeof gateCodes | null = null,
    tellsNo = false,
  ) =>
    gateIfRowReady(gateCodes[gate], {
      isVerificationKnown: known,
      tellsNo,
      settings,
      lookedUp: () => (lookedUp ? gateCodes[lookedUp] : null),
    })

  test('keep people opted out, whatever a newer file says', () => {
    expect(freed('opted_out', true)).toBe(gateCodes.opted_out)
    expect(gateIfRowExcluded(gateCodes.opted_out, gateCodes.not_found)).toBe(gateCodes.opted_out)
    for (const gate of [gateCodes.ready, gateCodes.blocked, gateCodes.contacted, gateCodes.ragged])
      expect(gateIfRowExcluded(gate, gateCodes.opted_out)).toBe(gateCodes.opted_out)
  })

  test('release nobody because a newer file says nothing about the address', () => {
    expect(freed('unverified', false)).toBe(gateCodes.unverified)
    expect(freed('unverified', true)).toBe(gateCodes.ready)
    expect(freed('no_consent', true)).toBe(gateCodes.no_consent)
    expect(freed('declined', true)).toBe(gateCodes.declined)
    expect(freed('unclear', true)).toBe(gateCodes.unclear)
  })

  test('include a person who declined if a newer file asks and says otherwise', () => {
    expect(freed('declined', true, null, true)).toBe(gateCodes.ready)
    expect(gateIfRowExcluded(gateCodes.ready, gateCodes.declined)).toBe(gateCodes.declined)
    expect(gateIfRowExcluded(gateCodes.opted_out, gateCodes.declined)).toBe(gateCodes.opted_out)
  })

  test('exclude a released lead that is excluded for another reason', () => {
    expect(freed('unverified', true, 'opted_out')).toBe(gateCodes.opted_out)
  })

  test('are not affected by a row excluded for its form', () => {
    expect(gateIfRowExcluded(gateCodes.ready, gateCodes.ragged)).toBe(gateCodes.ready)
    expect(gateIfRowExcluded(gateCodes.ready, gateCodes.too_long)).toBe(gateCodes.ready)
    expect(gateIfRowExcluded(gateCodes.ready, gateCodes.duplicate_in_file)).toBe(gateCodes.ready)
  })
})
