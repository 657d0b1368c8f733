/** The fast check for opt-outs lets through every cell that the full one excludes. */
import { expect, it } from 'vitest'
import { mayForbidEmailIn } from '#shared/domain/leads/import/may-forbid-email.ts'
import { forbidsEmail } from '#shared/domain/leads/import/opt-out-cells.ts'

const optOuts = [
  'unsubscribed',
  'UNSUBSCRIBED 2024-03-01',
  'doNotContact',
  'optedOut',
  'do-not-email',
  'Do  not\tcontact',
  'please do not email me again',
  '(DNC)',
  'met at the fair, asked to be removed, do not contact',
  'no calls or emails',
  'Do not call or email',
  'take her off the list',
  '550 5.1.1 user unknown',
  'wrote in May: remove me',
  'hard bounce',
  'hard bounced',
  'Spam complaint',
  'Werbesperrliste',
  'steht auf der Sperrliste',
  'nicht mehr anschreiben',
  'möchte keine E-Mails mehr',
  'bitte in Ruhe lassen',
  'niet meer mailen',
  'uitgeschreven',
  'ne plus contacter',
  'désinscrit',
  'dado de baja',
  'no contactar más',
  'non contattare',
  'não enviar',
  'nie kontaktować',
  'odhlášen',
  'avregistrerad',
  'ønsker ikke mails',
  'vill inte kontaktas',
  'odvolala souhlas',
  'leiratkozott',
  'отписан',
  'не писать',
  '配信停止',
  '수신거부',
]

const inBytes = (cell: string) => {
  const bytes = new TextEncoder().encode(`,${cell},`)
  return mayForbidEmailIn(bytes, 1, bytes.length - 1)
}

it.each(optOuts.filter((cell) => forbidsEmail(cell)))('%s', (cell) => {
  expect(inBytes(cell)).toBe(true)
})

it.each([
  'Köln',
  'Königsallee 17',
  'Málaga',
  'Berlin',
  'ACC-0012',
  '2024-01-12 10:05',
  'Head of Sales',
  '+49 221 1234567',
  'System Customer',
  'fair 12',
])('%s needs no closer look', (cell) => {
  expect(inBytes(cell)).toBe(false)
})
