import { assert, boolean, double, property } from 'fast-check'
import { expect, it } from 'vitest'
import { roundTicks } from '#shared/domain/core/round-ticks.ts'

it('An axis has round figures that include the highest value', () => {
  expect(roundTicks(377, true)).toEqual([0, 100, 200, 300, 400])
  expect(roundTicks(0.063, false)).toEqual([0, 0.02, 0.04, 0.06, 0.08])
  expect(roundTicks(3, true)).toEqual([0, 1, 2, 3])
  expect(roundTicks(0, true)).toEqual([0, 1])
})

it('For any highest value: from zero, beyond it, few, even, and whole where things are counted', () => {
  assert(
    property(double({ min: 1e-6, max: 1e12, noNaN: true }), boolean(), (most, whole) => {
      const ticks = roundTicks(most, whole)
      expect(ticks[0]).toBe(0)
      expect(ticks.at(-1) ?? 0).toBeGreaterThanOrEqual(most * (1 - 1e-6))
      expect(ticks.length).toBeGreaterThanOrEqual(2)
      expect(ticks.length).toBeLessThanOrEqual(6)
      if (whole) expect(ticks.every(Number.isInteger)).toBe(true)
    }),
  )
})
