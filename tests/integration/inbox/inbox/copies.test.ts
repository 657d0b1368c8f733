/** An email has copies: told by a webhook, listed late, or listed again under another id. Each email is there once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '#backend/core/deps.ts'
import { classifyReceivedReply } from '#backend/inbox/inbox/classify-received-reply.ts'
import { createMailIngest } from '#backend/inbox/inbox/mail-ingest.ts'
import { acme, at, email, hook, newStore } from './mails.ts'

let store: Store
beforeEach(() => {
  store = newStore()
})
afterEach(() => void store.raw.close())

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const time = (ms: number) => new Date(at + ms).toISOString()
const ids = () => store.raw.prepare('select remote_id from inbox_message order by at, id').pluck().all()
const pastIsRead = () =>
  store.raw
    .prepare(`insert into inbox_cursor (workspace_id, stream, watermark, back_done) values (?, 'received', '', 1)`)
    .run(acme)

describe('an email of a few words', () => {
  const again = email({ id: 'again', text: 'Yes', createdAt: time(day) })

  it.each([null, 'a'])('is there once, though a webhook told of it first and it is listed under two ids', (emailId) => {
    const mailIngest = createMailIngest(store, { sort: null })
    mailIngest.ingestWebhooks(acme, [hook({ text: 'Yes', emailId })])
    mailIngest.ingestEmails(acme, [email({ id: 'a', text: 'Yes' })])
    expect(mailIngest.ingestEmails(acme, [again])).toEqual([])
    mailIngest.ingestWebhooks(acme, [hook({ text: 'Yes', emailId }), hook({ text: 'Yes', emailId: 'again', at })])
    expect(ids()).toEqual(['a'])
  })

  it('is there once, though Instantly got it late and lists it under two ids', () => {
    pastIsRead()
    const mailIngest = createMailIngest(store, { sort: null })
    mailIngest.ingestEmails(acme, [
      email({ id: 'ours', kind: 3, from: 'me@acme.example', text: 'Well?', at: time(hour) }),
    ])
    mailIngest.ingestEmails(acme, [email({ id: 'a', text: 'Yes', createdAt: time(2 * hour) })])
    mailIngest.ingestWebhooks(acme, [hook({ text: 'Yes', at: at + 2 * hour })])
    mailIngest.ingestEmails(acme, [again])
    expect(ids()).toEqual(['ours', 'a'])
  })
})

describe('the same words written again days later', () => {
  const text = 'Please call me on Thursday after two.'
  const first = email({ id: 'first', text, createdAt: time(3 * day) })
  const second = email({ id: 'second', text, at: time(2 * day), createdAt: time(2 * day) })

  it('are another email, though Instantly got the first one after it', () => {
    for (const order of [
      [first, second],
      [second, first],
    ]) {
      const mailIngest = createMailIngest(store, { sort: null })
      for (const one of order) mailIngest.ingestEmails(acme, [one])
      expect(ids()).toEqual(['first', 'second'])
      store.raw.exec('delete from inbox_message')
    }
  })

  it('are shown at once when a webhook names the first one after the second', () => {
    const mailIngest = createMailIngest(store, { sort: null })
    mailIngest.ingestEmails(acme, [second])
    mailIngest.ingestWebhooks(acme, [hook({ text, emailId: 'first', at })])
    expect(ids()).toEqual(['first', 'second'])
  })

  it('are shown at once when a webhook without an id reports them, and each once when both are listed', () => {
    const mailIngest = createMailIngest(store, { sort: null })
    mailIngest.ingestEmails(acme, [{ ...first, createdAt: first.at }])
    mailIngest.ingestWebhooks(acme, [hook({ text, at: at + 2 * day + 20_000 }), hook({ text })])
    expect(ids()).toEqual(['first', null])
    mailIngest.ingestEmails(acme, [second])
    expect(ids()).toEqual(['first', 'second'])
  })
})

describe('a reply from another address that names no lead, in a conversation not known yet', () => {
  const text = 'Could you send me the price list for twelve halls?'
  const told = hook({ text })
  const alias = email({ id: 'a', text, from: 'kai@home.example', lead: null })
  type Mails = { readonly told?: typeof told; readonly mail?: typeof alias }
  const take = (...mails: readonly Mails[]) => {
    const mailIngest = createMailIngest(store, { sort: classifyReceivedReply })
    for (const { told: reported, mail } of mails) {
      if (reported) mailIngest.ingestWebhooks(acme, [reported])
      if (mail) mailIngest.ingestEmails(acme, [mail])
    }
  }
  const threads = () =>
    store.raw.prepare('select lead_email as lead, message_count as mails, box from inbox_thread order by id').all()

  it('is there once, as the lead’s, though a webhook without an id reports it, whichever comes first', () => {
    for (const order of [
      [{ told }, { mail: alias }],
      [{ mail: alias }, { told }],
    ]) {
      take(...order, ...order)
      expect(ids()).toEqual(['a'])
      expect(threads()).toEqual([{ lead: 'kai@prospect.example', mails: 1, box: 'answer' }])
      store.raw.exec('delete from inbox_message; delete from inbox_thread')
    }
  })

  it('opts the lead and the other address out, whichever comes first', () => {
    const stop = 'Please remove me from your list, thank you.'
    for (const order of [
      [{ told: { ...told, text: stop } }, { mail: { ...alias, text: stop } }],
      [{ mail: { ...alias, text: stop } }, { told: { ...told, text: stop } }],
    ]) {
      take(...order)
      const optedOut = store.raw.prepare('select value from opt_out order by value').pluck().all()
      expect(optedOut).toEqual(['kai@home.example', 'kai@prospect.example'])
      store.raw.exec('delete from inbox_message; update inbox_thread set opt_out_entry_id = null')
      store.raw.exec('delete from opt_out; delete from inbox_thread')
    }
  })

  it('stays apart if two leads wrote the same words, if the words are few, or the mailbox or subject is another', () => {
    const ida = { ...told, leadEmail: 'ida@other.example' }
    for (const order of [
      [{ told }, { told: ida }, { mail: alias }],
      [{ told: { ...told, text: 'Yes' } }, { mail: { ...alias, text: 'Yes' } }],
      [{ told: { ...told, account: 'you@acme.example' } }, { mail: alias }],
      [{ mail: alias }, { told: { ...told, account: 'you@acme.example' } }],
      [{ mail: { ...alias, subject: 'Re: Other' } }, { told }],
      [{ mail: alias }, { mail: { ...alias, id: 'b', from: 'kai@third.example', threadId: 't-3' } }, { told }],
    ]) {
      take(...order)
      expect(ids()).toHaveLength(order.length)
      store.raw.exec('delete from inbox_message; delete from inbox_thread')
    }
  })
})

describe('our own answer in a conversation for which Instantly leaves out its kind and its sender', () => {
  const ours = email({
    id: 'ours',
    text: 'Shall I call you?',
    kind: null,
    from: null,
    to: '"Berg, Kai" <KAI@prospect.example>',
  })
  const stored = () => store.raw.prepare(`select direction, manual from inbox_message where remote_id = 'ours'`).get()

  it('is not taken for a reply: it went to the lead', () => {
    const mailIngest = createMailIngest(store, { sort: null })
    expect(mailIngest.ingestEmails(acme, [ours])).toEqual([])
    expect(stored()).toEqual({ direction: 'sent', manual: 0 })
    expect(mailIngest.ingestEmails(acme, [email({ id: 'a', text: 'Yes', kind: null, from: null })])).toHaveLength(1)
  })

  it('is an answer by hand once the list of those has it, even if it named no lead', () => {
    const mailIngest = createMailIngest(store, { sort: classifyReceivedReply })
    mailIngest.ingestEmails(acme, [email({ id: 'a', text: 'Tell me more', at: time(-hour) })])
    mailIngest.ingestEmails(acme, [{ ...ours, lead: null }])
    mailIngest.ingestEmails(acme, [{ ...ours, lead: null, kind: 3 }])
    expect(stored()).toEqual({ direction: 'sent', manual: 1 })
    expect(store.raw.prepare('select message_count, their_turn, unread from inbox_thread').all()).toEqual([
      { message_count: 2, their_turn: 0, unread: 1 },
    ])
    mailIngest.ingestEmails(acme, [ours])
    expect(stored()).toEqual({ direction: 'sent', manual: 1 })
  })
})
