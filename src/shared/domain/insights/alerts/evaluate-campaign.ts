/** Finds what an operator should know about a campaign's figures. Pure: the same figures give the same alerts. */

import type { CampaignState } from '../../campaigns/campaign-state.ts'
import { wilsonInterval } from '../analytics/performers.ts'

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
/** `info`: worth knowing; `amber`: should be looked at; `red`: costs reputation as long as it lasts. */
export type AlertLevel = 'info' | 'amber' | 'red'

export type Alert = {
  readonly kind: AlertKind
  readonly level: AlertLevel
  /** The rate the alert is about and its base; null if none. For costs: cents per reply, and the number of replies. */
  readonly share: number | null
  readonly base: number | null
  /** What the rate is compared with: a limit or target from the settings, or the earlier rate. */
  readonly against: number | null
  /** Days without an email, or since the last one; or days the contacts will last. */
  readonly days: number | null
}

/** Thresholds as fractions of emails sent, and the kinds of alerts to check. */
export type AlertRules = {
  readonly bounceAmber: number
  readonly bounceRed: number
  readonly kinds: readonly AlertKind[]
}

/** Defaults: limits senders usually keep to. Email providers publish none. */
export const defaultAlertRules: AlertRules = { bounceAmber: 0.02, bounceRed: 0.05, kinds: alertKinds }

/** The operator's targets; null: no target. Rates are fractions of people contacted. */
export type AlertTargets = {
  readonly open: number | null
  readonly reply: number | null
  /** Labelled as interested or further, regardless of who set the label. */
  readonly interested: number | null
  /** Maximum rate. */
  readonly unsubscribe: number | null
  /** Maximum, in hundredths of the currency of the costs. */
  readonly costPerReplyCents: number | null
}
export const noTargets: AlertTargets = {
  open: null,
  reply: null,
  interested: null,
  unsubscribe: null,
  costPerReplyCents: null,
}

/** Targets, and the minimum number of people before they are evaluated. */
export type TargetRules = { readonly targets: AlertTargets; readonly minPeople: number }

export type CampaignFacts = {
  readonly state: CampaignState
  readonly sent: number
  readonly bounced: number
  /** Days since an email was sent; null if none was ever sent. */
  readonly quietDays: number | null
  /** The last 14 days, and the 28 before them. */
  readonly late: { readonly sent: number; readonly replied: number }
  readonly before: { readonly sent: number; readonly replied: number }
  /**
   * The period targets are evaluated over. Opens null: not tracked. Interested null: labels are not synced yet. Cents
   * null: costs are not known.
   */
  readonly period: {
    readonly sent: number
    readonly contacted: number
    readonly opened: number | null
    readonly replied: number
    readonly interested: number | null
    readonly costCents: number | null
  }
  /** Totals over the campaign's lifetime: Instantly does not report unsubscribes by day. */
  readonly life: { readonly contacted: number; readonly unsubscribed: number }
}

/** A single bounce in three emails is not meaningful. */
const mailsForBounces = 50
const mailsForDrop = 200
/** In most schedules, a weekend and a holiday pass without an email. */
const stalledAfterDays = 4
const finishedForDays = 7

const stoppedStates: ReadonlySet<CampaignState> = new Set(['suspended', 'unhealthy', 'bounce_protect'])

/** Returns the alerts of a campaign, at most one of each kind, most severe first. */
export function evaluateCampaign(
  facts: CampaignFacts,
  rules: AlertRules,
  wanted: TargetRules | null = null,
): readonly Alert[] {
  const order: readonly AlertLevel[] = ['red', 'amber', 'info']
  return [
    bounceAlert(facts, rules),
    stoppedAlert(facts),
    stalledAlert(facts),
    replyDropAlert(facts),
    finishedAlert(facts),
    ...(wanted ? targetAlerts(facts, wanted) : []),
  ]
    .filter((alert) => alert !== null)
    .filter(({ kind }) => rules.kinds.includes(kind))
    .toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
}

const noFiguresOfAlert = { share: null, base: null, against: null, days: null } as const

function bounceAlert({ state, sent, bounced }: CampaignFacts, rules: AlertRules): Alert | null {
  // If a campaign no longer sends, nothing can be done about it.
  if (sent < mailsForBounces || state === 'completed' || state === 'gone') return null
  const share = bounced / sent
  if (share <= rules.bounceAmber) return null
  const level = share > rules.bounceRed ? 'red' : 'amber'
  return {
    ...noFiguresOfAlert,
    kind: 'bounce',
    level,
    share,
    base: sent,
    against: level === 'red' ? rules.bounceRed : rules.bounceAmber,
  }
}

const stoppedAlert = ({ state }: CampaignFacts): Alert | null =>
  stoppedStates.has(state) ? { ...noFiguresOfAlert, kind: 'stopped', level: 'red' } : null

const stalledAlert = ({ state, quietDays }: CampaignFacts): Alert | null =>
  state === 'running' && quietDays !== null && quietDays >= stalledAfterDays
    ? { ...noFiguresOfAlert, kind: 'stalled', level: 'amber', days: quietDays }
    : null

/** Fewer replies per email than before, by more than chance: the 95 % intervals of the two rates do not overlap. */
function replyDropAlert({ state, late, before }: CampaignFacts): Alert | null {
  if (state !== 'running' || late.sent < mailsForDrop || before.sent < mailsForDrop) return null
  const now = wilsonInterval({ part: Math.min(late.replied, late.sent), base: late.sent })
  const then = wilsonInterval({ part: Math.min(before.replied, before.sent), base: before.sent })
  if (now.high >= then.low) return null
  return {
    ...noFiguresOfAlert,
    kind: 'reply_drop',
    level: 'amber',
    share: late.replied / late.sent,
    base: late.sent,
    against: before.replied / before.sent,
  }
}

const finishedAlert = ({ state, quietDays }: CampaignFacts): Alert | null =>
  state === 'completed' && quietDays !== null && quietDays <= finishedForDays
    ? { ...noFiguresOfAlert, kind: 'finished', level: 'info', days: quietDays }
    : null

/** Checks targets of a running campaign, if there is enough data. */
function targetAlerts(facts: CampaignFacts, { targets, minPeople }: TargetRules): readonly (Alert | null)[] {
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
    // By more than chance: the target is outside the 95 % interval.
    const { low, high } = wilsonInterval({ part: Math.min(part, base), base })
    const surely = side === 'least' ? high < target : low > target
    return { ...noFiguresOfAlert, kind, level: surely ? 'amber' : 'info', share: reached, base, against: target }
  }
  return [
    share('target_reply', targets.reply, period.replied, period.contacted, 'least'),
    share('target_interested', targets.interested, period.interested, period.contacted, 'least'),
    share('target_open', targets.open, period.opened, period.contacted, 'least'),
    share('target_unsubscribe', targets.unsubscribe, life.unsubscribed, life.contacted, 'most'),
    costAlert(facts, targets.costPerReplyCents, minPeople),
  ]
}

function costAlert({ period }: CampaignFacts, target: number | null, minPeople: number): Alert | null {
  const { costCents, replied, contacted } = period
  if (target === null || costCents === null || contacted < minPeople) return null
  // Without any reply, the cost per reply is everything spent so far.
  const each = costCents / Math.max(1, replied)
  if (each <= target) return null
  return { ...noFiguresOfAlert, kind: 'target_cost', level: 'amber', share: each, base: replied, against: target }
}
