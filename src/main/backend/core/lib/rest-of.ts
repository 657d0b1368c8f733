/** What is left of a wait that began at `since`: never more than all of it, should the clock have been put back meanwhile. */
export const restOf = (waitMs: number, since: number, now: number): number =>
  Math.min(waitMs, Math.max(0, since + waitMs - now))
