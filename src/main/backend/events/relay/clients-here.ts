import type { WorkspaceId } from '#shared/ids.ts'
import { archivedLookup } from '../../clients/workspaces/queries.ts'
import type { Deps } from '../../core/deps.ts'
import type { Connections } from './connections.ts'
import type { HereStore } from './here-store.ts'

type Parts = {
  readonly kept: HereStore
  readonly connections: Connections
  readonly hasTunnel: () => boolean
}

/** Who uses the relay here, and from when on their events may be missing. */
export function createClientsHere(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  { kept, connections, hasTunnel }: Parts,
) {
  /** Clients that are archived keep their choice and wait. */
  const isArchived = archivedLookup(store)
  const clients = (): readonly WorkspaceId[] => kept.clients().filter((id) => !isArchived(id))

  /** From now on events may go missing: written down, so that the days are compared whatever happens. */
  function away(since = clock.now()): void {
    for (const id of clients()) {
      const { connectionId, awaySince } = kept.find(id) ?? {}
      if (connectionId === null || awaySince !== null) continue
      // After a crash nobody wrote down when it was.
      const before = !hasTunnel() ? connections.find(id)?.lastPolledAt : null
      kept.change(id, { awaySince: before ?? new Date(since).toISOString() })
    }
  }

  return { clients, away }
}
