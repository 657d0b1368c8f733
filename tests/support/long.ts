/**
 * Returns the number of repetitions for a test that gets more reliable the longer it runs: killed at one more instant,
 * fed one more random file. `npm test` runs the short form, with fixed seeds; `npm run test:long` the long one.
 */
export function times(short: number, long: number): number {
  return process.env['SENDOFF_LONG'] === '1' ? long : short
}

/** The same for a property; in long runs its seed differs each time. */
export const runs = (short: number, long: number): { readonly numRuns: number; readonly seed?: number } =>
  process.env['SENDOFF_LONG'] === '1' ? { numRuns: long } : { numRuns: short, seed: 20_261_121 }
