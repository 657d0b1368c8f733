/** Compares two variants within strata, so that an uneven distribution over strata cannot cause the difference. */
import type { Performance } from '../../insights/analytics/performers.ts'
import { twoSidedP } from '../../insights/analytics/significance.ts'

export type StratumPair = { readonly a: Performance; readonly b: Performance }

export type Stratified = {
  /** Rate of `a` minus rate of `b`, over all strata together: -1 to 1. */
  readonly plain: number
  /** The same within strata, weighted according to Mantel and Haenszel: -1 to 1. */
  readonly within: number
  /** Two-sided p of the Cochran–Mantel–Haenszel test, without continuity correction. */
  readonly p: number
  /** Number of strata in which both variants were contacted; only these can be compared. */
  readonly strata: number
}

/** Returns null if no stratum has both. For an example computed by hand, see docs/experiments.md. */
export function compareStratified(pairs: readonly StratumPair[]): Stratified | null {
  const both = pairs.filter(({ a, b }) => a.base > 0 && b.base > 0)
  if (both.length === 0) return null
  let [weighted, weights, excess, variance] = [0, 0, 0, 0]
  for (const { a, b } of both) {
    const all = a.base + b.base
    const part = a.part + b.part
    const weight = (a.base * b.base) / all
    weights += weight
    weighted += weight * (a.part / a.base - b.part / b.base)
    excess += a.part - (a.base * part) / all
    if (all > 1) variance += (a.base * b.base * part * (all - part)) / (all * all * (all - 1))
  }
  const rate = (of: 'a' | 'b') => {
    const base = pairs.reduce((sum, pair) => sum + pair[of].base, 0)
    return pairs.reduce((sum, pair) => sum + pair[of].part, 0) / Math.max(1, base)
  }
  return {
    plain: rate('a') - rate('b'),
    within: weighted / weights,
    p: variance === 0 ? 1 : twoSidedP(excess / Math.sqrt(variance)),
    strata: both.length,
  }
}
