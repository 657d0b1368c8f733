import { afterEach, expect, it, vi } from 'vitest'
import { type Bench } from '../../support/export-bench.ts'
import { day, makeCampaign, startCampaigns } from '../campaigns/support.ts'

vi.setConfig({ testTimeout: 60_000 })

let bench: Bench | null = null
afterEach(async () => {
  await bench?.close()
  bench = null
})

/** A client with a campaign that cannot be read, two texts that are no events, and a lead no CRM took. */
async function start() {
  const rig = await startCampaigns({ backend: { crmTimings: { retryAfterMs: [] } } })
  bench = rig
  const { app, workspaceId, fake } = rig
  await makeCampaign(rig, 'Autumn', { leads: 3, start: true })
  await fake.moveOn(2 * day)
  const path = /\/campaigns\/analytics\/daily/
  fake.faults.script({ method: 'GET', path: String(path.source).replaceAll('\\', ''), times: 999, fault: { kind: 'status', status: 400, when: 'before_commit' } })
  await app.call('campaigns.readNow', { workspaceId })
  return rig
}

const list = ({ app, workspaceId }: Bench) => app.call('givenUp.list', { workspaceId, page: {} })

it('names a campaign that could not be read, with why, and drops it from the list once it could', async () => {
  const rig = await start()
  const { app, workspaceId, fake } = rig
  expect(await list(rig)).toMatchObject({
    total: 1,
    rows: [{ kind: 'campaign', about: 'Autumn', canDrop: false, why: { of: 'error', code: 'API_REFUSED' } }],
  })
  // Thrown away it cannot be: it is still a campaign.
  expect(await app.call('givenUp.drop', { workspaceId, only: null })).toEqual({ dropped: 0 })
  expect(await app.call('givenUp.retry', { workspaceId, only: null })).toEqual({ done: 0, left: 1 })
  fake.faults.clear()
  expect(await app.call('givenUp.retry', { workspaceId, only: null })).toEqual({ done: 1, left: 0 })
  expect(await list(rig)).toEqual({ total: 0, rows: [] })
})
