import { beforeEach, expect, it } from 'vitest'
import { createCampaignStore } from '#backend/campaigns/campaigns/campaign-store.ts'
import { addSeries, indexUpTo, sumsBetween, unpackDays } from '#backend/campaigns/campaigns/day-sums.ts'
import type { Store } from '#backend/core/deps.ts'
import type { CampaignDay } from '#backend/core/instantly/schemas-campaigns.ts'
import { createEventIngest } from '#backend/events/events/ingest-events.ts'
import { createHourAnalytics } from '#backend/insights/analytics/hours.ts'
import { createAnalyticsQueries } from '#backend/insights/analytics/queries.ts'
import { dateOfDay } from '#shared/domain/core/days.ts'
import type { CampaignId } from '#shared/ids.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { openMigrated } from '../../../support/open-migrated.ts'
import { acme, payload, received } from '../../events/events/support.ts'
import { wrongDays } from './support.ts'

const whole = { workspaceId: acme, partId: null, campaignIds: null }
const firstDay = 20_000
const day = (at: number, sent: number): CampaignDay => ({
  date: dateOfDay(at),
  sent,
  contacted: Math.floor(sent / 2),
  opened: 0,
  openedUnique: sent % 7,
  clicked: 0,
  clickedUnique: 0,
  replied: 0,
  repliedUnique: sent % 3,
  automatic: 0,
  automaticUnique: 0,
  opportunities: 0,
})

let store: Store
beforeEach(() => {
  store = openMigrated(temporaryDir())
  store.raw.exec(
    `insert into workspace (id, name, colour, created_at, remote_id) values (1, 'Acme', 1, '', 'remote-acme')`,
  )
})

/** Creates campaigns named c-0, c-1 …, as from Instantly's list. */
function campaigns(count: number): readonly CampaignId[] {
  const kept = createCampaignStore(store)
  const listed = Array.from({ length: count }, (_, no) => ({
    id: `c-${no}`,
    name: `Campaign ${no}`,
    status: 1,
    createdAt: null,
    raw: { id: `c-${no}`, name: `Campaign ${no}` },
  }))
  kept.take(acme, listed, 1)
  return store.raw.prepare<[], CampaignId>('select id from campaign order by id').pluck().all()
}
const read = (id: CampaignId, days: readonly CampaignDay[], at = 1) =>
  createCampaignStore(store).putDetails(acme, id, { days, steps: [], key: `k${at}`, at })
const sentIn = (from: number, to: number) =>
  createAnalyticsQueries(store, () => 0).overview({ ...whole, period: { from: dateOfDay(from), to: dateOfDay(to) } })

it('Any period is the sum of its days, with any days missing, per campaign and in total', () => {
  const ids = campaigns(4)
  const known = ids.map((id, no) => {
    const days = Array.from({ length: 40 }, (_, at) => at)
      .filter((at) => (at * 7 + no * 3) % (no + 2) !== 0)
      .map((at) => ({ at: firstDay + at, sent: (at * 31 + no * 17) % 90 }))
    read(
      id,
      days.map(({ at, sent }) => day(at, sent)),
    )
    return days
  })
  for (let from = -2; from < 42; from += 3) {
    for (let to = from; to < 42; to += 4) {
      const found = sentIn(firstDay + from, firstDay + to)
      const expected = known.map((days) =>
        days.filter(({ at }) => at >= firstDay + from && at <= firstDay + to).reduce((sum, { sent }) => sum + sent, 0),
      )
      const all = expected.reduce((sum, sent) => sum + sent, 0)
      expect(found.sums.sent).toBe(all)
      expect(found.places.reduce((sum, place) => sum + place.sums.sent, 0)).toBe(all)
      for (const row of found.campaigns) expect(row.sums.sent).toBe(expected[ids.indexOf(row.id)])
    }
  }
  expect(wrongDays(store).daysSoFar).toEqual([])
})

it('Days read again are visible at once, and days Instantly no longer reports stay in the sums', () => {
  const [id] = campaigns(1) as [CampaignId]
  read(id, [day(firstDay, 5), day(firstDay + 1, 6)])
  expect(sentIn(firstDay, firstDay + 9).sums.sent).toBe(11)
  // At the same time of the clock, and without the first day.
  read(id, [day(firstDay + 1, 4), day(firstDay + 3, 10)])
  const found = sentIn(firstDay, firstDay + 9)
  expect(found.sums.sent).toBe(19)
  expect(found.places.map(({ sums }) => sums.sent).slice(0, 4)).toEqual([5, 4, 0, 10])
  expect(wrongDays(store).daysSoFar).toEqual([])
})

it('A day that one answer leaves out stays while the totals of the campaign still include it, and goes once its counts are on other days', () => {
  const [id] = campaigns(1) as [CampaignId]
  const totals = (sent: number) => store.raw.prepare('update campaign set sent = ? where id = ?').run(sent, id)
  const daily = () =>
    sentIn(firstDay, firstDay + 3)
      .places.map(({ sums }) => sums.sent)
      .slice(0, 4)
  totals(21)
  read(id, [day(firstDay, 5), day(firstDay + 1, 6), day(firstDay + 2, 10)])
  read(id, [day(firstDay, 5), day(firstDay + 2, 10)])
  expect(daily()).toEqual([5, 6, 10, 0])
  totals(24)
  read(id, [day(firstDay, 5), day(firstDay + 3, 3)])
  expect(daily()).toEqual([5, 6, 10, 3])
  read(id, [day(firstDay, 5), day(firstDay + 2, 16), day(firstDay + 3, 3)])
  expect(daily()).toEqual([5, 0, 16, 3])
  expect(wrongDays(store).daysSoFar).toEqual([])
})

it('A rolled-back transaction is in no sum', () => {
  const [id] = campaigns(1) as [CampaignId]
  read(id, [day(firstDay, 5)])
  store.raw.exec('begin')
  read(id, [day(firstDay, 500)])
  expect(sentIn(firstDay, firstDay).sums.sent).toBe(500)
  store.raw.exec('rollback')
  expect(sentIn(firstDay, firstDay).sums.sent).toBe(5)
  read(id, [day(firstDay, 7)])
  expect(sentIn(firstDay, firstDay).sums.sent).toBe(7)
})

it("Absurd figures of one campaign spoil no other's", () => {
  const [mad, sane] = campaigns(2) as [CampaignId, CampaignId]
  read(mad, [day(firstDay, -5), day(firstDay + 1, 1e13)])
  read(sane, [day(firstDay, 3)])
  const found = sentIn(firstDay, firstDay)
  expect(found.campaigns.find(({ id }) => id === sane)?.sums.sent).toBe(3)
  const [packed] = store.raw
    .prepare<[number], Buffer>('select packed from campaign_sums where campaign_id = ?')
    .pluck()
    .all(mad)
  const series = unpackDays(packed ?? Buffer.alloc(0))
  expect([...series.days]).toEqual([firstDay, firstDay + 1])
  const both = addSeries([series])
  expect(sumsBetween(both, indexUpTo(both, firstDay), indexUpTo(both, firstDay + 1)).sent).toBe(4_294_967_295)
})

it('An event that arrives after the hours were read is in them the next time', () => {
  const hours = createHourAnalytics(store)
  const { ingest } = createEventIngest({ store, changed: () => undefined })
  const asked = () => hours(whole, { from: 0, to: 100_000 }, 'sent', 'UTC').sent.reduce((sum, by) => sum + by, 0)
  expect(asked()).toBe(0)
  ingest(acme, 'relay', [received(payload({ event_type: 'email_sent' }))])
  expect(asked()).toBe(1)
  ingest(acme, 'relay', [
    received(
      payload({ event_type: 'email_sent', lead_email: 'other@prospect.example', timestamp: '2025-01-01T10:00:00Z' }),
    ),
  ])
  expect(asked()).toBe(2)
})
