import { describe, expect, test } from 'vitest'
import { compareVariants, pValue } from '#shared/domain/insights/analytics/significance.ts'

const of = (part: number, base: number) => ({ part, base })

describe('two variants of a step', () => {
  test('are compared by the two-proportion test: 6 % of 1,000 against 4 % of 1,000 is p = 0.0402', () => {
    // By hand: pooled 0.05, spread √(0.05 · 0.95 · 2/1000) = 0.009747, z = 0.02 / 0.009747 = 2.052.
    expect(pValue(of(60, 1000), of(40, 1000))).toBeCloseTo(0.0402, 4)
    const verdict = compareVariants([of(40, 1000), of(60, 1000)])
    expect(verdict).toMatchObject({ kind: 'better', at: 1, against: 0 })
    expect(verdict.kind === 'better' && verdict.sure).toBeCloseTo(0.9598, 4)
  })

  test('with half the mails are undecided, and about 2,800 more mails would decide it', () => {
    // By hand: (1.960 + 0.842)² · (0.06 · 0.94 + 0.04 · 0.96) / 0.02² = 1,860 each; 1,360 more each.
    const verdict = compareVariants([of(30, 500), of(20, 500)])
    expect(verdict).toMatchObject({ kind: 'open', at: 0, against: 1, more: 2800 })
    expect(verdict.kind === 'open' && verdict.sure).toBeCloseTo(1 - 0.1467, 3)
  })

  test('are not compared below 100 mails each, nor if chance explains nothing or everything', () => {
    expect(compareVariants([of(9, 90), of(0, 90)])).toEqual({ kind: 'few', more: 50 })
    expect(compareVariants([of(1, 150), of(0, 150)]).kind).toBe('few')
    expect(compareVariants([of(0, 5000), of(0, 5000)]).kind).toBe('few')
  })

  test('that are equal are called equal, not nearly decided', () => {
    expect(compareVariants([of(500, 10_000), of(500, 10_000)])).toEqual({ kind: 'same' })
  })

  test('are not compared if only one was sent', () => {
    expect(compareVariants([of(10, 300), of(0, 0)])).toEqual({ kind: 'alone' })
    expect(compareVariants([])).toEqual({ kind: 'alone' })
  })
})

test('With more variants the same difference is less certain: one of many is ahead by chance', () => {
  const two = compareVariants([of(60, 1000), of(40, 1000)])
  const three = compareVariants([of(60, 1000), of(40, 1000), of(30, 1000)])
  expect(two.kind).toBe('better')
  expect(three).toMatchObject({ kind: 'open', at: 0, against: 1 })
  // p · 3 pairs.
  expect(three.kind === 'open' && three.sure).toBeCloseTo(1 - 3 * 0.04017, 3)
})

test('At most all contacted people count as replied', () => {
  expect(compareVariants([of(300, 200), of(100, 200)])).toMatchObject({ kind: 'better', at: 0 })
})
