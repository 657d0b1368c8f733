import net from 'node:net'
import { expect, it } from 'vitest'
import { webhookSettingsOf } from '#shared/relay-protocol.ts'
import { requestTimeouts } from '../../../../relay/server.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { times } from '../../../support/long.ts'
import { deliver, pollAll } from '../../../support/relay/client.ts'
import { addWorkspace, openSqlite, startTestRelay } from '../../../support/relay/relay.ts'

/** The relay's own times in the long form; in the short one all of them are shorter. */
const shorter = times(5, 1)
const { headersTimeout, requestTimeout, connectionsCheckingInterval } = requestTimeouts
const timeouts = {
  ...requestTimeouts,
  headersTimeout: headersTimeout / shorter,
  requestTimeout: requestTimeout / shorter,
  connectionsCheckingInterval: connectionsCheckingInterval / shorter,
}
const dripEveryMs = 500 / shorter

it('Senders that send headers byte by byte are disconnected, and others are served meanwhile', async () => {
  const store = await openSqlite(temporaryDir('sendoff-relay-'))
  const { token } = await addWorkspace(store, 'Kessler')
  const relay = await startTestRelay(store, { timeouts })
  const port = relay.port
  const dripping = Array.from({ length: 50 }, () => {
    const socket = net.connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(`POST ${new URL(webhookSettingsOf(relay.url, token)?.url ?? '').pathname} HTTP/1.1\r\nHost: relay\r\n`)
    const drip = setInterval(() => socket.write('x-a: b\r\n'), dripEveryMs)
    return new Promise<void>((resolve) =>
      socket.on('close', () => {
        clearInterval(drip)
        resolve()
      }),
    )
  })
  expect((await deliver(relay.url, token, '{"n":1}')).status).toBe(200)
  await Promise.all(dripping)
  expect((await pollAll(relay.url, token)).map(({ body }) => body)).toEqual(['{"n":1}'])
  await relay.stop()
})

it('A body sent byte by byte is disconnected and not stored, even with the right secret', async () => {
  const store = await openSqlite(temporaryDir('sendoff-relay-'))
  const { token } = await addWorkspace(store, 'Kessler')
  const relay = await startTestRelay(store, { timeouts })
  const webhook = webhookSettingsOf(relay.url, token)
  const head = `POST ${new URL(webhook?.url ?? '').pathname} HTTP/1.1\r\nHost: relay\r\nContent-Length: 100000\r\n`
  const secret = `x-sendoff-secret: ${webhook?.headers['x-sendoff-secret']}\r\n\r\n`
  const dripping = Array.from({ length: 50 }, () => {
    const socket = net.connect(relay.port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(head + secret)
    const drip = setInterval(() => socket.write(' '), dripEveryMs)
    return new Promise<void>((resolve) =>
      socket.on('close', () => {
        clearInterval(drip)
        resolve()
      }),
    )
  })
  for (let n = 0; n < 20; n += 1) expect((await deliver(relay.url, token, `{"n":${n}}`)).status).toBe(200)
  await Promise.all(dripping)
  expect(await pollAll(relay.url, token)).toHaveLength(20)
  await relay.stop()
})
