import { expect, test } from 'vitest'
import { createWorkspaceLimiter, instantlyLimits } from '#demo/api/rate-limits.ts'
import { createDemoClock } from '#demo/time/clock.ts'

function limiterAt(startAt = 1_000_000) {
  const clock = createDemoClock({ startAt })
  const limiter = createWorkspaceLimiter(clock, instantlyLimits)
  const admitted = (times: number, kind: 'emails' | 'other' = 'other') =>
    Array.from({ length: times }, () => limiter.admits(kind)).filter(Boolean).length
  return { clock, admitted }
}

test('100 requests a second pass and the 101st does not', () => {
  const { clock, admitted } = limiterAt()
  expect(admitted(150)).toBe(100)
  clock.advance(999)
  expect(admitted(1)).toBe(0)
  clock.advance(1)
  expect(admitted(150)).toBe(100)
})

test('The second is sliding: 100 late in one and 100 early in the next are too many', () => {
  const { clock, admitted } = limiterAt()
  clock.advance(900)
  expect(admitted(100)).toBe(100)
  clock.advance(200)
  expect(admitted(100)).toBe(0)
})

test('6,000 a minute pass if evenly spread', () => {
  const { clock, admitted } = limiterAt()
  let passed = 0
  for (let at = 0; at < 59; at++) {
    passed += admitted(110)
    clock.advance(1_000)
  }
  expect(passed).toBe(5_900)
  expect(admitted(100)).toBe(100)
  clock.advance(999)
  expect(admitted(1)).toBe(0)
  clock.advance(1)
  expect(admitted(150)).toBe(100)
})

test('Reading emails has its own limit of 20 a minute, within the others', () => {
  const { clock, admitted } = limiterAt()
  expect(admitted(30, 'emails')).toBe(20)
  expect(admitted(100)).toBe(80)
  clock.advance(60_000)
  expect(admitted(30, 'emails')).toBe(20)
})
