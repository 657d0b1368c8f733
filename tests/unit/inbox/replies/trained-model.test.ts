import { describe, expect, it } from 'vitest'
import { classifyReply, classifyReplyWith } from '#backend/inbox/replies/classify-reply.ts'
import { scorerOfCorrections } from '#backend/inbox/replies/correction-scores.ts'
import { packedModel } from '#backend/inbox/replies/model-data.ts'
import { replyModel, unpackModel } from '#backend/inbox/replies/reply-model.ts'
import { labelledReplies, type ReplySet } from '../../../support/labelled-replies.ts'
import { buildModel } from '../../../support/replies/build-model.ts'

const few = (set: ReplySet, count: number, known = false) => ({
  name: set,
  replies: labelledReplies(set).slice(0, count),
  known,
})
const reply = (text: string, subject = 'Re: a question', from = 'Ada Holm <ada@holm.example>') => ({
  subject,
  from,
  text,
  receivedAt: '2026-03-10T09:00:00Z',
})

describe('the model of replies', () => {
  it('is identical when trained again with the same replies', () => {
    const sets = [few('tuning', 20, true), few('plain', 20)]
    const first = buildModel(sets)
    expect(buildModel(sets).packed).toBe(first.packed)
    expect(unpackModel(first.packed).weights.length).toBeGreaterThan(0)
  })

  it('is smaller than 300 kB as shipped', () => {
    expect(Buffer.byteLength(packedModel)).toBeLessThan(300_000)
  })

  it('takes time in proportion to the reply, and no more for a very long one', () => {
    const { rows } = replyModel()
    expect(rows.length).toBeGreaterThan(0)
    const whole = 'perhaps next winter, if the price is right. '.repeat(30_000)
    // Only its beginning is read, so a reply of twice the length is judged the same.
    expect(classifyReplyWith(reply(whole))).toEqual(classifyReplyWith(reply(whole + whole)))
  })
})

describe('a plain yes', () => {
  it.each([
    'Interested',
    'We are interested.',
    "Hi Tom,\nwe're very interested in this. Thanks!",
    'Hello there, interested',
    'Wir haben Interesse.',
    'Guten Tag, wir sind sehr interessiert. Danke',
    'Wij zijn geïnteresseerd.',
    'Ja, ik heb zeker interesse.',
    'Nous sommes intéressés.',
    'Estamos muy interesados, gracias',
    'Sounds good',
    'Great!',
    'That sounds interesting.',
    'Hi Tom, go ahead',
    'Klingt gut.',
    'Klinkt goed, bedankt',
    'Suena muy bien',
  ])('is a yes, and nobody is asked whether it is an opt-out: %s', (text) => {
    expect(classifyReply(reply(text))).toMatchObject({ label: 'interested', unsubscribe: false, askOptOut: false })
  })

  it.each([
    'Not interested.',
    'We are not interested.',
    'Wir haben kein Interesse.',
    'Wij zijn niet geïnteresseerd.',
    'Nous ne sommes pas intéressés.',
    'No estamos interesados',
  ])('is not seen in a no: %s', (text) => {
    expect(classifyReply(reply(text)).label).toBe('not_interested')
  })
})

describe('an opt-out', () => {
  it.each([
    'Please remove me from your list.',
    'Bitte keine E-Mails mehr.',
    'Graag geen mails meer sturen.',
    'Merci de ne plus me contacter.',
    'Por favor, no me envíen más correos.',
  ])('applies at once if rules and model both see it: %s', (text) => {
    expect(classifyReply(reply(text))).toMatchObject({ label: 'unsubscribe', unsubscribe: true, askOptOut: false })
  })

  it.each([
    'Please stop emailing before Easter, after that I may need you.',
    'Stop emailing me and call me instead, the project is for September. What does it cost?',
    'Please take me off cc and put Lucas in instead: lucas@pier.example. He is interested.',
  ])('that may be meant otherwise is asked about, and does not apply: %s', (text) => {
    expect(classifyReply(reply(text))).toMatchObject({ unsubscribe: false, askOptOut: true })
  })

  it('is asked about if a mail program wrote it for somebody who pressed Unsubscribe', () => {
    const written =
      'This message was sent automatically by the mail program of paul@reed.example to leave your mailing list.'
    expect(classifyReply(reply(written, 'unsubscribe', 'Paul Reed <paul@reed.example>'))).toMatchObject({
      auto: true,
      askOptOut: true,
    })
  })

  it('is not read from the footer of a newsletter', () => {
    const text = 'Doors closed, windows fine. Good day to you.\n\nTo unsubscribe from our letter, click here.'
    expect(classifyReply(reply(text)).unsubscribe).toBe(false)
  })
})

describe('automatic mail', () => {
  const when = 'When: Thursday, 21 May 2026 14:30-15:00\nWhere: Online meeting'
  it.each([
    ['Accepted: Intro call', when, 'meeting_booked'],
    ['Zugesagt: Kennenlernen', 'Wann: Mittwoch 25. März 2026 10:00\nWo: Video', 'meeting_booked'],
    ['Refusé : Présentation', 'Quand : jeudi 12 mars 2026\nOù : Visioconférence', 'not_interested'],
    ['Voorlopig: Kennismaking', 'Wanneer: donderdag 7 mei 2026\nWaar: kantoor', 'question'],
    ['Nueva hora propuesta: Demo', 'Cuándo: lunes 9 de marzo de 2026\nDónde: Teams', 'interested'],
    ['Read: Faster close', 'Your message\nTo: Mina\nwas read on Tuesday, July 7.', 'auto_reply'],
    ['Recall: Budget figures', 'Alistair would like to recall the message "Budget figures".', 'auto_reply'],
    ['Undeliverable: Your packaging', 'Delivery has failed to these recipients.', 'bounce'],
  ])('is recognised by its form: %s', (subject, text, label) => {
    expect(classifyReply(reply(text, subject))).toMatchObject({ label, auto: true })
  })

  it.each([
    [
      'Only people, please',
      'Gate <gate@mailgate.example>',
      'Type the five letters of the picture and your mail goes in.',
    ],
    [
      'Nora takes care of you',
      'Nora, asistente virtual <nora@holm.example>',
      'No he entendido tu mensaje. Responde 1 o 2.',
    ],
  ])('does not include a person who asks a riddle or calls themselves an assistant: %s', (subject, from, text) => {
    expect(classifyReply(reply(text, subject, from))).toMatchObject({
      auto: true,
      unsubscribe: false,
      askOptOut: false,
    })
  })

  it.each([
    'The shop is empty until the 24th while the floors dry. Parcels go next door, mail waits till then.',
    'Nobody reads this mailbox before Monday 16 March. Then all of it, newest first.',
    'Vielen Dank für Ihre Nachricht. Ich bin bis 20. März nicht im Büro, Ihre Mail wird nicht weitergeleitet.',
    'Thank you for your message. Your request was registered as case 48113. Our team will answer within two working days.',
  ])('is recognised by its words, even below the subject of the mail it answers: %s', (text) => {
    expect(classifyReply(reply(text, 'Re: Cleaner floors')).auto).toBe(true)
  })

  it('is recognised by an attached calendar file if its text says nothing', () => {
    const said = 'Rooftop room is fine. I look forward to it, bring the drawings please.'
    const answer = { ...reply(said, 'Accepted: Intro call'), attachments: ['invite.ics text/calendar; method=REPLY'] }
    expect(classifyReply(answer)).toMatchObject({ label: 'meeting_booked', auto: true })
    const other = { ...reply('', 'Intro call'), attachments: ['invite.ics text/calendar; method=COUNTER'] }
    expect(classifyReply(other)).toMatchObject({ label: 'interested', auto: true })
  })

  it('does not include a person who writes beside the button they pressed', () => {
    const text = `${when}\n\nSorry, we never take meetings about things we do not buy. Nobody here wants it.`
    expect(classifyReply(reply(text, 'Declined: Intro call')).auto).toBe(false)
  })

  it('is accepted as automatic if Instantly says so', () => {
    const text = 'The studio is empty while we repaint.'
    expect(classifyReply({ ...reply(text), automatic: true }).auto).toBe(true)
  })
})

describe('what the operator corrected', () => {
  const odd = reply('Lambing. Come back when the lambs are out.')
  const like = reply('Lambing. Come back when the lambs are all out.')

  it('counts for similar replies, and no longer after an undo', () => {
    const before = classifyReplyWith(like)
    const label = before.label === 'question' ? 'other' : 'question'
    const leaning = scorerOfCorrections([{ reply: odd, label, was: before.label, weight: 1 }])
    expect(classifyReplyWith(like, { leaning }).certainty).not.toBe(before.certainty)
    expect(classifyReplyWith(like, { leaning: scorerOfCorrections([]) })).toEqual(before)
  })

  it('does not affect other replies, nor mail of a fixed form', () => {
    const leaning = scorerOfCorrections([{ reply: odd, label: 'interested', was: 'not_now', weight: 1 }])
    for (const other of labelledReplies('held-out').slice(0, 60)) {
      expect(classifyReplyWith(other, { leaning })).toEqual(classifyReplyWith(other))
    }
  })

  it('never makes the classification of other replies worse', () => {
    const taught = labelledReplies('part-1-en').slice(0, 80)
    const leaning = scorerOfCorrections(
      taught.map((one) => ({ reply: one, label: one.label, was: classifyReply(one).label, weight: 1 })),
    )
    const others = labelledReplies('held-out')
    const right = (options: Parameters<typeof classifyReplyWith>[1]) =>
      others.filter((one) => classifyReplyWith(one, options).label === one.label).length
    expect(right({ leaning })).toBeGreaterThanOrEqual(right({}))
  })
})
