import fs from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import type { CampaignId } from '#shared/ids.ts'
import { demoDir } from '../../../support/demo.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { makeCampaign, read, rowOf, startCampaigns, weeks } from '../../campaigns/campaigns/support.ts'

let bench: Bench
afterEach(() => bench.close())

it('A set is summed, kept, renamed and removed, and its campaigns stay', async () => {
  bench = await startCampaigns()
  for (const name of ['North', 'South', 'East']) await makeCampaign(bench, name, { leads: 12 })
  await bench.fake.moveOn(weeks(2))
  await read(bench)
  const { app, workspaceId } = bench
  const [north, south] = await Promise.all(['North', 'South'].map((name) => rowOf(bench, name)))
  const campaignIds = [north?.id as CampaignId, south?.id as CampaignId]
  const asked = { workspaceId, period: 'all' as const }
  const both = await app.call('analytics.overview', { ...asked, campaignIds })
  expect(both.campaigns.map(({ name }) => name).toSorted()).toEqual(['North', 'South'])
  expect(both.sums.sent).toBe((north?.totals.sent ?? 0) + (south?.totals.sent ?? 0))

  const kept = await app.call('sets.save', { id: null, workspaceId, name: ' Two ', campaignIds })
  await app.call('sets.save', { ...kept, name: 'Both', campaignIds: [...kept.campaignIds] })
  expect(await app.call('sets.list', { workspaceId })).toMatchObject([{ id: kept.id, name: 'Both' }])
  expect(await app.call('sets.list', { workspaceId: null })).toEqual([])
  await app.call('sets.remove', { id: kept.id })
  expect(await app.call('sets.list', { workspaceId })).toEqual([])
  expect((await app.call('analytics.overview', asked)).campaigns).toHaveLength(3)
})

it('A client’s set accepts and shows no campaign of another client', async () => {
  bench = await startCampaigns({ backend: { dir: await demoDir('small') } })
  await makeCampaign(bench, 'North', { leads: 5 })
  await bench.fake.moveOn(weeks(1))
  await read(bench)
  const { app } = bench
  const { id } = await rowOf(bench, 'North')
  const other = (await app.call('demo.state', {})).clients[0] ?? null
  await expect(
    app.call('sets.save', { id: null, workspaceId: other, name: 'Mine', campaignIds: [id] }),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  const foreign = { workspaceId: other, campaignIds: [id] }
  expect((await app.call('analytics.overview', { ...foreign, period: 'all' })).campaigns).toEqual([])
  expect(await app.call('analytics.tests', foreign)).toEqual([])
})

it('The table is saved as shown: its columns and rows in order; the choice of columns is kept', async () => {
  bench = await startCampaigns()
  for (const name of ['North', 'South', 'East']) await makeCampaign(bench, name, { leads: 6 })
  await bench.fake.moveOn(weeks(1))
  await read(bench)
  const { app, workspaceId } = bench
  const ids = await Promise.all(['South', 'East'].map(async (name) => (await rowOf(bench, name)).id))
  app.savePath = `${app.dir}/seen.csv`
  const columns = ['sent', 'bounced'] as const
  await app.call('analytics.saveCsv', { workspaceId, period: 'all', columns: [...columns], order: ids })
  const lines = fs.readFileSync(app.savePath, 'utf8').trim().split(/\r?\n/)
  expect(lines[0]).toMatch(/Client,Campaign,From,To,Emails Sent,Bounce Rate \(Life\)$/)
  expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(['South', 'East'])

  await app.call('analytics.saveTableColumns', { columns: [...columns] })
  expect(await app.call('analytics.tableColumns', {})).toEqual(columns)
})
