/** Fallbacks for blank values in the leads of one export: unaffected leads stay unchanged, character by character. */
import { expect, it } from 'vitest'
import { valueOfName } from '#shared/domain/campaigns/copy/coverage.ts'
import { applicableFillRules, type FillRule, filledPayload } from '#shared/domain/campaigns/copy/fill-values.ts'

/** A seeded random generator. */
function chance(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

const names = ['city', 'firstName', 'companyName', 'first_name', '__proto__', 'constructor', 'Ünï', '2', 'email']
const blanks = ['', '  ', '\n', '\u00a0']
const full = ['Köln', '0', 'a "quoted" {{x}} \\ \u2028', 'null', ' x ', '😀']

function lead(next: (below: number) => number): string {
  const value = () => {
    const kind = next(10)
    if (kind < 4) return blanks[next(blanks.length)] ?? ''
    if (kind === 4) return next(1000) / 7
    if (kind === 5) return next(2) === 0
    return full[next(full.length)] ?? ''
  }
  const variables = names.filter(() => next(2) === 0).map((name) => [JSON.stringify(name), JSON.stringify(value())])
  const fields = ['first_name', 'company_name', 'job_title'].filter(() => next(2) === 0)
  const parts = [
    `"email":"a${next(99)}@b.example"`,
    ...fields.map((field) => `"${field}":${JSON.stringify(value())}`),
    ...(next(4) === 0 ? [] : [`"custom_variables":{${variables.map((pair) => pair.join(': ')).join(' ,')}}`]),
  ]
  // Unusual spaces, because unchanged values must not be reformatted.
  return `{ ${parts.join(',  ')} }`
}

it('A lead with all values is sent exactly as it is stored', () => {
  const next = chance(7)
  let same = 0
  for (let at = 0; at < 4000; at += 1) {
    const stored = lead(next)
    const rules = names.filter(() => next(4) === 0).map((variable) => ({ variable, value: 'there' }))
    const sent = filledPayload(stored, rules)
    const missing = rules.filter(({ variable }) => valueOfName(JSON.parse(stored), variable).trim() === '')
    if (missing.length === 0) {
      expect(sent).toBe(stored)
      same += 1
    } else expect(sent).not.toBe(stored)
  }
  expect(same).toBeGreaterThan(400)
})

it('A lead with blanks has the value under each of them, and everything else unchanged', () => {
  const next = chance(11)
  for (let at = 0; at < 4000; at += 1) {
    const stored = lead(next)
    const before = JSON.parse(stored)
    const rules: FillRule[] = names
      .filter((name) => name !== 'email' && next(2) === 0)
      .map((variable) => ({ variable, value: `for ${variable}` }))
    const after = JSON.parse(filledPayload(stored, rules))
    for (const name of names) {
      const rule = applicableFillRules(before, rules).find(({ variable }) => variable === name)
      // If a field and a variable have the same name, the filled value is the one that is read.
      expect(valueOfName(after, name)).toBe(rule ? rule.value : valueOfName(before, name))
    }
    expect(after.email).toBe(before.email)
    const filled = new Set(applicableFillRules(before, rules).map(({ variable }) => variable))
    for (const [name, value] of Object.entries(before.custom_variables ?? {})) {
      if (!filled.has(name)) expect(Object.getOwnPropertyDescriptor(after.custom_variables, name)?.value).toEqual(value)
    }
    expect(after.job_title).toEqual(before.job_title)
  }
})

it('A field is filled under its own name, and a variable among the variables', () => {
  const rules = [
    { variable: 'firstName', value: 'there' },
    { variable: 'city', value: 'your town' },
  ]
  expect(filledPayload('{"email":"a@b.example","company_name":"Acme"}', rules)).toBe(
    '{"email":"a@b.example","company_name":"Acme","first_name":"there","custom_variables":{"city":"your town"}}',
  )
  expect(filledPayload('{"email":"a@b.example","custom_variables":{"firstName":"","n":1}}', rules)).toBe(
    '{"email":"a@b.example","custom_variables":{"firstName":"there","n":1,"city":"your town"}}',
  )
})
