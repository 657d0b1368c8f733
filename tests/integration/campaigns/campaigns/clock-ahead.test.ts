import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, vi } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { breakMailbox } from '#demo/sending/mailboxes.ts'
import { useBench } from '../../../support/use-bench.ts'
import { day, makeCampaign, read, remoteCampaign, rowOf, startCampaigns } from './support.ts'

const start = useBench(startCampaigns)

it('Campaigns and accounts are up to date after a clock that was a month ahead was corrected', async () => {
  let ahead = 30 * day
  const clock = { ...systemClock, now: () => Date.now() + ahead }
  const rig = await start({ backend: { clock } })
  const id = await makeCampaign(rig, 'Autumn', { leads: 2 })
  await read(rig)
  expect((await rowOf(rig, 'Autumn')).state).toBe('running')
  const raw = new Database(path.join(rig.app.dir, 'sendoff.db'), { readonly: true })
  await vi.waitFor(() => expect(raw.prepare('select count(*) from mailbox').pluck().get()).toBeGreaterThan(1))
  const [workspace] = rig.fake.world.workspaces
  const [broken, gone] = workspace?.mailboxes ?? []
  if (!workspace || !broken || !gone) throw new Error('too few mailboxes')
  ahead = 0
  remoteCampaign(rig, id).status = 2
  breakMailbox(rig.fake.world, workspace, broken, rig.fake.clock.now())
  workspace.mailboxes.splice(workspace.mailboxes.indexOf(gone), 1)
  await read(rig)
  expect((await rowOf(rig, 'Autumn')).state).toBe('paused')
  const row = raw.prepare<[string], object>('select status, gone_at is null as present from mailbox where email = ?')
  expect(broken.status).toBeLessThan(0)
  // Accounts are read beside the campaigns.
  await vi.waitFor(() =>
    expect([broken, gone].map(({ email }) => row.get(email.toLowerCase()))).toEqual([
      { status: broken.status, present: 1 },
      { status: expect.any(Number), present: 0 },
    ]),
  )
  raw.close()
})
