import type { WorkspaceId } from '#shared/ids.ts'
import { createArchivedLookup } from '../../clients/workspaces/queries.ts'
import type { Deps } from '../../core/deps.ts'
import type { Connections } from './connections.ts'
import type { InAppRelayStore } from './in-app-relay-store.ts'

type Parts = {
  readonly kept: InAppRelayStore
  readonly connections: Connections
  readonly hasTunnel: () => boolean
}

/** The clients that use the relay in the app, and since when their events may be missing. */
export function createInAppRelayClients(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  { kept, connections, hasTunnel }: Parts,
) {
  /** Archived clients keep their choice, but are not served. */
  const isArchived = createArchivedLookup(store)
  const clients = (): readonly WorkspaceId[] => kept.clients().filter((id) => !isArchived(id))

  /** From now on events may be lost. Stored, so that the affected days are compared whatever happens. */
  function away(since = clock.now()): void {
    for (const id of clients()) {
      const { connectionId, awaySince } = kept.find(id) ?? {}
      if (connectionId === null || awaySince !== null) continue
      // After a crash the time was not stored, so the last poll is used.
      const before = !hasTunnel() ? connections.find(id)?.lastPolledAt : null
      kept.change(id, { awaySince: before ?? new Date(since).toISOString() })
    }
  }

  return { clients, away }
}
