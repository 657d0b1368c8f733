/** Role addresses, which do not belong to a person, and disposable addresses. */
import { type GateCode, gateCodes } from './gates.ts'
import type { FullSettings } from './row-settings.ts'
import data from './special-addresses.json' with { type: 'json' }

/** Local parts of role addresses, in the languages of the aliases. */
const roles: ReadonlySet<string> = new Set(data.roles)

/**
 * The best-known providers of disposable addresses, followed by domains that page templates and trackers leave behind.
 */
const disposableDomains: ReadonlySet<string> = new Set(data.disposableDomains)

/** Returns whether a valid key (`info@…`) is a role address; digits or a `+tag` after the name are ignored. */
export function isRoleAddress(key: string): boolean {
  const local = key.slice(0, key.indexOf('@')).replace(/\+.*$/, '')
  return roles.has(local) || roles.has(local.replace(/(?<![\d._-])[\d._-]+$/, ''))
}

const readByNobody = new RegExp(`^(?:${data.nobody.join('|')})(?:[\\d._-]*|\\+[^@]*)@`)

/** Returns whether a valid key is an address that only sends, or that is read by machines. */
export const isReadByNobody = (key: string): boolean => readByNobody.test(key)

/** Returns why an address is not worth an email, regardless of its owner and verification; null for most. */
export const gateOfAddressKind = (key: string, { holdRole }: Pick<FullSettings, 'holdRole'>): GateCode | null =>
  isReadByNobody(key) || (holdRole && isRoleAddress(key)) ? gateCodes.role_address : null

/** Lengths and first letters of the domains, so that nearly every other domain is ruled out without a look-up. */
const domainPrefilter = new Uint8Array(1 << 16)
const prefilterIndex = (text: string, from: number) =>
  (text.charCodeAt(from) * 1031 + text.charCodeAt(from + 1) * 61 + (text.length - from)) & 0xffff
for (const domain of disposableDomains) domainPrefilter[prefilterIndex(domain, 0)] = 1

/** Returns whether the address's domain, or one of its parent domains, is a disposable email provider. */
export function isDisposable(key: string): boolean {
  for (let from = key.indexOf('@') + 1; from > 0; from = key.indexOf('.', from) + 1) {
    if (domainPrefilter[prefilterIndex(key, from)] === 1 && disposableDomains.has(key.slice(from))) return true
  }
  return false
}
