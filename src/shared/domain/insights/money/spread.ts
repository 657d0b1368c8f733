/** How costs come to days, campaigns and clients. The rules are those of docs/money.md, to the cent. */
import { type Period, startOf } from '../analytics/period.ts'
import { dealt, divide, proportion } from './amounts.ts'

export const costKinds = ['plan', 'mailboxes', 'list', 'verification', 'own'] as const
export type CostKind = (typeof costKinds)[number]
/** What the price is for: once, each calendar month, each so many leads of a file, each so many credits. */
export const costBases = ['once', 'month', 'lead', 'credit'] as const
export type CostBasis = (typeof costBases)[number]

/** What a price of each kind can be for; the first is the usual one. */
export const basesOf: Readonly<Record<CostKind, readonly CostBasis[]>> = {
  plan: ['month', 'once'],
  mailboxes: ['month', 'once'],
  list: ['once', 'lead'],
  verification: ['credit'],
  own: ['once', 'month'],
}

/** When a cost counts, and how much of it: `quantity × cents`, once or for each month begun between `from` and `to`. */
export type Charge = {
  readonly cents: number
  readonly monthly: boolean
  readonly from: number
  /** Null: it goes on; a cost that is paid once then counts on its day. */
  readonly to: number | null
}

/** What falls on some days of one month: the days from `from` to `to` carry `cents` together. */
export type Chunk = { readonly month: number; readonly from: number; readonly to: number; readonly cents: number }

const monthEnd = (month: number): number => startOf(month + 31, 'month') - 1

/**
 * A charge in pieces of one calendar month each, as far as `until`. A month only partly covered carries its price by
 * days, rounded half up; a single amount over several months is divided by days.
 */
export function chunksOf({ cents, monthly, from, to }: Charge, until: number): readonly Chunk[] {
  const last = monthly ? Math.min(to ?? until, until) : (to ?? from)
  const chunks: { month: number; from: number; to: number; cents: number }[] = []
  for (let month = startOf(from, 'month'); month <= last; month = monthEnd(month) + 1) {
    const end = monthEnd(month)
    // Only what has an end is cut by it: of a month that is not over, the days to come are left out when asked for.
    const chunk = { month, from: Math.max(from, month), to: Math.min(monthly ? (to ?? end) : last, end), cents: 0 }
    if (monthly) chunk.cents = proportion(cents, chunk.to - chunk.from + 1, end - month + 1)
    chunks.push(chunk)
  }
  if (!monthly) {
    const parts = divide(
      cents,
      chunks.map((chunk) => chunk.to - chunk.from + 1),
    )
    for (const [at, chunk] of chunks.entries()) chunk.cents = parts?.[at] ?? 0
  }
  return chunks
}

/** Someone a piece is divided among: a campaign's or a client's id, and its weight. */
export type Weight<Id> = { readonly id: Id; readonly weight: number }

/**
 * One piece divided among `weights`, and of each part what falls into the period. Where nobody has a weight it stays
 * whole, with nobody (null). Parts outside the period are 0 and left out.
 */
export function partsIn<Id>(
  chunk: Chunk,
  weights: readonly Weight<Id>[],
  period: Period,
): ReadonlyMap<Id | null, number> {
  const parts = new Map<Id | null, number>()
  const days = chunk.to - chunk.from + 1
  const within = {
    days,
    first: Math.max(period.from, chunk.from) - chunk.from,
    last: Math.min(period.to, chunk.to) - chunk.from,
  }
  if (within.first > within.last) return parts
  const divided = divide(
    chunk.cents,
    weights.map(({ weight }) => weight),
  )
  let start = 0
  const deal = (id: Id | null, cents: number) => {
    const fallen = dealt(start, cents, within)
    start += cents
    if (fallen > 0) parts.set(id, (parts.get(id) ?? 0) + fallen)
  }
  if (!divided) deal(null, chunk.cents)
  else for (const [at, cents] of divided.entries()) deal(weights[at]?.id ?? null, cents)
  return parts
}

/** A client's part of a shared piece: a piece of the same days. */
export function shareOf(chunk: Chunk, weights: readonly number[], mine: number): Chunk {
  const divided =
    divide(chunk.cents, weights) ??
    divide(
      chunk.cents,
      weights.map(() => 1),
    ) ??
    []
  return { ...chunk, cents: divided[mine] ?? 0 }
}
