/** Connects a client to a relay elsewhere, and disconnects it. */
import type { RelayState } from '#shared/contract/events/relay.ts'
import { utcDate } from '#shared/domain/core/days.ts'
import { AppError, toWire } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createDemoLookup } from '../../clients/workspaces/demo-workspaces.ts'
import { workspaceRow } from '../../clients/workspaces/queries.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Deps } from '../../core/deps.ts'
import type { Connections } from './connections.ts'
import type { GapStore } from './gap-store.ts'
import type { InAppRelay } from './in-app-relay.ts'
import type { RelayPoller } from './poller.ts'
import { checkedAddress, checkedToken, createRelayClient } from './relay-client.ts'
import type { RelaySetups } from './setup.ts'
import type { Webhooks } from './webhooks.ts'

type Parts = {
  readonly connections: Connections
  readonly vault: Vault
  readonly poller: RelayPoller
  readonly here: InAppRelay
  readonly setup: RelaySetups
  readonly webhooks: Webhooks
  readonly gaps: GapStore
  readonly gapFound: () => void
  readonly shown: (workspaceId: WorkspaceId) => RelayState
}

export type RelayConnector = ReturnType<typeof createRelayConnector>

export function createRelayConnector(
  deps: Deps,
  { connections, vault, poller, here, setup, webhooks, gaps, gapFound, shown }: Parts,
) {
  const { store, clock } = deps
  const log = deps.log('relay')
  const isDemo = createDemoLookup(store)

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
    const status = await createRelayClient(address, token, { appVersion: deps.config.appVersion, log }).status()
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
    // Started in the app, but never got an address.
    if (!connection && here.isOf(workspaceId)) return here.leave(workspaceId)
    const { id, newest, cursor } = connections.of(workspaceId)
    if (deleteWebhook) await webhooks.remove(workspaceId)
    await poller.end(workspaceId)
    connections.remove(id)
    setup.forget(workspaceId)
    if (!here.isOf(workspaceId)) return
    // What the relay still held is lost with it.
    if (newest > cursor) gaps.want(workspaceId, 'away', utcDate(clock.now()), utcDate(clock.now()))
    await here.leave(workspaceId)
    gapFound()
  }

  /** Disconnects a client that is being deleted; null if it has no relay. Says whether its webhook was deleted. */
  async function leave(workspaceId: WorkspaceId): Promise<'deleted' | 'left' | null> {
    if (!connections.find(workspaceId)) {
      await here.leave(workspaceId)
      return null
    }
    try {
      await disconnect(workspaceId, true)
      return 'deleted'
    } catch (error) {
      log.info('the webhook was not deleted', { code: toWire(error).code })
      await disconnect(workspaceId, false)
      return 'left'
    }
  }

  return { realWorkspace, connect, disconnect, leave }
}
