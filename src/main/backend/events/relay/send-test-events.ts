/** Sends events to see them arrive: a test by Instantly, and a simulated one. */
import type { TestEvent } from '#shared/contract/events/relay.ts'
import { isPlainObject } from '#shared/domain/core/plain-object.ts'
import { AppError, toWire } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createDemoLookup } from '../../clients/workspaces/demo-workspaces.ts'
import type { Deps } from '../../core/deps.ts'
import type { EventIngest } from '../events/ingest-events.ts'
import type { Connections } from './connections.ts'
import type { InAppRelay } from './in-app-relay.ts'
import { testEventField } from './received.ts'
import { createRelayClient } from './relay-client.ts'
import { newMark, type TestEvents } from './test-events.ts'
import type { Webhooks } from './webhooks.ts'

type Parts = {
  readonly connections: Connections
  readonly here: Pick<InAppRelay, 'addressOf'>
  readonly ingest: EventIngest
  readonly testEvents: TestEvents
  readonly webhooks: Webhooks
}

export type SendTestEvents = ReturnType<typeof createSendTestEvents>

export function createSendTestEvents(deps: Deps, { connections, here, ingest, testEvents, webhooks }: Parts) {
  const { clock } = deps
  const isDemo = createDemoLookup(deps.store)
  const clientParts = { appVersion: deps.config.appVersion, log: deps.log('relay') }

  const clientFor = async (workspaceId: WorkspaceId) => {
    const connection = connections.of(workspaceId)
    return createRelayClient(await here.addressOf(connection), await connections.token(connection), clientParts)
  }

  /** Sends a test event and stores each step once it is known: sent, seen at the relay, arrived here. */
  async function sendTest(workspaceId: WorkspaceId): Promise<TestEvent> {
    const { webhookId } = connections.of(workspaceId)
    if (webhookId === null) throw new AppError('WEBHOOK_NOT_THERE')
    const relay = await clientFor(workspaceId)
    const before = await relay.status()
    const id = testEvents.begin(workspaceId, 'test', webhookId, 'test_event')
    try {
      const { success, status } = await webhooks.test(workspaceId, webhookId)
      if (success === false)
        return testEvents.failed(id, { code: 'RELAY_UNREACHABLE', data: { reason: 'from_instantly', status } })
      const after = await relay.status()
      return after.position.newest > before.position.newest ? testEvents.atRelay(id) : testEvents.testEvent(id)
    } catch (error) {
      testEvents.failed(id, toWire(error))
      throw error
    }
  }

  /**
   * In a demo a simulated event counts as one of its events. For a real client it never does: it travels through the
   * relay and back with a mark, at which the poller discards it.
   */
  async function simulate(workspaceId: WorkspaceId, json: string): Promise<TestEvent> {
    const payload = objectOf(json)
    const type = typeof payload['event_type'] === 'string' ? payload['event_type'] : '?'
    const mark = newMark()
    if (isDemo(workspaceId)) {
      const id = testEvents.begin(workspaceId, 'made_up', mark, type)
      const raw = JSON.stringify(payload)
      ingest.ingest(workspaceId, 'simulator', [{ raw, receivedAt: clock.now(), sourceId: null }])
      return testEvents.arrivedHere(id)
    }
    const relay = await clientFor(workspaceId)
    const id = testEvents.begin(workspaceId, 'made_up', mark, type)
    try {
      await relay.deliver(JSON.stringify({ ...payload, [testEventField]: mark, is_test: true }))
      return testEvents.atRelay(id)
    } catch (error) {
      testEvents.failed(id, toWire(error))
      throw error
    }
  }

  return { sendTest, simulate }
}

function objectOf(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json)
    if (isPlainObject(value)) return value
  } catch {
    // Reported below.
  }
  throw new AppError('INVALID_INPUT', { field: 'json' })
}
