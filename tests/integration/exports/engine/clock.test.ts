/** The computer's clock is corrected between a request and the reading that settles it. */
import { afterEach, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { quickTimings, startBackend, until } from '../../../support/backend.ts'
import { type Bench, ended, ledgerFaults, startBench, startExport } from '../../../support/export-bench.ts'
import { existingCampaignSettings, newCampaignSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'

const hour = 3_600_000
const day = 24 * hour

let bench: Bench
let aheadMs = 0
const clock = { ...systemClock, now: () => Date.now() + aheadMs }
afterEach(() => bench.close())

/** Creates a campaign to which somebody else added ten leads an hour ago. */
async function campaignOfTen(): Promise<string> {
  aheadMs = 0
  bench = await startBench({ backend: { clock } })
  const { summary } = await ended(
    bench.app,
    await startExport(bench.app, list('one').listId, newCampaignSettings('Target')),
  )
  const campaignId = summary.campaignId ?? ''
  const leads = Array.from({ length: 10 }, (_, at) => ({ email: `lead${at + 1}@ten.example` }))
  await fetch(`${bench.fake.url}/api/v2/leads/add`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bench.fake.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ campaign_id: campaignId, leads }),
  })
  await bench.fake.moveOn(hour)
  return campaignId
}

const list = (tag: string, emailOf?: (row: number) => string) =>
  makeList(bench.app.dir, {
    workspaceId: bench.workspaceId,
    name: tag,
    count: tag === 'one' ? 1 : 50,
    tag,
    ...(emailOf ? { emailOf } : {}),
  })

it('Leads that arrived are not taken for existing ones', async () => {
  const campaignId = await campaignOfTen()
  aheadMs = day
  bench.fake.faults.at('after_commit_before_answer', () => {
    aheadMs = 0
  })
  const { listId } = list('more')
  const ledger = await ended(bench.app, await startExport(bench.app, listId, existingCampaignSettings(campaignId)))
  expect(ledger.summary.totals).toMatchObject({ uploaded: 50, refused: 0 })
  expect(ledgerFaults(ledger)).toEqual([])
})

it('Existing leads are not taken for leads that arrived', async () => {
  const campaignId = await campaignOfTen()
  aheadMs = -day
  bench.fake.faults.at('before_commit', () => {
    aheadMs = 0
  })
  const emailOf = (row: number) => (row > 40 ? `lead${row - 40}@ten.example` : `lead${row}@more.example`)
  const { listId } = list('more', emailOf)
  const ledger = await ended(bench.app, await startExport(bench.app, listId, existingCampaignSettings(campaignId)))
  expect(ledger.summary.totals).toMatchObject({ uploaded: 40, refused: 10 })
  expect(new Set(bench.fake.journal.committedAddresses()).size).toBe(51)
})

it('A start by a clock that was put back a day does not wait for that day', async () => {
  const campaignId = await campaignOfTen()
  aheadMs = day
  const { listId } = list('more')
  const release = bench.fake.faults.hold({ method: 'POST', path: '/leads/add', when: 'after_commit' })
  const id = await startExport(bench.app, listId, existingCampaignSettings(campaignId))
  await expect.poll(() => bench.fake.journal.committedAddresses().length).toBe(61)
  await bench.app.stop()
  release()
  aheadMs = 0
  const app = startBackend({ instantlyUrl: bench.fake.url, dir: bench.app.dir, clock })
  try {
    const ledger = await ended(app, id, 20_000)
    expect(ledger.summary.totals).toMatchObject({ uploaded: 50, refused: 0 })
  } finally {
    await app.stop()
  }
})

it('An export without progress is noticed although the clock was ahead at its last progress', async () => {
  aheadMs = 400 * day
  bench = await startBench({ backend: { clock, timings: { ...quickTimings, noProgressMs: 2_000 } } })
  const release = bench.fake.faults.hold({ method: 'POST', path: '/leads/add' })
  const id = await startExport(bench.app, list('one').listId, newCampaignSettings('Target'))
  await until('the request to leave', () => bench.fake.journal.requests('POST', '/api/v2/leads/add').length === 1)
  aheadMs = 0
  await until('it to be noticed', async () => {
    const { summary } = await bench.app.call('exports.ledger', { exportId: id })
    return summary.problem?.code === 'EXPORT_TIMEOUT'
  })
  release()
})
