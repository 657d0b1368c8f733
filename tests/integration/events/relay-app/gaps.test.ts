import { afterEach, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import type { GapView } from '#shared/contract/events/relay.ts'
import { until } from '../../../support/backend.ts'
import {
  dayOf,
  daysAgo,
  hourMs,
  journalOf,
  type LivingClient,
  type RelayBench,
  startRelayBench,
} from '../../../support/relay/relay-bench.ts'

let open: RelayBench | undefined
afterEach(async () => {
  const violations = open?.fake.violations
  await open?.close()
  open = undefined
  expect(violations ?? []).toEqual([])
})

const view = (one: RelayBench, { workspaceId }: LivingClient) =>
  one.app.call('gaps.view', { workspaceId, fromDay: dayOf(daysAgo(6)), toDay: dayOf(Date.now()) })

async function compare(one: RelayBench, client: LivingClient): Promise<GapView> {
  const { workspaceId } = client
  const { id } = await one.app.call('gaps.check', { workspaceId, fromDay: dayOf(daysAgo(6)), toDay: dayOf(Date.now()) })
  return until('the comparison to end', async () => {
    const seen = await view(one, client)
    return seen.check?.id === id && seen.check.state === 'done' ? seen : null
  })
}

/**
 * Creates a client whose webhook was deleted for most of the second day, so that no log has the events of that time.
 */
async function withHole(rates: Parameters<typeof startRelayBench>[0]) {
  const bench = await startRelayBench({ leads: 30, startAt: daysAgo(6), ...rates })
  open = bench
  const [client] = bench.clients
  if (!client) throw new Error('no client')
  await bench.fake.moveOn(20 * hourMs)
  const webhooks = [...client.remote.webhooks]
  client.remote.webhooks.clear()
  await bench.fake.moveOn(20 * hourMs)
  for (const [id, webhook] of webhooks) client.remote.webhooks.set(id, webhook)
  for (let day = 0; day < 4; day += 1) await bench.fake.moveOn(24 * hourMs)
  await bench.caughtUp(client)
  return { bench, client }
}

it('The completeness check finds unreported mails and replies, automatic ones as such, ingests each once, and says what cannot be known', async () => {
  const { bench, client } = await withHole({ rates: { open: 0.8, reply: 0.5, autoReply: 0.4 } })
  const journal = journalOf(client.remote)
  const lines = (type: string) => journal.filter((line) => line.startsWith(`${type} `))
  const before = bench.here(client)
  expect(lines('email_sent').filter((line) => !before.includes(line)).length).toBeGreaterThan(3)

  const seen = await compare(bench, client)
  const here = bench.here(client)
  // Among them no automatic reply that was taken for a reply, however the mails look.
  expect(lines('auto_reply_received').filter((line) => !before.includes(line)).length).toBeGreaterThan(0)
  expect(here.filter((line) => !journal.includes(line))).toEqual([])
  expect(lines('email_sent').filter((line) => !here.includes(line))).toEqual([])
  expect(lines('reply_received').filter((line) => !here.includes(line))).toEqual([])
  // Opens of that time cannot be recovered; the page says that there were more.
  expect(lines('email_opened').filter((line) => !here.includes(line)).length).toBeGreaterThan(0)
  expect(
    seen.rows.filter(({ type, verdict }) => type === 'email_opened' && verdict === 'lacks').length,
  ).toBeGreaterThan(0)
  expect(seen.rows.filter(({ type, verdict }) => type === 'email_sent' && verdict === 'lacks')).toEqual([])

  // Repeating it changes nothing.
  await compare(bench, client)
  expect(bench.here(client)).toEqual(here)
})

it('The completeness check continues where it stopped after the app ended midway, and reads nothing of another client', async () => {
  const bench = await startRelayBench({ names: ['Kessler', 'Birch'], leads: 30, rates: { open: 0.9, click: 0.5 } })
  open = bench
  const [client, other] = bench.clients
  if (!client || !other) throw new Error('no clients')
  await bench.place.stop()
  // Nothing reaches the relay; the log has it all.
  const wasActive = () => [...client.remote.webhooks.values()].every(({ status }) => status === 1)
  for (let step = 0; step < 30 && wasActive(); step += 1) await bench.fake.moveOn(hourMs / 4)
  await bench.place.start()
  const { workspaceId } = client
  bench.fake.faults.latency({ ms: 30 })
  await bench.app.call('gaps.check', { workspaceId, fromDay: dayOf(daysAgo(6)), toDay: dayOf(Date.now()) })
  await bench.restart()
  bench.fake.faults.latency(null)
  await until('the comparison to end', async () => (await view(bench, client)).check?.state === 'done')
  expect(bench.here(client).length).toBeGreaterThan(3)
  expect(bench.here(client).every((line) => line.includes('@kessler-'))).toBe(true)
  expect(bench.here(other)).toEqual([])
})

it('The completeness check waits if the key does not work, and says why', async () => {
  const bench = await startRelayBench({ leads: 3 })
  open = bench
  const [client] = bench.clients
  if (!client) throw new Error('no client')
  client.remote.paid = false
  const { workspaceId } = client
  await bench.app.call('gaps.check', { workspaceId, fromDay: dayOf(daysAgo(2)), toDay: dayOf(Date.now()) })
  const waiting = await until('it to wait', async () => {
    const { check } = await view(bench, client)
    return check?.problem ? check : null
  })
  expect(waiting).toMatchObject({ state: 'waiting', problem: { code: 'INSTANTLY_PLAN_INACTIVE' } })
  client.remote.paid = true
  await until('it to end', async () => (await view(bench, client)).check?.state === 'done')
})

it('The completeness check compares the last days automatically once a day, and notices a webhook that was switched off', async () => {
  const bench = await startRelayBench({ leads: 3, watch: { firstMs: 20, everyMs: 50 } })
  open = bench
  const [client] = bench.clients
  if (!client) throw new Error('no client')
  const daily = await until('the daily comparison', async () => {
    const { check } = await view(bench, client)
    return check?.state === 'done' ? check : null
  })
  expect(daily).toMatchObject({ reason: 'daily', fromDay: dayOf(daysAgo(2)), toDay: dayOf(Date.now()) })
  for (const webhook of client.remote.webhooks.values()) Object.assign(webhook, { status: -1, errorAt: Date.now() })
  await until('it to be noticed', async () => (await bench.state(client)).webhook.state === 'disabled')
  expect((await view(bench, client)).check?.id).toBe(daily.id)
})

it('The completeness check compares the last days automatically even if the clock was ahead the last time, and then once a day again', async () => {
  let ahead = 40
  const clock = { ...systemClock, now: () => Date.now() + ahead * 24 * hourMs }
  const bench = await startRelayBench({ leads: 0, clock, watch: { firstMs: 20, everyMs: 50 } })
  open = bench
  const [client] = bench.clients
  if (!client) throw new Error('no client')
  const done = async (toDay: string) => {
    const { check } = await view(bench, client)
    return check?.state === 'done' && check.toDay === toDay ? check : null
  }
  await until('the comparison of a wrong day', () => done(dayOf(clock.now())))
  ahead = 0
  const right = await until('the comparison of the right days', () => done(dayOf(Date.now())))
  expect(right).toMatchObject({ reason: 'daily', fromDay: dayOf(daysAgo(2)) })
  const looked = async () => (await bench.state(client)).webhook.checkedAt
  const before = await looked()
  await until('a further look', async () => (await looked()) !== before)
  expect((await view(bench, client)).check?.id).toBe(right.id)
})

it('The completeness check compares the days since the last time if the app was closed for a while', async () => {
  let behind = 9
  const clock = { ...systemClock, now: () => Date.now() - behind * 24 * hourMs }
  const bench = await startRelayBench({ leads: 0, clock, watch: { firstMs: 20, everyMs: 50 } })
  open = bench
  const [client] = bench.clients
  if (!client) throw new Error('no client')
  const done = async (toDay: string) => {
    const { check } = await view(bench, client)
    return check?.state === 'done' && check.toDay === toDay ? check : null
  }
  const first = await until('the first comparison', () => done(dayOf(clock.now())))
  expect(first.fromDay).toBe(dayOf(daysAgo(11)))
  behind = 0
  const next = await until('the next one', () => done(dayOf(Date.now())))
  expect(next).toMatchObject({ reason: 'daily', fromDay: dayOf(daysAgo(10)) })
})

it('The completeness check says that the relay deleted unread events, and reads them from Instantly’s log', async () => {
  const bench = await startRelayBench({ leads: 30, startAt: daysAgo(1), rates: { open: 0.9, click: 0.4 } })
  open = bench
  const [client] = bench.clients
  if (!client) throw new Error('no client')
  await bench.fake.moveOn(1.5 * hourMs)
  await bench.caughtUp(client)
  const before = bench.here(client)
  bench.app.backend.machine('suspend')
  await until('nothing to be fetched', async () => (await bench.state(client)).light === 'off')
  await bench.fake.moveOn(20 * hourMs)
  const { store } = bench.place.relay
  const [own] = await store.summaries()
  if (!own) throw new Error('no workspace at the relay')
  // The computer slept for longer than the relay keeps unfetched events.
  const gone = await store.forget(own.id, { through: own.position.newest, before: Date.now() + 1_000, limit: 100_000 })
  expect(gone.unacknowledged).toBeGreaterThan(5)
  expect((await store.summaries())[0]?.position.forgottenUnacknowledged).toBe(gone.unacknowledged)

  bench.app.backend.machine('resume')
  const check = await until('the comparison to end', async () => {
    const seen = await view(bench, client)
    return seen.check?.reason === 'relay_forgot' && seen.check.state === 'done' ? seen.check : null
  })
  const journal = journalOf(client.remote)
  expect(journal.length).toBeGreaterThan(before.length + 5)
  expect(bench.here(client)).toEqual(journal)
  expect(check.added).toBe(journal.length - before.length)

  // Reported once: later events are not a gap.
  await bench.fake.moveOn(2 * hourMs)
  await bench.caughtUp(client)
  expect((await view(bench, client)).check?.id).toBe(check.id)
})
