import fs from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { relayHealth, webhookSettingsOf } from '#shared/relay-protocol.ts'
import type { RelayStore } from '../../../../relay/store/types.ts'
import { startBackend } from '../../../support/backend.ts'
import { startFakeInstantly } from '../../../support/instantly/server.ts'
import { startPostgres, type TestPostgres } from '../../../support/postgres.ts'
import {
  acknowledge,
  askForPage,
  askToAcknowledge,
  bytesOf,
  deliver,
  poll,
  pollAll,
  refusedOf,
  statusOf,
} from '../../../support/relay/client.ts'
import { addWorkspace, openPostgres, startTestRelay, until } from '../../../support/relay/relay.ts'
import { eventsIn } from '../../../support/relay/relay-bench.ts'
import { messyDeliveries } from '../../../support/relay/sender.ts'
import { bin } from '../../../support/relay/stores.ts'
import { relayFolder, type SupabaseProject, startSupabaseProject } from '../../../support/relay/supabase-project.ts'

// The SQL cannot be tested without PostgreSQL, which useStores installs if allowed.
describe.skipIf(!bin)('the relay at Supabase', () => {
  let server: TestPostgres
  let url: string
  let databases = 0
  let project: SupabaseProject
  let address: string
  let store: RelayStore
  let token: string
  let other: string

  beforeAll(async () => {
    server = await startPostgres(bin ?? '')
  })
  afterAll(() => server.stop())

  beforeEach(async () => {
    const name = `project_${++databases}`
    await server.sql(`create database ${name}`)
    url = server.url.replace(/\/postgres$/, `/${name}`)
    project = await startSupabaseProject(url)
    for (const file of fs.readdirSync(path.join(relayFolder, 'migrations')).toSorted()) {
      await project.pool.query(fs.readFileSync(path.join(relayFolder, 'migrations', file), 'utf8'))
    }
    await project.deploy(relayFolder)
    address = `${project.url}/functions/v1/relay`
    // Workspaces are added by the command line, which takes the project's connection string.
    store = await openPostgres(url)
    token = (await addWorkspace(store, 'Kessler')).token
    other = (await addWorkspace(store, 'Brandt')).token
  })
  afterEach(async () => {
    await store.close()
    await project.close()
  })

  it('is polled by the app like any other relay', async () => {
    const fake = await startFakeInstantly()
    const app = startBackend({ instantlyUrl: fake.url })
    try {
      const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })
      const workspaceId = workspace.id
      expect(await app.call('relay.connect', { workspaceId, address, token })).toMatchObject({ name: 'Kessler' })
      const payload = { event_type: 'email_opened', campaign_id: 'c-1', lead_email: 'kai@prospect.example' }
      for (const day of ['01', '02', '03'])
        await deliver(address, token, JSON.stringify({ ...payload, timestamp: `2026-11-${day}T09:00:00.000Z` }))
      await until('all to be acknowledged', async () => (await statusOf(address, token)).position.acknowledged === 3)
      expect(eventsIn(app.dir, workspaceId)).toHaveLength(3)
    } finally {
      await app.stop()
      await fake.close()
    }
  })

  it('accepts events and returns them byte for byte, in pages, as the server does', async () => {
    const sent = messyDeliveries(60, 3)
    for (const body of sent) expect((await deliver(address, token, body)).status).toBe(200)
    expect((await pollAll(address, token)).map(({ body }) => body)).toEqual(sent)
    const first = await poll(address, token, { limit: 7 })
    expect([first.events.length, first.next, first.more]).toEqual([7, 7, true])

    const odd = [Buffer.alloc(0), Buffer.from([0xff, 0, 0xfe]), Buffer.from('\uFEFF{}'), Buffer.alloc(1024 * 1024, 'é')]
    for (const body of odd) expect((await deliver(address, other, body)).status).toBe(200)
    expect((await pollAll(address, other)).map((event, n) => bytesOf(event).equals(odd[n] ?? Buffer.alloc(9)))).toEqual(
      odd.map(() => true),
    )
  })

  it('gives the same answers as a relay on the same database', async () => {
    const relay = await startTestRelay(await openPostgres(url))
    await deliver(address, token, '{"by":"function"}', { 'user-agent': 'x' })
    await deliver(relay.url, token, '{"by":"relay"}', { 'user-agent': 'x' })
    await acknowledge(address, token, 1)
    const byBoth = async <T>(ask: (at: string) => Promise<T>) => [await ask(address), await ask(relay.url)]
    const withoutSource = async (at: string) => {
      const page = await poll(at, token)
      return { ...page, events: page.events.map((event) => ({ ...event, source: null })) }
    }
    for (const ask of [
      withoutSource,
      (at: string) => statusOf(at, token),
      async (at: string) => refusedOf(await askForPage(at, token, { after: 9 })),
      async (at: string) => refusedOf(await askForPage(at, `${token}x`)),
      async (at: string) => refusedOf(await askToAcknowledge(at, token, 9)),
      async (at: string) => refusedOf(await askToAcknowledge(at, token, 'x')),
      async (at: string) => refusedOf(await fetch(`${at}/nothing`)),
    ]) {
      const [byFunction, byRelay] = await byBoth<unknown>(ask)
      expect(byFunction).toEqual(byRelay)
    }
    await relay.stop()
  })

  it('acknowledges nothing if the acknowledgement is refused', async () => {
    await deliver(address, token, '{}')
    expect((await askToAcknowledge(address, token, 9)).status).toBe(409)
    expect((await statusOf(address, token)).position.acknowledged).toBe(0)
  })

  it("stores nothing for a wrong path, a wrong secret or another workspace's secret", async () => {
    const hook = webhookSettingsOf(address, token)
    const foreign = webhookSettingsOf(address, other)
    const tries: readonly (readonly [string, Record<string, string>])[] = [
      [`${hook?.url}x`, { ...hook?.headers }],
      [hook?.url ?? '', {}],
      [hook?.url ?? '', { ...foreign?.headers }],
    ]
    for (const [at, headers] of tries) {
      const answer = await fetch(at, { method: 'POST', headers, body: '{}' })
      expect(await refusedOf(answer)).toMatchObject({ status: 401, code: 'INVALID_SIGNATURE' })
    }
    expect((await statusOf(address, token)).stored.events).toBe(0)
    expect(await refusedOf(await deliver(address, token, Buffer.alloc(8 * 1024 * 1024 + 1)))).toMatchObject({
      code: 'BODY_TOO_LARGE',
    })
  })

  it('answers a waiting poll once something arrived', async () => {
    const waiting = poll(address, token, { wait: 20 })
    await deliver(address, token, '{"n":1}')
    expect((await waiting).events.map(({ body }) => body)).toEqual(['{"n":1}'])
  })

  it("gives the project's public key no access", async () => {
    await deliver(address, token, '{}')
    const tries = [
      'select * from sendoff_relay.event',
      'select * from sendoff_relay.workspace',
      `select sendoff_relay.append(1, array[1::bigint], array['{}'], array[null], array['x'::bytea])`,
      `select public.sendoff_relay_poll('00', 0, 1, 1)`,
      `select public.sendoff_relay_status('00')`,
      `select public.sendoff_relay_acknowledge('00', 1)`,
      `select public.sendoff_relay_deliver('00', '00', '{}', '')`,
    ]
    for (const role of ['anon', 'authenticated']) {
      for (const sql of tries)
        await expect(project.as(role, sql), `${role}: ${sql}`).rejects.toThrow(/permission denied/)
    }
    // Even with excessive grants, row level security shows nothing.
    await project.pool.query(
      'grant usage on schema sendoff_relay to anon; grant all on all tables in schema sendoff_relay to anon',
    )
    for (const table of ['event', 'workspace', 'hook', 'meta']) {
      expect((await project.as('anon', `select * from sendoff_relay.${table}`)).rows).toEqual([])
    }
  })

  it('cleans up by the same rules', async () => {
    const days = [40, 30, 2, 1]
    const { id } = (await store.workspaces()).find(({ name }) => name === 'Kessler') ?? { id: 0 }
    for (const ago of days) {
      const receivedAt = Date.now() - ago * 86_400_000
      await store.append(id, { receivedAt, headers: '{}', source: null, body: Buffer.from('{}') })
    }
    await acknowledge(address, token, 1)
    await project.pool.query('select sendoff_relay.clean_up(14, 35)')
    expect((await pollAll(address, token)).map(({ seq }) => seq)).toEqual([2, 3, 4])
    await project.pool.query('select sendoff_relay.clean_up(14, 20)')
    expect((await poll(address, token)).position).toMatchObject({ forgottenThrough: 2, forgottenUnacknowledged: 1 })
  })

  it('says if the database is missing, and asks to retry', async () => {
    await project.pool.query('drop function public.sendoff_relay_deliver(text, text, text, text)')
    expect(await refusedOf(await deliver(address, token, '{}'))).toMatchObject({
      status: 503,
      code: 'STORE_UNAVAILABLE',
      retryAfter: '5',
    })
    expect(relayHealth.parse(await (await fetch(`${address}/health`)).json())).toMatchObject({ store: 'supabase' })
  })
})
