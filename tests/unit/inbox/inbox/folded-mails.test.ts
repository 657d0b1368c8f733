import { expect, it } from 'vitest'
import { countFolded } from '../../../../src/renderer/src/inbox/inbox/folded-mails.ts'

const mails = (count: number, ...unread: number[]) =>
  Array.from({ length: count }, (_, at) => ({ unread: unread.includes(at) }))

it('A long conversation opens at the reply to answer and the email before it', () => {
  expect(countFolded(mails(26), 25)).toBe(24)
})

it('A few emails are all shown', () => {
  expect(countFolded(mails(4), 3)).toBe(0)
})

it('An unread email is never hidden, nor what follows it', () => {
  expect(countFolded(mails(26, 10, 20), 25)).toBe(10)
})

it('Nothing is hidden before a reply near the beginning', () => {
  expect(countFolded(mails(26), 2)).toBe(0)
})
