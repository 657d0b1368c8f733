import { dayAt } from '#shared/domain/core/days.ts'
import type { Values } from '../state/values.ts'
import { Refusal } from './refusal.ts'

/** The requested days, both inclusive, as numbers of UTC days since 1970. */
export type Span = { readonly first: number; readonly last: number }

/** Parses `start_date` and `end_date` as dates or timestamps; either may be missing. */
export function spanOf(query: Values): Span {
  const [from, to] = [timeOf(query['start_date']), timeOf(query['end_date'])]
  if (from !== null && to !== null && from > to) {
    throw new Refusal(400, { message: 'Start Date must be earlier than End Date' })
  }
  return {
    first: from === null ? Number.NEGATIVE_INFINITY : dayAt(from),
    last: to === null ? Number.POSITIVE_INFINITY : dayAt(to),
  }
}

function timeOf(value: unknown): number | null {
  if (typeof value !== 'string' || value === '') return null
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : time
}
