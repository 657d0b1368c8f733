import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { monday } from '../../../support/instantly/living-campaign.ts'
import { useBench } from '../../../support/use-bench.ts'
import {
  day,
  detailRequests,
  figuresLike,
  hour,
  makeCampaign,
  read,
  remoteCampaign,
  rowOf,
  rowsByName,
  startCampaigns,
  truthOf,
  weeks,
} from './support.ts'

const start = useBench(startCampaigns)

it('A sync stores every campaign, whoever made it, and says how many are new, changed and gone', async () => {
  const rig = await start()
  const first = await makeCampaign(rig, 'Autumn', { leads: 3 })
  await makeCampaign(rig, 'Winter', { leads: 3, start: false })
  expect(await read(rig)).toMatchObject({ state: 'done', imported: 2, updated: 0, gone: 0, problem: null })
  expect([...(await rowsByName(rig)).values()].map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual([
    'Autumn running',
    'Winter draft',
  ])
  const ask = createAsk(rig.fake)
  await ask('PATCH', `/campaigns/${first}`, { name: 'Autumn, second try', daily_limit: 12 })
  await ask('POST', `/campaigns/${first}/pause`)
  expect(await read(rig)).toMatchObject({ imported: 0, updated: 1, gone: 0 })
  const row = await rowOf(rig, 'Autumn, second try')
  expect(row.state).toBe('paused')
  const { copy } = await rig.app.call('campaigns.detail', { campaignId: row.id })
  expect(copy.numbers).toContainEqual({ name: 'daily_limit', value: 12 })
  expect(copy.senders).toHaveLength(3)
  expect(copy.steps.map(({ wait }) => wait?.amount ?? null)).toEqual([null, 2, 3])
  expect(await read(rig)).toMatchObject({ imported: 0, updated: 0, gone: 0 })
})

it('After weeks the figures match exactly what happened, including late automatic replies', async () => {
  const rig = await start()
  const ids = [await makeCampaign(rig, 'Autumn', { leads: 150 }), await makeCampaign(rig, 'Winter', { leads: 90 })]
  let automatic = 0
  for (const ms of [3 * day, weeks(1), 11 * hour, weeks(2)]) {
    await rig.fake.moveOn(ms)
    await read(rig)
    for (const id of ids) {
      const row = [...(await rowsByName(rig)).values()].find(({ remoteId }) => remoteId === id)
      if (!row) throw new Error('not read')
      const truth = truthOf(rig, id)
      expect(figuresLike(truth, row.totals)).toEqual(truth)
      const { days, steps } = await rig.app.call('campaigns.figures', { campaignId: row.id })
      // Figures of days and steps do not include bounces and unsubscribes.
      const { bounced: _, unsubscribed: __, ...ofDay } = truth
      for (const one of days) {
        const { bounced: ___, unsubscribed: ____, ...own } = truthOf(rig, id, { date: one.date })
        expect(figuresLike(own, one), one.date).toEqual(own)
      }
      expect(figuresLike(ofDay, sumOf(days))).toEqual(ofDay)
      for (const one of steps) {
        const { sent, opened, clicked, replied } = truthOf(rig, id, { step: (one.step ?? 0) - 1 })
        expect(figuresLike({ sent, opened, clicked, replied }, one), `step ${one.step}`).toEqual({
          sent,
          opened,
          clicked,
          replied,
        })
      }
      expect(steps[0]?.step).toBe(1)
      automatic += truth.automatic
    }
  }
  expect(automatic).toBeGreaterThan(20)
})

it('The totals of every sync that changed them are kept, with their time', async () => {
  const rig = await start()
  const id = await makeCampaign(rig, 'Autumn', { leads: 60 })
  const seen: { sent: number; replied: number }[] = []
  for (let week = 0; week < 3; week++) {
    await rig.fake.moveOn(weeks(1) / 2)
    await read(rig)
    // One reading with nothing new in between.
    await read(rig)
    const { sent, replied } = truthOf(rig, id)
    seen.push({ sent, replied })
  }
  const store = new Database(path.join(rig.app.dir, 'sendoff.db'), { readonly: true })
  const rows = store.prepare('select sent, replied, at from campaign_snapshot order by at').all() as {
    sent: number
    replied: number
    at: number
  }[]
  store.close()
  expect(rows.map(({ sent, replied }) => ({ sent, replied }))).toEqual(seen)
  expect(new Set(rows.map(({ at }) => at)).size).toBe(3)
})

it('The days of a recently active campaign are read again after three days, even if no total changed', async () => {
  // The app's own time runs on, too, because the rate limiter uses it.
  const time = { now: monday - Date.now() }
  const rig = await start({ backend: { clock: { ...systemClock, now: () => Date.now() + time.now } } })
  await makeCampaign(rig, 'Autumn', { leads: 4 })
  await rig.fake.moveOn(2 * day)
  time.now += 2 * day
  expect(await read(rig)).toMatchObject({ detailed: 1 })
  time.now += 2 * day
  expect(await read(rig)).toMatchObject({ detailed: 0 })
  time.now += 2 * day
  expect(await read(rig)).toMatchObject({ detailed: 1 })
  // Long after its last mail nothing changes any more.
  time.now += 60 * day
  expect(await read(rig)).toMatchObject({ detailed: 0 })
})

it('A sync requests days and steps only where totals changed, and hardly anything if nothing did', async () => {
  const rig = await start()
  await makeCampaign(rig, 'Autumn', { leads: 20 })
  await makeCampaign(rig, 'Quiet', { leads: 5 })
  await rig.fake.moveOn(3 * day)
  await read(rig)
  expect(detailRequests(rig)).toBe(4)
  const before = rig.fake.journal.entries.length
  expect(await read(rig)).toMatchObject({ state: 'done', detailed: 0 })
  // Accounts and the plan are requested beside a reading, at most every half hour; a slow answer is requested again.
  const asked = new Set(rig.fake.journal.entries.slice(before).map((entry) => entry.path))
  expect([...asked].filter((one) => one.startsWith('/api/v2/campaigns')).toSorted()).toEqual([
    '/api/v2/campaigns',
    '/api/v2/campaigns/analytics',
  ])
})

it('A campaign that was deleted at Instantly is kept, with its figures and emails', async () => {
  const rig = await start()
  const id = await makeCampaign(rig, 'Autumn', { leads: 40 })
  await makeCampaign(rig, 'Winter', { leads: 10 })
  await rig.fake.moveOn(weeks(1))
  await read(rig)
  const before = await rowOf(rig, 'Autumn')
  const figures = await rig.app.call('campaigns.figures', { campaignId: before.id })
  expect(figures.days.length).toBeGreaterThan(2)
  await createAsk(rig.fake)('DELETE', `/campaigns/${id}`)
  await rig.fake.moveOn(weeks(1))
  expect(await read(rig)).toMatchObject({ state: 'done', gone: 1 })
  const after = await rowOf(rig, 'Autumn')
  expect(after).toMatchObject({ state: 'gone', totals: before.totals })
  expect(after.readAt).toBe(before.readAt)
  expect(await rig.app.call('campaigns.figures', { campaignId: before.id })).toEqual(figures)
  const { copy } = await rig.app.call('campaigns.detail', { campaignId: before.id })
  expect(copy.steps[0]?.variants[0]?.text).toBe('Hi {{firstName}} of {{city}}\nBye')
  expect(await read(rig)).toMatchObject({ gone: 0 })
  await expect(rig.app.call('campaigns.setActive', { campaignId: before.id, active: true })).rejects.toMatchObject({
    code: 'CAMPAIGN_GONE',
  })
})

it('A campaign missing from an incomplete list does not count as gone', async () => {
  const rig = await start()
  const id = await makeCampaign(rig, 'Autumn', { leads: 3 })
  await read(rig)
  const workspace = rig.fake.world.workspaces[0]
  const campaign = remoteCampaign(rig, id)
  // The list is read without it, but it is found again by id.
  const list = workspace?.campaigns
  list?.delete(id)
  rig.fake.faults.script({
    method: 'GET',
    path: '/campaigns/*',
    fault: { kind: 'status', status: 503, when: 'before_commit' },
    times: 99,
  })
  expect(await read(rig)).toMatchObject({ gone: 0 })
  rig.fake.faults.clear()
  list?.set(id, campaign)
  expect(await rowOf(rig, 'Autumn')).toMatchObject({ state: 'running', goneAt: null })
})

it('A campaign that cannot be read holds up no others, and can be read alone on request', async () => {
  const rig = await start()
  await makeCampaign(rig, 'Autumn', { leads: 20 })
  await makeCampaign(rig, 'Winter', { leads: 20 })
  await makeCampaign(rig, 'Spring', { leads: 20 })
  await rig.fake.moveOn(2 * day)
  rig.fake.faults.script({
    method: 'GET',
    path: '/campaigns/analytics/steps',
    fault: { kind: 'status', status: 400, when: 'before_commit' },
  })
  expect(await read(rig)).toMatchObject({ state: 'partly', detailed: 2, failed: 1, problem: { code: 'SYNC_FAILED' } })
  const failed = [...(await rowsByName(rig)).values()].filter(({ problem }) => problem !== null)
  expect(failed).toHaveLength(1)
  const [one] = failed
  if (!one) throw new Error('none failed')
  expect(one.problem).toMatchObject({ code: 'API_REFUSED', failures: 1 })
  // Its totals were read all the same.
  expect(one.totals.sent).toBe(truthOf(rig, one.remoteId).sent)
  rig.fake.faults.script({
    method: 'GET',
    path: '/campaigns/analytics/daily',
    fault: { kind: 'status', status: 400, when: 'before_commit' },
  })
  await expect(rig.app.call('campaigns.retry', { campaignId: one.id })).rejects.toMatchObject({ code: 'SYNC_FAILED' })
  rig.fake.faults.clear()
  const before = detailRequests(rig)
  expect((await rig.app.call('campaigns.retry', { campaignId: one.id })).problem).toBeNull()
  expect(detailRequests(rig) - before).toBe(2)
  expect((await rig.app.call('campaigns.figures', { campaignId: one.id })).days.length).toBeGreaterThan(0)
})

async function withDays(app: TestBackend): Promise<number> {
  const { rows } = await app.call('campaigns.list', { workspaceId: null, page: { limit: 500 } })
  const figures = await Promise.all(rows.map(({ id }) => app.call('campaigns.figures', { campaignId: id })))
  return figures.filter(({ days }) => days.length > 0).length
}

it('An interrupted sync continues where it stopped', async () => {
  const rig = await start()
  for (let at = 0; at < 40; at++) await makeCampaign(rig, `Campaign ${at}`, { leads: 2 })
  await rig.fake.moveOn(2 * day)
  // The 21st request for days and all later ones are never answered; the app is stopped meanwhile.
  rig.fake.faults.script({
    method: 'GET',
    path: '/campaigns/analytics/daily',
    nth: 21,
    times: 999,
    fault: { kind: 'hang', when: 'before_commit' },
  })
  const reading = rig.app.call('campaigns.readNow', { workspaceId: null })
  const daysAsked = () => rig.fake.journal.requests('GET', /analytics\/daily$/).length
  await until('more than 30 campaigns asked for', () => daysAsked() > 30)
  await until('what was answered in the store', async () => (await withDays(rig.app)) === 20)
  await rig.app.stop()
  expect((await reading)[0]?.state).toBe('cut_off')
  rig.fake.faults.clear()
  const stepsBefore = rig.fake.journal.requests('GET', /analytics\/steps$/).length
  const app = startBackend({ instantlyUrl: rig.fake.url, dir: rig.app.dir })
  try {
    const [again] = await app.call('campaigns.readNow', { workspaceId: null })
    expect(again).toMatchObject({ state: 'done', imported: 0, failed: 0 })
    expect(again?.detailed).toBeLessThanOrEqual(20)
    expect(again?.detailed).toBeGreaterThan(0)
    // Each of those requested its steps, and no other did: a request of the stopped app may still arrive beside them.
    const asked = rig.fake.journal.requests('GET', /analytics\/steps$/).slice(stepsBefore)
    expect(new Set(asked.map(({ query }) => query)).size).toBe(again?.detailed)
    const { rows } = await app.call('campaigns.list', { workspaceId: null, page: { limit: 500 } })
    for (const row of rows) {
      const { days } = await app.call('campaigns.figures', { campaignId: row.id })
      expect(sumOf(days).sent).toBe(row.totals.sent)
    }
  } finally {
    await app.stop()
  }
})

it('A sync that a full disk keeps from being noted says so, instead of showing an earlier one', async () => {
  let store: Store | null = null
  const rig = await start({ backend: { openStore: (...given) => (store = openStore(...given)) } })
  await makeCampaign(rig, 'Autumn', { leads: 2, start: false })
  await read(rig)
  const { raw } = store as unknown as Store
  raw.function('refuses', () => {
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  })
  for (const what of ['insert', 'update']) {
    raw.exec(`create temp trigger full before ${what} on main.campaign_reading begin select refuses(); end`)
    await expect(read(rig)).rejects.toMatchObject({ code: 'STORE_FULL' })
    raw.exec('drop trigger full')
    expect(await read(rig)).toMatchObject({ state: 'done', problem: null })
  }
})

it('Stored data is kept if a later answer is empty', async () => {
  const rig = await start()
  const id = await makeCampaign(rig, 'Autumn', { leads: 30 })
  await rig.fake.moveOn(3 * day)
  await read(rig)
  rig.fake.journal.clear()
  const { id: campaignId } = await rowOf(rig, 'Autumn')
  const before = await rig.app.call('campaigns.figures', { campaignId })
  await rig.fake.moveOn(3 * day)
  const { rows } = remoteCampaign(rig, id).life
  // The totals said that it sent, but the request for its days returns nothing.
  const answer = rig.fake.faults.hold({ method: 'GET', path: '/campaigns/analytics/daily' })
  const reading = read(rig)
  await until('its days asked for', () => rig.fake.journal.requests('GET', /analytics\/daily$/).length > 0)
  const kept = new Map(rows)
  rows.clear()
  answer()
  expect(await reading).toMatchObject({ state: 'partly', failed: 1 })
  expect(await rig.app.call('campaigns.figures', { campaignId })).toEqual(before)
  expect((await rowOf(rig, 'Autumn')).problem?.code).toBe('API_ANSWER_UNREADABLE')
  for (const [key, row] of kept) rows.set(key, row)
  expect(await read(rig)).toMatchObject({ state: 'done', detailed: 1 })
  expect((await rig.app.call('campaigns.figures', { campaignId })).days.length).toBeGreaterThan(before.days.length)
})

it('A client that is not read shows the reason, is notified after three failures, and forgets both once it works', async () => {
  const rig = await start()
  await rig.app.call('inbox.saveSettings', { quiet: null })
  await makeCampaign(rig, 'Autumn', { leads: 2 })
  rig.fake.faults.script({
    method: 'GET',
    path: '/campaigns',
    times: 999,
    fault: { kind: 'status', status: 400, when: 'before_commit' },
  })
  for (let at = 0; at < 4; at++)
    expect(await read(rig)).toMatchObject({ state: 'failed', problem: { code: 'API_REFUSED' } })
  expect(rig.app.notices).toEqual([
    { kind: 'job_failed', job: 'campaigns', client: 'Kessler', route: '/settings/diagnostics/jobs' },
  ])
  const [health] = await rig.app.call('campaigns.health', {})
  expect(health).toMatchObject({ failures: 4, lastGoodAt: null, held: null, running: false })
  rig.fake.faults.clear()
  await read(rig)
  const [healed] = await rig.app.call('campaigns.health', {})
  expect(healed).toMatchObject({ failures: 0, last: { state: 'done', imported: 1 } })
})

it('Tags are read by name, and campaigns without tags if the key lacks the scope', async () => {
  const rig = await start()
  const id = await makeCampaign(rig, 'Autumn', { leads: 2 })
  const ask = createAsk(rig.fake)
  const tag = await ask('POST', '/custom-tags', { label: 'Priority' })
  await ask('POST', '/custom-tags/toggle-resource', {
    tag_ids: [tag.body['id']],
    resource_type: 2,
    assign: true,
    resource_ids: [id],
  })
  await read(rig)
  expect((await rowOf(rig, 'Autumn')).tags).toEqual(['Priority'])
})

function sumOf(rows: readonly Readonly<Record<string, unknown>>[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const row of rows) {
    for (const [key, value] of Object.entries(row)) if (typeof value === 'number') sums[key] = (sums[key] ?? 0) + value
  }
  return sums
}

it('A name that could not be written the first time reaches the event log later', async () => {
  const rig = await start()
  const remoteId = await makeCampaign(rig, 'Autumn', { leads: 3 })
  const store = new Database(path.join(rig.app.dir, 'sendoff.db'))
  store.exec(`create trigger no_names before insert on event_campaign begin select raise(abort, 'no'); end`)
  await rig.app.call('campaigns.readNow', { workspaceId: null }).catch(() => undefined)
  store.exec('drop trigger no_names')
  await read(rig)
  expect((await rowOf(rig, 'Autumn')).remoteId).toBe(remoteId)
  const told = store.prepare('select name from event_campaign where remote_id = ? and listed = 1').pluck()
  expect(told.get(remoteId)).toBe('Autumn')
  store.close()
})
