/** Money figures in words; an unknown figure is described as such, never shown as 0. */
import {
  type CostRatio,
  costBasesOf,
  costPer,
  type MoneyFigures,
  roiOf,
} from '#shared/domain/insights/money/figures.ts'
import { formatCents, formatPrice, formatTimes, t } from '../../core/lib/texts.ts'

/** Formats the figure; null if there is none, for which `whyNone` gives the reason. */
export function ratioText(ratio: CostRatio, figures: MoneyFigures, currency: string): string | null {
  const cents = costPer(ratio, figures)
  return cents === null ? null : formatCents(cents, currency)
}

export function whyNone(ratio: CostRatio, figures: MoneyFigures): string {
  if (figures.costCents === null || figures.costCents === 0) return t.money.noCost
  const base = figures[costBasesOf[ratio]]
  return base === null ? t.money.syncing : base === 0 ? t.money.noBase : ''
}

export const amountText = (cents: number | null, currency: string): string | null =>
  cents === null ? null : formatCents(cents, currency)

/** Formats the figure briefly, without cents from `wholeFrom` up, as a click shows them. */
export function ratioShort(ratio: CostRatio, figures: MoneyFigures, currency: string, wholeFrom = 10): string | null {
  const cents = costPer(ratio, figures)
  return cents === null ? null : formatPrice(cents, currency, wholeFrom)
}

/** Returns `6.2×`; null if nothing was spent or the revenue is unknown. */
export function roiText(figures: Pick<MoneyFigures, 'costCents' | 'revenueCents'>): string | null {
  const roi = roiOf(figures)
  return roi === null ? null : formatTimes(roi)
}
