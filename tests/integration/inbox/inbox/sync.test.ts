import { afterEach, beforeEach, expect, it } from 'vitest'
import { until } from '../../../support/backend.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { answerFor, mail, startInbox, synced, threads } from './support.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startInbox()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

it('shows replies by thread, the newest first, and a second reading changes nothing', async () => {
  const first = mail(bench, { lead: 'anna@kessler.example', text: 'Sounds interesting, send me a quote?' })
  mail(bench, { lead: 'bob@nordwind.example', text: 'Not for us.' })
  mail(bench, { lead: 'anna@kessler.example', text: 'Did you see my mail?', after: first })
  const found = await synced(bench)
  expect(found.map(({ leadEmail, messageCount, unread }) => [leadEmail, messageCount, unread])).toEqual([
    ['anna@kessler.example', 2, 2],
    ['bob@nordwind.example', 1, 1],
  ])
  expect(await synced(bench)).toEqual(found)
  const [anna] = found
  const { messages } = await bench.app.call('inbox.thread', { threadId: anna?.id ?? 0 })
  expect(messages.map(({ text }) => text)).toEqual(['Sounds interesting, send me a quote?', 'Did you see my mail?'])
})

it('reads the whole past, page by page, and what comes later', async () => {
  for (let no = 0; no < 230; no += 1) {
    mail(bench, {
      lead: `lead${no}@past.example`,
      text: `No ${no}`,
      at: bench.fake.clock.now() - 90 * 86_400_000 + no * 60_000,
    })
  }
  await synced(bench)
  await until('the past', async () => (await bench.app.call('inbox.counts', { workspaceId: null })).all === 230)
  mail(bench, { lead: 'late@past.example', text: 'And one more' })
  expect((await synced(bench))[0]?.leadEmail).toBe('late@past.example')
})

it('answers the sender of the mail, shows the answer in the thread, and marks it read at Instantly', async () => {
  const received = mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more' })
  const [thread] = await synced(bench)
  const threadId = thread?.id ?? 0
  const writing = await answerFor(bench, threadId)
  expect(writing.to).toBe('anna@kessler.example')
  const sent = await bench.app.call('inbox.send', { ...writing, clickId: 'click-0001' })
  expect(sent.state).toBe('done')
  expect((await bench.app.call('inbox.send', { ...writing, clickId: 'click-0001' })).id).toBe(sent.id)
  const { messages, thread: after } = await bench.app.call('inbox.thread', { threadId })
  expect(messages.map(({ direction, to }) => [direction, to])).toEqual([
    ['received', writing.account],
    ['sent', 'anna@kessler.example'],
  ])
  expect(after).toMatchObject({ theirTurn: false, leadEmail: 'anna@kessler.example' })
  await bench.app.call('inbox.markRead', { threadIds: [threadId], read: true })
  await until('the mark', () => !received.unread)
  expect((await threads(bench, 'tuesday'))[0]?.id).toBe(threadId)
})
