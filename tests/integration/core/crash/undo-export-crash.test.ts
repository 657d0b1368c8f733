import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ExportId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import { type CrashBench, goneIsNothing, startCrashBench } from '../../../support/crash/crash-bench.ts'
import { ended } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'

/** The app is killed while undoing an export: its remaining leads are deleted after the next start, and no others. */
/** Two requests. */
const uploaded = 1_200
let bench: CrashBench
let exportId: ExportId
beforeEach(async () => {
  bench = await startCrashBench()
  const start = async (name: string, count: number) => {
    const { listId } = makeList(bench.dir, { workspaceId: bench.workspaceId, name, count, tag: name })
    const settings = newCampaignSettings(name)
    const { id } = await bench.app.call('exports.start', { listId, settings, idempotencyKey: `export-${name}` })
    await ended(bench.app, id)
    await until('nothing of it to be under way', async () => (await bench.app.call('exports.running', {})).length === 0)
    return id
  }
  await start('stays', 30)
  exportId = await start('goes', uploaded)
})
afterEach(() => bench.close())

const undo = () => bench.app.call('exports.takeBack', { exportId })
const isBeingUndone = async () => (await bench.app.call('exports.ledger', { exportId })).summary.undoing
const leadsThere = () =>
  [...(bench.fake.world.workspaces[0]?.campaigns.values() ?? [])]
    .map(({ leads }) => leads.length)
    .toSorted((a, b) => a - b)

async function expectUndone(): Promise<void> {
  await until('the undo to be over', async () => {
    const { summary } = await bench.app.call('exports.ledger', { exportId })
    return summary.takenBack === uploaded
  })
  expect(leadsThere()).toEqual([0, 30])
}

it.each(['during_lead_delete_before_commit', 'during_lead_delete_after_commit'] as const)(
  'killed %s of its second request: it continues after the start',
  async (point) => {
    await bench.startKillable()
    bench.fake.faults.killAt(point, bench.pid, { nth: 2 })
    await undo().catch(goneIsNothing)
    await bench.app.gone
    const release = bench.fake.faults.hold({ method: 'DELETE', path: '/leads' })
    await bench.startAfterKill()
    expect(await isBeingUndone()).toBe(true)
    release()
    await expectUndone()
    expect(await isBeingUndone()).toBe(false)
  },
)

it('An undo refused while the operator watched is not retried automatically', async () => {
  bench.fake.faults.script({
    method: 'DELETE',
    path: '/leads',
    fault: { kind: 'status', status: 403, when: 'before_commit' },
  })
  await expect(undo()).rejects.toMatchObject({ code: 'INSTANTLY_SCOPE_MISSING' })
  expect(await isBeingUndone()).toBe(false)
  await bench.app.kill()
  await bench.startAfterKill()
  expect((await bench.app.call('exports.ledger', { exportId })).summary.takenBack).toBe(0)
  expect(leadsThere()).toEqual([30, uploaded])
  expect(await undo()).toEqual({ taken: uploaded, missing: 0, left: 0 })
})
