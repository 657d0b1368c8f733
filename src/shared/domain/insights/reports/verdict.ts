/** Rates a period with one of four levels, by rules that can be explained to a client. Pure functions. */
import { enoughPeople } from '../analytics/performers.ts'

export const verdictLevels = ['good', 'average', 'attention', 'early'] as const
/** `early`: too few people were contacted for a meaningful rate. */
export type VerdictLevel = (typeof verdictLevels)[number]

/** Reply rates by Instantly's Cold Email Benchmark Report 2026: the average, and the best quarter's threshold. */
export const benchmark = { average: 0.0343, bestQuarter: 0.055 } as const

/** Below this fraction of the client's own target, or of the average, the period needs attention. */
const ownTargetFloor = 0.7
const averageFloor = 0.5

export type VerdictFacts = {
  readonly contacted: number
  readonly replied: number
  /** Totals over the campaigns' lifetime, because bounces are not reported by day. */
  readonly life: { readonly sent: number; readonly bounced: number }
}

export type VerdictRules = {
  /** Target for replies ÷ people contacted, as agreed with the client; null: use the benchmark. */
  readonly replyTarget: number | null
  /** Bounced ÷ sent: above the first, the period is not good; above the second, it needs attention. */
  readonly bounceAmber: number
  readonly bounceRed: number
}

export type VerdictReason =
  | { readonly kind: 'early'; readonly contacted: number; readonly needed: number }
  | { readonly kind: 'target'; readonly share: number; readonly target: number; readonly reached: boolean }
  | {
      readonly kind: 'benchmark'
      readonly share: number
      readonly place: 'best' | 'above' | 'below' | 'far_below'
    }
  | { readonly kind: 'bounces'; readonly share: number; readonly limit: number }

export type Verdict = { readonly level: VerdictLevel; readonly reasons: readonly VerdictReason[] }

/** With fewer emails, the bounce rate is not meaningful. */
const mailsForBounces = 50

export function verdictOf(facts: VerdictFacts, rules: VerdictRules): Verdict {
  const bounces = bouncesOf(facts, rules)
  const bad = bounces !== null && bounces.share > rules.bounceRed
  if (facts.contacted < enoughPeople) {
    const early: VerdictReason = { kind: 'early', contacted: facts.contacted, needed: enoughPeople }
    return { level: bad ? 'attention' : 'early', reasons: bounces ? [early, bounces] : [early] }
  }
  const share = facts.replied / facts.contacted
  const { replyTarget } = rules
  const [byReplies, reason] = replyTarget === null ? compareWithBenchmark(share) : compareWithTarget(share, replyTarget)
  const level = bad ? 'attention' : bounces && byReplies === 'good' ? 'average' : byReplies
  return { level, reasons: bounces ? [reason, bounces] : [reason] }
}

function bouncesOf({ life }: VerdictFacts, rules: VerdictRules) {
  if (life.sent < mailsForBounces) return null
  const share = life.bounced / life.sent
  if (share <= rules.bounceAmber) return null
  return { kind: 'bounces', share, limit: share > rules.bounceRed ? rules.bounceRed : rules.bounceAmber } as const
}

function compareWithTarget(share: number, target: number): readonly [VerdictLevel, VerdictReason] {
  const level = share >= target ? 'good' : share >= target * ownTargetFloor ? 'average' : 'attention'
  return [level, { kind: 'target', share, target, reached: share >= target }]
}

function compareWithBenchmark(share: number): readonly [VerdictLevel, VerdictReason] {
  if (share >= benchmark.bestQuarter) return ['good', { kind: 'benchmark', share, place: 'best' }]
  if (share >= benchmark.average) return ['average', { kind: 'benchmark', share, place: 'above' }]
  if (share >= benchmark.average * averageFloor) return ['average', { kind: 'benchmark', share, place: 'below' }]
  return ['attention', { kind: 'benchmark', share, place: 'far_below' }]
}
