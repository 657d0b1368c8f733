/** The simulator's time: runs with the real one unless frozen, and can be moved forward either way. */
export type DemoClock = {
  /** Milliseconds since 1970, with fractions. */
  now(): number
  advance(ms: number): void
}

/** `startAt` freezes the clock there: it then moves only by `advance`. */
export function createDemoClock(options: { readonly startAt?: number } = {}): DemoClock {
  let moved = 0
  const { startAt } = options
  return {
    now: () => (startAt ?? performance.timeOrigin + performance.now()) + moved,
    advance(ms) {
      moved += ms
    },
  }
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
