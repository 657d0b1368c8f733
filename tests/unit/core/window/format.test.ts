import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  dayGroup,
  formatAgo,
  formatBytes,
  formatDate,
  formatDayLong,
  formatDuration,
  formatExact,
  formatMoney,
  formatNumber,
  formatRate,
  formatShare,
  formatTimeLeft,
  formatWhen,
  loadTexts,
  speak,
} from '../../../../src/renderer/src/core/lib/texts.ts'

const thin = '\u202f'
beforeAll(async () => {
  await loadTexts('de')
  await loadTexts('nl')
})
afterEach(() => speak('en'))

describe('figures', () => {
  test('have separated thousands', () => {
    expect(formatNumber(4052)).toBe('4,052')
    expect(formatNumber(1_000_000)).toBe('1,000,000')
  })

  test('have a currency, or none if it is unknown', () => {
    expect(formatMoney(12_500, 'EUR')).toBe('€12,500')
    expect(formatMoney(4800.5, 'GBP')).toBe('£4,800.50')
    expect(formatMoney(4800.5, null)).toBe('4,800.50')
    expect(formatMoney(900, 'no currency')).toBe('900')
    speak('de')
    expect(formatMoney(12_500, 'EUR').replaceAll(/\s/g, ' ')).toBe('12.500 €')
  })

  test('round no share to nothing or all that is neither', () => {
    expect(formatShare(0)).toBe(`0${thin}%`)
    expect(formatShare(1)).toBe(`100${thin}%`)
    expect(formatShare(1 / 1_000_000)).toBe(`< 0.1${thin}%`)
    expect(formatShare(0.9999)).toBe(`> 99.9${thin}%`)
    expect(formatShare(0.1244)).toBe(`12.4${thin}%`)
  })

  test('name the base of a rate, and show a dash without one', () => {
    expect(formatRate(101, 812)).toBe(`12.4${thin}% of 812`)
    expect(formatRate(0, 0)).toBe('–')
  })

  test('count sizes in thousands and never show 1,000 of a unit', () => {
    expect(formatBytes(0)).toBe('0 bytes')
    expect(formatBytes(1)).toBe('1 byte')
    expect(formatBytes(999)).toBe('999 bytes')
    expect(formatBytes(999_999)).toBe('1.0\u00a0MB')
    expect(formatBytes(1_400_000)).toBe('1.4\u00a0MB')
    expect(formatBytes(250_000_000)).toBe('250\u00a0MB')
  })
})

describe('durations', () => {
  test.each([
    [0, '0 ms'],
    [340, '340 ms'],
    [999.6, '1.0 s'],
    [7900, '7.9 s'],
    [9960, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min 00 s'],
    [245_000, '4 min 05 s'],
    [7_800_000, '2 h 10 min'],
    [86_400_000, '1 day 0 h'],
    [270_000_000, '3 days 3 h'],
  ])('%d ms reads %s', (ms, text) => expect(formatDuration(ms)).toBe(text))

  test('of the time left are rounded to what is known', () => {
    expect(formatTimeLeft(3)).toBe('a few seconds')
    expect(formatTimeLeft(22)).toBe('about 20 s')
    expect(formatTimeLeft(260)).toBe('about 4 min')
    expect(formatTimeLeft(9000)).toBe('about 2.5 h')
  })
})

describe('times in the operator’s zone', () => {
  const now = new Date('2026-11-20T08:42:00Z')
  const berlin = 'Europe/Berlin'

  test('use today and yesterday of the zone, not of UTC', () => {
    expect(formatWhen('2026-11-20T08:30:00Z', now, berlin)).toBe('today 09:30')
    // 23:30 UTC on the 19th is already the 20th in Berlin.
    expect(formatWhen('2026-11-19T23:30:00Z', now, berlin)).toBe('today 00:30')
    expect(formatWhen('2026-11-19T17:20:00Z', now, berlin)).toBe('yesterday 18:20')
    expect(formatWhen('2026-08-03T09:05:00Z', now, berlin)).toBe('3 Aug 11:05')
  })

  test('write out another year', () => {
    expect(formatDate('2025-12-31T12:00:00Z', now, berlin)).toBe('31 Dec 2025')
    expect(formatDate('2026-01-02T12:00:00Z', now, berlin)).toBe('2 Jan')
  })

  test('give the exact time with second and zone', () => {
    expect(formatExact('2026-11-20T08:41:07Z', berlin)).toBe('Friday 20 November 2026, 09:41:07 CET')
  })

  test.each([
    [4, 'just now'],
    [40, '40 s ago'],
    [960, '16 min ago'],
    [3 * 3600, '3 h ago'],
    [86_400, '1 day ago'],
    [5 * 86_400, '5 days ago'],
  ])('%d seconds back reads %s', (seconds, text) =>
    expect(formatAgo(new Date(now.getTime() - seconds * 1000).toISOString(), now)).toBe(text),
  )
})

test('Dates are grouped by the calendar of the zone: today, yesterday, the last seven days, older', () => {
  const berlin = 'Europe/Berlin'
  const now = new Date('2026-11-20T08:42:00Z')
  const group = (iso: string) => dayGroup(iso, now, berlin)
  // 23:30 UTC on the 19th is already the 20th in Berlin.
  expect(group('2026-11-19T23:30:00Z')).toBe('today')
  expect(group('2026-11-19T22:30:00Z')).toBe('yesterday')
  expect(group('2026-11-18T22:30:00Z')).toBe('week')
  expect(group('2026-11-14T12:00:00Z')).toBe('week')
  expect(group('2026-11-13T12:00:00Z')).toBe('older')
})

test('Yesterday is the day before, even over a change of clocks', () => {
  const berlin = 'Europe/Berlin'
  // Clocks went forward on Sunday 29 March 2026; it is Monday 00:30.
  const spring = new Date('2026-03-29T22:30:00Z')
  expect(formatWhen('2026-03-29T10:00:00Z', spring, berlin)).toBe('yesterday 12:00')
  expect(dayGroup('2026-03-29T10:00:00Z', spring, berlin)).toBe('yesterday')
  expect(formatWhen('2026-03-28T11:00:00Z', spring, berlin)).toBe('28 Mar 12:00')
  expect(dayGroup('2026-03-23T12:00:00Z', spring, berlin)).toBe('older')
  // Clocks went back on Sunday 25 October; it is 23:30 of that day.
  const autumn = new Date('2026-10-25T22:30:00Z')
  expect(formatWhen('2026-10-24T10:00:00Z', autumn, berlin)).toBe('yesterday 12:00')
  for (const language of ['de', 'nl'] as const) {
    speak(language)
    expect(dayGroup('2026-03-29T10:00:00Z', spring, berlin)).toBe('yesterday')
    expect(dayGroup('2026-03-24T10:00:00Z', spring, berlin)).toBe('week')
  }
})

test('An invalid time belongs to no day', () => {
  expect(dayGroup('', new Date('2026-11-20T08:42:00Z'))).toBe('older')
})

describe('in German', () => {
  const now = new Date('2026-11-20T08:42:00Z')
  const berlin = 'Europe/Berlin'

  test('figures have a point between thousands and a comma before decimals', () => {
    speak('de')
    expect(formatNumber(4052)).toBe('4.052')
    expect(formatRate(101, 812)).toBe(`12,4${thin}% von 812`)
    expect(formatShare(1 / 1_000_000)).toBe(`< 0,1${thin}%`)
    expect(formatShare(0.9999)).toBe(`> 99,9${thin}%`)
    expect(formatBytes(1_400_000)).toBe('1,4\u00a0MB')
    expect(formatDuration(7900)).toBe('7,9 s')
    expect(formatDuration(86_400_000)).toBe('1 Tag 0 h')
    expect(formatTimeLeft(9000)).toBe('etwa 2,5 h')
  })

  test('times are written as German does', () => {
    speak('de')
    expect(formatWhen('2026-11-20T08:30:00Z', now, berlin)).toBe('heute 09:30')
    expect(formatWhen('2026-11-19T17:20:00Z', now, berlin)).toBe('gestern 18:20')
    expect(formatDate('2025-12-31T12:00:00Z', now, berlin)).toBe('31. Dez. 2025')
    expect(formatDayLong(now, berlin)).toBe('Freitag, 20. November')
    expect(formatExact('2026-11-20T08:41:07Z', berlin)).toBe('Freitag, 20. November 2026, 09:41:07 MEZ')
    expect(formatAgo('2026-11-15T08:42:00Z', now)).toBe('vor 5 Tagen')
    expect(formatAgo('2026-11-20T08:26:00Z', now)).toBe('vor 16 min')
  })
})

describe('in Dutch', () => {
  const now = new Date('2026-11-20T08:42:00Z')
  const amsterdam = 'Europe/Amsterdam'

  test('figures and times are written as Dutch does', () => {
    speak('nl')
    expect(formatNumber(1_000_000)).toBe('1.000.000')
    expect(formatRate(101, 812)).toBe('12,4% van 812')
    expect(formatDuration(7_800_000)).toBe('2 u 10 min')
    expect(formatWhen('2026-11-19T17:20:00Z', now, amsterdam)).toBe('gisteren 18:20')
    expect(formatDayLong(now, amsterdam)).toBe('Vrijdag 20 november')
    expect(formatAgo('2026-11-19T08:42:00Z', now)).toBe('1 dag geleden')
  })
})

test('A switch of the language also applies to earlier formatters', () => {
  expect(formatNumber(4052)).toBe('4,052')
  speak('de')
  expect(formatNumber(4052)).toBe('4.052')
  speak('en')
  expect(formatNumber(4052)).toBe('4,052')
})
