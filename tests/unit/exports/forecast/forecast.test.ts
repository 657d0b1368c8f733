import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOfDate } from '#shared/domain/core/days.ts'
import { firstDay } from '#shared/domain/exports/forecast/first-day.ts'
import { computeForecast, type ForecastRequest } from '#shared/domain/exports/forecast/forecast.ts'
import { runs } from '../../../support/long.ts'

/** Monday, 7 December 2026. */
const monday = '2026-12-07'
const weekdays = [1, 2, 3, 4, 5]
const wish = (changes: Partial<ForecastRequest>): ForecastRequest => ({
  leads: 10,
  waits: [],
  perDay: 5,
  days: weekdays,
  from: monday,
  to: null,
  firstDayShare: 1,
  ...changes,
})
const told = (changes: Partial<ForecastRequest>) =>
  computeForecast(wish(changes))?.days.map(({ date, first, followUps }) => `${date.slice(8)}: ${first} + ${followUps}`)

describe('the forecast', () => {
  test('fills days with first mails, after the follow-ups', () => {
    expect(told({ leads: 12, waits: [2], perDay: 5 })).toEqual([
      '07: 5 + 0',
      '08: 5 + 0',
      '09: 0 + 5',
      '10: 0 + 5',
      '11: 2 + 0',
      '14: 0 + 2',
    ])
  })

  test('sends on Monday what is due on a weekend', () => {
    expect(told({ leads: 3, waits: [5], perDay: 5 })).toEqual(['07: 3 + 0', '14: 0 + 3'])
  })

  test('has only the remaining hours on the first day', () => {
    expect(told({ leads: 6, firstDayShare: 0.5 })).toEqual(['07: 2 + 0', '08: 4 + 0'])
    expect(told({ leads: 3, firstDayShare: 0 })).toEqual(['08: 3 + 0'])
  })

  test('reports what does not fit before the last day', () => {
    const found = computeForecast(wish({ leads: 12, waits: [2], to: '2026-12-09' }))
    expect(found?.unsent).toEqual({ first: 2, followUps: 7 })
    expect(found).toMatchObject({ mails: 24, cut: false })
  })

  test('is empty if nothing can be sent', () => {
    expect([
      computeForecast(wish({ leads: 0 })),
      computeForecast(wish({ perDay: 0 })),
      computeForecast(wish({ days: [] })),
    ]).toEqual([null, null, null])
  })

  test('says so if it would take more than ten years', () => {
    expect(computeForecast(wish({ leads: 1_000_000, perDay: 1 }))?.cut).toBe(true)
  })
})

test('The forecast gives every mail its day: never too many, never too early, none lost', () => {
  const wishes = fc.record({
    leads: fc.integer({ min: 1, max: 400 }),
    waits: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 4 }),
    perDay: fc.integer({ min: 1, max: 60 }),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
    from: fc.constant(monday),
    to: fc.option(fc.constantFrom('2026-12-10', '2027-01-20')),
    firstDayShare: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(wishes, (one) => {
      const found = computeForecast(one)
      if (!found) return false
      const first = found.days.reduce((sum, day) => sum + day.first, 0)
      const followUps = found.days.reduce((sum, day) => sum + day.followUps, 0)
      expect(first + found.unsent.first).toBe(one.leads)
      expect(followUps + found.unsent.followUps).toBe(one.leads * one.waits.length)
      let begun = 0
      let followed = 0
      for (const { date, ...sent } of found.days) {
        expect(sent.first + sent.followUps).toBeLessThanOrEqual(one.perDay)
        expect(one.days).toContain(new Date(`${date}T12:00:00Z`).getUTCDay())
        if (one.to) expect(date <= one.to).toBe(true)
        followed += sent.followUps
        // No follow-up before a first mail of an earlier day.
        expect(followed).toBeLessThanOrEqual(begun * one.waits.length)
        begun += sent.first
      }
      const [wait] = one.waits
      const firstFollowUp = found.days.find((day) => day.followUps > 0)
      const [begin] = found.days
      if (wait !== undefined && firstFollowUp && begin) {
        expect(dayOfDate(firstFollowUp.date) - dayOfDate(begin.date)).toBeGreaterThanOrEqual(Math.max(1, wait))
      }
      return true
    }),
    runs(60, 1_500),
  )
})

describe('the first day of the forecast', () => {
  const hours = { timezone: 'Europe/Berlin', from: '09:00', to: '17:00', startDate: null }
  const at = (time: string) => Date.parse(`2026-12-07T${time}Z`)

  test("is today in the campaign's zone, with its remaining hours", () => {
    expect(firstDay(hours, at('06:00:00'))).toEqual({ from: '2026-12-07', firstDayShare: 1 })
    expect(firstDay(hours, at('12:00:00'))).toEqual({ from: '2026-12-07', firstDayShare: 0.5 })
    expect(firstDay(hours, at('17:00:00'))).toEqual({ from: '2026-12-07', firstDayShare: 0 })
    expect(firstDay({ ...hours, timezone: 'Pacific/Auckland' }, at('12:00:00')).from).toBe('2026-12-08')
  })

  test('is the chosen day, if that is later', () => {
    expect(firstDay({ ...hours, startDate: '2027-01-04' }, at('12:00:00'))).toEqual({
      from: '2027-01-04',
      firstDayShare: 1,
    })
    expect(firstDay({ ...hours, startDate: '2026-01-04' }, at('12:00:00')).from).toBe('2026-12-07')
  })
})
