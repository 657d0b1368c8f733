import { afterEach, beforeEach, expect, it } from 'vitest'
import { createMailboxStore } from '#backend/campaigns/mailboxes/mailbox-store.ts'
import { planAnswer } from '#backend/core/instantly/schemas.ts'
import { until } from '../../../support/backend.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { oneCampaign, read, startEdits } from '../../campaigns/campaign-edits/support.ts'
import { type MoneyBench, startMoney } from './support.ts'

it('The number of mailboxes and the price of the plan, read with campaigns, are suggested as costs', async () => {
  const bench: Bench = await startEdits()
  try {
    const { app, workspaceId } = bench
    await oneCampaign(bench)
    await read(bench)
    const pulled = await until('mailboxes and plan', async () => {
      const found = await app.call('money.pulled', { workspaceId })
      return found.plan && found.mailboxes ? found : null
    })
    expect(pulled.mailboxes?.count).toBe(3)
    // As Instantly's own page of the plan says.
    expect(pulled.plan).toMatchObject({ interval: 'month', cents: expect.any(Number) })
    expect(pulled.plan?.cents).toBeGreaterThan(0)
    expect(pulled.plan?.until).toMatch(/^\d{4}-\d\d-\d\d$/)
    // Only proposed: nothing counts unless it was entered.
    expect(await app.call('money.costs', { workspaceId })).toEqual([])
  } finally {
    await bench.close()
  }
})

const mailbox = (email: string, dailyLimit: number | null = null) => ({
  email,
  dailyLimit,
  name: '',
  status: 1,
  warmupStatus: 1,
  warmupScore: 90,
  message: null,
  trackingDomain: 'none' as const,
  provider: null,
  sendingGap: null,
  trackingDomainName: null,
  setupPending: null,
  warmupSince: null,
  slowRamp: null,
  tags: null,
})

let bench: MoneyBench
beforeEach(async () => {
  bench = await startMoney()
})
afterEach(() => bench.app.stop())

it('Deleted mailboxes are not counted, and nothing is suggested before they were read', async () => {
  const { app, store, workspaceId } = bench
  expect(await app.call('money.pulled', { workspaceId })).toEqual({ mailboxes: null, plan: null })
  const kept = createMailboxStore(store)
  await kept.keep(workspaceId, [mailbox('Bo@a.example', 30), mailbox('cy@a.example')], 1_000)
  await kept.keep(workspaceId, [mailbox('Bo@a.example', 40)], 2_000)
  expect((await app.call('money.pulled', { workspaceId })).mailboxes).toEqual({
    count: 1,
    at: new Date(2_000).toISOString(),
  })
  // Spelled as at Instantly, because a campaign's senders use that spelling.
  expect(kept.list(workspaceId)).toEqual([{ email: 'Bo@a.example', status: 1, dailyLimit: 40 }])
  // An older answer that arrives late removes nothing.
  await kept.keep(workspaceId, [mailbox('cy@a.example')], 1_500)
  expect(kept.list(workspaceId).map(({ email }) => email)).toContain('Bo@a.example')
})

it.each([
  ['a trial without a price', { price_in_dollars: null, interval: null }, null],
  ['a price of nothing', { price_in_dollars: 0, interval: 'month' }, null],
  ['an unknown interval', { price_in_dollars: 97, interval: 'decade' }, { cents: 9_700, interval: null }],
  ['cents', { price_in_dollars: 37.6, interval: 'year' }, { cents: 3_760, interval: 'year' }],
])('%s does not affect the contacts left, and is reported as far as known', async (_, told, plan) => {
  const { app, store, workspaceId } = bench
  const answer = planAnswer.parse({
    subscriptions: { outreach: { plan_name: 'Growth', total_lead_limit: 100, current_lead_count: 10, ...told } },
  })
  createMailboxStore(store).keepPlan(workspaceId, answer, 5_000)
  const found = (await app.call('money.pulled', { workspaceId })).plan
  if (plan === null) expect(found).toBeNull()
  else expect(found).toMatchObject(plan)
  const left = store.raw.prepare('select contacts_left from workspace where id = ?').pluck().get(workspaceId)
  expect(left).toBe(90)
})

it.each([
  ['alone', { outreach: { total_lead_limit: 100, current_lead_count: 10 } }, 90],
  ['in a bundle', { bundle: { total_lead_limit: 25_000, current_lead_count: 10 } }, 24_990],
  [
    'in a bundle beside the trial it followed',
    {
      outreach: { total_lead_limit: 100, current_lead_count: 100 },
      bundle: { total_lead_limit: 25_000, current_lead_count: 10 },
    },
    24_990,
  ],
  [
    'alone, beside a bundle without figures',
    { outreach: { total_lead_limit: 100, current_lead_count: 10 }, bundle: {} },
    90,
  ],
])('Contacts sold %s are counted as left', (_, subscriptions, left) => {
  const { store, workspaceId } = bench
  createMailboxStore(store).keepPlan(workspaceId, planAnswer.parse({ subscriptions }), 5_000)
  expect(store.raw.prepare('select contacts_left from workspace where id = ?').pluck().get(workspaceId)).toBe(left)
})

it('An account changed while the list of accounts was being read keeps the change', async () => {
  const { store, workspaceId } = bench
  const kept = createMailboxStore(store)
  await kept.keep(workspaceId, [mailbox('bo@a.example', 30), mailbox('cy@a.example', 30)], 1_000)
  kept.keepSome(workspaceId, [mailbox('bo@a.example', 40)], 2_000)
  // Requested earlier, but answered only now.
  await kept.keep(workspaceId, [mailbox('bo@a.example', 30), mailbox('cy@a.example', 20)], 1_500)
  expect(kept.list(workspaceId).map(({ email, dailyLimit }) => [email, dailyLimit])).toEqual([
    ['bo@a.example', 40],
    ['cy@a.example', 20],
  ])
})
