import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offsetMinutes } from '#backend/core/instantly/match-zone.ts'
import { splitZones, type ZoneCount } from '#backend/exports/lead-time-zone/split-zones.ts'
import { computeForecast, forecastTogether } from '#shared/domain/exports/forecast/forecast.ts'
import { splitProportionally } from '#shared/domain/exports/lead-time-zone/shares.ts'
import { runs } from '../../../support/long.ts'

const winter = Date.UTC(2026, 11, 1)
const plan = { timezone: 'Europe/Berlin', startDate: '2026-12-01', endDate: '2026-12-20', smallest: 20 }
const zones = [
  null,
  'Europe/Berlin',
  'Europe/Vienna',
  'Europe/London',
  'Europe/Athens',
  'Africa/Cairo',
  'Africa/Johannesburg',
  'America/New_York',
  'America/Chicago',
  'America/Bogota',
  'Asia/Kolkata',
] as const

const counted = fc
  .uniqueArray(fc.record({ zone: fc.constantFrom(...zones), ready: fc.nat(60), held: fc.nat(20) }), {
    selector: ({ zone }) => zone,
    minLength: 1,
  })
  .map((all) => all.map(({ zone, ready, held }): ZoneCount => ({ zone, ready, rows: ready + held })))

describe('one campaign for each time zone', () => {
  it('has every row in exactly one campaign, and none without a lead', () => {
    fc.assert(
      fc.property(counted, fc.integer({ min: 1, max: 80 }), (counts, smallest) => {
        const { groups, groupOf } = splitZones(counts, { ...plan, smallest }, winter)
        const rows = groups.map(() => 0)
        for (const { zone, rows: own } of counts) {
          const at = groupOf.get(zone)
          expect(at).toBeDefined()
          rows[at ?? -1] = (rows[at ?? -1] ?? 0) + own
        }
        expect(groups.map((group) => group.rows)).toEqual(rows)
        const ready = counts.reduce((sum, count) => sum + count.ready, 0)
        expect(groups.reduce((sum, group) => sum + group.ready, 0)).toBe(ready)
        if (ready > 0) expect(groups.every((group) => group.ready > 0)).toBe(true)
        expect(new Set(groups.map(({ zone }) => zone)).size).toBe(groups.length)
      }),
      runs(30, 750),
    )
  })

  it('keeps a small zone separate only if no other has the same time', () => {
    fc.assert(
      fc.property(counted, (counts) => {
        const { groups } = splitZones(counts, plan, winter)
        const offsets = groups.map(({ used }) => offsetMinutes(used, winter))
        groups.forEach(({ ready, used }) => {
          if (ready === 0 || ready >= plan.smallest) return
          expect(offsets.filter((offset) => offset === offsetMinutes(used, winter)).length).toBe(1)
        })
      }),
      runs(20, 500),
    )
  })

  it('says which small zone joined which', () => {
    const counts = [
      { zone: 'Africa/Cairo', ready: 5, rows: 5 },
      { zone: 'Europe/Athens', ready: 200, rows: 210 },
      { zone: 'Europe/London', ready: 3, rows: 3 },
      { zone: null, ready: 4, rows: 9 },
    ]
    const { groups } = splitZones(counts, plan, winter)
    expect(groups.map(({ zone, ready, joined, unknown }) => [zone, ready, joined, unknown])).toEqual([
      ['Europe/Athens', 200 + 5, [{ zone: 'Africa/Cairo', ready: 5 }], 0],
      // The time there differs, and a small campaign is better than mails at the wrong hour.
      ['Europe/Berlin', 4, [], 4],
      ['Europe/London', 3, [], 0],
    ])
  })
})

it('A limit is divided by leads: whole numbers that add up to it, none left without', () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.array(fc.nat(900), { minLength: 1, maxLength: 12 }), (whole, weights) => {
      const shares = splitProportionally(whole, weights)
      const some = weights.filter((weight) => weight > 0).length
      if (some > 0) expect(shares.reduce((sum, share) => sum + share, 0)).toBe(whole)
      if (whole >= some) weights.forEach((weight, at) => expect((shares[at] ?? 0) > 0).toBe(weight > 0 && whole > 0))
    }),
  )
})

const wish = fc.record({
  leads: fc.nat(400),
  waits: fc.constant([2, 3]),
  perDay: fc.nat(60),
  days: fc.constant([1, 2, 3, 4, 5]),
  from: fc.constantFrom('2026-12-01', '2026-12-03'),
  to: fc.constantFrom(null, '2026-12-31'),
  firstDayShare: fc.constantFrom(0.5, 1),
})

describe('the forecast of several campaigns', () => {
  it('is the sum of theirs: no mail more or less, and no more a day than all may send', () => {
    fc.assert(
      fc.property(fc.array(wish, { minLength: 1, maxLength: 5 }), (wishes) => {
        const found = forecastTogether(wishes)
        const each = wishes.map((one) => computeForecast(one))
        if (found === null) {
          expect(each.every((one) => one === null)).toBe(true)
          return
        }
        const sent = found.days.reduce((sum, { first, followUps }) => sum + first + followUps, 0)
        expect(sent + found.unsent.first + found.unsent.followUps).toBe(found.mails)
        expect(found.mails).toBe(wishes.reduce((sum, { leads }) => sum + leads * 3, 0))
        const room = wishes.reduce((sum, { perDay }) => sum + perDay, 0)
        for (const { first, followUps } of found.days) expect(first + followUps).toBeLessThanOrEqual(room)
      }),
      runs(40, 1_000),
    )
  })

  it('sends nothing on an excluded date, and everything in the end', () => {
    const one = { leads: 200, waits: [2], perDay: 50, days: [1, 2, 3, 4, 5], to: null, firstDayShare: 1 }
    const without = new Set(['2026-12-24', '2026-12-25'])
    const found = computeForecast({ ...one, from: '2026-12-22', without })
    expect(found?.days.some(({ date }) => without.has(date))).toBe(false)
    expect(found?.days.reduce((sum, { first, followUps }) => sum + first + followUps, 0)).toBe(400)
  })
})
