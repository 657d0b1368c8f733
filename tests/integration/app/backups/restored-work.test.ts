import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../../support/backend.ts'
import { type Bench, ended, startBench, startExport } from '../../../support/export-bench.ts'
import { existingCampaignSettings, newCampaignSettings } from '../../../support/export-settings.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { type MadeList, makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'

/**
 * Restores copies from before, during and after an export. De-duplication at the simulator is off, so a lead sent twice
 * would be there twice.
 */
let bench: Bench
beforeEach(async () => {
  bench = await startBench({ dedupe: false, limits: null })
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const addressesThere = (): readonly string[] =>
  [...(bench.fake.world.workspaces[0]?.campaigns.values() ?? [])].flatMap(({ leads }) =>
    leads.map(({ email }) => String(email)),
  )

async function backUp(): Promise<string> {
  await bench.app.call('backups.start', {})
  return (await bench.app.call('backups.state', {})).copies?.[0]?.path ?? ''
}

async function restoreAndCompare(path: string): Promise<void> {
  await bench.app.call('backups.restore', { path })
  await until('the copy to be compared', async () => {
    const { restored } = await bench.app.call('backups.state', {})
    return restored !== null && !restored.reading && restored.reconciled === restored.clients
  })
}

const run = async () =>
  (await bench.app.call('exports.list', { workspaceId: bench.workspaceId, page: {} })).rows[0] ?? null

/** Checks that no lead is missing and none is there twice. */
function expectEachOnce({ emails }: MadeList): void {
  expect(addressesThere().toSorted()).toEqual([...emails].toSorted())
}

async function finishWith(list: MadeList): Promise<void> {
  const known = await run()
  if (known === null) {
    await bench.app.call('backups.release', { item: null })
    await ended(bench.app, await startExport(bench.app, list.listId, newCampaignSettings('Autumn')))
    return
  }
  await bench.app.call('backups.release', { item: null })
  await ended(bench.app, known.id)
}

describe('a copy made during an export', () => {
  it('restored after the export ended finds everybody, and sends nobody again', async () => {
    const list = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'A', count: 3_500, heldEvery: 0 })
    const goOn = bench.fake.faults.hold({ method: 'POST', path: '/leads/add', nth: 3 })
    const id = await startExport(bench.app, list.listId, newCampaignSettings('Autumn'))
    await until('some leads to be there', () => addressesThere().length > 0)
    const copy = await backUp()
    goOn()
    await ended(bench.app, id)
    expectEachOnce(list)
    bench.fake.journal.clear()

    await restoreAndCompare(copy)
    expect(bench.fake.journal.requests('POST', /leads\/add|\/campaigns$/)).toEqual([])
    expect(await run()).toMatchObject({ state: 'paused' })
    await finishWith(list)
    expectEachOnce(list)
    expect((await bench.app.call('backups.state', {})).restored).toBeNull()
  })

  it('counts leads uploaded after it as uploaded, and keeps out those left out then', async () => {
    const list = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'A', count: 2_500, heldEvery: 0 })
    const goOn = bench.fake.faults.hold({ method: 'POST', path: '/campaigns' })
    const exportId = await startExport(bench.app, list.listId, newCampaignSettings('Autumn'))
    await until('the campaign to be asked for', () => bench.fake.journal.requests('POST', /\/campaigns$/).length > 0)
    const text = list.emails[1_500] ?? ''
    await bench.app.call('optOuts.add', { workspaceId: bench.workspaceId, scope: 'client', text })
    const copy = await backUp()
    goOn()
    const { summary, reasons } = await ended(bench.app, exportId)
    expect(summary.totals).toMatchObject({ uploaded: 2_499, stayedBehind: 1 })
    await restoreAndCompare(copy)
    await finishWith(list)
    const after = await ended(bench.app, exportId)
    expect(after.summary.totals).toEqual(summary.totals)
    expect(after.reasons).toEqual(reasons)
  })

  it('counts a lead once that two exports were to add to one campaign', async () => {
    const ask = createAsk(bench.fake, bench.fake.key)
    const { body } = await ask('POST', '/campaigns', { ...campaignBody, name: 'There' })
    const campaignId = String(body['id'])
    /** An export that is paused before it has sent anything. */
    const begin = async (name: string, from: number) => {
      const emailOf = (row: number) => `lead${from + row}@list.example`
      const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name, count: 10, emailOf })
      const exportId = await startExport(bench.app, listId, existingCampaignSettings(campaignId))
      await bench.app.call('exports.pause', { exportId })
      return exportId
    }
    const ids = [await begin('A', 0), await begin('B', 5)]
    expect(bench.fake.journal.requests('POST', '/leads/add')).toEqual([])
    const copy = await backUp()
    const totals = () =>
      Promise.all(ids.map(async (exportId) => (await ended(bench.app, exportId)).summary.totals.uploaded))
    for (const exportId of ids) {
      await bench.app.call('exports.resume', { exportId })
      await ended(bench.app, exportId)
    }
    expect(await totals()).toEqual([10, 5])
    await restoreAndCompare(copy)
    await bench.app.call('backups.release', { item: null })
    expect(await totals()).toEqual([10, 5])
    expect(addressesThere()).toHaveLength(15)
  })

  it('sends nothing before it is released', async () => {
    const list = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'A', count: 4_000, heldEvery: 0 })
    const goOn = bench.fake.faults.hold({ method: 'POST', path: '/leads/add', nth: 2 })
    await startExport(bench.app, list.listId, newCampaignSettings('Autumn'))
    await until('some leads to be there', () => addressesThere().length > 0)
    const copy = await backUp()
    const id = (await run())?.id
    await bench.app.call('exports.pause', { exportId: id as never })
    goOn()
    await restoreAndCompare(copy)
    const there = addressesThere().length
    await bench.app.stop()
    expect(addressesThere()).toHaveLength(there)
  })
})

it('A copy made during a verification and restored after it: no address is paid for twice', async () => {
  const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'A', count: 30 })
  const goOn = bench.fake.faults.hold({ method: 'POST', path: '/email-verification', nth: 9 })
  const paidFor = () =>
    bench.fake.journal
      .requests('POST', /email-verification$/)
      .filter(({ committed }) => committed)
      .map(({ bodyText }) => bodyText)
  const verified = () =>
    until('the verification to end', async () => {
      bench.fake.clock.advance(5_000)
      const { run: verification } = await bench.app.call('verification.plan', { listId })
      return verification?.state === 'done' ? verification : null
    })
  await bench.app.call('verification.start', { listId, which: ['ready'] })
  await until('some to be verified', () => paidFor().length >= 8)
  const copy = await backUp()
  goOn()
  await verified()
  expect(paidFor()).toHaveLength(30)

  await restoreAndCompare(copy)
  await bench.app.call('backups.release', { item: null })
  expect(await verified()).toMatchObject({ total: 30, left: 0, pending: 0 })
  expect(paidFor()).toHaveLength(30)
})

const seeds = Number(process.env['RESTORE_CASES'] ?? times(2, 200))
describe('copies of any moment, restored at any moment', () => {
  it.each(Array.from({ length: seeds }, (_, seed) => seed + Number(process.env['RESTORE_FIRST'] ?? 0)))(
    'case %i: each lead is at Instantly once',
    async (seed) => {
      const random = createRandom(seed)
      const count = 1 + Math.floor(random() * 5_000)
      const batches = Math.ceil(count / 1_000)
      const list = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'A', count, heldEvery: 0 })
      const moment = ['before', 'middle', 'after'][Math.floor(random() * 3)] ?? 'middle'
      let copy = moment === 'before' ? await backUp() : ''
      const goOn =
        moment === 'middle'
          ? bench.fake.faults.hold({
              path: random() < 0.2 ? '/campaigns' : '/leads/add',
              method: 'POST',
              nth: 1 + Math.floor(random() * batches),
            })
          : () => undefined
      const id = await startExport(bench.app, list.listId, newCampaignSettings('Autumn'))
      if (moment === 'middle') {
        copy = await backUp()
        goOn()
      }
      // Restored while the export still runs, or after its end.
      const isOver = moment === 'after' || random() < 0.5
      if (isOver) await ended(bench.app, id)
      else {
        const wanted = Math.floor(random() * count)
        await until('some leads to be there', () => addressesThere().length >= Math.min(wanted, count - 1))
      }
      if (moment === 'after') copy = await backUp()
      await restoreAndCompare(copy)
      await finishWith(list)
      expectEachOnce(list)
    },
  )
})
