import { mostJsonDepth } from '#shared/domain/core/reading-limits.ts'

/** What the text says; undefined where it is no JSON, or goes deeper than SQLite would read where it is kept. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return depthFits(value, mostJsonDepth) ? value : undefined
  } catch {
    return undefined
  }
}

/** A loop, and no call for a plain value: an answer to an upload has thousands of them. */
function depthFits(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (most === 0) return false
  const inners: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  for (const inner of inners) {
    if (typeof inner === 'object' && inner !== null && !depthFits(inner, most - 1)) return false
  }
  return true
}
