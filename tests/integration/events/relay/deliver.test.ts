import net from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { relayError, webhookSettingsOf } from '#shared/relay-protocol.ts'
import { type RelayConfig, readConfig } from '../../../../relay/config.ts'
import type { RelayStore } from '../../../../relay/store/types.ts'
import { bytesOf, deliver, poll, pollAll, refusedOf, statusOf } from '../../../support/relay/client.ts'
import { addWorkspace, startTestRelay, type TestRelay, until } from '../../../support/relay/relay.ts'
import { messyDeliveries } from '../../../support/relay/sender.ts'
import { type StorePlace, startForTwo, storeKinds, useStores } from '../../../support/relay/stores.ts'

const newPlace = useStores()
const mb = 1024 * 1024

describe.each(storeKinds)('what is delivered, %s', (kind) => {
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

  /** Restarts the same store with other settings. */
  async function restart(config: Partial<RelayConfig> = {}): Promise<void> {
    await relay.stop()
    store = await place.open()
    relay = await startTestRelay(store, { config })
  }
  const bodies: Record<string, Uint8Array<ArrayBuffer>> = {
    'an event': Buffer.from(JSON.stringify({ event_type: 'email_sent', campaign_name: 'Größe 🚀' })),
    'text with a byte order mark': Buffer.from('\uFEFF{"a":1}'),
    'text with a NUL': Buffer.from('{"a":"\u0000"}'),
    'every byte there is': Uint8Array.from({ length: 256 }, (_, byte) => byte),
    'half an umlaut': Buffer.from('{"name":"Gr\u00f6').subarray(0, -1),
    'JSON that was cut off': Buffer.from('{"event_type":"email_se'),
    nothing: new Uint8Array(),
    'a megabyte': Buffer.alloc(mb, 'aé'),
  }

  it('comes back byte for byte, whatever it is', async () => {
    for (const [what, body] of Object.entries(bodies))
      expect([what, (await deliver(relay.url, token, body)).status]).toEqual([what, 200])
    const { events } = await poll(relay.url, token)
    const same = Object.entries(bodies).filter(([, body], at) => {
      const event = events[at]
      return event && bytesOf(event).equals(body)
    })
    expect(same.map(([what]) => what)).toEqual(Object.keys(bodies))
    expect(events).toHaveLength(same.length)
  })

  it('keeps the headers for reading it and its sender, and never the secret', async () => {
    await deliver(relay.url, token, '{}', { 'user-agent': 'Instantly/2', cookie: 'a=b', authorization: 'Bearer x' })
    await deliver(relay.url, token, '{}', { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' })
    const [first, second] = (await poll(relay.url, token)).events
    expect(first?.headers).toEqual({ 'content-type': 'application/json', 'user-agent': 'Instantly/2' })
    expect(first?.source).toMatch(/^[0-9a-f]{16}$/)
    expect(second?.source).not.toBe(first?.source)
    expect(Math.abs(Date.now() - Date.parse(first?.receivedAt ?? ''))).toBeLessThan(60_000)
  })

  it('has every delivery of a campaign, duplicates and disorder included, in the order of arrival', async () => {
    const sent = messyDeliveries(300, 7)
    for (const body of sent) expect((await deliver(relay.url, token, body)).status).toBe(200)
    const events = await pollAll(relay.url, token)
    expect(events.map(({ body }) => body)).toEqual(sent)
    expect(events.map(({ seq }) => seq)).toEqual(sent.map((_, index) => index + 1))
  })

  it('stores many at once: each once, numbered without gaps', async () => {
    const sent = Array.from({ length: 400 }, (_, n) => `{"n":${n}}`)
    const answers = await Promise.all(sent.map((body) => deliver(relay.url, token, body)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const events = await pollAll(relay.url, token)
    expect(events.map(({ body }) => body).toSorted()).toEqual(sent.toSorted())
    expect(events.map(({ seq }) => seq)).toEqual(sent.map((_, index) => index + 1))
  })

  it('refuses a wrong path and a wrong, missing, replaced or foreign secret alike, and stores nothing', async () => {
    const webhook = webhookSettingsOf(relay.url, token)
    const otherWebhook = webhookSettingsOf(relay.url, other)
    const url = webhook?.url ?? ''
    const wrong = (text: string) => `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`
    const secret = webhook?.headers['x-sendoff-secret'] ?? ''
    const tries: readonly (readonly [string, Record<string, string>])[] = [
      [wrong(url), { 'x-sendoff-secret': secret }],
      [url, { 'x-sendoff-secret': wrong(secret) }],
      [url, {}],
      [url, { 'x-sendoff-secret': '' }],
      [url, { ...otherWebhook?.headers }],
      [`${relay.url}/hook/x`, { 'x-sendoff-secret': secret }],
    ]
    const texts = new Set<string>()
    for (const [address, headers] of tries) {
      const answer = await fetch(address, { method: 'POST', headers, body: '{}' })
      const text = await answer.text()
      texts.add(`${answer.status} ${text}`)
      expect(relayError.parse(JSON.parse(text)).error.code).toBe('INVALID_SIGNATURE')
    }
    expect(texts.size).toBe(1)
    expect((await statusOf(relay.url, token)).stored.events).toBe(0)
    expect((await statusOf(relay.url, other)).stored.events).toBe(0)
    expect(JSON.stringify(relay.lines)).not.toContain(secret)
  })

  it('accepts the new address after a rotation, the old one for the set time, and the old token no more', async () => {
    const { hashesOf, newToken } = await import('../../../../relay/secrets.ts')
    const id = (await store.workspaces()).find(({ name }) => name === 'Kessler')?.id ?? 0
    const second = newToken()
    await store.replaceSecrets(id, hashesOf(second), Date.now() + 60_000)
    expect((await deliver(relay.url, second, '{"by":"new"}')).status).toBe(200)
    expect((await deliver(relay.url, token, '{"by":"old"}')).status).toBe(200)
    expect((await pollAll(relay.url, second)).map(({ body }) => body)).toEqual(['{"by":"new"}', '{"by":"old"}'])
    await until('the old token is refused', async () => {
      const answer = await fetch(`${relay.url}/v1/status`, { headers: { authorization: `Bearer ${token}` } })
      return answer.status === 401
    })
    const third = newToken()
    await store.replaceSecrets(id, hashesOf(third), Date.now())
    await until('both old addresses are refused', async () => {
      const answers = [await deliver(relay.url, token, '{}'), await deliver(relay.url, second, '{}')]
      return answers.every(({ status }) => status === 401)
    })
    expect((await deliver(relay.url, third, '{}')).status).toBe(200)
  })

  it('accepts nothing for a removed workspace, and at once for an added one', async () => {
    const id = (await store.workspaces()).find(({ name }) => name === 'Kessler')?.id ?? 0
    await store.removeWorkspace(id)
    expect(await refusedOf(await deliver(relay.url, token, '{}'))).toMatchObject({ code: 'INVALID_SIGNATURE' })
    const added = await addWorkspace(store, 'Kessler')
    expect(added.id).not.toBe(id)
    expect((await deliver(relay.url, added.token, '{}')).status).toBe(200)
  })

  it('refuses a body beyond the limit, announced or not, and continues', async () => {
    await restart({ bodyLimit: mb })
    expect(await refusedOf(await deliver(relay.url, token, Buffer.alloc(mb + 1)))).toMatchObject({
      status: 413,
      code: 'BODY_TOO_LARGE',
    })
    // Without a declared length the size is unknown until all of it has arrived.
    const unannounced = new ReadableStream({
      start(controller) {
        for (let part = 0; part < 20; part += 1) controller.enqueue(new Uint8Array(mb / 10))
        controller.close()
      },
    })
    const refused = await deliver(relay.url, token, unannounced).then(refusedOf, () => ({ code: 'BODY_TOO_LARGE' }))
    expect(refused.code).toBe('BODY_TOO_LARGE')
    expect((await deliver(relay.url, token, Buffer.alloc(mb))).status).toBe(200)
    expect((await statusOf(relay.url, token)).stored).toEqual({ events: 1, bytes: mb })
  })

  it('does not store an interrupted body', async () => {
    const webhook = webhookSettingsOf(relay.url, token)
    const { port, pathname } = new URL(webhook?.url ?? '')
    const socket = net.connect(Number(port), '127.0.0.1')
    socket.write(
      `POST ${pathname} HTTP/1.1\r\nHost: relay\r\nContent-Length: 1000\r\n` +
        `x-sendoff-secret: ${webhook?.headers['x-sendoff-secret']}\r\n\r\n{"event_type":"em`,
    )
    await new Promise((resolve) => setTimeout(resolve, 100))
    socket.destroy()
    await deliver(relay.url, token, '{"whole":true}')
    expect((await pollAll(relay.url, token)).map(({ body }) => body)).toEqual(['{"whole":true}'])
  })

  it('says when to retry if one webhook sends too many events, without affecting others', async () => {
    const rates = { ...readConfig({}).rates, hook: { perSecond: 0.1, burst: 5 } }
    await restart({ rates })
    for (let n = 0; n < 5; n += 1) expect((await deliver(relay.url, token, '{}')).status).toBe(200)
    const refused = await refusedOf(await deliver(relay.url, token, '{}'))
    expect(refused).toMatchObject({ status: 429, code: 'RATE_LIMITED' })
    expect(Number(refused.retryAfter)).toBeGreaterThan(0)
    expect((await deliver(relay.url, other, '{}')).status).toBe(200)
    expect((await statusOf(relay.url, token)).stored.events).toBe(5)
  })

  it('slows down an address that guesses, while its genuine events still arrive', async () => {
    const rates = { ...readConfig({}).rates, failures: { perSecond: 0.01, burst: 3 } }
    await restart({ rates })
    const guess = () => fetch(`${relay.url}/hook/guess`, { method: 'POST', body: '{}' }).then(refusedOf)
    const codes = [await guess(), await guess(), await guess(), await guess(), await guess()].map(({ code }) => code)
    expect(codes).toEqual([...Array(3).fill('INVALID_SIGNATURE'), 'RATE_LIMITED', 'RATE_LIMITED'])
    expect((await deliver(relay.url, token, '{}')).status).toBe(200)
    const elsewhere = await fetch(`${relay.url}/hook/guess`, {
      method: 'POST',
      headers: { 'x-forwarded-for': '203.0.113.80' },
      body: '{}',
    })
    expect((await refusedOf(elsewhere)).code).toBe('INVALID_SIGNATURE')
  })

  it('reports a failing store to the sender, who then retries', async () => {
    const append = store.append
    let broken = true
    await relay.stop()
    store = await place.open()
    const flaky: RelayStore = {
      ...store,
      append: (...args) => (broken ? Promise.reject(new Error('disk full')) : store.append(...args)),
    }
    relay = await startTestRelay(flaky)
    expect(append).not.toBe(store.append)
    expect(await refusedOf(await deliver(relay.url, token, '{}'))).toMatchObject({
      status: 503,
      code: 'STORE_UNAVAILABLE',
    })
    broken = false
    expect((await deliver(relay.url, token, '{}')).status).toBe(200)
    expect((await statusOf(relay.url, token)).stored.events).toBe(1)
  })
})
