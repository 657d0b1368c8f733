/** The longest a timer holds, 24.8 days; a longer one would go off at once. */
const longestMs = 2 ** 31 - 1

/** `setTimeout` for any time, also beyond 24.8 days; what it gives stops it. */
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
