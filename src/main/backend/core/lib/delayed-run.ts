import { startTimer } from './long-timer.ts'

export type DelayedRun = {
  /** Schedules the run in `ms`, unless it is already scheduled. */
  in(ms: number): void
  /** Schedules the run in `ms` from now, replacing an earlier schedule. */
  anew(ms: number): void
  /** Cancels the run; returns whether it was scheduled. */
  cancel(): boolean
}

/** Creates a timer that runs something once, later. It does not keep the process alive. */
export function createDelayedRun(run: () => void): DelayedRun {
  let stop: (() => void) | null = null
  const cancel = () => {
    if (stop === null) return false
    stop()
    stop = null
    return true
  }
  const anew = (ms: number) => {
    cancel()
    stop = startTimer(
      () => {
        stop = null
        run()
      },
      ms,
      { keepsAlive: false },
    )
  }
  return {
    in(ms) {
      if (stop === null) anew(ms)
    },
    anew,
    cancel,
  }
}
