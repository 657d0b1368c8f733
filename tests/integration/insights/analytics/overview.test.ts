import fs from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { demoFileMark } from '#backend/clients/workspaces/demo-workspaces.ts'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { leadLabelsOf } from '#backend/events/lead-labels/lead-labels.ts'
import { startBackend, type TestBackend } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { makeCampaign, read, rowOf, startCampaigns, truthOf, weeks } from '../../campaigns/campaigns/support.ts'

let bench: Bench
afterEach(() => bench.close())

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const dayMs = 86_400_000

describe('campaigns over a period', () => {
  it('have the figures of the simulator’s journal: for all days, for some, and along them', async () => {
    bench = await startCampaigns()
    const ids = [await makeCampaign(bench, 'North', { leads: 60 }), await makeCampaign(bench, 'South', { leads: 30 })]
    await bench.fake.moveOn(weeks(3))
    await read(bench)
    const all = await bench.app.call('analytics.overview', { workspaceId: bench.workspaceId, period: 'all' })
    const truths = ids.map((id) => truthOf(bench, id))
    const sum = (key: 'sent' | 'contacted' | 'automatic') => truths.reduce((so, truth) => so + truth[key], 0)
    expect(all.sums).toMatchObject({ sent: sum('sent'), contacted: sum('contacted'), automatic: sum('automatic') })
    expect(all.sums.sent).toBeGreaterThan(100)
    expect(all.campaigns.map(({ name, sums }) => [name, sums.sent])).toEqual([
      ['North', truths[0]?.sent],
      ['South', truths[1]?.sent],
    ])
    expect(all.campaigns[0]?.life).toEqual({
      sent: truths[0]?.sent,
      bounced: truths[0]?.bounced,
      unsubscribed: truths[0]?.unsubscribed,
    })
    expect(all.before).toBeNull()
    expect(all.behind).toBe(0)
    expect(all.places.reduce((so, { sums }) => so + sums.sent, 0)).toBe(all.sums.sent)

    // The second week alone: each of its days equals the journal's.
    const from = dateOf(Date.parse(all.from) + 7 * dayMs)
    const till = dateOf(Date.parse(all.from) + 13 * dayMs)
    const week = await bench.app.call('analytics.overview', {
      workspaceId: bench.workspaceId,
      period: { from, to: till },
    })
    expect(week.places.map(({ date, sums }) => [date, sums.sent])).toEqual(
      Array.from({ length: 7 }, (_, at) => dateOf(Date.parse(from) + at * dayMs)).map((date) => [
        date,
        ids.reduce((so, id) => so + truthOf(bench, id, { date }).sent, 0),
      ]),
    )
    expect(week.before?.sent).toBe(
      all.places.filter(({ date }) => date < from).reduce((so, { sums }) => so + sums.sent, 0),
    )

    const { id } = await rowOf(bench, 'North')
    const [series] = await bench.app.call('analytics.series', { campaignIds: [id], from, to: till })
    expect(series?.places.map(({ date }) => date)).toEqual(week.places.map(({ date }) => date))
    expect(series?.places.reduce((so, { sums }) => so + sums.sent, 0)).toBe(
      week.campaigns.find((one) => one.id === id)?.sums.sent,
    )
  })

  it('stay when the campaign is deleted at Instantly', async () => {
    bench = await startCampaigns()
    const remoteId = await makeCampaign(bench, 'Gone', { leads: 20 })
    await bench.fake.moveOn(weeks(1))
    await read(bench)
    const asked = { workspaceId: null, period: 'all' as const }
    const { sums } = await bench.app.call('analytics.overview', asked)
    bench.fake.world.workspaces[0]?.campaigns.delete(remoteId)
    await read(bench)
    const after = await bench.app.call('analytics.overview', asked)
    expect(after.sums).toEqual(sums)
    expect(after.campaigns).toMatchObject([{ name: 'Gone', state: 'gone' }])
  })

  it('are all listed that the total counts, even one with only a meeting in these days', async () => {
    let store: Store | null = null
    bench = await startCampaigns({ backend: { openStore: (...from) => (store = openStore(...from)) } })
    const { app, workspaceId } = bench
    const remoteId = await makeCampaign(bench, 'North', { leads: 5 })
    await bench.fake.moveOn(weeks(1))
    await read(bench)
    await app.call('jobs.run', { kind: 'lead_labels', workspaceId })
    const [interested, meeting] = [Date.UTC(2026, 2, 1), Date.UTC(2026, 4, 20)]
    for (const [value, at] of [
      [1, interested],
      [2, meeting],
    ] as const) {
      const lead = { campaignId: remoteId, email: 'lead1@north1.example' }
      leadLabelsOf(store as unknown as Store).take(workspaceId, lead, { value, source: 'event', since: at, asOf: at })
    }
    const may = { from: '2026-05-01', to: '2026-05-31' }
    const { sums, campaigns } = await app.call('analytics.overview', { workspaceId, period: may })
    expect(sums).toMatchObject({ sent: 0, interested: 0, meetings: 1, closed: 0 })
    expect(campaigns).toMatchObject([{ name: 'North', sums }])
  })

  it('are saved as CSV, empty where nothing was measured', async () => {
    bench = await startCampaigns()
    await makeCampaign(bench, '=North', { leads: 20, settings: { open_tracking: false, link_tracking: false } })
    await bench.fake.moveOn(weeks(1))
    await read(bench)
    const { app, workspaceId } = bench
    app.savePath = `${app.dir}/campaigns.csv`
    // Labels were not synced yet, so the count is unknown, not 0.
    await app.call('analytics.saveCsv', { workspaceId: null, period: 'all' })
    expect(fs.readFileSync(app.savePath, 'utf8').trim()).toMatch(/,20,,,\d+,\d+,,$/)
    await app.call('jobs.run', { kind: 'lead_labels', workspaceId })
    expect(await app.call('analytics.saveCsv', { workspaceId: null, period: 'all' })).toMatchObject({ rows: 1 })
    const [head, row] = fs.readFileSync(app.savePath, 'utf8').trim().split(/\r?\n/)
    expect(head).toContain('People Opened')
    expect(row).not.toMatch(/(?:^|,)"?=/)
    expect(row).toMatch(/,20,,,\d+,\d+,\d+,\d+$/)
  })
})

describe('an invalid period', () => {
  let app: TestBackend | null = null
  afterEach(() => app?.stop())

  it('is refused, and the file of a demo says that it is one', async () => {
    bench = await startCampaigns()
    const ask = (from: string, to: string) =>
      bench.app.call('analytics.overview', { workspaceId: null, period: { from, to } })
    await expect(ask('2026-11-20', '2026-11-19')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(ask('2026-02-31', '2026-03-01')).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })

    app = startBackend({ instantlyUrl: 'http://127.0.0.1:9', dir: await demoDir('small') })
    const { clients } = await app.call('demo.state', {})
    await app.call('campaigns.readNow', { workspaceId: null })
    app.savePath = `${app.dir}/demo.csv`
    const saved = await app.call('analytics.saveCsv', { workspaceId: clients[0] ?? null, period: 'all' })
    expect(saved?.rows).toBeGreaterThan(0)
    expect(app.savedAs.at(-1)).toMatch(new RegExp(`^${demoFileMark} campaigns `))
  })
})
