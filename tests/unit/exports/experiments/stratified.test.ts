import { expect, it } from 'vitest'
import { compareStratified } from '#shared/domain/exports/experiments/stratified.ts'

const pair = (a: [number, number], b: [number, number]) => ({
  a: { part: a[0], base: a[1] },
  b: { part: b[0], base: b[1] },
})

it('A difference within strata has the sign it has in each, even if the total says the opposite', () => {
  // Kidney stones after Charig et al. (1986): A is better for small and for large ones, and worse overall.
  const found = compareStratified([pair([81, 87], [234, 270]), pair([192, 263], [55, 80])])
  // Overall: 273/350 − 289/350 = −0.0457.
  expect(found?.plain).toBeCloseTo(-0.04571, 5)
  // Small: 81/87 − 234/270 = 0.064368, weight 87·270/357 = 65.7983. Large: 192/263 − 55/80 = 0.042538, weight
  // 263·80/343 = 61.3411. (4.235293 + 2.609329) / 127.1394 = 0.053836.
  expect(found?.within).toBeCloseTo(0.053836, 5)
  // Expected 87·315/357 = 76.7647 and 263·247/343 = 189.3907: 273 − 266.1554 = 6.8446. Variances
  // 87·270·315·42/(357²·356) = 6.8494 and 263·80·247·96/(343²·342) = 12.3997: 6.8446/√19.2491 = 1.5601, p = 0.1187.
  expect(found?.p).toBeCloseTo(0.1187, 3)
  expect(found?.strata).toBe(2)
})

it('A stratum with only one variant counts for nothing, and with none left there is no answer', () => {
  expect(compareStratified([pair([5, 10], [0, 0])])).toBeNull()
  const found = compareStratified([pair([5, 10], [2, 10]), pair([9, 9], [0, 0])])
  expect(found?.strata).toBe(1)
  expect(found?.within).toBeCloseTo(0.3, 10)
  expect(compareStratified([pair([0, 10], [0, 10])])?.p).toBe(1)
})
