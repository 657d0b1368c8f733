import { afterAll, beforeAll, expect, it } from 'vitest'
import { startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import { sendAtOnce } from './support.ts'

let app: TestBackend
beforeAll(async () => {
  app = startBackend({ instantlyUrl: 'http://127.0.0.1:9', dir: await demoDir() })
})
afterAll(() => app.stop())

// The first test, because the others read its emails, too.
it('The demo says it is still being read until its answers are, so that nothing answered counts as waiting', async () => {
  const reading = await app.call('inbox.counts', { workspaceId: null })
  expect(reading.mails.known).toBe(false)
  await app.call('inbox.sync', { workspaceId: null })
  const first = await until('its emails were read', async () => {
    const counts = await app.call('inbox.counts', { workspaceId: null })
    return counts.mails.known ? counts : null
  })
  // A morning's replies, by weekday and hour; without the operator's answers it would be more than a hundred.
  expect(first.answer).toBeGreaterThan(7)
  expect(first.answer).toBeLessThan(46)
  expect(first.waiting).toBeGreaterThan(50)
})

it('The demo works without any network: replies, classified, answered', async () => {
  await sendAtOnce({ app })
  await app.call('inbox.sync', { workspaceId: null })
  const rows = await until('replies', async () => {
    const found = await app.call('inbox.threads', { workspaceId: null, box: 'all', page: { limit: 100 } })
    return found.rows.some(({ messageCount, sorted }) => messageCount > 0 && sorted !== null) ? found.rows : null
  })
  expect(app.notices).toEqual([])
  // Only a mail the API has listed can be answered.
  const answered = await until('a mail to answer', async () => {
    for (const { id } of rows) {
      const view = await app.call('inbox.thread', { threadId: id })
      const message = view.messages.findLast(({ answer }) => answer !== null)
      if (message?.answer) return { view, message, answer: message.answer }
    }
    return null
  })
  const sent = await app.call('inbox.send', {
    threadId: answered.view.thread.id,
    messageId: answered.message.id,
    kind: 'reply',
    account: answered.answer.account,
    to: answered.answer.to,
    subject: 'Re: Hello',
    text: 'Gladly.',
    idempotencyKey: 'demo-click-1',
  })
  expect(sent.state).toBe('done')
  const ids = new Set(rows.map(({ workspaceId, leadEmail }) => `${workspaceId} ${leadEmail}`))
  expect(ids.size).toBeGreaterThan(1)
})

it('Right after the demo’s date was advanced, the hottest are ordered by the new date, not the newest reply', async () => {
  await app.call('inbox.sync', { workspaceId: null })
  const page = async () =>
    (await app.call('inbox.threads', { workspaceId: null, box: 'all', order: 'hot', page: { limit: 500 } })).rows
  const before = new Map((await page()).map((row) => [row.id, row]))
  await app.call('demo.moveOn', { days: 1 })
  const after = await page()
  const points = after.map(({ score }) => score)
  expect(points).toEqual(points.toSorted((a, b) => b - a))
  // Points halve in 36 hours, so nobody inactive for a day keeps more than that leaves.
  const unchanged = after.flatMap((row) => {
    const was = before.get(row.id)
    return was && JSON.stringify([was.lastAt, was.scoreWhy]) === JSON.stringify([row.lastAt, row.scoreWhy])
      ? [{ was: was.score, is: row.score }]
      : []
  })
  expect(unchanged.filter(({ was }) => was > 10)).not.toEqual([])
  expect(unchanged.filter(({ was, is }) => Math.abs(is - was * 2 ** (-24 / 36)) > 1)).toEqual([])
})

it('A conversation is named after its person, otherwise its company, and after an address only if neither is known', async () => {
  const { rows } = await app.call('inbox.threads', { workspaceId: null, box: 'all', page: { limit: 500 } })
  const ofNobody = rows.filter(({ name, company }) => name === company)
  expect(ofNobody).not.toEqual([])
  expect(rows.filter(({ name, company, leadEmail }) => company !== null && name === leadEmail)).toEqual([])
  const { entries } = await app.call('feed.list', { workspaceId: null, days: 30 })
  const replies = entries.flatMap(({ event }) => (event.kind === 'reply' ? [event.name] : []))
  expect(replies).toContain(ofNobody[0]?.name)
})
