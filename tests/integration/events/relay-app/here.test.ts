/** A relay that runs inside the app: the real thread, behind a fake tunnel program. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { createDemoClock } from '#demo/time/clock.ts'
import type { RelayHere, RelayState } from '#shared/contract/events/relay.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend, temporaryDir, until } from '../../../support/backend.ts'
import { silence } from '../../../support/instantly/living-campaign.ts'
import { type FakeInstantly, startFakeInstantly } from '../../../support/instantly/server.ts'
import { type FakeTunnel, fakeTunnel } from '../../../support/relay/fake-tunnel.ts'
import { daysAgo, eventsIn, hourMs, journalOf, startCampaign } from '../../../support/relay/relay-bench.ts'

type Bench = {
  readonly fake: FakeInstantly
  readonly tunnel: FakeTunnel
  app: TestBackend
  readonly ids: readonly WorkspaceId[]
  stop(): Promise<void>
  /** Stops it first if it is running. */
  restart(): Promise<void>
}
let open: Bench | undefined
afterEach(async () => {
  const violations = open?.fake.violations
  await open?.stop()
  await open?.fake.close()
  open = undefined
  expect(violations ?? []).toEqual([])
})

const pausesMs = [20, 40, 80]

async function start(names: readonly string[] = ['Kessler']): Promise<Bench> {
  const tunnel = fakeTunnel()
  // App and Instantly share a clock: events missed while the app was closed are looked for on their days.
  const clock = createDemoClock({ moved: daysAgo(4) - Date.now() })
  const fake = await startFakeInstantly({
    clock,
    limits: null,
    rates: { ...silence, open: 0.8, reply: 0.3 },
    deliver: tunnel.deliver,
    workspaces: names.map((name) => ({
      name,
      keys: [{ key: `${name.toLowerCase()}-key-0001` }],
      mailboxes: [{ email: `box@${name.toLowerCase()}.example`, dailyLimit: 50 }],
    })),
  })
  const startApp = (dir?: string) =>
    startBackend({
      instantlyUrl: fake.url,
      clock: { ...systemClock, now: () => Math.floor(clock.now()) },
      ...(dir === undefined ? {} : { dir }),
      relayTimings: {
        poller: { waitS: 1, retry: { firstMs: 40, maxMs: 150 } },
        gapWaitsMs: [100],
        here: {
          pausesMs,
          folders: () => [tunnel.folder],
          reach: { firstMs: 20, everyMs: 50, againMs: 20, times: 2 },
          reaches: tunnel.reaches,
        },
      },
    })
  const app = startApp()
  const ids: WorkspaceId[] = []
  for (const name of names) {
    const key = `${name.toLowerCase()}-key-0001`
    ids.push((await app.call('workspaces.addKey', { workspaceId: null, name, key })).workspace.id)
  }
  let runs = true
  const bench: Bench = {
    fake,
    tunnel,
    app,
    ids,
    async stop() {
      if (runs) await bench.app.stop()
      runs = false
    },
    async restart() {
      await bench.stop()
      bench.app = startApp(bench.app.dir)
      runs = true
    },
  }
  open = bench
  return bench
}

const here = ({ app }: Bench): Promise<RelayHere> => app.call('relay.here', {})
async function stateOf({ app }: Bench, workspaceId: WorkspaceId): Promise<RelayState | null> {
  return (await app.call('relay.states', { workspaceId }))[0] ?? null
}
const webhooksOf = ({ fake }: Bench, at = 0) => [...(fake.world.workspaces[at]?.webhooks.values() ?? [])]
const targetOf = (bench: Bench, at = 0) => {
  const url = webhooksOf(bench, at)[0]?.settings['target_hook_url']
  return typeof url === 'string' ? url : ''
}

/** Waits until the client's webhook posts to the tunnel's current address. */
async function follows(bench: Bench, at = 0, than: string | null = null): Promise<string> {
  return until('the webhook to follow the address', async () => {
    const { state, address } = await here(bench)
    if (state !== 'live' || address === null || address === than) return null
    const id = bench.ids[at]
    const seen = id === undefined ? null : await stateOf(bench, id)
    return targetOf(bench, at).startsWith(`${address}/`) && seen?.webhook.state === 'active' ? address : null
  })
}

/** Starts a campaign of each client. Called once their webhooks exist, because earlier events are not reported. */
async function campaigns({ fake, ids }: Bench): Promise<void> {
  for (const at of ids.keys()) await startCampaign(fake, at, 20)
}

/**
 * Waits until an event could not be delivered, so that only Instantly's log has it; but not so long that Instantly
 * gives up.
 */
async function missSome({ fake }: Bench): Promise<void> {
  const [remote] = fake.world.workspaces
  if (!remote) throw new Error('no client')
  const failed = () => remote.deliveries.filter(({ success }) => !success).length
  for (const before = failed(); failed() === before; ) await fake.moveOn(hourMs / 60)
  await fake.moveOn(hourMs / 20)
}

/** Waits until every event at Instantly is stored exactly once; some are reported an hour late. */
async function complete(bench: Bench, at = 0): Promise<void> {
  const remote = bench.fake.world.workspaces[at]
  const id = bench.ids[at]
  if (!remote || id === undefined) throw new Error('no client')
  const happened = journalOf(remote, bench.fake.world.clock.now())
  expect(happened).not.toEqual([])
  await bench.fake.moveOn(2 * hourMs)
  const missing = () => {
    const found = eventsIn(bench.app.dir, id)
    return happened.filter((line) => !found.includes(line))
  }
  await until('every event to be here', () => missing().length === 0).catch(() => undefined)
  expect(missing()).toEqual([])
  const found = eventsIn(bench.app.dir, id)
  expect(new Set(found).size).toBe(found.length)
}

it('One click sets up tunnel, connection and webhook, and events arrive', async () => {
  const bench = await start()
  const [id] = bench.ids
  if (id === undefined) throw new Error('no client')
  expect(await here(bench)).toMatchObject({ state: 'off', found: ['cloudflared'], clients: [] })
  await bench.app.call('relay.runHere', { workspaceId: id, program: null })
  await follows(bench)
  expect(await here(bench)).toMatchObject({ state: 'live', program: 'cloudflared', clients: [id], problem: null })
  expect(await stateOf(bench, id)).toMatchObject({ here: true, webhook: { state: 'active' } })
  expect(webhooksOf(bench)).toHaveLength(1)
  await campaigns(bench)
  await bench.fake.moveOn(20 * hourMs)
  await complete(bench)
})

it('After two address changes and a crash of the program the webhook follows, and every event is here once', async () => {
  const bench = await start()
  const [id] = bench.ids
  if (id === undefined) throw new Error('no client')
  await bench.app.call('relay.runHere', { workspaceId: id, program: null })
  let address = await follows(bench)
  await campaigns(bench)
  for (let times = 0; times < 2; times += 1) {
    await bench.fake.moveOn(hourMs / 2)
    bench.tunnel.setBroken(true)
    bench.tunnel.die()
    await until('the tunnel to be known as down', async () => (await here(bench)).state === 'down')
    expect(await stateOf(bench, id)).toMatchObject({ light: 'behind' })
    await missSome(bench)
    bench.tunnel.setBroken(false)
    address = await follows(bench, 0, address)
  }
  await bench.fake.moveOn(10 * hourMs)
  await complete(bench)
  expect(webhooksOf(bench)).toHaveLength(1)
  expect(new Set(bench.tunnel.starts().map(({ url }) => url)).size).toBe(3)
})

it('Two clients share one relay and tunnel; stopping one keeps the other, and the last one stops both', async () => {
  const bench = await start(['Kessler', 'Brandt'])
  const [first, second] = bench.ids
  if (first === undefined || second === undefined) throw new Error('no client')
  for (const workspaceId of bench.ids) await bench.app.call('relay.runHere', { workspaceId, program: null })
  await follows(bench, 0)
  await follows(bench, 1)
  await campaigns(bench)
  expect(bench.tunnel.starts()).toHaveLength(1)
  expect(targetOf(bench, 0)).not.toBe(targetOf(bench, 1))
  await bench.fake.moveOn(10 * hourMs)
  await complete(bench, 0)
  await complete(bench, 1)

  await bench.app.call('relay.disconnect', { workspaceId: first, deleteWebhook: true })
  expect(webhooksOf(bench, 0)).toEqual([])
  expect(await here(bench)).toMatchObject({ state: 'live', clients: [second] })
  await bench.app.call('relay.disconnect', { workspaceId: second, deleteWebhook: true })
  expect(await here(bench)).toMatchObject({ state: 'off', clients: [] })
  expect(bench.tunnel.starts().filter(bench.tunnel.isRunning)).toEqual([])
  expect(fs.existsSync(path.join(bench.app.dir, 'relay'))).toBe(false)
})

it('After a restart it runs automatically, and events of the meantime are fetched', async () => {
  const bench = await start()
  const [id] = bench.ids
  if (id === undefined) throw new Error('no client')
  await bench.app.call('relay.runHere', { workspaceId: id, program: null })
  const address = await follows(bench)
  await campaigns(bench)
  await bench.fake.moveOn(hourMs / 2)
  await bench.stop()
  expect(bench.tunnel.starts().filter(bench.tunnel.isRunning)).toEqual([])
  await missSome(bench)
  await bench.restart()
  await follows(bench, 0, address)
  await complete(bench)
})

it('A webhook that Instantly switched off is switched on again automatically', async () => {
  const bench = await start()
  const [id] = bench.ids
  if (id === undefined) throw new Error('no client')
  await bench.app.call('relay.runHere', { workspaceId: id, program: null })
  const address = await follows(bench)
  await bench.stop()
  const [webhook] = webhooksOf(bench)
  if (!webhook) throw new Error('no webhook')
  Object.assign(webhook, { status: -1, errorAt: bench.fake.world.clock.now() - hourMs })
  await bench.restart()
  await follows(bench, 0, address)
  await until('the webhook to be on', () => webhook.status === 1)
})

it('Without a tunnel program it says so, and continues once one is installed', async () => {
  const bench = await start()
  const [id] = bench.ids
  if (id === undefined) throw new Error('no client')
  const program = path.join(bench.tunnel.folder, 'cloudflared')
  const aside = path.join(temporaryDir(), 'cloudflared')
  fs.renameSync(program, aside)
  const refused = bench.app.call('relay.runHere', { workspaceId: id, program: null })
  await expect(refused).rejects.toMatchObject({ code: 'RELAY_TUNNEL_MISSING' })
  expect(await here(bench)).toMatchObject({ state: 'off', found: [], clients: [] })
  fs.renameSync(aside, program)
  await bench.app.call('relay.runHere', { workspaceId: id, program: null })
  await follows(bench)

  // The program is removed while the app is closed.
  await bench.stop()
  fs.renameSync(program, aside)
  await bench.restart()
  await until('the missing program to be said', async () => (await here(bench)).state === 'missing')
  fs.renameSync(aside, program)
  await bench.app.call('relay.lookAgain', {})
  await follows(bench)
})

it('A program chosen while another is still finding an address is the one used', async () => {
  const bench = await start()
  const { folder } = bench.tunnel
  fakeTunnel('tailscale', folder)
  const slow = path.join(folder, 'cloudflared')
  const text = fs.readFileSync(slow, 'utf8')
  fs.writeFileSync(slow, text.replace(/^(process\.stderr\.write\('INF.*)$/m, 'setTimeout(() => { $1 }, 1500)'))
  const [workspaceId] = bench.ids
  if (workspaceId === undefined) throw new Error('no client')
  await bench.app.call('relay.runHere', { workspaceId, program: 'cloudflared' })
  await until('the first program to begin', () => bench.tunnel.starts().length === 1)
  await bench.app.call('relay.changeProgram', { program: 'tailscale' })
  const { address } = await until(
    'a tunnel of the other program',
    async () => {
      const shown = await here(bench)
      return shown.state === 'live' && shown.program === 'tailscale' ? shown : null
    },
    20_000,
  )
  expect(address).toMatch(/\.ts\.net$/)
  // The first program does not keep running beside it.
  await until(
    'the first program to end',
    () => bench.tunnel.starts().every((one) => !bench.tunnel.isRunning(one)),
    10_000,
  )
  await follows(bench)
})

it('A program that ends at once is retried with pauses, and its last output is shown', async () => {
  const bench = await start()
  const [id] = bench.ids
  if (id === undefined) throw new Error('no client')
  bench.tunnel.setBroken(true)
  await bench.app.call('relay.runHere', { workspaceId: id, program: null })
  const said = await until('its failure to be said', async () => (await here(bench)).problem)
  expect(said).toMatchObject({ code: 'RELAY_TUNNEL_FAILED', data: { program: 'cloudflared' } })
  expect(String(said.data['said'])).toContain('failed to reach the edge')
  expect(await here(bench)).toMatchObject({ address: null, since: null })
  bench.tunnel.setBroken(false)
  await follows(bench)
})

it('It waits while offline, and changes nothing at Instantly for a paused client until it is resumed', async () => {
  const bench = await start()
  const [id] = bench.ids
  if (id === undefined) throw new Error('no client')
  bench.app.backend.machine('offline')
  await bench.app.call('relay.runHere', { workspaceId: id, program: null })
  expect(await here(bench)).toMatchObject({ state: 'offline' })
  expect(bench.tunnel.starts()).toEqual([])
  await bench.app.call('pauses.set', { workspaceId: id, paused: true })
  bench.app.backend.machine('online')
  await until('the tunnel to be open', async () => (await here(bench)).state === 'live')
  expect(webhooksOf(bench)).toEqual([])
  await bench.app.call('pauses.set', { workspaceId: id, paused: false })
  await follows(bench)
})

it('A program that keeps running without its tunnel is noticed and restarted', async () => {
  const bench = await start()
  const [id] = bench.ids
  if (id === undefined) throw new Error('no client')
  await bench.app.call('relay.runHere', { workspaceId: id, program: null })
  const address = await follows(bench)
  await until('the address to have been reached', () => bench.tunnel.wasReached(address))
  bench.tunnel.lose(address)
  await follows(bench, 0, address)
  expect(bench.tunnel.starts().filter(bench.tunnel.isRunning)).toHaveLength(1)
})

it('An erased person is in no byte of the data folder, even if an event of theirs was still unread', async () => {
  const bench = await start(['Kessler'])
  const [id] = bench.ids
  if (id === undefined) throw new Error('no client')
  await bench.app.call('relay.runHere', { workspaceId: id, program: null })
  await follows(bench)
  const { url, headerName, headerValue } = await bench.app.call('relay.byHand', { workspaceId: id })
  // Nothing is read meanwhile.
  bench.app.backend.machine('offline')
  await until('reading to have stopped', async () => (await stateOf(bench, id))?.light === 'off')
  const email = 'anna.berg@example.com'
  const body = JSON.stringify({ event_type: 'email_sent', lead_email: email, workspace: 'w' })
  const { status } = await bench.tunnel.deliver(url, { method: 'POST', headers: { [headerName]: headerValue }, body })
  expect(status).toBe(200)
  const inFolder = () =>
    fs
      .readdirSync(bench.app.dir, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.startsWith('backups') && fs.statSync(path.join(bench.app.dir, name)).isFile())
      .filter((name) => fs.readFileSync(path.join(bench.app.dir, name)).includes(email))
  expect(inFolder().length).toBeGreaterThan(0)

  await bench.app.call('people.erase', { email, typed: email, block: false })
  bench.app.backend.machine('online')
  await until('the person to be erased', async () => {
    const [erasure] = await bench.app.call('people.erasures', {})
    return erasure?.state === 'done'
  })
  expect(inFolder()).toEqual([])
})

it.each([
  ['no database any more', (file: string) => fs.writeFileSync(file, Buffer.alloc(40_960, 7))],
  [
    'damaged in all but its first page',
    (file: string) => {
      const { size } = fs.statSync(file)
      const store = fs.openSync(file, 'r+')
      fs.writeSync(store, Buffer.alloc(size - 4_096, 0xaa), 0, size - 4_096, 4_096)
      fs.closeSync(store)
    },
  ],
])('With a store that is %s it begins anew, and the missing days are fetched', async (_, damage) => {
  const bench = await start()
  const [id] = bench.ids
  if (id === undefined) throw new Error('no client')
  await bench.app.call('relay.runHere', { workspaceId: id, program: null })
  const address = await follows(bench)
  await campaigns(bench)
  await bench.fake.moveOn(hourMs)
  await bench.stop()
  await missSome(bench)
  damage(path.join(bench.app.dir, 'relay', 'relay.db'))
  await bench.restart()
  await follows(bench, 0, address)
  await bench.fake.moveOn(10 * hourMs)
  await complete(bench)
})
