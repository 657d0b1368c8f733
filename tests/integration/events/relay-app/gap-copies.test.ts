import { expect, it } from 'vitest'
import { emailAnswer } from '#backend/core/instantly/schemas.ts'
import { mailPage } from '#backend/core/instantly/schemas-events.ts'
import { startOf } from '#backend/events/relay/days.ts'
import { createGapMails } from '#backend/events/relay/gap-mails.ts'
import { createGapStore } from '#backend/events/relay/gap-store.ts'
import { createKnownEvents } from '#backend/events/relay/known-events.ts'
import { createMailIngest } from '#backend/inbox/inbox/mail-ingest.ts'
import { acme, eventStore } from '../events/support.ts'

const day = '2026-11-02'
const clock = { now: () => startOf(day) + 86_400_000, sleep: async () => undefined }
const reply = (id: string, hour: number) => ({
  id,
  timestamp_created: new Date(startOf(day) + hour * 3_600_000).toISOString(),
  timestamp_email: new Date(startOf(day) + 9 * 3_600_000).toISOString(),
  message_id: '<one@prospect.example>',
  subject: 'Re: Hello',
  from_address_email: 'kai@prospect.example',
  to_address_email_list: 'me@acme.example',
  body: { text: 'Please call me on Thursday.' },
  organization_id: 'remote-acme',
  campaign_id: 'c-1',
  lead: 'kai@prospect.example',
  eaccount: 'me@acme.example',
  ue_type: 2,
  thread_id: 'thread-1',
})

it.each([
  ['read before by the inbox', true],
  ['new to this computer', false],
])(
  'A reply that Instantly lists under two ids is one reply for the completeness check, if it was %s',
  async (_, isRead) => {
    const { store, ingest } = eventStore()
    const inbox = createMailIngest(store, { sort: null })
    const gaps = createGapStore(store, clock)
    const [first, again] = [reply('first', 9), reply('again', 15)]
    const takeIn = (events: Parameters<typeof ingest>[2], write: () => void) => ingest(acme, 'instantly', events, write)
    const mails = createGapMails(
      {
        store,
        clock,
        changed: () => undefined,
        instantly: { mailsBetween: async () => mailPage.parse({ items: [again, first] }) },
      } as never,
      {
        gaps,
        knownEvents: createKnownEvents(store),
        isAutomatic: () => false,
        copiesAmong: inbox.copiesAmong,
        takeIn: (_check, events, write) => void takeIn(events, write),
      },
    )
    if (isRead) inbox.ingestEmails(acme, [emailAnswer.parse(first)])
    const check = gaps.check(gaps.want(acme, 'asked', day, day))
    const { signal } = new AbortController()
    const by = { workspaceId: acme, priority: 'job', requestedBy: 'events check 1', signal } as const
    for (let time = 0; time < 2; time += 1) await mails.read(check, by, { day, kind: 'received', after: null }, signal)
    expect(store.raw.prepare('select count(*) from event').pluck().get()).toBe(1)
    expect(store.raw.prepare('select count(*) from inbox_message').pluck().get()).toBe(isRead ? 1 : 0)
  },
)
