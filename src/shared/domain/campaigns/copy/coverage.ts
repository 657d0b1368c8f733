/** What leads would see where copy has a variable: counted before anything is sent. */
import { flagOf } from '../../leads/import/cell-value.ts'
import { leadFields } from '../../leads/import/mapping.ts'
import { fieldNames } from './copy-names.ts'

/** What is wrong with a value a reader would see. A value has one fault at most: the first of these. */
export const valueFaults = ['blank', 'masked', 'placeholder', 'json', 'line_escape', 'emoji'] as const
export type ValueFault = (typeof valueFaults)[number]

const mayBeFaulty = /[\\{<[*&%●•]|xxxx@|@xxx|[\u2000-\uffff]/i
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

/** What keeps a lead behind for its values. */
export type ValueRules = {
  readonly leaveOut?: readonly LeaveOutRule[] | undefined
  /** Variables the copy has without a fallback. */
  readonly blanksOut?: readonly string[] | undefined
}

/** Variables of the copy under which a blank keeps a lead behind: seen as one, and not filled by the export itself. */
export const blanksOutOf = (
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

/** Why a lead stays behind by these rules; null where it goes out. `payload`: the lead as it would be sent. */
function leftOutFor(
  payload: Payload,
  { leaveOut = [], blanksOut = [] }: ValueRules,
): { readonly why: 'blank_variable' | 'flawed_value'; readonly name: string } | null {
  const blank = blanksOut.find((name) => faultOf(valueIn(payload, name)) === 'blank')
  if (blank !== undefined) return { why: 'blank_variable', name: blank }
  const rule = leaveOut.find(({ variable, fault }) => faultOf(valueIn(payload, variable)) === fault)
  return rule ? { why: 'flawed_value', name: rule.variable } : null
}

/** The same of a lead as it is stored; read whole only where a value may be missing in it. */
export function leftOutStored(stored: string, rules: ValueRules): ReturnType<typeof leftOutFor> {
  const { leaveOut = [], blanksOut = [] } = rules
  if (leaveOut.length === 0 && blanksOut.every((name) => isSurelyThere(stored, name))) return null
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the import, as `lead-body.ts` sends it
  return leftOutFor(JSON.parse(stored) as Payload, rules)
}

const topNames: ReadonlySet<string> = new Set(['custom_variables', ...leadFields])

/** Where a value stands in a stored lead; `own` is a variable that would come before the field. Null: not to be told quickly. */
type KeyOf = { readonly key: string; readonly own: string | null } | null
/** Asked of every lead of a list: made once a name. Names are those of a copy, so there are few. */
const keys = new Map<string, KeyOf>()
const MOST_KEYS = 1_000

function keyOf(name: string): KeyOf {
  const known = keys.get(name)
  if (known !== undefined) return known
  const field = fieldOfName.get(name)
  const text = (key: string) => `${JSON.stringify(key)}:`
  // A key of another level may have the same name.
  const made =
    field === undefined && topNames.has(name)
      ? null
      : { key: text(field ?? name), own: field === undefined || field === name ? null : text(name) }
  if (keys.size >= MOST_KEYS) keys.clear()
  keys.set(name, made)
  return made
}

/** A quick look that may say no for a value that is there, and never yes for one that is not. */
function isSurelyThere(stored: string, name: string): boolean {
  const where = keyOf(name)
  if (where === null) return false
  const { key, own } = where
  const at = stored.indexOf(key)
  const from = at + key.length
  if (at < 0 || stored.charCodeAt(from) !== QUOTE) return false
  const first = stored.charCodeAt(from + 1)
  // Any sign but the end of the value, white space and an escape.
  if (!(first > 32 && first < 127 && first !== QUOTE && first !== 92)) return false
  return !stored.includes(key, from) && (own === null || !stored.includes(own))
}

const QUOTE = 34
