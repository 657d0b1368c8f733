import { describe, expect, test } from 'vitest'
import { restoreWorld, saveWorld } from '#demo/state/save-world.ts'
import { startDemo } from '../../support/instantly/ask-demo.ts'
import { day, hour, startLiving } from '../../support/instantly/living-campaign.ts'

type Post = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload: Record<string, unknown>
}

/** A relay that answers as set and keeps what it received. */
function relay(status: () => number | 'no answer' = () => 200) {
  const posts: Post[] = []
  return {
    posts,
    of: (type: string) => posts.filter((post) => post.payload['event_type'] === type),
    async deliver(url: string, init: { readonly headers: Readonly<Record<string, string>>; readonly body: string }) {
      const answer = status()
      posts.push({ url, headers: init.headers, payload: JSON.parse(init.body) as Record<string, unknown> })
      if (answer === 'no answer') throw new Error('connect ECONNREFUSED')
      return { status: answer }
    },
  }
}

const hook = { target_hook_url: 'https://relay.example/in/1', event_type: 'all_events', headers: { 'x-secret': 'abc' } }
const rates = { open: 0.9, click: 0.9, reply: 0.5, autoReply: 0.5, unsubscribe: 0.1, bounce: 0.04 }
const settings = { open_tracking: true, link_tracking: true }

describe('a webhook receives', () => {
  test('everything that happened, at least once, flat, with the set headers and no signature', async () => {
    const target = relay()
    const { ask, workspace, campaign, moveOn } = await startLiving({
      leads: 60,
      mailboxes: 3,
      rates,
      settings,
      deliver: target.deliver,
    })
    await ask('POST', '/webhooks', hook)
    await moveOn(60 * day)
    const told = new Set(
      target.posts.map(({ payload }) =>
        [payload['event_type'], payload['lead_email'], payload['timestamp']].map(String).join(' '),
      ),
    )
    const happened = workspace.events.filter(
      (event) => event.kind !== 'lead_completed' && event.kind !== 'lead_interest',
    )
    expect(happened.length).toBeGreaterThan(200)
    for (const event of happened) {
      expect(told).toContain([event.kind, event.lead?.email, new Date(event.at).toISOString()].map(String).join(' '))
    }
    for (const { url, headers } of target.posts) {
      expect(url).toBe(hook.target_hook_url)
      expect(headers).toEqual({ 'content-type': 'application/json', 'x-secret': 'abc' })
    }
    const [reply] = target.of('reply_received')
    expect(reply?.payload).toMatchObject({
      workspace: workspace.id,
      campaign_id: campaign.id,
      campaign_name: 'Living',
      variant: 1,
      city: 'Porto',
      firstName: expect.stringMatching(/^First/),
      reply_text: expect.any(String),
      unibox_url: expect.stringContaining('https://app.instantly.ai/app/unibox'),
    })
    const mail = await ask('GET', `/emails/${String(reply?.payload['email_id'])}`)
    expect(mail.body).toMatchObject({ ue_type: 2, lead: reply?.payload['lead_email'] })
    expect(target.of('link_clicked').length).toBeGreaterThan(0)
    expect(target.of('email_link_clicked')).toHaveLength(0)
    expect(target.of('auto_reply_received').length).toBeGreaterThan(0)
  })

  test('some events twice, some late, and not in order', async () => {
    const target = relay()
    const { ask, moveOn } = await startLiving({ leads: 300, mailboxes: 8, rates, settings, deliver: target.deliver })
    await ask('POST', '/webhooks', hook)
    await moveOn(20 * day)
    const keys = target.posts.map(({ payload }) => JSON.stringify(payload))
    expect(keys.length).toBeGreaterThan(new Set(keys).size)
    const times = target.posts.map(({ payload }) => String(payload['timestamp']))
    expect(times).not.toEqual(times.toSorted())
  })

  test('only what it subscribed to: clicks by their other name, one campaign, one label', async () => {
    const target = relay()
    const { ask, campaign, moveOn } = await startLiving({
      leads: 60,
      mailboxes: 3,
      rates,
      settings,
      deliver: target.deliver,
    })
    const label = await ask('POST', '/lead-labels', { label: 'Call back', interest_status_label: 'positive' })
    const value = label.body['interest_status']
    await ask('POST', '/webhooks', { ...hook, event_type: 'email_link_clicked' })
    await ask('POST', '/webhooks', { target_hook_url: 'https://relay.example/label', custom_interest_value: value })
    await ask('POST', '/webhooks', {
      ...hook,
      target_hook_url: 'https://relay.example/other',
      campaign: crypto.randomUUID(),
    })
    await moveOn(10 * day)
    await ask('POST', '/leads/update-interest-status', { lead_email: campaign.leads[0]?.email, interest_value: value })
    await moveOn(hour * 3)
    expect(new Set(target.posts.map((post) => post.payload['event_type']))).toEqual(
      new Set(['link_clicked', 'Call back']),
    )
    expect(target.posts.some((post) => post.url.endsWith('/other'))).toBe(false)
  })

  test('a test event on request, with its outcome', async () => {
    let status: number | 'no answer' = 200
    const target = relay(() => status)
    const { ask } = await startLiving({ deliver: target.deliver })
    const made = await ask('POST', '/webhooks', hook)
    const path = `/webhooks/${String(made.body['id'])}/test`
    expect((await ask('POST', path)).body).toMatchObject({ success: true, status_code: 200 })
    expect(target.posts[0]?.payload).toMatchObject({
      event_type: 'test_event',
      is_test: true,
      webhook_id: made.body['id'],
    })
    status = 500
    expect((await ask('POST', path)).body).toMatchObject({ success: false, status_code: 500 })
    status = 'no answer'
    expect(await ask('POST', path)).toMatchObject({
      body: { success: false, error: 'connect ECONNREFUSED' },
      problems: [],
    })
  })
})

describe('a refused webhook', () => {
  test('is retried with growing pauses, every try in the log under one group', async () => {
    let answers = 0
    const target = relay(() => (answers++ === 0 ? 500 : 200))
    const { ask, moveOn } = await startLiving({ leads: 1, deliver: target.deliver })
    await ask('POST', '/webhooks', { ...hook, event_type: 'email_sent' })
    await moveOn(day)
    const { items } = await ask('GET', '/webhook-events')
    expect(items).toHaveLength(target.posts.length)
    const [second, first] = items
    expect(first).toMatchObject({
      success: false,
      retry_count: 0,
      status_code: 500,
      retry_successful: true,
      will_retry: false,
    })
    expect(second).toMatchObject({ success: true, retry_count: 1, retry_group_id: first?.['retry_group_id'] })
    expect(await ask('GET', '/webhook-events?success=false')).toMatchObject({ items: [first] })
  })

  test('is switched off after repeated failures until it is resumed; the log keeps what was lost', async () => {
    let status: number | 'no answer' = 'no answer'
    const target = relay(() => status)
    const { ask, moveOn, campaign } = await startLiving({ leads: 200, mailboxes: 3, deliver: target.deliver })
    const made = await ask('POST', '/webhooks', hook)
    const path = `/webhooks/${String(made.body['id'])}`
    await moveOn(3 * day)
    expect((await ask('GET', path)).body).toMatchObject({ status: -1, timestamp_error: expect.any(String) })
    const before = target.posts.length
    await moveOn(day)
    expect(target.posts).toHaveLength(before)
    const summary = await ask('GET', '/webhook-events/summary')
    expect(summary.body).toMatchObject({ failed_events: before, successful_events: 0, failure_rate: 100 })
    status = 200
    expect((await ask('POST', `${path}/resume`)).body).toMatchObject({ status: 1 })
    await moveOn(3 * day)
    expect(target.posts.length).toBeGreaterThan(before)
    expect(campaign.life.sentEver).toBeGreaterThan(100)
  })

  test('is still retried after the world was saved and opened', async () => {
    let status = 500
    const target = relay(() => status)
    const living = await startLiving({ leads: 1, deliver: target.deliver })
    await living.ask('POST', '/webhooks', { ...hook, event_type: 'email_sent' })
    await living.moveOn(8.06 * hour)
    for (let tries = 0; tries < 400 && target.posts.length === 0; tries++) await living.moveOn(5_000)
    expect(target.posts).toHaveLength(1)
    status = 200
    const again = startDemo({ world: restoreWorld(saveWorld(living.world)), deliver: target.deliver })
    await again.moveOn(60_000)
    expect(target.posts).toHaveLength(2)
    expect(target.posts[1]).toEqual(target.posts[0])
  })
})
