import { expect, it } from 'vitest'
import { isNewerThanRequest, remainingWaitMs } from '#backend/core/lib/clock-spans.ts'
import { ageOf } from '#shared/domain/core/age-of.ts'

const day = 86_400_000

it('The rest of a wait is never longer than all of it', () => {
  expect(remainingWaitMs(500, 1_000, 1_200)).toBe(300)
  expect(remainingWaitMs(500, 1_000, 1_500)).toBe(0)
  expect(remainingWaitMs(500, 1_000, 1_000 + day)).toBe(0)
  expect(remainingWaitMs(500, 1_000 + day, 1_000)).toBe(500)
})

it('A time written by a clock that has been put back since is old', () => {
  expect(ageOf(1_000, 1_200)).toBe(200)
  expect(ageOf(1_200, 1_200)).toBe(0)
  expect(ageOf(1_000 + day, 1_200)).toBeGreaterThan(365 * day)
})

it('A change made while an answer was awaited is newer than it, unless a clock that was ahead recorded it', () => {
  expect(isNewerThanRequest(1_200, 1_000)).toBe(true)
  expect(isNewerThanRequest(1_000, 1_000)).toBe(false)
  expect(isNewerThanRequest(800, 1_000)).toBe(false)
  expect(isNewerThanRequest(1_000 + day, 1_000)).toBe(false)
})
