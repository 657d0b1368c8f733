import { expect, it } from 'vitest'
import { clientName } from '#shared/contract/clients/workspaces.ts'
import { typedName } from '#shared/domain/core/typed-name.ts'

it.each([
  ['nothing', ''],
  ['spaces', ' \t\u00a0\u3000'],
  ['a space without width', '\u200b'],
  ['marks that reverse text', '\u202e\u2067'],
  ['a soft hyphen and a byte order mark', '\u00ad \ufeff'],
  ['control characters', '\0\u0007'],
  ['letters that only fill a place', '\u3164\u2800'],
])('A client cannot be called by a name that nobody could see: %s', (_what, name) => {
  expect(clientName.safeParse(name).success).toBe(false)
})

it('A name keeps what joins its letters, and loses the marks that would reverse the text after it', () => {
  expect(clientName.parse(' می\u200cخواهم ')).toBe('می\u200cخواهم')
  expect(clientName.parse('👩\u200d💻 Büro')).toBe('👩\u200d💻 Büro')
  expect(clientName.parse('invoice\u202efdp.exe')).toBe('invoicefdp.exe')
})

it('A name has no control characters and no half of a character, at which other programs would fail', () => {
  expect(clientName.parse('Acme\0\u0007Ltd\n')).toBe('Acme Ltd')
  expect(clientName.parse('Acme \ud83d')).toBe('Acme \ufffd')
})

it('A name that is too long is refused', () => {
  expect(typedName(3).safeParse('abcd').success).toBe(false)
  expect(typedName(3).parse(' abc ')).toBe('abc')
})
