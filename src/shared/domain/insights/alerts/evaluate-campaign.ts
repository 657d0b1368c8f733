/** What of a campaign's figures an operator should hear of. Pure: the same figures give the same alerts. */

import type { CampaignState } from '../../campaigns/campaign-state.ts'
import { interval } from '../analytics/performers.ts'

export const alertKinds = [
  'bounce',
  'stopped',
  'stalled',
  'reply_drop',
  'finished',
  'target_reply',
  'target_interested',
  'target_open',
  'target_unsubscribe',
  'target_cost',
  'mailbox',
  'contacts',
  'asked',
] as const
export type AlertKind = (typeof alertKinds)[number]
/** `info` is worth knowing; `amber` should be looked at; `red` costs reputation while it goes on. */
export type AlertLevel = 'info' | 'amber' | 'red'

export type Alert = {
  readonly kind: AlertKind
  readonly level: AlertLevel
  /** The share it is about, of how many; null where it is about none. Of costs: cents for a reply, of how many replies. */
  readonly share: number | null
  readonly base: number | null
  /** What the share is set against: a limit or target of the settings, or the share of before. */
  readonly against: number | null
  /** Days without a mail, or since the last one; days that contacts last. */
  readonly days: number | null
}

/** Shares of mails sent, and which kinds are looked for. */
export type AlertRules = {
  readonly bounceAmber: number
  readonly bounceRed: number
  readonly kinds: readonly AlertKind[]
}

/** Where no rule is set: limits senders usually keep. Mail providers publish none. */
export const usualRules: AlertRules = { bounceAmber: 0.02, bounceRed: 0.05, kinds: alertKinds }

/** What the operator wants to reach; null: no target. Shares are of people contacted. */
export type AlertTargets = {
  readonly open: number | null
  readonly reply: number | null
  /** Labelled as interested or further, by whoever gave the label. */
  readonly interested: number | null
  /** The most. */
  readonly unsubscribe: number | null
  /** The most, in hundredths of the currency costs are in. */
  readonly costPerReplyCents: number | null
}
export const noTargets: AlertTargets = {
  open: null,
  reply: null,
  interested: null,
  unsubscribe: null,
  costPerReplyCents: null,
}

/** Targets with the days they are looked at over, and how much must be known before they are. */
export type TargetRules = { readonly targets: AlertTargets; readonly minPeople: number }

export type CampaignFacts = {
  readonly state: CampaignState
  readonly sent: number
  readonly bounced: number
  /** Days since a mail was sent; null where none ever was. */
  readonly quietDays: number | null
  /** The last 14 days, and the 28 before them. */
  readonly late: { readonly sent: number; readonly replied: number }
  readonly before: { readonly sent: number; readonly replied: number }
  /** The days targets are looked at over. Opens null: not measured. Interested null: labels are not read yet. Cents null: costs are not known. */
  readonly period: {
    readonly sent: number
    readonly contacted: number
    readonly opened: number | null
    readonly replied: number
    readonly interested: number | null
    readonly costCents: number | null
  }
  /** Of its whole life: Instantly does not say unsubscribes by day. */
  readonly life: { readonly contacted: number; readonly unsubscribed: number }
}

/** One bounce of three mails says nothing. */
const mailsForBounces = 50
const mailsForDrop = 200
/** A weekend and a day of rest pass without a mail in most schedules. */
const stalledAfterDays = 4
const finishedForDays = 7

const stoppedStates: ReadonlySet<CampaignState> = new Set(['suspended', 'unhealthy', 'bounce_protect'])

/** What to tell of a campaign, at most one of a kind, the worst first. */
export function evaluateCampaign(
  facts: CampaignFacts,
  rules: AlertRules,
  wanted: TargetRules | null = null,
): readonly Alert[] {
  const order: readonly AlertLevel[] = ['red', 'amber', 'info']
  return [
    bounces(facts, rules),
    stopped(facts),
    stalled(facts),
    replyDrop(facts),
    finished(facts),
    ...(wanted ? missedTargets(facts, wanted) : []),
  ]
    .filter((alert) => alert !== null)
    .filter(({ kind }) => rules.kinds.includes(kind))
    .toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
}

const plain = { share: null, base: null, against: null, days: null } as const

function bounces({ state, sent, bounced }: CampaignFacts, rules: AlertRules): Alert | null {
  // Of a campaign that sends no more, nothing can be done.
  if (sent < mailsForBounces || state === 'completed' || state === 'gone') return null
  const share = bounced / sent
  if (share <= rules.bounceAmber) return null
  const level = share > rules.bounceRed ? 'red' : 'amber'
  return {
    ...plain,
    kind: 'bounce',
    level,
    share,
    base: sent,
    against: level === 'red' ? rules.bounceRed : rules.bounceAmber,
  }
}

const stopped = ({ state }: CampaignFacts): Alert | null =>
  stoppedStates.has(state) ? { ...plain, kind: 'stopped', level: 'red' } : null

const stalled = ({ state, quietDays }: CampaignFacts): Alert | null =>
  state === 'running' && quietDays !== null && quietDays >= stalledAfterDays
    ? { ...plain, kind: 'stalled', level: 'amber', days: quietDays }
    : null

/** Fewer replies a mail than before, by more than chance: the 95 % intervals of both shares do not touch. */
function replyDrop({ state, late, before }: CampaignFacts): Alert | null {
  if (state !== 'running' || late.sent < mailsForDrop || before.sent < mailsForDrop) return null
  const now = interval({ part: Math.min(late.replied, late.sent), base: late.sent })
  const then = interval({ part: Math.min(before.replied, before.sent), base: before.sent })
  if (now.high >= then.low) return null
  return {
    ...plain,
    kind: 'reply_drop',
    level: 'amber',
    share: late.replied / late.sent,
    base: late.sent,
    against: before.replied / before.sent,
  }
}

const finished = ({ state, quietDays }: CampaignFacts): Alert | null =>
  state === 'completed' && quietDays !== null && quietDays <= finishedForDays
    ? { ...plain, kind: 'finished', level: 'info', days: quietDays }
    : null

/** Of a running campaign, where enough is known. */
function missedTargets(facts: CampaignFacts, { targets, minPeople }: TargetRules): readonly (Alert | null)[] {
  const { state, period, life } = facts
  if (state !== 'running' && state !== 'subsequences') return []
  const share = (
    kind: AlertKind,
    target: number | null,
    part: number | null,
    base: number,
    side: 'least' | 'most',
  ): Alert | null => {
    if (target === null || part === null || base < minPeople) return null
    const reached = part / base
    if (side === 'least' ? reached >= target : reached <= target) return null
    // By more than chance: the 95 % interval leaves the target out.
    const { low, high } = interval({ part: Math.min(part, base), base })
    const surely = side === 'least' ? high < target : low > target
    return { ...plain, kind, level: surely ? 'amber' : 'info', share: reached, base, against: target }
  }
  return [
    share('target_reply', targets.reply, period.replied, period.contacted, 'least'),
    share('target_interested', targets.interested, period.interested, period.contacted, 'least'),
    share('target_open', targets.open, period.opened, period.contacted, 'least'),
    share('target_unsubscribe', targets.unsubscribe, life.unsubscribed, life.contacted, 'most'),
    costs(facts, targets.costPerReplyCents, minPeople),
  ]
}

function costs({ period }: CampaignFacts, target: number | null, minPeople: number): Alert | null {
  const { costCents, replied, contacted } = period
  if (target === null || costCents === null || contacted < minPeople) return null
  // Without a reply all of it was for none: the share is what was spent so far.
  const each = costCents / Math.max(1, replied)
  if (each <= target) return null
  return { ...plain, kind: 'target_cost', level: 'amber', share: each, base: replied, against: target }
}
