import { expect, test } from 'vitest'
import { createNumberSet } from '#backend/core/lib/number-set.ts'

test('Row numbers of several files are found again, beside neighbours that were never added or were taken out', () => {
  const numbers = createNumberSet()
  const file = 2 ** 32
  const added = [0, 7, 8, 31, 32_767, 32_768, 5 * file + 1, 5 * file + 40_000, 2 ** 52]
  for (const number of added) numbers.add(number)
  numbers.delete(8)
  numbers.delete(9)
  numbers.delete(3 * file)
  const near = new Set(added.flatMap((number) => [number - 1, number, number + 1, number + file].filter((n) => n >= 0)))
  expect([...near].filter(numbers.has).toSorted((a, b) => a - b)).toEqual(added.filter((number) => number !== 8))
})
