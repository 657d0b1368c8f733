/** Whether one variant of a step does better than another, by more than chance would make it. */
import type { Performance } from './performers.ts'

/** Mails a variant needs before it is compared at all. */
const leastMails = 100
/** Replies two variants together should have at the least, for each of them: below, the normal curve is not theirs. */
const leastExpected = 5
/** From this on a difference is called one. */
const sureEnough = 0.95
/** Chance to find a difference that is there, for which more mails are asked. */
const power = 0.8
/** More mails than this for each variant nobody will send: then there is no difference that matters. */
const mostMails = 50_000

/** How the variants of a step compare. `at` and `against` are places in the list that was given. */
export type Verdict =
  /** `at` is better than `against`, the next best; `sure` from 0.95 to 1. */
  | { readonly kind: 'better'; readonly at: number; readonly against: number; readonly sure: number }
  /** About so many more mails over these two would settle a difference like the one seen. `sure`: so far, 0 to 0.95. */
  | {
      readonly kind: 'open'
      readonly at: number
      readonly against: number
      readonly sure: number
      readonly more: number
    }
  /** They are so close that even many more mails would not tell them apart. */
  | { readonly kind: 'same' }
  /** Too few mails or replies to compare: about so many more in all. */
  | { readonly kind: 'few'; readonly more: number }
  /** There is one variant, or only one was sent. */
  | { readonly kind: 'alone' }

/**
 * Compares the best variant with the next best by the two-proportion z test (pooled, two-sided). Which two are compared is
 * chosen by looking, so p is multiplied by the number of pairs there are (Bonferroni): with many variants one of them is
 * ahead by chance. `sure` is 1 less that p.
 */
export function compareVariants(variants: readonly Performance[]): Verdict {
  const sent = variants
    .map(({ part, base }, at) => ({ at, base, part: Math.min(part, base) }))
    .filter((one) => one.base > 0)
  if (sent.length < 2) return { kind: 'alone' }
  const enough = sent.filter(({ base }) => base >= leastMails)
  if (enough.length < 2) return { kind: 'few', more: roundUp(missingMails(sent, leastMails)) }
  const [best, next] = enough.toSorted((a, b) => b.part / b.base - a.part / a.base || b.base - a.base || a.at - b.at)
  if (!best || !next) return { kind: 'alone' }
  const pooled = (best.part + next.part) / (best.base + next.base)
  if (Math.min(best.base, next.base) * pooled < leastExpected) {
    const wanted = pooled === 0 ? 2 * leastMails : Math.ceil(leastExpected / pooled)
    return { kind: 'few', more: roundUp(Math.max(missingMails([best, next], wanted), leastMails)) }
  }
  const pairs = (enough.length * (enough.length - 1)) / 2
  const sure = 1 - Math.min(1, pValue(best, next) * pairs)
  const places = { at: best.at, against: next.at }
  if (sure >= sureEnough) return { kind: 'better', ...places, sure }
  const wanted = mailsToTell(best.part / best.base, next.part / next.base, pairs)
  if (wanted > mostMails) return { kind: 'same' }
  return { kind: 'open', ...places, sure, more: roundUp(missingMails([best, next], wanted)) }
}

/** Two-sided p of the pooled two-proportion z test; 1 where both are all or nothing. */
export function pValue(a: Performance, b: Performance): number {
  const pooled = (a.part + b.part) / (a.base + b.base)
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / a.base + 1 / b.base))
  if (spread === 0) return 1
  return twoSidedP((a.part / a.base - b.part / b.base) / spread)
}

/** The chance of a value at least so many standard deviations off, either way. */
export const twoSidedP = (z: number): number => 2 * (1 - normal(Math.abs(z)))

/** Mails each of two needs so that a difference of these rates is found four times in five, for the given pairs. */
function mailsToTell(p: number, q: number, pairs: number): number {
  const gap = p - q
  if (gap === 0) return Number.POSITIVE_INFINITY
  const z = quantile(1 - (1 - sureEnough) / (2 * pairs)) + quantile(power)
  return Math.ceil((z * z * (p * (1 - p) + q * (1 - q))) / (gap * gap))
}

/** At the least some: what is not settled needs more, even where as many as planned were sent. */
const missingMails = (of: readonly { readonly base: number }[], wanted: number): number =>
  Math.max(
    of.reduce((sum, { base }) => sum + Math.max(0, wanted - base), 0),
    50,
  )

/** "About": to one figure below 1,000 and two above. */
function roundUp(count: number): number {
  const step = count < 100 ? 10 : count < 1_000 ? 100 : 10 ** (Math.floor(Math.log10(count)) - 1)
  return Math.ceil(count / step) * step
}

/** The share of the normal curve below z (Abramowitz and Stegun 7.1.26, off by less than 0.0000002). z from 0. */
function normal(z: number): number {
  const x = z / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  return 1 - 0.5 * sum * Math.exp(-x * x)
}

/** The z below which a share of the normal curve lies; shares above one half. */
function quantile(share: number): number {
  let [low, high] = [0, 10]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (normal(middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}
