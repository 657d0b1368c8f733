import type { Clock } from '../../core/deps.ts'

/** Backoff before a tunnel is opened again. It grows each time, unless the last tunnel held. */
export function createReopenBackoff(
  clock: Clock,
  { pausesMs, steadyMs }: { readonly pausesMs: readonly number[]; readonly steadyMs: number },
) {
  let failures = 0
  let until = 0
  function failed(): number {
    const ms = pausesMs[Math.min(failures, pausesMs.length - 1)] ?? 0
    failures += 1
    until = clock.now() + ms
    return ms
  }
  const skip = () => {
    until = 0
  }
  return {
    until: () => until,
    failed,
    ended(since: number): void {
      if (clock.now() - since >= steadyMs) failures = 0
      failed()
    },
    /** Ends the current wait. */
    skip,
    forget(): void {
      failures = 0
      skip()
    },
  }
}
