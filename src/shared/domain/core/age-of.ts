/**
 * Returns the age of a time. A time in the future was written before the clock was set back, and counts as old: what is
 * done every so often would otherwise stand still until that time.
 */
export const ageOf = (at: number, now: number): number => (at > now ? Number.POSITIVE_INFINITY : now - at)
