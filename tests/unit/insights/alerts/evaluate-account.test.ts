import { expect, it } from 'vitest'
import {
  type AccountFacts,
  alertOfAccount,
  evaluateAccount,
  evaluateContacts,
  troubleOf,
} from '#shared/domain/insights/alerts/evaluate-account.ts'

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
] as const)('Account %s and warmup %s at Instantly mean %s', (status, warmupStatus, trouble) => {
  expect(troubleOf({ status, warmupStatus })).toBe(trouble)
})

const limits = { bounceAmber: 0.02, bounceRed: 0.05 }
const fine: AccountFacts = {
  status: 1,
  warmupStatus: 1,
  sent7: 200,
  bounced7: 2,
  late: { sent: 400, replied: 20 },
  before: { sent: 800, replied: 40 },
  sentToday: 20,
  dailyLimit: 40,
  score: 98,
  bestScore: 99,
}
const evaluatedOf = (facts: Partial<AccountFacts>) => evaluateAccount({ ...fine, ...facts }, limits)
const told = (facts: Partial<AccountFacts>, campaigns: number) =>
  alertOfAccount(evaluatedOf(facts).reasons[0], campaigns)?.level ?? null

it('A failing account is serious if a running campaign sends with it', () => {
  expect(told({ status: -1 }, 2)).toBe('red')
  expect(told({ status: -1 }, 0)).toBe('amber')
  expect(told({ status: -2 }, 2)).toBe('amber')
  expect(told({}, 2)).toBeNull()
})

it.each([
  ['healthy', {}, []],
  ['disconnected', { status: -1, bounced7: 12 }, ['connection', 'bounces']],
  ['burning', { warmupStatus: -1 }, ['banned']],
  ['burning', { bounced7: 11 }, ['bounces']],
  ['watch', { bounced7: 5 }, ['bounces']],
  // Half of ten is too few to mean anything.
  ['healthy', { sent7: 10, bounced7: 5 }, []],
  ['burning', { score: 55 }, ['score_low']],
  ['watch', { score: 79 }, ['score_low']],
  ['watch', { score: 88 }, ['score_drop']],
  ['healthy', { score: null }, []],
  ['watch', { late: { sent: 400, replied: 3 } }, ['replies']],
  ['watch', { sentToday: 41 }, ['over_limit']],
  ['burning', { bounced7: 11, sentToday: 41 }, ['bounces', 'over_limit']],
] as const)('An account is %s by its figures %j', (verdict, facts, reasons) => {
  const { verdict: found, reasons: why } = evaluatedOf(facts)
  expect([found, why.map(({ kind }) => kind)]).toEqual([verdict, reasons])
})

it('A problem only in figures is watched without an alert', () => {
  expect(told({ sentToday: 41 }, 2)).toBeNull()
  expect(told({ bounced7: 11 }, 2)).toBe('red')
  expect(told({ bounced7: 11 }, 0)).toBeNull()
})

it('Contacts are reported by how long they last, and without a pace by how few are left', () => {
  const judged = (left: number, perDay: number) => {
    const alert = evaluateContacts({ left, limit: 10_000, perDay })
    return alert && `${alert.level} ${alert.days}`
  }
  expect(judged(7_000, 1_000)).toBeNull()
  expect(judged(6_999, 1_000)).toBe('amber 6')
  expect(judged(1_999, 1_000)).toBe('red 1')
  expect(judged(500, 0)).toBeNull()
  expect(judged(499, 0)).toBe('amber null')
  expect(judged(0, 0)).toBe('red null')
})
