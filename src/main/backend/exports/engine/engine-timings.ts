/** How long the engine waits for what. */
export type EngineTimings = {
  /** Waits before each reading that settles a lost answer; the last one decides, an earlier one where nothing is missing. */
  readonly readAfterMs: readonly number[]
  /** The same after a time-out, ours or a gateway's: Instantly may still be at work on the request. */
  readonly readSlowAfterMs: readonly number[]
  /** The same for a campaign whose creation was not answered. */
  readonly lookAfterMs: readonly number[]
  /** A request of a process that died may still be on its way: nothing is decided earlier than this after it left. */
  readonly lateCommitMs: number
  /** No progress for this long, online and awake, makes the export wait for the operator. */
  readonly noProgressMs: number
  /** Waits before trying again by itself when something outside holds an export; the last one repeats. */
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
