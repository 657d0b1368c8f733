import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { Host } from '#shared/host.ts'
import { createLogger, type LogLine } from '#shared/log.ts'
import { type BackendHost, startBackendHost } from '../../../src/main/shell/backend-host.ts'

/** A small backend in a real thread that echoes, calls its host, announces, crashes and hangs on request. */
const threadSource = (hangOnStop: boolean) => `
const { parentPort } = require('node:worker_threads')
const post = (m) => parentPort.postMessage(m)
const waiting = new Map()
post({ t: 'tell', name: 'log', arg: { at: '', level: 'info', scope: 'thread', message: 'up' } })
parentPort.on('message', (m) => {
  if (m.t === 'reply') return waiting.get(m.id)?.(m.reply)
  if (m.t === 'tell') return post({ t: 'tell', name: 'event', arg: { name: 'told', payload: [m.name, m.arg] } })
  const answer = (data) => post({ t: 'reply', id: m.id, reply: { ok: true, data } })
  if (m.name === 'stop') { if (!${hangOnStop}) answer(null); return }
  const { name, input } = m.arg
  if (name === 'test.crash') return process.exit(7)
  if (name === 'test.throw') return setTimeout(() => { throw new Error('broken') })
  if (name === 'test.hang') return
  if (name === 'test.host') {
    waiting.set(1, (reply) => answer({ ok: true, data: reply }))
    return post({ t: 'ask', id: 1, name: input.name, arg: input.arg })
  }
  answer({ ok: true, data: input })
})`

const host = {
  keyProtection: async () => 'keyring',
  encrypt: async (text) => new TextEncoder().encode(`sealed ${text}`),
  decrypt: async () => {
    throw new AppError('KEYRING_UNREADABLE')
  },
} as Partial<Host> as Host

let running: BackendHost | undefined
afterEach(async () => running?.stop())

function start({ hangOnStop = false, stopWithinMs = 2000, now = (): number => 1_000_000 } = {}) {
  const events: unknown[] = []
  const lines: LogLine[] = []
  let threads = 0
  running = startBackendHost({
    startThread() {
      threads += 1
      return new Worker(threadSource(hangOnStop), { eval: true })
    },
    host,
    announce: (name, payload) => events.push([name, payload]),
    logSink: (line) => lines.push(line),
    log: createLogger('backend-host', (line) => lines.push(line)),
    stopWithinMs,
    now,
  })
  return { backend: running, events, lines, threads: () => threads }
}

describe('the shell and its backend thread', () => {
  test("calls are answered, events and log lines arrive, and the machine's state is passed on", async () => {
    const { backend, events, lines } = start()
    expect(await backend.call('lists.get', { listId: 1 })).toEqual({ ok: true, data: { listId: 1 } })
    backend.machine('suspend')
    await vi.waitFor(() => expect(events).toContainEqual(['told', ['machine', 'suspend']]))
    expect(lines.map((line) => line.message)).toContain('up')
  })

  test('the backend reaches the host, its errors keep their code, and nothing else is answered', async () => {
    const { backend } = start()
    const ask = (name: string, arg?: unknown) => backend.call('test.host', { name, arg })
    expect(await ask('host.encrypt', 'x')).toEqual({
      ok: true,
      data: { ok: true, data: new TextEncoder().encode('sealed x') },
    })
    expect(await ask('host.decrypt', new Uint8Array())).toMatchObject({
      data: { error: { code: 'KEYRING_UNREADABLE' } },
    })
    expect(await ask('host.constructor')).toMatchObject({ data: { ok: false, error: { code: 'INTERNAL' } } })
  })

  test.each(['test.crash', 'test.throw'])('after %s it is restarted once, then it is gone', async (crash) => {
    const { backend, events, threads } = start()
    const hanging = backend.call('test.hang', null)
    await backend.call(crash, null)
    expect(await hanging).toMatchObject({ ok: false, error: { code: 'BACKEND_GONE' } })
    expect(await backend.call('lists.get', 1)).toEqual({ ok: true, data: 1 })
    expect(threads()).toBe(2)
    expect(events).toContainEqual(['data.changed', { queries: 'all' }])
    expect(await backend.call(crash, null)).toMatchObject({ error: { code: 'BACKEND_GONE' } })
    expect(await backend.call('lists.get', 1)).toMatchObject({ error: { code: 'BACKEND_GONE' } })
    expect(threads()).toBe(2)
  })

  test('after a quiet while a crash restarts it again, as often as it happens', async () => {
    let at = 1_000_000
    const { backend, threads } = start({ now: () => at })
    for (let crash = 1; crash <= 4; crash += 1) {
      at += 10 * 60_000
      await backend.call('test.crash', null)
      expect(await backend.call('lists.get', crash)).toEqual({ ok: true, data: crash })
      expect(threads()).toBe(crash + 1)
    }
  })

  test('a restarted backend learns that there is no network', async () => {
    const { backend, events } = start()
    backend.machine('offline')
    await backend.call('test.crash', null)
    expect(await backend.call('lists.get', 1)).toEqual({ ok: true, data: 1 })
    const told = () => events.filter((event) => JSON.stringify(event) === '["told",["machine","offline"]]').length
    await vi.waitFor(() => expect(told()).toBe(2))
  })

  test('if it is gone, a later call starts it', async () => {
    let at = 1_000_000
    const { backend, threads } = start({ now: () => at })
    await backend.call('test.crash', null)
    await backend.call('test.crash', null)
    expect(await backend.call('lists.get', 1)).toMatchObject({ error: { code: 'BACKEND_GONE' } })
    at += 10_000
    expect(await backend.call('lists.get', 1)).toEqual({ ok: true, data: 1 })
    expect(threads()).toBe(3)
  })

  test('stopping waits for the backend, and is no crash', async () => {
    const { backend, threads } = start()
    await backend.stop()
    expect(await backend.call('lists.get', 1)).toMatchObject({ error: { code: 'BACKEND_GONE' } })
    expect(threads()).toBe(1)
  })

  test('a hanging backend does not keep the app from quitting', async () => {
    const { backend, lines } = start({ hangOnStop: true, stopWithinMs: 50 })
    await backend.stop()
    expect(lines.map((line) => line.message)).toContain('backend did not stop in time')
  })
})
