/** Returns the remainder of a wait that began at `since`; at most all of it, in case the clock was set back. */
export const remainingWaitMs = (waitMs: number, since: number, now: number): number =>
  Math.min(waitMs, Math.max(0, since + waitMs - now))

/** No answer arrives later than this after its request was sent. */
export const longestAnswerMs = 3_600_000

/**
 * Whether what was recorded at `noted` is newer than an answer whose request was sent at `askedAt`. A time further
 * ahead than any answer takes was written before the clock was set back, and counts as old.
 */
export const isNewerThanRequest = (noted: number, askedAt: number): boolean =>
  noted > askedAt && noted - askedAt <= longestAnswerMs
