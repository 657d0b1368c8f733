/** The thread of a relay that runs in the app, called as the app calls it. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createRelayThread, type RelayThread } from '#backend/events/relay/relay-thread.ts'
import { createLogger } from '#shared/log.ts'
import { webhookSettingsOf } from '#shared/relay-protocol.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { startThread } from '../../../support/threads.ts'

let open: RelayThread | undefined
afterEach(async () => {
  await open?.stop()
  open = undefined
})

async function start() {
  const folder = path.join(temporaryDir(), 'relay')
  const thread = createRelayThread({
    spawn: (order) => startThread('relay', order),
    folder,
    log: createLogger('relay', () => undefined),
    tunnelEnded: () => undefined,
    failed: () => undefined,
  })
  open = thread
  const { port } = await thread.ask('relay.port', null)
  const url = `http://127.0.0.1:${port}`
  const { token } = await thread.ask('relay.join', { name: 'client-1', token: null })
  const post = async (body: string, of = token): Promise<number> => {
    const hook = webhookSettingsOf(url, of)
    return (await fetch(hook?.url ?? '', { method: 'POST', headers: hook?.headers ?? {}, body })).status
  }
  const ask = async (method: 'GET' | 'POST', route: string, body?: string) => {
    const answer = await fetch(url + route, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    })
    return (await answer.json()) as { events: { seq: number; body: string }[]; stored: { events: number } }
  }
  return { thread, folder, token, post, ask }
}

/** Returns whether a folder's bytes contain a text. */
const isIn = (folder: string, text: string) =>
  fs.readdirSync(folder).some((name) => fs.readFileSync(path.join(folder, name)).includes(text))

it('The relay in the app keeps an event until it is acknowledged, and not longer', async () => {
  const { post, ask } = await start()
  expect(await post('{"event_type":"email_sent"}')).toBe(200)
  expect((await ask('GET', '/v1/events?after=0')).events.map(({ body }) => body)).toEqual([
    '{"event_type":"email_sent"}',
  ])
  expect((await ask('GET', '/v1/status')).stored.events).toBe(1)
  await ask('POST', '/v1/ack', '{"through":1}')
  expect((await ask('GET', '/v1/status')).stored.events).toBe(0)
})

it("The relay in the app leaves no byte of an erased person in its folder, and keeps others' waiting events", async () => {
  const { thread, folder, post, ask } = await start()
  await post('{"event_type":"email_sent","lead_email":"Anna.Berg@example.com"}')
  await post('{"event_type":"email_sent","lead_email":"other@example.com"}')
  await post('{"event_type":"email_opened","lead_email":"anna.berg\\u0040example.com"}')
  expect(isIn(folder, 'Anna.Berg')).toBe(true)
  expect(await thread.ask('relay.erase', { address: 'anna.berg@example.com' })).toEqual({ events: 2 })
  expect(isIn(folder, 'Anna.Berg')).toBe(false)
  expect(isIn(folder, 'anna.berg')).toBe(false)
  const { events } = await ask('GET', '/v1/events?after=0')
  expect(events.map(({ seq }) => seq)).toEqual([2])
})

it('The relay in the app has nothing waiting after the newest events were erased', async () => {
  const { thread, post, ask } = await start()
  await post('{"event_type":"email_sent","lead_email":"other@example.com"}')
  await post('{"event_type":"email_sent","lead_email":"anna.berg@example.com"}')
  await thread.ask('relay.erase', { address: 'anna.berg@example.com' })
  // The app shows the difference between the two as waiting.
  const page = await ask('GET', '/v1/events?after=1')
  expect(page).toMatchObject({ events: [], more: false, next: 2, position: { newest: 2 } })
  await post('{"event_type":"email_opened","lead_email":"other@example.com"}')
  expect((await ask('GET', '/v1/events?after=2')).events.map(({ seq }) => seq)).toEqual([3])
})

it('The relay in the app forgets a client that left, and its folder keeps no part of the token', async () => {
  const { thread, folder, token, post } = await start()
  const { token: other } = await thread.ask('relay.join', { name: 'client-2', token: null })
  await thread.ask('relay.keepOnly', { names: ['client-2'] })
  // The relay checks again before it rejects, and then sees the change.
  expect(await post('{}', other)).toBe(200)
  expect(await post('{}')).not.toBe(200)
  for (const part of token.split('.').slice(1)) expect(isIn(folder, part)).toBe(false)
})

it('The relay in the app gives a new client nothing of an earlier one with its number, which a restored store does not know', async () => {
  const { thread, token: earlier, post } = await start()
  await post('{"event_type":"email_sent","lead_email":"theirs@example.com"}')
  const { token } = await thread.ask('relay.join', { name: 'client-1', token: null })
  const { port } = await thread.ask('relay.port', null)
  const answer = await fetch(`http://127.0.0.1:${port}/v1/events?after=0`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(await answer.json()).toMatchObject({ events: [] })
  // Its webhook still posts with the earlier secret.
  expect(await post('{"event_type":"email_opened"}', earlier)).not.toBe(200)
})
