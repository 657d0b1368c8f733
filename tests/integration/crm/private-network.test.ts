import type { lookup } from 'node:dns'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sendWebhook } from '#backend/features/crm/send-webhook.ts'
import { startWebhookReceiver } from '../../support/webhook-receiver.ts'

let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>
beforeEach(async () => {
  receiver = await startWebhookReceiver()
})
afterEach(() => receiver.close())

/** A name that leads where the test says. */
const leadsTo = (...addresses: readonly string[]) =>
  ((_name: string, _options: unknown, done: (error: null, found: unknown) => void) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as typeof lookup

const send = (resolve: typeof lookup, privateNetwork = false) =>
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
  })

it.each([['127.0.0.1'], ['10.0.0.1'], ['169.254.169.254'], ['::1'], ['::ffff:7f00:1'], ['fd00::1']])(
  'a public name that leads to %s gets nothing',
  async (address) => {
    expect(await send(leadsTo(address))).toMatchObject({ ok: false, problem: 'private_network' })
    expect(receiver.received).toEqual([])
  },
)

it('a name with one address inside gets nothing, whichever stands first', async () => {
  expect(await send(leadsTo('93.184.215.14', '127.0.0.1'))).toMatchObject({ problem: 'private_network' })
  expect(receiver.received).toEqual([])
})
