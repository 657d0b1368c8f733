/** The app is killed while it sends opt-outs to Instantly; the simulator's own record decides. */
import { afterEach, describe, expect, it } from 'vitest'
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import { temporaryDir, until } from '../../../support/backend.ts'
import { startAfterKill, startHere, type UnkilledApp } from '../../../support/crash/after-kill.ts'
import { startCrashingApp } from '../../../support/crash/crashing-app.ts'
import type { KillPoint } from '../../../support/instantly/fault-rules.ts'
import type { FakeInstantly } from '../../../support/instantly/server.ts'
import { times } from '../../../support/long.ts'
import { day, keys, leadsOf, makeCampaign, sentTo, startClients, worldOf } from './support.ts'

const ann = 'ann@prospect.example'
let fake: FakeInstantly
let app: UnkilledApp
let dir: string
let workspaceId: WorkspaceId

async function start(): Promise<void> {
  fake = await startClients()
  dir = temporaryDir('sendoff-opt-outs-')
  app = startHere(dir, fake.url)
  workspaceId = (await app.call('workspaces.addKey', { workspaceId: null, key: keys.acme })).workspace.id
  for (let each = 0; each < 2; each += 1) await makeCampaign(fake, 'acme', [ann])
  await fake.moveOn(day)
}
async function killAt(point: KillPoint): Promise<void> {
  await app.kill()
  const killable = await startCrashingApp(dir, fake.url)
  app = killable
  fake.faults.killAt(point, killable.pid)
}
afterEach(async () => {
  if (!app.dead()) await app.kill()
  expect(fake.violations).toEqual([])
  await fake.close()
})

const add = async (): Promise<OptOutId> => {
  const { added } = await app.call('optOuts.add', { workspaceId, scope: 'client', text: ann })
  return added[0] as OptOutId
}
const settled = (state: 'confirmed' | 'undone') =>
  until(`it to be ${state}`, async () => {
    await fake.moveOn(4_000)
    const found = await app.call('optOuts.of', { workspaceId, email: ann })
    return found?.row?.atInstantly.state === state
  })
const restart = async () => {
  await app.gone
  app = await startAfterKill(dir, fake.url)
}
const isBlocked = () => worldOf(fake, 'acme').blocked.has(ann)

const some = <T>(short: readonly T[], long: readonly T[]) => [...short, ...long.slice(0, times(0, long.length))]

describe('killed', () => {
  // The short run kills each kind of request once, half of them before Instantly carried it out.
  it.each(
    some<KillPoint>(
      ['during_block_after_commit', 'during_interest_before_commit'],
      ['during_block_before_commit', 'during_interest_after_commit'],
    ),
  )('%s: the next start stops the person permanently', async (point) => {
    await start()
    await killAt(point)
    await add()
    await restart()
    await settled('confirmed')
    const before = sentTo(fake, 'acme', ann)
    for (let each = 0; each < 12; each += 1) await fake.moveOn(day)
    expect(sentTo(fake, 'acme', ann)).toBe(before)
    expect(isBlocked()).toBe(true)
  })

  it.each(some<KillPoint>(['during_lead_delete_after_commit'], ['during_lead_delete_before_commit']))(
    '%s: the lead is removed, and nobody else',
    async (point) => {
      await start()
      await makeCampaign(fake, 'acme', ['bob@prospect.example'])
      await app.call('optOuts.saveSettings', { leads: 'remove' })
      await killAt(point)
      await add()
      await restart()
      await settled('confirmed')
      expect(leadsOf(fake, 'acme', ann)).toEqual([])
      expect(leadsOf(fake, 'acme', 'bob@prospect.example')).toHaveLength(1)
    },
  )

  it.each(some<KillPoint>(['during_unblock_before_commit'], ['during_unblock_after_commit']))(
    '%s: what was undone is undone at Instantly too',
    async (point) => {
      await start()
      const id = await add()
      await settled('confirmed')
      await killAt(point)
      await app.call('optOuts.undo', { ids: [id], undone: true })
      await restart()
      await settled('undone')
      expect(isBlocked()).toBe(false)
    },
  )
})
