import { startTimer } from './long-timer.ts'

export type Later = {
  /** In so many milliseconds, unless it is waiting already. */
  in(ms: number): void
  /** In so many milliseconds from now, whatever it is waiting for. */
  anew(ms: number): void
  /** Whether it was waiting. */
  cancel(): boolean
}

/** Something that is done once, a moment later. It does not keep the process alive. */
export function createLater(run: () => void): Later {
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
