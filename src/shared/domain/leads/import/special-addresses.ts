/** Addresses that belong to a function instead of a person, and mailboxes made to be thrown away. */
import { type GateCode, gateCodes } from './gates.ts'
import type { FullSettings } from './row-settings.ts'
import data from './special-addresses.json' with { type: 'json' }

/** Local parts of functions, in the languages of the aliases. */
const roles: ReadonlySet<string> = new Set(data.roles)

/** Providers of mailboxes that last minutes, the best known ones; then what templates and trackers of web pages leave. */
const disposableDomains: ReadonlySet<string> = new Set(data.disposableDomains)

/** Whether a valid key (`info@…`) is the address of a function; a figure or a word after it changes nothing. */
export function isRoleAddress(key: string): boolean {
  const local = key.slice(0, key.indexOf('@')).replace(/\+.*$/, '')
  return roles.has(local) || roles.has(local.replace(/(?<![\d._-])[\d._-]+$/, ''))
}

const readByNobody = new RegExp(`^(?:${data.nobody.join('|')})(?:[\\d._-]*|\\+[^@]*)@`)

/** Whether a valid key is a mailbox that only sends, or that machines write to. */
export const isReadByNobody = (key: string): boolean => readByNobody.test(key)

/** Why an address is not worth a mail whoever is behind it and whatever was found out of it; null for most. */
export const gateOfFunction = (key: string, { holdRole }: Pick<FullSettings, 'holdRole'>): GateCode | null =>
  isReadByNobody(key) || (holdRole && isRoleAddress(key)) ? gateCodes.role_address : null

/** Which pairs of length and first letters the domains have: nearly every other domain is told apart without a look-up. */
const maybe = new Uint8Array(1 << 16)
const place = (text: string, from: number) =>
  (text.charCodeAt(from) * 1031 + text.charCodeAt(from + 1) * 61 + (text.length - from)) & 0xffff
for (const domain of disposableDomains) maybe[place(domain, 0)] = 1

/** Whether the address, or the domain it lies under, is a throw-away mailbox. */
export function isDisposable(key: string): boolean {
  for (let from = key.indexOf('@') + 1; from > 0; from = key.indexOf('.', from) + 1) {
    if (maybe[place(key, from)] === 1 && disposableDomains.has(key.slice(from))) return true
  }
  return false
}
