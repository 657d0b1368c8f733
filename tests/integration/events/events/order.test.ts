import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventIngest, type EventSource, type ReceivedEvent } from '#backend/events/events/ingest-events.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { runs } from '../../../support/long.ts'
import { acme, birch, eventStore, payload, received, stateOf, wrongSums } from './support.ts'

type Reception = { readonly workspaceId: WorkspaceId; readonly source: EventSource; readonly event: ReceivedEvent }

const start = Date.parse('2026-11-02T00:00:00Z')
const type = fc.constantFrom(
  'email_sent',
  'email_opened',
  'email_link_clicked',
  'reply_received',
  'auto_reply_received',
  'email_bounced',
  'lead_unsubscribed',
  'lead_interested',
  'lead_not_interested',
  'Budget next year',
  'campaign_completed',
)

/**
 * One occurrence and how its sources report it: at slightly different times, with fields missing, or without a time.
 */
const reception: fc.Arbitrary<readonly Reception[]> = fc
  .record({
    workspaceId: fc.constantFrom(acme, birch),
    type,
    lead: fc.integer({ min: 1, max: 4 }),
    campaign: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
    // Few moments, so that some events coincide; some around midnight.
    at: fc.integer({ min: 0, max: 40 }).map((n) => start + n * 7_200_000 - 1),
    mail: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
    step: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
    timeless: fc.boolean().map((yes) => yes),
    told: fc.uniqueArray(fc.constantFrom<EventSource>('relay', 'delivery_log', 'instantly'), { minLength: 1 }),
    shift: fc.integer({ min: -5_000, max: 5_000 }),
    without: fc.subarray(['step', 'campaign_id', 'campaign_name', 'email_account']),
  })
  .map((happened) =>
    happened.told.map((source, at): Reception => {
      const isMail = /^(email_sent|.*reply_received)$/.test(happened.type) && happened.mail !== null
      const time = happened.at + (isMail && at > 0 ? happened.shift : 0)
      const fields: Record<string, unknown> = {
        event_type: happened.type,
        workspace: happened.workspaceId === acme ? 'remote-acme' : 'remote-birch',
        timestamp: happened.timeless && !isMail ? undefined : new Date(time).toISOString(),
        campaign_id: happened.campaign === null ? undefined : `c-${happened.campaign}`,
        campaign_name: happened.campaign === null ? undefined : `Campaign ${happened.campaign} as of ${happened.at}`,
        lead_email: `Person${happened.lead}@prospect.example`,
        email_id: happened.mail === null ? undefined : `m-${happened.mail}`,
        step: happened.step ?? undefined,
      }
      // Only events of one mail may be reported with different fields; the fields distinguish all others.
      if (isMail && at > 0) for (const name of happened.without) fields[name] = undefined
      return {
        workspaceId: happened.workspaceId,
        source,
        event: received(payload(fields), null, time + at * 1_000),
      }
    }),
  )

const { store } = eventStore()
store.raw.pragma('synchronous = off')
const tables = store.raw
  .prepare(`select name from sqlite_schema where type = 'table' and (name like '%event%' or name = 'block_entry')`)
  .pluck()
  .all() as string[]

function stateAfter(receptions: readonly Reception[], perBatch: number, keysWaiting?: number) {
  for (const table of tables) store.raw.exec(`delete from ${table}`)
  const { ingest } = createEventIngest({ store, changed: () => undefined }, {}, { keysWaiting })
  for (let first = 0; first < receptions.length; first += perBatch) {
    const batch = receptions.slice(first, first + perBatch)
    for (const workspaceId of [acme, birch]) {
      for (const source of ['relay', 'delivery_log', 'instantly'] as const) {
        const own = batch.filter((one) => one.workspaceId === workspaceId && one.source === source)
        ingest(
          workspaceId,
          source,
          own.map(({ event }) => event),
        )
      }
    }
  }
  const state = stateOf(store)
  const sums = wrongSums(store)
  return { state, sums }
}

test('Any order, repetition and batches give the same state, and the counts match the events', () => {
  fc.assert(
    fc.property(
      fc
        .array(reception, { minLength: 1, maxLength: 25 })
        .map((lists) => lists.flat())
        .chain((receptions) =>
          fc.record({
            receptions: fc.constant(receptions),
            shuffled: fc.shuffledSubarray(receptions, { minLength: receptions.length }),
            again: fc.subarray(receptions),
            perBatch: fc.integer({ min: 1, max: 40 }),
            // How many keys wait before some are settled: none, few, or all of them.
            keysWaiting: fc.constantFrom(0, 3, 12, 1_000),
          }),
        ),
      ({ receptions, shuffled, again, perBatch, keysWaiting }) => {
        const once = stateAfter(receptions, receptions.length)
        const other = stateAfter([...again, ...shuffled, ...again], perBatch, keysWaiting)
        expect(other.state).toEqual(once.state)
        for (const sums of [once.sums, other.sums]) {
          for (const [name, wrong] of Object.entries(sums)) expect(wrong, name).toEqual([])
        }
      },
    ),
    runs(25, 250),
  )
})
