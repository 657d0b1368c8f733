import { expect, test } from 'vitest'
import { hintsOf, type PracticePlan } from '#shared/domain/practice/practice.ts'

const well = { status: 1, dailyLimit: 30, warmupStatus: 1 }
const plan = (changes: Partial<PracticePlan>): PracticePlan => ({
  leads: 500,
  accounts: [well],
  earlier: 0,
  alsoElsewhere: 0,
  ...changes,
})

test('a careful plan has no hints, and what is not known is none', () => {
  expect(hintsOf(plan({}))).toEqual([])
  expect(hintsOf(plan({ accounts: [{ status: 1, dailyLimit: null, warmupStatus: null }] }))).toEqual([])
})

test('accounts in trouble come first, then cold ones and busy ones, each counted', () => {
  const accounts = [
    well,
    { ...well, status: -1 },
    { ...well, warmupStatus: -2 },
    { ...well, warmupStatus: 0 },
    { ...well, dailyLimit: 31 },
  ]
  expect(hintsOf(plan({ accounts }))).toEqual([
    { kind: 'accounts_unwell', accounts: 2 },
    { kind: 'accounts_cold', accounts: 1 },
    { kind: 'accounts_busy', accounts: 1 },
  ])
})

test('a client’s first campaign above five hundred leads, and people known to another client', () => {
  expect(hintsOf(plan({ leads: 501, alsoElsewhere: 2 }))).toEqual([
    { kind: 'first_is_big', leads: 501 },
    { kind: 'also_elsewhere', leads: 2 },
  ])
  expect(hintsOf(plan({ leads: 501, earlier: 1 }))).toEqual([])
})
