import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { times } from '../../../support/long.ts'
import { deliver, pollAll } from '../../../support/relay/client.ts'
import { addWorkspace } from '../../../support/relay/relay.ts'
import { type RelayProcess, startRelayProcess } from '../../../support/relay/relay-process.ts'
import { storeKinds, useStores } from '../../../support/relay/stores.ts'

const newPlace = useStores()
const kills = times(3, 20)
const senders = 8

/** Posts one event after the other until the relay is gone; records which were answered with 200. */
async function sendUntilGone(relay: RelayProcess, token: string, name: string, sent: Sent): Promise<void> {
  for (let n = 0; ; n += 1) {
    const body = JSON.stringify({ id: `${name}-${n}`, text: 'x'.repeat((n % 7) * 700) })
    sent.tried.add(body)
    try {
      if ((await deliver(relay.url, token, body)).status === 200) sent.answered.add(body)
    } catch {
      return
    }
  }
}

type Sent = { readonly tried: Set<string>; readonly answered: Set<string> }

describe.each(storeKinds)('killed during a burst, %s', (kind) => {
  it(`${kills} times at random moments: everything answered with 200 is stored, nothing else, numbered without gaps`, async () => {
    const place = await newPlace(kind)
    const store = await place.open()
    const { token } = await addWorkspace(store, 'Kessler')
    await store.close()
    const random = createRandom(20)
    const sent: Sent = { tried: new Set(), answered: new Set() }
    for (let kill = 0; kill < kills; kill += 1) {
      const relay = await startRelayProcess(place.env)
      const before = sent.answered.size
      const sending = Array.from({ length: senders }, (_, n) => sendUntilGone(relay, token, `${kill}-${n}`, sent))
      while (sent.answered.size === before) await sleep(1)
      await sleep(random() * 80)
      await relay.kill()
      await Promise.all(sending)
    }
    const relay = await startRelayProcess(place.env)
    const events = await pollAll(relay.url, token)
    const stored = new Set(events.map(({ body }) => body))
    expect([...sent.answered].filter((body) => !stored.has(body))).toEqual([])
    expect([...stored].filter((body) => !sent.tried.has(body))).toEqual([])
    expect(stored.size).toBe(events.length)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    expect(sent.answered.size).toBeGreaterThan(kills)
    expect(await relay.stop()).toBe(0)
  })

  it('stopped during a burst, it answers what it has begun and exits with 0', async () => {
    const place = await newPlace(kind)
    const store = await place.open()
    const { token } = await addWorkspace(store, 'Kessler')
    await store.close()
    const relay = await startRelayProcess(place.env)
    const sent: Sent = { tried: new Set(), answered: new Set() }
    const sending = Array.from({ length: senders }, (_, n) => sendUntilGone(relay, token, String(n), sent))
    while (sent.answered.size < 20) await sleep(5)
    expect(await relay.stop()).toBe(0)
    await Promise.all(sending)
    const again = await startRelayProcess(place.env)
    const stored = new Set((await pollAll(again.url, token)).map(({ body }) => body))
    expect([...sent.answered].filter((body) => !stored.has(body))).toEqual([])
    expect(again.logLines.join('\n')).not.toContain(token.split('.')[2])
    await again.kill()
  })
})
