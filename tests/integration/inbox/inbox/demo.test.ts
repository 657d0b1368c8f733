import { expect, it } from 'vitest'
import { startBackend, until } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import { sendAtOnce } from './support.ts'

it('works in the demo without any network: replies, sorted, answered', async () => {
  const app = startBackend({ instantlyUrl: 'http://127.0.0.1:9', dir: await demoDir() })
  await sendAtOnce({ app })
  await app.call('inbox.sync', { workspaceId: null })
  const rows = await until('replies', async () => {
    const found = await app.call('inbox.threads', { workspaceId: null, box: 'all', page: { limit: 100 } })
    return found.rows.some(({ messageCount, sorted }) => messageCount > 0 && sorted !== null) ? found.rows : null
  })
  expect(app.notices).toEqual([])
  // One the API has listed can be answered.
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
    clickId: 'demo-click-1',
  })
  expect(sent.state).toBe('done')
  const ids = new Set(rows.map(({ workspaceId, leadEmail }) => `${workspaceId} ${leadEmail}`))
  expect(ids.size).toBeGreaterThan(1)
  await app.stop()
})
