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

/**
 * Returns whether a JSON text lists more than `max` values: those after a comma, and those in an opened list or object.
 * Parsing and checking a value takes far more time and memory than its characters: a few megabytes of `0,0,…` or `[[[…`
 * would hold the app for minutes.
 */
export function listsMoreThan(max: number, text: string): boolean {
  if (text.length <= max) return false
  const [quote, backslash, comma, list, object] = [34, 92, 44, 91, 123]
  let isInText = false
  let values = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) isInText = !isInText
    else if (code === backslash) at += 1
    else if (!isInText && (code === comma || code === list || code === object)) values += 1
  }
  return values > max
}
