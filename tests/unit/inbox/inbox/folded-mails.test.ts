import { expect, it } from 'vitest'
import { countFolded } from '../../../../src/renderer/src/inbox/inbox/folded-mails.ts'

const usual = 800
const high = 1200
const mails = (count: number, ...unread: number[]) =>
  Array.from({ length: count }, (_, at) => ({ unread: unread.includes(at), text: 'Tell me more' }))

it('A long conversation opens at the reply to answer and the email before it', () => {
  expect(countFolded(mails(26), 25, usual)).toBe(24)
  expect(countFolded(mails(26), 25, high)).toBe(24)
})

it('A few emails are all shown', () => {
  expect(countFolded(mails(4), 3, usual)).toBe(0)
})

it('Emails that have room above the reply are all shown, unless the reply is long', () => {
  const [reply, ...earlier] = mails(9).toReversed()
  expect(countFolded(mails(9), 8, usual)).toBe(7)
  expect(countFolded(mails(9), 8, high)).toBe(0)
  expect(countFolded([...earlier, { ...reply, unread: false, text: 'word '.repeat(400) }], 8, high)).toBe(7)
})

it('An unread email is never hidden, nor what follows it', () => {
  expect(countFolded(mails(26, 10, 20), 25, usual)).toBe(10)
})

it('Nothing is hidden before a reply near the beginning', () => {
  expect(countFolded(mails(26), 2, usual)).toBe(0)
})
