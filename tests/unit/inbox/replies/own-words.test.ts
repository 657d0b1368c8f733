import { describe, expect, it } from 'vitest'
import { classifyReply } from '#backend/inbox/replies/classify-reply.ts'
import { extractOwnText } from '#backend/inbox/replies/own-words.ts'
import { readableText } from '#backend/inbox/replies/readable-text.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'

const ours = 'Not interested? Just reply "unsubscribe" and I will remove you from my list.'
const quotes: Readonly<Record<string, string>> = {
  gmail: `On Mon, 9 Mar 2026 at 08:14, Mia Berg <mia@getgrowth.io> wrote:\n> ${ours}`,
  'gmail broken over two lines': `On Mon, Mar 9, 2026 at 8:14 AM Mia Berg from GetGrowth Limited London\n<mia@getgrowth.io> wrote:\n\n> ${ours}`,
  'apple mail, without marks': `On 9 Mar 2026, at 08:14, Mia Berg <mia@getgrowth.io> wrote:\n\n${ours}`,
  'german gmail': `Am Mo., 9. März 2026 um 08:14 Uhr schrieb Mia Berg <mia@getgrowth.io>:\n> ${ours}`,
  thunderbird: `Am 09.03.26 um 08:14 schrieb Mia Berg:\n> ${ours}`,
  'named first': `Mia Berg <mia@getgrowth.io> schrieb am Mo. 9. März 2026 um 08:14:\n\n${ours}`,
  dutch: `Op ma 9 mrt 2026 om 08:14 schreef Mia Berg <mia@getgrowth.io>:\n> ${ours}`,
  french: `Le lun. 9 mars 2026 à 08:14, Mia Berg <mia@getgrowth.io> a écrit :\n> ${ours}`,
  spanish: `El lun, 9 mar 2026 a las 8:14, Mia Berg (<mia@getgrowth.io>) escribió:\n> ${ours}`,
  outlook: `From: Mia Berg <mia@getgrowth.io>\nSent: Monday, March 9, 2026 8:14 AM\nTo: Tom\nSubject: hi\n\n${ours}`,
  'german outlook': `Von: Mia Berg\nGesendet: Montag, 9. März 2026 08:14\nAn: Tom\nBetreff: hi\n\n${ours}`,
  'dutch outlook': `Van: Mia Berg\nVerzonden: maandag 9 maart 2026 08:14\nAan: Tom\nOnderwerp: hi\n\n${ours}`,
  'french outlook': `De : Mia Berg\nEnvoyé : lundi 9 mars 2026 08:14\nÀ : Tom\nObjet : hi\n\n${ours}`,
  'spanish outlook': `De: Mia Berg\nEnviado el: lunes, 9 de marzo de 2026 8:14\nPara: Tom\nAsunto: hi\n\n${ours}`,
  'old outlook': `-----Original Message-----\nFrom: Mia Berg\n\n${ours}`,
  'bold header': `*From:* Mia Berg <mia@getgrowth.io>\n*Sent:* Monday\n*To:* Tom\n\n${ours}`,
  italian: `Il giorno lun 9 mar 2026 alle ore 08:14 Mia Berg <mia@getgrowth.io> ha scritto:\n> ${ours}`,
  'italian broken over two lines': `Il giorno lun 9 mar 2026 alle ore 08:14 Mia Berg da GetGrowth Limited\n<mia@getgrowth.io> ha scritto:\n\n> ${ours}`,
  polish: `pon., 9 mar 2026 o 08:14 Mia Berg <mia@getgrowth.io> napisał(a):\n\n> ${ours}`,
  swedish: `Den mån 9 mars 2026 kl 08:14 skrev Mia Berg <mia@getgrowth.io>:\n> ${ours}`,
  'french proton': `Envoyé avec Proton Mail.\n\nLe lundi 9 mars 2026 à 08:14, Mia Berg <mia@getgrowth.io> a écrit :\n> ${ours}`,
  'html of gmail': `<div class="gmail_quote"><div dir="ltr">On Mon, Mia wrote:</div><blockquote>${ours}</blockquote></div>`,
}

const judge = (text: string) =>
  classifyReply({ subject: 'Re: hi', from: 'Tom <tom@acme.com>', text, receivedAt: '2026-03-10T09:00:00Z' })

describe('a mail quoted below the answer', () => {
  it.each(Object.entries(quotes))('is no opt-out of the person: %s', (_, quote) => {
    expect(extractOwnText(readableText(`Sounds good, tell me more.\n\n${quote}`)).own).toBe(
      'Sounds good, tell me more.',
    )
    expect(judge(`Sounds good, tell me more.\n\n${quote}`)).toMatchObject({ label: 'interested', unsubscribe: false })
  })

  it('may have the answer below it', () => {
    expect(
      judge(`On 9 Mar 2026 Mia Berg <mia@getgrowth.io> wrote:\n> ${ours}\n\nPlease remove me from your list`).label,
    ).toBe('unsubscribe')
  })

  it('hides no opt-out above it', () => {
    for (const quote of Object.values(quotes)) expect(judge(`Unsubscribe\n\n${quote}`).unsubscribe).toBe(true)
  })
})

describe('signature and small print', () => {
  it.each([
    '--\nTom\nClick here to unsubscribe from our newsletter',
    'Best regards\nTom\nUnsubscribe: https://acme.com/u',
    'Mit freundlichen Grüßen\nTom\nNewsletter abmelden',
    'Met vriendelijke groet\nTom\nAfmelden',
    'Cordialement\nTom\nSe désinscrire',
    'Un saludo\nTom\nDarse de baja',
    'Warmly,\nDeb\n\nDebra Sykes · Sykes Florists\nTo stop receiving our offers, click unsubscribe.',
    'Best wishes,\nDr Aziz\nHillside Vets\n*** Please do not email us in an emergency, stop and call ***',
    'i. A. Nadja Brenner\nSekretariat\nInformationen zur Löschung Ihrer Daten: brenner.example/dsgvo',
    'Miguel Ortega\nPlant Engineer\nNOTICE: If you received it by mistake contact us and delete all copies.',
    'Sam Okonjo, CEO\nOkonjo Textiles - no more waste in fashion',
    'Diese Nachricht wurde von meinem Android-Gerät mit GMX Mail gesendet.',
    'This email and any attachments are confidential. If you received it in error, please delete it and stop.',
  ])('count for nothing: %s', (footer) => {
    expect(judge(`No thanks, we have somebody.\n\n${footer}`)).toMatchObject({
      label: 'not_interested',
      unsubscribe: false,
    })
  })

  it.each([
    'Not for me. Please ask\n\nJane Miller\nHead of Sales',
    'Thanks.\n\nJane Miller\nplease remove me from your list and never write again.',
  ])('are not seen in a name that is meant, or with an opt-out below: %s', (text) => {
    expect(extractOwnText(text).own).toBe(text)
  })

  it('take no longer the more names a mail contains', () => {
    const names = `Yes.\n\n${'Ab Cd\n\n'.repeat(70_000)}`
    expect(threadCpuMs(() => extractOwnText(names))).toBeLessThan(10_000)
  })

  it('do not include a postscript with a question', () => {
    expect(judge('No thanks.\n\nBest regards\nTom\n\nPS: please remove me from your list').unsubscribe).toBe(true)
  })
})

describe('text from HTML', () => {
  it('is read as words', () => {
    expect(
      readableText('<p>We&rsquo;d&nbsp;love <b>a demo</b></p><style>p{}</style>').replace(/\s+/g, ' ').trim(),
    ).toBe("We'd love a demo")
  })

  it('keeps an address in angle brackets', () => {
    expect(readableText('Ask <anna@acme.com><br>')).toContain('<anna@acme.com>')
  })
})
