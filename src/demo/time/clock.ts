/** The simulator's clock: runs in real time unless frozen, and can be advanced either way. */
export type DemoClock = {
  /** Milliseconds since 1970, with fractions. */
  now(): number
  advance(ms: number): void
  /** The state stored in a saved world. */
  state(): ClockState
}

/** `startAt` freezes the clock there; `moved` is how far it has been advanced since. */
export type ClockState = { readonly startAt?: number; readonly moved?: number }

/** `startAt` freezes the clock there: it is then advanced only by `advance`. */
export function createDemoClock(options: ClockState = {}): DemoClock {
  let moved = options.moved ?? 0
  const { startAt } = options
  return {
    now: () => (startAt ?? performance.timeOrigin + performance.now()) + moved,
    advance(ms) {
      moved += ms
    },
    state: () => ({ ...(startAt === undefined ? {} : { startAt }), moved }),
  }
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
