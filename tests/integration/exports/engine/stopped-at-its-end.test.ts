/** An export that is stopped while its last steps are under way starts no campaign, and makes none. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ExportId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import { type Bench, ended, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const asked = (path: RegExp) => bench.fake.journal.requests('POST', path).length
const isOver = (id: ExportId) =>
  until('nothing of it to be under way', async () =>
    (await bench.app.call('exports.running', {})).every((one) => one.exportId !== id),
  )

/** All its leads are in, and the emails of the campaign it is to start are being read back. */
async function atItsEnd(): Promise<{ readonly id: ExportId; readonly goOn: () => void }> {
  const goOn = bench.fake.faults.hold({ method: 'GET', path: '/campaigns/*' })
  const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'L', count: 20 })
  const settings = newCampaignSettings('Spring', { activateWhenDone: true })
  if (settings.target.kind !== 'new') throw new Error('no new campaign')
  const accounts = (bench.fake.world.workspaces[0]?.mailboxes ?? []).map(({ email }) => email)
  const id = await startExport(bench.app, listId, { ...settings, target: { ...settings.target, accounts } })
  await until(
    'the campaign to be read back',
    () => bench.fake.journal.requests('GET', /\/campaigns\/[^/]+$/).length > 0,
  )
  return { id, goOn }
}

it('Cancelled at its end, an export leaves its campaign a draft', async () => {
  const { id, goOn } = await atItsEnd()
  await bench.app.call('exports.cancel', { exportId: id })
  goOn()
  await isOver(id)
  expect((await bench.app.call('exports.ledger', { exportId: id })).summary).toMatchObject({ state: 'cancelled' })
  expect(asked(/\/activate$/)).toBe(0)
})

it('Paused at its end, an export starts its campaign once it is resumed', async () => {
  const { id, goOn } = await atItsEnd()
  await bench.app.call('exports.pause', { exportId: id })
  goOn()
  await bench.app.call('campaigns.readNow', { workspaceId: bench.workspaceId })
  expect((await bench.app.call('exports.ledger', { exportId: id })).summary.state).toBe('paused')
  expect(asked(/\/activate$/)).toBe(0)
  await bench.app.call('exports.resume', { exportId: id })
  expect((await ended(bench.app, id)).summary).toMatchObject({ state: 'done', activation: 'done' })
})

it('Cancelled while it checks whether anybody may be sent, an export creates no campaign', async () => {
  const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'L', count: 20_000 })
  // Who may not go is passed over a thousand at a time, with room for others between.
  await bench.app.call('blocklist.add', { workspaceId: bench.workspaceId, everyClient: false, text: 'list.example' })
  const id = await startExport(bench.app, listId, newCampaignSettings('Spring'))
  await bench.app.call('exports.cancel', { exportId: id })
  await isOver(id)
  expect(asked(/\/campaigns$/)).toBe(0)
})
