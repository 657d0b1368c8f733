/** Evaluates a sending account's health, and what to know about a plan's contacts. Pure functions. */
import { wilsonInterval } from '../analytics/performers.ts'
import type { Alert, AlertLevel } from './evaluate-campaign.ts'

/**
 * Instantly's numbers. Account: -1 connection, -2 soft bounces, -3 sending. Warmup: -1 banned, -2 spam folder unknown,
 * -3 suspended.
 */
export type MailboxStatus = { readonly status: number | null; readonly warmupStatus: number | null }

/** Problems of an account, those of the account itself before those of its warmup. */
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

export function troubleOf({ status, warmupStatus }: MailboxStatus): MailboxTrouble | null {
  if (status !== null && status < 0) return accountTroubles[status] ?? 'other'
  if (warmupStatus !== null && warmupStatus < 0) return warmupTroubles[warmupStatus] ?? 'other'
  return null
}

/** Most severe first. */
export const verdicts = ['disconnected', 'burning', 'watch', 'healthy'] as const
export type AccountVerdict = (typeof verdicts)[number]

/** Reasons for a verdict: reported by Instantly, or derived from figures. */
export const reasonKinds = [...mailboxTroubles, 'bounces', 'score_low', 'score_drop', 'replies', 'over_limit'] as const
export type ReasonKind = (typeof reasonKinds)[number]

/** A reason with its figures: `value` of `base`, compared with `against`. Null if the reason has none. */
export type AccountReason = {
  readonly kind: ReasonKind
  readonly verdict: Exclude<AccountVerdict, 'healthy'>
  readonly value: number | null
  readonly base: number | null
  readonly against: number | null
}

export type AccountFacts = MailboxStatus & {
  /** Figures of the last 7 days. */
  readonly sent7: number
  readonly bounced7: number
  /** The last 14 days, and the 28 days before them. */
  readonly late: { readonly sent: number; readonly replied: number }
  readonly before: { readonly sent: number; readonly replied: number }
  readonly sentToday: number
  readonly dailyLimit: number | null
  /** Instantly's current warmup score, and the best of the last 14 days. */
  readonly score: number | null
  readonly bestScore: number | null
}

/** Bounce rates from which the operator is warned. */
export type BounceLimits = { readonly bounceAmber: number; readonly bounceRed: number }

/** A single bounce in ten emails is not meaningful. */
const minForBounces = 50
const minForReplies = 200
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
 * Returns the verdict on an account with all reasons, most severe first. The same figures give the same verdict on
 * every screen. It is only advice; nothing is paused because of it.
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
  if (sent7 >= minForBounces && bounced > limits.bounceAmber) {
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
  if (late.sent >= minForReplies && before.sent >= minForReplies) {
    const now = wilsonInterval({ part: Math.min(late.replied, late.sent), base: late.sent })
    const then = wilsonInterval({ part: Math.min(before.replied, before.sent), base: before.sent })
    // Fewer replies by more than chance: the 95 % intervals of the two rates do not overlap.
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

const reportedByInstantly: ReadonlySet<ReasonKind> = new Set(mailboxTroubles)

/**
 * Returns the alert for an evaluated account. An account to watch only raises an alert if Instantly itself reports the
 * reason. For an account no running campaign sends with, figures raise no alert, and no alert is red.
 */
export function alertOfAccount(reason: AccountReason | undefined, campaigns: number): Alert | null {
  if (!reason || ((reason.verdict === 'watch' || campaigns === 0) && !reportedByInstantly.has(reason.kind))) return null
  const level: AlertLevel = reason.verdict === 'watch' || campaigns === 0 ? 'amber' : 'red'
  const share = reason.kind === 'bounces' && reason.base ? (reason.value ?? 0) / reason.base : null
  return { kind: 'mailbox', level, share, base: reason.base, against: reason.against, days: null }
}

/** `perDay`: contacts added by Sendoff's exports per day, over the last 30 days. */
export type ContactsUse = { readonly left: number; readonly limit: number; readonly perDay: number }

const amberDays = 7
const redDays = 2
/** Threshold used if there is no rate of use. */
const amberShare = 0.05

export function evaluateContacts({ left, limit, perDay }: ContactsUse): Alert | null {
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
