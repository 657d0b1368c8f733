/* The warmest leads of a campaign, of more than are shown, whoever told what they did. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventFigures } from '#backend/events/events/figures.ts'
import { runs } from '../../../support/long.ts'
import { acme, eventStore } from '../events/support.ts'

const campaign = 7

type Did = {
  readonly replied: boolean
  readonly clicked: boolean
  readonly opened: boolean
  readonly optedOut: boolean
  readonly at: number
}
type Lead = {
  readonly events: (Did & { readonly automatic: boolean }) | null
  readonly listed: Did | null
  readonly saidNo: boolean
}

const often = (share: number) => fc.integer({ min: 1, max: 100 }).map((no) => no <= share)
const did = { replied: often(60), clicked: often(30), opened: often(60), optedOut: often(15) }
const leadsOf = (count: number) =>
  fc.array(
    fc.record({
      events: fc.option(fc.record({ ...did, automatic: often(20) }), { freq: 8 }),
      listed: fc.option(fc.record(did), { freq: 3 }),
      saidNo: often(30),
    }),
    { minLength: count, maxLength: count },
  )

/** All times differ, so that there is one order. */
const world = fc
  .tuple(leadsOf(60), fc.shuffledSubarray([...Array(120).keys()], { minLength: 120 }))
  .map(([leads, times]) =>
    leads.map(
      ({ events, listed, saidNo }, no): Lead => ({
        events: events && { ...events, at: 1_000 + (times[no] ?? 0) },
        listed: listed && { ...listed, at: 1_000 + (times[60 + no] ?? 0) },
        saidNo,
      }),
    ),
  )

const emailOf = (no: number) => `lead${no}@prospect.example`
const { store } = eventStore()
const { raw } = store
raw.pragma('synchronous = off')
const figures = createEventFigures(store)
raw
  .prepare(`insert into event_campaign (id, workspace_id, remote_id, name, named_at) values (?, ?, 'c-7', 'Autumn', 0)`)
  .run(campaign, acme)
const addContact = raw.prepare('insert into event_contact (id, workspace_id, email) values (?, ?, ?)')
const addEvents = raw.prepare(
  `insert into event_lead (workspace_id, contact_id, campaign_id, sent, opened, clicked, replied, auto_replied, bounced,
     unsubscribed, events, first_at, last_at, score) values (?, ?, ?, 1, ?, ?, ?, ?, 0, ?, 1, 0, ?, ?)`,
)
const addListed = raw.prepare(
  `insert into lead_activity (workspace_id, contact_id, campaign_id, opened, clicked, replied, bounced, unsubscribed,
     last_at, score) values (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)`,
)
const addNo = raw.prepare(
  `insert into lead_label (workspace_id, campaign_id, email, stage, as_of, source) values (?, 'c-7', ?, -1, 0, 1)`,
)

const scoreOf = ({ replied, clicked, opened }: Pick<Did, 'replied' | 'clicked' | 'opened'>, sent: boolean) =>
  replied ? 4 : clicked ? 3 : opened ? 2 : Number(sent)

function write(leads: readonly Lead[]): void {
  for (const table of ['event_contact', 'event_lead', 'lead_activity', 'lead_label']) raw.exec(`delete from ${table}`)
  for (const [no, { events, listed, saidNo }] of leads.entries()) {
    addContact.run(no + 1, acme, emailOf(no))
    const place = [acme, no + 1, campaign]
    const flags = (one: Did) => [Number(one.opened), Number(one.clicked), Number(one.replied)]
    if (events)
      addEvents.run(
        ...place,
        ...flags(events),
        Number(events.automatic),
        Number(events.optedOut),
        events.at,
        scoreOf(events, true),
      )
    if (listed) addListed.run(...place, ...flags(listed), Number(listed.optedOut), listed.at, scoreOf(listed, false))
    if (saidNo) addNo.run(acme, emailOf(no))
  }
}

/** Combines both sources of what a lead did: a reply in the list may be the automatic one among the events. */
function together({ events, listed }: Lead): { readonly score: number; readonly at: number; readonly out: boolean } {
  const either = (what: 'clicked' | 'opened' | 'optedOut') => (events?.[what] ?? false) || (listed?.[what] ?? false)
  const knowsReply = events !== null && (events.replied || events.automatic)
  const replied = knowsReply ? events.replied : (listed?.replied ?? false)
  return {
    score: scoreOf({ replied, clicked: either('clicked'), opened: either('opened') }, events !== null),
    at: Math.max(events?.at ?? 0, listed?.at ?? 0),
    out: either('optedOut'),
  }
}

test('The warmest leads went furthest, latest first, without those who opted out or said no', () => {
  raw.transaction(() =>
    fc.assert(
      fc.property(world, (leads) => {
        write(leads)
        const expected = leads
          .map((lead, no) => ({ email: emailOf(no), ...together(lead), saidNo: lead.saidNo }))
          .filter(({ score, out, saidNo }) => score > 1 && !out && !saidNo)
          .toSorted((a, b) => b.score - a.score || b.at - a.at)
          .slice(0, 10)
        expect(figures.warmth(campaign).hottest).toEqual(
          expected.map(({ email, score, at }) => ({ email, score, lastAt: new Date(at).toISOString() })),
        )
      }),
      runs(40, 1_000),
    ),
  )()
})
