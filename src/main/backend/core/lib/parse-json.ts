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
 * Returns whether a JSON text lists more than `max` values; commas inside texts do not count. Parsing and checking a
 * value takes far more time and memory than its characters: a few megabytes of `0,0,…` would hold the app for minutes.
 */
export function listsMoreThan(max: number, text: string): boolean {
  if (text.length <= max) return false
  const [quote, backslash, comma] = [34, 92, 44]
  let isInText = false
  let commas = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) isInText = !isInText
    else if (code === backslash) at += 1
    else if (code === comma && !isInText) commas += 1
  }
  return commas > max
}
