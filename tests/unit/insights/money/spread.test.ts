/** Costs are distributed to days, campaigns and clients to the cent, for any amounts and weights. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOfDate } from '#shared/domain/core/days.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { divideCents, formatAmountInput, parseAmount, proportion } from '#shared/domain/insights/money/amounts.ts'
import {
  type Charge,
  chunksOf,
  shareOfChunk,
  splitChunkInPeriod,
  type Weight,
} from '#shared/domain/insights/money/spread.ts'
import { runs } from '../../../support/long.ts'

const day = dayOfDate
const sum = (numbers: Iterable<number>) => [...numbers].reduce((so, each) => so + each, 0)
const weights = fc.array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 40 })
const cents = fc.integer({ min: 0, max: 1_000_000_000 })

describe('a divided amount', () => {
  it('gives each the nearest cents, the largest remainders one more', () => {
    expect(divideCents(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(divideCents(9700, [702, 298])).toEqual([6809, 2891])
    expect(divideCents(5, [0, 3, 1])).toEqual([0, 4, 1])
    expect(divideCents(1, [1, 1, 2])).toEqual([0, 0, 1])
    expect(divideCents(100, [0, 0])).toBeNull()
    expect(proportion(1, 5, 2)).toBe(3)
    expect(proportion(9700, 15, 30)).toBe(4850)
  })

  it('adds up to the whole, and nobody is a cent off the exact share', () => {
    fc.assert(
      fc.property(cents, weights, (amount, given) => {
        const parts = divideCents(amount, given)
        const total = sum(given)
        if (total === 0) return parts === null
        if (!parts) return false
        expect(sum(parts)).toBe(amount)
        return parts.every((part, at) => Math.abs(part - (amount * (given[at] ?? 0)) / total) < 1)
      }),
    )
  })
})

const periodsOf = (from: number, to: number, cuts: readonly number[]): readonly Period[] => {
  const starts = [...new Set([from, ...cuts.map((cut) => from + (cut % (to - from + 1)))])].toSorted((a, b) => a - b)
  return starts.map((start, at) => ({ from: start, to: (starts[at + 1] ?? to + 1) - 1 }))
}
const charge: fc.Arbitrary<Charge> = fc
  .record({
    cents,
    monthly: fc.boolean(),
    from: fc.integer({ min: day('2023-12-20'), max: day('2024-05-01') }),
    length: fc.option(fc.integer({ min: 0, max: 500 })),
  })
  .map(({ length, from, ...rest }) => ({ ...rest, from, to: length === null ? null : from + length }))

describe('a cost over days and campaigns', () => {
  it('of 97.00 a month, with two campaigns of 702 and 298 mails, is divided by mails and by days', () => {
    const [march] = chunksOf({ cents: 9700, monthly: true, from: day('2026-03-01'), to: null }, day('2026-03-31'))
    if (!march) throw new Error('no month')
    const by: readonly Weight<string>[] = [
      { id: 'a', weight: 702 },
      { id: 'b', weight: 298 },
    ]
    const within = (from: string, to: string) => splitChunkInPeriod(march, by, { from: day(from), to: day(to) })
    expect([...within('2026-03-01', '2026-03-31')]).toEqual([
      ['a', 6809],
      ['b', 2891],
    ])
    // 6809 = 31 × 219 + 20: the first twenty days have a cent more.
    expect(within('2026-03-01', '2026-03-01').get('a')).toBe(220)
    expect(within('2026-03-31', '2026-03-31').get('a')).toBe(219)
    // A day has 312 or 313 cents of all campaigns together, never more or less.
    for (let at = day('2026-03-01'); at <= day('2026-03-31'); at++) {
      expect([312, 313]).toContain(sum(splitChunkInPeriod(march, by, { from: at, to: at }).values()))
    }
  })

  it('that begins within a month costs by days of that month', () => {
    const all = chunksOf(
      { cents: 3000, monthly: true, from: day('2026-04-16'), to: day('2026-06-10') },
      day('2026-12-31'),
    )
    expect(all.map((chunk) => chunk.cents)).toEqual([1500, 3000, 1000])
  })

  it('belongs to nobody in a month without mails, and is not lost', () => {
    const [chunk] = chunksOf({ cents: 500, monthly: false, from: day('2026-03-05'), to: null }, day('2026-03-31'))
    if (!chunk) throw new Error('no chunk')
    expect([...splitChunkInPeriod(chunk, [{ id: 1, weight: 0 }], { from: chunk.from, to: chunk.to })]).toEqual([
      [null, 500],
    ])
  })

  it('adds up: consecutive periods give the whole time, for each campaign and for all', () => {
    const [first, last] = [day('2023-12-01'), day('2026-01-31')]
    fc.assert(
      fc.property(charge, weights, fc.array(fc.nat(), { maxLength: 6 }), (given, counted, cuts) => {
        const by = counted.map((weight, id) => ({ id, weight }))
        const of = (period: Period) => {
          const found = new Map<number | null, number>()
          for (const chunk of chunksOf(given, last)) {
            for (const [id, part] of splitChunkInPeriod(chunk, by, period)) found.set(id, (found.get(id) ?? 0) + part)
          }
          return found
        }
        const whole = of({ from: first, to: last })
        const parts = periodsOf(first, last, cuts).map(of)
        for (const id of new Set([...whole.keys(), ...parts.flatMap((one) => [...one.keys()])])) {
          expect(sum(parts.map((one) => one.get(id) ?? 0))).toBe(whole.get(id) ?? 0)
        }
        // Everything charged up to the end of the last month is included; nothing is lost.
        const charged = sum(chunksOf(given, last).map((chunk) => chunk.cents))
        expect(sum(whole.values())).toBe(charged)
        if (!given.monthly) expect(charged).toBe(given.cents)
        return [...whole.values()].every((part) => part >= 0)
      }),
      runs(30, 750),
    )
  })

  it('shared among clients adds up, even in a month without sending', () => {
    fc.assert(
      fc.property(cents, weights, (amount, by) => {
        const chunk = { month: day('2026-03-01'), from: day('2026-03-01'), to: day('2026-03-31'), cents: amount }
        return sum(by.map((_, mine) => shareOfChunk(chunk, by, mine).cents)) === amount
      }),
    )
  })
})

describe('typed amounts', () => {
  it.each([
    ['97', 'EUR', 9700],
    ['1,234.50', 'USD', 123450],
    ['1.234,50', 'EUR', 123450],
    ['1.234', 'EUR', 123400],
    ['0,05', 'EUR', 5],
    ['12.5', 'USD', 1250],
    ['1 234,5', 'EUR', 123450],
    ['500', 'JPY', 500],
    ['1.2.3', 'EUR', null],
    ['0.0005', 'EUR', null],
    ['-5', 'EUR', null],
    ['', 'EUR', null],
    ['99999999999', 'EUR', null],
  ])('%s in %s', (typed, currency, wanted) => {
    expect(parseAmount(typed, currency)).toBe(wanted)
  })

  it('are read as they are written', () => {
    fc.assert(
      fc.property(cents, fc.constantFrom('EUR', 'JPY', 'KWD'), (amount, currency) => {
        return parseAmount(formatAmountInput(amount, currency), currency) === amount
      }),
    )
  })
})
