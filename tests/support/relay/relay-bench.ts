/** The app with a client, its relay, and an Instantly with a living campaign: all over HTTP, in this process. */
import Database from 'better-sqlite3'
import { type openStore, storeFileName } from '#backend/core/db/open.ts'
import type { Clock } from '#backend/core/deps.ts'
import type { RelayTimings } from '#backend/events/relay/relay.ts'
import type { RateLimits } from '#demo/api/rate-limits.ts'
import type { Deliver } from '#demo/reactions/post-webhooks.ts'
import type { Rates } from '#demo/state/rates.ts'
import type { Workspace } from '#demo/state/world-types.ts'
import { createDemoClock } from '#demo/time/clock.ts'
import type { RelayState } from '#shared/contract/events/relay.ts'
import { knownTypeOfCode } from '#shared/domain/events/event-types.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend, temporaryDir, until } from '../backend.ts'
import { silence, stepsOf } from '../instantly/living-campaign.ts'
import { type FakeInstantly, startFakeInstantly } from '../instantly/server.ts'
import { addWorkspace, openSmallSqlite, startTestRelay, type TestRelay } from './relay.ts'

const dayMs = 86_400_000
export const hourMs = 3_600_000
export const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
/** Returns midnight UTC some days ago. */
export const daysAgo = (days: number) => (Math.floor(Date.now() / dayMs) - days) * dayMs

export type RelayPlace = {
  readonly dir: string
  readonly port: number
  relay: TestRelay
  stop(): Promise<void>
  /** Starts the same store behind the same address again. */
  start(): Promise<void>
}

/** Creates a relay that can be stopped and restarted in place. */
export async function relayPlace(): Promise<RelayPlace> {
  const dir = temporaryDir('sendoff-relay-')
  const relay = await startTestRelay(await openSmallSqlite(dir))
  const place = {
    dir,
    port: relay.port,
    relay,
    stop: () => place.relay.stop(),
    async start() {
      place.relay = await startTestRelay(await openSmallSqlite(dir), { config: { port: relay.port } })
    },
  }
  return place
}

export type LivingClient = {
  readonly remote: Workspace
  readonly workspaceId: WorkspaceId
  readonly token: string
}

export type RelayBench = {
  readonly fake: FakeInstantly
  readonly place: RelayPlace
  readonly app: TestBackend
  readonly clients: readonly LivingClient[]
  /** Stops the app at this line, which the store cannot distinguish from a crash, and starts it on the same folder. */
  restart(): Promise<void>
  state(client: LivingClient): Promise<RelayState>
  /** Makes the relay's name point to another machine from now on. */
  moveRelay(client: LivingClient, address: string): void
  /** Waits until all events of the relay are stored and acknowledged. */
  caughtUp(client: LivingClient): Promise<void>
  /** Returns a client's stored events, one line each. */
  here(client: LivingClient): readonly string[]
  close(): Promise<void>
}

export type RelayBenchOptions = {
  readonly names?: readonly string[]
  readonly deliver?: Deliver
  readonly rates?: Partial<Rates>
  readonly startAt?: number
  /** Leads in a campaign of each client; 0 for no campaign. */
  readonly leads?: number
  /** Connects each client to the relay; on unless `false`. */
  readonly connect?: boolean
  /** How often webhooks are checked; never if omitted. */
  readonly watch?: { readonly firstMs: number; readonly everyMs: number }
  readonly clock?: Clock
  readonly limits?: RateLimits | null
  /** Seconds a poll waits at the relay. */
  readonly waitS?: number
  /** The folder the app starts on. */
  readonly dir?: string
  readonly openStore?: typeof openStore
}

export async function startRelayBench(options: RelayBenchOptions = {}): Promise<RelayBench> {
  const names = options.names ?? ['Kessler']
  const place = await relayPlace()
  const fake = await startFakeInstantly({
    clock: createDemoClock({ startAt: options.startAt ?? daysAgo(5) }),
    limits: options.limits ?? null,
    rates: { ...silence, ...options.rates },
    deliver: options.deliver ?? (async (url, init) => fetch(url, init)),
    workspaces: names.map((name) => ({
      name,
      keys: [{ key: `${name.toLowerCase()}-key-0001` }],
      mailboxes: [1, 2].map((n) => ({ email: `box${n}@${name.toLowerCase()}.example`, dailyLimit: 30 })),
    })),
  })
  const timings: RelayTimings = {
    poller: { waitS: options.waitS ?? 1, retry: { firstMs: 40, maxMs: 150 } },
    gapWaitsMs: [100],
  }
  const app = startBackend({
    instantlyUrl: fake.url,
    ...(options.dir ? { dir: options.dir } : {}),
    relayTimings: timings,
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.openStore ? { openStore: options.openStore } : {}),
    paces: options.watch ? { webhooks: options.watch } : {},
  })
  const clients: LivingClient[] = []
  for (const [at, name] of names.entries()) {
    const remote = fake.world.workspaces[at]
    if (!remote) throw new Error('no workspace')
    const { workspace } = await app.call('workspaces.addKey', {
      workspaceId: null,
      name,
      key: `${name.toLowerCase()}-key-0001`,
    })
    const { token } = await addWorkspace(place.relay.store, name)
    if (options.leads !== 0) await startCampaign(fake, at, options.leads ?? 40)
    clients.push({ remote, workspaceId: workspace.id, token })
    if (options.connect !== false) {
      await app.call('relay.connect', { workspaceId: workspace.id, address: place.relay.url, token })
      await app.call('relay.register', { workspaceId: workspace.id })
    }
  }
  const bench = {
    fake,
    place,
    app,
    clients,
    async restart() {
      await bench.app.stop()
      bench.app = startBackend({
        instantlyUrl: fake.url,
        dir: bench.app.dir,
        ...(options.clock ? { clock: options.clock } : {}),
      })
    },
    async state({ workspaceId }: LivingClient) {
      const [state] = await bench.app.call('relay.states', { workspaceId })
      if (!state) throw new Error('not connected')
      return state
    },
    moveRelay({ workspaceId }: LivingClient, address: string) {
      const db = new Database(`${bench.app.dir}/${storeFileName}`)
      db.prepare('update relay_connection set address = ? where workspace_id = ? and removed_at is null').run(
        address,
        workspaceId,
      )
      db.close()
    },
    async caughtUp(client: LivingClient) {
      await until('all of the relay to be here', async () => {
        const own = (await place.relay.store.summaries()).find(({ name }) => name === client.remote.name)
        return own && own.position.newest === own.position.acknowledged
      })
    },
    here: ({ workspaceId }: LivingClient) => eventsIn(bench.app.dir, workspaceId),
    async close() {
      await bench.app.stop()
      await fake.close()
      await place.stop().catch(() => undefined)
    },
  }
  return bench
}

/** Starts a campaign that sends at every hour of every day. */
export async function startCampaign(fake: FakeInstantly, at: number, leads: number): Promise<void> {
  const workspace = fake.world.workspaces[at]
  const ask = async (path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${fake.url}/api/v2${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${workspace?.keys[0]?.key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Record<string, unknown>
  }
  const days = { '0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true }
  const timing = { from: '00:00', to: '23:59' }
  const { id } = await ask('/campaigns', {
    name: 'Living',
    campaign_schedule: { schedules: [{ name: 'Always', timing, days, timezone: 'Europe/Belgrade' }] },
    sequences: stepsOf(1, 1, 0),
    email_list: workspace?.mailboxes.map(({ email }) => email),
    email_gap: 5,
    random_wait_max: 0,
    open_tracking: true,
    link_tracking: true,
  })
  const domain = workspace?.name.toLowerCase().replaceAll(' ', '-')
  await ask('/leads/add', {
    campaign_id: id,
    leads: Array.from({ length: leads }, (_, n) => ({
      email: `lead${n}@${domain}-${n}.example`,
      first_name: `Lead ${n}`,
    })),
  })
  await ask(`/campaigns/${String(id)}/activate`)
}

const interests: Readonly<Record<number, string>> = {
  0: 'lead_out_of_office',
  1: 'lead_interested',
  2: 'lead_meeting_booked',
  3: 'lead_meeting_completed',
  4: 'lead_closed',
  [-1]: 'lead_not_interested',
  [-2]: 'lead_wrong_person',
  [-4]: 'lead_no_show',
}

/** Returns the simulator's own journal: the events that Instantly reports, one line each. */
export function journalOf(remote: Workspace, before = Number.POSITIVE_INFINITY): readonly string[] {
  return remote.events
    .filter(({ knownAt }) => knownAt <= before)
    .flatMap(({ kind, at, lead, interest }) => {
      const type = kind === 'lead_interest' ? (interest === null ? 'lead_neutral' : interests[interest]) : kind
      if (type === undefined || kind === 'lead_completed') return []
      return [`${type} ${lead?.email ?? ''} ${new Date(at).toISOString()}`]
    })
    .toSorted()
}

/** Returns the highest sequence number the app has recorded as acknowledged. */
export function acknowledgedIn(dir: string, workspaceId: WorkspaceId): number {
  const db = new Database(`${dir}/${storeFileName}`, { readonly: true })
  try {
    return db
      .prepare<[number], number>('select acknowledged from relay_connection where workspace_id = ?')
      .pluck()
      .get(workspaceId) as number
  } finally {
    db.close()
  }
}

/** Returns the same from the app's store, read directly. */
export function eventsIn(dir: string, workspaceId: WorkspaceId): readonly string[] {
  const db = new Database(`${dir}/${storeFileName}`, { readonly: true })
  try {
    return db
      .prepare<[number], { type: number; at: number; email: string }>(
        `select e.type, e.at, c.email from event e join event_contact c on c.id = e.contact_id where e.workspace_id = ?`,
      )
      .all(workspaceId)
      .map(({ type, at, email }) => `${knownTypeOfCode(type) ?? type} ${email} ${new Date(at).toISOString()}`)
      .filter((line) => !line.startsWith('test_event'))
      .toSorted()
  } finally {
    db.close()
  }
}
