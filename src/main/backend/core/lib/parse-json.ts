import { isWithinDepth } from '#shared/domain/core/json-depth.ts'
import { maxJsonDepth } from '#shared/domain/core/reading-limits.ts'

/** Parses the text; returns undefined if it is not JSON, or nested deeper than SQLite would accept in stored JSON. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isWithinDepth(value, maxJsonDepth) ? value : undefined
  } catch {
    return undefined
  }
}
