/** Applies a new address of the relay in the app: to each client's connection and webhook, and finds missed events. */
import { utcDate } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { workspaceRow } from '../../clients/workspaces/queries.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Job, RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import type { Connection, Connections } from './connections.ts'
import { missedFrom } from './days.ts'
import type { GapStore } from './gap-store.ts'
import type { InAppRelayStore } from './in-app-relay-store.ts'
import type { RelayThread } from './relay-thread.ts'
import type { Webhooks } from './webhooks.ts'

/** The name of a client in the relay in the app. */
export const nameOf = (workspaceId: WorkspaceId) => `client-${workspaceId}`

/** What the relay in the app shares with the rest of the relay feature. */
export type SharedRelayParts = {
  readonly vault: Vault
  readonly connections: Connections
  readonly webhooks: Webhooks
  readonly gaps: GapStore
  readonly gapFound: () => void
  /** Starts or stops reading a client's relay. */
  readonly reader: {
    begin(workspaceId: WorkspaceId): void
    end(workspaceId: WorkspaceId): Promise<void>
  }
  /** Runs work in turn with the operator's changes to connections. */
  readonly inOrder: <T>(work: () => Promise<T>) => Promise<T>
}

type Parts = SharedRelayParts & {
  /** The current public address; null if there is none. */
  readonly address: () => string | null
  readonly clients: () => readonly WorkspaceId[]
  readonly isStopped: () => boolean
  readonly thread: () => RelayThread
  readonly kept: InAppRelayStore
}

/** Returns the job that brings every client to the current address. */
export function createAddressFollower(deps: Deps, parts: Parts): Job<WorkspaceId> {
  const { clock, store } = deps
  const { address, clients, kept, vault, connections, webhooks, gaps, reader, inOrder } = parts

  /** Clients whose connection or webhook does not match the tunnel yet. */
  function behind(): readonly WorkspaceId[] {
    const now = address()
    if (now === null || parts.isStopped() || !deps.online()) return []
    return clients().filter((id) => {
      if (deps.pausedBy(id) !== null) return false
      const here = kept.find(id)
      const connection = connections.find(id)
      if (!here || !connection || connection.id !== here.connectionId) return true
      if (connection.address !== now || here.postsTo !== now || here.awaySince !== null) return true
      return connection.webhookState === 'disabled'
    })
  }

  /**
   * Updates connection, address and webhook, then checks for missed events. Each is read before it is changed, so the
   * job is repeatable.
   */
  async function follow(workspaceId: WorkspaceId, signal: AbortSignal): Promise<RunOutcome> {
    const now = address()
    if (now === null || kept.find(workspaceId) === null || signal.aborted) return { end: 'cancelled' }
    const connection = (await joined(workspaceId)) ?? (await connected(workspaceId, now))
    if (connection.address !== now) await connections.move(connection, now)
    const before = kept.find(workspaceId)
    if (before?.postsTo !== now) {
      await webhooks.register(workspaceId, 'job', signal)
      kept.change(workspaceId, { postsTo: now })
    } else await webhooks.check(workspaceId, 'job', signal)
    if (connections.of(workspaceId).webhookState === 'disabled') await webhooks.resume(workspaceId, 'job', signal)
    // Last, because events posted to the old address until now were lost too.
    const since = kept.find(workspaceId)?.awaySince ?? null
    if (since !== null) {
      const from = missedFrom(Date.parse(since), clock.now())
      store.raw.transaction(() => {
        gaps.want(workspaceId, 'away', utcDate(from), utcDate(clock.now()))
        kept.change(workspaceId, { awaySince: null })
      })()
      parts.gapFound()
    }
    deps.changed('relay')
    return { end: 'done' }
  }

  /** The existing connection, made known to the relay; null if there is none yet. */
  async function joined(workspaceId: WorkspaceId): Promise<Connection | null> {
    const connection = connections.find(workspaceId)
    if (!connection || connection.id !== kept.find(workspaceId)?.connectionId) return null
    // After a restored store or a lost relay folder the relay does not know the connection.
    await parts.thread().ask('relay.join', {
      name: nameOf(workspaceId),
      token: await connections.token(connection),
    })
    return connection
  }

  async function connected(workspaceId: WorkspaceId, at: string): Promise<Connection> {
    await vault.assertCanSeal()
    const { token } = await parts.thread().ask('relay.join', { name: nameOf(workspaceId), token: null })
    const { name } = workspaceRow(store, workspaceId)
    await reader.end(workspaceId)
    try {
      const connection = await connections.keep({ workspaceId, address: at, token, name })
      kept.change(workspaceId, { connectionId: connection.id, postsTo: null })
      return connection
    } finally {
      if (connections.find(workspaceId)) reader.begin(workspaceId)
    }
  }

  return deps.background.defineJob<WorkspaceId>({
    kind: 'relay_moves',
    network: true,
    atOnce: 4,
    waitsMs: [2_000, 10_000, 30_000, 60_000, 300_000],
    next: () => ({ due: behind() }),
    of: (client) => ({ key: client, client }),
    run: (client, signal) => inOrder(() => follow(client, signal)),
  })
}
