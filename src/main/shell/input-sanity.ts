/** A first, cheap check of what a window sends, before the backend parses it: only plain data of limited size. */

const longestText = 20_000_000
const maxValues = 200_000

/** `feature.verb`. */
export function isSaneName(name: unknown): name is string {
  return typeof name === 'string' && name.length <= 64 && /^[a-zA-Z]+\.[a-zA-Z]+$/.test(name)
}

/**
 * Whether the input is plain data of acceptable size: text up to the length that may be pasted, lists and objects with
 * a bounded number of values.
 */
export function isSaneInput(input: unknown): boolean {
  let textLeft = longestText + 1_000_000
  let valuesLeft = maxValues
  const look = (value: unknown, depth: number): boolean => {
    valuesLeft -= 1
    if (valuesLeft < 0 || depth > 20) return false
    if (typeof value === 'string') {
      textLeft -= value.length
      return textLeft >= 0
    }
    if (value === null || typeof value !== 'object') return typeof value !== 'function' && typeof value !== 'symbol'
    // A sparse array may have any length: unlike other methods, this one counts its holes as values.
    if (Array.isArray(value)) return value.findIndex((item) => !look(item, depth + 1)) < 0
    if (Object.prototype.toString.call(value) !== '[object Object]') return false
    return Object.entries(value).every(([name, item]) => look(name, depth + 1) && look(item, depth + 1))
  }
  return look(input, 0)
}
