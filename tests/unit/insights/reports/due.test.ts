import { describe, expect, it } from 'vitest'
import { type DueTime, lastDueTime, nextDueTime } from '#backend/insights/reports/due.ts'
import { dateOfDay } from '#shared/domain/core/days.ts'
import { reportPeriod } from '#shared/domain/insights/reports/period.ts'

const berlin = 'Europe/Berlin'
const at = (iso: string) => Date.parse(iso)
const shown = ({ at: due, period }: DueTime) => [
  new Date(due).toISOString(),
  dateOfDay(period.from),
  dateOfDay(period.to),
]
const friday = { every: 'week', day: 5, minute: 16 * 60 } as const

describe('a planned report', () => {
  it('is due by local time, in summer and in winter', () => {
    // Summer time ended on Sunday 25 October 2026.
    expect(shown(nextDueTime(friday, at('2026-10-20T00:00:00Z'), berlin))).toEqual([
      '2026-10-23T14:00:00.000Z',
      '2026-10-16',
      '2026-10-22',
    ])
    expect(shown(nextDueTime(friday, at('2026-10-23T14:00:00Z'), berlin))).toEqual([
      '2026-10-30T15:00:00.000Z',
      '2026-10-23',
      '2026-10-29',
    ])
  })

  it('at a skipped hour is made once, just after; at a repeated one once, the first time', () => {
    const sunday = { every: 'week', day: 0, minute: 2 * 60 + 30 } as const
    // 29 March 2026: 02:00 becomes 03:00. 25 October 2026: 03:00 becomes 02:00.
    expect(shown(nextDueTime(sunday, at('2026-03-28T00:00:00Z'), berlin))[0]).toBe('2026-03-29T01:30:00.000Z')
    expect(shown(nextDueTime(sunday, at('2026-10-24T00:00:00Z'), berlin))[0]).toBe('2026-10-25T00:30:00.000Z')
    expect(shown(nextDueTime(sunday, at('2026-10-25T00:30:00Z'), berlin))[0]).toBe('2026-11-01T01:30:00.000Z')
  })

  it('later on the day of the clock change uses the new time', () => {
    const afternoon = { every: 'week', day: 0, minute: 16 * 60 } as const
    expect(shown(nextDueTime(afternoon, at('2026-03-28T00:00:00Z'), berlin))[0]).toBe('2026-03-29T14:00:00.000Z')
    expect(shown(nextDueTime(afternoon, at('2026-10-24T00:00:00Z'), berlin))[0]).toBe('2026-10-25T15:00:00.000Z')
  })

  it('of a month covers the whole month before, and comes on the last day if the day is missing', () => {
    const last = { every: 'month', day: 31, minute: 8 * 60 } as const
    expect(shown(nextDueTime(last, at('2027-02-01T12:00:00Z'), 'UTC'))).toEqual([
      '2027-02-28T08:00:00.000Z',
      '2027-01-01',
      '2027-01-31',
    ])
    expect(shown(nextDueTime({ ...last, day: 1 }, at('2026-12-31T12:00:00Z'), 'UTC'))).toEqual([
      '2027-01-01T08:00:00.000Z',
      '2026-12-01',
      '2026-12-31',
    ])
  })

  it("has its day by the operator's calendar, also far from Greenwich", () => {
    const monday = { every: 'week', day: 1, minute: 30 } as const
    for (const [zone, due] of [
      ['Pacific/Auckland', '2026-11-22T11:30:00.000Z'],
      ['America/Los_Angeles', '2026-11-23T08:30:00.000Z'],
    ] as const) {
      const next = nextDueTime(monday, at('2026-11-20T12:00:00Z'), zone)
      expect(shown(next)).toEqual([due, '2026-11-16', '2026-11-22'])
      expect(lastDueTime(monday, next.at, zone)).toEqual(next)
      expect(lastDueTime(monday, next.at - 1, zone).at).toBeLessThan(next.at)
    }
  })
})

describe('the period of a report', () => {
  const days = (name: Parameters<typeof reportPeriod>[0], today: string) => {
    const { from, to } = reportPeriod(name, Date.parse(`${today}T00:00:00Z`) / 86_400_000)
    return [dateOfDay(from), dateOfDay(to)]
  }
  it('is whole calendar weeks, months and quarters, even over the turn of the year', () => {
    expect(days('week', '2026-01-03')).toEqual(['2025-12-27', '2026-01-02'])
    expect(days('month', '2026-03-31')).toEqual(['2026-02-01', '2026-02-28'])
    expect(days('monthSoFar', '2026-03-31')).toEqual(['2026-03-01', '2026-03-31'])
    expect(days('quarter', '2026-02-10')).toEqual(['2025-10-01', '2025-12-31'])
    expect(days('quarter', '2026-12-31')).toEqual(['2026-07-01', '2026-09-30'])
  })
})
