import { expect, it } from 'vitest'
import { dayBounds } from '#backend/exports/blackout-dates/day-bounds.ts'
import { datesToAvoid, startAfterAvoided } from '#shared/domain/exports/forecast/avoid.ts'

const day = (date: string, country: string | null = null) => ({ date, name: 'Day', country })

it('The first day moves past blackout dates, and not past the last day', () => {
  const christmas = [day('2026-12-24'), day('2026-12-25'), day('2026-12-26')]
  expect(startAfterAvoided('2026-12-24', null, christmas)).toBe('2026-12-27')
  expect(startAfterAvoided('2026-12-23', null, christmas)).toBe('2026-12-23')
  expect(startAfterAvoided('2026-12-24', '2026-12-26', christmas)).toBe('2026-12-24')
})

it('A holiday counts for a campaign with enough leads of its country, and own dates for all', () => {
  const avoid = [day('2026-10-03', 'DE'), day('2026-10-26', 'AT'), day('2026-12-24')]
  const counts = [
    { country: 'DE', leads: 95 },
    { country: 'AT', leads: 5 },
  ]
  expect(datesToAvoid(avoid, counts).map(({ date }) => date)).toEqual(['2026-10-03', '2026-12-24'])
  // No country is known, so the operator's choice applies to all.
  expect(datesToAvoid(avoid, [{ country: null, leads: 9 }])).toEqual(avoid)
})

it('A date begins and ends in its zone, even over a change of clocks', () => {
  const iso = ({ from, until }: ReturnType<typeof dayBounds>) => [from, until].map((at) => new Date(at).toISOString())
  expect(iso(dayBounds('2026-10-03', 'Europe/Berlin'))).toEqual([
    '2026-10-02T22:00:00.000Z',
    '2026-10-03T22:00:00.000Z',
  ])
  expect(iso(dayBounds('2026-10-25', 'Europe/Berlin'))).toEqual([
    '2026-10-24T22:00:00.000Z',
    '2026-10-25T23:00:00.000Z',
  ])
  expect(iso(dayBounds('2026-11-26', 'America/Los_Angeles'))).toEqual([
    '2026-11-26T08:00:00.000Z',
    '2026-11-27T08:00:00.000Z',
  ])
  // Clocks go forward at midnight: the date ends with the change.
  expect(iso(dayBounds('2026-03-07', 'America/Havana'))[1]).toBe('2026-03-08T05:00:00.000Z')
  expect(iso(dayBounds('2026-03-28', 'Atlantic/Azores'))[1]).toBe('2026-03-29T01:00:00.000Z')
  expect(iso(dayBounds('2026-04-23', 'Africa/Cairo'))[1]).toBe('2026-04-23T22:00:00.000Z')
})
