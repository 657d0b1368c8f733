/** UTC days as they are written: `2026-11-20`. */
export const dayMs = 86_400_000

export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
export const startOf = (day: string): number => Date.parse(`${day}T00:00:00.000Z`)
/** Days since 1970. */
export const dayNumber = (day: string): number => Math.floor(startOf(day) / dayMs)
export const dayAfter = (day: string): string => dayOf(startOf(day) + dayMs)

/** All days from one to another, both in it. */
export function daysOf(from: string, to: string): readonly string[] {
  const first = dayNumber(from)
  return Array.from({ length: Math.max(0, dayNumber(to) - first + 1) }, (_, at) => dayOf((first + at) * dayMs))
}
