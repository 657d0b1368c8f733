import { expect, it } from 'vitest'
import { deliver } from '../../../support/relay/client.ts'
import { startRelayBench } from '../../../support/relay/relay-bench.ts'
import { useBench } from '../../../support/use-bench.ts'

const start = useBench(startRelayBench)

it('Replies that are hard to read are ingested, even those that waited while the app was closed', async () => {
  const bench = await start()
  const [client] = bench.clients
  if (!client) throw new Error('no client')
  const { workspaceId, token } = client
  await bench.app.stop()
  const mails = {
    blanks: `<p>Yes, please.</p><p${' '.repeat(900_000)}>`,
    newsletter: `<p>Yes, please.</p>${'<div>This is a line of a newsletter.</div>\n'.repeat(40_000)}`,
    quotations: `<p>Yes, please.</p>${'<blockquote>a<br>'.repeat(60_000)}`,
    endless: `<p>Yes, please.</p>${'a'.repeat(3_000_000)}`,
  }
  for (const [name, html] of Object.entries(mails)) {
    const event = {
      event_type: 'reply_received',
      timestamp: new Date().toISOString(),
      lead_email: `${name}@prospect.example`,
      reply_subject: 'Re: Hello',
      reply_html: html,
    }
    expect((await deliver(bench.place.relay.url, token, JSON.stringify(event))).status).toBe(200)
  }
  await bench.restart()
  await bench.caughtUp(client)

  const { rows } = await bench.app.call('inbox.threads', { workspaceId, box: 'all' })
  expect(new Set(rows.map(({ leadEmail }) => leadEmail))).toEqual(
    new Set(Object.keys(mails).map((name) => `${name}@prospect.example`)),
  )
  for (const { id } of rows) {
    const { messages } = await bench.app.call('inbox.thread', { threadId: id })
    expect(messages[0]?.text.slice(0, 12)).toBe('Yes, please.')
    const shown = await bench.app.call('inbox.html', { messageId: messages[0]?.id ?? 0 })
    expect(shown.html).toContain('<p>Yes, please.</p>')
  }
})
