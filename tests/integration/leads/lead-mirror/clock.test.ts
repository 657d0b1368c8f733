/** Copies of the leads at Instantly, and exports compared with them, while the computer's clock is wrong. */
import { afterEach, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { until } from '../../../support/backend.ts'
import { ended, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { day } from '../../campaigns/campaigns/support.ts'
import { type Rig, startRig } from './support.ts'

let rig: Rig
let aheadMs = 0
afterEach(() => rig.close())

async function start(): Promise<void> {
  aheadMs = 0
  rig = await startRig({ backend: { clock: { ...systemClock, now: () => Date.now() + aheadMs } } })
}
const newList = async () => (await rig.openFile('kessler', ['ann@there.example'], { holdContacted: false })).save()

it.each([
  ['the copy was made by a clock a year ahead', 365 * day, 0],
  ['the export was made by a clock a month behind', 0, -30 * day],
])('Somebody exported after a copy counts as being in the workspace although %s', async (_, atCopy, atExport) => {
  await start()
  await rig.makeThere('kessler', 'Made in the browser', ['old@there.example'])
  aheadMs = atCopy
  await rig.copy('kessler')
  aheadMs = atExport
  await ended(rig.app, await startExport(rig.app, (await newList()).id, newCampaignSettings('First')))
  aheadMs = 0
  const { held, goOut } = await rig.app.call('exports.sum', { listId: (await newList()).id })
  expect({ held, goOut }).toEqual({ held: [{ reason: 'in_workspace', count: 1 }], goOut: 0 })
})

it('A copy made while the clock was a year ahead is made again as usual once the clock is right', async () => {
  await start()
  await rig.makeThere('kessler', 'Made in the browser', ['old@there.example'])
  aheadMs = 365 * day
  await rig.copy('kessler')
  aheadMs = 0
  const { nextAt } = await rig.state('kessler')
  expect(Date.parse(nextAt ?? '')).toBeLessThan(Date.now() + 30 * day)
})

it('An app started by a clock a year ahead copies automatically once the clock is right', async () => {
  await start()
  await rig.makeThere('kessler', 'Made in the browser', ['old@there.example'])
  aheadMs = 365 * day
  await rig.restart({ leadMirrorTimings: { startAfterMs: 2_000, checkEveryMs: 50 } })
  aheadMs = 0
  await until('the copy', async () => (await rig.state('kessler')).copy)
})
