/** How many emails accounts shared by campaigns send in the next days. */
import { expect, it } from 'vitest'
import { type CapacityCampaign, computeCapacity } from '#shared/domain/exports/forecast/capacity.ts'

const account = { email: 'a@x.example', dailyLimit: 10, sentToday: 0, rampFrom: null, canSend: true }
const campaign = (id: string, changes: Partial<CapacityCampaign<string>> = {}): CapacityCampaign<string> => ({
  id,
  accounts: [account.email],
  leads: 25,
  waits: [],
  begun: [],
  dailyLimit: null,
  newPerDay: null,
  newFirst: false,
  sentToday: 0,
  days: [0, 1, 2, 3, 4, 5, 6],
  from: '2026-01-01',
  to: null,
  firstDayShare: 1,
  without: new Set(),
  ...changes,
})
const monday = '2026-11-23'
const firstOf = (found: ReturnType<typeof computeCapacity<string>>, id: string) =>
  found.campaigns.get(id)?.map(({ first }) => first)

it('On a blackout date a campaign sends nothing, and its leads take that much longer', () => {
  const plain = computeCapacity([campaign('a')], [account], monday)
  expect([firstOf(plain, 'a'), plain.lastLeads.get('a')]).toEqual([[10, 10, 5, 0, 0, 0, 0], 2])
  const rested = computeCapacity([campaign('a', { without: new Set(['2026-11-24', '2026-11-25']) })], [account], monday)
  expect([firstOf(rested, 'a'), rested.lastLeads.get('a')]).toEqual([[10, 0, 0, 10, 5, 0, 0], 4])
  expect(rested.accounts.get(account.email)?.map(({ possible }) => possible)).toEqual([10, 0, 0, 10, 10, 10, 10])
})

it('Another campaign with the same account uses what one leaves on its blackout date', () => {
  const found = computeCapacity(
    [campaign('a', { without: new Set(['2026-11-24']) }), campaign('b', { leads: 100 })],
    [account],
    monday,
  )
  expect([firstOf(found, 'a')?.[1], firstOf(found, 'b')?.[1]]).toEqual([0, 10])
  const sent = found.accounts.get(account.email)?.map(({ planned }) => planned)
  expect(sent).toEqual([10, 10, 10, 10, 10, 10, 10])
})

it('Limits of campaigns and of new leads a day are kept', () => {
  const limited = computeCapacity(
    [campaign('a', { dailyLimit: 4 }), campaign('b', { newPerDay: 3 })],
    [account],
    monday,
  )
  expect([firstOf(limited, 'a')?.[0], firstOf(limited, 'b')?.[0]]).toEqual([4, 3])
})
