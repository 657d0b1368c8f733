import { afterEach, expect, it, vi } from 'vitest'
import type { Bench } from '../../support/export-bench.ts'
import { askerOf } from '../../support/instantly/ask.ts'
import { day, makeCampaign, read, remoteCampaign, rowOf, rowsByName, startCampaigns } from './support.ts'

vi.setConfig({ testTimeout: 60_000 })

let bench: Bench | null = null
afterEach(async () => {
  const violations = bench?.fake.violations ?? []
  await bench?.close()
  bench = null
  expect(violations).toEqual([])
})
const start = async () => {
  bench = await startCampaigns()
  return bench
}

it('starts and pauses at Instantly first, and here what it says', async () => {
  const it = await start()
  const id = await makeCampaign(it, 'Autumn', { leads: 2, start: false })
  await read(it)
  const { id: campaignId } = await rowOf(it, 'Autumn')
  expect((await it.app.call('campaigns.setActive', { campaignId, active: true })).state).toBe('running')
  expect(remoteCampaign(it, id).status).toBe(1)
  expect((await it.app.call('campaigns.setActive', { campaignId, active: false })).state).toBe('paused')
  expect(remoteCampaign(it, id).status).toBe(2)
  expect(await read(it)).toMatchObject({ updated: 0 })
})

it('leaves all as it was where Instantly refuses', async () => {
  const it = await start()
  await makeCampaign(it, 'No mailboxes', { leads: 2, start: false, settings: { email_list: [] } })
  await read(it)
  const before = await rowOf(it, 'No mailboxes')
  await expect(it.app.call('campaigns.setActive', { campaignId: before.id, active: true })).rejects.toMatchObject({
    code: 'API_REFUSED',
    data: { message: 'Campaign has no sending accounts' },
  })
  expect(await rowOf(it, 'No mailboxes')).toEqual(before)
})

it('reads back where the answer is lost: done counts as done, and what cannot be known is not claimed', async () => {
  const it = await start()
  const id = await makeCampaign(it, 'Autumn', { leads: 2, start: false })
  await read(it)
  const { id: campaignId } = await rowOf(it, 'Autumn')
  const lost = (when: 'before_commit' | 'after_commit') =>
    it.fake.faults.script({ method: 'POST', path: '/campaigns/*/activate', fault: { kind: 'reset', when } })
  lost('after_commit')
  expect((await it.app.call('campaigns.setActive', { campaignId, active: true })).state).toBe('running')
  expect(it.fake.journal.requests('POST', /activate$/).filter(({ committed }) => committed)).toHaveLength(1)
  await askerOf(it.fake)('POST', `/campaigns/${id}/pause`)
  await read(it)
  lost('before_commit')
  await expect(it.app.call('campaigns.setActive', { campaignId, active: true })).rejects.toMatchObject({
    code: 'OUTCOME_UNKNOWN',
  })
  expect((await rowOf(it, 'Autumn')).state).toBe('paused')
})

it('switches many, each with its own outcome', async () => {
  const it = await start()
  await makeCampaign(it, 'Autumn', { leads: 2, start: false })
  await makeCampaign(it, 'No mailboxes', { leads: 2, start: false, settings: { email_list: [] } })
  const gone = await makeCampaign(it, 'Deleted', { leads: 2, start: false })
  await makeCampaign(it, 'Winter', { leads: 2, start: false })
  await read(it)
  await askerOf(it.fake)('DELETE', `/campaigns/${gone}`)
  const campaignIds = [...(await rowsByName(it)).values()].map(({ id }) => id)
  const results = await it.app.call('campaigns.setManyActive', { campaignIds, active: true })
  expect(Object.fromEntries(results.map(({ name, problem }) => [name, problem?.code ?? 'done']))).toEqual({
    Autumn: 'done',
    'No mailboxes': 'API_REFUSED',
    Deleted: 'CAMPAIGN_GONE',
    Winter: 'done',
  })
  const states = Object.fromEntries([...(await rowsByName(it)).values()].map(({ name, state }) => [name, state]))
  expect(states).toEqual({ Autumn: 'running', 'No mailboxes': 'draft', Deleted: 'gone', Winter: 'running' })
})

it('does not let a list asked for before the switch undo it', async () => {
  const it = await start()
  await makeCampaign(it, 'Autumn', { leads: 2, start: false })
  await read(it)
  const { id: campaignId } = await rowOf(it, 'Autumn')
  it.fake.journal.clear()
  it.fake.faults.script({ method: 'GET', path: '/campaigns', fault: { kind: 'delay', ms: 600, when: 'after_commit' } })
  const reading = read(it)
  await vi.waitFor(() => expect(it.fake.journal.requests('GET', /campaigns$/)[0]?.committed).toBe(true))
  await it.app.call('campaigns.setActive', { campaignId, active: true })
  await reading
  expect((await rowOf(it, 'Autumn')).state).toBe('running')
})

it('asks why a campaign does not send, and keeps the answer for when there is no network', async () => {
  const it = await start()
  await makeCampaign(it, 'Autumn', { leads: 2 })
  await it.fake.moveOn(5 * day)
  await read(it)
  const { id: campaignId } = await rowOf(it, 'Autumn')
  // Saturday, 10 January: the schedule has weekdays only.
  const reason = await it.app.call('campaigns.askSending', { campaignId })
  expect(reason).toMatchObject({ code: 'out_of_schedule', accounts: { connected: 3 } })
  const { sending } = await it.app.call('campaigns.detail', { campaignId })
  expect(sending).toEqual(reason)
})
