/** Initial cost entry from three prices: the costs they create, and how much of them falls into a period. */
import type { ListId } from '../../../ids.ts'
import { dayOfDate } from '../../core/days.ts'
import type { Period } from '../analytics/period.ts'
import { proportion } from './amounts.ts'
import { type Charge, chunksOf, splitChunkInPeriod } from './spread.ts'

/** A list of leads for which costs are entered. */
export type PaidList = {
  readonly id: ListId
  readonly files: readonly { readonly importId: number; readonly rows: number; readonly day: string }[]
}

/** In cents, including fractions. */
export type FirstPrices = { readonly plan: number; readonly account: number; readonly lead: number }

/** A lead's price is a fraction of a cent, so it is stored as the price of this many leads. */
const leadsPriced = 1_000

type Common = { readonly from: string; readonly cents: number }
export type FirstCost =
  | (Common & { readonly kind: 'plan'; readonly basis: 'month' })
  | (Common & { readonly kind: 'mailboxes'; readonly basis: 'month'; readonly quantity: number })
  | (Common & {
      readonly kind: 'list'
      readonly basis: 'lead'
      readonly per: number
      readonly listId: ListId
      readonly importId: number
      /** Number of leads paid for. */
      readonly rows: number
    })

/** Returns the costs. `from`: YYYY-MM-DD. A list counts on its import's day, or on the first day if before. */
export function firstCosts(
  prices: FirstPrices,
  { from, accounts, lists }: { from: string; accounts: number; lists: readonly PaidList[] },
): readonly FirstCost[] {
  const leadCents = Math.round(prices.lead * leadsPriced)
  const dayFor = (day: string) => (day < from ? from : day)
  const common = { kind: 'list', basis: 'lead', cents: leadCents, per: leadsPriced } as const
  return [
    ...(prices.plan > 0 ? [{ kind: 'plan', basis: 'month', from, cents: Math.round(prices.plan) } as const] : []),
    ...(prices.account > 0 && accounts > 0
      ? [
          {
            kind: 'mailboxes',
            basis: 'month',
            from,
            cents: Math.round(prices.account),
            quantity: accounts,
          } as const,
        ]
      : []),
    ...(leadCents > 0
      ? lists.flatMap(({ id: listId, files }) =>
          // One price per file, because a price for the whole list would also count rows imported later, on a day in
          // the past.
          files.map(({ importId, rows, day }) => ({ ...common, listId, importId, from: dayFor(day), rows })),
        )
      : []),
  ]
}

/** Returns how much of a cost falls into a period, to the cent. */
export function centsIn(cost: FirstCost, period: Period): number {
  const charge: Charge = {
    from: dayOfDate(cost.from),
    to: null,
    monthly: cost.basis === 'month',
    cents:
      cost.kind === 'list'
        ? proportion(cost.rows, cost.cents, cost.per)
        : cost.cents * (cost.kind === 'mailboxes' ? cost.quantity : 1),
  }
  return chunksOf(charge, period.to).reduce(
    (sum, chunk) => sum + (splitChunkInPeriod(chunk, [], period).get(null) ?? 0),
    0,
  )
}
