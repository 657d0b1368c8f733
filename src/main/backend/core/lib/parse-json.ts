import { depthFits } from '#shared/domain/core/json-depth.ts'
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
