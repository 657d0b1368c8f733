import { proportion } from '#shared/domain/insights/money/amounts.ts'
import type { StoredCost } from './cost-store.ts'

/** The price that held for credits on a day: of several the one that began last. */
export const creditPriceOf =
  (costs: readonly StoredCost[]) =>
  (day: number): StoredCost | undefined =>
    costs
      .filter((cost) => cost.basis === 'credit' && cost.fromDay <= day && (cost.toDay === null || cost.toDay >= day))
      .toSorted((a, b) => b.fromDay - a.fromDay || b.id - a.id)[0]

/** What credits cost at a price; Instantly tells them with three digits behind the point at most. */
export const creditCents = (credits: number, { cents, per }: Pick<StoredCost, 'cents' | 'per'>): number =>
  proportion(Math.round(credits * 1000), cents, per * 1000)
