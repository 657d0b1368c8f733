/** Addresses and domains in letters beyond Latin, which others may have in Latin ones. */
import { domainToASCII, domainToUnicode } from 'node:url'
import { domainsOf } from '#shared/domain/leads/import/block-value.ts'

/** An address or a domain as it may be written: `info@müller.de` is `info@xn--mller-kva.de` (RFC 5891). As given first. */
export function domainSpellings(value: string): readonly string[] {
  if (!/[^\0-\x7f]|xn--/.test(value)) return [value]
  const at = value.lastIndexOf('@') + 1
  const [name, domain] = [value.slice(0, at), value.slice(at)]
  const others = [domainToASCII(domain), domainToUnicode(domain)].filter((one) => one !== '')
  return [...new Set([value, ...others.map((one) => name + one)])]
}

/** Values by each way they may be written. */
export const bySpelling = (values: readonly string[]): ReadonlyMap<string, string> =>
  new Map(values.flatMap((value) => domainSpellings(value).map((spelling) => [spelling, value] as const)))

/** An address and the domains above it, each as it may be written: what an entry that covers it may be called. */
export const coveringNames = (email: string): readonly string[] =>
  domainSpellings(email).flatMap((one) => [one, ...domainsOf(one)])
