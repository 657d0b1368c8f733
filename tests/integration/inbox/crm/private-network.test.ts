import type { lookup } from 'node:dns'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sendWebhook } from '#backend/inbox/crm/send-webhook.ts'
import { startWebhookReceiver } from '../../../support/webhook-receiver.ts'

let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>
beforeEach(async () => {
  receiver = await startWebhookReceiver()
})
afterEach(() => receiver.close())

/** A name that resolves to the test's addresses. */
const leadsTo = (...addresses: readonly string[]) =>
  ((_name: string, _options: unknown, done: (error: null, found: unknown) => void) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as typeof lookup

const send = (resolve: typeof lookup, privateNetwork = false, environment = {}) =>
  sendWebhook({
    url: new URL(`http://hooks.example.com:${receiver.port}/x`),
    privateNetwork,
    secret: 'whsec_x',
    body: '{"lead":{}}',
    uid: 'u',
    now: 0,
    appVersion: '0',
    signal: new AbortController().signal,
    resolve,
    environment,
  })

it.each([['127.0.0.1'], ['10.0.0.1'], ['169.254.169.254'], ['::1'], ['::ffff:7f00:1'], ['fd00::1']])(
  'a public name that resolves to %s gets nothing',
  async (address) => {
    expect(await send(leadsTo(address))).toMatchObject({ ok: false, problem: 'private_network' })
    expect(receiver.received).toEqual([])
  },
)

it('A name with one private address gets nothing, whichever comes first', async () => {
  expect(await send(leadsTo('93.184.215.14', '127.0.0.1'))).toMatchObject({ problem: 'private_network' })
  expect(receiver.received).toEqual([])
})

/** A proxy as used in offices, which resolves names itself. */
async function startProxy() {
  const asked: string[] = []
  const server = http.createServer((request, response) => {
    const { host, pathname } = new URL(request.url ?? '')
    asked.push(host)
    const { method, headers } = request
    const onward = http.request(
      { port: receiver.port, host: '127.0.0.1', path: pathname, method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502)
        answer.pipe(response)
      },
    )
    request.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { asked, environment: { http_proxy: `http://127.0.0.1:${port}` }, close: () => server.close() }
}

it("Requests use the system's proxy if one is set, which never gets private names", async () => {
  const proxy = await startProxy()
  expect(await send(leadsTo('93.184.215.14'), false, proxy.environment)).toMatchObject({ ok: true })
  expect(proxy.asked).toEqual([`hooks.example.com:${receiver.port}`])
  expect(receiver.received).toHaveLength(1)
  expect(await send(leadsTo('10.0.0.1'), false, proxy.environment)).toMatchObject({ problem: 'private_network' })
  expect(proxy.asked).toHaveLength(1)
  proxy.close()
})
