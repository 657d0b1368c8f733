/** Token buckets by key. Full buckets are dropped, and at most `maxKeys` are kept. */
export type RateLimit = {
  /** Returns 0 if the request is allowed; otherwise the ms until one is. */
  take(key: string): number
}

export type Rate = { readonly perSecond: number; readonly burst: number }

export function createRateLimit({ perSecond, burst }: Rate, now: () => number, maxKeys = 10_000): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>()

  function makeRoom(at: number): void {
    for (const [key, bucket] of buckets) {
      if (bucket.left + ((at - bucket.at) / 1_000) * perSecond >= burst) buckets.delete(key)
    }
    // All are in use: the oldest tenth is dropped, so that this does not happen for every request.
    for (const key of buckets.keys()) {
      if (buckets.size < maxKeys * 0.9) break
      buckets.delete(key)
    }
  }

  return {
    take(key) {
      const at = now()
      let bucket = buckets.get(key)
      if (!bucket) {
        if (buckets.size >= maxKeys) makeRoom(at)
        bucket = { left: burst, at }
        buckets.set(key, bucket)
      }
      bucket.left = Math.min(burst, bucket.left + (Math.max(0, at - bucket.at) / 1_000) * perSecond)
      bucket.at = at
      if (bucket.left < 1) return Math.ceil(((1 - bucket.left) / perSecond) * 1_000)
      bucket.left -= 1
      return 0
    },
  }
}
