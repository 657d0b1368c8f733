/** Values that stand for blank ones in the leads of one export: the list keeps them blank, and so does the campaign's copy. */

import { leadFields } from '../../leads/import/mapping.ts'
import { fieldNames } from './copy-names.ts'
import { faultOf, valueIn } from './coverage.ts'

/** `variable` as Instantly fills it. */
export type FillRule = { readonly variable: string; readonly value: string }

type Payload = Readonly<Record<string, unknown>> & { readonly custom_variables?: Readonly<Record<string, unknown>> }

const fieldOfName: ReadonlyMap<string, string> = new Map(leadFields.map((field) => [fieldNames[field], field]))

/** The rules that change a lead: those under whose variable it has nothing to read. */
export const fillsOf = (payload: Payload, rules: readonly FillRule[]): readonly FillRule[] =>
  rules.filter(({ variable }) => faultOf(valueIn(payload, variable)) === 'blank')

/** A lead as it is sent: letter by letter as it is stored, unless a value in it is blank and a rule has one for it. */
export function filledPayload(stored: string, rules: readonly FillRule[]): string {
  const payload = JSON.parse(stored) as Payload
  const fills = fillsOf(payload, rules)
  return fills.length === 0 ? stored : JSON.stringify(fills.reduce(withValue, payload))
}

/** Where the value would be looked for: a variable of the lead's own comes before a field of that name. */
function withValue(payload: Payload, { variable, value }: FillRule): Payload {
  const own = payload.custom_variables
  const field = own && Object.hasOwn(own, variable) ? undefined : fieldOfName.get(variable)
  return field === undefined
    ? { ...payload, custom_variables: { ...own, [variable]: value } }
    : { ...payload, [field]: value }
}
