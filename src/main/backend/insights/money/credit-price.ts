import { proportion } from '#shared/domain/insights/money/amounts.ts'
import type { StoredCost } from './cost-store.ts'

/** Returns a lookup of the credit price valid on a day; if there are several, the one that started last. */
export const createCreditPriceLookup =
  (costs: readonly StoredCost[]) =>
  (day: number): StoredCost | undefined =>
    costs
      .filter((cost) => cost.basis === 'credit' && cost.fromDay <= day && (cost.toDay === null || cost.toDay >= day))
      .toSorted((a, b) => b.fromDay - a.fromDay || b.id - a.id)[0]

/** Returns the cost of credits at a price; Instantly reports credits with at most three decimals. */
export const creditCents = (credits: number, { cents, per }: Pick<StoredCost, 'cents' | 'per'>): number =>
  proportion(Math.round(credits * 1000), cents, per * 1000)
