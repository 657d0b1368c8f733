import type { Counter, CountRow } from '../state/life-types.ts'
import type { Campaign } from '../state/world-types.ts'
import type { Span } from './span.ts'

export type Sums = Readonly<Record<Counter, number>>

/** Returns the campaigns' counters of the requested days; subsequences count with their campaign. */
export function countRowsIn(campaigns: readonly Campaign[], span: Span): CountRow[] {
  return campaigns.flatMap((campaign) =>
    [...campaign.life.rows.values()].filter((row) => row.day >= span.first && row.day <= span.last),
  )
}

export function sumCountRows(rows: readonly CountRow[]): Sums {
  const sums: Record<string, number> = {}
  for (const counter of counters) sums[counter] = 0
  for (const row of rows) {
    for (const [counter, count] of Object.entries(row.counts)) sums[counter] = (sums[counter] ?? 0) + count
  }
  return sums as Sums
}

/** Sums rows by the name of their group, sorted by name. */
export function sumCountRowsBy(rows: readonly CountRow[], groupOf: (row: CountRow) => string): [string, Sums][] {
  return [...Map.groupBy(rows, groupOf)]
    .map(([group, own]): [string, Sums] => [group, sumCountRows(own)])
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

const counters: readonly Counter[] = [
  'sent',
  'newContacted',
  'opened',
  'openedUnique',
  'openedByStep',
  'clicked',
  'clickedUnique',
  'clickedByStep',
  'replied',
  'repliedUnique',
  'repliedByStep',
  'automatic',
  'automaticUnique',
  'automaticByStep',
  'bounced',
  'unsubscribed',
  'completed',
  'opportunities',
  'interested',
  'meetingBooked',
  'meetingCompleted',
  'won',
]
