/**
 * The relay inside the app, for operators without a server: its thread, the tunnel that gives it an address, and what a
 * new address requires. Each step is stored before it is done, so it survives any interruption.
 */
import path from 'node:path'
import type { RelayHere } from '#shared/contract/events/relay.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { TunnelKind } from '#shared/relay-thread.ts'
import { createArchivedLookup } from '../../clients/workspaces/queries.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import type { Connection, Connections } from './connections.ts'
import { createAddressFollower, nameOf, type SharedRelayParts } from './follow-address.ts'
import { createInAppRelayStore, type InAppRelayStore } from './in-app-relay-store.ts'
import { createRelayThread, type SpawnRelay } from './relay-thread.ts'
import { createTunnel, requireThread, type TunnelTimings } from './tunnel.ts'
import { findPrograms, programFolders } from './tunnel-programs.ts'
import { createReachabilityCheck, defaultReachTimings } from './watch-reach.ts'

export type InAppRelayTimings = TunnelTimings
const usual: Omit<InAppRelayTimings, 'reaches'> = {
  pausesMs: [1_000, 5_000, 15_000, 60_000, 300_000],
  steadyMs: 60_000,
  folders: programFolders,
  reach: defaultReachTimings,
}

export type InAppRelayParts = SharedRelayParts & {
  /** Null if no relay can run in the app. */
  readonly spawn: SpawnRelay | null
  readonly timings?: Partial<InAppRelayTimings> | undefined
}

export type InAppRelay = ReturnType<typeof createInAppRelay>

export function createInAppRelay(deps: Deps, parts: InAppRelayParts) {
  const { clock, store } = deps
  const { connections } = parts
  const timings = {
    ...usual,
    reaches: deps.config.instantlyUrl === null ? createReachabilityCheck(deps) : null,
    ...parts.timings,
  }
  const log = deps.log('relay here')
  const kept = createInAppRelayStore(store, clock)
  let stopped = false

  const thread =
    parts.spawn === null
      ? null
      : createRelayThread({
          spawn: parts.spawn,
          folder: path.join(deps.config.paths.dataDir, 'relay'),
          log: deps.log('relay'),
          tunnelEnded: (said) =>
            tunnel.ended({ code: 'RELAY_TUNNEL_FAILED', data: { program: tunnel.current()?.kind ?? '', said } }),
          // Its readers notice, and start it again with growing pauses.
          failed: () => tunnel.ended(null),
        })
  const { clients, away } = createInAppRelayClients(deps, {
    kept,
    connections,
    hasTunnel: () => tunnel.current() !== null,
  })

  const tunnel = createTunnel(deps, {
    thread: () => thread,
    chosen: kept.program,
    isNeeded: () => clients().length > 0,
    away,
    begin: () => {
      away()
      void tidy().catch((error: unknown) => void asProblem(error, log))
    },
    opened: () => following.look(),
    timings,
  })
  const following = createAddressFollower(deps, {
    ...parts,
    address: () => tunnel.current()?.url ?? null,
    clients,
    isStopped: () => stopped,
    thread: () => requireThread(thread),
    kept,
  })

  /** Removes from the relay what belongs to clients that no longer use it. */
  async function tidy(): Promise<void> {
    if (!thread || !thread.isThere()) return
    if (kept.clients().length > 0) {
      await thread.ask('relay.keepOnly', { names: kept.clients().map(nameOf) })
      return
    }
    await tunnel.close()
    await thread.stop()
    thread.removeFiles()
  }

  const again = () => {
    tunnel.again()
    void following.wake()
  }

  return {
    uses: (workspaceId: WorkspaceId): boolean => {
      const connectionId = kept.find(workspaceId)?.connectionId ?? null
      return connectionId !== null && connections.find(workspaceId)?.id === connectionId
    },
    /** Whether the operator chose it for this client, connected or not yet. */
    isOf: (workspaceId: WorkspaceId): boolean => kept.find(workspaceId) !== null,
    shown: (): RelayHere => ({ ...tunnel.state(), clients: clients() }),
    /** Whether events can arrive; null if the connection's relay runs elsewhere. */
    reach(connection: Connection): 'live' | 'behind' | 'off' | null {
      if (kept.find(connection.workspaceId)?.connectionId !== connection.id) return null
      if (tunnel.current() && deps.online()) return 'live'
      return tunnel.problem()?.code === 'RELAY_TUNNEL_MISSING' ? 'off' : 'behind'
    },
    /** The address a connection is read at: on this computer if the relay runs here, whatever the tunnel's state. */
    async addressOf(connection: Connection): Promise<string> {
      if (kept.find(connection.workspaceId)?.connectionId !== connection.id) return connection.address
      const { port } = await requireThread(thread).ask('relay.port', null)
      return `http://127.0.0.1:${port}`
    },
    run(workspaceId: WorkspaceId, wished: TunnelKind | null): void {
      requireThread(thread)
      const found = findPrograms(timings.folders())
      if (found.length === 0 || (wished !== null && !found.some(({ kind }) => kind === wished))) {
        throw new AppError('RELAY_TUNNEL_MISSING')
      }
      if (wished !== null) kept.choose(wished)
      kept.add(workspaceId)
      again()
    },
    async changeProgram(wished: TunnelKind): Promise<void> {
      if (!findPrograms(timings.folders()).some(({ kind }) => kind === wished))
        throw new AppError('RELAY_TUNNEL_MISSING')
      kept.choose(wished)
      if (tunnel.current()?.kind === wished) return
      if (tunnel.current()) away()
      await tunnel.close()
      tunnel.forgetProblem()
      again()
    },
    again,
    /** Removes a client from the relay in the app. With the last one the tunnel and all stored events go. */
    async leave(workspaceId: WorkspaceId): Promise<void> {
      if (kept.find(workspaceId) === null) return
      kept.remove(workspaceId)
      await tidy()
    },
    /** Erases an address from the events that wait to be read. */
    async erase(address: string): Promise<void> {
      if (thread?.isThere()) await thread.ask('relay.erase', { address })
    },
    /** A webhook was checked: if Instantly switched it off, it is switched on again. */
    webhookSeen: (): void => following.look(),
    async stop(): Promise<void> {
      if (stopped) return
      away()
      stopped = true
      tunnel.stop()
      await thread?.end()
    },
  }
}

type Parts = {
  readonly kept: InAppRelayStore
  readonly connections: Connections
  readonly hasTunnel: () => boolean
}

/** The clients that use the relay in the app, and since when their events may be missing. */
function createInAppRelayClients(
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
