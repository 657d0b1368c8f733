/** Values that replace blank ones in the leads of one export; the list and the campaign's copy are not changed. */

import { leadFields } from '../../leads/import/mapping.ts'
import { fieldNames } from './copy-names.ts'
import { faultOf, type Payload, valueOfName } from './coverage.ts'

/** `variable` is the name Instantly fills. */
export type FillRule = { readonly variable: string; readonly value: string }

const fieldOfName: ReadonlyMap<string, string> = new Map(leadFields.map((field) => [fieldNames[field], field]))

/** Returns the rules that change a lead: those whose variable is blank. */
export const applicableFillRules = (payload: Payload, rules: readonly FillRule[]): readonly FillRule[] =>
  rules.filter(({ variable }) => faultOf(valueOfName(payload, variable)) === 'blank')

/** Returns a lead as it is sent: exactly as stored, unless a value in it is blank and a rule replaces it. */
export function filledPayload(stored: string, rules: readonly FillRule[]): string {
  const payload = JSON.parse(stored) as Payload
  const fills = applicableFillRules(payload, rules)
  return fills.length === 0 ? stored : JSON.stringify(fills.reduce(withValue, payload))
}

/** Sets the value where it would be looked up: the lead's own variable takes precedence over a field of that name. */
function withValue(payload: Payload, { variable, value }: FillRule): Payload {
  const own = payload.custom_variables
  const field = own && Object.hasOwn(own, variable) ? undefined : fieldOfName.get(variable)
  return field === undefined
    ? { ...payload, custom_variables: { ...own, [variable]: value } }
    : { ...payload, [field]: value }
}
