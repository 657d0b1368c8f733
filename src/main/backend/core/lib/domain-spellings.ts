/** Addresses and domains in letters beyond Latin, which others may have in Latin ones. */
import { domainToASCII, domainToUnicode } from 'node:url'
import { domainsOf } from '#shared/domain/leads/import/block-value.ts'

/** Most have no other spelling; asked for each row of a file. */
export const mayBeSpeltOtherwise = (value: string): boolean => value.includes('xn--') || /[^\0-\x7f]/.test(value)

/** An address or a domain as it may be written: `info@müller.de` is `info@xn--mller-kva.de` (RFC 5891). As given first. */
export function domainSpellings(value: string): readonly string[] {
  if (!mayBeSpeltOtherwise(value)) return [value]
  const at = value.lastIndexOf('@') + 1
  const [name, domain] = [value.slice(0, at), value.slice(at)]
  const others = [domainToASCII(domain), domainToUnicode(domain)].filter((one) => one !== '')
  return [...new Set([value, ...others.map((one) => name + one)])]
}

/** What is found under one of the spellings, as given first. */
export function ofAnySpelling<T>(value: string, find: (spelling: string) => T | undefined): T | undefined {
  for (const spelling of domainSpellings(value)) {
    const found = find(spelling)
    if (found !== undefined) return found
  }
  return undefined
}

/** Values by each way they may be written. */
export const bySpelling = (values: readonly string[]): ReadonlyMap<string, string> =>
  new Map(values.flatMap((value) => domainSpellings(value).map((spelling) => [spelling, value] as const)))

/** An address and the domains above it, each as it may be written: what an entry that covers it may be called. */
export const coveringNames = (email: string): readonly string[] =>
  domainSpellings(email).flatMap((one) => [one, ...domainsOf(one)])
