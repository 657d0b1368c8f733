import { describe, expect, it } from 'vitest'
import { classifyReply } from '#backend/inbox/replies/classify-reply.ts'
import { sureCertainty } from '#shared/domain/inbox/replies/reply-labels.ts'

const classify = (text: string) =>
  classifyReply({ subject: 'Re: pallets', from: 'somebody@company.example', text, receivedAt: '2026-11-24T09:12:00Z' })

describe('a reply in a language Sendoff does not know', () => {
  it.each([
    'Grazie, ma al momento non siamo interessati.',
    'No grazie, non ci interessa.',
    'Non scrivetemi più.',
    'Sì, volentieri. Quando possiamo sentirci?',
    'Por favor, isso não. Remova-me da sua lista, obrigado.',
    'Hei, dette høres interessant ut. Hva koster det?',
  ])('is never certain, so it waits for the operator: %s', (text) => {
    const { certainty, unsubscribe } = classify(text)
    expect(certainty).toBeLessThan(sureCertainty)
    expect(unsubscribe).toBe(false)
  })

  it('does not make a reply unsure that only greets or thanks in another language', () => {
    expect(classify('Ciao Lena, sounds good, please send me the details. Grazie!').certainty).toBeGreaterThan(
      sureCertainty,
    )
    expect(classify('Grazie, aber wir haben keinen Bedarf.').certainty).toBeGreaterThan(sureCertainty)
  })
})
