import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyReply } from '#backend/inbox/replies/classify-reply.ts'
import { type ReplyLabel, replyLabels } from '#shared/domain/inbox/replies/reply-labels.ts'
import { anyText } from '../../../support/any-text.ts'
import { classify } from '../../../support/classify-adapter.mjs'
import { labelledReplies } from '../../../support/labelled-replies.ts'
import { runs } from '../../../support/long.ts'
import { awkwardPieces } from '../../../support/replies/awkward-pieces.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'

const judge = (text: string, subject = 'Re: hi', from = 'tom@acme.com', receivedAt = '2026-03-10T09:00:00Z') =>
  classifyReply({ subject, from, text, receivedAt })

describe('any input', () => {
  it('has a known label and a reason', () => {
    const piece = fc.oneof(
      anyText(),
      fc.constantFrom(...labelledReplies('tuning').map(({ text }) => text)),
      fc.constantFrom('On 1 wrote:', '> ', '<a ', '&#x', '-- \n', 'bis 1.1.', '@', '=', '1/1/', '\u0301', 'Von: x\n'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), piece, piece, fc.string(), (texts, subject, from, at) => {
        const sorted = judge(texts.join(' '), subject, from, at)
        expect(replyLabels).toContain(sorted.label)
        expect(sorted.reasons.length).toBeGreaterThan(0)
        expect(sorted.unsubscribe && sorted.auto).toBe(false)
        expect(sorted.unsubscribe && sorted.askOptOut).toBe(false)
        expect(sorted.certainty).toBeGreaterThan(0)
        expect(sorted.certainty).toBeLessThan(1)
        if (sorted.returnDate !== undefined) expect(sorted.returnDate).toMatch(/^\d{4}-\d\d-\d\d$/)
      }),
      runs(40, 2_000),
    )
  })

  /** The test's own timeout is the assertion: each of these is a megabyte that hangs a careless pattern. */
  it.each(awkwardPieces.map((part) => [part] as const))('of a megabyte of %j is finished quickly', (part) => {
    const whole = part.repeat(Math.ceil(1_000_000 / part.length))
    expect(replyLabels).toContain(judge(whole, whole, whole, whole).label)
    expect(replyLabels).toContain(judge(whole, 'Automatic reply').label)
  })

  it('is finished at once even if the subject looks like an answer’s for a hundred thousand characters', () => {
    const subject = `Re${' '.repeat(100_000)}x`
    expect(threadCpuMs(() => judge('No, thank you.', subject))).toBeLessThan(10_000)
  })
})

describe('very short replies', () => {
  const cases: readonly (readonly [string, ReplyLabel])[] = [
    ['', 'other'],
    ['?', 'question'],
    ['👍', 'interested'],
    ['ja', 'interested'],
    ['oui', 'interested'],
    ['sí', 'interested'],
    ['YES', 'interested'],
    ['no', 'not_interested'],
    ['nein', 'not_interested'],
    ['nee', 'not_interested'],
    ['non', 'not_interested'],
    ['ok', 'other'],
    ['stop', 'unsubscribe'],
    ['STOP!', 'unsubscribe'],
    ['Unsubscribe.', 'unsubscribe'],
    ['unsubscribbe', 'unsubscribe'],
    ['U N S U B S C R I B E', 'unsubscribe'],
    ['abmelden', 'unsubscribe'],
    ['afmelden', 'unsubscribe'],
    ['désinscription', 'unsubscribe'],
    ['baja', 'unsubscribe'],
  ]
  it.each(cases)('%j is %s', (text, label) => {
    expect(judge(text).label).toBe(label)
  })
})

describe('not an opt-out', () => {
  it.each([
    "I'm not interested in unsubscribing, I'm interested in your offer",
    "Please don't unsubscribe me, I want to read these",
    'Do not email me, call me: 0161 496 0000. I am interested',
    'We never send emails to our customers',
    'Can our customers unsubscribe with one click?',
    'What is your unsubscribe rate?',
    'Stop by our office any time',
    'Bitte keine Mails, rufen Sie mich an',
    'Escríbeme más adelante',
    'Recontactez-moi plus tard',
    'No further questions from my side, send the contract',
  ])('%s', (text) => {
    expect(judge(text).unsubscribe).toBe(false)
  })

  it('is a newsletter with its link', () => {
    expect(
      judge('Our spring sale is on, 20% off. View in browser | Unsubscribe', 'Spring newsletter').unsubscribe,
    ).toBe(false)
  })
})

describe('the adapter for other sets', () => {
  it("gives the product's answer without reasons, whatever is missing", () => {
    const away = {
      subject: 'Out of office',
      from: 'a@b.de',
      text: 'Back on 23 March',
      receivedAt: '2026-03-10T00:00:00Z',
    }
    const sorted = { unsubscribe: false, askOptOut: false, optOutLikely: false, certainty: expect.any(Number) }
    expect(classify(away)).toEqual({ ...sorted, label: 'out_of_office', auto: true, returnDate: '2026-03-23' })
    expect(classify({})).toEqual({ ...sorted, label: 'other', auto: false })
  })
})
