/** The button of a plan says when the first email is sent. */
import { expect, it } from 'vitest'
import { firstSending } from '#shared/domain/exports/forecast/first-day.ts'

const hours = {
  timezone: 'Europe/Vienna',
  from: '09:00',
  to: '17:00',
  days: [1, 2, 3, 4, 5],
  startDate: null,
  endDate: null,
  avoid: [],
}
const at = (iso: string) => Date.parse(iso)
const saturday = at('2026-11-21T10:00:00Z')

it.each([
  ['on a Saturday: Monday morning', hours, saturday, { date: '2026-11-23', time: '09:00' }],
  ['within the hours: at once', hours, at('2026-11-23T09:30:00Z'), { date: '2026-11-23', time: null }],
  ['before the hours: today', hours, at('2026-11-23T07:30:00Z'), { date: '2026-11-23', time: '09:00' }],
  ['after the hours: tomorrow', hours, at('2026-11-23T16:00:00Z'), { date: '2026-11-24', time: '09:00' }],
  ['from its first day on', { ...hours, startDate: '2026-12-01' }, saturday, { date: '2026-12-01', time: '09:00' }],
  [
    'past dates to avoid',
    { ...hours, avoid: [{ date: '2026-11-23' }] },
    saturday,
    { date: '2026-11-24', time: '09:00' },
  ],
  ['never, if the last day is over before', { ...hours, endDate: '2026-11-22' }, saturday, null],
])('%s', (_, of, now, expected) => expect(firstSending(of, now)).toEqual(expected))
