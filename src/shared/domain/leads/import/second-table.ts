/** Detects two tables side by side in one sheet. */
import { headerKey } from './header-key.ts'

/** Returns whether a header, in the form `headerKey` returns, is that of email addresses. */
export const isAddressKey = (key: string): boolean => /(?:^| )(?:email|mail|courriel|correo|epost)/.test(key)

/** Returns where a second table with the same columns begins, after a column without a name; -1 if there is none. */
export function secondTableAt(header: readonly string[]): number {
  for (let gap = 2; gap < header.length - 2; gap += 1) {
    if ((header[gap] ?? '').trim() !== '') continue
    const left = new Set(header.slice(0, gap).map(headerKey))
    const again = header
      .slice(gap + 1)
      // `Do not contact: Email`: with the title of the second table.
      .map((name) => headerKey(name.replace(/^[^:]*: (?=\S)/, '')))
      .filter((key) => key !== '' && left.has(key))
    if (again.length >= 2 && again.some(isAddressKey)) return gap + 1
  }
  return -1
}
