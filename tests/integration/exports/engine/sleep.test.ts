import { afterEach, describe, expect, it } from 'vitest'
import type { Clock } from '#backend/core/deps.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import type { ExportId } from '#shared/ids.ts'
import { quickTimings, until } from '../../../support/backend.ts'
import { type Bench, ended, ledgerFaults, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'

const eightHoursMs = 8 * 3_600_000

let bench: Bench
afterEach(async () => {
  await bench.close()
})

/** Returns the system's clock, to which a night can be added. */
function nightClock(): Clock & { sleepsThroughTheNight(): void } {
  let asleepMs = 0
  return {
    now: () => systemClock.now() + asleepMs,
    sleep: systemClock.sleep,
    sleepsThroughTheNight() {
      asleepMs += eightHoursMs
    },
  }
}

const ledgerOf = (id: ExportId) => bench.app.call('exports.ledger', { exportId: id })
const sent = () => bench.fake.journal.requests('POST', '/api/v2/leads/add').length

async function underWay(clock: Clock, leads: number): Promise<ExportId> {
  bench = await startBench({ backend: { clock, timings: { ...quickTimings, noProgressMs: 6_000 } } })
  const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'Dentists', count: leads })
  bench.fake.faults.latency({ ms: 250 })
  const id = await startExport(bench.app, listId, newCampaignSettings('Overnight'))
  await until('first leads', async () => (await ledgerOf(id)).summary.totals.uploaded > 0)
  return id
}

async function expectWhole(id: ExportId, leads: number): Promise<void> {
  const ledger = await ended(bench.app, id)
  expect(ledger.summary).toMatchObject({ state: 'done', totals: { uploaded: leads } })
  expect(ledgerFaults(ledger)).toEqual([])
  expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
  expect(bench.fake.journal.maxPerSecond()).toBeLessThanOrEqual(100)
  expect(bench.fake.journal.count429).toBe(0)
  const states = bench.app.events.flatMap(({ name, payload }) =>
    name === 'export.progress' && 'problem' in payload ? [payload.problem?.code] : [],
  )
  expect(states).not.toContain('EXPORT_TIMEOUT')
}

describe('a computer that sleeps during an export', () => {
  it('sends nothing while falling asleep, and continues after the night: no timeout, no burst, each lead once', async () => {
    const clock = nightClock()
    // More requests than Instantly allows in a second, so that a burst would be seen.
    const leads = 120_000
    const id = await underWay(clock, leads)
    bench.app.backend.machine('suspend')
    const settled = async () => (await ledgerOf(id)).summary.totals.uploaded
    await until('what was on its way', async () => (await settled()) === bench.fake.journal.committedAddresses().length)
    const before = sent()
    expect(before).toBeLessThan(leads / 1_000)
    clock.sleepsThroughTheNight()
    await bench.app.call('exports.running', {})
    expect(sent()).toBe(before)
    bench.fake.faults.latency(null)
    bench.app.backend.machine('resume')
    await expectWhole(id, leads)
  })

  it('is not considered stuck if nobody reported the sleep', async () => {
    const clock = nightClock()
    const leads = 40_000
    const id = await underWay(clock, leads)
    // No answer arrives between waking up and the next check for stuck requests.
    bench.fake.faults.latency({ ms: 3_000 })
    const before = sent()
    await until('slow requests under way, the quick ones answered', async () => {
      const { uploaded } = (await ledgerOf(id)).summary.totals
      return sent() > before && uploaded >= before * 1_000
    })
    clock.sleepsThroughTheNight()
    await until('slow answers', async () => (await ledgerOf(id)).summary.totals.uploaded > before * 1_000)
    bench.fake.faults.latency(null)
    await expectWhole(id, leads)
  })
})
