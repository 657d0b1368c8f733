import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Clock } from '#backend/core/deps.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import { startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { type Bench, ended, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { createFullDisk } from '../../../support/full-disk.ts'
import { makeList } from '../../../support/lists.ts'

const hour = 3_600_000
let shift = 0
/** How far this computer's clock is ahead of Instantly's. */
let wrong = 0
const clock: Clock = { ...systemClock, now: () => Date.now() + shift + wrong }

let bench: Bench
let app: TestBackend
beforeEach(async () => {
  shift = 0
  wrong = 0
  bench = await startBench({ date: () => Date.now() + shift, backend: { clock } })
  app = bench.app
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await app.stop()
  await bench.close()
})

const dayAfter = (days: number) => new Date(Date.now() + days * 24 * hour).toISOString().slice(0, 10)
const remote = () => [...(bench.fake.world.workspaces[0]?.campaigns.values() ?? [])][0]
const active = 1
const paused = 2

/** Starts an export whose campaign starts when it is done, and which pauses on these days from today. */
function begun(days: readonly number[], count = 30): Promise<ExportId> {
  const { listId } = makeList(app.dir, { workspaceId: bench.workspaceId, name: 'Dentists', count })
  const plain = newCampaignSettings('Dentists')
  if (plain.target.kind !== 'new') throw new Error('a new campaign')
  const settings: ExportSettings = {
    ...plain,
    activateWhenDone: true,
    target: {
      ...plain.target,
      schedule: { ...plain.target.schedule, timezone: 'UTC' },
      accounts: (bench.fake.world.workspaces[0]?.mailboxes ?? []).map(({ email }) => email),
      avoid: days.map((day) => ({ date: dayAfter(day), name: 'Company holiday', country: null })),
    },
  }
  return startExport(app, listId, settings)
}

/** The same, with the export finished and the campaign running. */
async function running(...days: readonly number[]): Promise<ExportId> {
  const id = await begun(days)
  await ended(app, id)
  expect(remote()?.status).toBe(active)
  await app.call('campaigns.readNow', { workspaceId: bench.workspaceId })
  return id
}

/** Sets the clocks to this many days from today, at noon in UTC, and runs what is due. */
async function lookOn(day: number): Promise<void> {
  shift = Date.parse(`${dayAfter(day)}T12:00:00Z`) - Date.now()
  await app.call('jobs.run', { kind: 'blackout_dates', workspaceId: bench.workspaceId }).catch(() => undefined)
}
const states = async (exportId: ExportId) =>
  (await app.call('blackoutDates.ofExport', { exportId })).map(({ state }) => state)
const switches = () =>
  bench.fake.journal.requests('POST', /\/(pause|activate)$/).map(({ path }) => path.split('/').at(-1))

/** Ends the process and starts another on the same disk. */
async function restart(): Promise<void> {
  await app.stop()
  app = startBackend({ instantlyUrl: bench.fake.url, dir: bench.app.dir, clock })
}

it('A running campaign is paused on its blackout date and started again after it', async () => {
  const id = await running(2)
  await lookOn(1)
  expect([remote()?.status, await states(id)]).toEqual([active, ['planned']])
  await lookOn(2)
  expect([remote()?.status, await states(id)]).toEqual([paused, ['paused']])
  // Repeated on the same day, nothing more happens.
  await lookOn(2)
  expect(remote()?.status).toBe(paused)
  await lookOn(3)
  expect([remote()?.status, await states(id)]).toEqual([active, ['kept']])
  await lookOn(4)
  expect(switches()).toEqual(['activate', 'pause', 'activate'])
})

it('A campaign is started again though the disk had no room at first to store that it was paused', async () => {
  const id = await running(2)
  await app.stop()
  const disk = createFullDisk("update of state on main.campaign_rest when new.state = 'paused'")
  app = startBackend({ instantlyUrl: bench.fake.url, dir: bench.app.dir, clock, openStore: disk.openStore })
  disk.isFull = true
  await lookOn(2)
  expect([remote()?.status, disk.refused]).toEqual([paused, 1])
  disk.isFull = false
  await lookOn(2)
  expect(await states(id)).toEqual(['paused'])
  await lookOn(3)
  expect([remote()?.status, await states(id)]).toEqual([active, ['kept']])
})

it.each([1, 99])(
  'A campaign paused although it was refused for the moment (%i times) is started after its blackout date',
  async (times) => {
    const id = await running(2)
    bench.fake.faults.script({
      path: '/campaigns/*/pause',
      fault: { kind: 'status', status: 429, when: 'after_commit' },
      times,
    })
    await lookOn(2)
    await lookOn(2)
    expect([remote()?.status, await states(id)]).toEqual([paused, ['paused']])
    await lookOn(3)
    expect([remote()?.status, await states(id)]).toEqual([active, ['kept']])
  },
)

it('A campaign stays paused over consecutive blackout dates, and is started once after the last', async () => {
  const id = await running(2, 3)
  await lookOn(2)
  await lookOn(3)
  expect([remote()?.status, await states(id)]).toEqual([paused, ['kept', 'paused']])
  await lookOn(4)
  expect([remote()?.status, await states(id)]).toEqual([active, ['kept', 'kept']])
  expect(switches()).toEqual(['activate', 'pause', 'activate'])
})

it('A clock that jumps a month ahead starts no campaign on its blackout date and forgets no later one', async () => {
  const id = await running(2, 4)
  await lookOn(2)
  wrong = 30 * 24 * hour
  await lookOn(2)
  expect([remote()?.status, await states(id)]).toEqual([paused, ['paused', 'planned']])
  await lookOn(3)
  expect([remote()?.status, await states(id)]).toEqual([active, ['kept', 'planned']])
  wrong = 0
  await app.call('campaigns.readNow', { workspaceId: bench.workspaceId })
  await lookOn(4)
  expect([remote()?.status, await states(id)]).toEqual([paused, ['kept', 'paused']])
})

it('A clock that is a month behind keeps no campaign sending on its blackout date', async () => {
  const id = await running(2)
  wrong = -30 * 24 * hour
  await lookOn(1)
  await app.call('campaigns.readNow', { workspaceId: bench.workspaceId })
  await lookOn(2)
  expect([remote()?.status, await states(id)]).toEqual([paused, ['paused']])
})

it('A campaign whose export ends and starts it on a blackout date is paused on it', async () => {
  const id = await begun([2], 20_000)
  await until('the campaign to be made', () => remote() !== undefined)
  await app.call('exports.pause', { exportId: id })
  await lookOn(2)
  await app.call('exports.resume', { exportId: id })
  await ended(app, id)
  await lookOn(2)
  expect([remote()?.status, await states(id)]).toEqual([paused, ['paused']])
})

it('A campaign that Sendoff did not pause is never started', async () => {
  const id = await running(2)
  const campaign = remote()
  if (!campaign) throw new Error('no campaign')
  campaign.status = paused
  await lookOn(2)
  expect(await states(id)).toEqual(['left'])
  await lookOn(3)
  expect(remote()?.status).toBe(paused)
})

it('A campaign that the operator switched meanwhile is left alone', async () => {
  const id = await running(2)
  await lookOn(2)
  const [row] = (await app.call('campaigns.list', { workspaceId: bench.workspaceId, page: {} })).rows
  if (!row) throw new Error('no campaign')
  await app.call('campaigns.setActive', { campaignId: row.id, active: true })
  await app.call('campaigns.setActive', { campaignId: row.id, active: false })
  expect(await states(id)).toEqual(['left'])
  await lookOn(3)
  expect(remote()?.status).toBe(paused)
})

it('After a restore, a campaign stays stopped that the operator stopped since the copy was made', async () => {
  const id = await running(2)
  await lookOn(2)
  expect([remote()?.status, await states(id)]).toEqual([paused, ['paused']])
  await app.call('backups.start', {})
  const copy = (await app.call('backups.state', {})).copies?.[0]?.path ?? ''
  await lookOn(3)
  await app.call('campaigns.readNow', { workspaceId: bench.workspaceId })
  const [row] = (await app.call('campaigns.list', { workspaceId: bench.workspaceId, page: {} })).rows
  await app.call('campaigns.setActive', { campaignId: row?.id ?? (0 as never), active: false })
  shift += 24 * hour
  await app.call('backups.restore', { path: copy })
  await until('the copy to be compared', async () => {
    const { restored } = await app.call('backups.state', {})
    return restored !== null && !restored.reading && restored.reconciled === restored.clients
  })
  await app.call('backups.release', { item: null })
  await lookOn(9)
  expect([remote()?.status, await states(id)]).toEqual([paused, ['left']])
})

it('A date that passed while Sendoff was not running is reported', async () => {
  const id = await running(2)
  await lookOn(4)
  expect([remote()?.status, await states(id)]).toEqual([active, ['missed']])
  const [run] = await app.call('jobs.history', { kind: 'blackout_dates', workspaceId: bench.workspaceId })
  expect([run?.state, run?.problem?.code]).toEqual(['failed', 'REST_MISSED'])
})

it('A campaign is started late if Sendoff was not running after the date', async () => {
  const id = await running(2)
  await lookOn(2)
  await restart()
  await lookOn(9)
  expect([remote()?.status, await states(id)]).toEqual([active, ['kept']])
})

it.each(['pause', 'activate'] as const)(
  'A %s whose answer was lost is settled by reading the campaign',
  async (what) => {
    const id = await running(2)
    if (what === 'activate') await lookOn(2)
    bench.fake.faults.script({
      method: 'POST',
      path: `/campaigns/*/${what}`,
      fault: { kind: 'reset', when: 'after_commit' },
    })
    const before = switches().length
    await lookOn(what === 'pause' ? 2 : 3)
    expect(await states(id)).toEqual([what === 'pause' ? 'pausing' : 'starting'])
    await restart()
    await lookOn(what === 'pause' ? 2 : 3)
    expect(await states(id)).toEqual([what === 'pause' ? 'paused' : 'kept'])
    expect(remote()?.status).toBe(what === 'pause' ? paused : active)
    expect(switches().length - before).toBe(1)
  },
)

it.each([
  ['pause', 2, ['pausing', 'paused', 'kept']],
  ['activate', 3, ['starting', 'kept', 'kept']],
] as const)('A %s counts as done only once Instantly shows it', async (what, day, expected) => {
  const id = await running(2)
  if (what === 'activate') await lookOn(2)
  bench.fake.faults.script({
    method: 'POST',
    path: `/campaigns/*/${what}`,
    fault: { kind: 'older_answer', fields: { status: what === 'pause' ? active : paused } },
  })
  const before = switches().length
  const seen: string[] = []
  for (const at of [day, day, 3]) {
    await lookOn(at)
    seen.push(...(await states(id)))
  }
  expect(seen).toEqual(expected)
  expect(remote()?.status).toBe(active)
  expect(
    switches()
      .slice(before)
      .filter((each) => each === what),
  ).toHaveLength(1)
})

it('A campaign is started again although a list still showed it as sending just after the pause', async () => {
  const id = await running(2)
  await lookOn(2)
  bench.fake.faults.script({
    method: 'GET',
    path: '/campaigns',
    fault: { kind: 'older_answer', fields: { status: active } },
    times: 9,
  })
  await app.call('campaigns.readNow', { workspaceId: bench.workspaceId })
  await lookOn(2)
  expect(await states(id)).toEqual(['paused'])
  bench.fake.faults.clear()
  await lookOn(3)
  expect([remote()?.status, await states(id)]).toEqual([active, ['kept']])
})

it('A campaign that somebody started at Instantly is left alone', async () => {
  const id = await running(2)
  await lookOn(2)
  const campaign = remote()
  if (!campaign) throw new Error('no campaign')
  campaign.status = active
  shift += 5 * 60_000
  await app.call('campaigns.readNow', { workspaceId: bench.workspaceId })
  await app.call('jobs.run', { kind: 'blackout_dates', workspaceId: bench.workspaceId })
  expect(await states(id)).toEqual(['left'])
})

it('The first day moves past a blackout date, and a date that was removed is forgotten', async () => {
  const id = await running(0, 3)
  const schedule = remote()?.settings['campaign_schedule'] as { start_date?: string }
  expect(schedule.start_date).toBe(dayAfter(1))
  const rests = await app.call('blackoutDates.ofExport', { exportId: id })
  for (const { id: rest } of rests) await app.call('blackoutDates.drop', { exportId: id, id: rest })
  expect(await states(id)).toEqual([])
})

it('Nothing is planned for accounts on a blackout date', async () => {
  const id = await running(2, 3)
  // Independent of the day of the week.
  const schedule = remote()?.settings['campaign_schedule'] as { start_date?: string; schedules: { days: object }[] }
  delete schedule.start_date
  for (const one of schedule.schedules) one.days = Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((of) => [of, true]))
  await app.call('campaigns.readNow', { workspaceId: bench.workspaceId })
  const possible = async () => {
    await app.call('accounts.sync', { workspaceId: null })
    const view = await app.call('capacity.view', { workspaceId: null, partId: null })
    return view.days.slice(1, 5).map((one) => one.possible > 0)
  }
  expect(await possible()).toEqual([true, false, false, true])
  const rests = await app.call('blackoutDates.ofExport', { exportId: id })
  for (const { id: rest } of rests) await app.call('blackoutDates.drop', { exportId: id, id: rest })
  expect(await possible()).toEqual([true, true, true, true])
})

it("Public holidays are known by country, and a client's own dates", async () => {
  const asked = { countries: ['DE', 'US', 'ZZ'], from: '2026-10-01', to: '2026-12-31' }
  const found = await app.call('blackoutDates.holidays', asked)
  const told = found.map(({ date, country }) => `${date} ${country}`)
  expect(told).toContain('2026-10-03 DE')
  expect(told).toContain('2026-11-26 US')
  expect(told).toContain('2026-12-25 DE')
  expect(found.every(({ date }) => date >= asked.from && date <= asked.to)).toBe(true)
  const own = [{ date: '2026-12-28', name: 'Company holiday' }]
  await app.call('blackoutDates.saveOwn', { workspaceId: bench.workspaceId, dates: own })
  expect(await app.call('blackoutDates.own', { workspaceId: bench.workspaceId })).toEqual(own)
})

it('A campaign that the operator keeps paused on its date stays paused', async () => {
  const id = await running(2)
  await lookOn(2)
  expect([remote()?.status, await states(id)]).toEqual([paused, ['paused']])
  await app.call('exports.keepPaused', { exportId: id })
  await until('the campaign to be kept paused', async () => {
    const { summary } = await app.call('exports.ledger', { exportId: id })
    return summary.activation === 'kept'
  })
  await lookOn(3)
  expect([remote()?.status, await states(id)]).toEqual([paused, ['left']])
})
