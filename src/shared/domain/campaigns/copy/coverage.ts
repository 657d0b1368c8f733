/** Determines, before anything is sent, what leads would see in place of a variable in copy. */
import { flagOf } from '../../leads/import/cell-value.ts'
import { leadFields } from '../../leads/import/mapping.ts'
import { fieldNames } from './copy-names.ts'

/** Visible faults of a value. A value has at most one fault: the first that applies. */
export const valueFaults = ['blank', 'masked', 'placeholder', 'json', 'line_escape', 'emoji'] as const
export type ValueFault = (typeof valueFaults)[number]

const mayBeFaulty = /[\\{<[*&%●•]|xxxx@|@xxx|[\u2000-\uffff]/i
// Characters such as © are displayed as text; these are displayed as pictures.
const emoji = /\p{Emoji_Presentation}|\uFE0F|\p{Regional_Indicator}/u

/** Returns the fault of a value as it would be sent; null if there is none. HTML is none: Instantly renders it. */
export function faultOf(value: string): ValueFault | null {
  if (value.trim() === '') return 'blank'
  if (!mayBeFaulty.test(value)) return null
  const flag = flagOf(value, false)
  if (flag === 'masked' || flag === 'placeholder' || flag === 'json') return flag
  if (/\\[nrt]/.test(value)) return 'line_escape'
  return emoji.test(value) ? 'emoji' : null
}

const fieldOfName: ReadonlyMap<string, string> = new Map(leadFields.map((field) => [fieldNames[field], field]))

/** Returns where a lead has the value of a name in copy, as list column key: `field:first_name` or `variable:city`. */
export const columnOfName = (name: string, own: ReadonlySet<string>): string => {
  const field = own.has(name) ? undefined : fieldOfName.get(name)
  return field === undefined ? `variable:${name}` : `field:${field}`
}

export const isFieldName = (name: string): boolean => fieldOfName.has(name)

export type Payload = Readonly<Record<string, unknown>> & {
  readonly custom_variables?: Readonly<Record<string, unknown>>
}

/** Returns a lead's value for a name in copy; the lead's own variables take precedence. Empty if it has none. */
export function valueOfName(payload: Payload, name: string): string {
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

/** Leads with this fault in this variable are left out. */
export type LeaveOutRule = { readonly variable: string; readonly fault: ValueFault }

/** Rules that leave out leads because of their values. */
export type ValueRules = {
  readonly leaveOut?: readonly LeaveOutRule[] | undefined
  /** Variables that the copy uses without a fallback. */
  readonly blanksOut?: readonly string[] | undefined
}

/** Returns variables of the copy whose blanks leave a lead out: they would be visible, and the export fills none. */
export const blankRulesOf = (
  variables: readonly { readonly name: string; readonly bare: boolean }[],
  {
    sendBlanks = false,
    fill = [],
  }: {
    readonly sendBlanks?: boolean | undefined
    readonly fill?: readonly { readonly variable: string }[] | undefined
  },
): readonly string[] =>
  sendBlanks
    ? []
    : variables.flatMap(({ name, bare }) => (bare && !fill.some(({ variable }) => variable === name) ? [name] : []))

/** Returns why these rules leave a lead out; null if they do not. `payload`: the lead as it would be sent. */
function exclusionOf(
  payload: Payload,
  { leaveOut = [], blanksOut = [] }: ValueRules,
): { readonly why: 'blank_variable' | 'flawed_value'; readonly name: string } | null {
  const blank = blanksOut.find((name) => faultOf(valueOfName(payload, name)) === 'blank')
  if (blank !== undefined) return { why: 'blank_variable', name: blank }
  const rule = leaveOut.find(({ variable, fault }) => faultOf(valueOfName(payload, variable)) === fault)
  return rule ? { why: 'flawed_value', name: rule.variable } : null
}

/** Does the same for a stored lead, which is parsed only if a value may be missing. */
export function exclusionOfStored(stored: string, rules: ValueRules): ReturnType<typeof exclusionOf> {
  const { leaveOut = [], blanksOut = [] } = rules
  if (leaveOut.length === 0 && blanksOut.every((name) => isCertainlyPresent(stored, name))) return null
  // Written by the import in the form `lead-body.ts` sends.
  return exclusionOf(JSON.parse(stored) as Payload, rules)
}

const topNames: ReadonlySet<string> = new Set(['custom_variables', ...leadFields])

/**
 * Where a stored lead has a value; `own` is the key of a variable that would take precedence over the field. Null if a
 * fast check is not possible.
 */
type PayloadKey = { readonly key: string; readonly own: string | null } | null
/** Cache of keys by name, because every lead of a list is checked. The names come from copy, so there are few. */
const keys = new Map<string, PayloadKey>()
const MAX_KEYS = 1_000

function payloadKeyOf(name: string): PayloadKey {
  const known = keys.get(name)
  if (known !== undefined) return known
  const field = fieldOfName.get(name)
  const text = (key: string) => `${JSON.stringify(key)}:`
  // The same key may occur at another level.
  const made =
    field === undefined && topNames.has(name)
      ? null
      : { key: text(field ?? name), own: field === undefined || field === name ? null : text(name) }
  if (keys.size >= MAX_KEYS) keys.clear()
  keys.set(name, made)
  return made
}

/** Fast check that may return false for a value that exists, but never true for one that is missing. */
function isCertainlyPresent(stored: string, name: string): boolean {
  const where = payloadKeyOf(name)
  if (where === null) return false
  const { key, own } = where
  const at = stored.indexOf(key)
  const from = at + key.length
  if (at < 0 || stored.charCodeAt(from) !== QUOTE) return false
  const first = stored.charCodeAt(from + 1)
  // Any character except the closing quote, white space and an escape.
  if (!(first > 32 && first < 127 && first !== QUOTE && first !== 92)) return false
  return !stored.includes(key, from) && (own === null || !stored.includes(own))
}

const QUOTE = 34
