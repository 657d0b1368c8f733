/*
 * Opens, clicks and bounces of leads are reported individually by webhooks, as totals by Instantly's lead list, or by
 * both, at any time and in any order: each is counted exactly once.
 */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LeadPlace } from '#backend/core/instantly/types.ts'
import { createEventFigures } from '#backend/events/events/figures.ts'
import { createEventIngest } from '#backend/events/events/ingest-events.ts'
import { leadActivityOf } from '#backend/events/lead-activity/lead-activity.ts'
import { runs } from '../../../support/long.ts'
import { acme, eventStore, payload, received, stateOf, wrongSums } from '../events/support.ts'

const start = Date.parse('2026-10-05T08:00:00Z')
const minute = 60_000

type Happened = { readonly type: 'email_opened' | 'link_clicked' | 'email_bounced'; readonly at: number }
type Life = { readonly lead: string; readonly campaign: string; readonly happened: readonly Happened[] }
type Telling =
  | { readonly webhook: Happened; readonly of: Life }
  /** The list as of when this many events had happened. */
  | { readonly list: number; readonly of: Life }

const times = (happened: readonly Happened[], type: Happened['type']) => happened.filter((one) => one.type === type)
const lastOf = (some: readonly Happened[]) => (some.length === 0 ? null : Math.max(...some.map(({ at }) => at)))

function listed({ lead, campaign, happened }: Life, sofar: number): LeadPlace {
  const some = happened.slice(0, sofar)
  const [opens, clicks] = [times(some, 'email_opened'), times(some, 'link_clicked')]
  return {
    id: `${lead} ${campaign}`,
    email: lead,
    place: { kind: 'campaign', id: campaign },
    createdAt: start,
    contactedAt: start,
    status: times(some, 'email_bounced').length > 0 ? -1 : 1,
    interest: null,
    interestAt: null,
    unsubscribed: false,
    activity: {
      opened: opens.length,
      clicked: clicks.length,
      replied: 0,
      openedAt: lastOf(opens),
      clickedAt: lastOf(clicks),
      repliedAt: null,
    },
  }
}

const lives = fc
  .array(
    fc.record({
      lead: fc.integer({ min: 1, max: 3 }),
      campaign: fc.integer({ min: 1, max: 2 }),
      types: fc.array(fc.constantFrom('email_opened', 'email_opened', 'link_clicked'), { maxLength: 6 }),
      bounces: fc.boolean(),
      relay: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((all) =>
    [...new Map(all.map((one) => [`${one.lead} ${one.campaign}`, one])).values()].map(
      ({ lead, campaign, types, bounces, relay }) => ({
        relay,
        lead: `lead${lead}@prospect.example`,
        campaign: `c-${campaign}`,
        happened: [...types, ...(bounces ? ['email_bounced'] : [])].map((type, n) => ({
          type: type as Happened['type'],
          at: start + n * minute,
        })),
      }),
    ),
  )

/** For each life, either the relay reports everything, or the list was read at its end; plus any part of both. */
const world = lives.chain((all) =>
  fc
    .tuple(
      ...all.map(({ relay, ...life }) => {
        const webhooks = life.happened.map((webhook): Telling => ({ webhook, of: life }))
        const whole: Telling = { list: life.happened.length, of: life }
        return fc
          .record({
            some: fc.subarray(webhooks),
            lists: fc.array(fc.integer({ min: 0, max: life.happened.length }), { maxLength: 3 }),
            both: fc.boolean(),
          })
          .map(({ some, lists, both }): readonly Telling[] => [
            ...(relay ? webhooks : some),
            ...(relay && !both ? [] : [whole]),
            ...lists.map((list): Telling => ({ list, of: life })),
          ])
      }),
    )
    .chain((tellings) => {
      const flat = tellings.flat()
      return fc.record({
        lives: fc.constant(all),
        tellings: fc.shuffledSubarray(flat, { minLength: flat.length }),
        again: fc.subarray(flat),
      })
    }),
)

const { store } = eventStore()
store.raw.pragma('synchronous = off')
const tables = store.raw
  .prepare(`select name from sqlite_schema where type = 'table' and (name like '%event%' or name = 'lead_activity')`)
  .pluck()
  .all() as string[]
const activity = leadActivityOf(store)
const figures = createEventFigures(store)

function tell(tellings: readonly Telling[]) {
  for (const table of tables) store.raw.exec(`delete from ${table}`)
  const { ingest } = createEventIngest({ store, changed: () => undefined })
  for (const one of tellings) {
    if ('list' in one) {
      activity.take(acme, [listed(one.of, one.list)])
      continue
    }
    const { type, at } = one.webhook
    ingest(acme, 'relay', [
      received(
        payload({
          event_type: type,
          lead_email: one.of.lead,
          campaign_id: one.of.campaign,
          timestamp: new Date(at).toISOString(),
        }),
      ),
    ])
  }
}

test('A lead’s opens, clicks and bounces match what happened, whichever source reports them, in any order and number', () => {
  fc.assert(
    fc.property(world, ({ lives: all, tellings, again }) => {
      const real = new Map<string, { opened: number; clicked: number; bounced: number }>()
      for (const { lead, happened } of all) {
        const sum = real.get(lead) ?? { opened: 0, clicked: 0, bounced: 0 }
        sum.opened += times(happened, 'email_opened').length
        sum.clicked += times(happened, 'link_clicked').length
        sum.bounced += times(happened, 'email_bounced').length
        real.set(lead, sum)
      }
      for (const order of [tellings, [...again, ...tellings, ...again]]) {
        tell(order)
        for (const [lead, sum] of real) {
          const { counts, score, listed: more } = figures.lead(acme, lead)
          expect(counts).toMatchObject(sum)
          expect(score).toBe(sum.clicked > 0 ? 3 : sum.opened > 0 ? 2 : 0)
          // The additional counts contain only what the single events lack.
          for (const { type, times: often } of more) {
            const own = all
              .filter((life) => life.lead === lead)
              .map(({ happened }) => happened.filter((one) => one.type === type).length)
            expect(own).toContain(often)
          }
        }
        for (const campaign of ['c-1', 'c-2']) {
          const known = figures.campaign(acme, campaign)
          const life = known === null ? null : figures.warmth(known.campaignId)
          const of = all.filter((one) => one.campaign === campaign)
          const scoreOf = ({ happened }: Life) =>
            times(happened, 'link_clicked').length > 0 ? 3 : times(happened, 'email_opened').length > 0 ? 2 : 0
          for (const score of [2, 3]) {
            expect(life?.scores[score] ?? 0).toBe(of.filter((one) => scoreOf(one) === score).length)
          }
          expect((life?.hottest ?? []).map(({ email, score }) => `${email} ${score}`).toSorted()).toEqual(
            of
              .filter((one) => scoreOf(one) > 1)
              .map((one) => `${one.lead} ${scoreOf(one)}`)
              .toSorted(),
          )
        }
        // The events' own counts stay those of the events.
        for (const [name, wrong] of Object.entries(wrongSums(store))) expect(wrong, name).toEqual([])
      }
    }),
    runs(12, 300),
  )
})

test('Reading the list changes no event and no count of events', () => {
  const life: Life = {
    lead: 'lead1@prospect.example',
    campaign: 'c-1',
    happened: [
      { type: 'email_opened', at: start },
      { type: 'email_opened', at: start + minute },
    ],
  }
  const first: Telling = { webhook: life.happened[0] ?? { type: 'email_opened', at: 0 }, of: life }
  tell([first])
  const before = stateOf(store)
  activity.take(acme, [listed(life, 2)])
  expect(stateOf(store)).toEqual(before)
  expect(figures.lead(acme, life.lead)).toMatchObject({
    counts: { opened: 2 },
    listed: [{ type: 'email_opened', times: 2, lastAt: new Date(start + minute).toISOString() }],
  })
})
