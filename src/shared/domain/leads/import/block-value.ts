import { addressKey, isAddress } from './addresses.ts'

/**
 * What a line of a block list means: an address, or a domain (`acme.com`, `@acme.com`, `https://www.acme.com/about`).
 * Null for neither. A domain needs two labels, so that a slip cannot block all of `.com`.
 */
export function blockValue(line: string): string | null {
  const key = addressKey(line).replace(/^mailto:/, '')
  if (isAddress(key)) return key
  const domain = key
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/^@|^\*\.|^www\./, '')
  return isAddress(`x@${domain}`) ? domain : null
}

/** No domain is longer. */
const longestDomain = 255

/** The domain of an address and those above it, nearest first, without the last label alone. */
export function domainsOf(email: string): readonly string[] {
  const domain = email.slice(email.indexOf('@') + 1)
  // What a server calls an address may be of any length: each label would be written as often as there are others.
  if (domain.length > longestDomain) return []
  const labels = domain.split('.')
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'))
}

/** Addresses and domains as people paste them: one a line or between commas, each once; and the first 20 lines that are neither. */
export function readBlockValues(text: string): {
  readonly values: readonly string[]
  readonly unreadable: readonly string[]
} {
  const unreadable: string[] = []
  const values = new Set<string>()
  for (const line of text.split(/[\r\n,;\t]+/)) {
    if (line.trim() === '') continue
    const value = blockValue(line)
    if (value !== null) values.add(value)
    else if (unreadable.length < 20) unreadable.push(line.trim().slice(0, 200))
  }
  return { values: [...values], unreadable }
}
