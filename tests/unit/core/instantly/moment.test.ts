import { expect, it } from 'vitest'
import { moment } from '#backend/core/instantly/schemas.ts'

it.each([
  ['2026-11-26T00:30:00+02:00', '2026-11-25T22:30:00.000Z'],
  ['2026-11-25T22:30:00Z', '2026-11-25T22:30:00.000Z'],
  ['2026-11-25T22:30:00.123456Z', '2026-11-25T22:30:00.123Z'],
  ['soon', null],
  ['', null],
  [null, null],
  [undefined, null],
])('%s is parsed as %s: days are taken from it, and texts are compared', (told, read) => {
  expect(moment.parse(told)).toBe(read)
})
