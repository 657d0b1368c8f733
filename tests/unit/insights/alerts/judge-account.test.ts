import { expect, it } from 'vitest'
import { judgeContacts, judgeMailbox, troubleOf } from '#shared/domain/insights/alerts/judge-account.ts'

it.each([
  [1, 1, null],
  [2, 0, null],
  [3, null, null],
  [null, null, null],
  [-1, 1, 'connection'],
  [-2, 1, 'soft_bounce'],
  [-3, -1, 'sending'],
  [1, -1, 'banned'],
  [1, -2, 'spam_unknown'],
  [1, -3, 'suspended'],
  [-9, 1, 'other'],
] as const)('account %s and warmup %s at Instantly mean %s', (status, warmupStatus, trouble) => {
  expect(troubleOf({ status, warmupStatus })).toBe(trouble)
})

it('a failing mailbox is serious where a running campaign sends with it', () => {
  const broken = { status: -1, warmupStatus: 1 }
  expect(judgeMailbox(broken, 2)?.level).toBe('red')
  expect(judgeMailbox(broken, 0)?.level).toBe('amber')
  expect(judgeMailbox({ status: -2, warmupStatus: 1 }, 2)?.level).toBe('amber')
  expect(judgeMailbox({ status: 1, warmupStatus: 1 }, 2)).toBeNull()
})

it('contacts are told of by how long they last, and without a pace by how few are left', () => {
  const judged = (left: number, perDay: number) => {
    const alert = judgeContacts({ left, limit: 10_000, perDay })
    return alert && `${alert.level} ${alert.days}`
  }
  expect(judged(7_000, 1_000)).toBeNull()
  expect(judged(6_999, 1_000)).toBe('amber 6')
  expect(judged(1_999, 1_000)).toBe('red 1')
  expect(judged(500, 0)).toBeNull()
  expect(judged(499, 0)).toBe('amber null')
  expect(judged(0, 0)).toBe('red null')
})
