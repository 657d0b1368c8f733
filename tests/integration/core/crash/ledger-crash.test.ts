import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import { type CrashBench, goneIsNothing, startCrashBench } from '../../../support/crash/crash-bench.ts'
import { ledgerFaults } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { type MadeList, makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'

/**
 * The app is killed between recording an export's costs and its first request, and while it compares a ledger with
 * Instantly. De-duplication at the simulator is off, so a lead sent twice would be there twice.
 */

const leadCount = times(1_700, 2_600)
const campaignName = 'Costly'

let bench: CrashBench
let list: MadeList

beforeEach(async () => {
  bench = await startCrashBench({ dedupe: false })
  list = makeList(bench.dir, { workspaceId: bench.workspaceId, name: 'Costly', count: leadCount, heldEvery: 0 })
  await bench.app.call('money.addCost', {
    workspaceId: bench.workspaceId,
    kind: 'list',
    basis: 'once',
    cents: 5_200,
    from: '2026-11-01',
    asOf: '2026-11-01',
    listId: list.listId,
  })
})
afterEach(() => bench.close())

/** Waits until the app is dead, and starts it again. */
async function killed(): Promise<void> {
  await bench.app.gone
  await bench.startAfterKill()
}
const click = () =>
  bench.app.call('exports.start', {
    listId: list.listId,
    settings: newCampaignSettings(campaignName),
    idempotencyKey: 'the-one-click',
  })
const exportsNow = async () => (await bench.app.call('exports.list', { workspaceId: bench.workspaceId, page: {} })).rows
const done = () =>
  until('the export to end', async () => {
    const [run] = await exportsNow()
    return run?.state === 'done' ? run : null
  })

describe('killed while an export is stored with its cost', () => {
  it.each(['inside', 'committed'] as const)(
    '%s: all of it is stored or nothing, no request before it, and the same click creates one export',
    async (when) => {
      await bench.startKillable({ table: 'export_cost', nth: 1, when })
      bench.fake.journal.clear()
      await click().catch(goneIsNothing)
      await bench.app.gone
      expect(bench.fake.journal.requests('POST', /campaigns|leads/)).toEqual([])
      await killed()
      // A committed export resumes automatically; an uncommitted one does not exist.
      if (when === 'inside') expect(await exportsNow()).toEqual([])
      else expect(await exportsNow()).toHaveLength(1)
      await click()
      const run = await done()
      expect(await exportsNow()).toHaveLength(1)
      expect(await bench.app.call('money.exportCost', { exportId: run.id })).toMatchObject({
        listCents: 5_200,
        leads: leadCount,
      })
      expect(ledgerFaults(await bench.app.call('exports.ledger', { exportId: run.id }))).toEqual([])
      expect(bench.fake.journal.campaignsCreated(campaignName)).toBe(1)
      expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
      expect(bench.fake.journal.committedAddresses().length).toBe(leadCount)
    },
  )
})

describe('killed while a report is compared with Instantly', () => {
  let exportId: ExportId
  let campaignId: string
  beforeEach(async () => {
    await click()
    const run = await done()
    exportId = run.id
    campaignId = run.campaignId ?? ''
  })

  const rowsOf = async (outcome: 'missing' | 'uncounted' | 'uploaded', offset = 0) =>
    bench.app.call('exports.rows', { exportId, outcome, page: { limit: 500, offset } })
  const last = async () => (await bench.app.call('exports.check', { exportId })).last
  /** Deletes the first leads of the campaign at Instantly itself. */
  async function deleteThere(count: number): Promise<readonly string[]> {
    const emails: string[] = []
    for (let offset = 0; emails.length < count; offset += 500) {
      const rows = (await rowsOf('uploaded', offset)).rows.slice(0, count - emails.length)
      const ids = rows.map(({ remoteLeadId }) => remoteLeadId)
      expect((await createAsk(bench.fake)('DELETE', '/leads', { campaign_id: campaignId, ids })).status).toBe(200)
      emails.push(...rows.map(({ email }) => email ?? ''))
    }
    return emails
  }
  const compare = () => bench.app.call('exports.compare', { exportId }).then(() => undefined, goneIsNothing)
  const writes = () => bench.fake.journal.requests('POST', /leads\/(?!list)|campaigns/)

  it('while reading: no finding is invented, and the next comparison is complete', async () => {
    const gone = await deleteThere(3)
    const before = await bench.app.call('exports.ledger', { exportId })
    bench.fake.journal.clear()
    await bench.startKillable()
    bench.fake.faults.killAt('during_leads_list', bench.pid, { nth: 4 })
    await compare()
    await killed()
    expect(await last()).toBeNull()
    expect((await rowsOf('missing')).rows).toEqual([])
    expect(await bench.app.call('exports.ledger', { exportId })).toEqual(before)
    await compare()
    expect(await last()).toMatchObject({ there: leadCount - 3, agreed: leadCount - 3, missing: 3 })
    expect((await rowsOf('missing')).rows.map(({ email }) => email)).toEqual(gone)
    expect(writes()).toEqual([])
  })

  // More than one batch of rows: after the first was committed, and within it.
  const moments = [
    [1_000, 'committed'],
    [500, 'inside'],
  ] as const
  it.each(moments.slice(0, times(1, moments.length)))(
    'while findings are written (row %i, %s): the last complete comparison stays valid, rows and sums, until the next one',
    async (nth, when) => {
      const first = await deleteThere(2)
      await compare()
      const told = await last()
      const ledger = await bench.app.call('exports.ledger', { exportId })
      await deleteThere(1_500)
      await bench.startKillable({ table: 'export_difference', nth, when })
      await compare()
      await killed()
      expect(await last()).toEqual(told)
      expect(told?.missing).toBe(2)
      const shown = await rowsOf('missing')
      expect([shown.total, shown.rows.map(({ email }) => email)]).toEqual([2, first])
      expect(await bench.app.call('exports.ledger', { exportId })).toEqual(ledger)
      bench.fake.journal.clear()
      await compare()
      expect(await last()).toMatchObject({ missing: 1_500, agreed: leadCount - 1_500 })
      expect((await rowsOf('missing')).total).toBe(1_500)
      expect((await rowsOf('missing', 1_498)).rows).toHaveLength(2)
      expect(writes()).toEqual([])
    },
  )
})
