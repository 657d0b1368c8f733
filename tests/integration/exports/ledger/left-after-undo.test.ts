import type { Database } from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { createRunStore } from '#backend/exports/engine/run-store.ts'
import { createComparisonStore } from '#backend/exports/ledger/comparison-store.ts'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import type { ListId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import { type Bench, ended, startBench, startExport } from '../../../support/export-bench.ts'
import { existingCampaignSettings, newCampaignSettings } from '../../../support/export-settings.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { makeList } from '../../../support/lists.ts'

let bench: Bench
afterEach(() => bench.close())

it('Leads an undo could not remove, as they are in another campaign now, are not planned again, and are shown in report and list', async () => {
  bench = await startBench({ dedupe: false })
  const { app, workspaceId } = bench
  const exported = async (name: string, listId: ReturnType<typeof makeList>['listId']) =>
    (await ended(app, await startExport(app, listId, newCampaignSettings(name)))).summary
  const { listId } = makeList(app.dir, { workspaceId, name: 'L', count: 20 })
  const first = await exported('First', listId)
  const other = await exported('Other', makeList(app.dir, { workspaceId, name: 'M', count: 1, tag: 'm' }).listId)
  const from = { kind: 'campaign', id: first.campaignId ?? '' } as const
  const { rows } = await app.call('remoteLeads.page', { workspaceId, place: from, after: null })
  const moved = rows.slice(0, 5)
  await app.call('remoteLeads.move', {
    workspaceId,
    from,
    to: { kind: 'campaign', id: other.campaignId ?? '' },
    ids: moved.map(({ id }) => id),
  })
  expect(await app.call('exports.takeBack', { exportId: first.id })).toEqual({ taken: 15, missing: 0, left: 5 })
  const exportedNow = async () =>
    (await app.call('lists.leads', { listId, page: {} })).rows.flatMap(({ email, exported: is }) => (is ? [email] : []))
  expect(new Set(await exportedNow())).toEqual(new Set(moved.map(({ email }) => email)))
  expect(await app.call('lists.get', { listId })).toMatchObject({ exported: 5 })
  const sum = await app.call('exports.sum', { listId, rules: {} })
  expect(sum.goOut).toBe(15)
  expect((await exported('Second', listId)).totals).toMatchObject({ uploaded: 15, refused: 0 })
  expect(await exportedNow()).toHaveLength(20)
  const shown = await app.call('exports.rows', { exportId: first.id, outcome: 'all', page: { limit: 100 } })
  const stillThere = shown.rows.filter(({ outcome }) => outcome === 'uploaded').map(({ email }) => email)
  expect(new Set(stillThere)).toEqual(new Set(moved.map(({ email }) => email)))
})

it('Leads an undo could not remove stay known if a reading of Instantly that began before it ends after it', async () => {
  let raw: Database | undefined
  bench = await startBench({
    dedupe: false,
    backend: {
      openStore: (...args) => {
        const store = openStore(...args)
        raw = store.raw
        return store
      },
    },
  })
  const { app, workspaceId } = bench
  const { listId } = makeList(app.dir, { workspaceId, name: 'L', count: 20 })
  const first = (await ended(app, await startExport(app, listId, newCampaignSettings('First')))).summary
  const other = makeList(app.dir, { workspaceId, name: 'M', count: 1, tag: 'm' })
  const second = (await ended(app, await startExport(app, other.listId, newCampaignSettings('Other')))).summary
  const from = { kind: 'campaign', id: first.campaignId ?? '' } as const
  const { rows } = await app.call('remoteLeads.page', { workspaceId, place: from, after: null })
  const ids = rows.slice(0, 5).map(({ id }) => id)
  await app.call('remoteLeads.move', { workspaceId, from, to: { kind: 'campaign', id: second.campaignId ?? '' }, ids })
  await app.call('exports.takeBack', { exportId: first.id })
  if (!raw) throw new Error('no store')
  const runs = createRunStore(raw)
  const found = { there: 20, agreed: 20, missing: [], uncounted: [] }
  await createComparisonStore(systemClock, raw, { runs }).keep(runs.get(first.id), found, new AbortController().signal)
  expect((await app.call('exports.sum', { listId, rules: {} })).goOut).toBe(15)
})

it('A copy older than an undo still shows leads that the undo left, and those that the export had not uploaded', async () => {
  let ahead = 0
  bench = await startBench({ backend: { clock: { ...systemClock, now: () => Date.now() + ahead } } })
  const { app, workspaceId } = bench
  const list = (name: string, count: number, tag?: string) =>
    makeList(app.dir, { workspaceId, name, count, ...(tag === undefined ? {} : { tag }) }).listId
  const exported = async (listId: ListId, settings: ExportSettings) =>
    (await ended(app, await startExport(app, listId, settings))).summary
  const second = await exported(list('M', 1, 'm'), newCampaignSettings('Other'))
  const ask = createAsk(bench.fake, bench.fake.key)
  // Added in Instantly's own window.
  const theirs = [1, 2, 3].map((n) => ({ email: `lead${n}@list.example` }))
  const { body } = await ask('POST', '/campaigns', { ...campaignBody, name: 'First' })
  const from = { kind: 'campaign', id: String(body['id']) } as const
  await ask('POST', '/leads/add', { campaign_id: from.id, leads: theirs })
  const listId = list('L', 20)
  const first = await exported(listId, existingCampaignSettings(from.id))
  expect(first.totals).toMatchObject({ uploaded: 17, refused: 3 })
  ahead = 3_600_000
  await app.call('leadMirror.start', { workspaceId, what: 'whole' })
  await until('the copy', async () => (await app.call('leadMirror.state', { workspaceId })).underWay?.running !== true)
  const { rows } = await app.call('remoteLeads.page', { workspaceId, place: from, after: null })
  const ids = rows.slice(-5).map(({ id }) => id)
  await app.call('remoteLeads.move', { workspaceId, from, to: { kind: 'campaign', id: second.campaignId ?? '' }, ids })
  expect(await app.call('exports.takeBack', { exportId: first.id })).toEqual({ taken: 12, missing: 0, left: 5 })
  expect((await app.call('exports.sum', { listId, rules: {} })).goOut).toBe(12)
})
