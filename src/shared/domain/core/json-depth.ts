/**
 * Returns whether a value is nested no deeper than `most`. Written without temporary arrays and without calls for plain
 * values, because the response to an upload has thousands of them.
 */
export function isWithinDepth(value: unknown, most: number): boolean {
  if (!isNested(value)) return true
  if (most === 0) return false
  if (Array.isArray(value)) {
    for (const inner of value as readonly unknown[])
      if (isNested(inner) && !isWithinDepth(inner, most - 1)) return false
    return true
  }
  for (const name in value) {
    const inner = value[name]
    if (isNested(inner) && !isWithinDepth(inner, most - 1)) return false
  }
  return true
}

const isNested = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
