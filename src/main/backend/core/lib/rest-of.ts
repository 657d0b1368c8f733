/** What is left of a wait that began at `since`: never more than all of it, should the clock have been put back meanwhile. */
export const restOf = (waitMs: number, since: number, now: number): number =>
  Math.min(waitMs, Math.max(0, since + waitMs - now))

/** No answer comes later after its request left. */
export const longestAnswerMs = 3_600_000

/**
 * Whether what was noted at `noted` is newer than an answer whose request left at `askedAt`. What lies further ahead than
 * any answer takes was written by a clock that has been put back since: it counts as old.
 */
export const isSince = (noted: number, askedAt: number): boolean =>
  noted > askedAt && noted - askedAt <= longestAnswerMs

/** How long ago that was. What lies ahead was written by a clock that has been put back since: it counts as old. */
export const ageOf = (at: number, now: number): number => (at > now ? Number.POSITIVE_INFINITY : now - at)
