/** The forecast for the next days, compared with what the simulator then sends. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import { until } from '../../../support/backend.ts'
import { type Bench, ended, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { monday } from '../../../support/instantly/living-campaign.ts'
import { makeList } from '../../../support/lists.ts'
import { day, hour, makeCampaign, read, startCampaigns } from '../../campaigns/campaigns/support.ts'

let bench: Bench
const time = { offset: 0 }
const clock = { ...systemClock, now: () => Date.now() + time.offset }
beforeEach(() => {
  time.offset = monday - Date.now()
})
afterEach(() => bench.close())

const boxes = ['box1@sender.example', 'box2@sender.example', 'box3@sender.example']
const still = { reply: 0, autoReply: 0, click: 0, bounce: 0, unsubscribe: 0, mailboxError: 0 }
const start = async (backend = {}, options: Parameters<typeof startCampaigns>[0] = {}) => {
  bench = await startCampaigns({ backend: { clock, ...backend }, rates: still, ...options })
}
const moveOn = async (ms: number) => {
  await bench.fake.moveOn(ms)
  time.offset += ms
}
const sync = async () => {
  await read(bench)
  await bench.app.call('accounts.sync', { workspaceId: null })
}
const view = () => bench.app.call('capacity.view', { workspaceId: null, partId: null })
const sentOn = (date: string) =>
  (bench.fake.world.workspaces[0]?.events ?? []).filter(
    ({ kind, at }) => kind === 'email_sent' && new Date(at).toISOString().startsWith(date),
  )

it('The forecast of the next days matches what is sent, follow-ups first', async () => {
  await start()
  await makeCampaign(bench, 'Autumn', { leads: 500 })
  await makeCampaign(bench, 'Winter', { leads: 300, settings: { email_list: boxes.slice(0, 2) } })
  await moveOn(2 * day - 6 * hour)
  await sync()
  const { days, campaigns } = await view()
  expect(days[0]).toMatchObject({ possible: expect.any(Number) })
  const told = days
    .slice(1)
    .map(({ date, first, followUps, possible }) => ({ date, sent: first + followUps, possible }))
  expect(told.some(({ sent }) => sent === 120)).toBe(true)
  expect(campaigns.every(({ leads }) => (leads.days ?? 0) > 1)).toBe(true)
  await moveOn(9 * day)
  expect(told.map(({ date, sent }) => [date, sent])).toEqual(told.map(({ date }) => [date, sentOn(date).length]))
  // A follow-up is due at the hour of the previous email, so some go a day later than whole days can predict.
  const off = days
    .slice(1)
    .map(({ date, followUps }) => Math.abs(followUps - sentOn(date).filter(({ step }) => step > 0).length))
  expect(Math.max(...off)).toBeLessThanOrEqual(10)
})

it('Leads last as long as forecast', async () => {
  await start()
  await makeCampaign(bench, 'Autumn', { leads: 200, settings: { daily_max_leads: 20 } })
  await moveOn(day + 20 * hour)
  await sync()
  const [autumn] = (await view()).campaigns
  const begin = Math.floor(clock.now() / day)
  await moveOn(30 * day)
  const last = (bench.fake.world.workspaces[0]?.events ?? []).findLast(
    ({ kind, isFirst }) => kind === 'email_sent' && isFirst,
  )
  expect(autumn?.leads).toEqual({ waiting: 160, days: Math.floor((last?.at ?? 0) / day) - begin })
})

it('An account that cannot send has no capacity; one on slow ramp has two more a day', async () => {
  await start()
  await makeCampaign(bench, 'Autumn', { leads: 900 })
  const own = bench.fake.world.workspaces[0]?.mailboxes ?? []
  const [paused, ramping] = own
  if (!paused || !ramping) throw new Error('no accounts')
  paused.status = 2
  ramping.dailyLimit = 4
  await moveOn(day + 20 * hour)
  ramping.dailyLimit = 40
  ramping.settings = { ...ramping.settings, enable_slow_ramp: true }
  await sync()
  const weeks = await bench.app.call('capacity.accounts', { workspaceId: bench.workspaceId })
  const of = (email: string) => weeks.find((one) => one.email === email)?.days.map(({ planned }) => planned)
  expect(of(paused.email)).toEqual([0, 0, 0, 0, 0, 0, 0])
  expect(of(ramping.email)).toEqual([0, 8, 10, 12, 0, 0, 18])
})

it('Adding leads to a campaign gives the same duration as if it had them', async () => {
  await start()
  const campaignId = await makeCampaign(bench, 'Autumn', { leads: 200, settings: { daily_max_leads: 20 } })
  await moveOn(day + 20 * hour)
  await sync()
  const asked = (leads: number, id = campaignId) =>
    bench.app.call('capacity.more', { workspaceId: bench.workspaceId, campaignId: id, leads })
  const [autumn] = (await view()).campaigns
  const days = autumn?.leads.days ?? 0
  const found = await asked(40)
  const today = Math.floor(clock.now() / day)
  const last = Date.parse(found?.lastFirst ?? '') / day
  // Forty at twenty a day take two more sending days, and a weekend if one is in between.
  const later = last - today - days
  expect([2, 4]).toContain(later)
  expect(await asked(1)).not.toEqual(found)
  expect(await asked(50_000)).toEqual({ lastFirst: null, mostDays: 90 })
  // A hypothetical query changes nothing.
  expect((await view()).campaigns[0]?.leads).toEqual({ waiting: 160, days })
  expect(await asked(5, crypto.randomUUID())).toBeNull()
})

describe('leads of a campaign that has not sent yet', () => {
  const counted = () =>
    until('the leads to be counted', async () => (await view()).campaigns[0]?.leads.waiting ?? null, 20_000)
  const listings = () => bench.fake.journal.requests('POST', /leads\/list$/)

  it.each(['none', 'cursor_then_empty', 'cursor_then_empty_with_cursor'] as const)(
    'are counted with few requests, however Instantly ends its lists: %s',
    async (lastPage) => {
      await start({ paces: { accounts: { firstMs: 3_600_000 } } }, { lastPage })
      await makeCampaign(bench, 'Autumn', { leads: 130 })
      await sync()
      expect(await counted()).toBe(130)
      expect(listings().length).toBeLessThanOrEqual(3)
    },
  )

  it('count once if they are listed again', async () => {
    await start({ paces: { accounts: { firstMs: 3_600_000 } } })
    const id = await makeCampaign(bench, 'Autumn', { leads: 130 })
    const { body } = await createAsk(bench.fake)('POST', '/leads/list', { campaign: id, limit: 1 })
    const [first] = body['items'] as { id: string }[]
    const again = { kind: 'older_answer', fields: { id: first?.id } } as const
    bench.fake.faults.script({ method: 'POST', path: '/leads/list', nth: 2, fault: again })
    await sync()
    expect(await counted()).toBe(100)
  })
})

it('A campaign made today counts: by its export at once, or with the next reading of campaigns', async () => {
  // Automatically, but not before the given time.
  await start({ paces: { accounts: { firstMs: 3_600_000 } } })
  await makeCampaign(bench, 'Autumn', { leads: 50 })
  await sync()
  const leadsOf = async () =>
    (await view()).campaigns
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map(({ name, leads }) => [name, leads.waiting] as const)
  const counted = () =>
    until('all leads to be counted', async () => (await leadsOf()).every(([, waiting]) => waiting !== null))
  await counted()
  expect(await leadsOf()).toEqual([['Autumn', 50]])

  await makeCampaign(bench, 'Made there', { leads: 30 })
  await read(bench)
  await counted()
  expect(await leadsOf()).toEqual([
    ['Autumn', 50],
    ['Made there', 30],
  ])
  expect((await view()).clients).toMatchObject([{ leads: { waiting: 80 } }])

  // None of it is listed.
  bench.fake.journal.clear()
  const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'Leads', count: 20 })
  const made = newCampaignSettings('Made here', { activateWhenDone: true })
  const settings = { ...made, target: { ...made.target, accounts: boxes } } as ExportSettings
  await ended(bench.app, await startExport(bench.app, listId, settings))
  await read(bench)
  expect(await leadsOf()).toContainEqual(['Made here', 20])
  expect(bench.fake.journal.requests('POST', /leads\/list$/)).toEqual([])
})
