/** Waiting times of the engine. */
export type EngineTimings = {
  /** Waits before each read that settles a lost answer. The last decides; an earlier one if nothing is missing. */
  readonly readAfterMs: readonly number[]
  /** The same after a timeout, of ours or a gateway: Instantly may still be processing the request. */
  readonly readSlowAfterMs: readonly number[]
  /** The same for a campaign whose creation was not answered. */
  readonly lookAfterMs: readonly number[]
  /** A dead process's request may be in flight: nothing is decided before this much time has passed since. */
  readonly lateCommitMs: number
  /** After this long without progress, while online and awake, the export waits for the operator. */
  readonly noProgressMs: number
  /** Waits before each automatic retry while something outside holds an export. The last one repeats. */
  readonly retryAfterMs: readonly number[]
}

export const engineTimings: EngineTimings = {
  readAfterMs: [300, 1_200, 5_000],
  readSlowAfterMs: [300, 2_700, 15_000, 45_000],
  lookAfterMs: [1_500, 5_000],
  lateCommitMs: 10_000,
  noProgressMs: 600_000,
  retryAfterMs: [2_000, 5_000, 15_000, 30_000, 60_000],
}
