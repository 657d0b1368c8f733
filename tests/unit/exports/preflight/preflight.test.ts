import { expect, test } from 'vitest'
import { hintsOf, type PreflightAccount, type PreflightPlan } from '#shared/domain/exports/preflight/preflight.ts'

const well: PreflightAccount = { status: 1, dailyLimit: 30, warmupStatus: 1, trackingDomain: 'active' }
const plan = (changes: Partial<PreflightPlan>): PreflightPlan => ({
  leads: 500,
  accounts: [well],
  earlier: 0,
  alsoElsewhere: 0,
  tracks: false,
  noOptOut: 0,
  look: { leads: 500, unverified: 0, bounces: null, companies: 0 },
  ...changes,
})

test('A careful plan has no hints, and unknown facts give none', () => {
  expect(hintsOf(plan({}))).toEqual([])
  expect(hintsOf(plan({ accounts: [{ ...well, dailyLimit: null, warmupStatus: null }], look: null }))).toEqual([])
})

test('Accounts in trouble come first, then cold ones and busy ones, each counted', () => {
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

test('A first campaign above five hundred leads, and people known to another client, give a hint', () => {
  expect(hintsOf(plan({ leads: 501, alsoElsewhere: 2 }))).toEqual([
    { kind: 'first_is_big', leads: 501 },
    { kind: 'also_elsewhere', leads: 2 },
  ])
  expect(hintsOf(plan({ leads: 501, earlier: 1 }))).toEqual([])
})

test('Unverified addresses give a hint above one in twenty, and bounces above the alert', () => {
  const look = { leads: 1000, unverified: 51, bounces: null, companies: 0 }
  expect(hintsOf(plan({ look }))).toEqual([{ kind: 'unverified', leads: 51, share: 0.051 }])
  expect(hintsOf(plan({ look: { ...look, unverified: 50 } }))).toEqual([])
  const guess = { leads: 21, share: 0.021, by: 'list', people: 500, bounced: 12 } as const
  expect(hintsOf(plan({ look: { ...look, unverified: 0, bounces: guess } }))).toEqual([{ kind: 'bounces', guess }])
  expect(hintsOf(plan({ look: { ...look, unverified: 0, bounces: { ...guess, share: 0.02 } } }))).toEqual([])
})

test('Accounts without a working tracking domain give a hint if the campaign tracks, or it is unknown', () => {
  const accounts: PreflightAccount[] = [
    well,
    { ...well, trackingDomain: 'none' },
    { ...well, trackingDomain: 'inactive' },
  ]
  expect(hintsOf(plan({ accounts, tracks: true }))).toEqual([{ kind: 'tracked_shared', accounts: 2 }])
  expect(hintsOf(plan({ accounts, tracks: false }))).toEqual([])
})

test('Companies of other clients, and first mails without an opt-out, give a hint', () => {
  const look = { leads: 500, unverified: 0, bounces: null, companies: 7 }
  expect(hintsOf(plan({ look, noOptOut: 2 }))).toEqual([
    { kind: 'company_elsewhere', leads: 7 },
    { kind: 'no_opt_out', mails: 2 },
  ])
})
