/** What is left of a wait that began at `since`: never more than all of it, should the clock have been put back meanwhile. */
export const restOf = (waitMs: number, since: number, now: number): number =>
  Math.min(waitMs, Math.max(0, since + waitMs - now))

/** How long ago that was. What lies ahead was written by a clock that has been put back since: it counts as old. */
export const ageOf = (at: number, now: number): number => (at > now ? Number.POSITIVE_INFINITY : now - at)
