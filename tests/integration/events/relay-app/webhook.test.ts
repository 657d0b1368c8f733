import { afterEach, expect, it } from 'vitest'
import { dayMs } from '#shared/domain/core/days.ts'
import { relaySecretHeader, webhookSettingsOf } from '#shared/relay-protocol.ts'
import { until } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import { deliver } from '../../../support/relay/client.ts'
import { eventsIn, type RelayBench, startRelayBench } from '../../../support/relay/relay-bench.ts'

let open: RelayBench | undefined
afterEach(async () => {
  const violations = open?.fake.violations
  await open?.close()
  open = undefined
  expect(violations ?? []).toEqual([])
})

async function start(options: Parameters<typeof startRelayBench>[0] = {}) {
  const bench = await startRelayBench(options)
  open = bench
  const [client] = bench.clients
  if (!client) throw new Error('no client')
  const { workspaceId } = client
  return { bench, client, app: bench.app, workspaceId, own: { workspaceId } }
}

const threeDaysMs = 3 * dayMs

it('One webhook is registered for all events with its secret, and found again instead of creating a second', async () => {
  const { client, app, own, bench } = await start()
  const target = webhookSettingsOf(bench.place.relay.url, client.token)
  for (let times = 0; times < 3; times += 1) {
    expect(await app.call('relay.register', own)).toMatchObject({ webhook: { state: 'active', problem: null } })
  }
  const [webhook, ...more] = [...client.remote.webhooks.values()]
  expect(more).toEqual([])
  expect(webhook?.settings).toMatchObject({
    target_hook_url: target?.url,
    event_type: 'all_events',
    headers: target?.headers,
  })
})

it('One webhook is created although the answer to its creation was lost', async () => {
  const { client, app, own, bench } = await start({ connect: false })
  await app.call('relay.connect', { ...own, address: bench.place.relay.url, token: client.token })
  bench.fake.faults.script({ method: 'POST', path: '/webhooks', fault: { kind: 'reset', when: 'after_commit' } })
  expect(await app.call('relay.register', own)).toMatchObject({ webhook: { state: 'active' } })
  expect(client.remote.webhooks.size).toBe(1)
})

it('One webhook is created although the answer to its creation was that of a rate limit', async () => {
  const { client, app, own, bench } = await start({ connect: false })
  await app.call('relay.connect', { ...own, address: bench.place.relay.url, token: client.token })
  const fault = { kind: 'status', status: 429, when: 'after_commit' } as const
  bench.fake.faults.script({ method: 'POST', path: '/webhooks', fault })
  expect(await app.call('relay.register', own)).toMatchObject({ webhook: { state: 'active' } })
  expect(client.remote.webhooks.size).toBe(1)
})

it('A test event is shown on its way: sent, at the relay, here', async () => {
  const { app, own } = await start()
  const sent = await app.call('relay.test', own)
  expect(sent).toMatchObject({ kind: 'test', problem: null })
  const arrived = await until('the test to arrive', async () => {
    const [newest] = await app.call('relay.trials', own)
    return newest?.arrivedAt ? newest : null
  })
  expect(arrived.id).toBe(sent.id)
  expect(arrived.relayAt).not.toBeNull()
})

it('A test that Instantly cannot deliver is reported', async () => {
  const { app, own, bench } = await start({ deliver: async () => ({ status: 503 }) })
  const trial = await app.call('relay.test', own)
  expect(trial).toMatchObject({ arrivedAt: null, problem: { code: 'RELAY_UNREACHABLE', data: { status: 503 } } })
  expect(bench.clients).toHaveLength(1)
})

it('A webhook that Instantly switched off is noticed, and switched on with one click', async () => {
  const { client, app, own } = await start()
  const [webhook] = client.remote.webhooks.values()
  if (!webhook) throw new Error('no webhook')
  Object.assign(webhook, { status: -1, errorAt: Date.now() - 3_600_000 })
  expect(await app.call('relay.checkWebhook', own)).toMatchObject({ webhook: { state: 'disabled' } })
  expect(await app.call('relay.resumeWebhook', own)).toMatchObject({ webhook: { state: 'active', errorAt: null } })
  expect(webhook.status).toBe(1)
  const today = new Date().toISOString().slice(0, 10)
  const { check } = await app.call('gaps.view', { ...own, fromDay: today, toDay: today })
  expect(check).toMatchObject({ reason: 'webhook_disabled' })
})

it('A webhook that was deleted at Instantly is noticed, and registered again', async () => {
  const { bench, client, app, own } = await start()
  const { since: first } = (await bench.state(client)).webhook
  client.remote.webhooks.clear()
  expect(await app.call('relay.checkWebhook', own)).toMatchObject({ webhook: { state: 'gone' } })
  await bench.fake.moveOn(threeDaysMs)
  expect(await app.call('relay.register', own)).toMatchObject({ webhook: { state: 'active' } })
  expect(client.remote.webhooks.size).toBe(1)
  // Undelivered events of that time are in no log, so earlier days prove nothing.
  const { since } = (await bench.state(client)).webhook
  expect(Date.parse(since ?? '') - Date.parse(first ?? '')).toBeGreaterThanOrEqual(threeDaysMs)
})

type Stage = Awaited<ReturnType<typeof start>>
type Webhook = NonNullable<ReturnType<Stage['client']['remote']['webhooks']['get']>>

it.each<[string, (stage: Stage, webhook: Webhook) => unknown]>([
  [
    'by a click whose answer is lost',
    async ({ bench, app, own }, webhook) => {
      const lost = { method: 'POST', path: `/webhooks/${webhook.id}/resume` } as const
      bench.fake.faults.script({ ...lost, fault: { kind: 'reset', when: 'after_commit' } })
      await app.call('relay.resumeWebhook', own).catch(() => {})
      expect(await app.call('relay.checkWebhook', own)).toMatchObject({ webhook: { state: 'active' } })
    },
  ],
  [
    'at Instantly',
    async ({ app, own }, webhook) => {
      Object.assign(webhook, { status: 1, errorAt: null })
      expect(await app.call('relay.checkWebhook', own)).toMatchObject({ webhook: { state: 'active' } })
    },
  ],
  [
    'by registering it again',
    async ({ app, own }) => {
      expect(await app.call('relay.register', own)).toMatchObject({ webhook: { state: 'active' } })
    },
  ],
  [
    'by one created again after it was deleted there',
    async ({ client, app, own }) => {
      client.remote.webhooks.clear()
      expect(await app.call('relay.checkWebhook', own)).toMatchObject({ webhook: { state: 'gone' } })
      expect(await app.call('relay.register', own)).toMatchObject({ webhook: { state: 'active' } })
    },
  ],
])('the days a webhook was off are checked, although it was switched on %s', async (_, switchOn) => {
  const stage = await start()
  const [webhook] = stage.client.remote.webhooks.values()
  if (!webhook) throw new Error('no webhook')
  Object.assign(webhook, { status: -1, errorAt: Date.now() - threeDaysMs })
  await stage.app.call('relay.checkWebhook', stage.own)
  await switchOn(stage, webhook)
  const today = new Date().toISOString().slice(0, 10)
  const { check } = await stage.app.call('gaps.view', { ...stage.own, fromDay: today, toDay: today })
  expect(check).toMatchObject({ reason: 'webhook_disabled' })
  expect(Date.parse(check?.fromDay ?? today)).toBeLessThanOrEqual(Date.now() - threeDaysMs)
})

it.each([
  ['posts to somebody else', { target_hook_url: 'https://elsewhere.example/hook/1' }],
  ['reports only sent emails', { event_type: 'email_sent' }],
  ['reports only one campaign', { campaign: '019e5d14-9a11-7a5f-8a55-0d9f2f6c1a11' }],
  ['lost its secret', { headers: {} }],
])('a webhook that %s is reported, and corrected by registering again', async (_, changed) => {
  const { client, app, own } = await start()
  const [webhook] = client.remote.webhooks.values()
  if (!webhook) throw new Error('no webhook')
  const before = { ...webhook.settings }
  Object.assign(webhook.settings, changed)
  expect(await app.call('relay.checkWebhook', own)).toMatchObject({ webhook: { state: 'differs' } })
  expect(await app.call('relay.register', own)).toMatchObject({ webhook: { state: 'active' } })
  expect(webhook.settings).toMatchObject({ target_hook_url: before.target_hook_url, headers: before.headers })
  const today = new Date().toISOString().slice(0, 10)
  const { check } = await app.call('gaps.view', { ...own, fromDay: today, toDay: today })
  expect(check).toMatchObject({ reason: 'webhook_disabled' })
})

it('A test event that arrived is not reported as failed because its answer was lost', async () => {
  const { client, app, own, bench } = await start()
  const [id] = client.remote.webhooks.keys()
  const lost = { method: 'POST', path: `/webhooks/${id}/test` } as const
  bench.fake.faults.script({ ...lost, fault: { kind: 'reset', when: 'after_commit' } })
  await app.call('relay.test', own).catch(() => {})
  const trial = await until('the test to arrive', async () => {
    const [newest] = await app.call('relay.trials', own)
    return newest?.arrivedAt ? newest : null
  })
  expect(trial.problem).toBeNull()
})

it.each([
  ['plan', 402, 'INSTANTLY_PLAN_INACTIVE'],
  ['scope', 403, 'INSTANTLY_SCOPE_MISSING'],
] as const)(
  'if the %s forbids webhooks, manual steps are offered and everything else continues',
  async (_, status, code) => {
    const { client, app, own, bench } = await start({ connect: false })
    await app.call('relay.connect', { ...own, address: bench.place.relay.url, token: client.token })
    bench.fake.faults.script({
      method: 'POST',
      path: '/webhooks',
      fault: { kind: 'status', status, when: 'before_commit' },
    })
    expect(await app.call('relay.register', own)).toMatchObject({ webhook: { state: 'refused', problem: { code } } })
    const byHand = await app.call('relay.byHand', own)
    const target = webhookSettingsOf(bench.place.relay.url, client.token)
    expect(byHand).toEqual({
      url: target?.url,
      headerName: relaySecretHeader,
      headerValue: target?.headers[relaySecretHeader],
    })
    const [workspace] = await app.call('workspaces.list', {})
    expect(workspace?.keyState).not.toBe('no_plan')
    // A webhook created by hand at Instantly is found.
    bench.fake.faults.clear()
    await fetch(`${bench.fake.url}/api/v2/webhooks`, {
      method: 'POST',
      headers: { authorization: 'Bearer kessler-key-0001', 'content-type': 'application/json' },
      body: JSON.stringify({
        target_hook_url: byHand.url,
        event_type: 'all_events',
        headers: { [byHand.headerName]: byHand.headerValue },
      }),
    })
    expect(await app.call('relay.checkWebhook', own)).toMatchObject({ webhook: { state: 'active', problem: null } })
    const said = JSON.stringify([app.logs, app.events])
    expect(said).not.toContain(byHand.headerValue)
  },
)

it('The webhook is deleted when disconnecting if wanted, otherwise left', async () => {
  const { client, app, own, bench } = await start()
  await app.call('relay.disconnect', { ...own, deleteWebhook: false })
  expect(client.remote.webhooks.size).toBe(1)
  await app.call('relay.connect', { ...own, address: bench.place.relay.url, token: client.token })
  await app.call('relay.register', own)
  expect(client.remote.webhooks.size).toBe(1)
  await app.call('relay.disconnect', { ...own, deleteWebhook: true })
  expect(client.remote.webhooks.size).toBe(0)
  expect(await app.call('relay.states', { workspaceId: null })).toEqual([])
})

it('Disconnecting also deletes a webhook whose creation was never answered', async () => {
  const { client, app, own, bench } = await start({ connect: false })
  await app.call('relay.connect', { ...own, address: bench.place.relay.url, token: client.token })
  bench.fake.faults.script(
    { method: 'POST', path: '/webhooks', fault: { kind: 'reset', when: 'after_commit' } },
    // Before it is made, the list is read.
    {
      method: 'GET',
      path: '/webhooks',
      nth: 2,
      times: 9,
      fault: { kind: 'status', status: 503, when: 'before_commit' },
    },
  )
  await app.call('relay.register', own).catch(() => {})
  bench.fake.faults.clear()
  expect(client.remote.webhooks.size).toBe(1)
  await app.call('relay.disconnect', { ...own, deleteWebhook: true })
  expect(client.remote.webhooks.size).toBe(0)
})

it('A simulated event goes through the relay and back without being counted', async () => {
  const { client, app, own, bench } = await start()
  const payload = {
    event_type: 'reply_received',
    campaign_id: 'c-1',
    lead_email: 'kai@prospect.example',
    timestamp: '2026-11-02T09:30:00.000Z',
  }
  const sent = await app.call('relay.simulate', { ...own, json: JSON.stringify(payload) })
  await until('it to arrive', async () =>
    (await app.call('relay.trials', own)).find(({ id, arrivedAt }) => id === sent.id && arrivedAt),
  )
  // A lead whose own variable has the same name does not count as a test.
  await deliver(
    bench.place.relay.url,
    client.token,
    JSON.stringify({ ...payload, workspace: client.remote.id, sendoff_trial: 'x' }),
  )
  await bench.caughtUp(client)
  expect(bench.here(client)).toEqual(['reply_received kai@prospect.example 2026-11-02T09:30:00.000Z'])
})

it('A simulated event of a demo is among its events', async () => {
  const { app } = await start({ connect: false, leads: 0, dir: await demoDir('small') })
  const { clients } = await app.call('demo.state', {})
  const [workspaceId] = clients
  if (workspaceId === undefined) throw new Error('no demo')
  const payload = {
    event_type: 'lead_interested',
    campaign_id: 'c-1',
    lead_email: 'kai@prospect.example',
    timestamp: '2026-11-02T09:30:00.000Z',
  }
  expect(await app.call('relay.simulate', { workspaceId, json: JSON.stringify(payload) })).toMatchObject({
    problem: null,
  })
  expect(eventsIn(app.dir, workspaceId)).toContain('lead_interested kai@prospect.example 2026-11-02T09:30:00.000Z')
})

it('Nothing of an archived client is checked, and nothing fails', async () => {
  const { bench, app } = await start({ names: ['Kessler', 'Birch'], leads: 0, watch: { firstMs: 20, everyMs: 30 } })
  const [put, stays] = bench.clients
  if (!put || !stays) throw new Error('no clients')
  const { workspaceId } = put
  await app.call('workspaces.archive', { workspaceId, archived: true })
  // Requests in flight at that moment may fail because of it.
  const archivedAt = new Date().toISOString()
  await app.call('gaps.check', { workspaceId, fromDay: '2026-11-20', toDay: '2026-11-20' })
  for (let looks = 0; looks < 3; looks += 1) {
    const before = (await bench.state(stays)).webhook.checkedAt
    await until('the other client to be looked at', async () => (await bench.state(stays)).webhook.checkedAt !== before)
  }
  const failed = async (kind: 'webhooks' | 'gaps') =>
    (await app.call('jobs.history', { kind, workspaceId })).filter(
      ({ state, startedAt }) => state === 'failed' && startedAt > archivedAt,
    )
  expect([await failed('webhooks'), await failed('gaps')]).toEqual([[], []])
  await app.call('workspaces.archive', { workspaceId, archived: false })
  await until(
    'it to be compared once it is back',
    async () => {
      const { check } = await app.call('gaps.view', { workspaceId, fromDay: '2026-11-20', toDay: '2026-11-20' })
      return check?.state === 'done'
    },
    20_000,
  )
})
