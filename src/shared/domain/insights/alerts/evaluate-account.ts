/** How a sending account stands, and what of a client's plan an operator should hear of. Pure. */
import { interval } from '../analytics/performers.ts'
import type { Alert, AlertLevel } from './evaluate-campaign.ts'

/** Instantly's numbers. Account: -1 connection, -2 soft bounces, -3 sending. Warmup: -1 banned, -2 spam folder unknown, -3 suspended. */
export type MailboxStanding = { readonly status: number | null; readonly warmupStatus: number | null }

/** What is wrong with a mailbox, the account before its warmup; null where nothing is. */
export const mailboxTroubles = [
  'connection',
  'soft_bounce',
  'sending',
  'banned',
  'spam_unknown',
  'suspended',
  'other',
] as const
export type MailboxTrouble = (typeof mailboxTroubles)[number]

const accountTroubles: Readonly<Record<number, MailboxTrouble>> = {
  [-1]: 'connection',
  [-2]: 'soft_bounce',
  [-3]: 'sending',
}
const warmupTroubles: Readonly<Record<number, MailboxTrouble>> = {
  [-1]: 'banned',
  [-2]: 'spam_unknown',
  [-3]: 'suspended',
}

export function troubleOf({ status, warmupStatus }: MailboxStanding): MailboxTrouble | null {
  if (status !== null && status < 0) return accountTroubles[status] ?? 'other'
  if (warmupStatus !== null && warmupStatus < 0) return warmupTroubles[warmupStatus] ?? 'other'
  return null
}

/** The worst first. */
export const verdicts = ['disconnected', 'burning', 'watch', 'healthy'] as const
export type AccountVerdict = (typeof verdicts)[number]

/** What a verdict stands on: what Instantly says, and what the figures show. */
export const reasonKinds = [...mailboxTroubles, 'bounces', 'score_low', 'score_drop', 'replies', 'over_limit'] as const
export type ReasonKind = (typeof reasonKinds)[number]

/** A reason with its figures: `value` of `base`, set against `against`. Null where it has none. */
export type AccountReason = {
  readonly kind: ReasonKind
  readonly verdict: Exclude<AccountVerdict, 'healthy'>
  readonly value: number | null
  readonly base: number | null
  readonly against: number | null
}

export type AccountFacts = MailboxStanding & {
  /** The last 7 days. */
  readonly sent7: number
  readonly bounced7: number
  /** The last 14 days, and the 28 before them. */
  readonly late: { readonly sent: number; readonly replied: number }
  readonly before: { readonly sent: number; readonly replied: number }
  readonly sentToday: number
  readonly dailyLimit: number | null
  /** Instantly's warmup score now, and the best of the last 14 days. */
  readonly score: number | null
  readonly bestScore: number | null
}

/** Shares of bounced emails from which on it is told. */
export type BounceLimits = { readonly bounceAmber: number; readonly bounceRed: number }

/** One bounce of ten emails says nothing. */
const leastForBounces = 50
const leastForReplies = 200
const burningScore = 60
const watchedScore = 80
const watchedDrop = 10

const verdictOfTrouble: Readonly<Record<MailboxTrouble, AccountReason['verdict']>> = {
  connection: 'disconnected',
  sending: 'disconnected',
  other: 'disconnected',
  banned: 'burning',
  suspended: 'burning',
  soft_bounce: 'watch',
  spam_unknown: 'watch',
}

/**
 * How an account stands, with every reason, the worst first. The same figures give the same verdict wherever it is shown.
 * It proposes; nothing is paused by it.
 */
export function evaluateAccount(
  facts: AccountFacts,
  limits: BounceLimits,
): { readonly verdict: AccountVerdict; readonly reasons: readonly AccountReason[] } {
  const reasons: AccountReason[] = []
  const trouble = troubleOf(facts)
  if (trouble !== null) {
    reasons.push({ kind: trouble, verdict: verdictOfTrouble[trouble], value: null, base: null, against: null })
  }
  const { sent7, bounced7, score, bestScore, late, before, sentToday, dailyLimit } = facts
  const bounced = sent7 === 0 ? 0 : bounced7 / sent7
  if (sent7 >= leastForBounces && bounced > limits.bounceAmber) {
    const burns = bounced > limits.bounceRed
    reasons.push({
      kind: 'bounces',
      verdict: burns ? 'burning' : 'watch',
      value: bounced7,
      base: sent7,
      against: burns ? limits.bounceRed : limits.bounceAmber,
    })
  }
  if (score !== null && score < watchedScore) {
    const burns = score < burningScore
    const against = burns ? burningScore : watchedScore
    reasons.push({ kind: 'score_low', verdict: burns ? 'burning' : 'watch', value: score, base: null, against })
  } else if (score !== null && bestScore !== null && bestScore - score >= watchedDrop) {
    reasons.push({ kind: 'score_drop', verdict: 'watch', value: score, base: null, against: bestScore })
  }
  if (late.sent >= leastForReplies && before.sent >= leastForReplies) {
    const now = interval({ part: Math.min(late.replied, late.sent), base: late.sent })
    const then = interval({ part: Math.min(before.replied, before.sent), base: before.sent })
    // Fewer by more than chance: the 95 % intervals of both shares do not touch.
    if (now.high < then.low) {
      const against = before.replied / before.sent
      reasons.push({ kind: 'replies', verdict: 'watch', value: late.replied, base: late.sent, against })
    }
  }
  if (dailyLimit !== null && sentToday > dailyLimit) {
    reasons.push({ kind: 'over_limit', verdict: 'watch', value: sentToday, base: null, against: dailyLimit })
  }
  const sorted = reasons.toSorted((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict))
  return { verdict: sorted[0]?.verdict ?? 'healthy', reasons: sorted }
}

const saidByInstantly: ReadonlySet<ReasonKind> = new Set(mailboxTroubles)

/**
 * The alert of a judged account. One to watch is told of only where Instantly itself says why. Of one that no running
 * campaign sends with nothing is said by its figures, and nothing is red.
 */
export function alertOfAccount(reason: AccountReason | undefined, campaigns: number): Alert | null {
  if (!reason || ((reason.verdict === 'watch' || campaigns === 0) && !saidByInstantly.has(reason.kind))) return null
  const level: AlertLevel = reason.verdict === 'watch' || campaigns === 0 ? 'amber' : 'red'
  const share = reason.kind === 'bounces' && reason.base ? (reason.value ?? 0) / reason.base : null
  return { kind: 'mailbox', level, share, base: reason.base, against: reason.against, days: null }
}

/** `perDay`: contacts our exports brought in, a day, over the last 30 days. */
export type ContactsStanding = { readonly left: number; readonly limit: number; readonly perDay: number }

const amberDays = 7
const redDays = 2
/** Without a pace, so little is worth saying. */
const amberShare = 0.05

export function evaluateContacts({ left, limit, perDay }: ContactsStanding): Alert | null {
  const days = perDay > 0 ? Math.floor(left / perDay) : null
  const alert = (level: AlertLevel): Alert => ({
    kind: 'contacts',
    level,
    share: limit > 0 ? left / limit : null,
    base: limit,
    against: left,
    days,
  })
  if (left <= 0 || (days !== null && days < redDays)) return alert('red')
  if ((days !== null && days < amberDays) || left < limit * amberShare) return alert('amber')
  return null
}
