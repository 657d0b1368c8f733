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
  ['away until Friday. Monday I read everything', 'en', march, '2026-03-16'],
  ['I work Mondays to Wednesdays only. I will see this on Monday', 'en', march, '2026-03-16'],
  ['on leave through 20 March and back at work the Monday after', 'en', march, '2026-03-23'],
  ['Urlaub bis zum 27. März, erwarten Sie mich bitte nicht vor Montag', 'de', march, '2026-03-30'],
  ['nächste Woche Freitag wieder im Laden', 'de', march, '2026-03-20'],
  ['von KW 12 bis KW 13 nicht da. In KW 14 geht es hier weiter', 'de', march, '2026-03-30'],
  ['letzter Urlaubstag ist Freitag, der 20.3.2026', 'de', march, '2026-03-21'],
  ['Dienstags und mittwochs bin ich nicht hier. Am Freitag lese ich Ihre Nachricht', 'de', march, '2026-03-13'],
  ['Heute beim Zahnarzt, ab 13 Uhr wieder da', 'de', march, '2026-03-10'],
  ['Dinsdag is mijn vrije dag. Morgen ben ik er weer', 'nl', march, '2026-03-11'],
  ['week 12 en 13 dicht, vanaf maandag week 14 open', 'nl', march, '2026-03-30'],
  ['maandag over een week ben ik terug', 'nl', march, '2026-03-23'],
  ['half april ben ik er weer', 'nl', march, '2026-04-15'],
  ['Le 19 mars je repose le sac et je vous lis', 'fr', march, '2026-03-19'],
  ['Fermé le mardi. On vous lira demain matin', 'fr', march, '2026-03-11'],
  ['no abrimos el 16 y 17 de marzo. Regresamos el miércoles 18', 'es', march, '2026-03-18'],
  ['hasta el domingo 22 no toco el ordenador', 'es', march, '2026-03-22'],
  ['out of the office starting 03/09/2026, will not return until 03/16/2026', 'en', march, '2026-03-16'],
  ['We get back to you in 2 days, the office is back on 12 March', 'en', march, '2026-03-12'],
  ['back on Friday the 24th', 'en', march, '2026-04-24'],
  ['No mail Sat or Sun. On Monday 23 March we are back', 'en', march, '2026-03-23'],
  ['Übernächste Woche Montag bin ich wieder im Werk', 'de', march, '2026-03-23'],
  ['Ab 14. für eine Weile weg, Montag der 23. bin ich wieder da', 'de', march, '2026-03-23'],
  ['dicht t/m vrijdag 20 maart, daarna zijn we er weer fris bij', 'nl', march, '2026-03-21'],
  ["à Lyon jusqu'à jeudi, puis à Nice ; de nouveau joignable le mardi 24", 'fr', march, '2026-03-24'],
  ['Cerrado estos días. Abrimos el viernes 27', 'es', march, '2026-03-27'],
  ['Ich bin in Elternzeit', 'de', march, null],
  ['call me on 020 7946 0123', 'en', march, null],
]

describe('the day of return', () => {
  it.each(cases)('%s', (text, language, receivedAt, expected) => {
    expect(findReturnDate(text, receivedAt, language)?.day ?? null).toBe(expected)
  })

  it('is not guessed if the date of the reply is unknown', () => {
    expect(findReturnDate('back on Monday', 'yesterday', 'en')).toBeNull()
    expect(findReturnDate('back on 5 January 2027', 'yesterday', 'en')?.day).toBe('2027-01-05')
  })
})
