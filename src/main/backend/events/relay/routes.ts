import { type RelayLight, type RelayState, type relay, relayLights, type Trial } from '#shared/contract/events/relay.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError, type ErrorCode, type ErrorData, toWire } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { relaySecretHeader } from '#shared/relay-protocol.ts'
import type { Meter } from '../../background/meter.ts'
import { demoTeller } from '../../clients/workspaces/demo-teller.ts'
import { createOneAtATime } from '../../clients/workspaces/one-at-a-time.ts'
import { workspaceRow } from '../../clients/workspaces/queries.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Deps } from '../../core/deps.ts'
import type { EventIngest } from '../events/ingest-events.ts'
import type { IsAutomatic } from '../events/mail-as-event.ts'
import { createConnections } from './connections.ts'
import { dayOf } from './days.ts'
import { createGapRunner } from './gap-runner.ts'
import { createGapStore, shownCheck } from './gap-store.ts'
import { viewGaps } from './gap-view.ts'
import { createHeardEvents } from './heard-events.ts'
import { createRelayHere, type HereTimings } from './here.ts'
import { createPoller, type PollerTimings } from './poller.ts'
import { trialField } from './received.ts'
import { checkedAddress, checkedToken, createRelayClient } from './relay-client.ts'
import type { SpawnRelay } from './relay-thread.ts'
import { createRelaySetup } from './setup.ts'
import { createTrials, newMark } from './trials.ts'
import { watchWebhooks } from './watch.ts'
import { createWebhooks } from './webhooks.ts'

export type RelayParts = {
  readonly vault: Vault
  readonly ingest: EventIngest
  readonly isAutomatic: IsAutomatic
  /** Hears how events came. */
  readonly counted: Meter['events']
  /** Starts the thread of a relay that runs in the app; without it none does. */
  readonly spawn: SpawnRelay | null
  readonly timings?: RelayTimings | undefined
}
export type RelayTimings = {
  readonly poller?: PollerTimings
  readonly gapRetryMs?: number
  readonly here?: Partial<HereTimings>
}

/** The relays of workspaces, their webhooks at Instantly, and the proof that nothing is missing. */
export function createRelay(deps: Deps, { vault, ingest, isAutomatic, counted, spawn, timings = {} }: RelayParts) {
  const { store, clock } = deps
  const connections = createConnections({ store, clock, vault })
  const trials = createTrials(store, clock)
  const gaps = createGapStore(store, clock)
  const heard = createHeardEvents(store)
  const runner = createGapRunner(deps, {
    gaps,
    ingest,
    heard,
    isAutomatic,
    counted,
    webhookSince: (workspaceId) => connections.find(workspaceId)?.webhookSince ?? null,
    ...(timings.gapRetryMs === undefined ? {} : { retryAfterMs: timings.gapRetryMs }),
  })
  const gapFound = runner.poke
  const inOrder = createOneAtATime()
  const webhooks = createWebhooks(deps, { connections, gaps, gapFound })
  const here = createRelayHere(deps, {
    spawn,
    vault,
    connections,
    webhooks,
    gaps,
    gapFound,
    inOrder,
    reader: {
      begin: (workspaceId) => poller.begin(workspaceId),
      end: (workspaceId) => poller.end(workspaceId),
    },
    timings: timings.here,
  })
  const poller = createPoller(deps, {
    connections,
    addressOf: here.addressOf,
    ingest,
    trials,
    gaps,
    gapFound,
    counted,
    ...(timings.poller ? { timings: timings.poller } : {}),
  })
  const setup = createRelaySetup(deps, {
    connections,
    vault,
    trials,
    passed: (workspaceId) => poller.begin(workspaceId),
  })
  watchWebhooks(deps, { connections, webhooks, gaps, gapFound, seen: here.webhookSeen })
  const isDemo = demoTeller(store)
  const clientParts = { appVersion: deps.config.appVersion, log: deps.log('relay') }

  const clientFor = async (workspaceId: WorkspaceId) => {
    const connection = connections.of(workspaceId)
    return createRelayClient(await here.addressOf(connection), await connections.token(connection), clientParts)
  }

  function shown(workspaceId: WorkspaceId): RelayState {
    const row = connections.of(workspaceId)
    const { light, problem, waiting, polledAt } = poller.state(workspaceId)
    return {
      workspaceId,
      here: here.uses(workspaceId),
      address: row.address,
      name: row.name,
      masked: row.masked,
      addedAt: row.addedAt,
      light: worse(light, here.reach(row)),
      problem,
      waiting,
      cursor: row.cursor,
      lastPolledAt: polledAt === null ? row.lastPolledAt : new Date(polledAt).toISOString(),
      lastEventAt: row.lastEventAt,
      webhook: {
        state: row.webhookState,
        since: row.webhookSince,
        checkedAt: row.webhookCheckedAt,
        errorAt: row.webhookErrorAt,
        problem:
          row.webhookProblem === null
            ? null
            : { code: row.webhookProblem as ErrorCode, data: (row.webhookProblemData ?? {}) as ErrorData },
      },
    }
  }

  function realWorkspace(workspaceId: WorkspaceId): void {
    if (workspaceRow(store, workspaceId).archivedAt !== null) throw new AppError('WORKSPACE_ARCHIVED')
    if (isDemo(workspaceId)) throw new AppError('DEMO_WORKSPACE')
  }

  async function connect(order: { workspaceId: WorkspaceId; address: string; token: string }): Promise<RelayState> {
    const { workspaceId } = order
    realWorkspace(workspaceId)
    const address = checkedAddress(order.address)
    const token = checkedToken(order.token)
    connections.assertFree(workspaceId, token)
    await vault.assertCanSeal()
    const status = await createRelayClient(address, token, clientParts).status()
    await poller.end(workspaceId)
    try {
      await connections.keep({ workspaceId, address, token, name: status.name })
      setup.forget(workspaceId)
    } finally {
      if (connections.find(workspaceId) && !setup.isPending(workspaceId)) poller.begin(workspaceId)
    }
    await here.leave(workspaceId)
    return shown(workspaceId)
  }

  async function disconnect(workspaceId: WorkspaceId, deleteWebhook: boolean): Promise<void> {
    const connection = connections.find(workspaceId)
    // Begun here, and never got an address.
    if (!connection && here.isOf(workspaceId)) return here.leave(workspaceId)
    const { id, newest, cursor } = connections.of(workspaceId)
    if (deleteWebhook) await webhooks.remove(workspaceId)
    await poller.end(workspaceId)
    connections.remove(id)
    setup.forget(workspaceId)
    if (!here.isOf(workspaceId)) return
    // With the relay goes what it still had.
    if (newest > cursor) gaps.want(workspaceId, 'away', dayOf(clock.now()), dayOf(clock.now()))
    await here.leave(workspaceId)
    gapFound()
  }

  /** The client is deleted: its relay is read no more; null where it has none. A webhook nobody could delete says so. */
  async function leave(workspaceId: WorkspaceId): Promise<'deleted' | 'left' | null> {
    if (!connections.find(workspaceId)) {
      await here.leave(workspaceId)
      return null
    }
    try {
      await disconnect(workspaceId, true)
      return 'deleted'
    } catch (error) {
      deps
        .log('relay')
        .info('the webhook was not deleted', { code: error instanceof AppError ? error.code : 'INTERNAL' })
      await disconnect(workspaceId, false)
      return 'left'
    }
  }

  /** Sent, seen at the relay, here: each step is written when it is known. */
  async function sendTest(workspaceId: WorkspaceId): Promise<Trial> {
    const { webhookId } = connections.of(workspaceId)
    if (webhookId === null) throw new AppError('WEBHOOK_NOT_THERE')
    const relay = await clientFor(workspaceId)
    const before = await relay.status()
    const id = trials.begin(workspaceId, 'test', webhookId, 'test_event')
    try {
      const { success, status } = await webhooks.test(workspaceId, webhookId)
      if (!success) return trials.failed(id, { code: 'RELAY_UNREACHABLE', data: { reason: 'from_instantly', status } })
      const after = await relay.status()
      return after.position.newest > before.position.newest ? trials.atRelay(id) : trials.trial(id)
    } catch (error) {
      trials.failed(id, toWire(error))
      throw error
    }
  }

  /**
   * In a demo a made-up event is one of its events. A real client's numbers never get one: it goes the whole way, over
   * the relay and back, with a mark by which the poller ends it on arrival.
   */
  async function simulate(workspaceId: WorkspaceId, json: string): Promise<Trial> {
    const payload = objectOf(json)
    const type = typeof payload['event_type'] === 'string' ? payload['event_type'] : '?'
    const mark = newMark()
    if (isDemo(workspaceId)) {
      const id = trials.begin(workspaceId, 'made_up', mark, type)
      const raw = JSON.stringify(payload)
      ingest.ingest(workspaceId, 'simulator', [{ raw, receivedAt: clock.now(), sourceId: null }])
      return trials.arrivedHere(id)
    }
    const relay = await clientFor(workspaceId)
    const id = trials.begin(workspaceId, 'made_up', mark, type)
    try {
      await relay.deliver(JSON.stringify({ ...payload, [trialField]: mark, is_test: true }))
      return trials.atRelay(id)
    } catch (error) {
      trials.failed(id, toWire(error))
      throw error
    }
  }

  const routes: Handlers<typeof relay> = {
    'relay.states': ({ workspaceId }) =>
      connections
        .all()
        .filter((one) => workspaceId === null || one.workspaceId === workspaceId)
        .filter((one) => !setup.isPending(one.workspaceId))
        .map((one) => shown(one.workspaceId)),
    'relay.connect': (order) => inOrder(() => connect(order)),
    'relay.here': () => here.shown(),
    'relay.runHere': ({ workspaceId, program }) => {
      realWorkspace(workspaceId)
      here.run(workspaceId, program)
      setup.forget(workspaceId)
      return here.shown()
    },
    'relay.setup': ({ workspaceId }) => setup.find(workspaceId),
    'relay.prepareSetup': ({ workspaceId, project }) =>
      inOrder(async () => {
        realWorkspace(workspaceId)
        if (connections.find(workspaceId) && !setup.isPending(workspaceId)) throw new AppError('RELAY_TOKEN_TAKEN')
        return setup.prepare(workspaceId, project)
      }),
    'relay.checkSetup': ({ workspaceId }) => inOrder(() => setup.check(workspaceId)),
    'relay.setupSql': async ({ workspaceId }) => ({ sql: await setup.sql(workspaceId) }),
    'relay.changeProgram': async ({ program }) => {
      await inOrder(() => here.changeProgram(program))
      return here.shown()
    },
    'relay.lookAgain': () => {
      here.again()
      return here.shown()
    },
    'relay.poke': () => {
      poller.poke()
      return null
    },
    'relay.disconnect': ({ workspaceId, deleteWebhook }) =>
      inOrder(async () => {
        await disconnect(workspaceId, deleteWebhook)
        return null
      }),
    'relay.register': ({ workspaceId }) =>
      inOrder(async () => {
        await webhooks.register(workspaceId)
        return shown(workspaceId)
      }),
    'relay.checkWebhook': async ({ workspaceId }) => {
      await inOrder(() => webhooks.check(workspaceId, 'click'))
      return shown(workspaceId)
    },
    'relay.resumeWebhook': async ({ workspaceId }) => {
      await inOrder(() => webhooks.resume(workspaceId))
      return shown(workspaceId)
    },
    'relay.byHand': async ({ workspaceId }) => {
      const { url, headers } = await webhooks.targetOf(connections.of(workspaceId))
      return { url, headerName: relaySecretHeader, headerValue: headers[relaySecretHeader] ?? '' }
    },
    'relay.test': ({ workspaceId }) => sendTest(workspaceId),
    'relay.trials': ({ workspaceId }) => trials.latest(workspaceId),
    'relay.simulate': ({ workspaceId, json }) => simulate(workspaceId, json),
    'gaps.view': ({ workspaceId, fromDay, toDay }) => {
      // The simulated Instantly has told of everything from the beginning.
      const webhookSince = isDemo(workspaceId)
        ? new Date(0).toISOString()
        : (connections.find(workspaceId)?.webhookSince ?? null)
      const today = dayOf(clock.now())
      return viewGaps({ gaps, heard, today }, { workspaceId, fromDay, toDay, webhookSince })
    },
    'gaps.check': ({ workspaceId, fromDay, toDay }) => {
      workspaceRow(store, workspaceId)
      const id = gaps.want(workspaceId, 'asked', fromDay, toDay)
      runner.poke()
      return shownCheck(gaps.check(id))
    },
    'gaps.cancel': ({ checkId }) => {
      runner.cancel(checkId)
      return null
    },
  }

  return {
    routes,
    begin(): void {
      here.begin()
      poller.beginAll((workspaceId) => !setup.isPending(workspaceId))
    },
    /** Takes an address out of what a relay here keeps to be read. */
    erase: here.erase,
    /** The network, the key or the passphrase came back. */
    poke(): void {
      here.look()
      poller.poke()
    },
    setAwake(awake: boolean): void {
      here.setAwake(awake)
      poller.setAwake(awake)
    },
    leave,
    async stop(): Promise<void> {
      await poller.stop()
      await here.stop()
    },
  }
}

const worse = (a: RelayLight, b: RelayLight | null): RelayLight =>
  b === null || relayLights.indexOf(a) > relayLights.indexOf(b) ? a : b

function objectOf(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw new AppError('INVALID_INPUT', { field: 'json' })
}
