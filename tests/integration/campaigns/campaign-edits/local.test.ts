import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { WorkspaceId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'
import { useBench } from '../../../support/use-bench.ts'
import { makeCampaign, oneCampaign, patches, read, remoteCampaign, rowOf, rowsByName, startEdits } from './support.ts'

const start = useBench(startEdits)
const campaignsThere = (rig: Bench) => [...(rig.fake.world.workspaces[0]?.campaigns.values() ?? [])]

/** Creates another client of the agency; its key does not matter here. */
function secondClient(rig: Bench): WorkspaceId {
  const db = new Database(`${rig.app.dir}/sendoff.db`)
  const { lastInsertRowid } = db
    .prepare(`insert into workspace (name, colour, created_at) values ('Second', 2, '2026-01-01T00:00:00Z')`)
    .run()
  db.close()
  return Number(lastInsertRowid) as WorkspaceId
}

it('A copy stays local until it is created at Instantly, with emails, schedule and settings and no leads', async () => {
  const rig = await start()
  const { id, settings } = await oneCampaign(rig, { settings: { daily_limit: 33, stop_for_company: true } })
  const localId = await rig.app.call('localCampaigns.duplicate', {
    from: { campaignId: id },
    workspaceId: rig.workspaceId,
    name: 'Autumn again',
  })
  expect(campaignsThere(rig)).toHaveLength(1)
  const { form } = await rig.app.call('localCampaigns.detail', { localId })
  await rig.app.call('localCampaigns.save', {
    localId,
    draft: { ...form.draft, numbers: { ...form.draft.numbers, daily_limit: 44 } },
  })
  expect(campaignsThere(rig)).toHaveLength(1)
  const campaignId = await rig.app.call('localCampaigns.create', { localId })
  const made = campaignsThere(rig).find(({ settings: each }) => each['name'] === 'Autumn again')
  expect(made?.settings).toMatchObject({
    daily_limit: 44,
    stop_for_company: true,
    email_list: settings()['email_list'],
    campaign_schedule: { schedules: [{ timing: { from: '09:00', to: '17:00' }, timezone: 'Europe/Belgrade' }] },
  })
  expect(made?.leads).toHaveLength(0)
  expect((await rowOf(rig, 'Autumn again')).id).toBe(campaignId)
  expect(await rig.app.call('localCampaigns.list', { workspaceId: null })).toEqual([])
  // Pressed twice, created once.
  expect(await rig.app.call('localCampaigns.create', { localId })).toBe(campaignId)
  expect(campaignsThere(rig)).toHaveLength(2)
})

it('A copy for another client has no senders, copy recipients or tags of the first', async () => {
  const rig = await start()
  const { id } = await oneCampaign(rig, { settings: { cc_list: ['boss@northwind.example'] } })
  const localId = await rig.app.call('localCampaigns.duplicate', {
    from: { campaignId: id },
    workspaceId: secondClient(rig),
    name: 'For the other',
  })
  const { form } = await rig.app.call('localCampaigns.detail', { localId })
  expect(form.draft).toMatchObject({ name: 'For the other', senders: [] })
  expect(form.draft.steps).toHaveLength(3)
  expect(JSON.stringify(form)).not.toContain('sender.example')
  const again = await rig.app.call('localCampaigns.duplicate', {
    from: { localId },
    workspaceId: rig.workspaceId,
    name: 'x',
  })
  expect(JSON.stringify(await rig.app.call('localCampaigns.detail', { localId: again }))).not.toContain('boss@')
})

it('A campaign whose answer is lost is created once: found by reading, never blindly sent again', async () => {
  const rig = await start()
  const { id } = await oneCampaign(rig)
  const duplicate = (name: string) =>
    rig.app.call('localCampaigns.duplicate', { from: { campaignId: id }, workspaceId: rig.workspaceId, name })
  const lost = (when: 'before_commit' | 'after_commit') =>
    rig.fake.faults.script({ method: 'POST', path: '/campaigns', fault: { kind: 'reset', when } })
  lost('after_commit')
  const there = await rig.app.call('localCampaigns.create', { localId: await duplicate('There') })
  expect((await rowOf(rig, 'There')).id).toBe(there)
  lost('before_commit')
  const localId = await duplicate('Not there')
  for (let press = 0; press < 2; press += 1) {
    await expect(rig.app.call('localCampaigns.create', { localId })).rejects.toMatchObject({
      code: 'CAMPAIGN_CREATION_UNCLEAR',
    })
  }
  expect(rig.fake.journal.campaignsCreated('There')).toBe(1)
  expect(rig.fake.journal.campaignsCreated('Not there')).toBe(0)
  expect((await rig.app.call('localCampaigns.detail', { localId })).making).toBe(true)
})

it('A campaign is created once although the answer was that of a rate limit', async () => {
  const rig = await start()
  const { id } = await oneCampaign(rig)
  const from = { campaignId: id }
  const localId = await rig.app.call('localCampaigns.duplicate', { from, workspaceId: rig.workspaceId, name: 'Once' })
  const fault = { kind: 'status', status: 429, when: 'after_commit' } as const
  rig.fake.faults.script({ method: 'POST', path: '/campaigns', fault })
  const made = await rig.app.call('localCampaigns.create', { localId })
  expect((await rowOf(rig, 'Once')).id).toBe(made)
  expect(rig.fake.journal.campaignsCreated('Once')).toBe(1)
})

it('An edit saved while the campaign is being created is changed at Instantly too', async () => {
  const rig = await start()
  const { id } = await oneCampaign(rig)
  const from = { campaignId: id }
  const localId = await rig.app.call('localCampaigns.duplicate', { from, workspaceId: rig.workspaceId, name: 'Once' })
  const answer = rig.fake.faults.hold({ method: 'POST', path: '/campaigns', when: 'after_commit' })
  const making = rig.app.call('localCampaigns.create', { localId })
  await until('it to be asked for', () => rig.fake.journal.campaignsCreated('Once') === 1)
  const { form } = await rig.app.call('localCampaigns.detail', { localId })
  const numbers = { ...form.draft.numbers, daily_limit: 44 }
  await rig.app.call('localCampaigns.save', { localId, draft: { ...form.draft, numbers } })
  answer()
  await making
  const made = campaignsThere(rig).find(({ settings: each }) => each['name'] === 'Once')
  expect(made?.settings).toMatchObject({ daily_limit: 44 })
})

it('A campaign renamed after its answer was lost is found under the requested name', async () => {
  const rig = await start()
  const { id } = await oneCampaign(rig)
  const from = { campaignId: id }
  const localId = await rig.app.call('localCampaigns.duplicate', { from, workspaceId: rig.workspaceId, name: 'Once' })
  rig.fake.faults.script({ method: 'POST', path: '/campaigns', fault: { kind: 'reset', when: 'after_commit' } })
  rig.fake.faults.script({
    method: 'GET',
    path: '/campaigns',
    nth: 2,
    times: 20,
    fault: { kind: 'status', status: 500, when: 'before_commit' },
  })
  await expect(rig.app.call('localCampaigns.create', { localId })).rejects.toMatchObject({
    code: 'CAMPAIGN_CREATION_UNCLEAR',
  })
  rig.fake.faults.clear()
  const { form } = await rig.app.call('localCampaigns.detail', { localId })
  await rig.app.call('localCampaigns.save', { localId, draft: { ...form.draft, name: 'Renamed' } })
  const made = await rig.app.call('localCampaigns.create', { localId })
  expect((await rowOf(rig, 'Renamed')).id).toBe(made)
  expect(campaignsThere(rig).map(({ settings }) => settings['name'])).toEqual(['Autumn', 'Renamed'])
})

it('A campaign is created once, however often and fast the button is pressed', async () => {
  const rig = await start()
  const { id } = await oneCampaign(rig)
  const from = { campaignId: id }
  const localId = await rig.app.call('localCampaigns.duplicate', { from, workspaceId: rig.workspaceId, name: 'Once' })
  const press = () => rig.app.call('localCampaigns.create', { localId })
  const [one, ...others] = await Promise.all([press(), press(), press()])
  expect(others).toEqual([one, one])
  expect(await press()).toBe(one)
  expect(rig.fake.journal.campaignsCreated('Once')).toBe(1)
})

it.each(['local campaign', 'export'] as const)(
  'a campaign is not mistaken for one of its name that a %s made while its own answer was lost',
  async (maker) => {
    const rig = await start()
    const { id } = await oneCampaign(rig)
    const duplicate = (name: string) =>
      rig.app.call('localCampaigns.duplicate', { from: { campaignId: id }, workspaceId: rig.workspaceId, name })
    const lostId = await duplicate('Copy')
    rig.fake.faults.script({ method: 'POST', path: '/campaigns', fault: { kind: 'reset', when: 'before_commit' } })
    await expect(rig.app.call('localCampaigns.create', { localId: lostId })).rejects.toMatchObject({
      code: 'CAMPAIGN_CREATION_UNCLEAR',
    })
    if (maker === 'export') {
      const { listId } = makeList(rig.app.dir, { workspaceId: rig.workspaceId, name: 'Three', count: 3 })
      const settings = newCampaignSettings('Copy')
      const { id: exportId } = await rig.app.call('exports.start', {
        listId,
        settings,
        idempotencyKey: 'of-its-name-01',
      })
      await until(
        'the export to end',
        async () => (await rig.app.call('exports.ledger', { exportId })).summary.state === 'done',
      )
    } else await rig.app.call('localCampaigns.create', { localId: await duplicate('Copy') })
    await expect(rig.app.call('localCampaigns.create', { localId: lostId })).rejects.toMatchObject({
      code: 'CAMPAIGN_CREATION_UNCLEAR',
    })
    expect((await rig.app.call('localCampaigns.detail', { localId: lostId })).making).toBe(true)
    expect(rig.fake.journal.campaignsCreated('Copy')).toBe(1)
  },
)

it('Linking to a campaign at Instantly shows the differences, and the chosen side counts', async () => {
  const rig = await start()
  const { id } = await oneCampaign(rig)
  const winter = await makeCampaign(rig, 'Winter', { start: false, settings: { daily_limit: 10 } })
  await read(rig)
  const localId = await rig.app.call('localCampaigns.duplicate', {
    from: { campaignId: id },
    workspaceId: rig.workspaceId,
    name: 'Mine',
  })
  const { id: winterId } = await rowOf(rig, 'Winter')
  const changes = await rig.app.call('localCampaigns.compare', { localId, campaignId: winterId })
  expect(changes.map(({ part, from, to }) => [part, from, to])).toEqual([
    ['name', 'Winter', 'Mine'],
    ['number', 10, null],
  ])
  expect(await rig.app.call('localCampaigns.link', { localId, campaignId: winterId, side: 'ours' })).toEqual({
    outcome: 'saved',
  })
  expect(remoteCampaign(rig, winter).settings['name']).toBe('Mine')
  expect(patches(rig)).toEqual([{ name: 'Mine', daily_limit: null }])
  expect(await rig.app.call('localCampaigns.list', { workspaceId: null })).toEqual([])
})

it('Unlinking keeps the figures with the local campaign and counts none of them twice', async () => {
  const rig = await start()
  await makeCampaign(rig, 'Autumn', { leads: 20 })
  await rig.fake.moveOn(5 * 24 * 3_600_000)
  await read(rig)
  const row = await rowOf(rig, 'Autumn')
  expect(row.totals.sent).toBeGreaterThan(0)
  const localId = await rig.app.call('localCampaigns.unlink', { campaignId: row.id })
  const detail = await rig.app.call('localCampaigns.detail', { localId })
  expect(detail).toMatchObject({ origin: 'unlinked', figures: { totals: { sent: row.totals.sent } } })
  await rig.fake.moveOn(5 * 24 * 3_600_000)
  await read(rig)
  expect((await rowsByName(rig)).size).toBe(1)
  expect((await rowOf(rig, 'Autumn')).totals.sent).toBeGreaterThan(row.totals.sent)
  expect((await rig.app.call('localCampaigns.detail', { localId })).figures).toMatchObject({
    totals: { sent: row.totals.sent },
  })
})

it('A copy of a campaign with an email too long to edit here has all its emails', async () => {
  const rig = await start()
  const { remoteId } = await oneCampaign(rig)
  const picture = `Hi<br/><img src="data:image/png;base64,${'A'.repeat(150_000)}"/>`
  const steps = [
    { type: 'email', delay: 2, variants: [{ subject: 'Look', body: picture }] },
    { type: 'email', delay: 0, variants: [{ subject: '', body: 'Still there?' }] },
  ]
  remoteCampaign(rig, remoteId).settings['sequences'] = [{ steps }]
  await read(rig)
  const { id } = await rowOf(rig, 'Autumn')
  const from = { campaignId: id }
  const localId = await rig.app.call('localCampaigns.duplicate', { from, workspaceId: rig.workspaceId, name: 'Again' })
  const { form } = await rig.app.call('localCampaigns.detail', { localId })
  expect(form.unread).toEqual(['copy'])
  await rig.app.call('localCampaigns.save', { localId, draft: { ...form.draft, name: 'Once more' } })
  // Part of the copy cannot be read here, so sending it would remove emails of the other campaign.
  await makeCampaign(rig, 'Winter', { start: false })
  await read(rig)
  const winter = await rowOf(rig, 'Winter')
  const link = rig.app.call('localCampaigns.link', { localId, campaignId: winter.id, side: 'ours' })
  await expect(link).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { field: 'copy' } })
  await rig.app.call('localCampaigns.create', { localId })
  const made = campaignsThere(rig).find(({ settings }) => settings['name'] === 'Once more')
  expect(made?.settings['sequences']).toMatchObject([{ steps }])
})

it('A local campaign changes only here, and Undo restores it after removal', async () => {
  const rig = await start()
  const localId = await rig.app.call('localCampaigns.make', {
    workspaceId: rig.workspaceId,
    name: 'New',
    timezone: 'Europe/Belgrade',
  })
  rig.fake.journal.clear()
  const { form } = await rig.app.call('localCampaigns.detail', { localId })
  await rig.app.call('localCampaigns.save', { localId, draft: { ...form.draft, name: 'Newer' } })
  await rig.app.call('localCampaigns.setRemoved', { localId, removed: true })
  expect(await rig.app.call('localCampaigns.list', { workspaceId: null })).toEqual([])
  await rig.app.call('localCampaigns.setRemoved', { localId, removed: false })
  expect(await rig.app.call('localCampaigns.list', { workspaceId: null })).toMatchObject([
    { name: 'Newer', origin: 'made' },
  ])
  expect(rig.fake.journal.entries).toEqual([])
})
