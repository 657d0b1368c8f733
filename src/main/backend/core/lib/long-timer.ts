/** The longest delay of a timer, 24.8 days; a longer one would fire immediately. */
const longestMs = 2 ** 31 - 1

/** Like `setTimeout`, but also for delays beyond 24.8 days; returns a function that stops it. */
export function startTimer(run: () => void, ms: number, { keepsAlive }: { readonly keepsAlive: boolean }): () => void {
  let timer: NodeJS.Timeout
  const wait = (leftMs: number): void => {
    timer = setTimeout(
      () => {
        if (leftMs > longestMs) wait(leftMs - longestMs)
        else run()
      },
      Math.min(leftMs, longestMs),
    )
    if (!keepsAlive) timer.unref()
  }
  wait(ms)
  return () => clearTimeout(timer)
}
