import { assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOfDay, dayOfDate } from '#shared/domain/core/days.ts'
import {
  grainOf,
  intervalStartOf,
  intervalStartsOf,
  namedPeriod,
  periodBefore,
} from '#shared/domain/insights/analytics/period.ts'

const period = (from: string, to: string) => ({ from: dayOfDate(from), to: dayOfDate(to) })

describe('a period', () => {
  it('is compared with as many days right before it', () => {
    const before = periodBefore(period('2026-11-02', '2026-11-30'))
    expect([dateOfDay(before.from), dateOfDay(before.to)]).toEqual(['2026-10-04', '2026-11-01'])
    expect(periodBefore(period('2026-11-20', '2026-11-20'))).toEqual(period('2026-11-19', '2026-11-19'))
  })

  it('of whole months is compared with as many whole months, whatever their days', () => {
    expect(periodBefore(period('2026-10-01', '2026-10-31'))).toEqual(period('2026-09-01', '2026-09-30'))
    expect(periodBefore(period('2026-01-01', '2026-03-31'))).toEqual(period('2025-10-01', '2025-12-31'))
    expect(periodBefore(period('2028-03-01', '2028-03-31'))).toEqual(period('2028-02-01', '2028-02-29'))
  })

  it('is shown by days up to a month, by weeks up to a year, then by months', () => {
    expect(grainOf(period('2026-10-01', '2026-10-31'))).toBe('day')
    expect(grainOf(period('2026-10-01', '2026-11-01'))).toBe('week')
    expect(grainOf(period('2025-01-01', '2026-11-01'))).toBe('month')
  })

  it('has weeks from Monday, and months from the first', () => {
    // 20 November 2026 is a Friday.
    expect(dateOfDay(intervalStartOf(dayOfDate('2026-11-20'), 'week'))).toBe('2026-11-16')
    expect(dateOfDay(intervalStartOf(dayOfDate('2026-11-16'), 'week'))).toBe('2026-11-16')
    expect(dateOfDay(intervalStartOf(dayOfDate('2024-02-29'), 'month'))).toBe('2024-02-01')
    expect(intervalStartsOf(period('2025-12-15', '2026-03-01'), 'month').map(dateOfDay)).toEqual([
      '2025-12-01',
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
    ])
  })

  it('has a name if it ends today', () => {
    const last = dayOfDate('2026-11-20')
    const named = (name: Parameters<typeof namedPeriod>[0]) => {
      const { from, to } = namedPeriod(name, dayOfDate('2026-03-03'), last)
      expect(to).toBe(last)
      return dateOfDay(from)
    }
    expect(named('week')).toBe('2026-11-14')
    expect(named('month')).toBe('2026-10-22')
    // Twelve Mondays, the last of them this week's.
    expect(named('quarter')).toBe('2026-08-31')
    expect(named('year')).toBe('2025-12-01')
    expect(named('all')).toBe('2026-03-03')
  })

  it('has a value for each of its days, whatever its length', () => {
    assert(
      property(integer({ min: 0, max: 40_000 }), integer({ min: 0, max: 3_000 }), (from, more) => {
        const one = { from, to: from + more }
        const grain = grainOf(one)
        const places = intervalStartsOf(one, grain)
        expect(new Set(places).size).toBe(places.length)
        for (const day of [one.from, one.from + Math.floor(more / 2), one.to])
          expect(places).toContain(intervalStartOf(day, grain))
      }),
    )
  })
})
