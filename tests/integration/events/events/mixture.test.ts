/**
 * The same mails reported by Instantly's list, by webhooks with and without their ids and by the delivery log, in any
 * mixture.
 */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventIngest, type EventSource, type ReceivedEvent } from '#backend/events/events/ingest-events.ts'
import { toMailEvent } from '#backend/events/events/mail-as-event.ts'
import { knownTypeOfCode } from '#shared/domain/events/event-types.ts'
import { runs } from '../../../support/long.ts'
import { acme, eventStore, payload, received, stateOf, wrongSums } from './support.ts'

const start = Date.parse('2026-10-05T08:00:00Z')
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

type Mail = {
  readonly id: string
  readonly type: 'email_sent' | 'reply_received' | 'auto_reply_received'
  readonly lead: string
  readonly campaign: string
  readonly at: number
  readonly step: number
  /** How many days earlier than its arrival a reply is dated. */
  readonly daysLate?: number
}
type Telling = { readonly source: EventSource; readonly event: ReceivedEvent }

const webhook = ({ id, type, lead, campaign, at, step }: Mail, shift: number, has: { id: boolean; step: boolean }) =>
  received(
    payload({
      event_type: type,
      lead_email: lead,
      campaign_id: campaign,
      timestamp: new Date(at + shift).toISOString(),
      ...(has.id ? { email_id: id } : {}),
      ...(has.step ? { step } : {}),
    }),
    null,
    at + hour,
  )

/** As in `GET /emails`: always with its id, never saying whether a reply is automatic. */
const listed = ({ id, type, lead, campaign, at, step, daysLate = 0 }: Mail, looksAutomatic: boolean): ReceivedEvent =>
  toMailEvent(
    {
      id,
      at: new Date(at - daysLate * day).toISOString(),
      storedAt: new Date(at).toISOString(),
      kind: type === 'email_sent' ? 1 : 2,
      campaignId: campaign,
      lead,
      mailbox: 'me@acme.example',
      subject: 'Hello',
      text: 'Hello',
      html: null,
      step: `0_${step - 1}_0`,
      automatic: false,
    },
    () => looksAutomatic,
    at,
  ) ?? received('{}')

/** A mail and its sources, at least one. */
const toldMail = (mail: Mail) =>
  fc
    .record({
      shift: fc.integer({ min: -10 * minute, max: 10 * minute }),
      hasId: fc.boolean(),
      hasStep: fc.boolean(),
      looksAutomatic: fc.boolean(),
      told: fc.subarray(['instantly', 'relay', 'delivery_log'] as const, { minLength: 1 }),
    })
    .map(({ shift, hasId, hasStep, looksAutomatic, told }) => {
      // The log contains what the webhook posted.
      const posted = webhook(mail, shift, { id: hasId, step: hasStep })
      const tellings = told.map(
        (source): Telling => ({ source, event: source === 'instantly' ? listed(mail, looksAutomatic) : posted }),
      )
      const isSure = told.some((source) => source !== 'instantly') || mail.type === 'email_sent'
      const guessed = looksAutomatic ? 'auto_reply_received' : 'reply_received'
      return { line: `${mail.lead} ${mail.campaign} ${isSure ? mail.type : guessed}`, tellings }
    })

/** Steps two days apart, as a campaign sends them; replies some hours apart. */
const world = fc
  .array(
    fc.record({
      lead: fc.integer({ min: 1, max: 3 }),
      campaign: fc.integer({ min: 1, max: 2 }),
      steps: fc.integer({ min: 0, max: 3 }),
      replies: fc.array(fc.record({ automatic: fc.boolean(), daysLate: fc.constantFrom(0, 0, 3) }), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((lives) => [...new Map(lives.map((one) => [`${one.lead} ${one.campaign}`, one])).values()])
  .chain((lives) =>
    fc.tuple(
      ...lives.flatMap(({ lead, campaign, steps, replies }) => {
        const place = { lead: `lead${lead}@prospect.example`, campaign: `c-${campaign}` }
        const sent = Array.from(
          { length: steps },
          (_, n): Mail => ({
            ...place,
            id: `s-${lead}-${campaign}-${n}`,
            type: 'email_sent',
            at: start + n * 2 * day + lead * minute,
            step: n + 1,
          }),
        )
        const came = replies.map(
          ({ automatic, daysLate }, n): Mail => ({
            ...place,
            daysLate,
            id: `r-${lead}-${campaign}-${n}`,
            type: automatic ? 'auto_reply_received' : 'reply_received',
            at: start + 9 * hour + n * 3 * hour,
            step: 1,
          }),
        )
        return [...sent, ...came].map(toldMail)
      }),
    ),
  )

const { store } = eventStore()
store.raw.pragma('synchronous = off')
const tables = store.raw
  .prepare(`select name from sqlite_schema where type = 'table' and (name like '%event%' or name = 'opt_out')`)
  .pluck()
  .all() as string[]

function after(tellings: readonly Telling[], perBatch: number) {
  for (const table of tables) store.raw.exec(`delete from ${table}`)
  const { ingest, readPayload } = createEventIngest({ store, changed: () => undefined })
  for (let first = 0; first < tellings.length; first += perBatch) {
    const batch = tellings.slice(first, first + perBatch)
    for (const source of ['relay', 'delivery_log', 'instantly'] as const) {
      const own = batch.filter((one) => one.source === source).map(({ event }) => event)
      if (own.length > 0) ingest(acme, source, own)
    }
  }
  const events = store.raw
    .prepare(
      `select e.id, p.email, c.remote_id as campaign, e.type from event e join event_contact p on p.id = e.contact_id
         join event_campaign c on c.id = e.campaign_id`,
    )
    .all() as { id: number; email: string; campaign: string; type: number }[]
  return {
    lines: events.map(({ email, campaign, type }) => `${email} ${campaign} ${knownTypeOfCode(type)}`).toSorted(),
    without: events.filter(({ id }) => readPayload(acme, id) === null),
    state: stateOf(store),
    sums: wrongSums(store),
  }
}

test('Every mail is one event, whichever source reports it, with or without its id, in any order and number', () => {
  fc.assert(
    fc.property(
      world.chain((mails) => {
        const tellings = mails.flatMap((mail) => mail.tellings)
        return fc.record({
          mails: fc.constant(mails),
          tellings: fc.constant(tellings),
          shuffled: fc.shuffledSubarray(tellings, { minLength: tellings.length }),
          again: fc.subarray(tellings),
          perBatch: fc.integer({ min: 1, max: 12 }),
        })
      }),
      ({ mails, tellings, shuffled, again, perBatch }) => {
        const ledger = mails.map(({ line }) => line).toSorted()
        const [once, other] = [
          after(tellings, Math.max(1, tellings.length)),
          after([...again, ...shuffled, ...again], perBatch),
        ]
        expect(once.lines).toEqual(ledger)
        expect(other.lines).toEqual(ledger)
        expect(other.state).toEqual(once.state)
        for (const { sums, without } of [once, other]) {
          expect(without).toEqual([])
          for (const [name, wrong] of Object.entries(sums)) expect(wrong, name).toEqual([])
        }
      },
    ),
    runs(20, 1_500),
  )
})
