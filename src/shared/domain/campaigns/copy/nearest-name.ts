import { fuzzyFind } from '../../core/fuzzy.ts'

/** Returns the name that is probably meant, allowing for typos, other spelling or a prefix; null if none is near. */
export function nearestName(name: string, names: readonly string[]): string | null {
  const spaced = (text: string) => text.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/[_.-]+/g, ' ')
  const squeezed = (text: string) => text.replaceAll(/[^\p{L}\p{N}]+/gu, '').toLowerCase()
  const whole = names.find((each) => squeezed(each) === squeezed(name))
  if (whole !== undefined) return whole
  const [found] = fuzzyFind(names, squeezed(name), squeezed, 1)
  if (found) return found.item
  const [byWords] = fuzzyFind(names, spaced(name), spaced, 1)
  if (byWords) return byWords.item
  // Match a single word of several: `company_town` may mean `town`.
  const words = spaced(name)
    .split(' ')
    .filter((word) => word.length > 3)
  for (const word of words.toReversed()) {
    const [one] = fuzzyFind(names, word, spaced, 1)
    if (one) return one.item
  }
  return null
}
