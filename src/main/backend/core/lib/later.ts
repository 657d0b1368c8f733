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
  let timer: NodeJS.Timeout | null = null
  const cancel = () => {
    if (timer === null) return false
    clearTimeout(timer)
    timer = null
    return true
  }
  const anew = (ms: number) => {
    cancel()
    timer = setTimeout(() => {
      timer = null
      run()
    }, ms).unref()
  }
  return {
    in(ms) {
      if (timer === null) anew(ms)
    },
    anew,
    cancel,
  }
}
