import { expect, test } from 'vitest'
import { idOf, isUuid, nextStamp, serialOf, stampTime } from '#demo/state/ids.ts'

test('Ids are UUIDs of version 7 that contain their time and rise with it, even thousands in one millisecond', () => {
  const source = { last: 0 }
  const atMs = 1_795_000_000_123.7
  const ids = Array.from({ length: 10_000 }, (_, serial) => idOf(nextStamp(source, atMs), serial, 3))
  expect(ids.every(isUuid)).toBe(true)
  expect(new Set(ids).size).toBe(10_000)
  expect(ids).toEqual(ids.toSorted())
  expect(ids[0]?.[14]).toBe('7')
  expect(Number.parseInt((ids[0] ?? '').replaceAll('-', '').slice(0, 12), 16)).toBe(1_795_000_000_123)
  expect(ids.map(serialOf)).toEqual(ids.map((_, serial) => serial))
})

test('Stamps rise even within one millisecond, and when the clock is set back', () => {
  const source = { last: 0 }
  const stamps = [1_000, 1_000, 1_000, 900, 1_001].map((atMs) => nextStamp(source, atMs))
  expect(new Set(stamps).size).toBe(5)
  expect(stamps).toEqual(stamps.toSorted((a, b) => a - b))
})

test('A stamp keeps its millisecond', () => {
  expect(stampTime(nextStamp({ last: 0 }, 1_795_000_000_123.7))).toBe(1_795_000_000_123)
})
