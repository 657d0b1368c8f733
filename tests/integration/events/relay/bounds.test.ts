import net from 'node:net'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createBodyBudget } from '../../../../relay/read-body.ts'
import { Refusal } from '../../../../relay/refusal.ts'
import { deleteAcknowledged } from '../../../../relay/store/delete-acknowledged.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { askToAcknowledge, deliver, pollAll } from '../../../support/relay/client.ts'
import { addWorkspace, openSqlite, startTestRelay } from '../../../support/relay/relay.ts'

it('Connections that never send a byte are closed', async () => {
  const store = await openSqlite(temporaryDir('sendoff-relay-'))
  const relay = await startTestRelay(store, { config: { silentMs: 50 } })
  const silent = Array.from({ length: 50 }, () => {
    const socket = net.connect(relay.port, '127.0.0.1')
    socket.on('error', () => undefined)
    return new Promise<void>((resolve) => socket.on('close', () => resolve()))
  })
  await Promise.all(silent)
  await relay.stop()
})

it('Connections are limited', async () => {
  const store = await openSqlite(temporaryDir('sendoff-relay-'))
  const relay = await startTestRelay(store, { config: { maxConnections: 3 } })
  let closed = 0
  const sockets = Array.from({ length: 10 }, () => {
    const socket = net.connect(relay.port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.on('close', () => {
      closed += 1
    })
    return socket
  })
  await expect.poll(() => closed).toBe(7)
  for (const socket of sockets) socket.destroy()
  await relay.stop()
})

it('The state of the store is checked once a second, however many ask', async () => {
  const store = await openSqlite(temporaryDir('sendoff-relay-'))
  let checks = 0
  let at = 1_000_000
  vi.spyOn(performance, 'now').mockImplementation(() => at)
  onTestFinished(() => void vi.restoreAllMocks())
  // The clock goes back by a day each time it is read.
  let today = Date.now()
  const now = () => (today -= 86_400_000)
  const relay = await startTestRelay({ ...store, check: async () => void (checks += 1) }, { now })
  const ask = async () => (await fetch(`${relay.url}/health`)).status
  for (let n = 0; n < 100; n += 1) expect(await ask()).toBe(200)
  expect(checks).toBe(1)
  at += 1_000
  await ask()
  expect(checks).toBe(2)
  await relay.stop()
})

it('At most eight of the largest bodies are held at once, and their room is released', () => {
  const budget = createBodyBudget(1_000)
  const announcing = (bytes: number) => budget.take({ headers: { 'content-length': String(bytes) } })
  const open = Array.from({ length: 8 }, () => announcing(1_000))
  expect(() => announcing(1)).toThrow(Refusal)
  open[0]?.[Symbol.dispose]()
  // A request without a declared length is counted as it arrives.
  const unsaid = budget.take({ headers: {} })
  unsaid.grow(600)
  unsaid.grow(1_000)
  expect(() => budget.take({ headers: {} }).grow(1)).toThrow(Refusal)
  unsaid[Symbol.dispose]()
  expect(() => announcing(1_000)).not.toThrow()
})

it('Of many large deliveries at once, each is stored or asked to retry, and none is lost', async () => {
  const store = await openSqlite(temporaryDir('sendoff-relay-'))
  const { token } = await addWorkspace(store, 'Kessler')
  const relay = await startTestRelay(store, { config: { bodyLimit: 200_000 } })
  const statuses = await Promise.all(
    Array.from({ length: 40 }, (_, n) => deliver(relay.url, token, JSON.stringify({ n, x: 'x'.repeat(150_000) }))),
  )
  const stored = statuses.filter(({ status }) => status === 200).length
  expect(statuses.every(({ status }) => status === 200 || status === 429)).toBe(true)
  expect(stored).toBeGreaterThanOrEqual(8)
  expect(await pollAll(relay.url, token)).toHaveLength(stored)
  await relay.stop()
})

it('A refused acknowledgement deletes nothing if what was read is not kept', async () => {
  const store = deleteAcknowledged(await openSqlite(temporaryDir('sendoff-relay-')))
  const { token } = await addWorkspace(store, 'Kessler')
  const relay = await startTestRelay(store)
  for (let n = 0; n < 3; n += 1) await deliver(relay.url, token, `{"n":${n}}`)
  expect((await askToAcknowledge(relay.url, token, 999)).status).toBe(409)
  expect(await pollAll(relay.url, token)).toHaveLength(3)
  await relay.stop()
})

it('An acknowledgement that could not be stored is not confirmed', async () => {
  const dir = temporaryDir('sendoff-relay-')
  const store = await openSqlite(dir)
  const { token } = await addWorkspace(store, 'Kessler')
  const relay = await startTestRelay(store)
  await deliver(relay.url, token, '{"n":1}')
  // A dangling reference is detected at the commit, like a full disk.
  const raw = new Database(`${dir}/relay.db`)
  raw.exec(`create table child (of integer references workspace (id) deferrable initially deferred);
    create trigger spoil after update of acknowledged on workspace begin insert into child values (-1); end`)
  raw.close()
  expect((await askToAcknowledge(relay.url, token, 1)).status).toBeGreaterThanOrEqual(500)
  expect(await pollAll(relay.url, token)).toHaveLength(1)
  await relay.stop()
})
