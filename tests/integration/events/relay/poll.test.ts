import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { relayHealth } from '#shared/relay-protocol.ts'
import type { RelayStore } from '../../../../relay/store/types.ts'
import {
  acknowledge,
  askForPage,
  askToAcknowledge,
  deliver,
  poll,
  pollAll,
  refusedOf,
  statusOf,
} from '../../../support/relay/client.ts'
import { startTestRelay, type TestRelay, until } from '../../../support/relay/relay.ts'
import { type StorePlace, startForTwo, storeKinds, useStores } from '../../../support/relay/stores.ts'

const newPlace = useStores()
const mb = 1024 * 1024

describe.each(storeKinds)('reading, %s', (kind) => {
  let place: StorePlace
  let store: RelayStore
  let relay: TestRelay
  let token: string
  let other: string

  beforeEach(async () => {
    place = await newPlace(kind)
    ;({ store, relay, token, other } = await startForTwo(place))
  })
  afterEach(() => relay.stop())

  async function restart(): Promise<void> {
    await relay.stop()
    store = await place.open()
    relay = await startTestRelay(store)
  }
  async function deliverNumbered(count: number, to = token): Promise<void> {
    for (let n = 1; n <= count; n += 1) await deliver(relay.url, to, `{"n":${n}}`)
  }
  const seqs = (page: { events: readonly { seq: number }[] }) => page.events.map(({ seq }) => seq)

  it('continues at the cursor, over restarts and while more arrives', async () => {
    await deliverNumbered(5)
    const first = await poll(relay.url, token, { limit: 2 })
    expect([seqs(first), first.next, first.more]).toEqual([[1, 2], 2, true])
    await restart()
    await deliverNumbered(1)
    const second = await poll(relay.url, token, { after: first.next, limit: 10 })
    expect([seqs(second), second.next, second.more]).toEqual([[3, 4, 5, 6], 6, false])
    const third = await poll(relay.url, token, { after: second.next })
    expect([seqs(third), third.next, third.more]).toEqual([[], 6, false])
  })

  it('can start again from any point, acknowledged or not', async () => {
    await deliverNumbered(6)
    await acknowledge(relay.url, token, 6)
    expect(seqs(await poll(relay.url, token, { after: 0 }))).toEqual([1, 2, 3, 4, 5, 6])
    expect(seqs(await poll(relay.url, token, { after: 4 }))).toEqual([5, 6])
  })

  it('never acknowledges backwards or beyond what exists', async () => {
    await deliverNumbered(4)
    expect((await acknowledge(relay.url, token, 3)).acknowledged).toBe(3)
    expect((await acknowledge(relay.url, token, 1)).acknowledged).toBe(3)
    expect(await refusedOf(await askToAcknowledge(relay.url, token, 9))).toMatchObject({ code: 'CURSOR_AHEAD' })
    for (const through of ['4', -1, 1.5, null]) {
      expect(await refusedOf(await askToAcknowledge(relay.url, token, through))).toMatchObject({
        code: 'INVALID_REQUEST',
      })
    }
    await restart()
    expect((await statusOf(relay.url, token)).position).toMatchObject({ newest: 4, forgottenThrough: 0 })
  })

  it('acknowledges nothing if the acknowledgement is refused', async () => {
    await deliverNumbered(3)
    await acknowledge(relay.url, token, 1)
    expect((await askToAcknowledge(relay.url, token, 9)).status).toBe(409)
    expect((await statusOf(relay.url, token)).position.acknowledged).toBe(1)
  })

  it('shows a workspace only its own events, in every answer', async () => {
    await deliverNumbered(3)
    await deliver(relay.url, other, '{"of":"Brandt"}')
    await acknowledge(relay.url, token, 2)
    expect((await pollAll(relay.url, other)).map(({ seq, body }) => [seq, body])).toEqual([[1, '{"of":"Brandt"}']])
    expect((await pollAll(relay.url, token)).map(({ body }) => body)).toEqual(['{"n":1}', '{"n":2}', '{"n":3}'])
    expect((await statusOf(relay.url, other)).position).toMatchObject({ newest: 1, acknowledged: 0 })
    const { stream } = (await statusOf(relay.url, token)).position
    expect((await statusOf(relay.url, other)).position.stream).not.toBe(stream)
  })

  it('shows nothing without the token, or with the webhook’s secret instead', async () => {
    await deliverNumbered(1)
    const [, path, secret] = token.split('.')
    for (const wrong of ['', 'x', path ?? '', secret ?? '', `${token}x`, token.slice(0, -1)]) {
      const answer = await askForPage(relay.url, wrong)
      expect([answer.status, (await refusedOf(answer)).code]).toEqual([401, 'INVALID_TOKEN'])
    }
  })

  it('reports a cursor of another store', async () => {
    await deliverNumbered(2)
    const answer = await askForPage(relay.url, token, { after: 3, wait: 20 })
    expect(await refusedOf(answer)).toMatchObject({ status: 409, code: 'CURSOR_AHEAD' })
  })

  it('gives every stream another name after a backup was restored', async () => {
    const before = (await statusOf(relay.url, token)).position.stream
    await store.renewStreams()
    expect((await statusOf(relay.url, token)).position.stream).not.toBe(before)
  })

  it('refuses invalid requests, and limits too large ones', async () => {
    await deliverNumbered(1)
    for (const query of ['after=-1', 'after=1.5', 'after=x', 'limit=', 'wait=1e9', 'after=9999999999999999']) {
      const answer = await fetch(`${relay.url}/v1/events?${query}`, { headers: { authorization: `Bearer ${token}` } })
      expect([query, (await refusedOf(answer)).code]).toEqual([query, 'INVALID_REQUEST'])
    }
    expect(seqs(await poll(relay.url, token, { limit: 999_999 }))).toEqual([1])
  })

  it('returns large events in pages of bounded size, without leaving any out', async () => {
    for (let n = 0; n < 3; n += 1) await deliver(relay.url, token, Buffer.alloc(3 * mb, 'a'))
    const first = await poll(relay.url, token)
    expect([seqs(first), first.more]).toEqual([[1, 2], true])
    const second = await poll(relay.url, token, { after: first.next })
    expect([seqs(second), second.more]).toEqual([[3], false])
  })

  it('answers a waiting poll with the event, not at the end of its time', async () => {
    const startedAt = performance.now()
    const waiting = poll(relay.url, token, { wait: 30 })
    await until('the poll waits', async () => (await metric('relay_waiting_polls')) === 1)
    await deliver(relay.url, other, '{"of":"Brandt"}')
    await deliver(relay.url, token, '{"n":1}')
    expect((await waiting).events.map(({ body }) => body)).toEqual(['{"n":1}'])
    expect(performance.now() - startedAt).toBeLessThan(20_000)
    expect(await metric('relay_waiting_polls')).toBe(0)
  })

  it('ends empty after its time if nothing is new', async () => {
    expect((await poll(relay.url, token, { wait: 1 })).events).toEqual([])
  })

  it('stops waiting when the reader disconnects', async () => {
    const hangUp = new AbortController()
    const url = `${relay.url}/v1/events?wait=30`
    const asked = fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: hangUp.signal })
    await until('the poll waits', async () => (await metric('relay_waiting_polls')) === 1)
    hangUp.abort()
    await expect(asked).rejects.toThrow()
    await until('nobody waits', async () => (await metric('relay_waiting_polls')) === 0)
  })

  it('answers waiting polls when stopping, and has stored events after the start', async () => {
    const waiting = poll(relay.url, token, { wait: 30 })
    await until('the poll waits', async () => (await metric('relay_waiting_polls')) === 1)
    const stopped = relay.stop()
    expect((await waiting).events).toEqual([])
    await stopped
    store = await place.open()
    relay = await startTestRelay(store)
    await deliverNumbered(1)
    expect(seqs(await poll(relay.url, token))).toEqual([1])
  })

  it('reports health and metrics without client names', async () => {
    await deliverNumbered(2)
    const health = relayHealth.parse(await (await fetch(`${relay.url}/health`)).json())
    expect(health).toMatchObject({ ok: true, store: kind })
    const text = await (await fetch(`${relay.url}/metrics`)).text()
    expect(text).toMatch(/^relay_stored_total 2$/m)
    expect(text).toMatch(/^relay_unacknowledged_events 2$/m)
    expect(text).not.toContain('Kessler')
    const lines = text.trimEnd().split('\n')
    expect(lines.filter((line) => !/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? [\d.e+-]+)$/.test(line))).toEqual([])
    const throughProxy = await fetch(`${relay.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.1' } })
    expect(throughProxy.status).toBe(404)
    // A proxy that adds nothing, and a web page whose name was made to lead here.
    // `fetch` always names the address it calls.
    const byOtherName = get(`${relay.url}/metrics`, { headers: { host: 'events.agency.example' } })
    const [answer] = (await once(byOtherName, 'response')) as [IncomingMessage]
    expect(answer.resume().statusCode).toBe(404)
  })

  async function metric(name: string): Promise<number> {
    const text = await (await fetch(`${relay.url}/metrics`)).text()
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
  }
})
