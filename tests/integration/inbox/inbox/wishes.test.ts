/** An opt-out takes effect wherever in a conversation it is, and is undone only with its cause. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { classifyReceivedReply } from '#backend/inbox/inbox/classify-received-reply.ts'
import { createMailIngest } from '#backend/inbox/inbox/mail-ingest.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { temporaryDir } from '../../../support/backend.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { openMigrated } from '../../../support/open-migrated.ts'
import { mail, startInbox, synced } from './support.ts'

const lead = 'anna@kessler.example'
const wish = 'Please remove me from your list and do not email me again.'

let bench: Bench
beforeEach(async () => {
  bench = await startInbox()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const optOuts = async () =>
  (await bench.app.call('optOuts.list', { workspaceId: null, page: { limit: 100 } })).rows.map(({ value, state }) => [
    value,
    state,
  ])
const held = [[lead, 'on']]
const correct = (threadId: number, sorted: 'question' | 'not_interested') =>
  bench.app.call('inbox.correct', { threadId, sorted })

describe('an opt-out in a reply followed by others', () => {
  it.each([
    ['another question', { text: 'Where did you get my address from?' }],
    ['an automatic answer', { text: 'I am out of the office until Monday.', automatic: true }],
  ])('applies, though it was read together with %s', async (_what, after) => {
    const first = mail(bench, { lead, text: wish })
    mail(bench, { lead, after: first, ...after })
    const [thread] = await synced(bench)
    expect(await optOuts()).toEqual(held)
    expect((await bench.app.call('inbox.thread', { threadId: thread?.id ?? 0 })).context.optedOut).toBe(true)
    // The newest reply of a person determines the conversation's label.
    expect(thread?.sorted === 'unsubscribe').toBe('automatic' in after)
  })

  it('stays when a later one is corrected', async () => {
    const first = mail(bench, { lead, text: wish })
    await synced(bench)
    mail(bench, { lead, text: 'Where did you get my address from?', after: first })
    const [thread] = await synced(bench)
    await correct(thread?.id ?? 0, 'question')
    expect(await optOuts()).toEqual(held)
  })
})

describe('an opt-out that a colleague writes for the lead', () => {
  const writer = 'Boris@Kessler.example'
  const both = [
    [lead, 'on'],
    ['boris@kessler.example', 'on'],
  ]
  const sorted = async () => (await optOuts()).toSorted(([a = ''], [b = '']) => a.localeCompare(b))

  it('applies to both, and is undone for both', async () => {
    mail(bench, { lead, writer, text: wish })
    const [thread] = await synced(bench)
    expect(await sorted()).toEqual(both)
    await correct(thread?.id ?? 0, 'not_interested')
    expect(await sorted()).toEqual([])
  })

  it('stays for a colleague who opted out elsewhere before', async () => {
    await bench.app.call('optOuts.add', { workspaceId: bench.workspaceId, text: writer, scope: 'client' })
    mail(bench, { lead, writer, text: wish })
    const [thread] = await synced(bench)
    await correct(thread?.id ?? 0, 'question')
    expect(await sorted()).toEqual(both.slice(1))
  })
})

describe('correcting a reply', () => {
  it('undoes the opt-out read in it', async () => {
    mail(bench, { lead, text: wish })
    const [thread] = await synced(bench)
    expect(await optOuts()).toEqual(held)
    await correct(thread?.id ?? 0, 'not_interested')
    expect(await optOuts()).toEqual([])
  })

  it('keeps an opt-out entered by hand before', async () => {
    const of = { workspaceId: bench.workspaceId, text: lead, scope: 'all' as const }
    await bench.app.call('optOuts.add', of)
    mail(bench, { lead, text: wish })
    const [thread] = await synced(bench)
    expect(thread?.sorted).toBe('unsubscribe')
    await correct(thread?.id ?? 0, 'not_interested')
    expect(await optOuts()).toEqual(held)
  })

  it('keeps an opt-out entered by hand since', async () => {
    mail(bench, { lead, text: wish })
    const [thread] = await synced(bench)
    await bench.app.call('optOuts.add', { workspaceId: bench.workspaceId, text: lead, scope: 'all' })
    await correct(thread?.id ?? 0, 'not_interested')
    expect(await optOuts()).toEqual(held)
  })

  it('keeps an opt-out written in a conversation that continues', async () => {
    mail(bench, { lead, text: wish, subject: 'One' })
    await synced(bench)
    const second = mail(bench, { lead, text: 'Unsubscribe', subject: 'Two' })
    mail(bench, { lead, text: 'Where did you get my address from?', subject: 'Two', after: second })
    const [, first] = (await synced(bench)).toSorted((a, b) => b.id - a.id)
    await correct(first?.id ?? 0, 'question')
    expect(await optOuts()).toEqual(held)
  })

  it.each([0, 1])('keeps an opt-out written in another conversation (%i)', async (which) => {
    mail(bench, { lead, text: wish, subject: 'One' })
    await synced(bench)
    mail(bench, { lead, text: 'Unsubscribe', subject: 'Two' })
    const found = await synced(bench)
    expect(found).toHaveLength(2)
    await correct(found[which]?.id ?? 0, 'question')
    expect(await optOuts()).toEqual(held)
  })
})

describe('undoing a step that opts out', () => {
  const optOut = async () => {
    const [thread] = await synced(bench)
    const selection = { threadIds: [thread?.id ?? 0] }
    return (await bench.app.call('inbox.bulk', { selection, act: { kind: 'optOut' } })).step
  }

  it('undoes what it did', async () => {
    mail(bench, { lead, text: 'Let me think about it.' })
    const step = await optOut()
    expect(await optOuts()).toEqual(held)
    await bench.app.call('inbox.undoBulk', { step })
    expect(await optOuts()).toEqual([])
    expect((await synced(bench))[0]?.sorted).not.toBe('unsubscribe')
  })

  it('keeps an opt-out the person wrote since', async () => {
    const first = mail(bench, { lead, text: 'Let me think about it.' })
    const step = await optOut()
    mail(bench, { lead, text: wish, after: first })
    await synced(bench)
    await bench.app.call('inbox.undoBulk', { step })
    expect(await optOuts()).toEqual(held)
    expect((await synced(bench))[0]?.sorted).toBe('unsubscribe')
  })

  it('keeps it too if a question came with it, or if the operator confirms it', async () => {
    const first = mail(bench, { lead, text: 'Let me think about it.' })
    const step = await optOut()
    const second = mail(bench, { lead, text: wish, after: first })
    mail(bench, { lead, text: 'Where did you get my address from?', after: second })
    await synced(bench)
    await bench.app.call('inbox.undoBulk', { step })
    expect(await optOuts()).toEqual(held)

    const other = 'ben@nordwind.example'
    const begun = mail(bench, { lead: other, text: 'Let me think about it.' })
    const next = await optOut()
    mail(bench, { lead: other, text: 'As I said on the phone.', after: begun })
    const [thread] = await synced(bench)
    await bench.app.call('inbox.correct', { threadId: thread?.id ?? 0, sorted: 'unsubscribe' })
    await bench.app.call('inbox.undoBulk', { step: next })
    expect(await optOuts()).toContainEqual([other, 'on'])
  })

  it('asks again what was asked before', async () => {
    mail(bench, { lead, text: 'how can I unsubscribe?' })
    await synced(bench)
    expect(await optOuts()).toEqual([[lead, 'asked']])
    const step = await optOut()
    expect(await optOuts()).toEqual(held)
    await bench.app.call('inbox.undoBulk', { step })
    expect(await optOuts()).toEqual([[lead, 'asked']])
  })
})

it('An opt-out is kept when Instantly delivers the whole reply of which a webhook had the beginning', () => {
  const store = openMigrated(temporaryDir())
  const acme = 1 as WorkspaceId
  store.raw.prepare(`insert into workspace (id, name, colour, created_at) values (?, 'Acme', 1, '')`).run(acme)
  const ingest = createMailIngest(store, { sort: classifyReceivedReply })
  const begin = 'Hello Mara, thank you for your mail and for the detailed description of what you offer.'
  const at = Date.UTC(2026, 10, 2, 9, 30)
  const mailOf = { emailId: 'e-1', threadId: 'thread-1', subject: 'Re: Stock counts', account: 'me@acme.example' }
  const told = { ...mailOf, at, leadEmail: lead, text: null, html: null, snippet: begin, campaignId: 'c-1' }
  store.raw.transaction(() => ingest.ingestWebhooks(acme, [{ ...told, automatic: false }]))()
  const heldNow = () => store.raw.prepare('select value, state from opt_out').raw().all()
  expect(heldNow()).toEqual([])
  const news = ingest.ingestEmails(acme, [
    {
      id: 'e-1',
      createdAt: new Date(at).toISOString(),
      at: new Date(at).toISOString(),
      threadId: 'thread-1',
      subject: 'Re: Stock counts',
      from: lead,
      fromName: 'Anna',
      to: 'me@acme.example',
      cc: '',
      replyTo: null,
      text: `${begin}\n\nWe are not interested. ${wish}\n\nAnna`,
      html: null,
      preview: null,
      kind: 2,
      automatic: false,
      campaignId: 'c-1',
      lead,
      account: 'me@acme.example',
      step: '0_0_0',
      unread: true,
      interest: null,
      attachments: [],
    },
  ])
  expect(heldNow()).toEqual(held)
  expect(store.raw.prepare('select sorted from inbox_thread').pluck().all()).toEqual(['unsubscribe'])
  // It is not a new reply.
  expect(news).toEqual([])
  store.raw.close()
})
