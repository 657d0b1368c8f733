import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import { createServer, request as passOn, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { createRelayClient } from '#backend/events/relay/relay-client.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import { createLogger } from '#shared/log.ts'
import { joinRelayToken, webhookSettingsOf } from '#shared/relay-protocol.ts'
import { hashesOf, newToken } from '../../../../relay/secrets.ts'
import { temporaryDir, until } from '../../../support/backend.ts'
import { startAfterKill, type UnkilledApp } from '../../../support/crash/after-kill.ts'
import { startCrashingApp } from '../../../support/crash/crashing-app.ts'
import { createFullDisk } from '../../../support/full-disk.ts'
import { times } from '../../../support/long.ts'
import { deliver, poll } from '../../../support/relay/client.ts'
import { openSqlite, startTestRelay } from '../../../support/relay/relay.ts'
import {
  acknowledgedIn,
  eventsIn,
  type LivingClient,
  type RelayBench,
  startRelayBench,
} from '../../../support/relay/relay-bench.ts'

let open: RelayBench | undefined
const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
  const violations = open?.fake.violations
  await open?.close()
  open = undefined
  expect(violations ?? []).toEqual([])
})

async function start(options: Parameters<typeof startRelayBench>[0] = {}) {
  const bench = await startRelayBench(options)
  open = bench
  const [client, other] = bench.clients
  if (!client) throw new Error('no client')
  return { bench, client, other: other ?? client, app: bench.app }
}

const codeOf = (promise: Promise<unknown>): Promise<ErrorCode | null> =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? error.code : Promise.reject(error as Error)),
  )

async function serve(answer: (path: string) => { status: number; body: string }): Promise<string> {
  const server = createServer((request, response) => {
    const { status, body } = answer(request.url ?? '')
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Returns an event of a client, identified by a number. */
const eventOf = (client: LivingClient, n: number) =>
  JSON.stringify({
    timestamp: new Date(Date.UTC(2026, 9, 2, 8, 0, n)).toISOString(),
    event_type: 'email_opened',
    workspace: client.remote.id,
    campaign_id: 'c-1',
    campaign_name: 'Autumn',
    lead_email: `lead${n}@${client.remote.name.toLowerCase()}.example`,
    step: 1,
  })

it('The relay client says at once what is wrong with an address or a token', async () => {
  const { app, bench, client, other } = await start({ names: ['Kessler', 'Birch'], connect: false })
  const { workspaceId, token } = client
  const url = bench.place.relay.url
  const connect = (address: string, theToken = token) =>
    codeOf(app.call('relay.connect', { workspaceId, address, token: theToken }))
  const stranger = joinRelayToken({ path: 'a'.repeat(32), secret: 'b'.repeat(32), reading: 'c'.repeat(32) })
  const html = await serve(() => ({ status: 200, body: '<h1>Welcome</h1>' }))
  const newer = await serve(() => ({ status: 200, body: JSON.stringify({ protocol: 2, shape: 'new' }) }))

  expect(await connect('http://relay.example.com')).toBe('RELAY_ADDRESS_INVALID')
  expect(await connect('https://user:word@relay.example.com')).toBe('RELAY_ADDRESS_INVALID')
  expect(await connect('not an address at all')).toBe('RELAY_ADDRESS_INVALID')
  // A token pasted into the wrong field is neither looked up in DNS nor sent as part of a path.
  expect(await connect(token)).toBe('RELAY_ADDRESS_INVALID')
  expect(await connect(`${url}/${token}`)).toBe('RELAY_ADDRESS_INVALID')
  expect(await connect(url, 'rly1.short')).toBe('RELAY_TOKEN_INVALID')
  expect(await connect(url, stranger)).toBe('RELAY_TOKEN_INVALID')
  expect(await connect(`${url}/elsewhere`)).toBe('RELAY_NOT_THERE')
  expect(await connect(html)).toBe('RELAY_NOT_THERE')
  expect(await connect(newer)).toBe('RELAY_PROTOCOL_OTHER')
  expect(await connect('http://127.0.0.1:9')).toBe('RELAY_UNREACHABLE')
  expect(await app.call('relay.states', { workspaceId: null })).toEqual([])

  expect(await connect(`${url}/`)).toBeNull()
  const again = app.call('relay.connect', { workspaceId: other.workspaceId, address: url, token })
  expect(await codeOf(again)).toBe('RELAY_TOKEN_TAKEN')
  await until('it to be live', async () => (await bench.state(client)).light === 'live')
  const everything = JSON.stringify([app.logs, app.events, await app.call('relay.states', { workspaceId: null })])
  for (const part of token.split('.').slice(1)) expect(everything).not.toContain(part)
})

/** Creates an untrusted certificate and its key; null if this machine has no openssl. */
function ownCertificate(): { readonly cert: string; readonly key: string } | null {
  const dir = temporaryDir()
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const files = ['-keyout', `${dir}/key.pem`, '-out', `${dir}/cert.pem`]
  try {
    const make = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...subject]
    execFileSync('openssl', make, { stdio: 'ignore' })
  } catch {
    return null
  }
  return { cert: fs.readFileSync(`${dir}/cert.pem`, 'utf8'), key: fs.readFileSync(`${dir}/key.pem`, 'utf8') }
}

it('The relay client reports a wrong certificate of the relay, and never sends it the token', async ({ skip }) => {
  const own = ownCertificate()
  if (!own) return skip('no openssl')
  const { app, bench, client } = await start({ connect: false })
  let asked = 0
  const server = createTlsServer(own, (_request, response) => {
    asked += 1
    response.end('{}')
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `https://localhost:${(server.address() as AddressInfo).port}`
  const { workspaceId, token } = client
  expect(await codeOf(app.call('relay.connect', { workspaceId, address, token }))).toBe('RELAY_CERTIFICATE')

  // A relay that was correct when connected is no longer read, and the light shows it.
  await app.call('relay.connect', { workspaceId, address: bench.place.relay.url, token })
  await until('it to be live', async () => (await bench.state(client)).light === 'live')
  bench.moveRelay(client, address)
  await until('it to be said', async () => (await bench.state(client)).problem?.code === 'RELAY_CERTIFICATE')
  expect(await bench.state(client)).toMatchObject({ light: 'off' })
  expect(asked).toBe(0)
})

it.each([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('The relay client distinguishes %s from a relay that cannot be reached', async (code) => {
  const failing = (thrown: string) =>
    createRelayClient('https://relay.example.com', newToken(), {
      appVersion: '0',
      log: createLogger('relay', () => undefined),
      transport: () =>
        Promise.reject(new Error('fetch failed', { cause: Object.assign(new Error(), { code: thrown }) })),
    }).status()
  await expect(failing(code)).rejects.toMatchObject({ code: 'RELAY_CERTIFICATE', data: { reason: code } })
  await expect(failing('ECONNREFUSED')).rejects.toMatchObject({ code: 'RELAY_UNREACHABLE' })
})

it('The relay client does not quote a relay that returns the token it was sent', async () => {
  const token = newToken()
  const answering = (code: string) =>
    createRelayClient('https://relay.example.com', token, {
      appVersion: '0',
      log: createLogger('relay', () => undefined),
      transport: async () => Response.json({ error: { code, message: `Bearer ${token}` } }, { status: 400 }),
    }).status()
  for (const code of [token, `Bearer ${token}`, token.slice(-30)]) {
    await expect(answering(code)).rejects.toMatchObject({ code: 'RELAY_UNREACHABLE', data: { said: null } })
  }
  await expect(answering('A_NEWER_CODE')).rejects.toMatchObject({ data: { said: 'A_NEWER_CODE' } })
})

it('The relay client refuses a page with more fields than its events can have, before it looks at them', async () => {
  const position = {
    stream: randomUUID(),
    newest: 1,
    acknowledged: 0,
    forgottenThrough: 0,
    forgottenUnacknowledged: 0,
  }
  const pageWith = (headers: Readonly<Record<string, string>>) => {
    const event = { seq: 1, receivedAt: '2026-01-01T00:00:00Z', headers, source: null, encoding: 'utf8', body: '{}' }
    const transport = async () => Response.json({ events: [event], next: 1, more: false, position })
    const parts = { appVersion: '0', log: createLogger('relay', () => undefined), transport }
    const client = createRelayClient('https://relay.example.com', newToken(), parts)
    return client.poll({ after: 0, limit: 250, waitS: 0 }, new AbortController().signal)
  }
  await expect(pageWith({ 'content-type': 'application/json' })).resolves.toMatchObject({ next: 1 })
  const fields = Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`x-${n}`, '']))
  await expect(pageWith(fields)).rejects.toMatchObject({ code: 'RELAY_NOT_THERE' })
})

it('The relay client ingests events of a megabyte, more than one page of them', async () => {
  const { bench, client } = await start()
  const bodyOf = (n: number) => {
    const event = JSON.parse(eventOf(client, n)) as Record<string, unknown>
    return JSON.stringify({ ...event, email_html: `<p>${'aé'.repeat(340_000)}</p>` })
  }
  for (let n = 0; n < 9; n += 1)
    expect((await deliver(bench.place.relay.url, client.token, bodyOf(n))).status).toBe(200)
  await bench.caughtUp(client)
  expect(bench.here(client)).toHaveLength(9)
  const { rows } = await bench.app.call('events.log', { workspaceId: client.workspaceId, limit: 1 })
  const { payload } = await bench.app.call('events.detail', {
    workspaceId: client.workspaceId,
    eventId: rows[0]?.id ?? 0,
  })
  expect(JSON.parse(payload)).toEqual(JSON.parse(bodyOf(8)))
})

it('The relay client keeps two clients on one relay apart', async () => {
  const { bench, client, other } = await start({ names: ['Kessler', 'Birch'] })
  for (let n = 0; n < 30; n += 1) {
    await deliver(bench.place.relay.url, client.token, eventOf(client, n))
    if (n % 3 === 0) await deliver(bench.place.relay.url, other.token, eventOf(other, n))
  }
  await bench.caughtUp(client)
  await bench.caughtUp(other)
  expect(bench.here(client)).toHaveLength(30)
  expect(bench.here(other)).toHaveLength(10)
  expect(bench.here(client).every((line) => line.includes('@kessler.'))).toBe(true)
  expect(bench.here(other).every((line) => line.includes('@birch.'))).toBe(true)
})

it.each([
  ['before its last event', { seqs: [1, 2], next: 1 }],
  ['behind its last event', { seqs: [1], next: 9 }],
  ['before the place that was asked for', { seqs: [], next: 0 }],
])('A relay that continues %s is reported; nothing is read again and again, or skipped', async (_, { seqs, next }) => {
  const { app, bench, client } = await start({ connect: false })
  const position = { stream: randomUUID(), newest: 9, acknowledged: 0, forgottenThrough: 0, forgottenUnacknowledged: 0 }
  const eventAt = (seq: number) => {
    const sent = { encoding: 'utf8', body: eventOf(client, seq), headers: {}, source: null }
    return { ...sent, seq, receivedAt: '2026-10-02T08:00:00.000Z' }
  }
  const good = { events: [eventAt(3)], next: 3, more: true, position }
  const bad = { events: seqs.map((seq) => eventAt(seq + 3)), next: next === 0 ? 0 : next + 3, more: true, position }
  const retention = { acknowledgedDays: 1, unacknowledgedDays: 1 }
  const status = { protocol: 1, name: 'K', position, stored: { events: 0, bytes: 0 }, lastReceivedAt: null, retention }
  const address = await serve((path) => {
    const answer =
      path === '/v1/status' ? status : path === '/v1/ack' ? { position } : path.includes('after=0') ? good : bad
    return { status: 200, body: JSON.stringify(answer) }
  })
  await app.call('relay.connect', { workspaceId: client.workspaceId, address, token: client.token })
  const state = await until('the relay to be reported', async () => {
    const seen = await bench.state(client)
    return seen.problem && seen
  })
  expect(state).toMatchObject({
    light: 'off',
    problem: { code: 'RELAY_NOT_THERE', data: { reason: 'order' } },
    cursor: 3,
  })
  expect(bench.here(client)).toHaveLength(1)
})

it('After a kill between ingesting a page and acknowledging it, every event is here once', async () => {
  const { bench, client } = await start({ connect: false })
  // A page of events more than there are kills.
  const count = times(600, 1_200)
  const dir = temporaryDir()
  let app: UnkilledApp = await startCrashingApp(dir, bench.fake.url)
  const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, name: 'K', key: 'kessler-key-0001' })
  let kills = times(1, 3)
  const door = createServer((request, response) => {
    if (request.url === '/v1/ack' && kills > 0) {
      kills -= 1
      void app.kill()
      return
    }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { authorization = '' } = request.headers
      const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}
      fetch(`${bench.place.relay.url}${request.url}`, {
        method: request.method ?? 'GET',
        headers: { authorization },
        ...body,
      })
        .then(async (answer) => response.writeHead(answer.status).end(await answer.text()))
        .catch(() => response.destroy())
    })
  })
  servers.push(door)
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(door.address() as AddressInfo).port}`
  for (let n = 0; n < count; n += 100) {
    const some = Array.from({ length: 100 }, (_, at) => eventOf(client, n + at))
    await Promise.all(some.map((event) => deliver(bench.place.relay.url, client.token, event)))
  }
  await app.call('relay.connect', { workspaceId: workspace.id, address, token: client.token }).catch(() => undefined)
  await until('all to be acknowledged', async () => {
    if (app.dead())
      app = await (kills > 0 ? startCrashingApp(dir, bench.fake.url) : startAfterKill(dir, bench.fake.url))
    const [own] = await bench.place.relay.store.summaries()
    return own?.position.acknowledged === count
  })
  await app.kill()
  expect(kills).toBe(0)
  const here = eventsIn(dir, workspace.id)
  expect(here).toHaveLength(count)
  expect(new Set(here).size).toBe(count)
})

it('The relay is told to forget events only once they are on disk here', async () => {
  const { bench, client } = await start()
  const file = await fs.promises.open(import.meta.filename)
  const handle = Object.getPrototypeOf(file) as Pick<fs.promises.FileHandle, 'datasync'>
  await file.close()
  let refused = 0
  const disk = vi.spyOn(handle, 'datasync').mockImplementation(() => {
    refused += 1
    return Promise.reject(new Error('EIO'))
  })
  onTestFinished(() => disk.mockRestore())
  const acknowledged = async () => {
    const all = await bench.place.relay.store.summaries()
    return all.reduce((sum, { position }) => sum + position.acknowledged, 0)
  }
  for (let n = 0; n < 5; n += 1) await deliver(bench.place.relay.url, client.token, eventOf(client, n))
  await until('the disk to refuse twice', () => refused > 1)
  expect([bench.here(client).length, await acknowledged()]).toEqual([5, 0])
  disk.mockRestore()
  await until('the events to be acknowledged', async () => (await acknowledged()) === 5)
  expect(bench.here(client)).toHaveLength(5)
})

it('A reply that a full disk refused is stored once there is room, once, and the app keeps running', async () => {
  const disk = createFullDisk('insert on main.event_tally')
  const { bench, client } = await start({ leads: 0, openStore: disk.openStore })
  disk.isFull = true
  const reply = {
    ...(JSON.parse(eventOf(client, 1)) as object),
    timestamp: new Date().toISOString(),
    event_type: 'reply_received',
    email_id: 'reply-1',
    reply_subject: 'Re: Autumn',
    reply_text: 'Yes, call me.',
  }
  await deliver(bench.place.relay.url, client.token, JSON.stringify(reply))
  await until('the disk to refuse', () => disk.refused > 1)
  disk.isFull = false
  await bench.caughtUp(client)
  expect(bench.here(client)).toHaveLength(1)
})

it('The relay client starts over at a relay that was reset, loses nothing, and has the gap checked', async () => {
  const { bench, client, app } = await start()
  for (let n = 0; n < 20; n += 1) await deliver(bench.place.relay.url, client.token, eventOf(client, n))
  await bench.caughtUp(client)
  await bench.place.stop()
  // Another store with the same secrets behind the same address has fewer events than the cursor says.
  const store = await openSqlite(temporaryDir('sendoff-relay-'))
  await store.addWorkspace(client.remote.name, hashesOf(client.token))
  bench.place.relay = await startTestRelay(store, { config: { port: bench.place.port } })
  for (let n = 100; n < 107; n += 1) await deliver(bench.place.relay.url, client.token, eventOf(client, n))
  await bench.caughtUp(client)
  expect(bench.here(client)).toHaveLength(27)
  const today = new Date().toISOString().slice(0, 10)
  const view = await app.call('gaps.view', { workspaceId: client.workspaceId, fromDay: today, toDay: today })
  expect(view.check).toMatchObject({ reason: 'relay_reset' })
})

it('The relay client reads an older copy of the relay that grew past the cursor from its beginning, without losing anything', async () => {
  const { bench, client, app } = await start()
  const send = async (from: number, count: number) => {
    for (let n = from; n < from + count; n += 1) await deliver(bench.place.relay.url, client.token, eventOf(client, n))
  }
  await send(0, 5)
  await bench.caughtUp(client)
  await bench.place.stop()
  const copy = temporaryDir('sendoff-relay-copy-')
  fs.cpSync(bench.place.dir, copy, { recursive: true })
  await bench.place.start()
  await send(5, 5)
  await bench.caughtUp(client)
  // The copy is recognised by what the app recorded as acknowledged.
  await until('that to be written down', () => acknowledgedIn(app.dir, client.workspaceId) === 10)
  await app.stop()
  await bench.place.stop()
  fs.rmSync(bench.place.dir, { recursive: true })
  fs.cpSync(copy, bench.place.dir, { recursive: true })
  await bench.place.start()
  // They reuse earlier numbers, up to beyond the cursor.
  await send(100, 12)
  await bench.restart()
  await bench.caughtUp(client)
  expect(bench.here(client)).toHaveLength(22)
})

it('The relay client waits for a new token when the old one was replaced, and continues where it stopped', async () => {
  const { bench, client, app } = await start()
  await deliver(bench.place.relay.url, client.token, eventOf(client, 1))
  await bench.caughtUp(client)
  const renewed = newToken()
  const [own] = await bench.place.relay.store.summaries()
  if (!own) throw new Error('no workspace at the relay')
  await bench.place.relay.store.replaceSecrets(own.id, hashesOf(renewed), Date.now() + 60_000)
  await until(
    'the old token to be refused',
    async () => (await bench.state(client)).problem?.code === 'RELAY_TOKEN_INVALID',
  )
  expect(await bench.state(client)).toMatchObject({ light: 'off' })
  await deliver(bench.place.relay.url, client.token, eventOf(client, 2))

  await app.call('relay.connect', { workspaceId: client.workspaceId, address: bench.place.relay.url, token: renewed })
  await bench.caughtUp(client)
  expect(bench.here(client)).toHaveLength(2)
  expect((await bench.state(client)).cursor).toBe(2)
  // The webhook is changed to the new path and secret, not created a second time.
  await app.call('relay.register', { workspaceId: client.workspaceId })
  const webhooks = [...client.remote.webhooks.values()]
  expect(webhooks.map(({ settings }) => settings['target_hook_url'])).toEqual([
    webhookSettingsOf(bench.place.relay.url, renewed)?.url,
  ])
})

it('The relay client checks the gap of a relay that was reset on past days, although the clock was ahead at the last read', async () => {
  let ahead = 40
  const clock = { ...systemClock, now: () => Date.now() + ahead * 86_400_000 }
  const { bench, client, app } = await start({ clock })
  await deliver(bench.place.relay.url, client.token, eventOf(client, 1))
  await bench.caughtUp(client)
  // In this order: a poll with the right clock would be noted as the last one.
  await bench.place.stop()
  ahead = 0
  const store = await openSqlite(temporaryDir('sendoff-relay-'))
  await store.addWorkspace(client.remote.name, hashesOf(client.token))
  bench.place.relay = await startTestRelay(store, { config: { port: bench.place.port } })
  await deliver(bench.place.relay.url, client.token, eventOf(client, 2))
  await bench.caughtUp(client)
  const today = new Date().toISOString().slice(0, 10)
  const { check } = await app.call('gaps.view', { workspaceId: client.workspaceId, fromDay: today, toDay: today })
  // The start is unknown, so it goes as far back as makes sense.
  const from = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10)
  expect(check).toMatchObject({ reason: 'relay_reset', fromDay: from, toDay: today })
})

it('The relay client polls a relay that answers at once with nothing only at intervals', async () => {
  const slept: number[] = []
  const clock = {
    ...systemClock,
    sleep(ms: number, signal?: AbortSignal) {
      slept.push(ms)
      return systemClock.sleep(ms, signal)
    },
  }
  const { bench, client, app } = await start({ waitS: 25, clock })
  // The proxy in between is impatient and lets no poll wait.
  const between = createServer((asked, answer) => {
    const { host: _host, ...headers } = asked.headers
    const to = new URL((asked.url ?? '').replace(/wait=\d+/, 'wait=0'), bench.place.relay.url)
    const passed = passOn(to, { method: asked.method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers)
      got.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    asked.pipe(passed)
  })
  servers.push(between.listen(0, '127.0.0.1'))
  await once(between, 'listening')
  const address = `http://127.0.0.1:${(between.address() as AddressInfo).port}`
  slept.length = 0
  await app.call('relay.connect', { workspaceId: client.workspaceId, address, token: client.token })
  await until('it to wait before it asks again', () => slept.some((ms) => ms > 500 && ms <= 1_000))
  await deliver(bench.place.relay.url, client.token, eventOf(client, 1))
  await bench.caughtUp(client)
  expect(bench.here(client)).toHaveLength(1)
})

it('The relay client stops at once during a long poll', async () => {
  const { bench, client } = await start({ waitS: 25 })
  await until('it to be live', async () => (await bench.state(client)).light === 'live')
  // Measured against our own poll, which started when the app's was already waiting.
  const measure = poll(bench.place.relay.url, client.token, { after: 0, wait: 20 }).then(() => 'the poll ended')
  expect(await Promise.race([bench.restart().then(() => 'the app ended'), measure])).toBe('the app ended')
  await deliver(bench.place.relay.url, client.token, eventOf(client, 1))
  await measure
})

it('The relay client fetches nothing while the computer sleeps, and at once when it wakes', async () => {
  const { bench, client, app } = await start()
  await until('it to be live', async () => (await bench.state(client)).light === 'live')
  app.backend.machine('suspend')
  await until('it to be off', async () => (await bench.state(client)).light === 'off')
  await deliver(bench.place.relay.url, client.token, eventOf(client, 1))
  expect(bench.here(client)).toHaveLength(0)
  app.backend.machine('resume')
  await bench.caughtUp(client)
  expect(bench.here(client)).toHaveLength(1)
})
