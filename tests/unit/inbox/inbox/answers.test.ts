import { describe, expect, it } from 'vitest'
import { isQuiet } from '#backend/clients/settings/inbox-settings.ts'
import { heatOf, scoreNow, scoreReply } from '#backend/inbox/inbox/score.ts'
import { parseRecipients, replyRecipientOf, subjectFor, unreadableRecipients } from '#shared/domain/inbox/addresses.ts'
import { fillTemplate, unfilledVariables } from '#shared/domain/inbox/fill-template.ts'
import { splitQuotedText } from '#shared/domain/inbox/own-words.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'

const own = new Set(['mara@kestrel.example'])

describe('the recipient of an answer', () => {
  it('is the sender of the mail, and nobody if that would be ourselves', () => {
    const from = (fromAddress: string, direction: 'sent' | 'received' | 'automatic' = 'received') =>
      replyRecipientOf({ direction, fromAddress }, own)
    expect(from('anna@kessler.example')).toBe('anna@kessler.example')
    expect(from('Anna <Anna@Kessler.example>')).toBe('anna@kessler.example')
    expect(from('mara@kestrel.example')).toBeNull()
    expect(from('MARA@KESTREL.example')).toBeNull()
    expect(from('anna@kessler.example', 'sent')).toBeNull()
    expect(from('')).toBeNull()
    expect(from('anna@kessler.example, mara@kestrel.example')).toBeNull()
  })

  it('is read from lists with names, and reports invalid addresses', () => {
    expect(parseRecipients('"Kessler, Anna" <anna@kessler.example>, ben@x.example;BEN@x.example')).toEqual([
      'anna@kessler.example',
      'ben@x.example',
    ])
    expect(parseRecipients('"evil@x.example" <real@y.example>')).toEqual(['real@y.example'])
    expect(unreadableRecipients('anna@kessler.example, ben')).toEqual(['ben'])
    expect(parseRecipients("ben@home anna@kessler.example., <o'neil+x@a-b.co.example>")).toEqual([
      'anna@kessler.example',
      "o'neil+x@a-b.co.example",
    ])
  })

  it('is nobody if the address has two at signs or is too long', () => {
    for (const none of ['a@b@kessler.example', 'a@@kessler.example', `${'a'.repeat(320)}@kessler.example`, 'a@kessler'])
      expect(parseRecipients(none)).toEqual([])
  })

  it.each(['@', '.', 'a', '<', '"', '\\"', 'a@', 'a@b.', '@a.', 'a@b.c', ',', ' @', '"a@b.c ', '<a@b.c '])(
    'is found in time proportional to the length: %j repeated',
    (bit) => {
      const list = bit.repeat(100_000 / bit.length)
      expect(threadCpuMs(() => parseRecipients(list))).toBeLessThan(10_000)
      expect(threadCpuMs(() => unreadableRecipients(list))).toBeLessThan(10_000)
      expect(threadCpuMs(() => replyRecipientOf({ direction: 'received', fromAddress: list }, own))).toBeLessThan(
        10_000,
      )
    },
  )

  it('is the same behind a long name', () => {
    expect(parseRecipients(`"${'Anna '.repeat(60)}" <anna@kessler.example>`)).toEqual(['anna@kessler.example'])
  })
})

it('An answer marks its subject once, in any language', () => {
  expect(subjectFor('reply', 'Stock counts')).toBe('Re: Stock counts')
  for (const marked of ['Re: x', 'AW: x', 'RE : x', 'Antw: x']) expect(subjectFor('reply', marked)).toBe(marked)
  expect(subjectFor('forward', 'Re: x')).toBe('Fwd: Re: x')
  expect(subjectFor('forward', 'WG: x')).toBe('WG: x')
})

it('A template is filled with the lead’s values, and missing ones are named', () => {
  const values = { firstName: 'Anna', city: '{{firstName}}' }
  expect(fillTemplate('{{job|{there}}} {{job|a {b}}', {}).text).toBe('{there} a {b')
  expect(fillTemplate('Hi {{firstName}} in {{ city }}, {{job|there}} {{company}}', values)).toEqual({
    text: 'Hi Anna in {{firstName}}, there {{company}}',
    missing: ['company'],
  })
  expect(unfilledVariables('Hi {{constructor}}')).toEqual(['constructor'])
  expect(unfilledVariables('Hi Anna')).toEqual([])
})

it('The written text is returned without what the mail repeats', () => {
  const { own: said, quoted } = splitQuotedText(
    'Yes please.\n\nAm Mo., 16. Nov. 2026 um 09:12 schrieb Mara <m@k.example>:\n> Hi',
  )
  expect(said).toBe('Yes please.')
  expect(quoted).toContain('> Hi')
})

describe('the order of the inbox', () => {
  const facts = {
    text: '',
    sorted: null,
    stage: 0,
    receivedCount: 1,
    opens: 0,
    clicks: 0,
    theirTurn: true,
  } as const
  const hour = 60 * 60_000

  it('explains every point of a score', () => {
    const { score, why } = scoreReply({ ...facts, text: 'What is the price? Call me on Tuesday', sorted: 'interested' })
    expect(score).toBe(why.reduce((sum, { points }) => sum + points, 0))
    expect(why.map((part) => part.why)).toEqual([
      'replied',
      'sorted_interested',
      'word_price',
      'word_meeting',
      'word_day',
      'word_question',
    ])
    expect(scoreReply({ ...facts, text: 'What is the price?', sorted: 'out_of_office' }).score).toBe(0)
  })

  it('stays the same as time passes: who is hotter now is hotter later', () => {
    const old = { score: 100, at: 0 }
    const fresh = { score: 40, at: 40 * hour }
    const hotter = (now: number) => scoreNow(old.score, old.at, now) - scoreNow(fresh.score, fresh.at, now)
    expect(Math.sign(heatOf(old.score, old.at) - heatOf(fresh.score, fresh.at))).toBe(Math.sign(hotter(41 * hour)))
    expect(Math.sign(hotter(41 * hour))).toBe(Math.sign(hotter(60 * hour)))
  })
})

it('Quiet hours are respected, even over midnight', () => {
  const night = { from: 20 * 60, to: 7 * 60 }
  expect([19 * 60 + 59, 20 * 60, 0, 6 * 60 + 59, 7 * 60].map((minute) => isQuiet(night, minute))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ])
  expect(isQuiet({ from: 12 * 60, to: 13 * 60 }, 12 * 60 + 30)).toBe(true)
  expect(isQuiet(null, 0)).toBe(false)
})
