import { expect, it } from 'vitest'
import { nameOfSender } from '#shared/domain/inbox/person-name.ts'

const named = (of: { fromName?: string; address?: string; text?: string }) =>
  nameOfSender({ fromName: '', address: null, text: '', ...of })

it('The name of the header is used, as people write it', () => {
  expect(named({ fromName: '"Denholm, Jack"', address: 'jd@greystone.example' })).toBe('Jack Denholm')
  expect(named({ fromName: "'Ana María Souza'", text: 'Regards,\nSomebody Else' })).toBe('Ana María Souza')
})

it('The signature is used if the header has no name or repeats the address', () => {
  for (const [greeting, name] of [
    ['Mit freundlichen Grüßen', 'Dr. Annegret Hölscher-Wiedemann'],
    ['Met vriendelijke groet,', 'Joost van Spaendonck'],
    ['Cordialement', 'Jean-Baptiste Quéméneur'],
    ['Un saludo,', 'Guadalupe Hernández'],
    ['Best regards,', 'Siobhán Ní Dhonnchadha'],
  ]) {
    const text = `Hello,\n\nthat works for us.\n\n${greeting}\n${name}\nHead of Operations\n\nOn Mon, Mara wrote:\n> Regards,\n> Mara Vogt`
    expect(named({ fromName: 'x@firm.example', address: 'x@firm.example', text })).toBe(name)
  }
})

it('The address is used if nothing else has a name, and if it is fuller than a first name below the mail', () => {
  expect(named({ address: 'jack.denholm@greystone.example' })).toBe('Jack Denholm')
  expect(named({ address: 'jan.van.dijk2@bedrijf.example' })).toBe('Jan van Dijk')
  expect(named({ address: 'anna.kessler@firm.example', text: 'Gladly.\n\nBest,\nAnna' })).toBe('Anna Kessler')
  expect(named({ address: 'ak@firm.example', text: 'Gladly.\n\nBest,\nAnna' })).toBe('Anna')
})

it('No name is invented from role mailboxes, single words, sentences or figures', () => {
  for (const address of ['info@firm.example', 'sales.team@firm.example', 'jdenholm@firm.example', 'a.b@firm.example']) {
    expect(named({ address })).toBe('')
  }
  expect(named({ address: 'x@firm.example', text: 'Thanks\n\nplease call 030 123456\nwe are open until five' })).toBe(
    '',
  )
  expect(named({ address: 'x@firm.example', text: 'Thanks' })).toBe('')
})
