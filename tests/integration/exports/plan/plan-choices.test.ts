/** Every choice of a plan is in the requests it makes, and the next plan takes over what it may, never the emails. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import { type Bench, ended, ledgerFaults, startBench, startExport } from '../../../support/export-bench.ts'
import { existingCampaignSettings, newCampaignSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
const mailboxes = () => [...(bench.fake.world.workspaces[0]?.mailboxes ?? [])].map(({ email }) => email)
afterEach(async () => {
  // Requests are checked against the published facts: names, types and limits.
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const listOf = (count: number, tag = 'list', variables?: (row: number) => Record<string, string>) =>
  makeList(bench.app.dir, {
    workspaceId: bench.workspaceId,
    name: tag,
    count,
    tag,
    ...(variables ? { variables } : {}),
  }).listId

const options = {
  open_tracking: false,
  link_tracking: true,
  stop_on_reply: true,
  stop_on_auto_reply: false,
  text_only: true,
  email_gap: 7,
  random_wait_max: 4,
}

function withTarget(
  settings: ExportSettings,
  change: Partial<Extract<ExportSettings['target'], { kind: 'new' }>>,
): ExportSettings {
  if (settings.target.kind !== 'new') throw new Error('no new campaign')
  return { ...settings, target: { ...settings.target, ...change } }
}

it('Every choice is sent in the request that creates the campaign, shown beforehand word by word', async () => {
  const settings = withTarget(newCampaignSettings('Spring'), {
    options,
    dailyLimit: 33,
    accounts: mailboxes(),
    schedule: {
      timezone: 'Europe/Vienna',
      from: '08:30',
      to: '16:15',
      days: [1, 3],
      startDate: '2031-01-06',
      endDate: '2031-02-28',
    },
    steps: [
      { subject: 'Hi {{firstName}}', body: 'One', waitDays: 4, others: [{ subject: 'B', body: 'Two' }] },
      { subject: '', body: 'Three', waitDays: 0 },
    ],
  })
  const listId = listOf(3)
  const dry = await bench.app.call('exports.dryRun', { listId, settings, page: { offset: 0, limit: 5 } })
  const { summary, settings: kept } = await ended(bench.app, await startExport(bench.app, listId, settings))
  expect(summary.totals.uploaded).toBe(3)
  const [request] = bench.fake.journal.requests('POST', '/api/v2/campaigns')
  const body = JSON.parse(request?.bodyText ?? '')
  expect(body).toMatchObject({
    ...options,
    name: 'Spring',
    daily_limit: 33,
    email_list: mailboxes(),
    campaign_schedule: {
      start_date: '2031-01-06',
      end_date: '2031-02-28',
      schedules: [{ timing: { from: '08:30', to: '16:15' }, days: { 1: true, 2: false, 3: true, 0: false } }],
    },
    sequences: [
      {
        steps: [
          {
            delay: 4,
            variants: [
              { subject: 'Hi {{firstName}}', body: 'One' },
              { subject: 'B', body: 'Two' },
            ],
          },
          { variants: [{ subject: '', body: 'Three' }] },
        ],
      },
    ],
  })
  expect(JSON.parse(dry.requests.find(({ what }) => what === 'create')?.body ?? '')).toEqual(body)
  expect(kept.target).toMatchObject({ options, dailyLimit: 33 })
})

it('Minutes left open are left to Instantly, and every switch is sent', async () => {
  const settings = withTarget(newCampaignSettings('Open'), {
    options: { ...options, email_gap: null, random_wait_max: null },
  })
  await ended(bench.app, await startExport(bench.app, listOf(2), settings))
  const [request] = bench.fake.journal.requests('POST', '/api/v2/campaigns')
  const body = JSON.parse(request?.bodyText ?? '')
  expect(body).not.toHaveProperty('email_gap')
  expect(body).not.toHaveProperty('random_wait_max')
  expect(body).toMatchObject({ open_tracking: false, link_tracking: true, stop_on_reply: true, text_only: true })
})

it('The next plan adopts schedule, accounts, options and rules, and offers the emails by name', async () => {
  const settings = withTarget(newCampaignSettings('Spring', { activateWhenDone: true, skipIfInWorkspace: false }), {
    options,
  })
  await ended(bench.app, await startExport(bench.app, listOf(3), settings))
  const plan = await bench.app.call('exports.plan', { listId: listOf(3, 'next') })
  expect(plan.remembered).toMatchObject({
    activateWhenDone: false,
    skipIfInWorkspace: false,
    target: { kind: 'new', steps: [], options, dailyLimit: 50 },
  })
  expect(plan.lastEmails).toMatchObject({ name: 'Spring', steps: [{ subject: 'Hello {{firstName}}' }] })
})

it('No emails are offered if there were none, and the last schedule is kept through an export to a campaign', async () => {
  const listId = listOf(3)
  expect((await bench.app.call('exports.plan', { listId })).lastEmails).toBeNull()
  const none = withTarget(newCampaignSettings('Empty'), { steps: [] })
  const { summary } = await ended(bench.app, await startExport(bench.app, listId, none))
  expect((await bench.app.call('exports.plan', { listId })).lastEmails).toBeNull()
  const into = existingCampaignSettings(summary.campaignId ?? '', { skipIfInWorkspace: true })
  await ended(bench.app, await startExport(bench.app, listOf(2, 'other'), into))
  expect((await bench.app.call('exports.plan', { listId })).remembered).toMatchObject({
    skipIfInWorkspace: true,
    target: { kind: 'new', dailyLimit: 50 },
  })
})

it.each([1, 2, 3])('The plan leaves out exactly the leads it calls blank (seed %i)', async (seed) => {
  const values = ['', ' ', '\t', 'Fes', '"', '\\', 'a"city":"b', 'Köln', '\u00a0', '0']
  const cityOf = (row: number) => values[(row * (seed + 2) + seed) % values.length] ?? ''
  const listId = listOf(1_200, `s${seed}`, (row) => ({ city: cityOf(row), nick: row % 7 === 0 ? '' : 'Jo' }))
  const settings = withTarget(newCampaignSettings('Blanks'), {
    steps: [{ subject: '{{city}} and {{nick|friend}}', body: 'Hi {{firstName}}', waitDays: 0 }],
  })
  const names = [
    { name: 'city', bare: true },
    { name: 'nick', bare: false },
    { name: 'firstName', bare: true },
  ]
  const plan = await bench.app.call('exports.coverage', { listId, copy: { names } })
  const blank = Array.from({ length: 1_200 }, (_, at) => cityOf(at + 1)).filter((city) => city.trim() === '').length
  expect(plan.blanks).toEqual([{ name: 'city', count: blank }])
  const dry = await bench.app.call('exports.dryRun', { listId, settings, page: { offset: 0, limit: 1 } })
  const ledger = await ended(bench.app, await startExport(bench.app, listId, settings))
  expect(ledgerFaults(ledger)).toEqual([])
  expect(ledger.summary.totals).toMatchObject({ uploaded: 1_200 - blank, stayedBehind: blank })
  expect(ledger.reasons).toEqual([expect.objectContaining({ gate: 'blank_variable', count: blank })])
  expect(dry.stayBehind).toBeGreaterThan(0)
  // The operator may allow them.
  const other = listOf(30, `t${seed}`, (row) => ({ city: row % 2 === 0 ? '' : 'Fes' }))
  const all = await ended(bench.app, await startExport(bench.app, other, { ...settings, sendBlanks: true }))
  expect(all.summary.totals.uploaded).toBe(30)
})
