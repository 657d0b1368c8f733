/** Spreads costs over days, campaigns and clients. The rules are those in docs/money.md, to the cent. */
import { intervalStartOf, type Period } from '../analytics/period.ts'
import { dealCents, divideCents, proportion } from './amounts.ts'

export const costKinds = ['plan', 'mailboxes', 'list', 'verification', 'own'] as const
export type CostKind = (typeof costKinds)[number]
/** What the price applies to: once, per calendar month, per number of leads of a file, per number of credits. */
export const costBases = ['once', 'month', 'lead', 'credit'] as const
export type CostBasis = (typeof costBases)[number]

/** Bases available for each kind of cost; the first is the default. */
export const basesOf: Readonly<Record<CostKind, readonly CostBasis[]>> = {
  plan: ['month', 'once'],
  mailboxes: ['month', 'once'],
  list: ['once', 'lead'],
  verification: ['credit'],
  own: ['once', 'month'],
}

/** The time and amount of a cost: `quantity × cents`, once or for each month begun between `from` and `to`. */
export type Charge = {
  readonly cents: number
  readonly monthly: boolean
  readonly from: number
  /** Null: no end; a one-off cost then counts on its first day. */
  readonly to: number | null
}

/** The part of a cost within one month: `cents` in total for the days from `from` to `to`. */
export type CostChunk = { readonly month: number; readonly from: number; readonly to: number; readonly cents: number }

const monthEnd = (month: number): number => intervalStartOf(month + 31, 'month') - 1

/**
 * Splits a charge into pieces of one calendar month each, up to `until`. A partly covered month is charged by days,
 * rounded half up; a single amount over several months is split by days.
 */
export function chunksOf({ cents, monthly, from, to }: Charge, until: number): readonly CostChunk[] {
  const last = monthly ? Math.min(to ?? until, until) : (to ?? from)
  const chunks: { month: number; from: number; to: number; cents: number }[] = []
  for (let month = intervalStartOf(from, 'month'); month <= last; month = monthEnd(month) + 1) {
    const end = monthEnd(month)
    // A month is only shortened by the charge's own end. If the month is not over, its remaining days are left out when
    // a period is requested.
    const chunk = { month, from: Math.max(from, month), to: Math.min(monthly ? (to ?? end) : last, end), cents: 0 }
    if (monthly) chunk.cents = proportion(cents, chunk.to - chunk.from + 1, end - month + 1)
    chunks.push(chunk)
  }
  if (!monthly) {
    const parts = divideCents(
      cents,
      chunks.map((chunk) => chunk.to - chunk.from + 1),
    )
    for (const [at, chunk] of chunks.entries()) chunk.cents = parts?.[at] ?? 0
  }
  return chunks
}

/** A recipient of part of a piece: the id of a campaign or client, and its weight. */
export type Weight<Id> = { readonly id: Id; readonly weight: number }

/**
 * Splits one piece by `weights` and returns how much of each part falls into the period. If all weights are 0, the
 * whole piece is assigned to null. Parts outside the period are 0 and left out.
 */
export function splitChunkInPeriod<Id>(
  chunk: CostChunk,
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
  const divided = divideCents(
    chunk.cents,
    weights.map(({ weight }) => weight),
  )
  let start = 0
  const deal = (id: Id | null, cents: number) => {
    const fallen = dealCents(start, cents, within)
    start += cents
    if (fallen > 0) parts.set(id, (parts.get(id) ?? 0) + fallen)
  }
  if (!divided) deal(null, chunk.cents)
  else for (const [at, cents] of divided.entries()) deal(weights[at]?.id ?? null, cents)
  return parts
}

/** Returns a client's share of a shared piece, over the same days. */
export function shareOfChunk(chunk: CostChunk, weights: readonly number[], mine: number): CostChunk {
  const divided =
    divideCents(chunk.cents, weights) ??
    divideCents(
      chunk.cents,
      weights.map(() => 1),
    ) ??
    []
  return { ...chunk, cents: divided[mine] ?? 0 }
}
