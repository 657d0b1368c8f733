import { describe, expect, it } from 'vitest'
import { findLaterDay } from '#backend/inbox/replies/proposals/find-later-day.ts'
import { offersTime } from '#backend/inbox/replies/proposals/offers-time.ts'
import { type ProposalInput, proposeReply } from '#backend/inbox/replies/proposals/propose-reply.ts'
import { addWorkingDays, toWorkingDay } from '#backend/inbox/replies/proposals/working-days.ts'
import { unfilledVariables } from '#shared/domain/inbox/fill-template.ts'
import { replyLanguages } from '#shared/domain/inbox/replies/reply-labels.ts'

/** A Friday. */
const today = '2026-11-20'
const given: ProposalInput = {
  for: 'interested',
  language: 'en',
  today,
  firstName: 'Anna',
  lastName: 'Kessler',
  day: null,
  timeOffered: false,
  theirTurn: true,
  quietDays: 0,
  followUpDays: 4,
}
const propose = (more: Partial<ProposalInput>) => proposeReply({ ...given, ...more })
/** Returns the text as the operator sees it, except for fields of the lead. */
const shown = (text: ReturnType<typeof propose>['now']) =>
  text?.template.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => text.values[name] ?? whole) ?? null

describe('a suggestion', () => {
  it('to somebody interested offers two times on working days, in each language', () => {
    const texts = replyLanguages.map((language) => shown(propose({ language }).now) ?? '')
    expect(texts[0]).toContain('Hi Anna,')
    expect(texts[0]).toContain('Tuesday 24 November at 10:00 or Wednesday 25 November at 14:00')
    expect(texts[1]).toContain('Guten Tag Anna Kessler,')
    expect(texts[1]).toContain('Dienstag, 24. November um 10 Uhr oder Mittwoch, 25. November um 14 Uhr')
    expect(texts[2]).toContain('dinsdag 24 november om 10.00 uur of woensdag 25 november om 14.00 uur')
    expect(texts[3]).toContain('mardi 24 novembre à 10 h ou mercredi 25 novembre à 14 h')
    expect(texts[4]).toContain('el martes, 24 de noviembre a las 10:00 o el miércoles, 25 de noviembre a las 14:00')
  })

  it('to somebody who named a time is that time only', () => {
    const text = shown(propose({ timeOffered: true }).now)
    expect(text).toContain('that works for me')
    expect(text).not.toContain('10:00')
    for (const [said, language] of [
      ['Sure, give me a call next Tuesday between 2 and 4, mornings are full.', 'en'],
      ['Gern, rufen Sie mich am Mittwoch um 14 Uhr an.', 'de'],
      ['Bel me donderdag om 10.30 uur.', 'nl'],
      ['Appelez-moi mardi à 10h.', 'fr'],
      ['Llámeme el lunes a las 11.', 'es'],
    ] as const)
      expect(offersTime(said, '2026-11-20T09:00:00.000Z', language), said).toBe(true)
    for (const said of [
      'Good timing, we were talking about this on Monday. Can you send me a bit more detail?',
      'Happy to take 15 minutes. Do you have a calendar link?',
      'I am in the office on Mondays from 9.',
    ])
      expect(offersTime(said, '2026-11-20T09:00:00.000Z', 'en'), said).toBe(false)
  })

  it('greets without a name if none is known', () => {
    const nobody = { firstName: null, lastName: null }
    expect(replyLanguages.map((language) => shown(propose({ ...nobody, language }).now)?.split('\n')[0])).toEqual([
      'Hello,',
      'Guten Tag,',
      'Goedendag,',
      'Bonjour,',
      'Hola:',
    ])
  })

  it('to a question leaves the answer to the operator: it cannot be sent unchanged', () => {
    for (const language of replyLanguages) {
      expect(unfilledVariables(shown(propose({ for: 'question', language }).now) ?? ''), language).toEqual(['answer'])
    }
  })

  it('to "not now" says when we write again, and writes on that day', () => {
    const { now, later } = propose({ for: 'not_now', day: '2027-01-10' })
    // A Sunday, so the Monday after.
    expect(later).toMatchObject({ on: '2027-01-11', why: 'named' })
    expect(shown(now)).toContain('I will write again on Monday 11 January.')
    expect(shown(later)).toContain('Wednesday 13 January at 10:00')
    const unnamed = propose({ for: 'not_now' })
    expect(unnamed.later).toMatchObject({ on: '2027-02-18', why: 'usual' })
    expect(shown(unnamed.now)).toContain('I will write again in a few months.')
  })

  it('to somebody away is nothing now, and a mail the day after they are back', () => {
    const { now, later } = propose({ for: 'out_of_office', day: '2026-11-27' })
    expect(now).toBeNull()
    expect(later).toMatchObject({ on: '2026-11-30', why: 'return' })
    expect(propose({ for: 'out_of_office' })).toMatchObject({ now: null, later: null })
  })

  it('to somebody who does not answer is a follow-up after the days of silence, and then at once', () => {
    const waiting = { theirTurn: false, for: 'question' as const }
    expect(propose({ ...waiting, quietDays: 1 })).toMatchObject({
      now: null,
      later: { on: '2026-11-23', why: 'quiet' },
    })
    const due = propose({ ...waiting, quietDays: 6 })
    expect(due.later).toBeNull()
    expect(shown(due.now)).toContain('a short word on my last mail')
    expect(propose({ ...waiting, quietDays: 1, followUpDays: 0 })).toMatchObject({ now: null, later: null })
  })
})

describe('the day meant by "later"', () => {
  const on = (text: string, language: ProposalInput['language'] = 'en') =>
    findLaterDay(text, '2026-11-20T10:00:00.000Z', language)
  it.each([
    ['Not now, please write again on 12 January.', 'en', '2027-01-12'],
    ['Come back to us in March.', 'en', '2027-03-01'],
    ['Let us talk in Q2.', 'en', '2027-04-01'],
    ['Maybe in three months.', 'en', '2027-02-18'],
    ['Please try next year.', 'en', '2027-01-11'],
    ['Melden Sie sich bitte im Februar wieder.', 'de', '2027-02-01'],
    ['Erst im nächsten Jahr.', 'de', '2027-01-11'],
    ['Neem in maart weer contact op.', 'nl', '2027-03-01'],
    ['Recontactez-nous après l’été.'.replace('’', "'"), 'fr', '2027-09-01'],
    ['Mejor en abril.', 'es', '2027-04-01'],
    ['Nächstes Quartal vielleicht.', 'de', '2027-01-01'],
  ] as const)('%s', (text, language, day) => {
    expect(on(text, language)).toBe(day)
  })

  it('is missing if nothing is named, or only tomorrow', () => {
    expect(on('Not for us at the moment.')).toBeNull()
    expect(on('I may come back to you.')).toBeNull()
    expect(on('Tomorrow is bad.')).toBeNull()
  })
})

it('Working days are counted from Monday to Friday', () => {
  expect([toWorkingDay('2026-11-21'), toWorkingDay('2026-11-20')]).toEqual(['2026-11-23', '2026-11-20'])
  expect([addWorkingDays('2026-11-20', 1), addWorkingDays('2026-11-21', 1)]).toEqual(['2026-11-23', '2026-11-24'])
})
