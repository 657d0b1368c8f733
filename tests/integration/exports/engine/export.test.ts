import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import {
  type Bench,
  ended,
  ledgerFaults,
  newIdempotencyKey,
  startBench,
  startExport,
} from '../../../support/export-bench.ts'
import { existingCampaignSettings, newCampaignSettings } from '../../../support/export-settings.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { makeList } from '../../../support/lists.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const ledgerOf = (exportId: ExportId) => bench.app.call('exports.ledger', { exportId })
const list = (count: number, options: { heldEvery?: number; tag?: string; name?: string } = {}) =>
  makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: options.name ?? 'Dentists', count, ...options })

describe('an export', () => {
  it('adds every ready lead to a new campaign once, and its report adds up', async () => {
    const { listId, emails } = list(2500, { heldEvery: 10 })
    const id = await startExport(bench.app, listId, newCampaignSettings('Dentists - 2026-11-20'))
    const ledger = await ended(bench.app, id)

    expect(ledger.summary.state).toBe('done')
    expect(ledger.summary.totals).toEqual({
      rows: 2500,
      uploaded: 2250,
      stayedBehind: 250,
      refused: 0,
      failed: 0,
      waiting: 0,
    })
    expect(ledgerFaults(ledger)).toEqual([])
    expect(ledger.answers.leads_uploaded).toBe(2250)
    expect(ledger.requests.batches).toBe(3)
    expect(bench.fake.journal.campaignsCreated('Dentists - 2026-11-20')).toBe(1)
    const committed = bench.fake.journal.committedAddresses(ledger.summary.campaignId ?? '')
    expect([...committed].toSorted()).toEqual([...emails].toSorted())
  })

  it('passes fields, variables, schedule and steps to Instantly as planned', async () => {
    const { listId } = list(3)
    await ended(bench.app, await startExport(bench.app, listId, newCampaignSettings('Fields')))
    const created = bench.fake.journal.requests('POST', '/api/v2/campaigns')[0]
    const campaign = JSON.parse(created?.bodyText ?? '{}')
    expect(campaign.campaign_schedule.schedules[0]).toMatchObject({
      timing: { from: '09:00', to: '17:00' },
      timezone: 'Europe/Belgrade',
      days: { 0: false, 1: true, 2: true, 3: true, 4: true, 5: true, 6: false },
    })
    expect(campaign.sequences[0].steps[0].variants[0].body).toBe(
      'Hi {{firstName}},<br/>how are things at {{companyName}}?',
    )
    const added = JSON.parse(bench.fake.journal.requests('POST', '/api/v2/leads/add')[0]?.bodyText ?? '{}')
    expect(added.skip_if_in_workspace).toBe(true)
    expect(added.leads[1]).toEqual({
      email: 'lead2@list.example',
      first_name: 'First 2',
      company_name: 'Company 2',
      custom_variables: { city: 'Köln' },
    })
  })

  it('translates other names of fields in emails, and leaves variables of the leads alone', async () => {
    const { listId } = list(3)
    const settings = newCampaignSettings('Names')
    if (settings.target.kind !== 'new') throw new Error('no new campaign')
    const steps = [{ subject: '{{company}}', body: '{{business_name}} in {{business_city}}, {{city}}', waitDays: 0 }]
    const target = { ...settings.target, steps }
    await ended(bench.app, await startExport(bench.app, listId, { ...settings, target }))
    const created = bench.fake.journal.requests('POST', '/api/v2/campaigns')[0]
    expect(JSON.parse(created?.bodyText ?? '{}').sequences[0].steps[0].variants).toEqual([
      { subject: '{{companyName}}', body: '{{companyName}} in {{city}}, {{city}}' },
    ])
  })

  it('is one export however often the same click arrives', async () => {
    const { listId } = list(10)
    const click = { listId, settings: newCampaignSettings('Once'), idempotencyKey: newIdempotencyKey() }
    const [first, second] = await Promise.all([
      bench.app.call('exports.start', click),
      bench.app.call('exports.start', click),
    ])
    expect(second?.id).toBe(first?.id)
    await ended(bench.app, first?.id)
    expect(bench.fake.journal.campaignsCreated('Once')).toBe(1)
    expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
  })

  it('gives for each rejected lead the reason Instantly counted', async () => {
    // Added in Instantly's own window, which the app cannot know.
    const ask = createAsk(bench.fake, bench.fake.key)
    const { body } = await ask('POST', '/campaigns', { ...campaignBody, name: 'There' })
    const leads = Array.from({ length: 20 }, (_, at) => ({ email: `lead${at + 1}@a.example` }))
    await ask('POST', '/leads/add', { campaign_id: body['id'], leads })
    const again = list(30, { tag: 'a', name: 'Again' })
    const id = await startExport(bench.app, again.listId, newCampaignSettings('Second'))
    const ledger = await ended(bench.app, id)
    expect(ledger.summary.totals).toMatchObject({ uploaded: 10, refused: 20 })
    expect(ledger.answers.skipped_count).toBe(20)
    expect(ledgerFaults(ledger)).toEqual([])
    const rows = await bench.app.call('exports.rows', { exportId: id, outcome: 'refused', page: {} })
    expect(rows.total).toBe(20)
    expect(rows.rows[0]).toMatchObject({ position: 1, email: 'lead1@a.example', refusals: ['skipped_count'] })
  })

  it('never sends an address again that an earlier export added to the same campaign', async () => {
    const { listId } = list(40)
    const first = await ended(bench.app, await startExport(bench.app, listId, newCampaignSettings('Target')))
    const campaignId = first.summary.campaignId ?? ''
    const id = await startExport(bench.app, listId, existingCampaignSettings(campaignId))
    const ledger = await ended(bench.app, id)
    expect(ledger.summary.totals).toMatchObject({ uploaded: 0, stayedBehind: 40 })
    expect(ledger.reasons).toEqual([
      { outcome: 'stayed_behind', count: 40, gate: 'already_uploaded', refusals: [], error: null },
    ])
    expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
  })

  it('can be paused, resumed and cancelled, and undo removes exactly what it uploaded', async () => {
    bench.fake.faults.latency({ ms: 120 })
    const { listId } = list(60_000)
    const id = await startExport(bench.app, listId, newCampaignSettings('Held'))
    // Before the first answer, as all requests may be on their way by then.
    await until('the first request', () => bench.fake.journal.requests('POST', '/api/v2/leads/add').length > 0)
    await bench.app.call('exports.pause', { exportId: id })
    await until('what is on its way', async () => {
      const before = (await bench.app.call('exports.ledger', { exportId: id })).summary.totals.uploaded
      await new Promise((resolve) => setTimeout(resolve, 250))
      return before === (await bench.app.call('exports.ledger', { exportId: id })).summary.totals.uploaded
    })
    const held = await bench.app.call('exports.ledger', { exportId: id })
    expect(held.summary.state).toBe('paused')
    expect(held.summary.totals.waiting).toBeGreaterThan(0)
    expect(ledgerFaults(held)).toEqual([])

    await bench.app.call('exports.resume', { exportId: id })
    const uploadedBefore = held.summary.totals.uploaded
    await until('it to go on', async () => (await ledgerOf(id)).summary.totals.uploaded > uploadedBefore)
    await bench.app.call('exports.cancel', { exportId: id })
    // Answers are still pending, and belong to what is undone.
    await expect(bench.app.call('exports.takeBack', { exportId: id })).rejects.toMatchObject({
      code: 'EXPORT_NOT_POSSIBLE_NOW',
    })
    bench.fake.faults.latency({ ms: 20 })
    const cancelled = await until('cancelled and settled', async () => {
      const ledger = await bench.app.call('exports.ledger', { exportId: id })
      return (await bench.app.call('exports.running', {})).length === 0 ? ledger : null
    })
    expect(ledgerFaults(cancelled)).toEqual([])
    const { taken, missing } = await bench.app.call('exports.takeBack', { exportId: id })
    expect({ taken, missing }).toEqual({ taken: cancelled.summary.totals.uploaded, missing: 0 })
    const deletes = bench.fake.journal.requests('DELETE', '/api/v2/leads')
    expect(deletes.every((entry) => JSON.parse(entry.bodyText ?? '{}').ids.length > 0)).toBe(true)
  })

  it('takes turns batch by batch if several run at once', async () => {
    bench.fake.faults.latency({ ms: 200 })
    const lists = ['x', 'y', 'z'].map((tag) => ({ tag, listId: list(12_000, { tag, name: tag }).listId }))
    const begin = bench.fake.faults.hold({ method: 'POST', path: '/campaigns' })
    const ids = await Promise.all(
      lists.map(({ tag, listId }) => startExport(bench.app, listId, newCampaignSettings(`Fair ${tag}`))),
    )
    await until('all to ask for their campaign', () => bench.fake.journal.requests('POST', /\/campaigns$/).length === 3)
    begin()
    const ledgers = await Promise.all(ids.map((id) => ended(bench.app, id)))
    const targets = bench.fake.journal.requests('POST', '/api/v2/leads/add').map((entry) => entry.target)
    const campaigns = ledgers.map((ledger) => ledger.summary.campaignId)
    for (const campaign of campaigns) {
      const places = targets.flatMap((target, index) => (target === campaign ? [index / targets.length] : []))
      // None waits for another to end, and none is done while the others have hardly begun.
      expect(places[0]).toBeLessThan(0.25)
      expect(places.at(-1)).toBeGreaterThan(0.6)
    }
  })

  it('refuses an empty list with what to do, and sends Instantly nothing', async () => {
    const { listId } = list(5, { heldEvery: 1 })
    await expect(startExport(bench.app, listId, newCampaignSettings('Nobody'))).rejects.toMatchObject({
      code: 'NO_VERIFIED_LEADS',
    })
    expect(bench.fake.journal.campaignsCreated()).toBe(0)
  })

  it('starts the campaign at the end only if requested', async () => {
    const { listId } = list(10)
    await ended(bench.app, await startExport(bench.app, listId, newCampaignSettings('Asleep')))
    expect(bench.fake.journal.requests('POST', /\/activate$/)).toHaveLength(0)
    const settings = newCampaignSettings('Awake', { activateWhenDone: true, skipIfInWorkspace: false })
    if (settings.target.kind === 'new')
      Object.assign(settings.target, {
        accounts: bench.fake.world.workspaces[0]?.mailboxes.slice(0, 1).map((one) => one.email) ?? [],
      })
    const ledger = await ended(bench.app, await startExport(bench.app, listId, settings))
    expect(ledger.summary.state).toBe('done')
    expect(['done', 'failed']).toContain(ledger.summary.activation)
    expect(bench.fake.journal.requests('POST', /\/activate$/)).toHaveLength(1)
  })
})
