/** Decides whether one variant of a step performs better than another by more than chance. */
import type { Performance } from './performers.ts'

/** Minimum number of emails of a variant for comparing it. */
const minMails = 100
/** Least number of expected replies of each variant; below, the normal distribution is no good approximation. */
const minExpected = 5
/** Confidence from which a difference is reported. */
const minConfidence = 0.95
/** Power: the probability of finding an existing difference, which determines how many more emails are needed. */
const power = 0.8
/** Nobody sends more emails than this per variant; a difference that needs more does not matter. */
const maxMails = 50_000

/** The result of comparing the variants of a step. `at` and `against` are indexes into the given list. */
export type VariantVerdict =
  /** `at` is better than `against`, the second best; `sure` from 0.95 to 1. */
  | { readonly kind: 'better'; readonly at: number; readonly against: number; readonly sure: number }
  /**
   * About `more` further emails over these two would settle a difference like the observed one. `sure`: so far, 0 to
   * 0.95.
   */
  | {
      readonly kind: 'open'
      readonly at: number
      readonly against: number
      readonly sure: number
      readonly more: number
    }
  /** They are so close that even many more emails would not distinguish them. */
  | { readonly kind: 'same' }
  /** Too few emails or replies to compare; about `more` further emails are needed in total. */
  | { readonly kind: 'few'; readonly more: number }
  /** There is only one variant, or only one was sent. */
  | { readonly kind: 'alone' }

/**
 * Compares the best variant with the second best by the two-proportion z test (pooled, two-sided). These two are
 * selected because of their results, so p is multiplied by the number of pairs (Bonferroni): with many variants, one of
 * them is ahead by chance. `sure` is 1 minus that p.
 */
export function compareVariants(variants: readonly Performance[]): VariantVerdict {
  const sent = variants
    .map(({ part, base }, at) => ({ at, base, part: Math.min(part, base) }))
    .filter((one) => one.base > 0)
  if (sent.length < 2) return { kind: 'alone' }
  const enough = sent.filter(({ base }) => base >= minMails)
  if (enough.length < 2) return { kind: 'few', more: roundUp(missingMails(sent, minMails)) }
  const [best, next] = enough.toSorted((a, b) => b.part / b.base - a.part / a.base || b.base - a.base || a.at - b.at)
  if (!best || !next) return { kind: 'alone' }
  const pooled = (best.part + next.part) / (best.base + next.base)
  if (Math.min(best.base, next.base) * pooled < minExpected) {
    const wanted = pooled === 0 ? 2 * minMails : Math.ceil(minExpected / pooled)
    return { kind: 'few', more: roundUp(Math.max(missingMails([best, next], wanted), minMails)) }
  }
  const pairs = (enough.length * (enough.length - 1)) / 2
  const sure = 1 - Math.min(1, pValue(best, next) * pairs)
  const places = { at: best.at, against: next.at }
  if (sure >= minConfidence) return { kind: 'better', ...places, sure }
  const wanted = mailsNeeded(best.part / best.base, next.part / next.base, pairs)
  if (wanted > maxMails) return { kind: 'same' }
  return { kind: 'open', ...places, sure, more: roundUp(missingMails([best, next], wanted)) }
}

/** Returns the two-sided p of the pooled two-proportion z test; 1 if both rates are 0 or both are 1. */
export function pValue(a: Performance, b: Performance): number {
  const pooled = (a.part + b.part) / (a.base + b.base)
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / a.base + 1 / b.base))
  if (spread === 0) return 1
  return twoSidedP((a.part / a.base - b.part / b.base) / spread)
}

/** Returns the probability of a value at least `z` standard deviations away, in either direction. */
export const twoSidedP = (z: number): number => 2 * (1 - normalCdf(Math.abs(z)))

/**
 * Returns the emails each of two variants needs so that a difference between these rates is found four times in five,
 * for the given number of pairs.
 */
function mailsNeeded(p: number, q: number, pairs: number): number {
  const gap = p - q
  if (gap === 0) return Number.POSITIVE_INFINITY
  const z = normalQuantile(1 - (1 - minConfidence) / (2 * pairs)) + normalQuantile(power)
  return Math.ceil((z * z * (p * (1 - p) + q * (1 - q))) / (gap * gap))
}

/** Returns at least 50: an open result needs more emails even if as many as planned were sent. */
const missingMails = (of: readonly { readonly base: number }[], wanted: number): number =>
  Math.max(
    of.reduce((sum, { base }) => sum + Math.max(0, wanted - base), 0),
    50,
  )

/** Rounds up for use with "about": to one significant digit below 1,000, two above. */
function roundUp(count: number): number {
  const step = count < 100 ? 10 : count < 1_000 ? 100 : 10 ** (Math.floor(Math.log10(count)) - 1)
  return Math.ceil(count / step) * step
}

/**
 * Returns the cumulative normal distribution below z, for z from 0 (Abramowitz and Stegun 7.1.26, error less than
 * 0.0000002).
 */
function normalCdf(z: number): number {
  const x = z / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  return 1 - 0.5 * sum * Math.exp(-x * x)
}

/** Returns the z below which a fraction of the normal distribution lies, for fractions above one half. */
function normalQuantile(share: number): number {
  let [low, high] = [0, 10]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (normalCdf(middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}
