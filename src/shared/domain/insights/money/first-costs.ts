/** Three prices are enough to begin with: the costs they make, and what of them falls into a period. */
import type { ListId } from '../../../ids.ts'
import { dayOfDate } from '../../core/days.ts'
import type { Period } from '../analytics/period.ts'
import { proportion } from './amounts.ts'
import { type Charge, chunksOf, partsIn } from './spread.ts'

/** A list of leads, as costs are entered for it. */
export type PaidList = {
  readonly id: ListId
  readonly files: readonly { readonly importId: number; readonly rows: number; readonly day: string }[]
}

/** In cents, fractions of one too. */
export type FirstPrices = { readonly plan: number; readonly account: number; readonly lead: number }

/** A lead's price is a part of a cent: it is kept for so many. */
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
      /** Leads that are paid for. */
      readonly rows: number
    })

/** `from`: YYYY-MM-DD. A list counts on the day it was imported; one that was there before counts on the first day. */
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
          // A price for each file: one of the list whole would also count what is imported into it later, on a day past.
          files.map(({ importId, rows, day }) => ({ ...common, listId, importId, from: dayFor(day), rows })),
        )
      : []),
  ]
}

/** What of a cost counts in a period, to the cent. */
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
  return chunksOf(charge, period.to).reduce((sum, chunk) => sum + (partsIn(chunk, [], period).get(null) ?? 0), 0)
}
