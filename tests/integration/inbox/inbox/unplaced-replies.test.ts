/** Instantly may leave out the campaign and the lead of a reply: it is a reply of the lead's campaign all the same. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Store } from '#backend/core/deps.ts'
import type { RemoteEmail } from '#backend/core/instantly/types.ts'
import { createEventIngest, type EventIngest } from '#backend/events/events/ingest-events.ts'
import { eventMail, toMailEvent } from '#backend/events/events/mail-as-event.ts'
import { classifyReceivedReply } from '#backend/inbox/inbox/classify-received-reply.ts'
import { createMailIngest, type MailIngest } from '#backend/inbox/inbox/mail-ingest.ts'
import { eventTypes } from '#shared/domain/events/event-types.ts'
import { acme, at, email, newStore } from './mails.ts'

const hour = 3_600_000
const time = (ms: number) => new Date(at + ms).toISOString()
const lead = 'kai@prospect.example'

let store: Store
let mailIngest: MailIngest
let events: EventIngest
function begin(): void {
  store = newStore()
  mailIngest = createMailIngest(store, {
    sort: classifyReceivedReply,
    taken: (workspaceId, mails) => {
      const told = mails.map((mail) => toMailEvent(mail, () => false, at)).filter((one) => one !== null)
      events.ingest(workspaceId, 'instantly', told)
    },
  })
  events = createEventIngest({ store, changed: () => undefined }, { inTransaction: mailIngest.placeReplies })
}
beforeEach(begin)
afterEach(() => void store.raw.close())

type Fields = Partial<RemoteEmail & { readonly text: string }>
const reply = (fields: Fields = {}) => email({ id: 'reply', text: 'Tell me more, please.', ...fields })
const sent = (fields: Fields = {}) =>
  email({ id: 'sent', text: 'Hello', kind: 1, from: 'me@acme.example', to: lead, at: time(-hour), ...fields })

/** The campaign's own email, read for its event. */
function readSent(mail = sent()): void {
  const event = toMailEvent(eventMail(mail, mail.text ?? ''), () => false, at)
  if (event) events.ingest(acme, 'instantly', [event], () => mailIngest.takeSent(acme, [mail]))
}

const replies = () =>
  store.raw
    .prepare(
      `select c.remote_id as campaign, p.email as lead, l.replied from event e
         join event_campaign c on c.id = e.campaign_id join event_contact p on p.id = e.contact_id
         join event_lead l on l.contact_id = p.id and l.campaign_id = c.id
        where e.type = ? order by e.id`,
    )
    .all(eventTypes.reply_received.code)
const threads = () => store.raw.prepare('select lead_email as lead, campaign_id as campaign from inbox_thread').all()

const placed = [{ campaign: 'c-1', lead, replied: 1 }]

it.each([
  ['names no campaign', reply({ campaignId: null })],
  ['names neither campaign nor lead', reply({ campaignId: null, lead: null })],
  ['names no campaign and is in another conversation', reply({ campaignId: null, threadId: 't-2' })],
  ['names no lead', reply({ lead: null })],
])('A reply that %s is a reply of the campaign that wrote to the lead, once, whichever is read first', (_, mail) => {
  for (const order of [
    [() => readSent(), () => mailIngest.ingestEmails(acme, [mail])],
    [() => mailIngest.ingestEmails(acme, [mail]), () => readSent()],
  ]) {
    for (const read of [...order, ...order]) read()
    expect(replies()).toEqual(placed)
    expect(threads()).toEqual([{ lead, campaign: 'c-1' }])
    store.raw.close()
    begin()
  }
})

it('A colleague’s reply that names no lead counts for the lead in whose conversation it is', () => {
  readSent()
  mailIngest.ingestEmails(acme, [reply({ id: 'first' })])
  mailIngest.ingestEmails(acme, [
    reply({ from: 'boss@prospect.example', lead: null, campaignId: null, text: 'Kai asked me to answer.' }),
  ])
  expect(replies()).toEqual([
    { campaign: 'c-1', lead, replied: 2 },
    { campaign: 'c-1', lead, replied: 2 },
  ])
})

it('A reply without a campaign takes the one of its conversation as soon as another email there names it', () => {
  mailIngest.ingestEmails(acme, [reply({ campaignId: null })])
  expect(replies()).toEqual([])
  mailIngest.ingestEmails(acme, [reply({ id: 'second', text: 'Any news?', at: time(hour) })])
  expect(replies()).toEqual([
    { campaign: 'c-1', lead, replied: 2 },
    { campaign: 'c-1', lead, replied: 2 },
  ])
})

it('A reply without a campaign belongs to none if two campaigns wrote to the lead, or nobody did', () => {
  mailIngest.ingestEmails(acme, [reply({ id: 'stranger', from: 'eve@else.example', lead: null, threadId: 't-9' })])
  readSent()
  readSent(sent({ id: 'other', campaignId: 'c-2', threadId: 't-2' }))
  mailIngest.ingestEmails(acme, [reply({ campaignId: null, threadId: 't-3' })])
  expect(replies()).toEqual([])
})

it('A reply that is read again without its campaign keeps it, and a copy without it is not a second reply', () => {
  mailIngest.ingestEmails(acme, [reply()])
  mailIngest.ingestEmails(acme, [reply({ campaignId: null, text: 'Tell me more, please. Kai' })])
  mailIngest.ingestEmails(acme, [reply({ id: 'copy', campaignId: null, text: 'Tell me more, please. Kai' })])
  expect(replies()).toEqual(placed)
  expect(store.raw.prepare('select remote_id, campaign_id from inbox_message').all()).toEqual([
    { remote_id: 'reply', campaign_id: 'c-1' },
  ])
})
