import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { migrationsDir, startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { isSigned, startWebhookReceiver } from '../../../support/webhook-receiver.ts'

let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>
let app: TestBackend
let store: Store
let workspaceId: WorkspaceId

const startLocked = () => {
  app = startBackend({
    instantlyUrl: null,
    keyProtection: 'plain',
    crmTimings: { retryAfterMs: [20, 20], lockedMs: 20 },
  })
}
const start = (dir?: string) => {
  app = startBackend({
    instantlyUrl: null,
    crmTimings: { retryAfterMs: [20, 20], lockedMs: 20 },
    openStore: (path) => (store = openStore(path, migrationsDir)),
    ...(dir === undefined ? {} : { dir }),
  })
}

beforeEach(async () => {
  receiver = await startWebhookReceiver()
  start()
  workspaceId = (await app.call('workspaces.create', { name: 'Northwind', colour: 1 })).id
})
afterEach(async () => {
  await app.stop()
  await receiver.close()
})

const addWebhook = (name = 'n8n', client = workspaceId) =>
  app.call('crm.addWebhook', { workspaceId: client, name, address: receiver.url, privateNetwork: true })
const lead = (key: string, email = `${key}@acme.example`) => ({
  key,
  email,
  firstName: 'Tom',
  label: 'interested',
  qualifiedAt: '2026-03-10T09:00:00Z',
  replyText: '=HYPERLINK("x") Sounds good',
})
const handOver = (key: string, client = workspaceId) =>
  app.call('crm.handOver', { workspaceId: client, lead: lead(key) })
const log = async () => (await app.call('crm.deliveries', { workspaceId })).rows
const inState = (state: string, count = 1) =>
  until(`${count} ${state}`, async () => (await log()).filter((each) => each.state === state).length === count)

describe('a qualified lead', () => {
  it('reaches the webhook once, signed, and is logged', async () => {
    const { secret, target } = await addWebhook()
    expect(await handOver('reply-1')).toEqual({ isNew: true })
    expect(await handOver('reply-1')).toEqual({ isNew: false })
    await inState('done')
    expect(receiver.received).toHaveLength(1)
    const [got] = receiver.received
    if (!got) throw new Error('nothing received')
    expect(isSigned(got, secret)).toBe(true)
    expect(isSigned({ ...got, text: got.text.replace('Tom', 'Tim') }, secret)).toBe(false)
    expect(got.headers['idempotency-key']).toBe(got.body.id)
    expect(got.body).toMatchObject({ version: 1, event: 'lead.qualified', client: 'Northwind' })
    expect(got.body.lead).toMatchObject({ email: 'reply-1@acme.example', firstName: 'Tom', label: 'interested' })
    expect(await log()).toMatchObject([
      { targetName: target.name, state: 'done', tries: 1, status: 200, problem: null },
    ])
  })

  it('is retried with the same id after a refusal, and fails after the last try until sent by hand', async () => {
    await addWebhook()
    receiver.state.answer = 500
    await handOver('reply-1')
    await inState('dead')
    expect(receiver.received).toHaveLength(3)
    expect(new Set(receiver.received.map(({ body }) => body.id)).size).toBe(1)
    const [dead] = await log()
    expect(dead).toMatchObject({ tries: 3, status: 500, problem: 'refused' })
    receiver.state.answer = 200
    await app.call('crm.retry', { deliveryId: dead?.id as never })
    await inState('done')
    expect(receiver.received).toHaveLength(4)
  })

  it('is retried when the connection breaks', async () => {
    await addWebhook()
    receiver.state.answer = 'drop'
    await handOver('reply-1')
    await until('a first try', () => receiver.received.length > 0)
    receiver.state.answer = 200
    await inState('done')
  })

  it('in progress when the app ended is sent again after the restart, with the same id', async () => {
    await addWebhook()
    receiver.state.answer = 'hang'
    await handOver('reply-1')
    await until('a request', () => receiver.received.length === 1)
    expect(await log()).toMatchObject([{ state: 'sending' }])
    await app.stop()
    receiver.state.answer = 200
    start(app.dir)
    await inState('done')
    expect(new Set(receiver.received.map(({ body }) => body.id)).size).toBe(1)
  })

  it('waits for the passphrase without using up its tries', async () => {
    await app.stop()
    startLocked()
    const client = (await app.call('workspaces.create', { name: 'Fabrikam', colour: 3 })).id
    await app.call('vault.setPassphrase', { passphrase: 'correct horse battery' })
    await addWebhook('n8n', client)
    await app.call('vault.lock', {})
    await handOver('reply-1', client)
    const logOf = async () => (await app.call('crm.deliveries', { workspaceId: client })).rows
    await until('it to wait', async () => (await logOf())[0]?.state === 'waiting')
    expect(await logOf()).toMatchObject([{ tries: 0, problem: null }])
    expect(receiver.received).toEqual([])
    await app.call('vault.unlock', { passphrase: 'correct horse battery' })
    await until('it to arrive', async () => (await logOf())[0]?.state === 'done')
    expect(await logOf()).toMatchObject([{ tries: 1 }])
  })

  it('is not sent to a redirect, and not again to a receiver that is gone', async () => {
    await addWebhook()
    receiver.state.answer = 410
    await handOver('gone')
    await inState('dead')
    receiver.state.answer = 302
    receiver.state.headers = { location: `http://127.0.0.1:${receiver.port}/elsewhere` }
    await handOver('moved')
    await inState('dead', 2)
    expect(receiver.received.filter(({ body }) => body.lead['email'] === 'gone@acme.example')).toHaveLength(1)
    expect(receiver.received.some(({ path }) => path === '/elsewhere')).toBe(false)
    expect((await log())[0]).toMatchObject({ problem: 'redirect', status: 302 })
  })

  it('of one client is never sent to another’s webhook', async () => {
    const other = (await app.call('workspaces.create', { name: 'Contoso', colour: 2 })).id
    await addWebhook('of Contoso', other)
    await handOver('reply-1')
    await addWebhook()
    await handOver('reply-2')
    await inState('done')
    expect(receiver.received.map(({ body }) => body.lead['email'])).toEqual(['reply-2@acme.example'])
    expect((await app.call('crm.deliveries', { workspaceId: other })).rows).toEqual([])
  })

  it('is in the CSV, without formulas', async () => {
    await handOver('reply-1')
    await handOver('reply-2')
    app.savePath = `${app.dir}/leads.csv`
    expect(await app.call('crm.saveCsv', { workspaceId })).toMatchObject({ rows: 2 })
    const csv = fs.readFileSync(app.savePath, 'utf8')
    expect(csv).toContain('reply-2@acme.example')
    expect(csv).not.toMatch(/(?:^|,)"?=HYPERLINK/m)
  })
})

describe('a webhook', () => {
  it('keeps its address and secret sealed, and shows neither again', async () => {
    const { secret, target } = await addWebhook()
    expect(secret).toMatch(/^whsec_[\w-]{43}$/)
    expect(target.address).toBe(`http://127.0.0.1:${receiver.port}/…`)
    const shown = JSON.stringify([await app.call('crm.targets', { workspaceId }), app.logs])
    expect(shown).not.toContain(secret)
    expect(shown).not.toContain('secret-path')
    const rows = JSON.stringify(
      store.raw
        .prepare('select name, address, masked_or_none from (select *, null as masked_or_none from crm_target)')
        .all(),
    )
    expect(rows).not.toContain('secret-path')
  })

  it('is tested with a made-up lead that is marked as a test and not logged', async () => {
    const { target, secret } = await addWebhook()
    expect(await app.call('crm.test', { targetId: target.id })).toEqual({ ok: true, status: 200, problem: null })
    expect(receiver.received[0]?.body.event).toBe('test')
    expect(receiver.received[0] && isSigned(receiver.received[0], secret)).toBe(true)
    expect(await log()).toEqual([])
  })

  it('that is removed gets nothing more, and what waited for it is discarded', async () => {
    const { target } = await addWebhook()
    receiver.state.answer = 'hang'
    await handOver('reply-1')
    await until('a request', () => receiver.received.length === 1)
    await app.call('crm.removeTarget', { targetId: target.id })
    expect(await log()).toMatchObject([{ state: 'dead' }])
    await handOver('reply-2')
    expect(await log()).toHaveLength(1)
    await expect(app.call('crm.test', { targetId: target.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it.each([
    ['http://hooks.example.com/x', 'https'],
    ['https://192.168.1.5/x', 'private'],
    ['https://localhost/x', 'private'],
    ['https://[::1]/x', 'private'],
    ['https://[::ffff:127.0.0.1]/x', 'private'],
    ['https://2130706433/x', 'private'],
    ['https://user:pass@hooks.example.com/x', 'password'],
    ['ftp://hooks.example.com', 'form'],
    ['hooks', 'form'],
  ])('at %s is refused', async (address, reason) => {
    await expect(app.call('crm.addWebhook', { workspaceId, name: 'x', address })).rejects.toMatchObject({
      code: 'CRM_ADDRESS_INVALID',
      data: { reason },
    })
    expect(await app.call('crm.targets', { workspaceId })).toEqual([])
  })
})
