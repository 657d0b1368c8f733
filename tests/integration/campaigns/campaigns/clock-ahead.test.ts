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

it('Figures of the last 30 days are kept by the hour when the clock jumps two months ahead', async () => {
  let ahead = 0
  const rig = await start({ backend: { clock: { ...systemClock, now: () => Date.now() + ahead } } })
  await makeCampaign(rig, 'Autumn', { leads: 2 })
  await read(rig)
  const { id } = await rowOf(rig, 'Autumn')
  const yesterday = (Math.floor(Date.now() / day) - 1) * day
  const raw = new Database(path.join(rig.app.dir, 'sendoff.db'))
  const put = raw.prepare(
    'insert into campaign_snapshot (workspace_id, campaign_id, at, status, sent) values (?, ?, ?, 1, ?)',
  )
  for (const hours of [1, 2, 3]) put.run(rig.workspaceId, id, yesterday + hours * 3_600_000, hours)
  const kept = () =>
    raw
      .prepare('select count(*) from campaign_snapshot where at < ?')
      .pluck()
      .get(yesterday + day)
  ahead = 60 * day
  await read(rig)
  expect(kept()).toBe(3)
  raw.close()
})
