/** What leads would see where copy has a variable: counted before anything is sent. */
import { flagOf } from '../cell-value.ts'
import { fieldNames } from '../copy-names.ts'
import { leadFields } from '../mapping.ts'

/** What is wrong with a value a reader would see. A value has one fault at most: the first of these. */
export const valueFaults = ['blank', 'masked', 'placeholder', 'json', 'line_escape', 'emoji'] as const
export type ValueFault = (typeof valueFaults)[number]

const mayBeFaulty = /[\\{<[*&%●•]|x{4,}@|@x{3,}|[\u2000-\uffff]/i
// Signs such as © are text; these are drawn as pictures.
const emoji = /\p{Emoji_Presentation}|\uFE0F|\p{Regional_Indicator}/u

/** What is wrong with a value as it would be sent; null for nothing. HTML is none: Instantly shows it. */
export function faultOf(value: string): ValueFault | null {
  if (value.trim() === '') return 'blank'
  if (!mayBeFaulty.test(value)) return null
  const flag = flagOf(value, false)
  if (flag === 'masked' || flag === 'placeholder' || flag === 'json') return flag
  if (/\\[nrt]/.test(value)) return 'line_escape'
  return emoji.test(value) ? 'emoji' : null
}

const fieldOfName: ReadonlyMap<string, string> = new Map(leadFields.map((field) => [fieldNames[field], field]))

/** Where a name of copy is in a lead: `field:first_name` or `variable:city`, as columns of a list go by. */
export const columnOfName = (name: string, own: ReadonlySet<string>): string => {
  const field = own.has(name) ? undefined : fieldOfName.get(name)
  return field === undefined ? `variable:${name}` : `field:${field}`
}

export const isFieldName = (name: string): boolean => fieldOfName.has(name)

type Payload = Readonly<Record<string, unknown>> & { readonly custom_variables?: Readonly<Record<string, unknown>> }

/** The value a lead has under a name of copy; its own variables come first. Empty where it has none. */
export function valueIn(payload: Payload, name: string): string {
  const own = payload.custom_variables
  const field = fieldOfName.get(name)
  const value =
    own && Object.hasOwn(own, name)
      ? own[name]
      : field !== undefined && Object.hasOwn(payload, field)
        ? payload[field]
        : ''
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : ''
}

/** Leads with this fault in this variable stay behind. */
export type LeaveOutRule = { readonly variable: string; readonly fault: ValueFault }

/** Whether a lead stays behind by these rules. `payload`: the lead as it would be sent. */
export function staysBehind(payload: Payload, rules: readonly LeaveOutRule[]): boolean {
  return rules.some(({ variable, fault }) => faultOf(valueIn(payload, variable)) === fault)
}
