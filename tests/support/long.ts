/**
 * How often a test is done that gets surer the longer it runs: killed at one more instant, fed one more random file. The short
 * form is what `npm test` runs, its seeds fixed; `npm run test:long` runs the long one.
 */
export function times(short: number, long: number): number {
  return process.env['SENDOFF_LONG'] === '1' ? long : short
}

/** The same for a property; at length its seed is another one each time. */
export const runs = (short: number, long: number): { readonly numRuns: number; readonly seed?: number } =>
  process.env['SENDOFF_LONG'] === '1' ? { numRuns: long } : { numRuns: short, seed: 20_261_121 }
