import { afterEach, describe, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import type { DeadLetterKind } from '#shared/contract/background/health.ts'
import { migrationsDir, until } from '../../../support/backend.ts'
import { type Bench, ended, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { makeList } from '../../../support/lists.ts'
import { startWebhookReceiver } from '../../../support/webhook-receiver.ts'
import { day, makeCampaign, startCampaigns } from '../../campaigns/campaigns/support.ts'
import { answerFor, mail, startInbox, synced } from '../../inbox/inbox/support.ts'

let bench: Bench | null = null
afterEach(async () => {
  await bench?.close()
  bench = null
})

const list = ({ app }: Bench, workspaceId: Bench['workspaceId'] | null = null) =>
  app.call('givenUp.list', { workspaceId, page: {} })
const retryAll = ({ app }: Bench, kind: DeadLetterKind | null = null) =>
  app.call('givenUp.retry', { workspaceId: null, kind, only: null })
const dropAll = ({ app }: Bench, kind: DeadLetterKind | null = null) =>
  app.call('givenUp.drop', { workspaceId: null, kind, only: null })

it('A campaign that could not be read is listed with the reason until it can be, and cannot be discarded', async () => {
  const rig = await startCampaigns()
  bench = rig
  const { app, workspaceId, fake } = rig
  await makeCampaign(rig, 'Autumn', { leads: 3, start: true })
  await fake.moveOn(2 * day)
  fake.faults.script({
    method: 'GET',
    path: '/campaigns/analytics/daily',
    times: 999,
    fault: { kind: 'status', status: 400, when: 'before_commit' },
  })
  await app.call('campaigns.readNow', { workspaceId })
  expect(await list(rig)).toMatchObject({
    total: 1,
    rows: [{ kind: 'campaign', about: 'Autumn', why: { of: 'error', code: 'API_REFUSED' } }],
  })
  expect(await dropAll(rig)).toEqual({ dropped: 0, undo: null })
  expect(await retryAll(rig)).toEqual({ done: 0, left: 1 })
  fake.faults.clear()
  expect(await retryAll(rig)).toEqual({ done: 1, left: 0 })
  expect(await list(rig)).toEqual({ total: 0, rows: [] })
})

it('A mail that was not sent is sent once on request, or discarded, which can be undone', async () => {
  const rig = await startInbox()
  bench = rig
  const { app, fake } = rig
  mail(rig, { lead: 'anna@kessler.example', text: 'Tell me more' })
  const threadId = (await synced(rig))[0]?.id ?? 0
  const refuse = () =>
    fake.faults.script({ path: '/emails/reply', fault: { kind: 'status', status: 400, when: 'before_commit' } })
  const send = async (idempotencyKey: string) => {
    refuse()
    await app.call('inbox.send', { ...(await answerFor(rig, threadId)), idempotencyKey })
  }
  await send('given-up-1')
  await send('given-up-2')
  const rows = await until('both to be given up', async () => {
    const given = (await list(rig)).rows
    return given.length === 2 ? given : null
  })
  expect(rows).toMatchObject([
    { kind: 'mail', about: 'anna@kessler.example', route: `/inbox/${threadId}` },
    { kind: 'mail' },
  ])
  const [first] = rows
  if (!first) throw new Error('nothing given up')
  const only = [{ kind: first.kind, id: first.id }]
  expect(await app.call('givenUp.retry', { workspaceId: null, only })).toEqual({ done: 1, left: 0 })
  const before = await list(rig)
  const { dropped, undo } = await dropAll(rig)
  expect(dropped).toBe(1)
  expect(await list(rig)).toEqual({ total: 0, rows: [] })
  await app.call('givenUp.undoDrop', { undo: undo ?? 0 })
  const after = await list(rig)
  expect(after.rows.map(({ id, why }) => ({ id, why }))).toEqual(before.rows.map(({ id, why }) => ({ id, why })))
  expect(fake.world.workspaces[0]?.messages.filter(({ kind }) => kind === 3)).toHaveLength(1)
})

it('Refused leads of an export stay in its report when removed from the list of failed work', async () => {
  const rig = await startCampaigns()
  bench = rig
  const { app, workspaceId } = rig
  const { listId, emails } = makeList(app.dir, { workspaceId, name: 'Dentists', count: 5 })
  // Somebody else brought them there, unknown to the app.
  const ask = createAsk(rig.fake)
  const there = await ask('POST', '/lead-lists', { name: 'Elsewhere' })
  await ask('POST', '/leads/add', { list_id: there.body['id'], leads: emails.map((email) => ({ email })) })
  const exportId = await startExport(app, listId, newCampaignSettings('Second', { skipIfInWorkspace: true }))
  const { summary } = await ended(app, exportId)
  expect(summary.totals.refused).toBe(5)
  expect(await list(rig)).toMatchObject({
    rows: [{ kind: 'export', about: 'Second', why: { of: 'rows', refused: 5, failed: 0 } }],
  })
  const before = await list(rig)
  const { dropped, undo } = await dropAll(rig, 'export')
  expect(dropped).toBe(1)
  expect(await list(rig)).toEqual({ total: 0, rows: [] })
  await app.call('givenUp.undoDrop', { undo: undo ?? 0 })
  expect(await list(rig)).toEqual(before)
  await dropAll(rig, 'export')
  expect((await app.call('exports.ledger', { exportId })).summary.totals.refused).toBe(5)
})

describe('failed work that needs no Instantly', () => {
  let store: Store
  async function start(): Promise<Bench> {
    const rig = await startCampaigns({
      backend: {
        crmTimings: { retryAfterMs: [] },
        openStore: (path) => (store = openStore(path, migrationsDir)),
      },
    })
    bench = rig
    return rig
  }
  function dead(workspaceId: number, raw: string): void {
    store.raw
      .prepare(
        `insert into dead_event (workspace_id, source, received_at, reason, raw, hash) values (?, 1, ?, 'no_json', ?, ?)`,
      )
      .run(workspaceId, Date.now(), raw, raw.length)
  }

  it('events that can be read by now are ingested once, others stay, and are deleted when discarded', async () => {
    const rig = await start()
    const { app, workspaceId } = rig
    const other = await app.call('workspaces.create', { name: 'Other', colour: 2 })
    const event = {
      event_type: 'email_sent',
      timestamp: '2026-11-02T09:00:00Z',
      campaign_id: 'c',
      lead_email: 'a@b.example',
    }
    dead(workspaceId, JSON.stringify(event))
    dead(workspaceId, 'no event at all')
    dead(other.id, 'nothing of anybody else')
    expect(await app.call('givenUp.counts', { workspaceId })).toMatchObject({ event: 2, crm: 0, mail: 0 })
    expect(await app.call('givenUp.retry', { workspaceId, only: null })).toEqual({ done: 1, left: 1 })
    expect((await app.call('events.health', { workspaceId })).events).toBe(1)
    expect(await app.call('givenUp.drop', { workspaceId, only: null })).toEqual({ dropped: 1, undo: null })
    expect(await list(rig)).toMatchObject({
      total: 1,
      rows: [{ workspaceId: other.id, about: 'nothing of anybody else' }],
    })
  })

  it('a lead no CRM accepted is delivered when retried; dismissed, it returns only when it fails again', async () => {
    const rig = await start()
    const { app, workspaceId } = rig
    const receiver = await startWebhookReceiver()
    try {
      const address = receiver.url
      await app.call('crm.addWebhook', { workspaceId, name: 'n8n', address, privateNetwork: true })
      receiver.state.answer = 500
      const qualifiedAt = new Date().toISOString()
      const lead = { key: 'k', email: 'tom@acme.example', label: 'interested', qualifiedAt }
      await app.call('crm.handOver', { workspaceId, lead })
      const givenUp = () => until('it to be given up', async () => (await list(rig)).total === 1)
      await givenUp()
      expect((await list(rig)).rows).toMatchObject([
        { kind: 'crm', about: 'tom@acme.example', detail: 'n8n', why: { of: 'crm', status: 500 } },
      ])
      await dropAll(rig)
      expect((await list(rig)).total).toBe(0)
      const [delivery] = (await app.call('crm.deliveries', { workspaceId })).rows
      await app.call('crm.retry', { deliveryId: delivery?.id as never })
      await givenUp()
      receiver.state.answer = 200
      expect(await retryAll(rig)).toEqual({ done: 1, left: 0 })
      await until(
        'it to arrive',
        async () => (await app.call('crm.deliveries', { workspaceId })).rows[0]?.state === 'done',
      )
      expect((await list(rig)).total).toBe(0)
    } finally {
      await receiver.close()
    }
  })
})
