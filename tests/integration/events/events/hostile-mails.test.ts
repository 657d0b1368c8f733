import { expect, it } from 'vitest'
import { acme, eventStore, payload, received } from './support.ts'

const reply = (n: number, html: string) =>
  received(payload({ event_type: 'reply_received', lead_email: `p${n}@prospect.example`, reply_html: html }))

it('Mails are read before the transaction that stores them, and other work runs between two of them', async () => {
  const words: (string | null)[] = []
  const events = eventStore({
    inTransaction: (_id, told) => words.push(...told.map(({ replyText }) => replyText?.slice(0, 4) ?? null)),
  })
  const mails = Array.from({ length: 16 }, (_, n) => reply(n, `<p>Yes ${'<div>a line</div>\n'.repeat(50_000)}`))
  let turns = 0
  let reading = true
  const others = () => {
    turns += 1
    if (reading) setImmediate(others)
  }
  setImmediate(others)
  const read = await events.readAhead(acme, mails)
  reading = false
  expect(turns).toBeGreaterThan(2)
  expect(words).toEqual([])
  expect(events.ingest(acme, 'relay', read).added).toBe(16)
  expect(words).toEqual(Array.from({ length: 16 }, () => 'Yes\n'))
  events.store.raw.close()
})
