import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Ledger } from '#shared/contract/exports/exports.ts'
import type { ListId } from '#shared/ids.ts'
import { type Bench, ended, ledgerFaults, newIdempotencyKey, startBench } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { makeList } from '../../../support/lists.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const places = [
  { country: 'Germany' },
  { country: 'United States', state: 'TX' },
  { country: 'United States', state: 'New York' },
  { country: 'US', state: 'CA' },
  {},
  { country: 'Germany' },
  { country: 'Österreich' },
] as const
const list = (count: number) =>
  makeList(bench.app.dir, {
    workspaceId: bench.workspaceId,
    name: 'Dentists',
    count,
    heldEvery: 10,
    variables: (row) => ({ ...places[row % places.length] }),
  })
const perZone = (smallest = 20) => newCampaignSettings('Dentists', { perZone: { smallest } })
const wish = (listId: ListId, smallest = 20) => ({
  listId,
  timezone: 'Europe/Berlin',
  startDate: null,
  endDate: null,
  smallest,
})

/** Waits for all exports of a press; each row of the list is in exactly one of their ledgers. */
async function allEnded(first: Ledger['summary']['id'], rowCount: number): Promise<readonly Ledger[]> {
  const { zones } = await ended(bench.app, first)
  const ledgers = await Promise.all(zones.map(({ exportId }) => ended(bench.app, exportId)))
  expect(ledgers.flatMap(ledgerFaults)).toEqual([])
  const seen: number[] = []
  for (const { summary } of ledgers) {
    const page = { offset: 0, limit: 500 }
    const { rows, total } = await bench.app.call('exports.rows', { exportId: summary.id, outcome: 'all', page })
    expect(total).toBe(summary.totals.rows)
    seen.push(...rows.map(({ position }) => position))
    for (const outcome of ['uploaded', 'stayed_behind'] as const) {
      const found = await bench.app.call('exports.rows', { exportId: summary.id, outcome, page })
      expect(rows.filter((row) => row.outcome === outcome).map(({ position }) => position)).toEqual(
        found.rows.map(({ position }) => position),
      )
    }
  }
  expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: rowCount }, (_, at) => at + 1))
  return ledgers
}

it('An export by time zone creates one campaign per zone of the leads; every row is in exactly one of their reports', async () => {
  const { listId, emails } = list(350)
  const plan = await bench.app.call('exports.zones', wish(listId))
  expect(plan.groups.map(({ zone }) => zone)).toEqual([
    'Europe/Berlin',
    'America/Chicago',
    'America/Los_Angeles',
    'America/New_York',
  ])
  expect(plan.leads).toBe(emails.length)

  const { id } = await bench.app.call('exports.start', {
    listId,
    settings: perZone(),
    idempotencyKey: newIdempotencyKey(),
  })
  const ledgers = await allEnded(id, 350)
  expect(ledgers.map(({ summary }) => summary.totals.uploaded)).toEqual(plan.groups.map(({ leads }) => leads))
  const committed = ledgers.flatMap(({ summary }) => [
    ...bench.fake.journal.committedAddresses(summary.campaignId ?? ''),
  ])
  expect(committed.toSorted()).toEqual(emails.toSorted())
  expect(bench.fake.journal.addressesCommittedTwice()).toEqual([])
  // Each in the hours of its zone, and together no more mails a day than one campaign would send.
  const targets = ledgers.map(({ settings }) => settings.target)
  expect(targets.map((target) => target.kind === 'new' && [target.name, target.schedule.timezone])).toEqual(
    plan.groups.map(({ zone }) => [`Dentists – ${zone}`, zone]),
  )
  expect(targets.reduce((sum, target) => sum + (target.kind === 'new' ? (target.dailyLimit ?? 0) : 0), 0)).toBe(50)
})

it('The same click gives the same exports, even if it arrives twice at once', async () => {
  const { listId, emails } = list(350)
  const press = { listId, settings: perZone(), idempotencyKey: newIdempotencyKey() }
  const [one, two] = await Promise.all([bench.app.call('exports.start', press), bench.app.call('exports.start', press)])
  const three = await bench.app.call('exports.start', press)
  expect([two.id, three.id]).toEqual([one.id, one.id])
  await allEnded(one.id, 350)
  const all = await bench.app.call('exports.list', { workspaceId: bench.workspaceId, page: {} })
  expect(all.total).toBe(4)
  expect(all.rows.reduce((sum, { totals }) => sum + totals.uploaded, 0)).toBe(emails.length)
})

it('A list of one time zone is sent as one campaign, in that zone', async () => {
  const { listId } = makeList(bench.app.dir, {
    workspaceId: bench.workspaceId,
    name: 'Few',
    count: 60,
    variables: () => ({ country: 'Egypt' }),
  })
  const { id } = await bench.app.call('exports.start', {
    listId,
    settings: perZone(),
    idempotencyKey: newIdempotencyKey(),
  })
  const { summary, settings, zones } = await ended(bench.app, id)
  expect(settings.target.kind === 'new' && settings.target.schedule.timezone).toBe('Africa/Cairo')
  expect([summary.campaignName, summary.totals.uploaded, zones]).toEqual(['Dentists', 60, []])
})

it('The requests of each campaign are shown as they are sent', async () => {
  const { listId } = list(350)
  const asked = { listId, settings: perZone(), after: 0, page: { offset: 0, limit: 100 } }
  const first = await bench.app.call('exports.dryRun', asked)
  expect(first.zone).toBe('Europe/Berlin')
  const texan = await bench.app.call('exports.dryRun', { ...asked, zone: 'America/Chicago' })
  const create = texan.requests.find(({ what }) => what === 'create')
  expect(create?.body).toContain('Dentists – America/Chicago')
  const leads = texan.requests.find(({ what }) => what === 'add')?.leads ?? 0
  expect(texan.leads.every(({ json }) => json.includes('"TX"'))).toBe(true)
  const { groups } = await bench.app.call('exports.zones', wish(listId))
  expect(leads).toBe(groups.find(({ zone }) => zone === 'America/Chicago')?.leads)
  // Nothing of it remains.
  expect((await bench.app.call('exports.list', { workspaceId: bench.workspaceId, page: {} })).total).toBe(0)
})

it('The leads behind every count can be opened', async () => {
  const { listId } = list(350)
  const { groups, unknown } = await bench.app.call('exports.zones', wish(listId))
  for (const { zone, leads } of groups) {
    const page = await bench.app.call('exports.zoneLeads', { ...wish(listId), zone, page: { offset: 0, limit: 500 } })
    expect([page.total, page.rows.length]).toEqual([leads, leads])
  }
  const unsaid = await bench.app.call('exports.zoneLeads', {
    ...wish(listId),
    zone: null,
    page: { offset: 0, limit: 500 },
  })
  expect(unsaid.total).toBe(unknown)
  expect(unsaid.rows.every(({ zone }) => zone === null)).toBe(true)
})

it('The cost of the list is stored once, over all campaigns of the click', async () => {
  const { listId } = list(350)
  await bench.app.call('money.addCost', {
    workspaceId: bench.workspaceId,
    kind: 'list',
    basis: 'once',
    cents: 10_001,
    listId,
    from: '2026-03-01',
    asOf: '2026-03-01',
  })
  await bench.app.call('exports.start', { listId, settings: perZone(), idempotencyKey: newIdempotencyKey() })
  const { rows } = await bench.app.call('exports.list', { workspaceId: bench.workspaceId, page: {} })
  const costs = await Promise.all(rows.map(({ id }) => bench.app.call('money.exportCost', { exportId: id })))
  expect(costs.reduce((sum, cost) => sum + (cost?.leads ?? 0), 0)).toBe(315)
  expect(costs.reduce((sum, cost) => sum + (cost?.listCents ?? 0), 0)).toBe(10_001)
})

it('Missing leads of one campaign are sent again, and nobody of another time zone', async () => {
  const { listId } = list(350)
  const { id } = await bench.app.call('exports.start', {
    listId,
    settings: perZone(),
    idempotencyKey: newIdempotencyKey(),
  })
  const ledgers = await allEnded(id, 350)
  const texan = ledgers.find(({ summary }) => summary.campaignName.endsWith('Chicago'))
  const campaignId = texan?.summary.campaignId
  if (!texan || !campaignId) throw new Error('no campaign')
  const asked = { exportId: texan.summary.id, outcome: 'uploaded', page: { limit: 3 } } as const
  const ids = (await bench.app.call('exports.rows', asked)).rows.map(({ remoteLeadId }) => remoteLeadId)
  await createAsk(bench.fake)('DELETE', '/leads', { campaign_id: campaignId, ids })
  await bench.app.call('exports.compare', { exportId: texan.summary.id })
  const again = await bench.app.call('exports.start', {
    listId,
    settings: {
      ...texan.settings,
      ofExport: texan.summary.id,
      target: { kind: 'existing', campaignId },
      skipIfInWorkspace: false,
    },
    idempotencyKey: newIdempotencyKey(),
  })
  const ledger = await ended(bench.app, again.id)
  expect(ledgerFaults(ledger)).toEqual([])
  expect([ledger.shareOf, ledger.summary.totals.rows]).toEqual(['America/Chicago', texan.summary.totals.rows])
  expect(ledger.summary.totals.uploaded).toBe(3)
  const check = await bench.app.call('exports.compare', { exportId: texan.summary.id })
  expect([check.there, check.missing]).toEqual([texan.summary.totals.uploaded, 0])
  // The sum of the press is unchanged.
  expect((await bench.app.call('exports.ledger', { exportId: id })).zones.length).toBe(4)
})

it('Repeating one of its campaigns repeats the whole click: in all time zones, with the limit for all', async () => {
  const { listId } = list(350)
  const { id } = await bench.app.call('exports.start', {
    listId,
    settings: perZone(),
    idempotencyKey: newIdempotencyKey(),
  })
  const ledgers = await allEnded(id, 350)
  for (const { summary } of ledgers) {
    const { settings } = await bench.app.call('exportHistory.repeat', { exportId: summary.id })
    const { target } = perZone()
    expect(settings.perZone).toEqual({ smallest: 20 })
    expect(settings.target).toMatchObject(
      target.kind === 'new' ? { schedule: target.schedule, dailyLimit: target.dailyLimit } : {},
    )
  }
})
