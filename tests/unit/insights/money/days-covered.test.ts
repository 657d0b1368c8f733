import { expect, it } from 'vitest'
import { dayOfDate } from '#shared/domain/core/days.ts'
import { countDaysCovered } from '#shared/domain/insights/money/days-covered.ts'

const period = { from: dayOfDate('2026-11-01'), to: dayOfDate('2026-11-30') }
const month = (
  workspaceId: number | null,
  from: string,
  to: string | null = null,
  sharers: readonly number[] = [],
) => ({
  workspaceId,
  from,
  to,
  basis: 'month' as const,
  share: workspaceId === null ? { of: sharers.map((id) => ({ workspaceId: id })) } : null,
})

it('Costs cover the days of the client with the fewest, overlapping ones once', () => {
  expect(countDaysCovered([month(1, '2026-01-01')], [1], period)).toBe(30)
  expect(countDaysCovered([month(1, '2026-11-11'), month(1, '2026-11-16')], [1], period)).toBe(20)
  expect(countDaysCovered([month(1, '2026-10-01', '2026-11-05'), month(1, '2026-11-26')], [1], period)).toBe(10)
  expect(countDaysCovered([month(1, '2026-01-01'), month(2, '2026-11-21')], [1, 2], period)).toBe(10)
  expect(countDaysCovered([month(null, '2026-01-01', null, [1, 2])], [1, 2], period)).toBe(30)
})

it('A one-time payment covers no days', () => {
  const list = { ...month(1, '2026-11-03'), basis: 'lead' as const }
  expect(countDaysCovered([list], [1], period)).toBeNull()
  expect(countDaysCovered([{ ...list, basis: 'once' as const, to: '2026-11-12' }], [1], period)).toBe(10)
})
