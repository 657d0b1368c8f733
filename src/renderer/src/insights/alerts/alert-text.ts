import type { ShownAlert } from '#shared/contract/insights/alerts.ts'
import type { AccountReason } from '#shared/domain/insights/alerts/evaluate-account.ts'
import type { AlertKind, AlertLevel } from '#shared/domain/insights/alerts/evaluate-campaign.ts'
import { minorDigits } from '#shared/domain/insights/money/amounts.ts'
import { formatAgo, formatDate, formatList, formatMoney, formatNumber, formatShare, t } from '../../core/lib/texts.ts'
import type { Tone } from '../../core/ui/badge.tsx'

export const alertTone: Readonly<Record<AlertLevel, Extract<Tone, 'info' | 'warn' | 'bad'>>> = {
  info: 'info',
  amber: 'warn',
  red: 'bad',
}

/** Describes one reason for an account's verdict, with its figures. */
export function reasonText({ kind, value, base, against }: AccountReason): string {
  const asShare = kind === 'bounces' || kind === 'replies'
  const limit = against === null ? '' : asShare ? formatShare(against) : formatNumber(against)
  const say: (...figures: string[]) => string = t.accounts.reasons[kind]
  return base === null ? say(formatNumber(value ?? 0), limit) : say(formatNumber(value ?? 0), formatNumber(base), limit)
}

/** Describes the problem in one line. */
export function alertTitle(alert: ShownAlert): string {
  const { kind, share, base, against, days, about, currency } = alert
  const { titles } = t.alerts
  const figures = [formatShare(share ?? 0), formatNumber(base ?? 0), formatShare(against ?? 0)] as const
  switch (kind) {
    case 'bounce':
      return titles.bounce(figures[0], figures[1])
    case 'stalled':
      return titles.stalled(days ?? 0)
    case 'reply_drop':
      return titles.reply_drop(figures[0], figures[2])
    case 'target_reply':
    case 'target_interested':
    case 'target_open':
    case 'target_unsubscribe':
      return titles[kind](...figures)
    case 'target_cost': {
      const unit = 10 ** (currency === null ? 2 : minorDigits(currency))
      return titles.target_cost(
        formatMoney((share ?? 0) / unit, currency),
        formatMoney((against ?? 0) / unit, currency),
      )
    }
    case 'mailbox':
      return about.kind === 'mailbox' ? reasonText(about.reason) : t.accounts.reasons.other()
    case 'contacts':
      return (against ?? 0) > 0
        ? titles.contacts(formatNumber(against ?? 0), figures[1])
        : titles.contactsNone(figures[1])
    case 'asked':
      return titles.asked(base ?? 0)
    case 'stopped':
    case 'finished':
      return titles[kind]
    default:
      return kind satisfies never
  }
}

const maxNamed = 3

/** Explains why it matters and what to do. */
export function alertText(alert: ShownAlert): string {
  const { kind, against, level, periodDays, about } = alert
  const words = t.alerts
  if (kind === 'bounce') return words.texts.bounce(formatShare(against ?? 0))
  const parts: string[] = []
  if (kind.startsWith('target_')) {
    if (periodDays !== null) parts.push(words.over(periodDays))
    if (kind !== 'target_cost') parts.push(level === 'info' ? words.chance : words.surely)
  }
  if (about.kind === 'mailbox') {
    const { campaigns, message } = about
    if (message !== null) parts.push(words.says(message))
    const names = formatList(campaigns.slice(0, maxNamed).map(({ name }) => name))
    parts.push(
      campaigns.length === 0 ? words.usedByNone : words.usedBy(names, Math.max(0, campaigns.length - maxNamed)),
    )
  }
  if (about.kind === 'contacts' && about.left > 0)
    parts.push(
      alert.days === null ? words.noPace : words.lasts(alert.days, formatNumber(Math.max(1, Math.round(about.perDay)))),
    )
  return [...parts, words.texts[kind]].join(' ')
}

/** Describes since when the alert exists and where its data comes from. */
export function alertOrigin({ since, readAt, kind }: ShownAlert): string {
  const { sources } = t.alerts
  if (kind === 'asked') return since === null ? '' : t.alerts.since(formatDate(since))
  const source = kind === 'mailbox' || kind === 'contacts' ? sources[kind] : sources.figures
  return [since && t.alerts.since(formatDate(since)), readAt && source(formatAgo(readAt))].filter(Boolean).join(', ')
}

/** Returns the name of the alert's subject; null if it is the client as a whole. */
export function aboutName({ about }: ShownAlert): string | null {
  if (about.kind === 'campaign') return about.name
  if (about.kind === 'asked') return about.email
  if (about.kind !== 'mailbox') return null
  return about.emails.length > 1 ? t.alerts.accountsOf(about.emails.length, about.domain) : about.email
}

/** Describes the alert's subject briefly: a campaign, accounts and their campaigns, or how long contacts will last. */
export function alertAbout(alert: ShownAlert): string {
  const words = t.alerts
  const { about, days } = alert
  const used = about.kind === 'mailbox' && about.campaigns.length > 0 ? words.inCampaigns(about.campaigns.length) : null
  const lasts = about.kind === 'contacts' && about.left > 0 && days !== null ? words.enoughFor(days) : null
  return [aboutName(alert), used, lasts, about.kind === 'asked' && about.email === null && words.notExportedYet]
    .filter(Boolean)
    .join(', ')
}

export const kindName = (kind: AlertKind): string => t.alerts.setting.kindNames[kind]
