import { expect, it, vi } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { startBackend, until } from '../../../support/backend.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { useBench } from '../../../support/use-bench.ts'
import { day, makeCampaign, read, remoteCampaign, rowOf, rowsByName, startCampaigns } from './support.ts'

const start = useBench(startCampaigns)

it('Starting and pausing happen at Instantly first, and its answer is stored', async () => {
  const rig = await start()
  const id = await makeCampaign(rig, 'Autumn', { leads: 2, start: false })
  await read(rig)
  const { id: campaignId } = await rowOf(rig, 'Autumn')
  expect((await rig.app.call('campaigns.setActive', { campaignId, active: true })).state).toBe('running')
  expect(remoteCampaign(rig, id).status).toBe(1)
  expect((await rig.app.call('campaigns.setActive', { campaignId, active: false })).state).toBe('paused')
  expect(remoteCampaign(rig, id).status).toBe(2)
  expect(await read(rig)).toMatchObject({ updated: 0 })
})

it('Nothing changes if Instantly refuses to start or pause', async () => {
  const rig = await start()
  await makeCampaign(rig, 'No mailboxes', { leads: 2, start: false, settings: { email_list: [] } })
  await read(rig)
  const before = await rowOf(rig, 'No mailboxes')
  await expect(rig.app.call('campaigns.setActive', { campaignId: before.id, active: true })).rejects.toMatchObject({
    code: 'API_REFUSED',
    data: { message: 'Campaign has no sending accounts' },
  })
  expect(await rowOf(rig, 'No mailboxes')).toEqual(before)
})

it('A lost answer to starting or pausing is read back: what was done counts, and nothing unknown is claimed', async () => {
  const rig = await start()
  const id = await makeCampaign(rig, 'Autumn', { leads: 2, start: false })
  await read(rig)
  const { id: campaignId } = await rowOf(rig, 'Autumn')
  const lost = (when: 'before_commit' | 'after_commit') =>
    rig.fake.faults.script({ method: 'POST', path: '/campaigns/*/activate', fault: { kind: 'reset', when } })
  lost('after_commit')
  expect((await rig.app.call('campaigns.setActive', { campaignId, active: true })).state).toBe('running')
  expect(rig.fake.journal.requests('POST', /activate$/).filter(({ committed }) => committed)).toHaveLength(1)
  await createAsk(rig.fake)('POST', `/campaigns/${id}/pause`)
  await read(rig)
  lost('before_commit')
  await expect(rig.app.call('campaigns.setActive', { campaignId, active: true })).rejects.toMatchObject({
    code: 'OUTCOME_UNKNOWN',
  })
  expect((await rowOf(rig, 'Autumn')).state).toBe('paused')
})

it('A campaign that somebody else switched at Instantly is shown as switched, instead of a refusal', async () => {
  const rig = await start()
  const id = await makeCampaign(rig, 'Autumn', { leads: 2 })
  await read(rig)
  const { id: campaignId } = await rowOf(rig, 'Autumn')
  const refusal = { kind: 'status', status: 400, when: 'before_commit' } as const
  await createAsk(rig.fake)('POST', `/campaigns/${id}/pause`)
  rig.fake.faults.script({ method: 'POST', path: '/campaigns/*/pause', fault: refusal })
  expect((await rig.app.call('campaigns.setActive', { campaignId, active: false })).state).toBe('paused')
  await createAsk(rig.fake)('POST', `/campaigns/${id}/activate`)
  rig.fake.faults.script({ method: 'POST', path: '/campaigns/*/activate', fault: refusal })
  expect((await rig.app.call('campaigns.setActive', { campaignId, active: true })).state).toBe('running')
  expect(rig.fake.faults.fired).toHaveLength(2)
})

it('A campaign that refuses to start is shown as deleted only if it is, whatever the refusal says', async () => {
  const rig = await start()
  const id = await makeCampaign(rig, 'Autumn', { leads: 2, start: false })
  await read(rig)
  const { id: campaignId } = await rowOf(rig, 'Autumn')
  const body = { statusCode: 404, error: 'Not Found', message: 'Resource not found' }
  const fault = { kind: 'answer', status: 400, body, when: 'before_commit' } as const
  rig.fake.faults.script({ method: 'POST', path: '/campaigns/*/activate', fault, times: 2 })
  const switchOn = () => rig.app.call('campaigns.setActive', { campaignId, active: true })
  await expect(switchOn()).rejects.toMatchObject({ code: 'API_REFUSED' })
  expect((await rowOf(rig, 'Autumn')).state).toBe('draft')
  await createAsk(rig.fake)('DELETE', `/campaigns/${id}`)
  await expect(switchOn()).rejects.toMatchObject({ code: 'CAMPAIGN_GONE' })
  expect((await rowOf(rig, 'Autumn')).state).toBe('gone')
})

it('Many campaigns are switched, each with its own outcome', async () => {
  const rig = await start()
  await makeCampaign(rig, 'Autumn', { leads: 2, start: false })
  await makeCampaign(rig, 'No mailboxes', { leads: 2, start: false, settings: { email_list: [] } })
  const gone = await makeCampaign(rig, 'Deleted', { leads: 2, start: false })
  await makeCampaign(rig, 'Winter', { leads: 2, start: false })
  await read(rig)
  await createAsk(rig.fake)('DELETE', `/campaigns/${gone}`)
  const campaignIds = [...(await rowsByName(rig)).values()].map(({ id }) => id)
  const results = await rig.app.call('campaigns.setManyActive', { campaignIds, active: true })
  expect(Object.fromEntries(results.map(({ name, problem }) => [name, problem?.code ?? 'done']))).toEqual({
    Autumn: 'done',
    'No mailboxes': 'API_REFUSED',
    Deleted: 'CAMPAIGN_GONE',
    Winter: 'done',
  })
  const states = Object.fromEntries([...(await rowsByName(rig)).values()].map(({ name, state }) => [name, state]))
  expect(states).toEqual({ Autumn: 'running', 'No mailboxes': 'draft', Deleted: 'gone', Winter: 'running' })
})

it('Pausing many that the end of the app cut off is finished after the next start, as the rest would go on emailing', async () => {
  const rig = await start()
  const names = ['Spring', 'Summer', 'Autumn', 'Winter', 'Easter', 'Advent']
  const ids: string[] = []
  for (const name of names) ids.push(await makeCampaign(rig, name, { leads: 2 }))
  await read(rig)
  const statuses = () => ids.map((id) => remoteCampaign(rig, id).status)
  expect(new Set(statuses())).toEqual(new Set([1]))
  const campaignIds = [...(await rowsByName(rig)).values()].map(({ id }) => id)
  const release = [1, 2, 3, 4].map(() => rig.fake.faults.hold({ method: 'POST', path: '/campaigns/*/pause' }))
  const pausing = rig.app.call('campaigns.setManyActive', { campaignIds, active: false }).catch(() => null)
  await vi.waitFor(() => expect(rig.fake.journal.requests('POST', /pause$/)).not.toEqual([]))
  await rig.app.stop()
  for (const one of release) one()
  await pausing
  expect(statuses()).toContain(1)
  const app = startBackend({ instantlyUrl: rig.fake.url, dir: rig.app.dir })
  await until('all to be paused', () => statuses().every((status) => status === 2))
  await app.stop()
})

it.each([
  ['is finished after the next start', 0],
  ['is given up if that comes an hour later, when nobody expects it', 3_600_000],
])('Starting many that the end of the app cut off %s', async (_, laterMs) => {
  const rig = await start()
  const names = ['Spring', 'Summer', 'Autumn', 'Winter', 'Easter', 'Advent']
  const ids: string[] = []
  for (const name of names) ids.push(await makeCampaign(rig, name, { leads: 2, start: false }))
  await read(rig)
  const running = () => ids.filter((id) => remoteCampaign(rig, id).status === 1).length
  const campaignIds = [...(await rowsByName(rig)).values()].map(({ id }) => id)
  const release = [1, 2, 3, 4].map(() => rig.fake.faults.hold({ method: 'POST', path: '/campaigns/*/activate' }))
  const starting = rig.app.call('campaigns.setManyActive', { campaignIds, active: true }).catch(() => null)
  await vi.waitFor(() => expect(rig.fake.journal.requests('POST', /activate$/)).not.toEqual([]))
  await rig.app.stop()
  for (const one of release) one()
  await starting
  const asked = () => rig.fake.journal.requests('POST', /activate$/).length
  const before = asked()
  expect(before).toBeLessThan(names.length)
  const clock = { ...systemClock, now: () => Date.now() + laterMs }
  const app = startBackend({ instantlyUrl: rig.fake.url, dir: rig.app.dir, clock })
  if (laterMs === 0) await until('all to be started', () => running() === names.length)
  else {
    const looked = async () => {
      app.backend.machine('resume')
      expect(await app.call('campaigns.readNow', { workspaceId: null })).toMatchObject([{ state: 'done' }])
      return asked()
    }
    expect(await looked()).toBe(before)
    // Nor does starting another one renew it.
    await app.call('campaigns.setManyActive', { campaignIds: campaignIds.slice(0, 1), active: true })
    expect(await looked()).toBe(before + 1)
  }
  await app.stop()
})

it('Starting many starts nothing more once the machine has slept for an hour meanwhile', async () => {
  let sleptMs = 0
  const rig = await start({ backend: { clock: { ...systemClock, now: () => Date.now() + sleptMs } } })
  const ids: string[] = []
  for (const name of ['Spring', 'Summer', 'Autumn', 'Winter', 'Easter', 'Advent'])
    ids.push(await makeCampaign(rig, name, { leads: 2, start: false }))
  await read(rig)
  const campaignIds = [...(await rowsByName(rig)).values()].map(({ id }) => id)
  const release = [1, 2, 3, 4].map(() => rig.fake.faults.hold({ method: 'POST', path: '/campaigns/*/activate' }))
  const starting = rig.app.call('campaigns.setManyActive', { campaignIds, active: true })
  await vi.waitFor(() => expect(rig.fake.journal.requests('POST', /activate$/)).toHaveLength(4))
  rig.app.backend.machine('suspend')
  sleptMs = 10 * 3_600_000
  rig.app.backend.machine('resume')
  for (const one of release) one()
  const results = await starting
  expect(ids.filter((id) => remoteCampaign(rig, id).status === 1)).toHaveLength(4)
  expect(results.filter(({ problem }) => problem?.code === 'CANCELLED')).toHaveLength(2)
  expect(await read(rig)).toMatchObject({ state: 'done' })
  expect(rig.fake.journal.requests('POST', /activate$/)).toHaveLength(4)
})

it('A switch is not undone by a list requested before it', async () => {
  const rig = await start()
  await makeCampaign(rig, 'Autumn', { leads: 2, start: false })
  await read(rig)
  const { id: campaignId } = await rowOf(rig, 'Autumn')
  rig.fake.journal.clear()
  const answer = rig.fake.faults.hold({ method: 'GET', path: '/campaigns', when: 'after_commit' })
  const reading = read(rig)
  await vi.waitFor(() => expect(rig.fake.journal.requests('GET', /campaigns$/)[0]?.committed).toBe(true))
  await rig.app.call('campaigns.setActive', { campaignId, active: true })
  answer()
  await reading
  expect((await rowOf(rig, 'Autumn')).state).toBe('running')
})

it('The reason why a campaign does not send is requested, and kept for when there is no network', async () => {
  const rig = await start()
  await makeCampaign(rig, 'Autumn', { leads: 2 })
  await rig.fake.moveOn(5 * day)
  await read(rig)
  const { id: campaignId } = await rowOf(rig, 'Autumn')
  // Saturday, 10 January: the schedule has weekdays only.
  const reason = await rig.app.call('campaigns.askSending', { campaignId })
  expect(reason).toMatchObject({ code: 'out_of_schedule', accounts: { connected: 3 } })
  const { sending } = await rig.app.call('campaigns.detail', { campaignId })
  expect(sending).toEqual(reason)
})
