/** An automatic reply does not change what a person wrote before it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Bench } from '../../../support/export-bench.ts'
import { answerFor, mail, startInbox, synced, threads } from './support.ts'

const lead = 'anna@kessler.example'
const question = 'Sounds interesting, can you send me a quote for 40 seats?'
const away = {
  lead,
  text: 'I am out of the office until Monday and will reply when I am back.',
  subject: 'Automatic reply: Stock counts',
}

let bench: Bench
beforeEach(async () => {
  bench = await startInbox()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const inBox = async (box: 'answer' | 'noReply' | 'done') =>
  (await bench.app.call('inbox.threads', { workspaceId: null, box, page: { limit: 100 } })).rows.map(
    ({ leadEmail, sorted }) => [leadEmail, sorted],
  )
const directions = async (threadId: number) =>
  (await bench.app.call('inbox.thread', { threadId })).messages.map(({ direction }) => direction)

describe('a person who waits for an answer', () => {
  it('still waits after an automatic reply', async () => {
    const first = mail(bench, { lead, text: question })
    await synced(bench)
    const before = await inBox('answer')
    expect(before).toHaveLength(1)
    mail(bench, { ...away, after: first })
    const [thread] = await synced(bench)
    expect(await inBox('answer')).toEqual(before)
    expect(thread?.snippet).toBe(question)
    // An answer goes to the person's mail, whatever address the automatic reply came from.
    const { messages } = await bench.app.call('inbox.thread', { threadId: thread?.id ?? 0 })
    expect((await answerFor(bench, thread?.id ?? 0)).messageId).toBe(messages[0]?.id)
    expect(await directions(thread?.id ?? 0)).toEqual(['received', 'automatic'])
  })

  it('waits if both came together, and after several automatic ones', async () => {
    const first = mail(bench, { lead, text: question })
    const second = mail(bench, { ...away, after: first })
    await synced(bench)
    const before = await inBox('answer')
    expect(before).toHaveLength(1)
    mail(bench, { ...away, after: second })
    await synced(bench)
    expect(await inBox('answer')).toEqual(before)
  })

  it('is not waiting again after an automatic reply to a done conversation, but is after a reply', async () => {
    const first = mail(bench, { lead, text: question })
    const [thread] = await synced(bench)
    await bench.app.call('inbox.archive', { threadIds: [thread?.id ?? 0], archived: true })
    const second = mail(bench, { ...away, after: first })
    await synced(bench)
    expect(await inBox('done')).toHaveLength(1)
    mail(bench, { lead, text: 'Did you see my question?', after: second })
    await synced(bench)
    expect(await inBox('answer')).toHaveLength(1)
  })

  it('no longer waits once answered: a later automatic reply needs no answer', async () => {
    const first = mail(bench, { lead, text: question })
    const [thread] = await synced(bench)
    const writing = await answerFor(bench, thread?.id ?? 0)
    await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'an answer of ours' })
    // A busy machine answers before the mail is sent.
    await expect.poll(() => directions(thread?.id ?? 0)).toEqual(['received', 'sent'])
    mail(bench, { ...away, after: first })
    await synced(bench)
    expect(await inBox('noReply')).toEqual([[lead, 'out_of_office']])
  })
})

describe("the operator's correction of a reply", () => {
  it('stays when an automatic one follows', async () => {
    const first = mail(bench, { lead, text: 'Let me think about it, we talked about it in the team.' })
    const [thread] = await synced(bench)
    await bench.app.call('inbox.correct', { threadId: thread?.id ?? 0, sorted: 'interested' })
    mail(bench, { ...away, after: first })
    await synced(bench)
    expect((await threads(bench))[0]).toMatchObject({ sorted: 'interested', sortedFixed: true })
  })

  it('is refused if a newer reply came that they have not seen', async () => {
    const first = mail(bench, { lead, text: question })
    const [seen] = await synced(bench)
    mail(bench, { lead, text: 'Sorry, we have no budget for it. Please do not write again.', after: first })
    const [thread] = await synced(bench)
    const correct = (messageId: number | null | undefined) =>
      bench.app.call('inbox.correct', {
        threadId: thread?.id ?? 0,
        sorted: 'interested',
        messageId: messageId ?? null,
      })
    await expect(correct(seen?.sortedMessageId)).rejects.toMatchObject({ code: 'REPLY_NEWER' })
    expect((await threads(bench))[0]).toMatchObject({ sorted: thread?.sorted, sortedFixed: false })
    expect(await correct(thread?.sortedMessageId)).toMatchObject({ sorted: 'interested', sortedFixed: true })
  })

  it('applies to that reply only: earlier automatic ones stay unchanged', async () => {
    const first = mail(bench, away)
    await synced(bench)
    mail(bench, { ...away, text: 'I am away until Monday. Yes, send it to me.', after: first })
    const [thread] = await synced(bench)
    await bench.app.call('inbox.correct', { threadId: thread?.id ?? 0, sorted: 'interested' })
    expect(await directions(thread?.id ?? 0)).toEqual(['automatic', 'received'])
    expect(await inBox('answer')).toEqual([[lead, 'interested']])
  })
})
