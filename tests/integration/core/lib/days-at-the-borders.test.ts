import { afterEach, expect, it } from 'vitest'
import { daysOf } from '#backend/events/relay/days.ts'
import { startBackend, type TestBackend } from '../../../support/backend.ts'

let app: TestBackend | null = null
afterEach(async () => {
  await app?.stop()
  app = null
})

const spans = [
  ['9999-12-31', '9999-12-31'],
  ['0000-01-01', '0000-01-01'],
  ['0900-01-01', '1999-12-31'],
  ['2026-11-21', '2026-11-20'],
] as const

it('A question about impossible days is answered, and the app continues', async () => {
  app = startBackend({ instantlyUrl: null })
  const { call } = app
  for (const [from, to] of spans) {
    const refused = { code: 'INVALID_INPUT' }
    const days = { fromDay: from, toDay: to }
    const workspaceId = 1 as never
    await expect(call('gaps.view', { workspaceId, ...days })).rejects.toMatchObject(refused)
    await expect(call('gaps.check', { workspaceId, ...days })).rejects.toMatchObject(refused)
    await expect(call('analytics.overview', { period: { from, to } })).rejects.toMatchObject(refused)
    await expect(call('analytics.series', { campaignIds: [1 as never], from, to })).rejects.toMatchObject(refused)
    await expect(call('money.overview', { period: { from, to } })).rejects.toMatchObject(refused)
    const schedule = { startDate: from, endDate: to }
    const match = await call('exports.matchZone', { timezone: 'Europe/Berlin', ...schedule })
    expect(match.daysOff).toBeGreaterThanOrEqual(0)
    const holidays = await call('blackoutDates.holidays', { countries: ['DE', 'NL'], from, to })
    expect(holidays.length).toBeLessThan(200)
  }
})

it('Days are counted by number, even at the limits of dates', () => {
  expect(daysOf('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'])
  expect(daysOf('2026-03-02', '2026-02-27')).toEqual([])
  expect(daysOf('9999-12-31', '9999-12-31')).toEqual(['9999-12-31'])
})
