/** A lead with the value of its variant, in the form `POST /leads/add` accepts: scalars only, nothing empty. */
import { fillCopy, type LeadValues } from '#shared/domain/campaigns/copy/fill-copy.ts'
import { payloadPathOf, type VariantValue } from '#shared/domain/exports/experiments/plan.ts'

type Payload = Record<string, unknown> & { custom_variables?: Record<string, unknown> }

/** What a variant gives a lead: the value (null for none), and whether a variable in its text was blank. */
export type VariantOutput = { readonly value: string | null; readonly gaps: boolean }

/** `before`: the lead's current value; `column`: its value in the variant's column; `pick`: which wording to use. */
export function valueOfVariant(
  value: VariantValue,
  lead: { readonly before: string | null; readonly column: string; readonly values: LeadValues; readonly pick: number },
): VariantOutput {
  switch (value.kind) {
    case 'unchanged':
      return { value: lead.before, gaps: false }
    case 'empty':
      return { value: null, gaps: false }
    case 'column':
      return { value: lead.column.trim() || null, gaps: false }
    case 'text': {
      const parts = fillCopy(value.text, lead.values, lead.pick)
      const text = parts.map((part) => (part.kind === 'blank' ? '' : part.text)).join('')
      return { value: text.trim() || null, gaps: parts.some(({ kind }) => kind === 'blank') }
    }
    default:
      return value satisfies never
  }
}

/** The value a stored lead has for the varied variable; null for none. */
export function currentValue(payload: Payload, variable: string): string | null {
  const [first = '', second] = payloadPathOf(variable)
  const value = second === undefined ? payload[first] : payload.custom_variables?.[second]
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

/** The stored lead with its value and the name of its variant. A value of null removes the variable. */
export function withVariant(
  payload: Payload,
  given: { readonly variable: string; readonly value: string | null; readonly mark: string; readonly name: string },
): string {
  const { custom_variables: own, ...lead } = payload
  const variables: Record<string, unknown> = { ...own }
  const target = given.variable === 'personalization' ? lead : variables
  // An equal value is left alone, so that a number stays a number.
  if (given.value === null) delete target[given.variable]
  else if (currentValue(payload, given.variable) !== given.value) target[given.variable] = given.value
  variables[given.mark] = given.name
  return JSON.stringify({ ...lead, custom_variables: variables })
}
