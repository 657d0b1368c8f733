import { describe, expect, it } from 'vitest'
import { findReturnDate } from '#backend/inbox/replies/return-date.ts'

const march = '2026-03-10T09:00:00Z'
const december = '2026-12-22T09:00:00Z'

/** A Tuesday: the tenth of March 2026. */
const cases: readonly (readonly [string, 'en' | 'de' | 'nl' | 'fr' | 'es', string, string | null])[] = [
  ['I am back on Monday', 'en', march, '2026-03-16'],
  ['back on Tuesday', 'en', march, '2026-03-17'],
  ['away until 5 January', 'en', december, '2027-01-05'],
  ['I return on January 5th', 'en', december, '2027-01-05'],
  ['I will be out from March 9 through March 13', 'en', march, '2026-03-14'],
  ['out of office 9 March - 11 March, back Thursday 12 March', 'en', march, '2026-03-12'],
  ['on leave until 04/02/2026', 'en', march, '2026-04-02'],
  ['away from 03/20/2026 to 04/05/2026', 'en', march, '2026-04-05'],
  ['back 2026-04-01', 'en', march, '2026-04-01'],
  ['back tomorrow', 'en', march, '2026-03-11'],
  ['ich bin ab dem 7.1. wieder da', 'de', december, '2027-01-07'],
  ['vom 20.12. bis 6.1. im Urlaub', 'de', december, '2027-01-06'],
  ['vom 20.12.2026 bis einschließlich 6.1.2027 im Urlaub', 'de', december, '2027-01-07'],
  ['am Mittwoch, den 25. März wieder im Haus', 'de', march, '2026-03-25'],
  ['ab Montag bin ich wieder erreichbar', 'de', march, '2026-03-16'],
  ['bis zum 23.03.2026 nicht im Büro', 'de', march, '2026-03-23'],
  ['Ich bin bis 15.3. abwesend und ab 16.3. um 8.30 Uhr wieder da', 'de', march, '2026-03-16'],
  ['tot en met 22 maart afwezig', 'nl', march, '2026-03-23'],
  ['t/m 22 maart afwezig', 'nl', march, '2026-03-23'],
  ['van 9 maart tot 20 maart op vakantie', 'nl', march, '2026-03-20'],
  ['vanaf 23-03-2026 weer bereikbaar', 'nl', march, '2026-03-23'],
  ['maandag ben ik er weer', 'nl', march, '2026-03-16'],
  ["absente jusqu'au 23 mars", 'fr', march, '2026-03-23'],
  ['du 10 au 16 mars inclus', 'fr', march, '2026-03-17'],
  ['je serai de retour le mardi 5 janvier', 'fr', december, '2027-01-05'],
  ["en congés jusqu'au 1er avril", 'fr', march, '2026-04-01'],
  ['je serai de retour lundi', 'fr', march, '2026-03-16'],
  ['fuera de la oficina hasta el 23 de marzo', 'es', march, '2026-03-23'],
  ['vuelvo el jueves 7 de enero', 'es', december, '2027-01-07'],
  ['de vacaciones del 09/03 al 20/03', 'es', march, '2026-03-20'],
  ['el lunes estaré de vuelta', 'es', march, '2026-03-16'],
  ['I will be back in two weeks', 'en', march, '2026-03-24'],
  ['out of the office starting 03/09/2026, will not return until 03/16/2026', 'en', march, '2026-03-16'],
  ['We get back to you in 2 days, the office is back on 12 March', 'en', march, '2026-03-12'],
  ['Ich bin in Elternzeit', 'de', march, null],
  ['call me on 020 7946 0123', 'en', march, null],
]

describe('the day somebody is back', () => {
  it.each(cases)('%s', (text, language, receivedAt, expected) => {
    expect(findReturnDate(text, receivedAt, language)?.day ?? null).toBe(expected)
  })

  it('is not guessed where nothing says when the reply came', () => {
    expect(findReturnDate('back on Monday', 'yesterday', 'en')).toBeNull()
    expect(findReturnDate('back on 5 January 2027', 'yesterday', 'en')?.day).toBe('2027-01-05')
  })
})
