import { addressKey, isAddress } from './addresses.ts'

/** Far longer than any address; nothing behind it changes the domain of a link. */
const longestLine = 10_000

/**
 * Parses a line of a block list: an address, or a domain (`acme.com`, `@acme.com`, `https://www.acme.com/about`). Null
 * for neither. A domain needs two labels, so that a typo cannot block all of `.com`.
 */
export function parseBlockValue(line: string): string | null {
  const key = addressKey(line.trim().slice(0, longestLine)).replace(/^mailto:/, '')
  if (isAddress(key)) return key
  const domain = key
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#].*$/s, '')
    .replace(/^@|^\*\.|^www\./, '')
  return isAddress(`x@${domain}`) ? domain : null
}

/** Maximum length of a domain. */
const longestDomain = 255

/** Returns the domain of an address and its parent domains, nearest first, without the top-level domain. */
export function domainsOf(email: string): readonly string[] {
  const domain = email.slice(email.indexOf('@') + 1)
  // An address from a server may have any length, and the result grows quadratically with the number of labels.
  if (domain.length > longestDomain) return []
  const labels = domain.split('.')
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'))
}

/**
 * Parses pasted addresses and domains, one per line or separated by commas, without duplicates; also returns the entries
 * that are neither.
 */
export function readBlockValues(text: string): {
  readonly values: readonly string[]
  readonly unreadable: readonly string[]
} {
  const unreadable: string[] = []
  const values = new Set<string>()
  for (const line of text.split(/[\r\n,;\t]+/)) {
    if (line.trim() === '') continue
    const value = parseBlockValue(line)
    if (value !== null) values.add(value)
    else unreadable.push(line.trim())
  }
  return { values: [...values], unreadable }
}
