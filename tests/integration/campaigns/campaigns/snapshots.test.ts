import { expect, it } from 'vitest'
import { createSnapshotThinner } from '#backend/campaigns/campaigns/thin-snapshots.ts'
import { acme, birch, eventStore } from '../../events/events/support.ts'

const day = 86_400_000
const now = 20_400 * day + 5_000

it('All snapshots of the last 30 days are kept, and permanently the last one of every earlier day', async () => {
  const { store } = eventStore()
  const put = store.raw.prepare(
    'insert into campaign_snapshot (workspace_id, campaign_id, at, status, sent) values (?, ?, ?, 1, ?)',
  )
  const hours = Array.from({ length: 24 }, (_, hour) => hour * 3_600_000)
  store.raw.transaction(() => {
    for (const campaign of [1, 2]) {
      for (const back of [200, 199, 31, 30, 29, 1]) {
        for (const at of hours) put.run(acme, campaign, (20_400 - back) * day + at + campaign, at)
      }
    }
    for (const at of hours) put.run(birch, 3, 20_200 * day + at, at)
  })()
  const thin = createSnapshotThinner(store)
  await thin(acme, now)
  const kept = store.raw
    .prepare(
      'select 20400 - at / 86400000 as back, count(*), max(sent) from campaign_snapshot where campaign_id = 1 group by 1 order by 1 desc',
    )
    .raw()
    .all()
  const last = 23 * 3_600_000
  expect(kept).toEqual([
    [200, 1, last],
    [199, 1, last],
    [31, 1, last],
    [30, 24, last],
    [29, 24, last],
    [1, 24, last],
  ])
  const count = (campaign: number) =>
    store.raw.prepare('select count(*) from campaign_snapshot where campaign_id = ?').pluck().get(campaign)
  expect([count(2), count(3)]).toEqual([75, 24])

  // A day later one more day is thinned, and none of the kept snapshots is deleted.
  await thin(acme, now + day)
  expect(count(1)).toBe(52)

  // What a clock that was a year ahead marked as thinned is thinned when its time comes.
  await thin(acme, now + 365 * day)
  put.run(acme, 1, (20_400 + 5) * day + 1, 1)
  put.run(acme, 1, (20_400 + 5) * day + 2, 2)
  const before = count(1)
  await thin(acme, now + 50 * day)
  expect(count(1)).toBe(Number(before) - 1)
})
