import { mostJsonDepth } from '#shared/domain/core/reading-limits.ts'

/** What the text says; undefined where it is no JSON, or goes deeper than SQLite would read where it is kept. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isDeeper(value, mostJsonDepth) ? undefined : value
  } catch {
    return undefined
  }
}

const isDeeper = (value: unknown, than: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (than === 0 || Object.values(value).some((inner) => isDeeper(inner, than - 1)))
