/** Helpers for reading JSON from outside. */
export type Values = Record<string, unknown>

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Returns the object, or an empty one. */
export function valuesOf(value: unknown): Values {
  return isValues(value) ? value : {}
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Returns the texts of a list; null if it is not a list. */
export function textsOf(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : null
}

/** Returns the text, or null if it is empty or not a text. */
export function optionalText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** Removes null fields, which the real API leaves out. */
export function withoutNulls(fields: Values): Values {
  const kept: Values = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value !== null && value !== undefined) kept[name] = value
  }
  return kept
}
