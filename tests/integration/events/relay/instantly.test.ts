import { expect, it } from 'vitest'
import { webhookSettingsOf } from '#shared/relay-protocol.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { day, startLiving } from '../../../support/instantly/living-campaign.ts'
import { acknowledge, poll } from '../../../support/relay/client.ts'
import { addWorkspace, startTestRelay, until } from '../../../support/relay/relay.ts'
import { storeKinds, useStores } from '../../../support/relay/stores.ts'

const newPlace = useStores()
const rates = { open: 0.9, click: 0.9, reply: 0.5, autoReply: 0.5, unsubscribe: 0.1, bounce: 0.04 }
const settings = { open_tracking: true, link_tracking: true }

it.each(storeKinds)(
  '%s: everything a campaign reports in weeks arrives, despite lost requests, lost answers and restarts',
  async (kind) => {
    const place = await newPlace(kind)
    const store = await place.open()
    const { token } = await addWorkspace(store, 'Living')
    let relay = await startTestRelay(store)
    const config = { port: relay.port }
    const random = createRandom(5)
    const accepted: string[] = []
    const instantly = await startLiving({
      leads: 60,
      mailboxes: 3,
      rates,
      settings,
      async deliver(url, init) {
        const luck = random()
        if (luck < 0.1) throw new Error('the request was lost')
        const { status } = await fetch(url, init)
        if (status === 200) accepted.push(init.body)
        if (luck < 0.2) throw new Error('the answer was lost')
        return { status }
      },
    })
    const webhook = webhookSettingsOf(relay.url, token)
    await instantly.ask('POST', '/webhooks', {
      target_hook_url: webhook?.url,
      headers: webhook?.headers,
      event_type: 'all_events',
    })

    const read: string[] = []
    for (let week = 0; week < 6; week += 1) {
      await instantly.moveOn(7 * day)
      await relay.stop()
      relay = await startTestRelay(await place.open(), { config })
      // The app first notices that connections to the previous relay are gone.
      await until('it answers', () =>
        fetch(`${relay.url}/health`).then(
          ({ ok }) => ok,
          () => false,
        ),
      )
      for (let more = true; more; ) {
        const page = await poll(relay.url, token, { after: read.length, limit: 50 })
        read.push(...page.events.map(({ body }) => body))
        await acknowledge(relay.url, token, page.next)
        more = page.more
      }
    }
    await relay.stop()

    expect(read.toSorted()).toEqual(accepted.toSorted())
    const told = new Set(
      read.map((body) => {
        const payload = JSON.parse(body) as Record<string, unknown>
        return [payload['event_type'], payload['lead_email'], payload['timestamp']].map(String).join(' ')
      }),
    )
    // A lost answer causes a second delivery: the relay keeps both, and the reader deduplicates them.
    expect(read.length).toBeGreaterThan(told.size)
    const lastTries = instantly.workspace.deliveries.filter(({ success, willRetry }) => !success && !willRetry)
    const givenUp = new Set(lastTries.map(({ payload }) => JSON.stringify(payload)))
    const kinds = new Set(['email_sent', 'email_opened', 'link_clicked', 'reply_received', 'email_bounced'])
    const missing = instantly.workspace.deliveries
      .map(({ payload }) => ({ payload, text: JSON.stringify(payload) }))
      .filter(({ payload, text }) => kinds.has(String(payload['event_type'])) && !read.includes(text))
    expect(missing.filter(({ text }) => !givenUp.has(text))).toEqual([])
    expect(told.size).toBeGreaterThan(200)
  },
)
