import type { CampaignAlert } from '#shared/contract/alerts.ts'
import type { AlertLevel } from '#shared/domain/alerts/judge.ts'
import { formatNumber, formatShare } from '../../lib/format.ts'
import { t } from '../../lib/texts.ts'
import type { Tone } from '../../ui/badge.tsx'

export const alertTone: Readonly<Record<AlertLevel, Extract<Tone, 'info' | 'warn' | 'bad'>>> = {
  info: 'info',
  amber: 'warn',
  red: 'bad',
}

/** What is the matter, in a line. */
export function alertTitle({ kind, share, base, against, days }: CampaignAlert): string {
  const { titles } = t.alerts
  if (kind === 'bounce') return titles.bounce(formatShare(share ?? 0), formatNumber(base ?? 0))
  if (kind === 'stalled') return titles.stalled(days ?? 0)
  if (kind === 'reply_drop') return titles.reply_drop(formatShare(share ?? 0), formatShare(against ?? 0))
  return titles[kind]
}

/** Why it matters, and what to do. */
export function alertText({ kind, against }: CampaignAlert): string {
  const { texts } = t.alerts
  return kind === 'bounce' ? texts.bounce(formatShare(against ?? 0)) : texts[kind]
}
