import { afterEach, expect } from 'vitest'

type Bench = { readonly fake: { readonly violations: readonly string[] }; close(): Promise<void> }

/**
 * Wraps `start` for tests that start their bench themselves: the bench is closed after each test, which fails if a
 * request was not as Instantly documents it.
 */
export function useBench<Args extends readonly unknown[], B extends Bench>(
  start: (...args: Args) => Promise<B>,
): (...args: Args) => Promise<B> {
  let bench: B | null = null
  afterEach(async () => {
    const violations = bench?.fake.violations ?? []
    await bench?.close()
    bench = null
    expect(violations).toEqual([])
  })
  return async (...args) => {
    bench = await start(...args)
    return bench
  }
}
