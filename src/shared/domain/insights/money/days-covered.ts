/** Checks whether costs were entered for the days they are spread over. */
import { dayOfDate } from '../../core/days.ts'
import type { Period } from '../analytics/period.ts'

type DatedCost = {
  readonly workspaceId: number | null
  /** YYYY-MM-DD. */
  readonly from: string
  readonly to: string | null
  readonly basis: 'once' | 'month' | 'lead' | 'credit'
  readonly share: { readonly of: readonly { readonly workspaceId: number }[] } | null
}

/**
 * Returns the number of days of the period that have a recurring or spread cost, for the client with the fewest; null
 * if no client has such a cost.
 */
export function countDaysCovered(
  costs: readonly DatedCost[],
  clients: readonly number[],
  period: Period,
): number | null {
  const lasting = costs.filter(({ basis, to }) => basis === 'month' || (basis === 'once' && to !== null))
  const days = clients.flatMap((client) => {
    const own = lasting.filter((one) =>
      one.share === null ? one.workspaceId === client : one.share.of.some(({ workspaceId }) => workspaceId === client),
    )
    return own.length === 0 ? [] : [daysOf(own, period)]
  })
  return days.length === 0 ? null : Math.min(...days)
}

function daysOf(costs: readonly DatedCost[], period: Period): number {
  let count = 0
  let next = period.from
  for (const { from, to } of costs.toSorted((a, b) => a.from.localeCompare(b.from))) {
    const first = Math.max(next, dayOfDate(from))
    const last = Math.min(period.to, to === null ? period.to : dayOfDate(to))
    if (first > last) continue
    count += last - first + 1
    next = last + 1
  }
  return count
}
