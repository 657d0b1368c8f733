/** What follows from another address of the relay here: each client's connection, its webhook, and what was missed. */
import { utcDate } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { workspaceRow } from '../../clients/workspaces/queries.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Job, Outcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import type { Connection, Connections } from './connections.ts'
import { missedFrom } from './days.ts'
import type { GapStore } from './gap-store.ts'
import type { HereStore } from './here-store.ts'
import type { RelayThread } from './relay-thread.ts'
import type { Webhooks } from './webhooks.ts'

/** How a client is called in the relay here. */
export const nameOf = (workspaceId: WorkspaceId) => `client-${workspaceId}`

/** What a relay here shares with the rest of the relay's feature. */
export type RelayTies = {
  readonly vault: Vault
  readonly connections: Connections
  readonly webhooks: Webhooks
  readonly gaps: GapStore
  readonly gapFound: () => void
  /** Reads a client's relay, or ends reading it. */
  readonly reader: {
    begin(workspaceId: WorkspaceId): void
    end(workspaceId: WorkspaceId): Promise<void>
  }
  /** With what the operator does to connections, one after the other. */
  readonly inOrder: <T>(work: () => Promise<T>) => Promise<T>
}

type Parts = RelayTies & {
  /** The public address now; null while there is none. */
  readonly address: () => string | null
  readonly clients: () => readonly WorkspaceId[]
  readonly isStopped: () => boolean
  readonly thread: () => RelayThread
  readonly kept: HereStore
}

/** Gives the job that brings every client to the address of now. */
export function followAddress(deps: Deps, parts: Parts): Job<WorkspaceId> {
  const { clock, store } = deps
  const { address, clients, kept, vault, connections, webhooks, gaps, reader, inOrder } = parts

  /** Clients whose connection or webhook is not yet as the tunnel is now. */
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

  /** Connection, address, webhook, then what was missed: each is looked at before it is changed, so it can be done again. */
  async function follow(workspaceId: WorkspaceId, signal: AbortSignal): Promise<Outcome> {
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
    // Last: what was posted to the old address until now was lost, too.
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

  /** The connection there is, known to the relay; null where there is none yet. */
  async function joined(workspaceId: WorkspaceId): Promise<Connection | null> {
    const connection = connections.find(workspaceId)
    if (!connection || connection.id !== kept.find(workspaceId)?.connectionId) return null
    // A store put back, or a relay's folder that is gone: it is told again.
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
    recovery: 'resume',
    network: true,
    atOnce: 4,
    waitsMs: [2_000, 10_000, 30_000, 60_000, 300_000],
    next: () => ({ due: behind() }),
    of: (client) => ({ key: client, client }),
    run: (client, signal) => inOrder(() => follow(client, signal)),
  })
}
