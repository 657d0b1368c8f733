import { expect, test } from 'vitest'
import { dayRange } from '../../../../src/renderer/src/clients/activity/day-range.ts'

test('Picked days run from the first midnight to the end of the last day, in the operator’s zone', () => {
  const { from, to } = dayRange('2026-03-28', '2026-03-29')
  expect(new Date(from ?? '').getTime()).toBe(new Date(2026, 2, 28).getTime())
  expect(new Date(to ?? '').getTime()).toBe(new Date(2026, 2, 30).getTime() - 1)
})

test('An empty or broken day leaves its side open', () => {
  expect(dayRange('', '')).toEqual({ from: null, to: null })
  expect(dayRange('2026-1-1', 'x')).toEqual({ from: null, to: null })
})
