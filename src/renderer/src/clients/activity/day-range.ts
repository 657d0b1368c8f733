/** Converts the days the operator picked (`2026-11-20`, either may be empty) to the times they begin and end. */
export function dayRange(from: string, to: string): { readonly from: string | null; readonly to: string | null } {
  const start = startOfDay(from, 0)
  const end = startOfDay(to, 1)
  // The last day is included in full.
  return { from: start?.toISOString() ?? null, to: end ? new Date(end.getTime() - 1).toISOString() : null }
}

/** Returns midnight in the operator's zone, `plusDays` days later; null if it is not a date. */
function startOfDay(day: string, plusDays: number): Date | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!parts) return null
  const [, year, month, date] = parts
  const at = new Date(Number(year), Number(month) - 1, Number(date) + plusDays)
  return Number.isNaN(at.getTime()) ? null : at
}
