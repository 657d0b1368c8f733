/**
 * Which clients use the relay in the app, and how far each has followed its address. Specific to this computer, so not
 * part of a client's folder.
 */
import { z } from 'zod'
import type { RelayConnectionId, WorkspaceId } from '#shared/ids.ts'
import { type TunnelKind, tunnelKinds } from '#shared/relay-thread.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Clock, Store } from '../../core/deps.ts'

const clientHere = z.object({
  /** The connection created for it; null until then. */
  connectionId: z.number().nullable(),
  /** The address the webhook was last set to. */
  postsTo: z.string().nullable(),
  /** ISO: since when events may have been lost; null while all arrive. */
  awaySince: z.string().nullable(),
})
type ClientHere = {
  readonly connectionId: RelayConnectionId | null
  readonly postsTo: string | null
  readonly awaySince: string | null
}

const shape = z.object({
  /** The operator's choice; null for the first one installed. */
  program: z.enum(tunnelKinds).nullable(),
  clients: z.record(z.string().regex(/^\d+$/), clientHere),
})
const hereSetting: Setting<z.infer<typeof shape>> = {
  key: 'relayHere',
  shape,
  fallback: { program: null, clients: {} },
}

export type InAppRelayStore = ReturnType<typeof createInAppRelayStore>

/** Each change is one commit. */
export function createInAppRelayStore(store: Store, clock: Clock) {
  const read = () => getSetting(store, 'app', hereSetting)
  const write = (value: z.infer<typeof shape>) => setSetting(store, 'app', hereSetting, value, clock.now())
  return {
    program: (): TunnelKind | null => read().program,
    choose(program: TunnelKind): void {
      write({ ...read(), program })
    },
    clients: (): readonly WorkspaceId[] => Object.keys(read().clients).map((id) => Number(id) as WorkspaceId),
    find: (id: WorkspaceId): ClientHere | null => (read().clients[id] as ClientHere | undefined) ?? null,
    /** Does nothing if the client no longer uses it. */
    change(id: WorkspaceId, change: Partial<ClientHere>): void {
      const all = read()
      const before = all.clients[id]
      if (before) write({ ...all, clients: { ...all.clients, [id]: { ...before, ...change } } })
    },
    add(id: WorkspaceId): void {
      const all = read()
      if (all.clients[id]) return
      write({ ...all, clients: { ...all.clients, [id]: { connectionId: null, postsTo: null, awaySince: null } } })
    },
    remove(id: WorkspaceId): void {
      const all = read()
      const { [id]: _gone, ...clients } = all.clients
      write({ ...all, clients })
    },
  }
}
