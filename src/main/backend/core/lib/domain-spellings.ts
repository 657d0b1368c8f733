/** Converts addresses and domains between non-ASCII and ASCII (Punycode) spelling, as others may use either. */
import { domainToASCII, domainToUnicode } from 'node:url'
import { domainsOf } from '#shared/domain/leads/import/block-value.ts'

/** Quick check for each row of a file, because most values have no other spelling. */
export const mayHaveOtherSpelling = (value: string): boolean => value.includes('xn--') || /[^\0-\x7f]/.test(value)
/** The same check in SQL, of a text column. */
export const mayHaveOtherSpellingSql = (column: string): string =>
  `(octet_length(${column}) <> length(${column}) or instr(${column}, 'xn--') > 0)`

/** Spellings of an address or domain, the given first: `info@müller.de` is `info@xn--mller-kva.de` (RFC 5891). */
export function domainSpellings(value: string): readonly string[] {
  if (!mayHaveOtherSpelling(value)) return [value]
  const at = value.lastIndexOf('@') + 1
  const [name, domain] = [value.slice(0, at), value.slice(at)]
  const others = [domainToASCII(domain), domainToUnicode(domain)].filter((one) => one !== '')
  return [...new Set([value, ...others.map((one) => name + one)])]
}

/** Returns the first result found under any spelling, trying the given one first. */
export function findByAnySpelling<T>(value: string, find: (spelling: string) => T | undefined): T | undefined {
  for (const spelling of domainSpellings(value)) {
    const found = find(spelling)
    if (found !== undefined) return found
  }
  return undefined
}

/** Maps every spelling to its value. */
export const mapBySpelling = (values: readonly string[]): ReadonlyMap<string, string> =>
  new Map(values.flatMap((value) => domainSpellings(value).map((spelling) => [spelling, value] as const)))

/** Returns an address and its parent domains in all spellings: the names of block-list entries that cover it. */
export const namesCovering = (email: string): readonly string[] =>
  domainSpellings(email).flatMap((one) => [one, ...domainsOf(one)])
