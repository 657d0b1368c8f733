import { assert, property, shuffledSubarray } from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '#backend/core/deps.ts'
import type { RemoteEmail } from '#backend/core/instantly/types.ts'
import { classifyReceivedReply } from '#backend/inbox/inbox/classify-received-reply.ts'
import { createJoinedThreads } from '#backend/inbox/inbox/joined-threads.ts'
import { createMailIngest } from '#backend/inbox/inbox/mail-ingest.ts'
import { idsPerMs } from '#backend/inbox/inbox/mail-values.ts'
import { createSendStore } from '#backend/inbox/inbox/send-store.ts'
import { runs } from '../../../support/long.ts'
import { acme, at, birch, email, hook, newStore } from './mails.ts'

let store: Store
beforeEach(() => {
  store = newStore()
})
afterEach(() => void store.raw.close())

const messages = ({ raw }: Store) =>
  raw
    .prepare(
      `select m.remote_id as id, m.text, m.complete, t.remote_id as thread, m.workspace_id as client
       from inbox_message m join inbox_thread t on t.id = m.thread_id order by m.workspace_id, m.remote_id`,
    )
    .all()
const threadCount = ({ raw }: Store) => raw.prepare('select count(*) from inbox_thread').pluck().get()

/** A reply as the composer writes it. */
const writingOf = (threadId: number, messageId: number, text: string) => ({
  threadId,
  messageId,
  kind: 'reply' as const,
  account: 'me@acme.example',
  to: 'kai@prospect.example',
  cc: '',
  bcc: '',
  subject: 'Re: Stock counts',
  text,
  includeOriginal: false,
  withAttachments: false,
})

describe('a reply reported by a webhook and listed by Instantly', () => {
  const said = 'Yes please, send me the figures for twelve halls.'
  const whole = `${said}\n\nKai\n\nOn Mon, 2 Nov 2026, Mara wrote:\n> How long does a count take?`

  it('is shown at once, and completed by the API’s copy, whether the webhook named the mail or not', () => {
    for (const emailId of ['mail-1', null]) {
      store = newStore()
      const mailIngest = createMailIngest(store, { sort: null })
      expect(mailIngest.ingestWebhooks(acme, [hook({ text: said, emailId })])).toHaveLength(1)
      expect(messages(store)).toMatchObject([{ id: emailId, text: said, complete: 0 }])
      expect(mailIngest.ingestEmails(acme, [email({ id: 'mail-1', text: whole })])).toEqual([])
      expect(messages(store)).toEqual([{ id: 'mail-1', text: whole, complete: 1, thread: 'thread-1', client: acme }])
      expect(threadCount(store)).toBe(1)
    }
  })

  it('keeps two answers with the same text apart, and those of two clients', () => {
    const mailIngest = createMailIngest(store, { sort: null })
    mailIngest.ingestWebhooks(acme, [hook({ text: 'Thanks' }), hook({ text: 'Thanks', at: at + 2 * 60 * 60_000 })])
    mailIngest.ingestWebhooks(birch, [hook({ text: 'Thanks' })])
    mailIngest.ingestEmails(acme, [
      email({ id: 'mail-2', text: 'Thanks', at: new Date(at + 2 * 60 * 60_000 - 9_000).toISOString() }),
      email({ id: 'mail-1', text: 'Thanks' }),
    ])
    expect(messages(store)).toMatchObject([
      { id: 'mail-1', complete: 1, client: acme },
      { id: 'mail-2', complete: 1, client: acme },
      { id: null, complete: 0, client: birch },
    ])
  })

  it('gives the same result in any order and with any repetition', () => {
    const minute = 60_000
    const mails = [
      email({ id: 'mail-1', text: whole }),
      email({
        id: 'mail-2',
        text: 'And one more thing: does it run offline?',
        at: new Date(at + 5 * minute).toISOString(),
      }),
      email({ id: 'mail-3', text: 'No.', from: 'ida@other.example', lead: 'ida@other.example', threadId: 'thread-2' }),
    ]
    const told = [
      hook({ text: said, emailId: 'mail-1' }),
      hook({ text: said, at: at + 21_000 }),
      hook({ text: 'And one more thing: does it run offline?', at: at + 5 * minute + 20_000 }),
      hook({ text: 'No.', leadEmail: 'ida@other.example', emailId: 'mail-3' }),
    ]
    const steps = [
      ...mails.map((one) => ({ one, by: 'api' as const })),
      ...told.map((one) => ({ one, by: 'hook' as const })),
    ]
    assert(
      property(shuffledSubarray([...steps, ...steps], { minLength: steps.length * 2 }), (order) => {
        const fresh = newStore()
        const mailIngest = createMailIngest(fresh, { sort: null })
        for (const step of order) {
          if (step.by === 'api') mailIngest.ingestEmails(acme, [step.one])
          else mailIngest.ingestWebhooks(acme, [step.one])
        }
        const ends = messages(fresh)
        expect(ends).toMatchObject([
          { id: 'mail-1', text: whole, complete: 1, thread: 'thread-1' },
          { id: 'mail-2', complete: 1, thread: 'thread-1' },
          { id: 'mail-3', complete: 1, thread: 'thread-2' },
        ])
        expect(threadCount(fresh)).toBe(2)
        fresh.raw.close()
      }),
      runs(10, 200),
    )
  })
})

describe('the classification', () => {
  const optOuts = () => store.raw.prepare(`select workspace_id, value from opt_out where state = 'on'`).all()
  const thread = () => store.raw.prepare('select sorted, box, return_date from inbox_thread').get()

  it('puts a person who wants no more mail on the client’s opt-out list at once', () => {
    createMailIngest(store, { sort: classifyReceivedReply }).ingestWebhooks(acme, [
      hook({ text: 'Please remove me from your list.' }),
    ])
    expect(optOuts()).toEqual([{ workspace_id: acme, value: 'kai@prospect.example' }])
    expect(thread()).toMatchObject({ sorted: 'unsubscribe', box: 'noReply' })
  })

  it('sets an absence aside with its day, and puts the later answer on top', () => {
    const mailIngest = createMailIngest(store, { sort: classifyReceivedReply })
    mailIngest.ingestEmails(acme, [
      email({
        id: 'a',
        subject: 'Automatic reply: Stock counts',
        text: 'I am out of the office until 7 December 2026.',
      }),
    ])
    expect(thread()).toMatchObject({
      sorted: 'out_of_office',
      box: 'noReply',
      return_date: expect.stringMatching(/^2026-12/),
    })
    mailIngest.ingestEmails(acme, [
      email({ id: 'b', text: 'I am back. Shall we talk on Thursday?', at: new Date(at + 86_400_000).toISOString() }),
    ])
    expect(thread()).toMatchObject({ box: 'answer', return_date: null })
    expect(optOuts()).toEqual([])
  })
})

it("A reply marked as a person's stays so when Instantly delivers all of it, or calls it automatic again", () => {
  const text = 'I am out of the office until Monday, but yes: please send me the offer, I read it tonight. Kai'
  const ingest = createMailIngest(store, { sort: classifyReceivedReply })
  const box = () => store.raw.prepare('select box, sorted from inbox_thread').get()
  const told = hook({ text, automatic: true, emailId: 'e-1', threadId: 'thread-1' })
  store.raw.transaction(() => ingest.ingestWebhooks(acme, [told]))()
  expect(box()).toMatchObject({ box: 'noReply' })
  store.raw.exec(`update inbox_thread set sorted = 'question', sorted_fixed = 1`)
  store.raw.exec(`update inbox_message set direction = 'received'`)
  for (const more of ['', '\n\nKai Berg\nProspect']) {
    ingest.ingestEmails(acme, [email({ id: 'e-1', text: `${text}${more}`, automatic: true })])
    expect(box()).toEqual({ box: 'answer', sorted: 'question' })
  }
  // Newer replies keep the corrected label.
  store.raw.exec(`insert into inbox_correction (message_id, workspace_id, thread_id, label, was, at)
    select id, workspace_id, thread_id, 'question', 'out_of_office', at from inbox_message`)
  ingest.ingestEmails(acme, [email({ id: 'e-2', text: 'And call me.', at: new Date(at + 3_600_000).toISOString() })])
  ingest.ingestEmails(acme, [email({ id: 'e-1', text: `${text}\n\nKai`, automatic: true })])
  expect(store.raw.prepare('select direction from inbox_message order by at').pluck().all()).toEqual([
    'received',
    'received',
  ])
})

it('More mails of one moment than a moment has numbers for are stored, and those of the next', () => {
  const mailIngest = createMailIngest(store, { sort: null })
  const many = Array.from({ length: idsPerMs + 3 }, (_, n) => email({ id: `m${n}`, text: `Mail ${n}` }))
  mailIngest.ingestEmails(acme, many)
  mailIngest.ingestEmails(acme, [email({ id: 'next', text: 'Next', at: new Date(at + 1).toISOString() })])
  expect(store.raw.prepare('select count(*) from inbox_message').pluck().get()).toBe(idsPerMs + 4)
})

it('A done or snoozed conversation returns when the person writes again', () => {
  const mailIngest = createMailIngest(store, { sort: null })
  mailIngest.ingestEmails(acme, [email({ id: 'a', text: 'One' })])
  const box = () => store.raw.prepare('select box from inbox_thread').pluck().get()
  const later = (id: string, hours: number) =>
    mailIngest.ingestEmails(acme, [email({ id, text: id, at: new Date(at + hours * 3_600_000).toISOString() })])
  store.raw.prepare('update inbox_thread set archived_at = ?').run(at + 1_000)
  mailIngest.facts.refresh(1)
  expect(box()).toBe('done')
  later('b', 1)
  expect(box()).toBe('answer')
  store.raw.prepare('update inbox_thread set snoozed_until = ?').run(at + 30 * 86_400_000)
  mailIngest.facts.refresh(1)
  expect(box()).toBe('snoozed')
  later('c', 2)
  expect(box()).toBe('answer')
})

describe('a reply that crossed our own mail', () => {
  const hours = (n: number) => new Date(at + n * 3_600_000).toISOString()
  const boxes = () => store.raw.prepare('select box from inbox_thread').pluck().all()
  const pastIsRead = () =>
    store.raw
      .prepare(`insert into inbox_cursor (workspace_id, stream, watermark, back_done) values (?, 'received', '', 1)`)
      .run(acme)
  const reply = (fields: Partial<RemoteEmail> & { readonly text?: string } = {}) =>
    email({ id: 'late', text: 'Call me before Friday, please.', at: hours(1), createdAt: hours(3), ...fields })
  const ours = (kind: 1 | 3, n: number) =>
    email({
      id: `ours-${n}`,
      text: 'One more thought.',
      kind,
      from: 'me@acme.example',
      at: hours(n),
      createdAt: hours(n),
    })

  it('waits for an answer although the campaign went on, whichever is read first, until somebody answers', () => {
    for (const order of [
      [reply(), ours(1, 2)],
      [ours(1, 2), reply()],
    ]) {
      const fresh = newStore()
      const mailIngest = createMailIngest(fresh, { sort: classifyReceivedReply })
      for (const mail of order) mailIngest.ingestEmails(acme, [mail])
      const box = fresh.raw.prepare('select box from inbox_thread').pluck()
      expect(box.all()).toEqual(['answer'])
      mailIngest.ingestEmails(acme, [ours(3, 4)])
      expect(box.all()).toEqual(['waiting'])
      fresh.raw.close()
    }
  })

  it('still waits after an absence note that answers the campaign', () => {
    const mailIngest = createMailIngest(store, { sort: classifyReceivedReply })
    mailIngest.ingestEmails(acme, [reply(), ours(1, 2)])
    const away = 'I am out of the office until 7 December.'
    mailIngest.ingestEmails(acme, [email({ id: 'away', subject: 'Automatic reply: Stock', text: away, at: hours(4) })])
    expect(boxes()).toEqual(['answer'])
  })

  it('still waits after the person accepted an invitation, until somebody answers or it is done', () => {
    const accepted = (id: string, n: number) =>
      email({ id, subject: 'Accepted: Intro call', text: 'Kai has accepted this invitation.', at: hours(n) })
    for (const settle of ['answer', 'done']) {
      const fresh = newStore()
      const mailIngest = createMailIngest(fresh, { sort: classifyReceivedReply })
      const box = fresh.raw.prepare('select box from inbox_thread').pluck()
      mailIngest.ingestEmails(acme, [accepted('accepted', 3)])
      expect(box.all()).toEqual(['noReply'])
      mailIngest.ingestEmails(acme, [reply({ text: 'What would it cost for two of us?' })])
      expect(box.all()).toEqual(['answer'])
      if (settle === 'answer') mailIngest.ingestEmails(acme, [ours(3, 4)])
      else fresh.raw.prepare(`update inbox_thread set archived_at = last_at`).run()
      mailIngest.ingestEmails(acme, [accepted('accepted again', 5)])
      expect(box.all()).toEqual([settle === 'answer' ? 'noReply' : 'done'])
      fresh.raw.close()
    }
  })

  it('waits for an answer although an absence note or a bounce of a later day was read before it', () => {
    const away = 'I am out of the office until 7 December.'
    const later = [
      email({ id: 'away', subject: 'Automatic reply: Stock', text: away, at: hours(4) }),
      email({
        id: 'bounce',
        from: 'mailer-daemon@prospect.example',
        subject: 'Undelivered Mail Returned to Sender',
        text: 'The mail could not be delivered.',
        at: hours(4),
      }),
    ]
    for (const automatic of later) {
      const fresh = newStore()
      const mailIngest = createMailIngest(fresh, { sort: classifyReceivedReply })
      mailIngest.ingestEmails(acme, [automatic])
      const box = fresh.raw.prepare('select box from inbox_thread').pluck()
      expect(box.all()).toEqual(['noReply'])
      mailIngest.ingestEmails(acme, [reply()])
      expect(box.all()).toEqual(['answer'])
      fresh.raw.close()
    }
  })

  it('waits for an answer if Instantly got it only after we had answered, or were done', () => {
    pastIsRead()
    const mailIngest = createMailIngest(store, { sort: null })
    mailIngest.ingestEmails(acme, [email({ id: 'a', text: 'Tell me more.' }), ours(3, 2)])
    expect(boxes()).toEqual(['waiting'])
    mailIngest.ingestEmails(acme, [reply()])
    expect(boxes()).toEqual(['answer'])
    store.raw.prepare('update inbox_thread set archived_at = last_at').run()
    mailIngest.facts.refresh(1)
    mailIngest.ingestEmails(acme, [reply({ id: 'later still', text: 'And my number is 12.', createdAt: hours(5) })])
    expect(boxes()).toEqual(['answer'])
  })

  it('of long ago that is only read now opens nothing again', () => {
    pastIsRead()
    const mailIngest = createMailIngest(store, { sort: null })
    mailIngest.ingestEmails(acme, [email({ id: 'a', text: 'Tell me more.' }), ours(3, 2)])
    mailIngest.ingestEmails(acme, [reply({ createdAt: hours(1) })])
    expect(boxes()).toEqual(['waiting'])
  })
})

describe('a reply whose label is in doubt', () => {
  const boxes = () => store.raw.prepare('select sorted, box from inbox_thread').all()
  /** As the rules and the model misread it. */
  const misread = (label: 'auto_reply' | 'unsubscribe') => ({
    label,
    unsubscribe: label === 'unsubscribe',
    optOutUnsure: true,
    auto: label === 'auto_reply',
    returnDate: null,
    certainty: 0.4,
    reasons: [],
    unsure: true,
  })

  it.each(['auto_reply', 'unsubscribe'] as const)('waits for the operator, though it may be "%s"', (label) => {
    const mailIngest = createMailIngest(store, { sort: () => misread(label) })
    const news = mailIngest.ingestEmails(acme, [email({ id: 'a', text: 'The link in your email does not work.' })])
    expect(boxes()).toEqual([{ sorted: label, box: 'answer' }])
    expect(news).toHaveLength(1)
  })

  it('waits for the operator although Instantly was told "not interested" until they answer', () => {
    const mailIngest = createMailIngest(store, { sort: () => misread('unsubscribe') })
    mailIngest.ingestEmails(acme, [email({ id: 'a', text: 'Nice one.' })])
    const place = { campaignId: 'c-1', email: 'kai@prospect.example' }
    const claim = { value: -1, source: 'email', since: at + 60_000, asOf: at + 60_000 } as const
    mailIngest.ingestLabels(acme, [{ place, claim }])
    expect(boxes()).toEqual([{ sorted: 'unsubscribe', box: 'answer' }])
    store.raw.prepare(`update opt_out set state = 'on'`).run()
    mailIngest.facts.refresh(1)
    expect(boxes()).toEqual([{ sorted: 'unsubscribe', box: 'noReply' }])
  })

  it('waits for the operator in their other conversations too', () => {
    const mailIngest = createMailIngest(store, {
      sort: (reply) => (reply.text === 'Nice one.' ? misread('unsubscribe') : classifyReceivedReply(reply)),
    })
    mailIngest.ingestEmails(acme, [
      email({ id: 'a', text: 'Nice one.' }),
      email({ id: 'b', text: 'What does it cost?', threadId: 'thread-2' }),
    ])
    const place = { campaignId: 'c-1', email: 'kai@prospect.example' }
    mailIngest.ingestLabels(acme, [
      { place, claim: { value: -1, source: 'email', since: at + 60_000, asOf: at + 60_000 } },
    ])
    expect(boxes()).toMatchObject([{ box: 'answer' }, { box: 'answer' }])
  })
})

it('What somebody writes after opting out waits for an answer, though Instantly was told "not interested" later', () => {
  const mailIngest = createMailIngest(store, { sort: classifyReceivedReply })
  const minutes = (n: number) => at + n * 60_000
  const box = store.raw.prepare('select box from inbox_thread').pluck()
  const say = (id: string, text: string, n: number) =>
    mailIngest.ingestEmails(acme, [email({ id, text, at: new Date(minutes(n)).toISOString() })])
  const label = (source: 'event' | 'here', n: number) => {
    const claim = { value: -1, source, since: minutes(n), asOf: minutes(n) }
    mailIngest.ingestLabels(acme, [{ place: { campaignId: 'c-1', email: 'kai@prospect.example' }, claim }])
    mailIngest.facts.refresh(1)
  }
  say('a', 'Please remove me from your list.', 0)
  label('event', 1)
  expect(box.all()).toEqual(['noReply'])
  say('b', 'Sorry, I mistook you for somebody else. We are interested, please call me.', 3)
  label('event', 5)
  expect(box.all()).toEqual(['answer'])
  label('here', 7)
  label('event', 8)
  expect(box.all()).toEqual(['noReply'])
})

it('An opt-out written from another address applies to the lead too, once an email of the conversation names the lead', () => {
  const mailIngest = createMailIngest(store, { sort: classifyReceivedReply })
  const own = { from: 'kai@home.example', lead: null, text: 'Please remove me from your list.' }
  mailIngest.ingestEmails(acme, [email({ id: 'a', ...own })])
  const campaign = {
    kind: 1,
    from: 'me@acme.example',
    text: 'Hi Kai',
    at: new Date(at - 86_400_000).toISOString(),
  } as const
  mailIngest.ingestEmails(acme, [email({ id: 'first', ...campaign })])
  expect(store.raw.prepare('select value from opt_out order by value').pluck().all()).toEqual([
    'kai@home.example',
    'kai@prospect.example',
  ])
  expect(store.raw.prepare('select lead_email from inbox_thread').pluck().all()).toEqual(['kai@prospect.example'])
})

it("A colleague's opt-out applies to the lead too, though our own email before it named no lead", () => {
  const mailIngest = createMailIngest(store, { sort: classifyReceivedReply })
  const before = new Date(at - 86_400_000).toISOString()
  mailIngest.ingestEmails(acme, [
    email({ id: 'ours', kind: 3, from: 'me@acme.example', lead: null, text: 'Hi Kai', at: before }),
  ])
  mailIngest.ingestEmails(acme, [
    email({ id: 'a', from: 'boss@prospect.example', text: 'Please remove me from your list.' }),
  ])
  expect(store.raw.prepare('select value from opt_out order by value').pluck().all()).toEqual([
    'boss@prospect.example',
    'kai@prospect.example',
  ])
})

it('An email that Instantly lists again under another id, after an account was reconnected, is the one already here', () => {
  const mailIngest = createMailIngest(store, { sort: null })
  const again = { createdAt: new Date(at + 86_400_000).toISOString() }
  const first = mailIngest.ingestEmails(acme, [email({ id: 'a', text: 'Tell me more.' })])
  store.raw.prepare('update inbox_thread set archived_at = last_at').run()
  mailIngest.facts.refresh(1)
  const copies = mailIngest.ingestEmails(acme, [
    email({ id: 'b', text: 'Tell me more.', ...again }),
    email({ id: 'c', text: 'Tell me more.', threadId: 'thread-2', ...again }),
  ])
  expect([first.length, copies.length]).toEqual([1, 0])
  expect(store.raw.prepare('select box, message_count as mails from inbox_thread').all()).toEqual([
    { box: 'done', mails: 1 },
  ])
  // Reading back, Instantly lists the newer copy first.
  mailIngest.ingestWebhooks(birch, [hook({ text: 'Tell me more.', emailId: 'a', at })])
  mailIngest.ingestEmails(birch, [
    email({ id: 'b', text: 'Tell me more.', ...again }),
    email({ id: 'a', text: 'Tell me more.' }),
  ])
  expect(messages(store)).toMatchObject([
    { id: 'a', complete: 1, client: acme },
    { id: 'a', complete: 1, client: birch },
  ])
  // The comparison with Instantly makes an event of each email it lists, also of a copy.
  mailIngest.ingestWebhooks(acme, [hook({ text: 'Tell me more.', emailId: 'b', at })])
  mailIngest.ingestEmails(acme, [email({ id: 'b', text: 'Tell me more.', ...again })])
  expect(messages(store)).toHaveLength(2)
  // The same words from another person, to another account, or at another time are another email.
  mailIngest.ingestEmails(acme, [
    email({ id: 'd', text: 'Tell me more.', from: 'ada@prospect.example' }),
    email({ id: 'e', text: 'Tell me more.', account: 'you@acme.example' }),
    email({ id: 'f', text: 'Tell me more.', at: new Date(at + 1_000).toISOString() }),
  ])
  expect(messages(store)).toHaveLength(5)
})

describe('a reply that Instantly got days late', () => {
  const days = (n: number) => new Date(at + n * 86_400_000).toISOString()
  const ours = { kind: 3, from: 'me@acme.example', text: 'Thanks, I will.' } as const
  const late = email({ id: 'late', text: 'Call me before Friday, please.', at: days(1), createdAt: days(3) })
  const texts = () => store.raw.prepare('select text from inbox_message order by at').pluck().all()
  beforeEach(() => {
    store.raw
      .prepare(`insert into inbox_cursor (workspace_id, stream, watermark, back_done) values (?, 'received', '', 1)`)
      .run(acme)
  })

  it('is there once, though listed again under another id after the account was reconnected', () => {
    const mailIngest = createMailIngest(store, { sort: null })
    mailIngest.ingestEmails(acme, [email({ ...ours, id: 'a', at: days(2) })])
    mailIngest.ingestEmails(acme, [late])
    mailIngest.ingestEmails(acme, [email({ ...ours, id: 'b', at: days(4) })])
    expect(mailIngest.ingestEmails(acme, [{ ...late, id: 'again', createdAt: days(5) }])).toEqual([])
    mailIngest.ingestWebhooks(acme, [hook({ text: late.text ?? '', emailId: 'third', at: Date.parse(days(1)) })])
    expect(texts()).toEqual([ours.text, late.text, ours.text])
  })

  it.each(['the webhook', 'the email'])(
    'is there once, though a webhook without an id reports it, if %s comes first',
    (first) => {
      const mailIngest = createMailIngest(store, { sort: null })
      const arrivals = [
        () => mailIngest.ingestWebhooks(acme, [hook({ text: late.text ?? '', at: Date.parse(days(3)) + 2_000 })]),
        () => mailIngest.ingestEmails(acme, [late]),
      ]
      for (const arrive of first === 'the webhook' ? arrivals : arrivals.toReversed()) arrive()
      expect(texts()).toEqual([late.text])
    },
  )
})

it('A reply that a webhook reported first is there once, though listed under two ids', () => {
  const mailIngest = createMailIngest(store, { sort: null })
  const said = 'Do you have a case study from retail?'
  mailIngest.ingestWebhooks(acme, [hook({ text: said })])
  mailIngest.ingestEmails(acme, [email({ id: 'a', text: said })])
  const again = email({ id: 'again', text: said, createdAt: new Date(at + 3_600_000).toISOString() })
  expect(mailIngest.ingestEmails(acme, [again])).toEqual([])
  expect(messages(store)).toMatchObject([{ id: 'a' }])
})

it('A reply written from another address is there once, though its email names no lead', () => {
  const mailIngest = createMailIngest(store, { sort: null })
  const said = 'Do you have a case study from retail?'
  mailIngest.ingestEmails(acme, [email({ id: 'first', text: 'Hello.' })])
  mailIngest.ingestWebhooks(acme, [hook({ text: said })])
  mailIngest.ingestEmails(acme, [email({ id: 'a', text: said, from: 'kai@home.example', lead: null })])
  expect(messages(store)).toMatchObject([{ id: 'a' }, { id: 'first' }])
})

it('A reply waits for an answer in its own conversation, though a webhook without an id was first taken for another one', () => {
  const mailIngest = createMailIngest(store, { sort: classifyReceivedReply })
  const said = 'Do you have a case study from retail?'
  const bounce = {
    from: 'mailer-daemon@prospect.example',
    subject: 'Undelivered Mail Returned to Sender',
    text: 'The mail could not be delivered.',
  }
  mailIngest.ingestEmails(acme, [email({ id: 'a', ...bounce })])
  const hour = 3_600_000
  mailIngest.ingestEmails(acme, [
    email({ id: 'b', threadId: 'thread-2', text: 'Hello.', at: new Date(at + hour).toISOString() }),
  ])
  mailIngest.ingestWebhooks(acme, [hook({ text: said, at: at + 2 * hour })])
  mailIngest.ingestEmails(acme, [email({ id: 'c', text: said, at: new Date(at + 2 * hour).toISOString() })])
  expect(store.raw.prepare('select sorted, box from inbox_thread order by id').all()).toEqual([
    { sorted: 'question', box: 'answer' },
    { sorted: 'other', box: 'answer' },
  ])
})

it.each([null, 'kai@prospect.example'])(
  "A colleague's opt-out applies to the colleague too, though a webhook reported it first (lead of the email: %s)",
  (lead) => {
    const mailIngest = createMailIngest(store, { sort: classifyReceivedReply })
    const said = 'Please remove me from your list.'
    mailIngest.ingestWebhooks(acme, [hook({ text: said, emailId: 'a' })])
    mailIngest.ingestEmails(acme, [email({ id: 'a', text: said, from: 'boss@prospect.example', lead })])
    expect(store.raw.prepare('select value from opt_out order by value').pluck().all()).toEqual([
      'boss@prospect.example',
      'kai@prospect.example',
    ])
  },
)

it('A newer reply stays to be answered when the snoozed conversation with the earlier one turns out to be the same', () => {
  const mailIngest = createMailIngest(store, { sort: null })
  mailIngest.ingestWebhooks(acme, [hook({ text: 'Perhaps in March.' })])
  store.raw.prepare('update inbox_thread set snoozed_until = ?').run(at + 30 * 86_400_000)
  mailIngest.facts.refresh(1)
  // The API's list of older emails begins with the newest.
  const later = new Date(at + 3_600_000).toISOString()
  mailIngest.ingestEmails(acme, [email({ id: 'b', text: 'Now it fits, call me.', at: later, createdAt: later })])
  mailIngest.ingestEmails(acme, [email({ id: 'a', text: 'Perhaps in March.' })])
  expect(store.raw.prepare('select box, message_count as mails from inbox_thread').all()).toEqual([
    { box: 'answer', mails: 2 },
  ])
})

it('Of two drafts of what turns out to be one conversation no word is lost', () => {
  const { raw } = store
  const mailIngest = createMailIngest(store, { sort: null })
  const sends = createSendStore(raw)
  const write = (threadId: number, text: string, when: number) => {
    const messageId = raw
      .prepare<[number], number>('select id from inbox_message where thread_id = ?')
      .pluck()
      .get(threadId)
    sends.saveDraft(acme, writingOf(threadId, messageId ?? 0, text), null, when)
  }
  mailIngest.ingestWebhooks(acme, [hook({ text: 'Perhaps in March.' })])
  write(1, 'I will call you in March.', at + 1_000)
  const later = new Date(at + 3_600_000).toISOString()
  mailIngest.ingestEmails(acme, [email({ id: 'b', text: 'Now it fits, call me.', at: later, createdAt: later })])
  write(2, 'Gladly, at two.', at + 2_000)
  mailIngest.ingestEmails(acme, [email({ id: 'a', text: 'Perhaps in March.' })])
  expect(raw.prepare('select state, text from inbox_send').all()).toEqual([
    { state: 'draft', text: 'I will call you in March.\n\nGladly, at two.' },
  ])
})

describe('a conversation', () => {
  const said = 'Could you call me on Tuesday?'
  const later = 60 * 60_000
  /** The answer as Instantly has it: its response to a click may omit the thread or the lead. */
  const answer = (fields: Omit<Partial<RemoteEmail>, 'text'> = {}) =>
    email({
      id: 'mail-9',
      text: 'Gladly, at two.',
      kind: 3,
      from: 'me@acme.example',
      to: 'kai@prospect.example',
      at: new Date(at + later).toISOString(),
      unread: false,
      ...fields,
    })

  type Step = 'told' | 'answered' | 'draft' | 'received read' | 'sent read'

  function carryOut(order: readonly Step[], { named, bare }: { readonly named: boolean; readonly bare: boolean }) {
    const { raw } = store
    // Rolled back at the end, because a store for each order would be most of the work.
    raw.exec('begin')
    const mailIngest = createMailIngest(store, { sort: classifyReceivedReply })
    const sends = createSendStore(raw)
    const ids = new Set<number>()
    let onceAnswered: readonly string[] = []
    const reply = () =>
      raw
        .prepare<[], { id: number; threadId: number }>(
          `select id, thread_id as threadId from inbox_message where direction <> 'sent'`,
        )
        .get()
    const writing = (text: string) => writingOf(reply()?.threadId ?? 0, reply()?.id ?? 0, text)
    for (const step of order) {
      if (step === 'told')
        mailIngest.ingestWebhooks(acme, [hook({ text: said, ...(named ? { emailId: 'mail-1' } : {}) })])
      else if (step === 'received read') mailIngest.ingestEmails(acme, [email({ id: 'mail-1', text: said })])
      else if (step === 'sent read') mailIngest.ingestEmails(acme, [answer()])
      else if (step === 'draft') sends.saveDraft(acme, writing('And one more thing'), null, at)
      else mailIngest.ingestEmails(acme, [answer(bare ? { threadId: null, lead: null } : {})], writing('').threadId)
      const threads = raw.prepare<[], { id: number; box: string }>('select id, box from inbox_thread').all()
      for (const { id } of threads) ids.add(id)
      if (step === 'answered') onceAnswered = threads.map(({ box }) => box)
    }
    const { current } = createJoinedThreads(raw)
    const end = {
      onceAnswered,
      threads: raw
        .prepare('select remote_id as remoteId, box, message_count as messages, sorted from inbox_thread')
        .all(),
      leadTo: new Set([...ids].map(current)),
      mails: raw.prepare('select remote_id as id, complete from inbox_message order by at').all(),
      drafts: raw.prepare(`select text from inbox_send where state = 'draft'`).pluck().all(),
    }
    raw.exec('rollback')
    return end
  }

  it('stays one and waits for them, whatever comes first: webhook, answer, draft, or a reading of either mail', () => {
    const steps: readonly Step[] = ['told', 'answered', 'draft', 'received read', 'sent read']
    // A mail cannot be answered before it exists.
    const mayBe = (order: readonly Step[]) => {
      const there = Math.min(order.indexOf('told'), order.indexOf('received read'))
      return order.indexOf('answered') > there && order.indexOf('draft') > there
    }
    for (const order of permutations(steps).filter(mayBe)) {
      for (const named of [true, false]) {
        for (const bare of [true, false]) {
          const end = carryOut(order, { named, bare })
          expect({ order, ...end }).toEqual({
            order,
            onceAnswered: ['waiting'],
            threads: [{ remoteId: 'thread-1', box: 'waiting', messages: 2, sorted: expect.any(String) }],
            leadTo: new Set([expect.any(Number)]),
            mails: [
              { id: 'mail-1', complete: 1 },
              { id: 'mail-9', complete: 1 },
            ],
            drafts: ['And one more thing'],
          })
          expect(end.leadTo.size).toBe(1)
        }
      }
    }
  })
})

function permutations<T>(all: readonly T[]): readonly (readonly T[])[] {
  if (all.length < 2) return [all]
  return all.flatMap((one, place) => permutations(all.toSpliced(place, 1)).map((rest) => [one, ...rest]))
}
