/** An operator without a server: what campaigns sent and who replied comes from the mails Instantly lists. */
import { expect, it } from 'vitest'
import { createEventIngest } from '#backend/events/events/ingest-events.ts'
import { createSpanStore } from '#backend/events/mails/span-store.ts'
import type { Deliver } from '#demo/reactions/post-webhooks.ts'
import type { EventReading } from '#shared/contract/events/events.ts'
import { until } from '../../../support/backend.ts'
import { hastyClock } from '../../../support/hasty-clock.ts'
import {
  hourMs,
  journalOf,
  type LivingClient,
  type RelayBench,
  startRelayBench,
} from '../../../support/relay/relay-bench.ts'
import { useBench } from '../../../support/use-bench.ts'
import { acme, eventStore, payload, received } from '../events/support.ts'

const start = useBench(startRelayBench)
const rates = { open: 0.6, reply: 0.5, autoReply: 0.3 }
const isMail = (line: string) => /^(email_sent|reply_received|auto_reply_received) /.test(line)
/** Without the time, which may differ a little between a webhook and the mail. */
const withoutTime = (lines: readonly string[]) => lines.map((line) => line.split(' ').slice(0, 2).join(' ')).toSorted()

const reading = ({ app }: RelayBench, { workspaceId }: LivingClient): Promise<EventReading> =>
  app.call('events.reading', { workspaceId })

/** Reads until all mails are stored. */
async function readAll(bench: RelayBench, client: LivingClient): Promise<void> {
  const { workspaceId } = client
  await until('all mails to be read', async () => {
    await bench.app.call('inbox.sync', { workspaceId })
    await bench.app.call('jobs.run', { kind: 'sent_mails', workspaceId })
    return (await reading(bench, client)).state === 'done'
  })
}

async function living(options: Parameters<typeof startRelayBench>[0] = {}) {
  const bench = await start({ rates, clock: hastyClock(40), connect: false, leads: 60, ...options })
  const [client] = bench.clients
  if (!client) throw new Error('no client')
  return { bench, client }
}

const passDays = async ({ fake }: RelayBench, days: number) => {
  for (let day = 0; day < days; day += 1) await fake.moveOn(24 * hourMs)
}

it('The mail reader fills log, timeline, hours and lead columns without a relay, as in Instantly’s own journal', async () => {
  const { bench, client } = await living()
  const { workspaceId } = client
  await passDays(bench, 4)
  expect(await reading(bench, client)).toMatchObject({ state: 'waiting', backTo: null })
  expect((await reading(bench, client)).untold).toEqual(
    expect.arrayContaining(['sent', 'opened', 'clicked', 'replied', 'bounced', 'unsubscribed']),
  )

  await readAll(bench, client)
  const journal = journalOf(client.remote).filter(isMail)
  expect(journal.length).toBeGreaterThan(120)
  expect(withoutTime(bench.here(client))).toEqual(withoutTime(journal))
  // Opens were not reported, so they are unknown, not zero.
  const after = await reading(bench, client)
  expect(after).toMatchObject({ state: 'done', share: 1 })
  expect(after.untold).toEqual(expect.arrayContaining(['opened', 'clicked', 'bounced']))
  expect(after.untold).not.toContain('sent')

  const lead = journal.find((line) => line.startsWith('reply_received'))?.split(' ')[1] ?? ''
  const timeline = await bench.app.call('events.timeline', { workspaceId, email: lead })
  expect(timeline.score).toBe(4)
  expect(timeline.events.map(({ type }) => type)).toEqual(expect.arrayContaining(['email_sent', 'reply_received']))
  const log = await bench.app.call('events.log', { workspaceId })
  expect(log.rows.every(({ sources }) => sources.join() === 'instantly')).toBe(true)

  // Reading again changes nothing, and later mails arrive automatically.
  await readAll(bench, client)
  expect(withoutTime(bench.here(client))).toEqual(withoutTime(journal))
  await passDays(bench, 1)
  await readAll(bench, client)
  expect(withoutTime(bench.here(client))).toEqual(withoutTime(journalOf(client.remote).filter(isMail)))
})

it('The mail reader counts nothing twice with a relay, even if webhooks leave out the mail’s id', async () => {
  let posted = 0
  const deliver: Deliver = (url, init) => {
    posted += 1
    const body = JSON.parse(init.body) as Record<string, unknown>
    if (posted % 2 === 0) delete body['email_id']
    return fetch(url, { ...init, body: JSON.stringify(body) })
  }
  const { bench, client } = await living({ connect: true, deliver, leads: 30 })
  await passDays(bench, 1)
  await readAll(bench, client)
  await passDays(bench, 2)
  await bench.caughtUp(client)
  await readAll(bench, client)
  const journal = journalOf(client.remote).filter(isMail)
  expect(journal.length).toBeGreaterThan(60)
  expect(withoutTime(bench.here(client).filter(isMail))).toEqual(withoutTime(journal))
})

it('The mail reader continues where it stopped after the app ended midway, refusals, sleep and a time without network', async () => {
  const { bench, client } = await living({ leads: 200, rates: { reply: 0.2 } })
  const { workspaceId } = client
  await passDays(bench, 6)
  await bench.app.call('inbox.sync', { workspaceId })
  bench.fake.faults.latency({ ms: 40 })
  void bench.app.call('jobs.run', { kind: 'sent_mails', workspaceId })
  await until('the first page', () => bench.here(client).length >= 100)
  await bench.restart()
  const some = bench.here(client).length
  expect(some).toBeLessThan(journalOf(client.remote).filter(isMail).length)
  expect((await reading(bench, client)).state).toBe('reading')
  bench.fake.faults.latency(null)
  bench.fake.faults.script(
    { path: '/emails', fault: { kind: 'status', status: 429, when: 'before_commit' }, times: 2 },
    { path: '/emails', fault: { kind: 'half_answer' }, nth: 4 },
    { path: '/emails', fault: { kind: 'status', status: 503, when: 'before_commit' }, nth: 5 },
  )
  await bench.app.call('jobs.run', { kind: 'sent_mails', workspaceId }).catch(() => undefined)
  bench.app.backend.machine('suspend')
  bench.app.backend.machine('offline')
  bench.app.backend.machine('resume')
  bench.app.backend.machine('online')
  await readAll(bench, client)
  expect(withoutTime(bench.here(client))).toEqual(withoutTime(journalOf(client.remote).filter(isMail)))
})

it('The mail reader writes a page’s events and its position in one transaction', () => {
  const { store } = eventStore()
  const spans = createSpanStore(store)
  spans.open(acme, 1_000)
  const [span] = spans.spans(acme)
  if (!span) throw new Error('no span')
  const { ingest } = createEventIngest({ store, changed: () => undefined })
  const event = received(payload({ event_type: 'email_sent', email_id: 'm-1' }))
  // Interrupted between the two, neither is stored.
  expect(() =>
    ingest(acme, 'instantly', [event], () => {
      spans.moved(acme, span, [500], { cursor: 'next' })
      throw new Error('killed')
    }),
  ).toThrow('killed')
  expect(spans.spans(acme)).toEqual([span])
  expect(store.raw.prepare('select count(*) from event').pluck().get()).toBe(0)
  ingest(acme, 'instantly', [event], () => spans.moved(acme, span, [500], { cursor: 'next' }))
  expect(spans.spans(acme)).toEqual([{ ...span, reached: 500, cursor: 'next' }])
  expect(store.raw.prepare('select count(*) from event').pluck().get()).toBe(1)
})
