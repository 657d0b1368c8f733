import { afterAll, expect, it, vi } from 'vitest'
import { emailAnswer, leadPlace, moment } from '#backend/core/instantly/schemas.ts'

// A time without a zone would otherwise be read as the computer's.
vi.stubEnv('TZ', 'Europe/Berlin')
afterAll(() => {
  vi.unstubAllEnvs()
})

it.each([
  ['2026-11-26T00:30:00+02:00', '2026-11-25T22:30:00.000Z'],
  ['2026-11-25T22:30:00Z', '2026-11-25T22:30:00.000Z'],
  ['2026-11-25T22:30:00.123456Z', '2026-11-25T22:30:00.123Z'],
  ['2026-11-25T22:30:00.123', '2026-11-25T22:30:00.123Z'],
  ['2026-11-25 22:30:00', '2026-11-25T22:30:00.000Z'],
  ['2026-11-26 00:30:00.5+02', '2026-11-25T22:30:00.500Z'],
  ['2026-11-26T00:30:00+0200', '2026-11-25T22:30:00.000Z'],
  ['2026-11-25', '2026-11-25T00:00:00.000Z'],
  ['Thu, 26 Nov 2026 00:30:00 +0200', '2026-11-25T22:30:00.000Z'],
  ['soon', null],
  ['', null],
  [null, null],
  [undefined, null],
])('%s is parsed as %s: days are taken from it, and texts are compared', (told, read) => {
  expect(moment.parse(told)).toBe(read)
})

it("A lead's and a mail's times without a zone are in UTC, wherever the computer is", () => {
  const told = '2026-11-25T22:30:00.123'
  const at = Date.parse(`${told}Z`)
  expect(leadPlace.parse({ id: 'lead', timestamp_created: told })).toMatchObject({ createdAt: at })
  expect(emailAnswer.parse({ id: 'mail', timestamp_created: told, timestamp_email: told })).toMatchObject({
    createdAt: `${told}Z`,
    at: `${told}Z`,
  })
})
