/** Token buckets by key. Full buckets are forgotten, and never more are kept than `maxKeys`. */
export type RateLimit = {
  /** 0 where the request may go on; else milliseconds until one may. */
  take(key: string): number
}

export type Rate = { readonly perSecond: number; readonly burst: number }

export function createRateLimit({ perSecond, burst }: Rate, now: () => number, maxKeys = 10_000): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>()

  function makeRoom(at: number): void {
    for (const [key, bucket] of buckets) {
      if (bucket.left + ((at - bucket.at) / 1_000) * perSecond >= burst) buckets.delete(key)
    }
    // All in use: those longest there go, a tenth at a time, so that this is not done for every request.
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
